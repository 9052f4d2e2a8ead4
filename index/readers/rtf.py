"""Rich text, as older word processors keep it, becomes its words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.readers.bibliography import one_line, stem_title
from index.readers.draft import DocumentDraft
from index.readers.office_properties import sane_title
from index.readers.zipped import damaged
from index.types import Extraction, ReaderOptions

_HERE = "\ue000"
"""Where a footnote hangs; of no script."""
_TITLE = re.compile(r"\{\\title ([^{}]*)\}")
_AUTHOR = re.compile(r"\{\\author ([^{}]*)\}")
_NOTE = re.compile(r"\{(?:\\\*)?\\footnote(?![a-z])")


def read(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """Take the words of an `.rtf`; table rows are lines, their cells parted by «|».

    :raises FileSkipped: when it is no rich text, or damaged.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise damaged()
    source, notes = _without_notes(data.decode("latin-1"))
    draft = DocumentDraft()
    rows: list[list[str]] = []
    for line in _text(source).split("\n"):
        cells = [cell.strip() for cell in line.rstrip("|").split("|")] if "|" in line else []
        if len(cells) > 1:
            rows.append(cells)
            continue
        draft.add_table(rows)
        rows = []
        draft.add(line.replace(_HERE, "").strip())
        for _ in range(min(line.count(_HERE), len(notes))):
            draft.add(" ".join(_text("{\\rtf1\\ansicpg1256 " + notes.pop(0) + "}").split()))
    draft.add_table([[cell.replace(_HERE, "") for cell in row] for row in rows])
    for note in notes:
        draft.add(" ".join(_text("{\\rtf1\\ansicpg1256 " + note + "}").split()))
    text, blocks = draft.finish()
    yield Extraction(
        text=text,
        title=_field(_TITLE, source) or stem_title(options.path),
        blocks=blocks,
        metadata={"author": name} if (name := _field(_AUTHOR, source)) else {},
        encoding="",
    )


def _without_notes(source: str) -> tuple[str, list[str]]:
    """The source with a sign in place of each footnote, and they."""
    body, notes, last = "", list[str](), 0
    for found in _NOTE.finditer(source):
        if found.start() < last:
            continue
        depth, end = 1, found.end()
        while end < len(source) and depth:
            depth += {"{": 1, "}": -1}.get(source[end], 0) if source[end - 1] != "\\" else 0
            end += 1
        body += source[last : found.start()] + r"\u-8192 ?"
        notes.append(source[found.end() : end - 1])
        last = end
    return body + source[last:], notes


def _text(source: str) -> str:
    from striprtf.striprtf import rtf_to_text

    try:
        words: str = rtf_to_text(source, encoding="cp1256", errors="replace")
    except (ValueError, IndexError, KeyError, LookupError, RecursionError) as error:
        raise damaged() from error
    return words


def _field(pattern: re.Pattern[str], source: str) -> str:
    found = pattern.search(source)
    return sane_title(one_line(_text("{\\rtf1 " + found[1] + "}"))) if found else ""
