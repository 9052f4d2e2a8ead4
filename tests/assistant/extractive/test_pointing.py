"""The encoder's opinion beside the other evidence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.extractive import pointing
from assistant.extractive.evidence import Evidence, RetrievedPassage, gather
from assistant.extractive.evidence_selection import select
from assistant.extractive.pointing import Pointed, clause_masses, mass, mixed, probability
from index.arabic.idf import NO_LIBRARY
from index.question import analyse
from index.types import PassageReading

TEXT = "ولد ابن الهيثم في البصرة. عمل في القاهرة زمنًا طويلًا."
BORN, WORKED = TEXT.index("البصرة"), TEXT.index("القاهرة")
odds = st.floats(-12, 12)


def reading(at: int, sure: float = 6.0) -> PassageReading:
    """Of `TEXT`, pointing at the word that begins there."""
    starts = tuple(i for i in range(len(TEXT)) if i == 0 or TEXT[i - 1] == " ")
    scores = tuple(sure if start == at else -6.0 for start in starts)
    return PassageReading(starts, tuple(start + 1 for start in starts), scores, scores, sure)


def evidence(read: PassageReading | None, question: str = "أين ابن الهيثم؟") -> Evidence:
    passage = RetrievedPassage(TEXT, "ابن الهيثم", 1.0, 1.0, 0, read)
    found = gather(analyse(question), [passage], NO_LIBRARY)
    assert found is not None
    return found


def test_an_unread_passage_leaves_the_shares_as_they_are() -> None:
    unread = evidence(None)
    shares = np.full(len(unread.clauses), 1 / len(unread.clauses))
    assert mixed(unread, shares) is shares


@pytest.mark.parametrize(("at", "quoted"), [(BORN, "البصرة"), (WORKED, "القاهرة")])
def test_the_sentence_that_is_pointed_at_is_quoted(at: int, quoted: str) -> None:
    first = select(evidence(reading(at)), share=0.9)[0]
    assert quoted in TEXT[first.start : first.end]


def test_the_masses_of_all_clauses_are_the_chance_that_the_passage_answers() -> None:
    read = reading(BORN)
    total = clause_masses(evidence(read)).sum()
    assert total == pytest.approx(mass(read, 0, len(TEXT)), abs=1e-9)
    assert 0.9 < total < 1


@given(odds, st.floats(0, 1), odds, odds)
def test_a_probability_rises_with_the_other_evidence_and_with_the_reading(
    told: float, quote: float, passage: float, others: float
) -> None:
    read = Pointed(quote, passage, others)
    assert 0 <= probability(told, read) <= probability(told + 1, read) <= 1
    assert probability(told, read) <= probability(told, Pointed(quote, passage + 1, others))


def test_the_shipped_weights_answer_before_they_are_sure() -> None:
    weights = pointing.weights()
    assert 0 < weights.answers_from < weights.sure_from < 1
    assert 0 <= weights.share <= 1
