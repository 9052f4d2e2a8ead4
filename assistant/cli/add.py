"""`shawahid add`: files and folders into the library, one line for each file that was touched."""

from __future__ import annotations

import sys
from argparse import Namespace
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.exits import DONE, FAILED, INTERRUPTED
from assistant.cli.help import Parser
from assistant.cli.options import add_embedder, add_fast, add_json, is_fast
from index.errors import EncoderMissing, Language, Message

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from index.ingest import FileResult


def add_options(parser: Parser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.takes(
        "--prune",
        action="store_true",
        help=Message("وأزِل ما لم يعد موجودًا فيها", "and remove what is no longer there"),
    )
    parser.takes(
        "--include",
        action="append",
        default=[],
        metavar="GLOB",
        help=Message("من المجلدات هذا فقط", "of folders only this"),
    )
    parser.takes(
        "--exclude",
        action="append",
        default=[],
        metavar="GLOB",
        help=Message("ومن المجلدات إلا هذا", "of folders all but this"),
    )
    parser.takes(
        "--ocr",
        action="store_true",
        help=Message("تعرّف حروف الصفحات المصوّرة", "recognise the letters of scanned pages"),
    )
    parser.takes(
        "--password-file",
        type=Path,
        metavar="FILE",
        help=Message("كلمات مرور الملفات، سطرًا سطرًا", "passwords of files, a line each"),
    )
    parser.takes(
        "--watch",
        action="store_true",
        help=Message("وتابع ما يتغير فيها", "and go on with what changes there"),
    )
    add_json(parser)
    add_embedder(parser)
    add_fast(parser)


def run(options: Namespace, language: Language) -> int:
    """The files, then their vectors: whoever stops these has the files all the same."""
    from assistant.assistant import Assistant

    with Assistant.open(options.library, create=True) as assistant:
        before = _Before()
        code = _add_with_vectors(assistant, options, language, before)
        if options.watch and code != INTERRUPTED:
            from assistant.cli.watching import watch

            def refresh() -> int:
                return _add_with_vectors(assistant, options, language, before)

            code = watch(options.paths, assistant.library.path, refresh)
    return code


@dataclass(slots=True)
class _Before:
    """What earlier passes of a watch leave to the next, which tells only what is new."""

    passes: int = 0
    refusals: set[tuple[Path, str]] = field(default_factory=set)
    """Each a file and the reason that was told."""
    passwords: dict[Path, str] = field(default_factory=dict, repr=False)
    """As the user typed them, so that each is asked for once."""


def _add_with_vectors(
    assistant: Assistant, options: Namespace, language: Language, before: _Before
) -> int:
    from assistant.cli.embed import make_vectors
    from assistant.cli.progress import progress_bar
    from assistant.terminal.page import open_page

    code = _add(assistant, options, language, before)
    if code == DONE and not is_fast(options):
        beside = open_page(language, options.display, sys.stderr)
        with suppress(EncoderMissing), progress_bar(language) as (_, move):
            code = make_vectors(assistant, beside, move)
    return code


def _add(assistant: Assistant, options: Namespace, language: Language, before: _Before) -> int:
    from assistant.cli.add_report import AddReport
    from assistant.cli.passwords import asked_passwords
    from assistant.cli.progress import progress_bar
    from assistant.schema import dumps
    from assistant.terminal.page import open_page
    from index.ingest import Reading
    from index.readers.finding import Wanted

    page = open_page(language, options.display)
    beside = open_page(language, options.display, sys.stderr)
    report = AddReport()
    with progress_bar(language) as (bar, move):
        password = asked_passwords(options.password_file, language, bar, before.passwords)
        results = assistant.add(
            options.paths,
            embedder=options.embedder,
            prune=options.prune or options.watch,
            wanted=Wanted(options.include, options.exclude),
            reading=Reading(options.ocr, password),
            progress=move,
        )
        with closing(results):  # the library must outlive it, whatever stops the loop
            for result in results:
                report.count(result)
                lines = _file_lines(result, language)
                if lines and _refusal(result) not in before.refusals:
                    bar.stop()  # the lines stay, above the bar
                    for line in lines:
                        beside.line(line)
                    bar.start()
    if report.refreshed:
        from assistant.cli.verify import write_checked

        for chat, checked in assistant.broken_quotes(report.refreshed):
            page.say(_WARNING)
            write_checked(page, chat.title, checked)
    is_news = before.passes == 0 or report.has_changes
    if options.json and is_news:
        page.result(dumps(report.as_json(), indent=None))
    elif before.passes == 0:
        for told in report.lines():
            page.say(told)
    before.passes += 1
    before.refusals = report.refusals
    return FAILED if report.is_failure else DONE


def _refusal(result: FileResult) -> tuple[Path, str] | None:
    return (result.path, result.reason.message.en) if result.reason else None


def _file_lines(result: FileResult, language: Language) -> list[str]:
    """What there is to say of one file; nothing of one that was not touched."""
    from assistant.controls import visible_line
    from assistant.terminal.line import isolate
    from assistant.terminal.page import isolating_paths

    path = visible_line(str(result.path))
    if result.reason is not None:
        message, hint = result.reason.message.to(language), result.reason.hint.to(language)
        return [
            f"✗ {isolate(path)}: {isolating_paths(visible_line(message))}",
            f"  {isolating_paths(visible_line(hint))}",
        ]
    sign = {"added": "+", "refreshed": "~", "vanished": "-"}.get(result.outcome)
    if sign is None:
        return []
    decoding = "" if result.encoding in ("", "utf-8") else f" ({visible_line(result.encoding)})"
    remarks = (visible_line(each.to(language)) for each in result.remarks)
    return [f"{sign} {path}{decoding}", *(f"  {isolating_paths(each)}" for each in remarks)]


_WARNING = Message(
    "تنبيه: محادثة محفوظة تستند إلى ما لم يعد في مصدره:",
    "Note: a saved chat rests on what its source no longer says:",
)
