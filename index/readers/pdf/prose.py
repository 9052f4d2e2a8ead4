"""Lines and tables of all pages become the canonical text: headings, paragraphs, notes, tables.

A paragraph that runs over the end of a column or page stays whole; the notes of its page follow it.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.readers.pdf.page import ARABIC, PLACE, Line, Table, Written
from index.readers.pdf.reading import PageText
from index.readers.text import heading_level
from index.types import Block, BlockKind, Caveat, CaveatKind, Span

MAX_HEADING = 120
"""Code points of a heading."""
LARGER = 1.15
"""Times the size of the text from which a short line is a heading."""
SMALLER = 0.92
"""Times the size of the text under which lines at the foot of a page are notes."""
FAR = 1.4
"""Times the usual distance of lines from which a new paragraph begins."""
INDENT = 0.8
"""Of the size: how far the first line of a paragraph is set in."""
SIZES = 0.12
"""Share by which sizes of one paragraph's lines differ at most."""

ENDS_OF_SENTENCE = tuple(".؟?!:؛…")
ENDS_OF_PROSE = tuple(".؟!؛:،,;?…")
_ITEM = re.compile(r"(?:[•▪●○■◦–—*-]|\(?[0-9٠-٩]{1,3} ?[).–-]|\([أ-ي]\)|[أ-ي][)-])\s?(?=\S)")
_LEADER = re.compile(r"[.…]{4,} ?\d{1,4}$")
"""Ends a line of a table of contents."""
_NOTE = re.compile(r"[(\[]? ?[0-9٠-٩*†¹²³⁰⁴-⁹]{1,4} ?[)\].:-]?\s?\S")


@dataclass(slots=True)
class Book:
    """The canonical text as it grows, with the place of each code point."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    places: array[float] = field(default_factory=lambda: array("f"))
    pages: list[tuple[int, int]] = field(default_factory=list)
    """Offsets, each with the index of the page on which the text stands from there on."""
    blocks: list[Block] = field(default_factory=list)
    caveats: list[Caveat] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def page_at(self, position: int) -> int:
        return self.pages[max(0, bisect_right(self.pages, (position, 1 << 60)) - 1)][1]

    def begin_block(self) -> int:
        if self.parts:
            self._append("\n\n", array("f", [0.0] * PLACE * 2))
        return self.length

    def write(self, written: Written, page: int) -> None:
        if not self.pages or self.pages[-1][1] != page:
            self.pages.append((self.length, page))
        self._append(written.text, written.places)

    def _append(self, text: str, places: array[float]) -> None:
        self.parts.append(text)
        self.places.extend(places)
        self.length += len(text)


def write_book(pages: Sequence[PageText], unsure: frozenset[int]) -> Book:
    """The canonical text of all pages.

    :param unsure: indexes of pages that are read, though with doubt.
    """
    style = _Style.of(pages)
    book = Book()
    for block in _blocks(pages, style):
        if isinstance(block, Table):
            _write_table(book, block, unsure)
        else:
            _write_paragraph(book, block, style, unsure)
    book.caveats = _tidy(book.caveats)
    return book


@dataclass(frozen=True, slots=True)
class _Style:
    """What is usual in the document."""

    size: float
    """Of most letters."""
    sizes: tuple[float, ...]
    """Larger ones, the largest first."""
    mostly_bold: bool

    @classmethod
    def of(cls, pages: Sequence[PageText]) -> _Style:
        letters: Counter[float] = Counter()
        bold = 0
        for page in pages:
            for line in page.lines:
                letters[round(line.size * 2) / 2] += len(line.text)
                bold += len(line.text) * line.bold
        size = max(letters, key=lambda each: (letters[each], each), default=12.0)
        larger = sorted((each for each in letters if each >= LARGER * size), reverse=True)
        return cls(size, tuple(larger), bold > 0.5 * sum(letters.values()))


def _blocks(pages: Sequence[PageText], style: _Style) -> Iterator[list[Line] | Table]:
    """Paragraphs and tables in order; the notes of a page after what its last line belongs to."""
    open_lines: list[Line] = []
    notes: list[list[Line]] = []
    for page in pages:
        items, foot = _without_notes(page, style)
        distance = _usual_distance(items)
        for item in items:
            if isinstance(item, Table):
                if open_lines:
                    yield open_lines
                yield from notes
                open_lines, notes = [], []
                yield item
            elif open_lines and not _begins(open_lines[-1], item, distance.get(item.part, 0.0)):
                open_lines.append(item)
            else:
                if open_lines:
                    yield open_lines
                yield from notes
                open_lines, notes = [item], []
        notes.extend(_notes(foot))
    if open_lines:
        yield open_lines
    yield from notes


def _without_notes(page: PageText, style: _Style) -> tuple[list[Line | Table], list[Line]]:
    """The body of a page, and the smaller lines at its foot that begin with a note's number."""
    lines = sorted(page.lines, key=lambda line: line.y)
    foot: list[Line] = []
    for line in reversed(lines):
        if line.ocr or line.size > SMALLER * style.size or line.y < 0.4 * page.height:
            break
        foot.append(line)
    foot.reverse()
    while foot and not _NOTE.match(foot[0].text):
        del foot[0]
    if not foot or len(foot) == len(lines):
        return list(page.items), []
    for line in foot:
        line.note = True
    own = {id(line) for line in foot}
    return (
        [item for item in page.items if id(item) not in own],
        [line for line in page.lines if line.note],
    )


