"""Where to refuse: a threshold fitted to the user's own answerable and unanswerable cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.answer import QUOTES
from assistant.assistant import Assistant
from assistant.testing.assertion import AssertionForm, Seen, check_assertion
from assistant.testing.assertions import AbstainsForm
from assistant.testing.case import Case, CaseFile
from assistant.testing.runner import scope_of
from index.errors import Message, UserError

MOST_WRONG = 0.1
"""Share of the answers that may be wrong, as at the threshold that is shipped."""
FEWEST = 5
"""Cases of either kind without which a threshold says nothing."""


@dataclass(frozen=True, slots=True)
class CalibrationSample:
    """What a case's question would be answered, were nothing ever refused."""

    confidence: float
    """0 to 1."""
    answerable: bool
    right: bool


@dataclass(frozen=True, slots=True)
class Point:
    """What comes of one threshold; both shares are 0 to 1."""

    threshold: float
    answered: float
    """Of the answerable questions, those that are answered."""
    wrong: float
    """Of the answers, those that are wrong: beside the point, or to an unanswerable question."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Every trade-off that the cases tell apart, and two of them by name."""

    points: tuple[Point, ...]
    """By rising threshold."""
    present: Point
    """At the threshold in use."""
    fitted: Point
    """Most answered with at most `MOST_WRONG` wrong; the fewest wrong where that cannot be."""
    answerable: int
    unanswerable: int


def samples(assistant: Assistant, file: CaseFile) -> Iterator[CalibrationSample]:
    """One for each case of a single question that says what is right, or that nothing is."""
    scope = scope_of(assistant.library, file.head.settings)
    for case in file.cases:
        content = [each for each in _own(case) if each.tells_right and not each.negated]
        refused = any(isinstance(each, AbstainsForm) and not each.negated for each in _own(case))
        if len(case.turns) > 1 or not (content or refused):
            continue
        quotes = file.head.settings.top or QUOTES
        confidence, answer = assistant.unrefused(case.turns[0].question, quotes, scope=scope)
        seen = Seen(answer, 0, assistant.library)
        right = not refused and all(check_assertion(each, seen).holds for each in content)
        yield CalibrationSample(confidence, not refused, right)


def calibrate(seen: Sequence[CalibrationSample], present: float) -> Calibration:
    """The trade-off that the samples show.

    :param present: the threshold in use.
    :raises UserError: when there are too few of either kind.
    """
    answerable = sum(sample.answerable for sample in seen)
    unanswerable = len(seen) - answerable
    if min(answerable, unanswerable) < FEWEST:
        raise UserError(
            Message(
                f"للمعايرة {answerable} حالة لها جواب و{unanswerable} لا جواب لها؛"
                f" أقل ما يلزم {FEWEST} من كل",
                f"{answerable} answerable and {unanswerable} unanswerable cases; the fewest to"
                f" calibrate by is {FEWEST} of each",
            ),
            Message("أضف حالات فيها abstains أو quotes", "Add cases with `abstains` or `quotes`"),
        )
    points = tuple(_point(seen, each) for each in _thresholds(seen))
    allowed = [point for point in points if point.wrong <= MOST_WRONG and point.answered]
    fitted = (
        max(allowed, key=lambda point: (point.answered, -point.wrong))
        if allowed
        else min(points, key=lambda point: (point.wrong, -point.answered))
    )
    return Calibration(points, _point(seen, present), fitted, answerable, unanswerable)


def _own(case: Case) -> Iterable[AssertionForm]:
    return (each for turn in case.turns for each in turn.assertions)


def _thresholds(seen: Sequence[CalibrationSample]) -> list[float]:
    """One between every two confidences that differ, and one at either end."""
    values = sorted({sample.confidence for sample in seen})
    return [0.0, *((low + high) / 2 for low, high in pairwise(values)), 1.0]


def _point(seen: Sequence[CalibrationSample], threshold: float) -> Point:
    answered = [sample for sample in seen if sample.confidence >= threshold]
    answerable = sum(sample.answerable for sample in seen)
    return Point(
        threshold,
        sum(sample.answerable for sample in answered) / answerable,
        sum(not sample.right for sample in answered) / len(answered) if answered else 0.0,
    )
