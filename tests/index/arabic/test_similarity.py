"""How like two words are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arabic import fold, words
from index.arabic.lexemes import SAME_ROOT, SAME_STEM
from index.arabic.similarity import similarity

ARABIC = st.text("ابتدرسمنوهيكعلءة", min_size=1, max_size=9).map(fold)
WORDS = st.one_of(
    ARABIC,
    st.sampled_from(
        fold("شباط فبراير رجب شهر ثلاثة وثلاث سبع بسبعة كتب كتاب مكتبة استكتب").split()
    ),
    st.integers(0, 3000).map(str),
    st.text("ab12", min_size=1, max_size=4).filter(lambda text: len(words(text)) == 1),
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("مهندس", "مهندس", 1.0),
        ("مهندس", "المهندسون", SAME_STEM),
        ("دولة", "الدول", SAME_STEM),
        ("ابن", "بن", SAME_STEM),
        ("كتب", "كتاب", SAME_ROOT),
        ("علم", "معلم", SAME_ROOT),
        ("مدرسة", "تدريس", SAME_ROOT),
        ("مهندس", "هندسة", SAME_ROOT),
        ("محمود", "محمد", SAME_ROOT),
        ("سفينة", "سفن", 0.9 * 6 / 8),
        ("nato", "natos", 0.9 * 8 / 11),
        ("كتب", "بحر", 0.0),
        ("حجرة", "أجرت", 0.0),
        ("كولمان", "كولومبو", 0.0),
    ],
)
def test_words_are_alike_by_stem_by_root_and_by_the_letter_pairs_they_share(
    one: str, other: str, expected: float
) -> None:
    assert similarity(fold(one), fold(other)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1905", "1905", 1.0),
        ("2", "02", SAME_STEM),
        ("سبع", "7", SAME_STEM),
        ("ثلاثة", "بثلاث", SAME_STEM),
        ("شباط", "فبراير", SAME_STEM),
        ("1905", "1906", 0.0),
        ("1905", "19050", 0.0),
        ("12", "b12", 0.0),
        ("شباط", "شبان", 0.0),
        ("شباط", "شهر", 0.0),
        ("رجب", "رجل", 0.0),
    ],
)
def test_numbers_and_months_are_equal_or_unlike(one: str, other: str, expected: float) -> None:
    assert similarity(fold(one), fold(other)) == expected
    assert similarity(fold(other), fold(one)) == expected


@given(WORDS, WORDS)
def test_similarity_is_mutual_and_whole_to_oneself_alone(one: str, other: str) -> None:
    like = similarity(one, other)

    assert like == similarity(other, one)
    assert like == 0.0 or 0.2 < like <= 1.0
    assert (like == 1.0) is (one == other)


def test_a_pair_is_weighed_once() -> None:
    similarity("منارة", "نور")
    before = similarity.cache_info().hits

    similarity("منارة", "نور")

    assert similarity.cache_info().hits == before + 1
