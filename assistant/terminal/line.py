"""From a logical paragraph to lines of terminal cells in visual order, each with its offsets.

The text stays as it was written; only cells are turned round, joined and mirrored. What a
terminal would obey, or terminals disagree on, never gets into a cell: invisible controls ride
along unseen, the others are drawn as signs of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category

import regex

from assistant.terminal.bidi import base_level, bidi_class, resolve, visual_order
from assistant.terminal.brackets import MIRROR
from assistant.terminal.shaping import is_mark, shape

RTL, LTR = 1, 0
NARROWEST = 2
"""Cells of a line at the least: the widest character must fit."""
MARKS_DRAWN = 8
"""Marks in one cell; no Arabic letter bears more, and thousands would choke the terminal."""

_FSI, _PDI = "\u2068", "\u2069"
_NEEDS_LAYOUT = frozenset(
    ["R", "AL", "AN", "RLE", "LRE", "RLO", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI", "BN"]
)
_DOTTED_CIRCLE, _CIRCLE, _UNKNOWN = "◌", "○", "\ufffd"
_NO_BREAK = frozenset("\u00a0\u2007\u202f")
_VARIATION = regex.compile(r"[\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_CLUSTER = regex.compile(r"[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U0001f1e6-\U0001f1ff]|\X")
"""A grapheme cluster; but a sign before a number and the letters of a flag stand by themselves."""


class Cell(NamedTuple):
    """One character as it stands on the screen."""

    text: str
    """What is drawn: a joined form with its marks."""
    start: int
    """The first code point of the paragraph that it stands for."""
    end: int
    """One past the last."""
    width: int
    """Columns: 1 or 2; 0 only in a paragraph of which nothing can be seen."""
    level: int
    """Odd where the text runs right to left."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text between two line feeds, analysed."""

    text: str
    base: int
    """`RTL` or `LTR`: where its lines begin."""
    cells: tuple[Cell, ...]
    """In logical order; every code point is in exactly one."""


@dataclass(frozen=True, slots=True)
class Line:
    """What of a paragraph stands on one line."""

    start: int
    """The first code point; the line before ends here."""
    end: int
    """One past the last, blanks at the break included."""
    row: tuple[Cell, ...]
    """The cells from left to right, without the blanks at the break."""
    width: int
    """Columns of the row."""
    base: int
    """Of its paragraph."""

    def offset_at(self, column: int) -> int:
        """The code point under a column, counted from the left edge of the row."""
        if column < 0:
            return self._last if self.base == RTL else self.start
        for cell in self.row:
            column -= cell.width
            if column < 0:
                return cell.start
        return self.start if self.base == RTL else self._last

    @property
    def _last(self) -> int:
        return max((cell.end for cell in self.row), default=self.start)


def paragraph(text: str, base: int | None = None) -> Paragraph:
    """One paragraph, its direction by its first strong letter; without one, right to left.

    :param base: `RTL` or `LTR` when the direction is known.
    """
    types = [bidi_class(character) for character in text]
    if base is None:
        base = base_level(types, RTL)
    levels = resolve(types, text, base)
    return Paragraph(text, base, tuple(_cells(text, shape(text), levels, base)))


def wrap(paragraph: Paragraph, width: int) -> list[Line]:
    """Its lines of at most so many columns, broken at blanks, within a word only at need.

    Nothing comes between two lines: each begins where the one before ends. An empty
    paragraph has one empty line.
    """
    width = max(width, NARROWEST)
    lines: list[Line] = []
    cells, start = paragraph.cells, 0
    while start < len(cells):
        end = _line_end(cells, start, width)
        drawn = end
        while drawn > start and cells[drawn - 1].text == " ":
            drawn -= 1
        row = visual_row(cells[start:drawn], paragraph.base)
        first, last = cells[start].start, cells[end - 1].end
        lines.append(Line(first, last, row, sum(cell.width for cell in row), paragraph.base))
        start = end
    return lines or [Line(0, 0, (), 0, paragraph.base)]


