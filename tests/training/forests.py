"""From a LightGBM model to `Forest`."""

from __future__ import annotations

from typing import Any

import numpy as np

from assistant.extractive.forest import Forest


def forest_of(model: Any, names: tuple[str, ...]) -> Forest:
    """The trees of a trained LightGBM booster, breadth first, children side by side.

    :param names: of the columns that it was trained on.
    """
    trees = [tree["tree_structure"] for tree in model.dump_model()["tree_info"]]
    laid = [_laid_out(tree) for tree in trees]
    nodes = max(len(rows) for rows, _ in laid)
    shape = (len(trees), nodes)
    feature, child = np.zeros(shape, np.intp), np.zeros(shape, np.intp)
    threshold, value = np.full(shape, np.inf, np.float32), np.zeros(shape, np.float32)
    for at, (rows, _) in enumerate(laid):
        for place, (column, limit, first, leaf) in enumerate(rows):
            feature[at, place], threshold[at, place] = column, limit
            child[at, place], value[at, place] = first, leaf
    return Forest(feature, threshold, child, value, max(depth for _, depth in laid), names)


def _laid_out(root: Any) -> tuple[list[tuple[int, float, int, float]], int]:
    rows: list[tuple[int, float, int, float]] = []
    queue = [(root, 0)]
    deepest = at = 0
    while at < len(queue):
        node, depth = queue[at]
        deepest = max(deepest, depth)
        if "leaf_value" in node:
            rows.append((0, np.inf, at, node["leaf_value"]))
        else:
            rows.append((node["split_feature"], node["threshold"], len(queue), 0.0))
            queue += [(node["left_child"], depth + 1), (node["right_child"], depth + 1)]
        at += 1
    return rows, deepest
