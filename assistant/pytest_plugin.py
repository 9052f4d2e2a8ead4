"""Files of cases in pytest: each case one item, so that -k, -x, -n, --lf and JUnit XML work.

It is installed as `shawahid_pytest`, which nobody else's module is called, and imports nothing of
ours: a project may have an `assistant` or an `index` of its own; `assistant.testing.remote`
answers, in a process that is started when one of our files is met. `-p no:shawahid` turns it off.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

ENDINGS = (".qa.yaml", ".qa.yml", ".qa.jsonl", ".qa.csv")
"""Of the names of files of cases, as `assistant.testing` has them."""
COMMAND = (sys.executable, "-E", "-P", "-m", "assistant.testing.remote")
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
    """What is reported in place of a reply."""


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
        answered = json.loads(reply)
        if "wrong" in answered:
            raise NotAnswered(answered["wrong"])
        return answered["done"]

    def close(self) -> None:
        self._process.communicate()  # at the end of its input it ends
