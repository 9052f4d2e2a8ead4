"""Files of cases for another process, which cannot import us: pytest, in somebody's project."""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from contextlib import ExitStack
from pathlib import Path

from assistant.config import switch
from assistant.controls import visible_line
from assistant.testing.case import CaseFile
from assistant.testing.loading import load_cases
from assistant.testing.messages import failure_lines
from assistant.testing.suite import OpenFile, under_test
from index.errors import Language, UserError


def answer_lines() -> None:
    """A line of JSON for each that comes in, until no more comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is pytest's, which ends us by our input
    out = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # whatever else is printed is no reply
    questions = _Questions()
    for line in sys.stdin:
        given = json.loads(line)
        try:
            reply = {"done": getattr(questions, given.pop("what"))(**given)}
        except UserError as error:
            reply = {"wrong": questions.error_text(error)}
        except Exception:  # a fault of ours: it fails the one case, with all that is known of it
            reply = {"wrong": traceback.format_exc()}
        out.write(json.dumps(reply) + "\n")
        out.flush()


class _Questions:
    """What the other process may call, by name."""

    def __init__(self) -> None:
        self._files: dict[str, CaseFile] = {}
        self._closing = ExitStack()
        self._open: OpenFile | None = None

    def load(self, file: str) -> list[dict[str, object]]:
        self._files[file] = load_cases(Path(file))
        return [
            {
                "at": at,
                "id": case.name.replace("::", ":"),  # «::» parts the names of pytest's nodes
                "line": case.line,
                "tags": case.tags,
                "xfail": case.xfail,
                "strict": bool(case.fails),
            }
            for at, case in enumerate(self._files[file].cases)
        ]

    def open(self, file: str, library: str) -> None:
        tested = under_test(self._files[file], Path(library), switch("fast"))
        self._open = self._closing.enter_context(tested)

    def test(self, file: str, case: int) -> dict[str, object]:
        assert self._open is not None  # noqa: S101 - pytest sets a file up before its items
        tested = self._open.test(self._files[file].cases[case])
        return {
            "outcome": tested.result.outcome,
            "milliseconds": round(tested.result.milliseconds, 1),
            "lines": [tested.location, *failure_lines(tested, self._language)],
        }

    def close(self, file: str) -> None:
        self._closing.close()

    def error_text(self, error: UserError) -> str:
        parts = (error.message, error.hint)
        return "\n".join(visible_line(part.to(self._language)) for part in parts)

    @property
    def _language(self) -> Language:
        return "en" if os.environ.get("SHAWAHID_LANG", "ar").startswith("en") else "ar"


if __name__ == "__main__":
    answer_lines()
