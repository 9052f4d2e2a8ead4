"""`shawahid doctor`: what is wrong with files, documents or the library, and its repair."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.exits import DONE, UNSOUND
from assistant.cli.help import Parser
from assistant.cli.options import add_json
from index.errors import Language, LibraryMissing, Message, UserError

if TYPE_CHECKING:
    from assistant.terminal.page import TerminalPage
    from index.doctor import FileReport, LibraryReport


def add_options(parser: Parser) -> None:
    parser.takes(
        "names",
        nargs="*",
        metavar="PATH|DOC",
        help=Message("ملفات أو وثائق، وإلا فالمكتبة كلها", "files or documents, else the library"),
    )
    parser.takes(
        "--repair",
        action="store_true",
        help=Message(
            "جدّد الفهارس التالفة واقرأ ما تغيّر؛ ولا تُزال وثيقة",
            "rebuild damaged indexes and read what changed; no document is removed",
        ),
    )
    add_json(parser)


def run(options: Namespace, language: Language) -> int:
    """`UNSOUND` when something is wrong."""
    from assistant.terminal.page import open_page

    page = open_page(language, options.display)
    if options.names and options.repair:
        raise UserError(
            Message("يُصلح الأمر المكتبة كلها لا ملفات منها", "A library is repaired, not files"),
            Message("اكتب: shawahid doctor --repair", "Write: shawahid doctor --repair"),
        )
    if options.names:
        return _examine_files(options, page)
    return _examine_library(options, page)


def _examine_library(options: Namespace, page: TerminalPage) -> int:
    from assistant.assistant import Assistant
    from assistant.cli.progress import progress_bar

    with Assistant.open(options.library) as assistant, progress_bar(page.language) as (_, move):
        report = assistant.examine(move, repair=options.repair)
    if options.json:
        from assistant.schema import dumps

        page.result(dumps(_library_json(report)))
    else:
        for told in _library_lines(report):
            page.say(told)
    return DONE if report.is_sound else UNSOUND


def _examine_files(options: Namespace, page: TerminalPage) -> int:
    reports = list(_file_reports(options))
    if options.json:
        from assistant.schema import dumps

        page.result(dumps([_file_json(each) for each in reports]))
    else:
        for report in reports:
            for told in _file_lines(report):
                page.say(told)
    return DONE if all(each.is_sound for each in reports) else UNSOUND


def _file_reports(options: Namespace) -> Iterator[FileReport]:
    """A file on disk is one; any other name is a document's, whose files are examined."""
    from assistant.assistant import Assistant
    from index.doctor import examine_file

    try:
        assistant = Assistant.open(options.library)
    except LibraryMissing:
        for name in options.names:
            yield from examine_file(Path(name))
        return
    with assistant:
        for name in options.names:
            path = Path(name)
            sources = [name] if path.exists() else assistant.source(name).sources
            for source in sources:
                yield from assistant.examine_file(Path(source))


def _library_json(report: LibraryReport) -> dict[str, object]:
    findings = [{**asdict(each), "message": each.message.en} for each in report.findings]
    return {
        "sound": report.is_sound,
        "documents": report.documents,
        "passages": report.passages,
        "findings": findings,
    }


def _file_json(report: FileReport) -> dict[str, object]:
    reason = report.reason
    return {
        "path": report.path,
        "sound": report.is_sound,
        "document_id": report.document_id,
        "title": report.title,
        "encoding": report.encoding,
        "characters": report.characters,
        "pages": report.pages,
        "empty_pages": report.empty_pages,
        "unknown_words": round(report.unknown_words, 3),
        "doubtful": report.is_doubtful,
        "caveats": dict(report.caveats),
        "remarks": [each.en for each in report.remarks],
        "duplicates": [asdict(each) for each in report.duplicates],
        "refused": None if reason is None else reason.message.en,
    }


def _library_lines(report: LibraryReport) -> Iterator[Message]:
    yield Message(
        f"الوثائق {report.documents:,}، المقاطع {report.passages:,}",
        f"documents: {report.documents:,}; passages: {report.passages:,}",
    )
    for each in report.findings:
        sign = "✗" if each.is_wrong else "·"
        path = f"{each.path}: " if each.path else ""
        yield _shown(f"{sign} {path}{each.message.ar}", f"{sign} {path}{each.message.en}")
    if report.is_sound:
        yield Message("المكتبة سليمة.", "The library is sound.")
    else:
        yield Message("أصلح ما يُصلح: shawahid doctor --repair", "Mend it: shawahid doctor --repair")


def _file_lines(report: FileReport) -> Iterator[Message]:
    sign = "✓" if report.is_sound else "✗"
    yield _shown(f"{sign} {report.path}", f"{sign} {report.path}")
    if report.reason is not None:
        for told in (report.reason.message, report.reason.hint):
            yield _shown(f"  {told.ar}", f"  {told.en}")
        return
    known = report.document_id
    share = f"{report.unknown_words:.0%}"
    facts = [
        Message(f"الترميز: {report.encoding}", f"encoding: {report.encoding}"),
        Message(f"المحارف: {report.characters:,}", f"characters: {report.characters:,}"),
        Message(f"كلمات غير معروفة: {share}", f"unknown words: {share}"),
        Message("ليس في المكتبة بنصه هذا", "not in the library as it is")
        if known is None
        else Message(f"الوثيقة {known}", f"document {known}"),
        *report.remarks,
    ]
    if report.pages:
        facts.append(Message(f"الصفحات: {report.pages}", f"pages: {report.pages}"))
    if report.empty_pages:
        labels = " ".join(report.empty_pages)
        facts.append(Message(f"صفحات بلا نص: {labels}", f"pages without text: {labels}"))
    if report.is_doubtful:
        facts.append(
            Message(
                "أكثر كلماته غير معروفة: لعل حروفه أو ترتيبها خطأ",
                "most of its words are unknown: its letters or their order may be wrong",
            )
        )
    for kind, characters in report.caveats:
        name = _CAVEATS[kind]
        facts.append(Message(f"{name.ar}: {characters:,} حرفًا", f"{name.en}: {characters:,}"))
    facts += (
        Message(
            f"يشبه الوثيقة {each.document_id} «{each.title}»: {each.share:.0%}",
            f"like document {each.document_id} “{each.title}”: {each.share:.0%}",
        )
        for each in report.duplicates
    )
    for fact in facts:
        yield _shown(f"  {fact.ar}", f"  {fact.en}")


def _shown(arabic: str, english: str) -> Message:
    """Nothing of a document or a name reaches the terminal as a control."""
    from assistant.controls import visible_line

    return Message(visible_line(arabic), visible_line(english))


_CAVEATS = {
    "mended": Message("أُصلح", "characters mended"),
    "ocr": Message("عُرف من صورة", "characters recognised from images"),
    "unsure": Message("غير موثوق", "characters unsure"),
}
