"""A file of cases under test: its library open, each case run, what fails explained."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.assistant import Assistant
from assistant.testing.case import Case, CaseFile
from assistant.testing.corpora import opened
from assistant.testing.diagnosis import Diagnosis, diagnose
from assistant.testing.environment import (
    Environment,
    changes,
    environment_of,
    last_passing,
    record_passes,
)
from assistant.testing.runner import Result, run_case, run_settings
from index.errors import Message


@dataclass(frozen=True, slots=True)
class ChangesSincePass:
    """What has changed since a case last passed."""

    since: str
    """UTC, ISO 8601."""
    what: tuple[Message, ...]
    """Empty when nothing has."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A case with its result and, where it failed, why."""

    file: CaseFile
    result: Result
    diagnoses: tuple[Diagnosis, ...] = ()
    change: ChangesSincePass | None = None
    """None where the case is not known to have passed."""

    @property
    def case(self) -> Case:
        return self.result.case

    @property
    def location(self) -> str:
        """File and line, for an editor to jump to."""
        return f"{self.file.written_in}:{self.case.line}"


class OpenFile:
    """A file of cases whose library is open; used by one thread."""

    def __init__(self, file: CaseFile, assistant: Assistant) -> None:
        self.file = file
        self._assistant = assistant
        self._settings = run_settings(assistant, file.head.settings)
        self._before = last_passing(file)
        self._now = environment_of(assistant.library, file)
        self._passed: set[str] = set()

    def test(self, case: Case) -> Examined:
        result = run_case(self._assistant, case, self._settings)
        if result.outcome in ("passed", "xpassed"):
            self._passed.add(case.name)
            return Examined(self.file, result)
        if result.outcome == "xfailed":
            return Examined(self.file, result)
        diagnoses = diagnose(self._assistant, result.failures, self._settings.scope)
        return Examined(self.file, result, diagnoses, self._change(self._before.get(case.name)))

    def remember(self) -> None:
        """Keep in what environment the cases passed.

        :raises OSError: when the user's cache cannot be written.
        """
        if self._passed:
            record_passes(self.file, self._passed, self._now)

    def _change(self, before: Environment | None) -> ChangesSincePass | None:
        if before is None:
            return None
        what = changes(before, self._assistant.library, self._now)
        return ChangesSincePass(before.at, tuple(what))


@contextmanager
def under_test(file: CaseFile, library: Path, fast: bool = False) -> Iterator[OpenFile]:
    """:param library: the library's folder for a file that names none.

    :param fast: whether to answer by words alone, without the encoder.
    :raises UserError: when the library cannot be opened or made.
    """
    with opened(file, library, fast) as assistant:
        open_file = OpenFile(file, assistant)
        yield open_file
        with suppress(OSError):  # where the cache cannot be written, as in CI, results still count
            open_file.remember()
