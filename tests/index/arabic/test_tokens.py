"""Words and numbers of a text, with their places."""

from __future__ import annotations

import pytest
from hypothesis import given

from index.arabic import words, words_with_spans
from tests.index.arabic.texts import ARABIC


@given(ARABIC)
def test_words_and_their_places_agree(text: str) -> None:
    placed = words_with_spans(text)

    assert [word.text for word in placed] == words(text)
    for word in placed:
        assert word.text in words(text[word.start : word.end])


def test_a_number_is_a_word_of_its_own_beside_arabic_letters() -> None:
    assert words("و12 و١٬٢٥٠ 12كم B12 4G كوفيد19") == [
        *("و", "12", "و", "1250", "12", "كم", "b12", "4g", "كوفيد", "19")
    ]


@pytest.mark.parametrize(
    ("written", "number"),
    [("1,250", "1250"), ("١٬٢٥٠", "1250"), ("٣٫٥", "3.5"), ("3.5", "3.5"), ("٢٠٢٤", "2024")],
)
def test_numbers_are_read_alike_in_every_notation(written: str, number: str) -> None:
    assert words(f"بلغ {written} فقط") == ["بلغ", number, "فقط"]
