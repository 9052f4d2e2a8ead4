"""What a page holds, as values: boxes, glyph clusters, rulings, and the words made of them.

Coordinates are PDF points from the top left corner of the page as its text is read: y grows
downwards. Only `Box`, which leaves this package, counts from below.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.types import Span

ARABIC = re.compile(
    "[\u0621-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdff\ufe70-\ufefc]"
)
"""A letter of the Arabic script."""

UNKNOWN = re.compile("[\ue000-\uf8ff]")
"""Stands for a glyph that nothing tells the letter of; one code point for each such glyph."""

PLACE = 4
"""Numbers that tell where a code point stands: x0, x1, baseline, size."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as it is shown (turned by its Rotate flag, cut by its CropBox).

    In PDF points, from the bottom left corner of what is shown: times the scale, and
    counted from above, these are the pixels of `page.render(scale=…)` of pypdfium2.
    """

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class Cluster:
    """What one glyph, or one span that names its text, draws: letters over their advance box."""

    text: str
    """In logical order; empty for what takes room only (a kashida, an unmapped glyph)."""
    x0: float
    x1: float
    y: float
    """Of the baseline."""
    size: float
    font: int
    """Number of its font in the document."""
    glyph: int
    """Code in its font; -1 when the text was named by the file, not mapped."""
    widest: float = 0.0
    """Width of the widest of its glyphs, whose baseline it takes."""
    kashida: bool = False

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Ruling:
    """A line drawn along an axis."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def lies(self) -> bool:
        """Whether it is horizontal."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(slots=True)
class PageGlyphs:
    """What was drawn on one page, before anything is made of it."""

    width: float
    height: float
    turn: int
    """Quarter turns clockwise of the text on the page as it is shown."""
    clusters: list[Cluster]
    """In the order of the content stream."""
    rulings: list[Ruling]
    aside: int = 0
    """Glyphs left out because they are written in another direction than the rest."""
    images: float = 0.0
    """Share of the page that images cover, 0 to 1."""
    hidden: bool = False
    """Whether most of the text is not drawn, but lies under an image of it."""
    overfull: bool = False
    """Whether more is drawn than is to be read; nothing was taken."""


@dataclass(slots=True)
class Row:
    """Clusters on one baseline."""

    y: float
    size: float
    clusters: list[Cluster]
    table: int = -1
    """Number of the page's table that this row holds the place of; -1 for a row of text."""

    @property
    def inked(self) -> list[Cluster]:
        """All but the spaces, from left to right."""
        return sorted((c for c in self.clusters if c.text != " "), key=lambda c: c.x0)


@dataclass(slots=True)
class Written:
    """Text in logical order with the place of each of its code points."""

    text: str = ""
    places: array[float] = field(default_factory=lambda: array("f"))
    mended: list[Span] = field(default_factory=list)
    """Words whose letters the file has wrong, mended; in order, not overlapping."""

    @classmethod
    def joined(cls, parts: Iterable[Written], separator: str = " ") -> Written:
        """The parts with the separator between them; it stands where the part before it ends."""
        whole = cls()
        pieces: list[str] = []
        for part in parts:
            if not part.text:
                continue
            if pieces:
                pieces.append(separator)
                whole.places.extend(whole.places[-PLACE:] * len(separator))
            start = len(whole.places) // PLACE
            whole.mended.extend(Span(start + each.start, start + each.end) for each in part.mended)
            pieces.append(part.text)
            whole.places.extend(part.places)
        whole.text = "".join(pieces)
        return whole


@dataclass(slots=True)
class Line:
    """A line of a page in the order of reading."""

    written: Written
    page: int
    x0: float
    x1: float
    y: float
    size: float
    font: int
    """The one that most of its letters are of."""
    bold: bool = False
    left: float = 0.0
    right: float = 0.0
    """Margins of the column that it stands in."""
    part: int = 0
    """Number of its block (a column, a stretch over all columns) on the page."""
    note: bool = False
    """Whether it is of a footnote."""
    ocr: bool = False
    """Whether it was recognised from an image."""

    @property
    def text(self) -> str:
        return self.written.text


@dataclass(slots=True)
class Table:
    """Rows of cells in the order of reading."""

    rows: list[list[Written]]
    page: int
    y: float
    bottom: float
