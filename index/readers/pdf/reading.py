"""One page: its glyphs become lines and tables in the order in which they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.readers.pdf import bidi
from index.readers.pdf.columns import in_columns
from index.readers.pdf.fonts import FontFacts, blank_kashidas
from index.readers.pdf.letters import is_mark
from index.readers.pdf.page import ARABIC, Cluster, Line, PageGlyphs, Row, Table, Written
from index.readers.pdf.rows import attach_marks, line_of, rows_of
from index.readers.pdf.tables import Grid, ruled_tables, unruled_tables

MOST_WIDE_MARKS = 2_000
"""Marks with a width of their own that gaps between words are compared with."""


@dataclass(slots=True)
class PageText:
    """A page as it is read."""

    index: int
    """From 0."""
    width: float
    height: float
    turn: int
    """Quarter turns clockwise of the text on the page as it is shown."""
    items: list[Line | Table] = field(default_factory=list)
    letters: int = 0
    unmapped: int = 0
    """Glyphs that nothing told the letter of, left out."""
    aside: int = 0
    """Glyphs left out because they are written in another direction than the rest."""
    images: float = 0.0
    """Share of the page that images cover, 0 to 1."""
    hidden: bool = False
    """Whether its text was recognised from its image, by whoever made the file."""
    overfull: bool = False
    """Whether more is drawn than is to be read; nothing was taken."""

    @property
    def written(self) -> list[Written]:
        """All texts of the page."""
        return [
            text
            for item in self.items
            for text in (
                [item.written]
                if isinstance(item, Line)
                else [cell for row in item.rows for cell in row]
            )
        ]

    @property
    def lines(self) -> list[Line]:
        return [item for item in self.items if isinstance(item, Line)]


class _Writer:
    """Writes rows of one page, in both ways that brackets may be stored."""

    def __init__(
        self, page: int, facts: FontFacts, bold: Sequence[bool], marks: Sequence[Cluster]
    ) -> None:
        self._page = page
        self._gaps = facts.word_gaps
        self._bold = bold
        self._marks = marks
        self._both: list[tuple[Line, Line]] = []

    def line(self, row: Row) -> int:
        """The number of the row's line."""
        self._both.append(line_of(row, self._page, self._gaps, self._bold, self._marks))
        return len(self._both) - 1

    def lines(self) -> list[Line]:
        """All lines, brackets as most pairs of the page close: Chromium stores what is meant,
        LibreOffice and Word what is drawn.
        """
        swapped = bidi.unbalanced(" ".join(one.text for one, _ in self._both))
        plain = bidi.unbalanced(" ".join(other.text for _, other in self._both))
        return [one if swapped <= plain else other for one, other in self._both]


def read_page(
    glyphs: PageGlyphs, rows: list[Row] | None, index: int, facts: FontFacts, bold: Sequence[bool]
) -> PageText:
    """Lines and tables of a page, headers and footers among them.

    :param rows: of the page, when they are made already.
    """
    rows = rows_of(glyphs.clusters) if rows is None else rows
    blank_kashidas(rows, facts.kashidas)
    attach_marks(rows, glyphs.clusters)
    found = PageText(
        index,
        glyphs.width,
        glyphs.height,
        glyphs.turn,
        letters=sum(len(each.text.strip()) for each in glyphs.clusters),
        aside=glyphs.aside,
        images=glyphs.images,
        hidden=glyphs.hidden,
        overfull=glyphs.overfull,
    )
    right_to_left = _right_to_left(glyphs.clusters)
    grids, rest = ruled_tables(glyphs.rulings, rows)
    more, rest = unruled_tables(rest)
    grids += more
    marks = [c for c in glyphs.clusters if is_mark(c.text) and c.x1 - c.x0 > 0.02 * c.size]
    del marks[MOST_WIDE_MARKS:]
    writer = _Writer(index, facts, bold, marks)
    blocks = in_columns([*rest, *map(_placeholder, range(len(grids)), grids)], right_to_left)
    order = [
        [(-1 - row.table if row.table >= 0 else writer.line(row)) for row in block]
        for block in blocks
    ]
    cells = [
        [[[writer.line(row) for row in cell] for cell in line] for line in grid.cells]
        for grid in grids
    ]
    lines = writer.lines()
    for part, block in enumerate(order):
        own = [lines[number] for number in block if number >= 0 and lines[number].text.strip()]
        left = min((line.x0 for line in own), default=0.0)
        right = max((line.x1 for line in own), default=0.0)
        for number in block:
            if number < 0:
                grid = grids[-1 - number]
                table = _table(cells[-1 - number], lines, right_to_left)
                found.items.append(Table(table, index, grid.y0, grid.y1))
            elif lines[number].text.strip():
                line = lines[number]
                line.left, line.right, line.part = left, right, part
                line.ocr = found.hidden
                found.items.append(line)
    return found


def _right_to_left(clusters: Sequence[Cluster]) -> bool:
    arabic = sum(1 for each in clusters if ARABIC.search(each.text))
    latin = sum(1 for each in clusters if each.text.isascii() and each.text.isalpha())
    return arabic >= latin


def _placeholder(number: int, grid: Grid) -> Row:
    cluster = Cluster("x", grid.x0, grid.x1, grid.y0 + 1, 1.0, 0, -1)
    return Row(grid.y0 + 1, 1.0, [cluster], number)


def _table(
    cells: list[list[list[int]]], lines: Sequence[Line], right_to_left: bool
) -> list[list[Written]]:
    """Cells in the order of reading; a column that is empty throughout is none."""
    written = [
        [Written.joined(lines[number].written for number in cell) for cell in row] for row in cells
    ]
    used = [column for column in range(len(written[0])) if any(row[column].text for row in written)]
    if right_to_left:
        used.reverse()
    return [[row[column] for column in used] for row in written if any(cell.text for cell in row)]
