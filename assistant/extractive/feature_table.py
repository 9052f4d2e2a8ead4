"""Numbers under named columns: the features of clauses, words, spans and answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.floating[Any]]
"""float64 of clauses, float32 of words and spans."""


@dataclass(frozen=True, slots=True)
class FeatureTable:
    """Rows of numbers; a trained file names the columns that it was trained on."""

    names: tuple[str, ...]
    rows: Numbers
    """Shape (rows, names)."""

    def column(self, name: str) -> Numbers:
        """:raises ValueError: when there is no such column."""
        values: Numbers = self.rows[:, self.names.index(name)]
        return values

    def columns(self, names: Sequence[str]) -> Numbers:
        """Several columns, shape (rows, names)."""
        values: Numbers = self.rows[:, [self.names.index(name) for name in names]]
        return values

    def checked(self, names: tuple[str, ...]) -> Numbers:
        """The rows, for a trained file that reads these columns.

        :raises ValueError: when the file was trained on other columns.
        """
        if names != self.names:
            raise ValueError("the trained file belongs to another version of the features")
        return self.rows


def beside(*tables: FeatureTable) -> FeatureTable:
    """Tables of as many rows as one, in order."""
    names = tuple(name for table in tables for name in table.names)
    return FeatureTable(names, np.concatenate([table.rows for table in tables], axis=1))
