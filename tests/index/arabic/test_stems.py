"""Words of one family are found by one stem."""

from __future__ import annotations

import pytest

from index.arabic import fold, index_terms, stem


@pytest.mark.parametrize(
    "family",
    [
        ["كتاب", "الكتاب", "والكتاب", "بالكتاب", "كتابها", "كتابه"],
        ["مدينة", "المدينة", "للمدينة", "مدينتها", "مدينتهم"],
        ["مهندس", "المهندسون", "مهندسين", "مهندسات", "والمهندسات"],
    ],
)
def test_clitics_and_endings_do_not_hide_a_word(family: list[str]) -> None:
    assert len({stem(fold(word)) for word in family}) == 1


def test_a_name_is_the_same_with_ibn_and_bin() -> None:
    assert [stem(word) for word in ("ابن", "بن")] == ["ابن", "ابن"]


def test_short_words_are_not_cut_to_nothing() -> None:
    assert [stem(word) for word in ("وعد", "فهد", "يد", "بنت")] == ["وعد", "فهد", "يد", "بنت"]


def test_a_word_is_indexed_by_its_stem_and_its_four_letter_parts() -> None:
    assert index_terms("المدرسة") == ["_مدرس", "المد", "لمدر", "مدرس", "درسه"]
