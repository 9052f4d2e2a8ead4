"""`shawahid add`: files and folders into the library, one line for each file that was touched."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.exits import DONE, FAILED
from assistant.cli.help import Parser
from assistant.cli.options import add_embedder, add_fast, is_fast
from index.errors import EncoderMissing, Language, Message

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from index.ingest import FileResult, Outcome


def add_options(parser: Parser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.takes(
        "--prune",
        action="store_true",
        help=Message("وأزِل ما لم يعد موجودًا فيها", "and remove what is no longer there"),
    )
    add_embedder(parser)
    add_fast(parser)


def run(options: Namespace, language: Language) -> int:
    """The files, then their vectors: whoever stops these has the files all the same."""
    from assistant.assistant import Assistant
    from assistant.cli.embed import make_vectors
    from assistant.cli.progress import progress_bar
    from assistant.terminal.page import open_page

    with Assistant.open(options.library, create=True) as assistant:
        code = _add(assistant, options, language)
        if code == DONE and not is_fast(options):
            beside = open_page(language, options.display, sys.stderr)
            with suppress(EncoderMissing), progress_bar(language) as (_, move):
                code = make_vectors(assistant, beside, move)
    return code


def _add(assistant: Assistant, options: Namespace, language: Language) -> int:
    from assistant.cli.progress import progress_bar
    from assistant.terminal.page import open_page

    page = open_page(language, options.display)
    beside = open_page(language, options.display, sys.stderr)
    counts: Counter[Outcome] = Counter()
    refreshed: set[int] = set()
    with progress_bar(language) as (bar, move):
        results = assistant.add(
            options.paths, embedder=options.embedder, prune=options.prune, progress=move
        )
        with closing(results):  # the library must outlive it, whatever stops the loop
            for result in results:
                counts[result.outcome] += 1
                if result.outcome == "refreshed" and result.document_id is not None:
                    refreshed.add(result.document_id)
                if lines := _file_lines(result, language):
                    bar.stop()  # the lines stay, above the bar
                    for line in lines:
                        beside.line(line)
                    bar.start()
    if refreshed:
        from assistant.cli.verify import write_checked

        for chat, checked in assistant.broken_quotes(refreshed):
            page.say(_WARNING)
            write_checked(page, chat.title, checked)
    page.say(_tally(counts))
    return FAILED if counts.total() == counts["skipped"] else DONE


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
    if result.outcome == "unchanged":
        return []
    sign = {"added": "+", "refreshed": "~", "vanished": "-"}[result.outcome]
    decoding = "" if result.encoding in ("", "utf-8") else f" ({visible_line(result.encoding)})"
    return [f"{sign} {path}{decoding}"]


def _tally(counts: Counter[Outcome]) -> Message:
    return Message(
        f"أُضيف {counts['added']}، جُدّد {counts['refreshed']}، لم يتغير {counts['unchanged']}،"
        f" أُزيل {counts['vanished']}، تُرك {counts['skipped']}",
        f"added {counts['added']}, refreshed {counts['refreshed']}, unchanged"
        f" {counts['unchanged']}, removed {counts['vanished']}, skipped {counts['skipped']}",
    )


_WARNING = Message(
    "تنبيه: محادثة محفوظة تستند إلى ما لم يعد في مصدره:",
    "Note: a saved chat rests on what its source no longer says:",
)
