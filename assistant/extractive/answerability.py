"""How far an answer is to be trusted, and what the documents lack when it is not.

Both figures are calibrated on train questions: see `tests/training/answerability.py`.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.extractive import pointing
from assistant.extractive.feature_table import FeatureTable
from assistant.extractive.forest import Forest, load_forest
from assistant.extractive.pointing import Pointed
from assistant.extractive.signals import Signals, signal_names

_MODEL = Path(__file__).parent / "answerability.npz"


@dataclass(frozen=True, slots=True)
class _Classifier:
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


def expected_f1(row: FeatureTable) -> float:
    """The F1, 0–1, of the answer span that `span_scoring.confidence_row` describes."""
    return min(1.0, max(0.0, float(_classifier().overlap.score(row)[0])))


def answer_probability(found: Signals, read: Pointed | None = None) -> float:
    """The probability, 0–1, that the first quote holds the answer.

    Calibrated where two questions of three have their answer in the library.

    :param read: the encoder's opinion; None without one.
    """
    odds = answer_odds(found)
    return 1 / (1 + math.exp(-odds)) if read is None else pointing.probability(odds, read)


def answer_odds(found: Signals) -> float:
    """The calibrated log odds that the first quote holds the answer, but for the encoder."""
    classifier = _classifier()
    row = FeatureTable(signal_names(), np.array([astuple(found)], np.float32))
    mean = (float(classifier.right.score(row)[0]) + float(classifier.answerable.score(row)[0])) / 2
    return classifier.slope * mean + classifier.offset


def shipped_threshold(*, read: bool = False) -> float:
    """The probability from which a question is answered, unless fitted again.

    :param read: whether the encoder reads the passages.
    """
    return pointing.weights().answers_from if read else _classifier().answers_from


def is_sure(probability: float, *, read: bool = False) -> bool:
    """Whether to answer plainly rather than call the answer likely."""
    return probability >= (pointing.weights().sure_from if read else _classifier().sure_from)


def shows(probability: float, confidence: float) -> bool:
    """Whether to emphasise the short answer inside the first quote."""
    return probability * confidence >= _classifier().shows_from


@lru_cache(maxsize=1)
def _classifier() -> _Classifier:
    with np.load(_MODEL) as file:
        overlap, right, answerable = (
            load_forest(file, name) for name in ("overlap", "right", "answerable")
        )
        numbers = map(float, file["numbers"])
    return _Classifier(overlap, right, answerable, *numbers)
