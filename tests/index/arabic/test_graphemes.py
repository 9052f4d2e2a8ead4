"""A cut parts no letter from its marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arabic import fold_with_map, index_terms, is_boundary, next_boundary, sentences, words
from tests.index.arabic.texts import ARABIC


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("بَت", [0, 2, 3]),
        ("لِلّهِ", [0, 2, 4, 6]),
        ("👨‍👩‍👧ا", [0, 5, 6]),
        ("🇪🇬🇸🇦", [0, 2, 4]),
        ("e\u0301", [0, 2]),
    ],
)
def test_a_cut_never_parts_a_letter_from_its_marks(text: str, edges: list[int]) -> None:
    assert [at for at in range(len(text) + 1) if is_boundary(text, at)] == edges


@given(ARABIC, st.integers(0, 90))
def test_the_next_boundary_is_the_first_one_from_there(text: str, position: int) -> None:
    edge = next_boundary(text, position)

    assert is_boundary(text, edge)
    assert edge == len(text) or edge >= position
    assert not any(is_boundary(text, at) for at in range(min(position, len(text)), edge))


def test_floods_of_marks_and_ligatures_are_worked_through() -> None:
    """Half a million of them: a method that takes the square of their number never ends."""
    flood = "ب" + "\u064b" * 500_000
    ligatures = "ﷺ" * 100_000

    assert index_terms(flood) == ["_ب", "ب"]
    assert fold_with_map(flood).span(0, 1).end == len(flood)
    assert next_boundary(flood, 250_000) == len(flood)
    assert len(sentences("." * 500_000)) == len(sentences(flood)) == 1
    assert len(words(ligatures)) == 300_001
