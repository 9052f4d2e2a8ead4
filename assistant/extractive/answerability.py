"""How far an answer is to be trusted, and what the documents lack when it is not.

Both figures are calibrated on train questions: see `tests/training/confidence.py`.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.extractive.forest import Forest, load_forest
from assistant.extractive.signals import Evidence
from assistant.extractive.word_features import Floats

_MODEL = Path(__file__).parent / "confidence.npz"


@dataclass(frozen=True, slots=True)
class _Judge:
    overlap: Forest
    """Expected F1 of a short answer."""
    right: Forest
    """Log odds that the first quote holds the answer."""
    answerable: Forest
    """Log odds that the library holds the answer at all."""
    slope: float
    offset: float
    """From the mean of the two log odds to the calibrated one."""
    answers_from: float
    """The probability from which one of three quotes is right in nine answers of ten, on train
    questions."""
    sure_from: float
    """The same for the first quote alone."""
    shows_from: float
    """The product of probability and confidence from which a short answer is shown."""


def expected_f1(row: Floats) -> float:
    """The F1, 0–1, of the short answer that `reading.confidence_row` describes."""
    return min(1.0, max(0.0, float(_judge().overlap.score(row[None, :])[0])))


def answer_probability(evidence: Evidence) -> float:
    """The probability, 0–1, that the first quote holds the answer.

    Calibrated where two questions of three have their answer in the library.
    """
    judge = _judge()
    row = np.array([astuple(evidence)], np.float32)
    mean = (float(judge.right.score(row)[0]) + float(judge.answerable.score(row)[0])) / 2
    return 1 / (1 + math.exp(-(judge.slope * mean + judge.offset)))


def answers(probability: float) -> bool:
    """Whether to answer rather than refuse, by the shipped threshold."""
    return probability >= shipped_threshold()


def shipped_threshold() -> float:
    """The probability from which a question is answered rather than refused, unless fitted anew."""
    return _judge().answers_from


def is_sure(probability: float) -> bool:
    """Whether to answer plainly rather than call the answer likely."""
    return probability >= _judge().sure_from


def shows(probability: float, confidence: float) -> bool:
    """Whether to emphasise the short answer inside the first quote."""
    return probability * confidence >= _judge().shows_from


@lru_cache(maxsize=1)
def _judge() -> _Judge:
    with np.load(_MODEL) as file:
        overlap, right, answerable = (
            load_forest(file, name) for name in ("overlap", "right", "answerable")
        )
        numbers = map(float, file["numbers"])
    return _Judge(overlap, right, answerable, *numbers)
