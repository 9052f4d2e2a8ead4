"""Regression trees in NumPy: what LightGBM trained, evaluated without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.extractive.feature_table import FeatureTable
from assistant.extractive.word_features import Floats


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees side by side; node 0 of each is its root, a leaf points to itself."""

    feature: NDArray[np.intp]
    """Column that a node asks about, shape (trees, nodes)."""
    threshold: Floats
    """A row goes to the first child when its column is at most this."""
    child: NDArray[np.intp]
    """The first child of a node; the second stands right after it. A leaf holds itself."""
    value: Floats
    """What a leaf adds to the score."""
    depth: int
    """Steps from a root to the deepest leaf."""
    names: tuple[str, ...]
    """Of the columns that it reads, in order."""

    def score(self, table: FeatureTable) -> Floats:
        """The sum of the leaves that each row reaches, shape (rows,).

        :raises ValueError: when the trees were grown on other columns.
        """
        rows = table.checked(self.names)
        count, columns = rows.shape
        trees, nodes = self.feature.shape
        flat = np.ascontiguousarray(rows, np.float32).ravel()
        tree_base = (np.arange(trees) * nodes)[None, :]
        row_base = (np.arange(count) * columns)[:, None]
        at = np.broadcast_to(tree_base, (count, trees))
        feature, threshold, child = self.feature.ravel(), self.threshold.ravel(), self.child.ravel()
        for _ in range(self.depth):
            asked = flat.take(feature.take(at) + row_base)
            at = child.take(at) + (asked > threshold.take(at)) + tree_base
        return np.asarray(self.value.ravel().take(at).sum(axis=1), np.float32)

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """The forest as named arrays for `numpy.savez`."""
        return {
            f"{name}.feature": self.feature.astype(np.int16),
            f"{name}.threshold": self.threshold,
            f"{name}.child": self.child.astype(np.int16),
            f"{name}.value": self.value,
            f"{name}.depth": np.array(self.depth, np.int16),
            f"{name}.names": np.frombuffer("\n".join(self.names).encode(), np.uint8),
        }


def load_forest(file: Any, name: str) -> Forest:
    """A forest out of an open `.npz` file (NumPy types its reader loosely, hence Any)."""
    return Forest(
        file[f"{name}.feature"].astype(np.intp),
        file[f"{name}.threshold"],
        file[f"{name}.child"].astype(np.intp),
        file[f"{name}.value"],
        int(file[f"{name}.depth"]),
        tuple(file[f"{name}.names"].tobytes().decode().split("\n")),
    )
