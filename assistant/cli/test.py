"""`shawahid test`: run files of cases and tell how they went, or add to them."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from assistant.answering import ANSWERS_FROM, ask, threshold
from assistant.cli.answers import write_answer
from assistant.controls import visible_line
from assistant.conversation.dialogue import Turn
from assistant.terminal.line import isolate
from assistant.terminal.page import Page, open_page
from assistant.testing.calibration import (
    Calibration,
    Point,
    Sample,
    calibrate,
    samples,
)
from assistant.testing.case import CaseFile
from assistant.testing.corpora import folder_of, opened
from assistant.testing.importing import import_cases
from assistant.testing.loading import find_case_files, load
from assistant.testing.messages import SIGNS, calibration_told, failure_lines, summary
from assistant.testing.reports import Run, check_report, write_report
from assistant.testing.runner import manner
from assistant.testing.suite import Examined, under_test
from assistant.testing.writing import approve, pin
from index.errors import Language, Message, UserError
from index.retrieval.search import Searcher
from index.store.library import Library

PASSED, FAILED = 0, 100
RECORDED = Path("cases.qa.yaml")
"""Where `--record` writes unless told otherwise."""

_BAR = 24
"""Columns of a whole bar in the plot."""
_ROWS = 14
"""Of the plot."""


def run_test(options: Namespace, language: Language) -> int:
    """:return: the exit code: 0, or 100 when a case failed."""
    page = open_page(language, options.display)
    if options.record is not None:
        _record(page, options.record, options.paths[0] if options.paths else RECORDED, options)
        return PASSED
    if options.imported is not None:
        _import(page, options.imported)
        return PASSED
    for path in options.report:  # before the minutes that a model may take, not after
        check_report(path)
    files = [load(path) for path in find_case_files(options.paths or [Path()])]
    if options.uncalibrate:
        _set_threshold(files, options.library, None)
        return PASSED
    if not any(file.cases for file in files):  # a run that tests nothing must not look like a pass
        raise UserError(
            Message("لا حالات في هذه الملفات", "There are no cases in these files"),
            Message("أضف حالة: shawahid test --record", "Add one: shawahid test --record"),
        )
    calibration = _calibrate(page, files, options.library) if options.calibrate else None
    run = _run(page, files, options, calibration)
    for path in options.report:
        write_report(path, run, language)
    counts = run.counts
    return FAILED if counts["failed"] or (options.strict and counts["xpassed"]) else PASSED


def _run(
    page: Page, files: Sequence[CaseFile], options: Namespace, calibration: Calibration | None
) -> Run:
    at, start = datetime.now(UTC).isoformat(timespec="seconds"), perf_counter()
    tested: list[Examined] = []
    for file in files:
        own: list[Examined] = []
        with under_test(file, options.library) as open_file:
            for case in file.cases:
                own.append(open_file.test(case))
                _tell(page, own[-1])
        if options.approve:
            _approve(page, file, own)
        tested += own
    _sum_up(page, tested, perf_counter() - start)
    return Run(tested, at, perf_counter() - start, calibration)


def _tell(page: Page, tested: Examined) -> None:
    """A row of the table, and below one that failed why it did."""
    result = tested.result
    name = visible_line(tested.case.name)
    where = f"{isolate(visible_line(tested.place))} · {result.milliseconds:.0f} ms"
    wrong = result.outcome in ("failed", "xpassed")
    page.line(
        f"{SIGNS[result.outcome]} ", page.bold(name) if wrong else name, page.dim(f" {where}")
    )
    for line in failure_lines(tested, page.language):
        page.line(line, indent=4)


def _sum_up(page: Page, tested: Sequence[Examined], seconds: float) -> None:
    """What asks for a person's attention once more, without the rest between."""
    page.line()
    for outcome in ("xpassed", "failed"):
        for each in tested:
            if each.result.outcome == outcome:
                place = isolate(visible_line(each.place))
                page.line(f"{SIGNS[outcome]} ", visible_line(each.case.name), page.dim(f" {place}"))
    page.say(summary(tested, seconds))


