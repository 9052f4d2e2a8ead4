"""`shawahid verify`: do the quotes of files and saved conversations still stand?"""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.exits import BROKEN, DONE
from assistant.cli.help import Parser
from assistant.cli.options import add_json
from assistant.controls import shortened, visible_line
from assistant.terminal.page import TerminalPage, open_page
from index.errors import Language, LibraryMissing, Message

if TYPE_CHECKING:
    from assistant.verification.status import CheckedClaim, WordChange
    from index.store.library import Library

_QUOTE_CHARACTERS = 80
"""Of a quote in the list of what was checked."""


def add_options(parser: Parser) -> None:
    parser.takes(
        "files",
        nargs="+",
        metavar="FILE",
        help=Message(
            "ملف مصدَّر، أو ‎.qa، أو رقم محادثة، أو last",
            "an exported or .qa file, a chat's number, or last",
        ),
    )
    parser.takes(
        "--source",
        nargs="+",
        type=Path,
        metavar="FILE",
        help=Message("ملفات المصادر بدل المكتبة", "source files instead of the library"),
    )
    add_json(parser)


def run(options: Namespace, language: Language) -> int:
    """`BROKEN` when a quote does not hold."""
    checked = _checked(options)
    page = open_page(language, options.display)
    if options.json:
        from assistant.schema import dumps

        page.result(dumps([_json(file, each) for file, each in checked]))
    else:
        for file, each in checked:
            write_checked(page, file, each)
        page.say(_tally(Counter[str](each.status for _, each in checked)))
    return DONE if all(each.status.holds for _, each in checked) else BROKEN


def _checked(options: Namespace) -> list[tuple[str, CheckedClaim]]:
    """Each quote with the file that it is from; where there is no library, source files will do."""
    from assistant.assistant import Assistant

    sources = options.source or ()
    if not sources:
        try:
            with Assistant.open(options.library) as assistant:
                return _of_files(options.files, assistant.library, sources)
        except LibraryMissing:
            pass
    return _of_files(options.files, None, sources)


def _of_files(
    files: Sequence[str], library: Library | None, sources: Sequence[Path]
) -> list[tuple[str, CheckedClaim]]:
    from assistant.testing import ENDINGS
    from assistant.testing.approved import verify_approved
    from assistant.verification.verify import verify

    return [
        (file, checked)
        for file in files
        for checked in (
            verify_approved(Path(file), library, sources)
            if file.endswith(ENDINGS)
            else verify(file, library, sources)
        )
    ]


def _json(file: str, checked: CheckedClaim) -> dict[str, object]:
    from assistant.schema import place_json

    claim, found, span = checked.claim, checked.found_in, checked.span
    return {
        "file": file,
        "standing": checked.status,
        "text": claim.text,
        "source": claim.source.path or None,
        "sha256": claim.source.sha256 or None,
        "start": claim.start,
        "end": claim.end,
        **place_json(claim.anchor, claim.caveats),
        "found": None
        if found is None or span is None
        else {
            "title": found.source.title,
            "source": found.source.path,
            "sha256": found.source.sha256,
            "start": span.start,
            "end": span.end,
            "text": found.text[span.start : span.end],
            "anchor": place_json(found.anchor_at(span.start), ())["anchor"],
        },
        "changes": [{"kind": change.kind, "words": change.words} for change in checked.changes],
    }


def write_checked(page: TerminalPage, file: str, checked: CheckedClaim) -> None:
    """:param file: or the title of the conversation that the quote is from."""
    from assistant.messages import place, stands

    claim, found, span = checked.claim, checked.found_in, checked.span
    cut = shortened(visible_line(claim.text), _QUOTE_CHARACTERS)
    sign = "✓" if checked.status.holds else "✗"
    page.line(f"{sign} {_STATUSES[checked.status].to(page.language)}: «{cut}»")
    stated = f"{claim.start}:{claim.end}" if claim.end else ""
    title = claim.source.title or Path(claim.source.path).name
    parts = [file, title, *stands(claim.anchor, claim.caveats), stated]
    page.line(page.dim(visible_line(" — ".join(part for part in parts if part))), indent=2)
    if found and span and checked.status != "intact":
        anchor = found.anchor_at(span.start)
        where = [place(anchor)] if anchor else []
        parts = [found.source.title, found.source.path, *where, f"{span.start}:{span.end}"]
        page.line(page.dim(visible_line(f"← {' — '.join(parts)}")), indent=2)
    if checked.changes:
        page.line(" ".join(map(_change, checked.changes)), indent=2)


def _change(change: WordChange) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return marks[change.kind].format(visible_line(change.words))


def _tally(counts: Counter[str]) -> Message:
    found = [(help, count) for name, help in _STATUSES.items() if (count := counts[name])]
    return Message(
        "، ".join(f"{help.ar} {count}" for help, count in found),
        ", ".join(f"{help.en} {count}" for help, count in found),
    )


_STATUSES: Mapping[str, Message] = {
    "intact": Message("سليم", "intact"),
    "moved": Message("انتقل", "moved"),
    "altered": Message("تغيّر", "altered"),
    "misattributed": Message("في غير مصدره", "misattributed"),
    "absent": Message("ليس في مصدره", "not in its source"),
    "gone": Message("ذهب مصدره", "its source is gone"),
}
"""By the values of `VerificationStatus`, which is too heavy to import for a page of help."""
