"""Spellings of one word fold to one form, with the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arabic import fold, fold_with_map
from tests.index.arabic.texts import ARABIC


@pytest.mark.parametrize(
    ("written", "found_as"),
    [
        ("مُحَمَّدٌ", "محمد"),
        ("مـــحـــمـــد", "محمد"),
        ("أحمد إبراهيم آمنة ٱلرحمن", "احمد ابراهيم امنه الرحمن"),
        ("مؤتمر مسئول شاطئ", "موتمر مسيول شاطي"),
        ("مستشفى على", "مستشفي علي"),
        ("ا\u0654حمد", "احمد"),
        ("کتاب ایران", "كتاب ايران"),
        ("ﻣﺤﻤﺪ ﻻ ﷲ", "محمد لا الله"),
        ("١٩٤٨ ۱۹۴۸ 1948", "1948 1948 1948"),
        ("\u202bمصر\u202c\u200f", "مصر"),
        ("Café STRASSE ß", "cafe strasse ss"),
    ],
)
def test_spellings_of_one_word_fold_to_one_form(written: str, found_as: str) -> None:
    assert fold(written) == found_as


@given(ARABIC)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ARABIC)
def test_the_map_gives_the_same_folded_text_and_places_in_order(text: str) -> None:
    folded = fold_with_map(text)

    assert folded.text == fold(text)
    assert len(folded.origins) == len(folded.text)
    assert list(folded.origins) == sorted(folded.origins)


@given(ARABIC, st.data())
def test_a_folded_slice_leads_back_to_the_code_points_it_came_from(
    text: str, data: st.DataObject
) -> None:
    folded = fold_with_map(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))

    span = folded.span(start, end)

    assert folded.text[start:end] in fold(text[span.start : span.end])


def test_a_slice_takes_the_marks_of_its_last_letter_along() -> None:
    text = "قَالَ الشَّاهِدُ."
    folded = fold_with_map(text)
    start = folded.text.index("الشاهد")

    span = folded.span(start, start + len("الشاهد"))

    assert text[span.start : span.end] == "الشَّاهِدُ"


def test_a_slice_outside_the_folded_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="no folded text at 2:9"):
        fold_with_map("نص").span(2, 9)
