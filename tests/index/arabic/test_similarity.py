"""Words are alike by stem, by root and by the letters that they share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arabic.similarity import SAME_ROOT, SAME_STEM, similarity

WORDS = st.text(st.sampled_from("ابتدرسمنوهيكةء39a"), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("one", "other"),
    [("كتاب", "والكتاب"), ("مدينه", "مدينتهم"), ("شباط", "فبراير"), ("بغداد", "بغدادي")],
)
def test_words_of_one_stem_are_nearly_the_same(one: str, other: str) -> None:
    assert similarity(one, other) == SAME_STEM


@pytest.mark.parametrize(
    ("one", "other"),
    [("كتب", "كتاب"), ("كتاب", "مكتبه"), ("اخترع", "مخترع"), ("دروس", "مدرسه"), ("فتح", "افتتح")],
)
def test_words_of_one_root_are_clearly_alike(one: str, other: str) -> None:
    assert SAME_ROOT < similarity(one, other) < SAME_STEM


def test_others_are_alike_by_their_letter_pairs() -> None:
    assert similarity("تلفاز", "تلفازات") == SAME_STEM
    assert similarity("تونس", "يونس") == pytest.approx(2 / 3)
    assert similarity("كتب", "بحر") == 0.0


def test_numbers_are_the_same_or_not() -> None:
    assert similarity("1905", "1905") == 1.0
    assert similarity("1905", "1906") == 0.0
    assert similarity("ثلاثه", "3") == SAME_STEM
    assert similarity("ثلاثه", "ثلاثون") == 0.0


@given(WORDS, WORDS)
def test_likeness_is_mutual_and_whole_only_to_oneself(one: str, other: str) -> None:
    likeness = similarity(one, other)

    assert likeness == similarity(other, one)
    assert likeness == 0.0 or 0.5 <= likeness <= 1.0
    assert (likeness == 1.0) == (one == other)
