"""Texts, sheets and slides of OpenDocument (LibreOffice's own formats) become what they show.

By OASIS OpenDocument 1.3, part 3. Deleted words of tracked changes, comments, and generated tables
of contents are left out, and said to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from index.errors import Message
from index.readers.bibliography import first_title, joined, one_line, stem_title
from index.readers.draft import DocumentDraft
from index.readers.office_properties import sane_title
from index.readers.sheets import Sheet, write_sheet
from index.readers.zipped import damaged, encrypted, member, open_zip, xml
from index.types import Extraction, ReaderOptions

_NAMESPACES = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "presentation": "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
}
_FIELDS = {"title": "dc:title", "author": "dc:creator", "language": "dc:language"}
_MOST_NESTED = 60
_MOST_REPEATED = 1_000
"""Of cells or rows of one content; what stands more often fills a sheet's rest."""
_LEFT_OUT = ("text:tracked-changes", "office:annotation", "office:annotation-end")
_INDEXES = ("text:table-of-content", "text:alphabetical-index", "text:illustration-index")


def _tag(name: str) -> str:
    space, _, local = name.partition(":")
    return f"{{{_NAMESPACES[space]}}}{local}"


_GONE = {_tag(name) for name in (*_LEFT_OUT, *_INDEXES)}
_FRAMES = {_tag("draw:text-box"), _tag("text:note")}


