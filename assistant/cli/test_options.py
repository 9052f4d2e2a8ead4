"""What `shawahid test` takes; apart from the command, so that `--help` imports nothing more."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from index.errors import Language, Message


def add_options(parser: ArgumentParser, language: Language) -> None:
    def told(ar: str, en: str) -> str:
        return Message(ar, en).to(language)

    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help=told(
            "ملفات .qa.yaml أو مجلداتها", "files of cases (*.qa.yaml, jsonl, csv), or folders"
        ),
    )
    parser.add_argument(
        "--report",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help=told("تقرير: html أو xml أو json أو md", "a report: .html, .xml (JUnit), .json, .md"),
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help=told("النجاح غير المتوقع إخفاق", "an unexpected pass is a failure"),
    )
    _add_actions(parser, language)


def _add_actions(parser: ArgumentParser, language: Language) -> None:
    def told(ar: str, en: str) -> str:
        return Message(ar, en).to(language)

    action = parser.add_mutually_exclusive_group()
    action.add_argument(
        "--approve",
        action="store_true",
        help=told("اعتمد الشواهد الحالية في stable", "write the quotes seen into `stable`"),
    )
    action.add_argument(
        "--record", metavar="QUESTION", help=told("اسأل وأضف حالة", "ask, and append as a case")
    )
    action.add_argument(
        "--calibrate",
        action="store_true",
        help=told("وفّق حدّ الامتناع لحالاتك", "fit the refusal threshold to the cases"),
    )
    action.add_argument(
        "--uncalibrate",
        action="store_true",
        help=told("أعد حدّ الامتناع الأصلي", "go back to the shipped threshold"),
    )
    action.add_argument(
        "--import",
        dest="imported",
        type=Path,
        metavar="FILE",
        help=told(
            "من deepeval أو ragas أو promptfoo أو SQuAD", "deepeval, ragas, promptfoo, SQuAD"
        ),
    )
