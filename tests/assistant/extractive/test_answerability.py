"""Whether an answer is trusted: probabilities, and the three thresholds that ship."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.extractive.answerability import (
    answer_probability,
    expected_f1,
    is_sure,
    shipped_threshold,
    shows,
)
from assistant.extractive.evidence import gather
from assistant.extractive.evidence_selection import QuoteCandidate
from assistant.extractive.feature_table import FeatureTable
from assistant.extractive.reader import passages_of
from assistant.extractive.signals import Signals, signal_names, signals
from assistant.extractive.span_scoring import confidence_row, load_reader, weigh
from assistant.extractive.word_features import question_columns, read_text
from index.arabic import index_terms, words
from index.arabic.idf import TermStatistics
from index.question import analyse
from index.types import Hit, Passage, Span

SHARE = st.floats(0, 1, width=32)
UNBOUNDED = ("question_words", "question_idf")
SIGNALS = st.builds(
    Signals,
    **{name: SHARE for name in signal_names() if name not in UNBOUNDED},
    question_words=st.integers(0, 20).map(float),
    question_idf=st.floats(0, 12, width=32),
)
ANY_NUMBER = st.floats(allow_nan=False, allow_infinity=False, width=32)
ROW_LENGTH = 17 + len(question_columns())
"""What `confidence_row` tells of a span, then the question's columns."""

QUOTE = "افتُتحت قناة السويس في 17 نوفمبر 1869 بحضور ملوك أوروبا."


def probability(question: str, ranked: Mapping[str, float], short_confidence: float) -> float:
    """That the quote answers, where search and selection found it as told.

    :param ranked: the signals that these two give.
    """
    held = TermStatistics(12, lambda term: 2 * (term in index_terms(QUOTE)))
    hit = Hit(Passage(1, 1, 0, len(QUOTE), ()), "", QUOTE, 1.0, 1.0, 0.0, 1, None)
    evidence = gather(analyse(question, held), passages_of([hit]), held)
    assert evidence is not None
    quote = QuoteCandidate(0, 0, len(QUOTE), 1.0, len(words(QUOTE)), 0, Span(0, len(QUOTE)))
    found = signals(evidence, [hit], [quote], held, "", short_confidence)
    return answer_probability(replace(found, **ranked))


def answers(probability: float) -> bool:
    return probability >= shipped_threshold()


@given(st.builds(Signals, **dict.fromkeys(signal_names(), ANY_NUMBER)))
def test_whatever_the_signals_the_chance_is_a_probability(found: Signals) -> None:
    assert 0.0 <= answer_probability(found) <= 1.0


def row_of(question: str, text: str) -> FeatureTable:
    asked = analyse(question)
    read = read_text(asked, text)
    weighed = weigh(asked, read, load_reader())
    assert weighed is not None
    return confidence_row(asked, read, *weighed)


@given(st.lists(ANY_NUMBER, min_size=ROW_LENGTH, max_size=ROW_LENGTH))
def test_whatever_the_spans_the_expected_overlap_is_a_share(row: list[float]) -> None:
    names = row_of("متى افتتحت القناة؟", QUOTE).names

    assert 0.0 <= expected_f1(FeatureTable(names, np.array([row], np.float32))) <= 1.0


def test_the_row_that_confidence_is_told_from_has_the_length_assumed_here() -> None:
    row = row_of("متى افتتحت القناة؟", QUOTE)

    assert row.rows.shape == (1, ROW_LENGTH)
    assert row.names[-len(question_columns()) :] == question_columns()


@pytest.mark.parametrize(
    "signal",
    [
        *("quote_cover", "quote_cover_exact", "passage_cover", "rarest_in_quote", "near_cover"),
        *("rarest_in_passage", "own_score", "passage_share", "quote_share", "short_confidence"),
    ],
)
@given(SIGNALS, SHARE, SHARE)
def test_more_agreement_never_lowers_the_chance(
    signal: str, found: Signals, one: float, other: float
) -> None:
    less, more = (replace(found, **{signal: each}) for each in sorted((one, other)))

    assert answer_probability(more) >= answer_probability(less) - 1e-6


@pytest.mark.parametrize(
    "signal", ["heaviest_missing", "unknown_share", "name_missing", "number_missing"]
)
@given(SIGNALS, SHARE, SHARE)
def test_more_that_is_missing_never_raises_the_chance(
    signal: str, found: Signals, one: float, other: float
) -> None:
    less, more = (replace(found, **{signal: each}) for each in sorted((one, other)))

    assert answer_probability(more) <= answer_probability(less) + 1e-6


@pytest.mark.parametrize(
    "strange",
    ["متى افتتحت قناة بنما؟", "متى افتتحت مكتبة الإسكندرية؟", "متى ولد كولمان؟"],
)
def test_a_question_whose_words_are_all_quoted_is_surer_than_a_stranger(strange: str) -> None:
    ranked = {
        **{"own_score": 12 / 15, "margin": 6 / 12, "passage_share": 0.8, "quote_share": 0.7},
        **{"quote_margin": 6 / 7, "vector_agrees": 1.0},
    }

    assert probability("متى افتتحت قناة السويس؟", ranked, 0.7) > probability(strange, ranked, 0.7)


def test_a_sure_quote_is_answered_and_shown_and_one_of_other_things_is_neither() -> None:
    clear = {
        **{"own_score": 14.5 / 15, "margin": 12.5 / 14.5, "passage_share": 0.99},
        **{"quote_share": 0.97, "quote_margin": 0.96 / 0.97, "vector_agrees": 1.0},
    }
    dim = {
        **{"own_score": 2 / 15, "margin": 0.05, "passage_share": 0.2, "quote_share": 0.1},
        **{"quote_margin": 0.0, "vector_agrees": 1 / 9},
    }

    sure = probability("متى افتتحت قناة السويس؟", clear, 0.8)
    unsure = probability("كم عدد سكان طوكيو؟", dim, 0.2)

    assert (answers(sure), shows(sure, 0.8)) == (True, True)
    assert (answers(unsure), shows(unsure, 0.2)) == (False, False)


def test_certainty_is_answered_plainly_and_shown_and_its_opposite_is_not() -> None:
    assert (answers(1.0), is_sure(1.0), shows(1.0, 1.0)) == (True, True, True)
    assert (answers(0.0), is_sure(0.0), shows(1.0, 0.0), shows(0.0, 1.0)) == (False,) * 4


@given(SHARE)
def test_what_is_sure_is_answered(probability: float) -> None:
    assert answers(probability) >= is_sure(probability)


@given(SHARE, SHARE, SHARE)
def test_what_is_surer_than_an_answer_is_an_answer(one: float, other: float, own: float) -> None:
    less, more = sorted((one, other))

    assert answers(more) >= answers(less)
    assert is_sure(more) >= is_sure(less)
    assert shows(more, own) >= shows(less, own)
    assert shows(own, more) >= shows(own, less)