def read(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """Take the shown text of an `.odt`, `.ods` or `.odp`.

    :raises FileSkipped: when it is damaged, encrypted, or no OpenDocument file.
    """
    archive = open_zip(data)
    if b"encryption-data" in member(archive, "META-INF/manifest.xml"):
        raise encrypted()
    root = xml(archive, "content.xml")
    body = None if root is None else root.find(_tag("office:body"))
    if body is None:
        raise damaged()
    writer = _Writer()
    for part in body:
        if part.tag == _tag("office:spreadsheet"):
            writer.write_sheets(part)
        elif part.tag == _tag("office:presentation"):
            writer.write_slides(part)
        else:
            writer.write(part)
            writer.write_margins(xml(archive, "styles.xml"))
    text, blocks = writer.draft.finish()
    title, fields = _described(xml(archive, "meta.xml"))
    yield Extraction(
        text=text,
        title=title or first_title(text, blocks) or stem_title(options.path),
        blocks=blocks,
        anchors=writer.draft.anchors(),
        metadata=fields,
        encoding="",
        remarks=tuple(writer.remarks(body)),
    )


def _described(meta: Element | None) -> tuple[str, dict[str, str]]:
    if meta is None:
        return "", {}
    said = {
        name: joined(each.text or "" for each in meta.iter(_tag(tag)))
        for name, tag in (
            ("title", "dc:title"),
            ("author", "dc:creator"),
            ("language", "dc:language"),
        )
    }
    title = sane_title(said.pop("title"))
    return title, {name: words for name, words in said.items() if words}


class _Writer:
    """Writes what a file holds to a draft, in its order."""

    def __init__(self) -> None:
        self.draft = DocumentDraft()

    def write(self, holder: Element, depth: int = 0) -> None:
        """Paragraphs, lists and tables of an element."""
        if depth > _MOST_NESTED:
            raise damaged()
        for one in holder:
            if one.tag in _GONE:
                continue
            if one.tag == _tag("text:h"):
                level = one.get(_tag("text:outline-level"), "1")
                self._write_words(one, depth, int(level) if level.isdecimal() else 1)
            elif one.tag == _tag("text:p"):
                self._write_words(one, depth)
            elif one.tag == _tag("text:list"):
                self._write_list(one, depth)
            elif one.tag == _tag("table:table"):
                self._write_table(one, depth)
            else:
                self.write(one, depth + 1)

    def write_margins(self, styles: Element | None) -> None:
        """Headers and footers, each wording once, without page numbers."""
        seen: set[str] = set()
        for kind in ("style:header", "style:footer"):
            for margin in () if styles is None else styles.iter(_tag(kind)):
                for paragraph in margin.iter(_tag("text:p")):
                    words = _words(paragraph)
                    if any(map(str.isalpha, words)) and words not in seen:
                        seen.add(words)
                        self.draft.add(words)

    def write_sheets(self, holder: Element) -> None:
        for table in holder.iter(_tag("table:table")):
            rows = {at: row for at, row in _rows(table) if any(row)}
            write_sheet(self.draft, Sheet(one_line(table.get(_tag("table:name"), "")), rows))

    def write_slides(self, holder: Element) -> None:
        for number, slide in enumerate(holder.iter(_tag("draw:page")), 1):
            self.draft.anchor(str(number), "slide")
            for part in slide:
                heads = part.get(_tag("presentation:class")) in ("title", "subtitle")
                if part.tag == _tag("presentation:notes") or not heads:
                    self.write(part)
                else:
                    words = " ".join(_words(each) for each in part.iter(_tag("text:p")))
                    self.draft.add(" ".join(words.split()), "heading", 2)

    def remarks(self, body: Element) -> Iterator[Message]:
        """What was left out."""
        comments = sum(1 for _ in body.iter(_tag("office:annotation")))
        if comments:
            yield Message(f"تعليقات لم تُدخل في النص: {comments}", f"comments left out: {comments}")
        deleted = sum(1 for _ in body.iter(_tag("text:deletion")))
        if deleted:
            yield Message(
                f"مواضع محذوفة في تتبّع التغييرات لم تُدخل في النص: {deleted}",
                f"deletions of tracked changes left out: {deleted}",
            )
        if any(body.iter(_tag(name)) and next(body.iter(_tag(name)), None) for name in _INDEXES):
            yield Message("فهرس لم يُدخل في النص", "a generated index left out")

    def _write_words(self, element: Element, depth: int, level: int = 0) -> None:
        words = _words(element)
        if level:
            self.draft.add(" ".join(words.split()), "heading", min(level, 6))
        else:
            self.draft.add(words)
        for frame in _frames(element):
            if frame.tag == _tag("text:note"):
                body = frame.find(_tag("text:note-body"))
                self.write(frame if body is None else body, depth + 1)
            else:
                self.write(frame, depth + 1)

    def _write_list(self, element: Element, depth: int) -> None:
        if depth > _MOST_NESTED:
            raise damaged()
        self.draft.open_list()
        for item in element:
            self.draft.open_item("-")
            self.write(item, depth + 1)
        self.draft.close_list()

    def _write_table(self, element: Element, depth: int) -> None:
        rows = [row for _, row in _rows(element)]
        if max(map(len, rows), default=0) < 2:  # a frame around text
            for cell in element.iter(_tag("table:table-cell")):
                self.write(cell, depth + 1)
        else:
            self.draft.add_table(rows)


def _rows(table: Element) -> Iterator[tuple[int, list[str]]]:
    """Rows from 1 on with their cells, as they are shown; nested tables are words of a cell."""
    number = 1
    for row in _own(table, _tag("table:table-row"), _tag("table:table")):
        cells: list[str] = []
        for cell in row:
            if cell.tag not in (_tag("table:table-cell"), _tag("table:covered-table-cell")):
                continue
            words = " ".join(" ".join(map(_words, _paragraphs(cell))).split())
            cells += [words] * _repeated(cell, "table:number-columns-repeated")
        while cells and not cells[-1]:
            cells.pop()
        times = _repeated(row, "table:number-rows-repeated") if cells else 1
        for _ in range(times):
            yield number, cells
            number += 1
        if not cells:
            skipped = row.get(_tag("table:number-rows-repeated"), "1")
            number += int(skipped) - 1 if skipped.isdecimal() else 0


def _own(holder: Element, wanted: str, stop: str) -> Iterator[Element]:
    for one in holder:
        if one.tag == wanted:
            yield one
        elif one.tag != stop:
            yield from _own(one, wanted, stop)


def _repeated(element: Element, name: str) -> int:
    times = element.get(_tag(name), "1")
    return min(int(times), _MOST_REPEATED) if times.isdecimal() else 1


def _paragraphs(cell: Element) -> Iterator[Element]:
    for one in cell:
        if one.tag in (_tag("text:p"), _tag("text:h")):
            yield one
        elif one.tag not in _GONE:
            yield from _paragraphs(one)


def _frames(element: Element) -> Iterator[Element]:
    """Text boxes and notes that hang on a paragraph."""
    for one in element:
        if one.tag in _FRAMES:
            yield one
        elif one.tag not in _GONE:
            yield from _frames(one)


def _words(element: Element) -> str:
    lines = "".join(_pieces(element, 0)).split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _pieces(element: Element, depth: int) -> Iterator[str]:
    if depth > _MOST_NESTED:
        raise damaged()
    yield (element.text or "").replace("\n", " ")
    for one in element:
        if one.tag == _tag("text:line-break"):
            yield "\n"
        elif one.tag in (_tag("text:s"), _tag("text:tab")):
            yield " "
        elif one.tag not in _GONE | _FRAMES:
            yield from _pieces(one, depth + 1)
        yield (one.tail or "").replace("\n", " ")
