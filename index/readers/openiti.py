"""Classics of the OpenITI corpus: its mARkdown becomes running text with volumes and pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.readers.bibliography import csl_name, one_line, stem_title
from index.readers.draft import DocumentDraft
from index.readers.encoding import decode
from index.types import Extraction, ReaderOptions

MAGIC = "######OpenITI#"
_END_OF_HEADER = re.compile(r"^#META#Header#End#.*$", re.MULTILINE)
_META = re.compile(
    r"^#META#[ \t]*(?:[0-9]+\.)?(?P<name>[^\t:\n]+?)[ \t]*::?[ \t]*(?P<value>.*)$", re.M
)
_FIELDS = {"booktitle": "title", "title": "title", "authorname": "author", "author": "author"}
_PAGE = re.compile(r"PageV(\d+)P(\d+)")
_HEADING = re.compile(r"^###[ \t]*(?:(\|+)|\$+)?[ \t]*(.*)$")
_MARKS = re.compile(r"\bms\d+\b|@[A-Z]{2,}[A-Z0-9_]*@?|~~|%~%|^#+[ \t]*", re.MULTILINE)
_NOT_KNOWN = ("nodata", "norecorded", "notavailable", "")


def read(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """Take the words of a text; a page's number stands at its end there, at its start here.

    :raises FileSkipped: when the bytes are no text.
    """
    decoded = decode(data)
    end = _END_OF_HEADER.search(decoded.text)
    header = decoded.text[: end.start()] if end else ""
    draft = DocumentDraft()
    pages = _PageLabels(decoded.text, end.end() if end else len(MAGIC))
    draft.anchor(pages.first, "page")
    for level, words in _blocks(decoded.text[pages.start :]):
        _write(draft, words, level, pages)
    text, blocks = draft.finish()
    fields = _fields(header)
    yield Extraction(
        text=text,
        title=fields.pop("title", "") or stem_title(options.path),
        blocks=blocks,
        anchors=draft.anchors() if pages.found else (),
        metadata=fields,
        encoding=decoded.encoding,
        caveats=decoded.caveats_for(text),
        remarks=decoded.remarks,
    )


class _PageLabels:
    """The pages of a text, in order: each is named where it ends."""

    def __init__(self, text: str, start: int) -> None:
        self.start = start
        named = [_label(*found.groups()) for found in _PAGE.finditer(text, start)]
        self.found = bool(named)
        self.first = named[0] if named else ""
        self._next = iter([*named[1:], ""])

    def following(self) -> str:
        """The page that begins where the next one ends; empty after the last."""
        return next(self._next, "")


def _label(volume: str, page: str) -> str:
    """«1/23», as classics are cited: volume, page."""
    number = str(int(page))
    return f"{int(volume)}/{number}" if int(volume) else number


def _blocks(body: str) -> Iterator[tuple[int, str]]:
    """Headings with their level, and paragraphs with 0."""
    lines: list[str] = []
    for line in body.split("\n"):
        heading = _HEADING.match(line)
        if heading or line.startswith("# "):
            yield 0, " ".join(lines)
            lines = []
        if heading:
            level = len(heading[1]) if heading[1] else 3
            yield min(level, 6), heading[2]
        else:
            lines.append(line)
    yield 0, " ".join(lines)


def _write(draft: DocumentDraft, words: str, level: int, pages: _PageLabels) -> None:
    pieces = [" ".join(_MARKS.sub(" ", piece).split()) for piece in _PAGE.split(words)[::3]]
    start = draft.add(" ".join(filter(None, pieces)), "heading" if level else None, level)
    for nth in range(1, len(pieces)):
        label = pages.following()
        if not label:
            continue
        if start < 0 or not any(pieces[nth:]):
            draft.anchor(label, "page")
        else:
            before = sum(len(piece) + 1 for piece in pieces[:nth] if piece)
            draft.anchor_at(start + before, label, "page")


def _fields(header: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for found in _META.finditer(header):
        name, value = found["name"].strip().lower(), one_line(found["value"])
        known = _FIELDS.get(name.replace(" ", "").replace("#", "")) or csl_name(name)
        if value.lower().replace(" ", "") not in _NOT_KNOWN and known in (
            *("title", "author", "editor", "publisher", "edition", "volume", "issued"),
        ):
            fields.setdefault(known, value)
    return fields