def _notes(lines: Sequence[Line]) -> Iterator[list[Line]]:
    note: list[Line] = []
    for line in lines:
        if note and _NOTE.match(line.text):
            yield note
            note = []
        note.append(line)
    if note:
        yield note


def _usual_distance(items: Iterable[Line | Table]) -> dict[int, float]:
    """Block of a page → the middling distance of its lines."""
    heights: dict[int, list[float]] = defaultdict(list)
    for item in items:
        if isinstance(item, Line):
            heights[item.part].append(item.y)
    found: dict[int, float] = {}
    for part, each in heights.items():
        steps = sorted(below - above for above, below in pairwise(each) if below > above)
        if steps:
            found[part] = steps[len(steps) // 3]
    return found


def _begins(above: Line, line: Line, distance: float) -> bool:
    """Whether a line begins a paragraph rather than going on with the one above."""
    if above.ocr and line.ocr:
        return (above.page, above.part) != (line.page, line.part)
    if abs(above.size - line.size) > SIZES * max(above.size, line.size):
        return True
    if above.bold != line.bold and (_short(above) or _short(line)):
        return True
    if heading_level(line.text) or heading_level(above.text):
        return True
    if _LEADER.search(above.text):
        return True
    room = _room(above)
    if room > _first_word(line) + 0.3 * line.size:
        return True
    if (above.page, above.part) != (line.page, line.part):
        return above.text.endswith(ENDS_OF_SENTENCE) or _indented(line)
    if distance and line.y - above.y > FAR * distance:
        return True
    if _ITEM.match(line.text) and above.text.endswith(ENDS_OF_PROSE):
        return True
    return _indented(line) and not _indented(above) and above.text.endswith(ENDS_OF_SENTENCE)


def _short(line: Line) -> bool:
    return line.x1 - line.x0 < 0.75 * (line.right - line.left)


def _rightward(line: Line) -> bool:
    """Whether a line is read from left to right."""
    return len(ARABIC.findall(line.text)) * 2 < sum(map(str.isalpha, line.text))


def _room(line: Line) -> float:
    """Width that a line leaves at its end."""
    return line.right - line.x1 if _rightward(line) else line.x0 - line.left


def _indented(line: Line) -> bool:
    inset = line.x0 - line.left if _rightward(line) else line.right - line.x1
    return INDENT * line.size < inset < 0.3 * (line.right - line.left)


def _first_word(line: Line) -> float:
    """Width of a line's first word."""
    end = line.text.find(" ")
    places = line.written.places[: PLACE * end if end > 0 else None]
    return max(places[1::PLACE]) - min(places[0::PLACE])


def _write_paragraph(
    book: Book, lines: Sequence[Line], style: _Style, unsure: frozenset[int]
) -> None:
    start = book.begin_block()
    for number, line in enumerate(lines):
        written = line.written
        if number:
            gap = Written(" ", book.places[-PLACE:])
            book.write(gap, lines[number - 1].page)
        begin = book.length
        book.write(written, line.page)
        _doubt(book, begin, line.page, written.mended, unsure, line.ocr)
    level = _heading_level(lines, style)
    kind: BlockKind | None = "heading" if level else None
    if kind:
        book.blocks.append(Block(kind, start, book.length, level))


def _write_table(book: Book, table: Table, unsure: frozenset[int]) -> None:
    start = book.begin_block()
    for number, row in enumerate(table.rows):
        if number:
            book.write(Written("\n", array("f", [0.0] * PLACE)), table.page)
        for column, cell in enumerate(row):
            if column:
                book.write(Written(" | ", array("f", [0.0] * PLACE * 3)), table.page)
            written = cell
            begin = book.length
            book.write(written, table.page)
            _doubt(book, begin, table.page, written.mended, unsure, False)
    book.blocks.append(Block("table", start, book.length))


def _doubt(
    book: Book, begin: int, page: int, mended: list[Span], unsure: frozenset[int], ocr: bool
) -> None:
    whole: CaveatKind | None = "ocr" if ocr else "unsure" if page in unsure else None
    if whole:
        book.caveats.append(Caveat(whole, begin, book.length))
        return
    book.caveats.extend(Caveat("mended", begin + each.start, begin + each.end) for each in mended)


def _tidy(caveats: Sequence[Caveat]) -> list[Caveat]:
    """Those that touch, but for white space between them, as one."""
    tidy: list[Caveat] = []
    for each in caveats:
        if each.start == each.end:
            continue
        last = tidy[-1] if tidy else None
        if last and last.kind == each.kind and each.kind != "mended" and each.start <= last.end + 3:
            tidy[-1] = Caveat(each.kind, last.start, each.end)
        else:
            tidy.append(each)
    return tidy


def _heading_level(lines: Sequence[Line], style: _Style) -> int:
    """Level of a heading, 0 for prose: of an article, by its size, by its weight."""
    text = " ".join(line.text for line in lines)
    if lines[0].note or lines[0].ocr or not any(map(str.isalpha, text)):
        return 0
    level = heading_level(text)
    if level:
        return level
    if len(text) > MAX_HEADING or len(lines) > 3 or text.endswith(ENDS_OF_PROSE):
        return 0
    size = round(max(line.size for line in lines) * 2) / 2
    if size in style.sizes:
        return min(style.sizes.index(size) + 1, 4)
    heavy = all(line.bold for line in lines) and not style.mostly_bold
    return min(len(style.sizes) + 1, 4) if heavy and len(lines) == 1 and _short(lines[0]) else 0
