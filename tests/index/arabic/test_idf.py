"""How rare a word is, in a library of any size."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from index.arabic.idf import TermStatistics, corpus_idf

CITY, TELESCOPE = "مدين", "مرصد"


def library(passages: int, frequencies: dict[str, int]) -> TermStatistics:
    """By how many passages hold each stem."""
    return TermStatistics(passages, lambda term: frequencies.get(term.removeprefix("_"), 0))


def test_in_a_small_library_the_background_tells_common_words_from_rare_ones() -> None:
    small = library(12, {CITY: 1, TELESCOPE: 1})

    assert small.idf(CITY) < small.idf(TELESCOPE)


def test_in_a_large_library_its_own_counts_do() -> None:
    large = library(100_000, {CITY: 1, TELESCOPE: 50_000})

    assert large.idf(TELESCOPE) < large.idf(CITY)


def test_without_a_library_the_background_alone_tells() -> None:
    assert corpus_idf(CITY) < corpus_idf(TELESCOPE)


@given(st.integers(0, 10**6), st.data())
def test_a_word_in_more_passages_is_less_rare_and_none_is_rarer_than_an_unseen_one(
    passages: int, data: st.DataObject
) -> None:
    more = data.draw(st.integers(0, passages))
    fewer = data.draw(st.integers(0, more))

    often, seldom = (library(passages, {CITY: each}) for each in (more, fewer))

    assert 0 <= often.idf(CITY) <= seldom.idf(CITY) <= seldom.highest_idf()


@given(st.integers(0, 10**6), st.data())
def test_a_term_in_more_passages_weighs_less_and_never_nothing(
    passages: int, data: st.DataObject
) -> None:
    more = data.draw(st.integers(0, 2 * passages))  # removed passages may be counted still
    fewer = data.draw(st.integers(0, more))

    often, seldom = (library(passages, {CITY: each}) for each in (more, fewer))

    assert 0 < often.term_idf(CITY) <= seldom.term_idf(CITY)


def test_a_term_weighs_by_this_library_alone() -> None:
    assert library(9, {CITY: 1}).term_idf("_" + CITY) == math.log(1 + 8.5 / 1.5)
    assert library(0, {}).term_idf("_" + CITY) == math.log(2)


def test_a_library_holds_a_stem_that_some_passage_has() -> None:
    small = library(12, {CITY: 1})

    assert small.holds(CITY)
    assert not small.holds(TELESCOPE)
