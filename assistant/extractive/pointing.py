"""What the encoder read: where in the passages it would point, weighed against the other evidence.

Its opinion is one of two. Clause by clause it is mixed with evidence selection's shares (a
log-linear mix), and three numbers of it join the answerability classifier's log odds in a logistic
regression. `pointing.json` holds what was fitted, on articles that the encoder was not trained on
(`tests/training/pointing.py`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.extractive.evidence import Evidence
from index.retrieval.alignment import Floats
from index.types import PassageReading, Span

WEIGHTS_FILE = Path(__file__).with_name("pointing.json")
_FLOOR = 0.002
"""Probability of a clause that the encoder does not point at, or has not read."""
_AGREES = 0.25
"""Of the chance that the answer stands in a quote: what a short answer of it must have."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """What the encoder thinks of the first quote."""

    quote: float
    """Probability that the answer stands in it, the passage alone given."""
    passage: float
    """Log odds that its passage holds the answer."""
    others: float
    """The greatest such log odds of another passage that was read; the passage's own without."""
    wants_list: bool = False
    """Whether the question does; the other numbers, learnt of short answers, promise too little."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted file."""

    share: float
    """Of the encoder in the mix of clause shares, 0 to 1."""
    answer: tuple[float, ...]
    """Of `answer_columns`, in order."""
    answers_from: float
    """The probability from which a question is answered."""
    sure_from: float
    """The probability from which nine first quotes of ten are right."""


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The shipped weights, read once."""
    read = json.loads(WEIGHTS_FILE.read_text("utf-8"))
    return Weights(**read | {"answer": tuple(read["answer"])})


def is_read(evidence: Evidence) -> bool:
    """Whether the encoder has read any of the passages."""
    return any(passage.reading is not None for passage in evidence.passages)


def mixed(evidence: Evidence, shares: Floats, share: float | None = None) -> Floats:
    """Clause shares with the encoder's opinion in them; the same ones where it has none.

    :param share: its weight, 0 to 1; the shipped one by default.
    """
    if not is_read(evidence):
        return shares
    share = weights().share if share is None else share
    logs = (1 - share) * np.log(shares + 1e-9) + share * np.log(clause_masses(evidence) + _FLOOR)
    odds = np.exp(logs - logs.max())
    together: Floats = odds / odds.sum()
    return together


def clause_masses(evidence: Evidence) -> Floats:
    """Per clause the probability that the answer stands in it, its passage alone given."""
    chances = [one.reading and _chances(one.reading) for one in evidence.passages]
    masses = (
        _mass(own, clause.start, clause.end) if (own := chances[passage]) else 0.0
        for passage, clause in evidence.clauses
    )
    return np.fromiter(masses, np.float64, len(evidence.clauses))


def mass(reading: PassageReading, start: int, end: int) -> float:
    """The probability that the answer's edges stand in a stretch of a passage."""
    return _mass(_chances(reading), start, end)


def _mass(chances: tuple[Floats, Floats, Floats], start: int, end: int) -> float:
    starts, first, last = chances
    inside = (starts >= start) & (starts < end)
    return float((first[inside].sum() + last[inside].sum()) / 2)


def _chances(reading: PassageReading) -> tuple[Floats, Floats, Floats]:
    """Tokens' places, and the probability of each to be the answer's first and last."""
    edges = []
    for scores in (reading.start_scores, reading.end_scores):
        odds = np.exp(np.clip(np.array(scores, np.float64), -30.0, 30.0))
        edges.append(odds / (1 + odds.sum()))
    return np.array(reading.starts), edges[0], edges[1]


def pointed(evidence: Evidence, passage: int, start: int, end: int) -> Pointed | None:
    """The encoder's opinion of a quote; None where it has not read the passage."""
    reading = evidence.passages[passage].reading
    if reading is None:
        return None
    others = [
        other.reading.best
        for at, other in enumerate(evidence.passages)
        if at != passage and other.reading is not None
    ]
    most = max(others, default=reading.best)
    return Pointed(mass(reading, start, end), reading.best, most, evidence.question.wants_list)


def points_at(reading: PassageReading | None, within: Span, place: Span) -> bool:
    """Whether the encoder would point there, of all places of a quote; true where it has not read.

    :param within: the quote, in code points of the passage's body.
    :param place: a short answer in it.
    """
    if reading is None:
        return True
    chances = _chances(reading)
    whole = _mass(chances, within.start, within.end)
    return _mass(chances, place.start, place.end) >= _AGREES * whole


def answer_columns(log_odds: float, read: Pointed) -> tuple[float, ...]:
    """What the logistic regression of answerability sees.

    :param log_odds: the classifier's, from everything but the encoder.
    """
    behind = read.others - read.passage
    return (1.0, log_odds, _logit(read.quote), read.passage, behind, float(read.wants_list))


def probability(log_odds: float, read: Pointed) -> float:
    """The probability, 0–1, that the first quote holds the answer."""
    return _logistic(answer_columns(log_odds, read), weights().answer)


def _logit(chance: float) -> float:
    bounded = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))


def _logistic(columns: Sequence[float], own: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-sum(a * b for a, b in zip(columns, own, strict=True))))
