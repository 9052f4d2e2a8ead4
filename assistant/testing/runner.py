"""A case → its result: each question asked, each answer held against what it must show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Literal

from assistant.answer import QUOTES, Answer
from assistant.assistant import Assistant
from assistant.testing.assertion import AssertionCheck, Seen, check_assertion
from assistant.testing.assertions import GroundedForm
from assistant.testing.case import Case
from assistant.testing.schema import SettingsForm
from index.errors import Message, UserError
from index.store.library import Library
from index.store.names import goes_by

Outcome = Literal["passed", "failed", "xfailed", "xpassed"]


@dataclass(frozen=True, slots=True)
class AskedTurn:
    """A turn of a case, its answer, and the check of each of its assertions."""

    question: str
    understood: str
    """The standalone question that was answered."""
    answer: Answer
    checks: tuple[AssertionCheck, ...]
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Attempt:
    """A case asked once."""

    turns: tuple[AskedTurn, ...]
    score: float
    """Weighted mean of the checks, 0 to 1."""
    passed: bool

    @property
    def failures(self) -> tuple[tuple[AskedTurn, AssertionCheck], ...]:
        return tuple(
            (asked, check)
            for asked in self.turns
            for check in asked.checks
            if not check.holds and check.assertion.weight
        )


@dataclass(frozen=True, slots=True)
class Result:
    """A case with what became of it."""

    case: Case
    attempts: tuple[Attempt, ...]
    """As many as the case is repeated."""

    @property
    def pass_rate(self) -> float:
        return sum(attempt.passed for attempt in self.attempts) / len(self.attempts)

    @property
    def outcome(self) -> Outcome:
        if self.case.fails:
            return "xfailed" if all(map(self._fails_as_marked, self.attempts)) else "failed"
        passed = self.pass_rate >= self.case.pass_rate
        if self.case.xfail is not None:
            return "xpassed" if passed else "xfailed"
        return "passed" if passed else "failed"

    @property
    def score(self) -> float:
        return sum(attempt.score for attempt in self.attempts) / len(self.attempts)

    @property
    def milliseconds(self) -> float:
        """Of one attempt, on the average."""
        taken = sum(asked.milliseconds for attempt in self.attempts for asked in attempt.turns)
        return taken / len(self.attempts)

    @property
    def shown(self) -> Attempt:
        """The attempt that is shown: the first that was not as it should be, else the first."""
        right = self._fails_as_marked if self.case.fails else (lambda each: each.passed)
        return next((each for each in self.attempts if not right(each)), self.attempts[0])

    @property
    def mended(self) -> tuple[AssertionCheck, ...]:
        """What is marked as known to fail, and holds in the attempt that is shown."""
        return tuple(each for each in self._marked(self.shown) if each.holds)

    @property
    def failures(self) -> tuple[tuple[AskedTurn, AssertionCheck], ...]:
        """Of the attempt that is shown, without those that the case is marked for."""
        marked = {id(each) for each in self._marked(self.shown)}
        return tuple(each for each in self.shown.failures if id(each[1]) not in marked)

    def _fails_as_marked(self, attempt: Attempt) -> bool:
        marked = self._marked(attempt)
        known = {id(each) for each in marked}
        return not any(each.holds for each in marked) and all(
            id(each) in known for _, each in attempt.failures
        )

    def _marked(self, attempt: Attempt) -> tuple[AssertionCheck, ...]:
        checks = (each for asked in attempt.turns for each in asked.checks)
        own = (each for each in checks if each.assertion is not _GROUNDED)
        return tuple(each for at, each in enumerate(own) if at in self.case.fails)


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How questions are asked: what a file's settings come to in its library."""

    quotes: int
    """At most."""
    scope: frozenset[int] | None
    """Ids of the only documents to look in; None for all."""


def run_settings(assistant: Assistant, settings: SettingsForm) -> RunSettings:
    """:raises UserError: for a document that there is not, or a model that cannot be opened."""
    assistant.model.get()
    return RunSettings(settings.top or QUOTES, scope_of(assistant.library, settings))


def run_case(assistant: Assistant, case: Case, run_settings: RunSettings) -> Result:
    return Result(case, tuple(_attempt(assistant, case, run_settings) for _ in range(case.repeat)))


def scope_of(library: Library, settings: SettingsForm) -> frozenset[int] | None:
    """Ids of the only documents to look in; None for all.

    :raises UserError: for a name that no document goes by.
    """
    if settings.scope is None:
        return None
    documents = library.documents()
    ids: set[int] = set()
    for name in settings.scope:
        fitting = {each.id for each in documents if goes_by(name, each)}
        if not fitting:
            raise UserError(
                Message(f"لا وثيقة باسم «{name}»", f"There is no document “{name}”"),
                Message("صحّح «scope» في ملف الاختبارات", "Correct `scope` in the file of cases"),
            )
        ids |= fitting
    return frozenset(ids)


def _attempt(assistant: Assistant, case: Case, run_settings: RunSettings) -> Attempt:
    conversation = assistant.chat(saved=False)
    asked: list[AskedTurn] = []
    for each in case.turns:
        start = perf_counter()
        answer = conversation.ask(each.question, run_settings.quotes, scope=run_settings.scope)
        taken = (perf_counter() - start) * 1e3
        understood = conversation.turns[-1].understood
        seen = Seen(answer, taken, assistant.library)
        assertions = (*each.assertions, _GROUNDED)
        checks = tuple(check_assertion(assertion, seen) for assertion in assertions)
        asked.append(AskedTurn(each.question, understood, answer, checks, taken))
    score, passed = _weighed(case, [check for turn in asked for check in turn.checks])
    return Attempt(tuple(asked), score, passed)


def _weighed(case: Case, checks: Sequence[AssertionCheck]) -> tuple[float, bool]:
    """The score, and whether it is enough; an ungrounded answer never is."""
    own = [check for check in checks if check.assertion is not _GROUNDED]
    grounded = all(check.holds for check in checks if check.assertion is _GROUNDED)
    weight = sum(check.assertion.weight for check in own)
    score = sum(v.assertion.weight for v in own if v.holds) / weight if weight else 1.0
    if case.threshold is None:
        return score, grounded and all(v.holds for v in own if v.assertion.weight)
    return score, grounded and score >= case.threshold


_GROUNDED = GroundedForm(type="grounded")
"""Checked of every answer."""
