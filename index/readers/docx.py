"""A Word document becomes the text that it shows: body, tables, boxes, notes, headers, footers.

By ECMA-376 (Office Open XML), part 1. Tracked changes are taken as accepted; comments, hidden words
and tables of contents are left out, and said to be.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from index.errors import Message
from index.readers.bibliography import first_title, stem_title
from index.readers.draft import DocumentDraft
from index.readers.list_numbers import as_numbered
from index.readers.office_properties import properties
from index.readers.zipped import damaged, open_zip, xml
from index.types import Extraction, ReaderOptions

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = {f"{_W}del", f"{_W}moveFrom", f"{_W}rPr", f"{_W}pPr", f"{_W}rt", _FALLBACK}
"""Elements whose words the document does not show."""
_HYPHENS = {f"{_W}noBreakHyphen": "-", f"{_W}tab": " ", f"{_W}cr": "\n", f"{_W}ptab": " "}
_MOST_NESTED = 40
_PAGE = "\x0c"
"""Where a page of the last layout begins, while a paragraph is gathered."""


def read(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """Take the shown text of a `.docx`, its pages where Word's last layout is known.

    :raises FileSkipped: when it is damaged, encrypted, or no Word document.
    """
    archive = open_zip(data)
    name = _main_part(archive)
    root = xml(archive, name)
    body = None if root is None else root.find(f"{_W}body")
    if body is None:
        raise damaged()
    writer = _Writer(_Parts.of(archive, name))
    writer.write(body)
    writer.write_margins()
    text, blocks = writer.draft.finish()
    title, fields, pages = properties(archive)
    yield Extraction(
        text=text,
        title=title or first_title(text, blocks) or stem_title(options.path),
        blocks=blocks,
        anchors=writer.draft.anchors() if pages == writer.page > 1 else (),
        metadata=fields,
        encoding="",
        remarks=tuple(writer.remarks()),
    )


def _main_part(archive: zipfile.ZipFile) -> str:
    root = xml(archive, "_rels/.rels")
    for one in () if root is None else root.iter(f"{_REL}Relationship"):
        if one.get("Type", "").endswith("/officeDocument"):
            return one.get("Target", "").lstrip("/")
    return "word/document.xml"


@dataclass(frozen=True, slots=True)
class _Style:
    """Of a paragraph."""

    name: str
    based_on: str
    level: int
    """Of a heading; 0 for other styles."""
    number: tuple[str, int] | None
    """The numbering that it brings, and the level there."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the body refers to."""

    styles: dict[str, _Style]
    numbering: dict[tuple[str, int], tuple[str, str, int]]
    """(numbering, level) → (format, pattern, first number)."""
    notes: dict[str, dict[str, Element]]
    """«footnote» and «endnote» → the notes by id."""
    margins: tuple[Element, ...]
    """Headers and footers."""
    comments: int

    @classmethod
    def of(cls, archive: zipfile.ZipFile, main: str) -> _Parts:
        folder = PurePosixPath(main).parent
        rels = xml(archive, str(folder / "_rels" / f"{PurePosixPath(main).name}.rels"))
        found: dict[str, list[Element]] = {}
        for one in () if rels is None else rels.iter(f"{_REL}Relationship"):
            if one.get("TargetMode") == "External":
                continue
            target = one.get("Target", "")
            name = target.lstrip("/") if target.startswith("/") else str(folder / target)
            kind = one.get("Type", "").rpartition("/")[2]
            if kind in _PARTS and (root := xml(archive, name)) is not None:
                found.setdefault(kind, []).append(root)
        return cls(
            styles={k: v for root in found.get("styles", ()) for k, v in _styles(root)},
            numbering={k: v for root in found.get("numbering", ()) for k, v in _numbering(root)},
            notes={kind: dict(_notes(found.get(f"{kind}s", ()), kind)) for kind in _NOTES},
            margins=(*found.get("header", ()), *found.get("footer", ())),
            comments=sum(len(root) for root in found.get("comments", ())),
        )


_NOTES = ("footnote", "endnote")
_PARTS = {"styles", "numbering", "footnotes", "endnotes", "header", "footer", "comments"}


def _styles(root: Element) -> Iterator[tuple[str, _Style]]:
    for one in root.iter(f"{_W}style"):
        name = _value(one, "name").lower()
        outline = _value(one, "pPr/outlineLvl")
        level = int(outline) + 1 if outline.isdecimal() and int(outline) < 6 else 0
        if name == "title" or (name.startswith("heading ") and name[8:].isdecimal()):
            level = 1 if name == "title" else min(int(name[8:]), 6)
        based = _value(one, "basedOn")
        yield one.get(f"{_W}styleId", ""), _Style(name, based, level, _number_of(one))


