"""How rare a word is, in a library of any size."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.arabic.idf import TermStatistics, idf_in_prose

CITY, TELESCOPE = "مدين", "مرصد"


def library(passages: int, frequencies: dict[str, int]) -> TermStatistics:
    """By how many passages hold each stem."""
    return TermStatistics(passages, lambda term: frequencies.get(term.removeprefix("_"), 0))


def test_in_a_small_library_the_background_tells_common_words_from_rare_ones() -> None:
    small = library(12, {CITY: 1, TELESCOPE: 1})

    assert small.rarity(CITY) < small.rarity(TELESCOPE)


def test_in_a_large_library_its_own_counts_do() -> None:
    large = library(100_000, {CITY: 1, TELESCOPE: 50_000})

    assert large.rarity(TELESCOPE) < large.rarity(CITY)


def test_without_a_library_the_background_alone_tells() -> None:
    assert rarity(CITY) < rarity(TELESCOPE)


@given(st.integers(0, 10**6), st.data())
def test_a_word_in_more_passages_is_less_rare_and_none_is_rarer_than_an_unseen_one(
    passages: int, data: st.DataObject
) -> None:
    more = data.draw(st.integers(0, passages))
    fewer = data.draw(st.integers(0, more))

    often, seldom = (library(passages, {CITY: each}) for each in (more, fewer))

    assert 0 <= often.rarity(CITY) <= seldom.rarity(CITY) <= seldom.highest_idf()
