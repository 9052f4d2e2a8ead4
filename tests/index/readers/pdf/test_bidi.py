"""Reading order undoes what drawing did to a line, whatever the line holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.pdf.bidi import mirrored, reading_order, unbalanced

ARABIC_WORDS = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=2, max_size=7)
LATIN_WORDS = st.text("abcdefgh", min_size=2, max_size=6)
NUMBERS = st.from_regex(r"[1-9][0-9]{0,3}([.,/:][1-9][0-9]{0,2})?", fullmatch=True)
ARABIC_NUMBERS = st.from_regex(r"[١-٩][٠-٩]{0,3}", fullmatch=True)


def as_read(drawn: str) -> str:
    return "".join(drawn[each.index] for each in reading_order(drawn))


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("2019 ماع", "عام 2019"),
        ("9102 ماع", "عام 9102"),
        ("ه1444 ةنس", "سنة 1444ه"),
        ("ةلاقم Open AI تبتك", "كتبت Open AI مقالة"),
        ("GB 16 ةركاذ", "ذاكرة 16 GB"),
        ("10-2019 مقر", "رقم 2019-10"),
        ("50% ةبسن", "نسبة 50%"),
        ("٪٥٠ ةبسن", "نسبة ٥٠٪"),
        ("hello world", "hello world"),
        ("The word ملسلا means peace and much more", "The word السلم means peace and much more"),
    ],
)
def test_a_line_is_read_as_it_was_written(drawn: str, read: str) -> None:
    assert as_read(drawn) == read


@given(st.lists(st.one_of(ARABIC_WORDS, NUMBERS, ARABIC_NUMBERS), min_size=1, max_size=9))
def test_arabic_words_and_numbers_come_back(words: list[str]) -> None:
    words = ["كلمة", *words, "كلمة"]
    drawn = " ".join(word if word[0].isdigit() else word[::-1] for word in reversed(words))

    assert as_read(drawn) == " ".join(words)


@given(ARABIC_WORDS, st.lists(LATIN_WORDS, min_size=1, max_size=3), ARABIC_WORDS)
def test_a_latin_run_keeps_its_order(before: str, run: list[str], after: str) -> None:
    latin = " ".join(run)
    arabic = before + "ومعها كلمات عربية كثيرة تحيط بها من الجانبين"
    drawn = f"{after[::-1]} {latin} {arabic[::-1]}"

    assert as_read(drawn) == f"{arabic} {latin} {after}"


@given(st.text("اب3٤ aZ.,/()[]%-:«»\u064e", min_size=1, max_size=40))
def test_every_piece_is_read_once(drawn: str) -> None:
    order = reading_order(drawn)

    assert sorted(each.index for each in order) == list(range(len(drawn)))


@given(st.text("()[]{}<>«»اب", max_size=20))
def test_brackets_mirrored_twice_are_as_they_were(text: str) -> None:
    assert mirrored(mirrored(text)) == text


def test_brackets_that_close_nothing_are_counted() -> None:
    assert unbalanced("(نعم) [لا]") == 0
    assert unbalanced(")نعم(") == 2
