"""Numbers under named columns."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.extractive.feature_table import FeatureTable, beside

TABLE = FeatureTable(("age", "weight", "height"), np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))


def test_columns_are_taken_by_name_in_the_order_asked_for() -> None:
    assert TABLE.column("weight").tolist() == [2, 5]
    assert TABLE.columns(("height", "age")).tolist() == [[3, 1], [6, 4]]


def test_a_column_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        TABLE.column("colour")


def test_rows_are_given_for_the_very_columns_alone() -> None:
    assert TABLE.checked(("age", "weight", "height")) is TABLE.rows
    for names in (("weight", "age", "height"), ("age", "weight")):
        with pytest.raises(ValueError, match="belongs to another version of the features"):
            TABLE.checked(names)


def test_tables_side_by_side_keep_their_columns_in_order() -> None:
    both = beside(TABLE, FeatureTable(("colour",), np.array([[7.0], [8.0]])))

    assert both.names == ("age", "weight", "height", "colour")
    assert both.rows.tolist() == [[1, 2, 3, 7], [4, 5, 6, 8]]