def visual_row(cells: Sequence[Cell], base: int) -> tuple[Cell, ...]:
    """The cells of one line from left to right; blanks at its end run as the paragraph does."""
    levels = [cell.level for cell in cells]
    at = len(cells)
    while at and cells[at - 1].text.isspace():
        at -= 1
        levels[at] = base
    return tuple(cells[index] for index in visual_order(levels))


def needs_layout(text: str) -> bool:
    """Whether anything in it runs right to left or is invisible; all else a terminal can draw."""
    return not text.isascii() and not _NEEDS_LAYOUT.isdisjoint(map(bidi_class, text))


def isolate(text: str) -> str:
    """A file name, address or the like, so that what stands around it does not turn it round.

    The two controls (FSI, PDI) belong to the display only: see `without_isolates`.
    """
    return f"{_FSI}{text}{_PDI}"


def without_isolates(text: str) -> str:
    """The text as it was before `isolate`, for copying, pipes and files."""
    return text.replace(_FSI, "").replace(_PDI, "")


def _cells(
    text: str, glyphs: Sequence[str | None], levels: Sequence[int], base: int
) -> Iterator[Cell]:
    cell: Cell | None = None
    begin = 0  # of the cell to come: invisible controls at the very start are its own
    for cluster in _CLUSTER.finditer(text):
        start, end = cluster.span()
        glyph = glyphs[start]
        drawn = "" if glyph is None else _draw(glyph, cluster.group(), levels[start])
        marks = drawn if drawn and is_mark(drawn[0]) else ""
        if cell and (glyph is None or marks or not drawn):
            marks = marks or _marks(text[start + 1 : end])
            room = max(0, 1 + MARKS_DRAWN - len(cell.text))
            cell = cell._replace(text=cell.text + marks[:room], end=end)
        elif drawn:
            if cell:
                yield cell
                begin = start
            drawn = _DOTTED_CIRCLE + drawn if marks else drawn
            cell = Cell(drawn, begin, end, _width(drawn), levels[start])
    if cell:
        yield cell
    elif text:
        yield Cell("", 0, len(text), 0, base)


def _draw(glyph: str, cluster: str, level: int) -> str:
    """What stands for a grapheme cluster; empty when it cannot be seen."""
    first = _safe(glyph)
    if level % 2:
        first = MIRROR.get(first, first)
    if len(cluster) == 1 or not first:
        return first
    return first + _marks(cluster[1:])


def _marks(rest: str) -> str:
    """What is drawn over the first character of a cluster.

    Nothing that only some terminals merge: emoji joined into one, skin tones, variants.
    """
    rest = _VARIATION.sub("", rest[: 2 * MARKS_DRAWN])
    marks = (mark for mark in rest if is_mark(mark) or _joins_unseen(mark))
    return "".join(marks)[:MARKS_DRAWN]


def _joins_unseen(character: str) -> bool:
    """Vowels and such of other scripts, that take no column of their own."""
    return category(character)[0] in "ML" and not _columns(character)


@lru_cache(maxsize=4096)
def _safe(character: str) -> str:
    kind = category(character)
    if kind[0] == "Z":
        return "\u00a0" if character in _NO_BREAK else " "
    if kind == "Cc":
        if character in "\t\n\r":
            return " "
        code = ord(character)
        return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else _UNKNOWN
    if kind == "Cf":
        # Signs that span a number, such as the end of a verse: here wide, there without width.
        return _CIRCLE if bidi_class(character) == "AN" else ""
    if kind == "Cs":
        return _UNKNOWN
    return "" if _VARIATION.match(character) else character


def _width(drawn: str) -> int:
    return sum(map(_columns, drawn))


@lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    from rich.cells import get_character_cell_size  # not needed where nothing is laid out

    return get_character_cell_size(character)


def _line_end(cells: Sequence[Cell], start: int, width: int) -> int:
    """Where the line that begins at a cell ends; blanks at the break hang over."""
    end, used = start, 0
    while end < len(cells) and used + cells[end].width <= width:
        used += cells[end].width
        end += 1
    fits = end
    while end < len(cells) and cells[end].text == " ":
        end += 1
    if end == len(cells) or cells[end - 1].text == " ":
        return end
    while end > start and cells[end - 1].text != " ":
        end -= 1
    return end if end > start else fits
