"""Cases run on a page: a row for each, why it failed below it, and the sum at the end."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import UTC, datetime
from time import perf_counter

from assistant.cli.options import is_fast
from assistant.cli.refusal_threshold import calibrated
from assistant.controls import visible_line
from assistant.terminal.line import isolate
from assistant.terminal.page import TerminalPage
from assistant.testing.calibration import Calibration
from assistant.testing.case import CaseFile
from assistant.testing.messages import SIGNS, failure_lines, run_summary
from assistant.testing.reports import Run, write_report
from assistant.testing.suite import Examined, under_test
from assistant.testing.writing import approve
from index.errors import Message, UserError


def run_cases(page: TerminalPage, files: Sequence[CaseFile], options: Namespace) -> bool:
    """:return: whether a case failed.

    :raises UserError: when there is no case in the files.
    """
    if not any(file.cases for file in files):  # a run that tests nothing must not look like a pass
        raise UserError(
            Message("لا حالات في هذه الملفات", "There are no cases in these files"),
            Message("أضف حالة: shawahid test --record", "Add one: shawahid test --record"),
        )
    fast = is_fast(options)
    calibration = calibrated(page, files, options.library, fast) if options.calibrate else None
    done = _run(page, files, options, calibration)
    for path in options.report:
        write_report(path, done, page.language)
    return bool(done.counts["failed"] or (options.strict and done.counts["xpassed"]))


def _run(
    page: TerminalPage,
    files: Sequence[CaseFile],
    options: Namespace,
    calibration: Calibration | None,
) -> Run:
    at, start = datetime.now(UTC).isoformat(timespec="seconds"), perf_counter()
    tested: list[Examined] = []
    for file in files:
        own: list[Examined] = []
        with under_test(file, options.library, is_fast(options)) as open_file:
            for case in file.cases:
                own.append(open_file.test(case))
                _tell(page, own[-1])
        if options.approve:
            _approve(page, file, own)
        tested += own
    _sum_up(page, tested, perf_counter() - start)
    return Run(tested, at, perf_counter() - start, calibration)


def _tell(page: TerminalPage, tested: Examined) -> None:
    """A row of the table, and below one that failed why it did."""
    result = tested.result
    name = visible_line(tested.case.name)
    where = f"{isolate(visible_line(tested.location))} · {result.milliseconds:.0f} ms"
    wrong = result.outcome in ("failed", "xpassed")
    page.line(
        f"{SIGNS[result.outcome]} ", page.bold(name) if wrong else name, page.dim(f" {where}")
    )
    for line in failure_lines(tested, page.language):
        page.line(line, indent=4)


def _sum_up(page: TerminalPage, tested: Sequence[Examined], seconds: float) -> None:
    """What asks for a person's attention once more, without the rest between."""
    page.line()
    for outcome in ("xpassed", "failed"):
        for each in tested:
            if each.result.outcome == outcome:
                where = isolate(visible_line(each.location))
                page.line(f"{SIGNS[outcome]} ", visible_line(each.case.name), page.dim(f" {where}"))
    page.say(run_summary(tested, seconds))


def _approve(page: TerminalPage, file: CaseFile, tested: Sequence[Examined]) -> None:
    written = approve(file, tested)
    if written:
        page.say(
            Message(
                f"كُتبت شواهد {written} من الحالات في {file.written_in}",
                f"Wrote the quotes of {written} cases into {file.written_in}",
            )
        )
