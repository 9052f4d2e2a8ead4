"""Rules find the root of a word, and one form for all that mean the same."""

from __future__ import annotations

import pytest

from index.arabic.morphology import canonical, consonantal_root


@pytest.mark.parametrize(
    "family", [["اخترع", "مخترع"], ["كتاب", "كتب"], ["تاسيس", "اسس"], ["استعمل", "عمل"]]
)
def test_words_of_one_root_share_its_consonants(family: list[str]) -> None:
    assert len({consonantal_root(word) for word in family}) == 1


def test_too_few_consonants_make_no_root() -> None:
    assert [consonantal_root(word) for word in ("في", "ماء", "1905")] == ["", "", ""]


def test_months_and_numbers_have_one_form_however_they_are_written() -> None:
    assert canonical("شباط") == canonical("وفبراير")
    assert canonical("ثلاثه") == canonical("03") == "3"
