"""Files of cases in pytest: each case one item, so that -k, -x, -n, --lf and JUnit XML work.

Only what tells our files from others runs in every pytest run; the rest is imported when one of
our files is there. `-p no:shawahid` turns it off.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.testing import ENDINGS

if TYPE_CHECKING:
    from assistant.testing.case import Case
    from assistant.testing.suite import Examined, OpenFile
    from index.errors import Language


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CaseFileNode | None:
    if not file_path.name.endswith(ENDINGS):
        return None
    node: CaseFileNode = CaseFileNode.from_parent(parent, path=file_path)
    return node


class CaseFileNode(pytest.File):
    """A file of cases; its library is open while pytest runs its items."""

    under_test: OpenFile

    def collect(self) -> Iterable[CaseItem]:
        from assistant.testing.loading import load
        from index.errors import UserError

        try:
            self.cases = load(self.path)
        except UserError as error:
            raise self.CollectError(_lines(error)) from error
        for case in self.cases.cases:
            # «::» parts the names of pytest's nodes.
            item: CaseItem = CaseItem.from_parent(
                self, name=case.name.replace("::", ":"), case=case
            )
            yield item

    def setup(self) -> None:
        from assistant.testing.suite import under_test
        from index.errors import UserError

        library = Path(os.environ.get("SHAWAHID_LIBRARY") or self.config.rootpath / ".shawahid")
        self._closing = ExitStack()
        try:
            self.under_test = self._closing.enter_context(under_test(self.cases, library))
        except UserError as error:
            pytest.fail(_lines(error), pytrace=False)

    def teardown(self) -> None:
        self._closing.close()


class CaseItem(pytest.Item):
    """One case."""

    parent: CaseFileNode

    def __init__(self, *, case: Case, **given: Any) -> None:  # noqa: ANN401 - pytest's own
        super().__init__(**given)
        self._case = case
        self.extra_keyword_matches.update(case.tags)
        if case.xfail is not None:
            # Whether an unexpected pass fails is pytest's own setting, `xfail_strict`.
            self.add_marker(pytest.mark.xfail(reason=case.xfail))

    def runtest(self) -> None:
        tested = self.parent.under_test.test(self._case)
        self.user_properties.append(("milliseconds", round(tested.result.milliseconds, 1)))
        if tested.result.outcome in ("failed", "xfailed"):
            raise CaseFailed(tested)

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: Any = None,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401 - as pytest declares it
        if not isinstance(excinfo.value, CaseFailed):
            return super().repr_failure(excinfo, style)
        from assistant.testing.messages import failure_lines

        lines = failure_lines(excinfo.value.tested, _language())
        return "\n".join([excinfo.value.tested.place, *lines])

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self._case.line - 1, self.name


class CaseFailed(Exception):
    """An answer does not show what its case expects."""

    def __init__(self, tested: Examined) -> None:
        super().__init__(tested.case.name)
        self.tested = tested


def _lines(error: Exception) -> str:
    from assistant.controls import visible_line
    from index.errors import UserError

    assert isinstance(error, UserError)  # noqa: S101 - the only one that comes here
    parts = (error.message, error.hint)
    return "\n".join(visible_line(part.to(_language())) for part in parts)


def _language() -> Language:
    return "en" if os.environ.get("SHAWAHID_LANG", "ar").startswith("en") else "ar"
