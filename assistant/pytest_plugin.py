"""Files of cases in pytest: each case one item, so that -k, -x, -n, --lf and JUnit XML work.

pytest loads this file as `shawahid_pytest`, which nobody else's module is called, and it imports
nothing of ours: a project may have an `assistant` or an `index` of its own. The questions are
answered by a second process, of this same file, which is started when one of our files is met.
`-p no:shawahid` turns it off.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from assistant.cases.case import CaseFile
    from assistant.cases.testing import OpenFile
    from index.errors import Language, UserError

ENDINGS = (".qa.yaml", ".qa.yml", ".qa.jsonl", ".qa.csv")
"""Of the names of files of cases, as `assistant.cases` has them."""
COMMAND = (sys.executable, "-E", "-P", "-m", "assistant.pytest_plugin")
"""The process that answers, blind to PYTHONPATH and the working folder, where others lie."""

_ANSWERING = pytest.StashKey["Answering"]()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CaseFileNode | None:
    if not file_path.name.endswith(ENDINGS):
        return None
    node: CaseFileNode = CaseFileNode.from_parent(parent, path=file_path)
    return node


def pytest_unconfigure(config: pytest.Config) -> None:
    if _ANSWERING in config.stash:
        config.stash[_ANSWERING].close()


class CaseFileNode(pytest.File):
    """A file of cases; its library is open while pytest runs its items."""

    def collect(self) -> Iterable[CaseItem]:
        try:
            cases = self.call("load")
        except NotAnswered as error:
            raise self.CollectError(str(error)) from error
        for case in cases:
            item: CaseItem = CaseItem.from_parent(self, name=case["id"], case=case)
            yield item

    def setup(self) -> None:
        library = os.environ.get("SHAWAHID_LIBRARY") or str(self.config.rootpath / ".shawahid")
        try:
            self.call("open", library=library)
        except NotAnswered as error:
            pytest.fail(str(error), pytrace=False)

    def teardown(self) -> None:
        self.call("close")

    def call(self, what: str, **given: object) -> Any:  # noqa: ANN401 - any JSON
        if _ANSWERING not in self.config.stash:
            self.config.stash[_ANSWERING] = Answering()
        return self.config.stash[_ANSWERING].call(what, file=str(self.path), **given)


class CaseItem(pytest.Item):
    """One case."""

    parent: CaseFileNode

    def __init__(self, *, case: dict[str, Any], **given: Any) -> None:  # noqa: ANN401 - pytest's own
        super().__init__(**given)
        self._case = case
        self.extra_keyword_matches.update(case["tags"])
        if case["xfail"] is not None and not case["strict"]:
            # Whether an unexpected pass fails is pytest's own setting, `xfail_strict`.
            self.add_marker(pytest.mark.xfail(reason=case["xfail"]))

    def runtest(self) -> None:
        tested = self.parent.call("test", case=self._case["at"])
        self.user_properties.append(("milliseconds", tested["milliseconds"]))
        if self._case["strict"] and tested["outcome"] == "xfailed":
            pytest.xfail(self._case["xfail"])
        if tested["outcome"] in ("failed", "xfailed"):
            raise CaseFailed("\n".join(tested["lines"]))

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: Any = None,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401 - as pytest declares it
        if isinstance(excinfo.value, CaseFailed | NotAnswered):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self._case["line"] - 1, self.name


class CaseFailed(Exception):
    """An answer does not show what its case expects."""


class NotAnswered(Exception):
    """What is to be told instead of a reply."""


class Answering:
    """The process that answers; one for a run of pytest, or for each worker of it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="ascii"
        )

    def call(self, what: str, **given: object) -> Any:  # noqa: ANN401 - any JSON
        """:raises NotAnswered: for what the user can mend, and when the process is gone."""
        assert self._process.stdin is not None  # noqa: S101 - both are pipes
        assert self._process.stdout is not None  # noqa: S101
        try:
            self._process.stdin.write(json.dumps({"what": what, **given}) + "\n")
            self._process.stdin.flush()
            reply = self._process.stdout.readline()
        except OSError:
            reply = ""
        if not reply:
            raise NotAnswered(f"shawahid: {' '.join(COMMAND)} ended: {self._process.wait()}")
        told = json.loads(reply)
        if "wrong" in told:
            raise NotAnswered(told["wrong"])
        return told["done"]

    def close(self) -> None:
        self._process.communicate()  # at the end of its input it ends


def _answer() -> None:
    """In the process of its own: a line of JSON for each that comes in, until no more comes."""
    from index.errors import UserError

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is pytest's, which ends us by our input
    out = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # whatever else is printed is no reply
    questions = _Questions()
    for line in sys.stdin:
        given = json.loads(line)
        try:
            reply = {"done": getattr(questions, given.pop("what"))(**given)}
        except UserError as error:
            reply = {"wrong": questions.told(error)}
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
        from assistant.cases.loading import load

        self._files[file] = load(Path(file))
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
        from assistant.cases.testing import under_test

        self._open = self._closing.enter_context(under_test(self._files[file], Path(library)))

    def test(self, file: str, case: int) -> dict[str, object]:
        from assistant.cases.wording import failure_lines

        assert self._open is not None  # noqa: S101 - pytest sets a file up before its items
        tested = self._open.test(self._files[file].cases[case])
        return {
            "outcome": tested.result.outcome,
            "milliseconds": round(tested.result.milliseconds, 1),
            "lines": [tested.place, *failure_lines(tested, self._language)],
        }

    def close(self, file: str) -> None:
        self._closing.close()

    def told(self, error: UserError) -> str:
        from assistant.terminal import visible_line

        parts = (error.message, error.hint)
        return "\n".join(visible_line(part.to(self._language)) for part in parts)

    @property
    def _language(self) -> Language:
        return "en" if os.environ.get("SHAWAHID_LANG", "ar").startswith("en") else "ar"


if __name__ == "__main__":
    _answer()