def _number_of(holder: Element) -> tuple[str, int] | None:
    number = _value(holder, "pPr/numPr/numId")
    level = _value(holder, "pPr/numPr/ilvl") or "0"
    return (number, int(level)) if number and level.isdecimal() else None


def _numbering(root: Element) -> Iterator[tuple[tuple[str, int], tuple[str, str, int]]]:
    abstract: dict[str, dict[int, tuple[str, str, int]]] = {}
    for one in root.iter(f"{_W}abstractNum"):
        levels = abstract.setdefault(one.get(f"{_W}abstractNumId", ""), {})
        for level in one.iter(f"{_W}lvl"):
            depth, first = level.get(f"{_W}ilvl", "0"), _value(level, "start") or "1"
            if depth.isdecimal() and first.isdecimal():
                shown = _value(level, "numFmt"), _value(level, "lvlText"), int(first)
                levels[int(depth)] = shown
    for one in root.iter(f"{_W}num"):
        for at, looks in abstract.get(_value(one, "abstractNumId"), {}).items():
            yield (one.get(f"{_W}numId", ""), at), looks


def _notes(roots: Iterable[Element], kind: str) -> Iterator[tuple[str, Element]]:
    for root in roots:
        for one in root.iter(f"{_W}{kind}"):
            if one.get(f"{_W}type", "normal") == "normal":
                yield one.get(f"{_W}id", ""), one


def _value(holder: Element, path: str) -> str:
    found = holder.find("/".join(f"{_W}{step}" for step in path.split("/")))
    return "" if found is None else found.get(f"{_W}val", "")


@dataclass(slots=True)
class _Paragraph:
    """One that is gathered: its words, and what stands beside them."""

    words: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)


