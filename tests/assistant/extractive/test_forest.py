"""Trees in NumPy give what one would read off them by hand."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import assistant.extractive as package
from assistant.extractive.feature_table import FeatureTable
from assistant.extractive.forest import Forest, load_forest

NO_LIMIT = np.inf
FOREST = Forest(
    feature=np.array([[0, 1, 0, 0, 0], [1, 0, 0, 0, 0]], np.intp),
    threshold=np.array(
        [[2.0, -1.0, NO_LIMIT, NO_LIMIT, NO_LIMIT], [0.5, NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT]],
        np.float32,
    ),
    child=np.array([[1, 3, 2, 3, 4], [1, 1, 2, 0, 0]], np.intp),
    value=np.array([[0, 0, 16, 1, 2], [0, 4, 8, 0, 0]], np.float32),
    depth=2,
    names=("age", "weight"),
)
"""The trees of `by_hand`; the second is shallower and its rows are filled up."""


def scores(rows: NDArray[np.float32]) -> list[float]:
    return [float(score) for score in FOREST.score(FeatureTable(("age", "weight"), rows))]


def by_hand(age: float, weight: float) -> float:
    first = (1 if weight <= -1.0 else 2) if age <= 2.0 else 16
    second = 4 if weight <= 0.5 else 8
    return float(first + second)


@pytest.mark.parametrize(
    ("row", "score"),
    [
        ((0.0, -2.0), 1 + 4),
        ((0.0, 0.0), 2 + 4),
        ((0.0, 1.0), 2 + 8),
        ((3.0, -2.0), 16 + 4),
        ((3.0, 1.0), 16 + 8),
        ((2.0, -1.0), 1 + 4),
        ((2.0, 0.5), 2 + 4),
    ],
)
def test_a_row_goes_left_up_to_and_with_the_threshold(
    row: tuple[float, float], score: float
) -> None:
    assert by_hand(*row) == score
    assert scores(np.array([row], np.float32)) == [score]


ROWS = st.lists(st.tuples(st.floats(-4, 4, width=32), st.floats(-4, 4, width=32)), max_size=20)


@given(ROWS)
def test_rows_are_scored_each_by_itself_and_in_order(rows: list[tuple[float, float]]) -> None:
    found = scores(np.array(rows, np.float32).reshape(-1, 2))

    assert found == [by_hand(*row) for row in rows]


def test_rows_of_any_layout_are_read_alike() -> None:
    rows = np.array([[0, 3, 0], [-2, 1, 1]], np.float32).T

    assert scores(rows) == [5.0, 24.0, 10.0]


@pytest.mark.parametrize("names", [("weight", "age"), ("age",), ("age", "weight", "height")])
def test_a_table_of_other_columns_is_refused(names: tuple[str, ...]) -> None:
    table = FeatureTable(names, np.zeros((1, len(names)), np.float32))

    with pytest.raises(ValueError, match="belongs to another version of the features"):
        FOREST.score(table)


def test_a_forest_comes_back_from_its_file_as_it_was() -> None:
    file = BytesIO()
    np.savez(file, allow_pickle=False, **FOREST.arrays("right"), **FOREST.arrays("other"))
    file.seek(0)

    with np.load(file) as arrays:
        again = load_forest(arrays, "right")

    for name in Forest.__slots__:
        before, after = np.asarray(getattr(FOREST, name)), np.asarray(getattr(again, name))
        assert before.tolist() == after.tolist(), name
    assert again.feature.dtype == again.child.dtype == np.dtype(np.intp)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        *(("span_extraction.npz", name) for name in ("first", "last", "inside", "value", "choice")),
        *(("answerability.npz", name) for name in ("overlap", "right", "answerable")),
    ],
)
def test_every_way_through_a_shipped_tree_ends_in_a_leaf(file: str, name: str) -> None:
    with np.load(Path(next(iter(package.__path__))) / file) as arrays:
        forest = load_forest(arrays, name)

    for child, threshold in zip(forest.child, forest.threshold, strict=True):
        reached = {0}
        for _ in range(forest.depth):
            reached = {
                int(child[at]) + turn
                for at in reached
                for turn in ((0,) if child[at] == at else (0, 1))
            }
        assert all(child[at] == at and threshold[at] == np.inf for at in reached)
