"""`shawahid test`: run files of cases and tell how they went, or add to them."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from assistant.cli.exits import CASE_FAILED, DONE
from assistant.cli.help import Parser
from assistant.cli.options import add_fast, is_fast
from index.errors import Language, Message


def add_options(parser: Parser) -> None:
    def text(ar: str, en: str) -> str:
        return Message(ar, en).to(parser.language)

    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help=text(
            "ملفات .qa.yaml أو مجلداتها", "files of cases (*.qa.yaml, jsonl, csv), or folders"
        ),
    )
    parser.add_argument(
        "--report",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help=text("تقرير: html أو xml أو json أو md", "a report: .html, .xml (JUnit), .json, .md"),
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help=text("النجاح غير المتوقع إخفاق", "an unexpected pass is a failure"),
    )
    add_fast(parser)
    _add_actions(parser)


def _add_actions(parser: Parser) -> None:
    def text(ar: str, en: str) -> str:
        return Message(ar, en).to(parser.language)

    action = parser.add_mutually_exclusive_group()
    action.add_argument(
        "--approve",
        action="store_true",
        help=text("اعتمد الشواهد الحالية في stable", "write the quotes seen into `stable`"),
    )
    action.add_argument(
        "--record", metavar="QUESTION", help=text("اسأل وأضف حالة", "ask, and append as a case")
    )
    action.add_argument(
        "--calibrate",
        action="store_true",
        help=text("وفّق حدّ الامتناع لحالاتك", "fit the refusal threshold to the cases"),
    )
    action.add_argument(
        "--uncalibrate",
        action="store_true",
        help=text("أعد حدّ الامتناع الأصلي", "go back to the shipped threshold"),
    )
    action.add_argument(
        "--import",
        dest="imported",
        type=Path,
        metavar="FILE",
        help=text(
            "من deepeval أو ragas أو promptfoo أو SQuAD", "deepeval, ragas, promptfoo, SQuAD"
        ),
    )


def run(options: Namespace, language: Language) -> int:
    """`CASE_FAILED` when a case failed."""
    from assistant.cli import case_runs, case_writing, refusal_threshold
    from assistant.terminal.page import open_page
    from assistant.testing.loading import find_case_files, load_cases
    from assistant.testing.reports import check_report

    page = open_page(language, options.display)
    if options.record is not None:
        file = options.paths[0] if options.paths else None
        case_writing.record(page, options.record, file, options.library, is_fast(options))
        return DONE
    if options.imported is not None:
        case_writing.import_from(page, options.imported)
        return DONE
    for path in options.report:  # before the minutes that a model may take, not after
        check_report(path)
    files = [load_cases(path) for path in find_case_files(options.paths or [Path()])]
    if options.uncalibrate:
        refusal_threshold.set_everywhere(files, options.library, None)
        return DONE
    return CASE_FAILED if case_runs.run_cases(page, files, options) else DONE