class _Writer:
    """Writes what the body holds to a draft, in its order."""

    def __init__(self, parts: _Parts) -> None:
        self.draft = DocumentDraft()
        self.page = 1
        self._parts = parts
        self._items: list[str] = []
        self._counted: Counter[tuple[str, int]] = Counter()
        self._hidden = self._contents = 0
        self.draft.anchor("1", "page")

    def write(self, holder: Element, depth: int = 0) -> None:
        """The paragraphs and tables of an element."""
        if depth > _MOST_NESTED:
            raise damaged()
        for one in holder:
            if one.tag == f"{_W}p":
                self._write_paragraph(one, depth)
            elif one.tag == f"{_W}tbl":
                self._end_list()
                self._write_table(one, depth)
            elif one.tag not in _GONE:
                self.write(one, depth + 1)
        if not depth:
            self._end_list()

    def write_margins(self) -> None:
        """Headers and footers, each wording once, without page numbers."""
        seen: set[str] = set()
        for margin in self._parts.margins:
            for paragraph in margin.iter(f"{_W}p"):
                words = _shown("".join(self._gathered(paragraph).words))
                if any(map(str.isalpha, words)) and words not in seen:
                    seen.add(words)
                    self.draft.add(words)

    def remarks(self) -> Iterator[Message]:
        """What was left out."""
        if self._parts.comments:
            count = self._parts.comments
            yield Message(f"تعليقات لم تُدخل في النص: {count}", f"comments left out: {count}")
        if self._hidden:
            yield Message(
                f"كلمات مخفية لم تُدخل في النص: {self._hidden}",
                f"hidden pieces of text left out: {self._hidden}",
            )
        if self._contents:
            yield Message(
                f"أسطر فهرس لم تُدخل في النص: {self._contents}",
                f"lines of a table of contents left out: {self._contents}",
            )

    def _write_paragraph(self, element: Element, depth: int) -> None:
        style = self._style(element)
        gathered = self._gathered(element)
        words = "".join(gathered.words)
        if style and style.name.startswith("toc "):
            self._contents += 1
            return
        level, number = self._level(element, style), self._number(element, style)
        if level:
            self._end_list()
            marker = self._marker(number).strip() if number else ""
            self._add(" ".join(filter(None, (marker, _one_line(words)))), "heading", level)
        elif number and _shown(words):
            self._items.append("  " * number[1] + self._marker(number) + _one_line(words))
        else:
            self._end_list()
            self._add(_shown(words))
        for box in gathered.boxes:
            self._end_list()
            self.write(box, depth + 1)
        for note in gathered.notes:
            self._end_list()
            self.write(note, depth + 1)

    def _add(self, words: str, kind: str = "", level: int = 0) -> None:
        """A paragraph, the pages that begin in it noted."""
        pieces = words.split(_PAGE)
        start = self.draft.add(
            "".join(pieces), "heading" if level else "list" if kind == "list" else None, level
        )
        at = 0
        for piece in pieces[:-1]:
            at += len(piece)
            self.page += 1
            if start < 0 or at >= sum(map(len, pieces)):
                self.draft.anchor(str(self.page), "page")
            else:
                self.draft.anchor_at(start + at, str(self.page), "page")

    def _end_list(self) -> None:
        if self._items:
            items, self._items = self._items, []
            self._add("\n".join(items), "list")

    def _write_table(self, element: Element, depth: int) -> None:
        rows = [list(self._cells(row)) for row in element.iter(f"{_W}tr") if _is_own(element, row)]
        if max(map(len, rows), default=0) < 2:  # a frame around text
            for row in element.iter(f"{_W}tr"):
                for cell in row if _is_own(element, row) else ():
                    self.write(cell, depth + 1)
            self._end_list()
            return
        self.draft.add_table([[cell.replace(_PAGE, "") for cell in row] for row in rows])
        for _ in range(sum(cell.count(_PAGE) for row in rows for cell in row)):
            self.page += 1
            self.draft.anchor(str(self.page), "page")

    def _cells(self, row: Element) -> Iterator[str]:
        for cell in row.iter(f"{_W}tc"):
            words = ["".join(self._gathered(each).words) for each in cell.iter(f"{_W}p")]
            yield " ".join(filter(None, (_one_line(each) for each in words)))
            span = _value(cell, "tcPr/gridSpan")
            yield from [""] * (int(span) - 1 if span.isdecimal() and int(span) < 64 else 0)

    def _gathered(self, element: Element) -> _Paragraph:
        found = _Paragraph()
        self._gather(element, found, 0)
        return found

    def _gather(self, element: Element, into: _Paragraph, depth: int) -> None:
        if depth > _MOST_NESTED:
            raise damaged()
        for one in element:
            tag = one.tag
            if tag in _GONE:
                continue
            if tag == f"{_W}r" and one.find(f"{_W}rPr/{_W}vanish") is not None:
                self._hidden += any((each.text or "").strip() for each in one.iter(f"{_W}t"))
            elif tag in (f"{_W}t", f"{_M}t"):
                into.words.append((one.text or "").replace(_PAGE, " "))
            elif tag == f"{_W}br":
                into.words.append(" " if one.get(f"{_W}type") in ("page", "column") else "\n")
            elif tag == f"{_W}lastRenderedPageBreak":
                into.words.append(_PAGE)
            elif tag in _HYPHENS:
                into.words.append(_HYPHENS[tag])
            elif tag == f"{_W}sym":
                into.words.append(_symbol(one))
            elif tag == f"{_W}txbxContent":
                into.boxes.append(one)
            elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                kind = tag.removeprefix(_W).removesuffix("Reference")
                note = self._parts.notes[kind].pop(one.get(f"{_W}id", ""), None)
                into.notes += [] if note is None else [note]
            else:
                self._gather(one, into, depth + 1)

    def _style(self, element: Element) -> _Style | None:
        return self._parts.styles.get(_value(element, "pPr/pStyle"))

    def _inherited(self, style: _Style | None) -> Iterator[_Style]:
        for _ in range(_MOST_NESTED):
            if style is None:
                return
            yield style
            style = self._parts.styles.get(style.based_on)

    def _level(self, element: Element, style: _Style | None) -> int:
        own = _value(element, "pPr/outlineLvl")
        if own.isdecimal():
            return int(own) + 1 if int(own) < 6 else 0
        return next((each.level for each in self._inherited(style) if each.level), 0)

    def _number(self, element: Element, style: _Style | None) -> tuple[str, int] | None:
        own = _number_of(element)
        number = own or next((each.number for each in self._inherited(style) if each.number), None)
        return number if number in self._parts.numbering else None

    def _marker(self, number: tuple[str, int]) -> str:
        """What Word writes before an item, counted on."""
        name, at = number
        kind, pattern, _ = self._parts.numbering[number]
        self._counted[number] += 1
        for deeper in [each for each in self._counted if each[0] == name and each[1] > at]:
            del self._counted[deeper]
        if kind == "bullet":
            return "- "
        for level in range(at + 1):
            upper, _, first = self._parts.numbering.get((name, level), (kind, "", 1))
            count = first - 1 + max(1, self._counted[name, level])
            pattern = pattern.replace(f"%{level + 1}", as_numbered(count, upper))
        return f"{pattern} " if pattern else ""


def _is_own(table: Element, row: Element) -> bool:
    """Whether a row is the table's, not that of a table in one of its cells."""
    return any(row is each for holder in (table, *table.iter(f"{_W}sdtContent")) for each in holder)


def _symbol(element: Element) -> str:
    """The character of a symbol font, where Unicode has it at the same place."""
    code = int(element.get(f"{_W}char", "0"), 16)
    return "" if 0xE000 <= code <= 0xF8FF or not code else chr(code)


def _shown(words: str) -> str:
    lines = (re.sub(r"[ \t\r]+", " ", line).strip(" ") for line in words.split("\n"))
    return "\n".join(filter(None, lines))


def _one_line(words: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", words).strip(" ")