def _approve(page: Page, file: CaseFile, tested: Sequence[Examined]) -> None:
    written = approve(file, tested)
    if written:
        page.say(
            Message(
                f"كُتبت شواهد {written} من الحالات في {file.written_in}",
                f"Wrote the quotes of {written} cases into {file.written_in}",
            )
        )


def _record(page: Page, question: str, path: Path, options: Namespace) -> None:
    file = load(path) if path.exists() else None
    folder = folder_of(file, options.library) if file else options.library
    with Library.open(folder) as library:
        searcher = Searcher.open(library)
        if file is None:
            answer = ask(searcher, question)
        else:
            how = manner(library, file.head.settings)
            answer = ask(searcher, question, how.quotes, scope=how.scope, model=how.model)
    write_answer(page, answer)
    if sys.stdin.isatty():
        page.say(Message(f"أتُضاف إلى {path}؟ [y/N]", f"Add it to {path}? [y/N]"))
        if input().strip().lower() not in ("y", "yes", "نعم", "ن"):
            return
    pin([Turn(question, question, answer)], path, options.library)
    page.say(Message(f"أُضيفت الحالة إلى {path}", f"The case is in {path}"))


def _import(page: Page, source: Path) -> None:
    made = import_cases(source)
    page.say(
        Message(
            f"عدد ما كُتب من الحالات في {made.path}: {made.cases}",
            f"Wrote {made.cases} cases into {made.path}",
        )
    )
    for name, count in sorted(made.dropped.items()):
        page.say(
            Message(
                f"تُرك {name} ({count}): لا نظير له هنا",
                f"Left out {name} ({count}): there is no such thing here",
            )
        )


def _calibrate(page: Page, files: Sequence[CaseFile], otherwise: Path) -> Calibration:
    """Fit the threshold, show what it trades, and set it in the libraries that outlive the run."""
    seen: list[Sample] = []
    for file in files:
        with opened(file, otherwise) as searcher:
            seen += samples(searcher, file)
            present = threshold(searcher.library)
    calibration = calibrate(seen, present)
    _plot(page, calibration)
    libraries = _set_threshold(files, otherwise, calibration.fitted.threshold)
    for folder in libraries:
        page.say(
            Message(
                f"صار هذا حدّ الامتناع في {folder}؛ وللعودة عنه: --uncalibrate",
                f"{folder} refuses below it from now on; to go back: --uncalibrate",
            )
        )
    return calibration


def _set_threshold(files: Sequence[CaseFile], otherwise: Path, value: float | None) -> list[Path]:
    """Into every library that was not made for cases alone; their folders."""
    lasting = (file for file in files if file.head.corpus is None)
    folders = list(dict.fromkeys(folder_of(file, otherwise) for file in lasting))
    for folder in folders:
        with Library.open(folder) as library, library.writing():
            library.set(ANSWERS_FROM, None if value is None else repr(value))
            library.log("calibrate", {ANSWERS_FROM: value})
    return folders


def _plot(page: Page, calibration: Calibration) -> None:
    """A row a threshold: the share answered, and the share of the answers that is wrong."""
    page.say(
        Message(
            "الحدّ، ثم المجاب مما له جواب █، ثم الخطأ من الأجوبة ░",
            "threshold, then answerable questions answered █, then wrong among answers ░",
        )
    )
    points = calibration.points
    rows = {points[at * (len(points) - 1) // (_ROWS - 1)] for at in range(_ROWS)}
    for point in sorted(rows | {calibration.fitted}, key=lambda point: point.threshold):
        mark = " <" if point == calibration.fitted else ""
        page.line(f"{point.threshold:.3f}  {_bar(point, '█', '░')}{mark}")
    for message in calibration_told(calibration):
        page.say(message)


def _bar(point: Point, answered: str, wrong: str) -> str:
    columns = answered * round(point.answered * _BAR)
    return (
        f"{point.answered:>4.0%} {columns:<{_BAR}} {point.wrong:>4.0%}"
        f" {wrong * round(point.wrong * _BAR)}"
    )
