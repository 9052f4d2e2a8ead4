"""Whether an answer is trusted: probabilities, and the three thresholds that ship."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.extractive.answerability import (
    answer_probability,
    answers,
    expected_f1,
    is_sure,
    shows,
)
from assistant.extractive.signals import Evidence, Place, Ranking, evidence_names, gather
from assistant.extractive.span_scoring import confidence_row, judge, load_reader
from assistant.extractive.word_features import question_columns, read_text
from index.arabic import index_terms
from index.arabic.idf import TermStatistics
from index.question import understand

SHARE = st.floats(0, 1, width=32)
UNBOUNDED = ("question_words", "question_rarity")
EVIDENCE = st.builds(
    Evidence,
    **{name: SHARE for name in evidence_names() if name not in UNBOUNDED},
    question_words=st.integers(0, 20).map(float),
    question_rarity=st.floats(0, 12, width=32),
)
ANY_NUMBER = st.floats(allow_nan=False, allow_infinity=False, width=32)
ROW_LENGTH = 17 + len(question_columns())
"""What `reading.confidence_row` tells of a span, then the question's columns."""

QUOTE = "افتُتحت قناة السويس في 17 نوفمبر 1869 بحضور ملوك أوروبا."


def probability(question: str, ranking: Ranking, short_confidence: float) -> float:
    held = TermStatistics(12, lambda term: 2 * (term in index_terms(QUOTE)))
    place = Place(QUOTE, "", QUOTE, (), (), frozenset(), "")
    return answer_probability(gather(question, place, held, ranking, short_confidence))


@given(st.builds(Evidence, **dict.fromkeys(evidence_names(), ANY_NUMBER)))
def test_whatever_the_evidence_the_chance_is_a_probability(evidence: Evidence) -> None:
    assert 0.0 <= answer_probability(evidence) <= 1.0


@given(st.lists(ANY_NUMBER, min_size=ROW_LENGTH, max_size=ROW_LENGTH))
def test_whatever_the_spans_the_expected_overlap_is_a_share(row: list[float]) -> None:
    assert 0.0 <= expected_f1(np.array(row, np.float32)) <= 1.0


def test_the_row_that_confidence_is_told_from_has_the_length_assumed_here() -> None:
    question = understand("متى افتتحت القناة؟")
    text = read_text(question, QUOTE)
    judged = judge(question, text, load_reader())

    assert judged is not None
    assert len(confidence_row(question, text, *judged)) == ROW_LENGTH


@pytest.mark.parametrize(
    "signal",
    [
        *("quote_cover", "quote_cover_exact", "passage_cover", "rarest_in_quote", "near_cover"),
        *("rarest_in_passage", "own_score", "passage_share", "quote_share", "short_confidence"),
    ],
)
@given(EVIDENCE, SHARE, SHARE)
def test_more_agreement_never_lowers_the_chance(
    signal: str, evidence: Evidence, one: float, other: float
) -> None:
    less, more = (replace(evidence, **{signal: each}) for each in sorted((one, other)))

    assert answer_probability(more) >= answer_probability(less) - 1e-6


@pytest.mark.parametrize(
    "signal", ["heaviest_missing", "unknown_share", "name_missing", "number_missing"]
)
@given(EVIDENCE, SHARE, SHARE)
def test_more_that_is_missing_never_raises_the_chance(
    signal: str, evidence: Evidence, one: float, other: float
) -> None:
    less, more = (replace(evidence, **{signal: each}) for each in sorted((one, other)))

    assert answer_probability(more) <= answer_probability(less) + 1e-6


@pytest.mark.parametrize(
    "strange",
    ["متى افتتحت قناة بنما؟", "متى افتتحت مكتبة الإسكندرية؟", "متى ولد كولمان؟"],
)
def test_a_question_whose_words_are_all_quoted_is_surer_than_a_stranger(strange: str) -> None:
    ranking = Ranking(12.0, 6.0, 15.0, 0.8, 0.7, 0.1, 0)

    assert probability("متى افتتحت قناة السويس؟", ranking, 0.7) > probability(strange, ranking, 0.7)


def test_a_sure_quote_is_answered_and_shown_and_one_of_other_things_is_neither() -> None:
    clear = Ranking(14.5, 2.0, 15.0, 0.99, 0.97, 0.01, 0)
    dim = Ranking(2.0, 1.9, 15.0, 0.2, 0.1, 0.1, 8)

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
