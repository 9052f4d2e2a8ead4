"""PDF files become text here: from their glyphs, as they stand on each page.

glyphs → rows → columns and tables → lines → paragraphs; what cannot be read is refused aloud.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.readers.pdf import metadata, ocr
from index.readers.pdf.fonts import FontFacts, blank_kashidas, doubtful_glyphs, facts_of
from index.readers.pdf.glyphs import TooMuch, page_glyphs
from index.readers.pdf.letters import LETTERS, Fonts
from index.readers.pdf.mending import mend
from index.readers.pdf.opening import opened
from index.readers.pdf.page import PLACE, Box, PageGlyphs, Row
from index.readers.pdf.prose import Book, write_book
from index.readers.pdf.reading import PageText, read_page
from index.readers.pdf.refusals import (
    RECOGNISED,
    Judgement,
    judged,
    refuse_unreadable,
    remarks,
)
from index.readers.pdf.rows import rows_of, words_of
from index.readers.pdf.running import leave_out_running
from index.types import Anchor, Extraction, ReaderOptions, Span

if TYPE_CHECKING:
    from playa import Document, Page

__all__ = ["Box", "boxes", "boxes_of_words", "read"]

SAMPLE = 24
"""Pages, spread over the document, from which its fonts are learned."""
ASCENT, DESCENT = 0.95, 0.35
"""Of the size: how far a box reaches above and below the baseline."""


def read(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """Take the text of a PDF, page by page, in the order in which it is read.

    Running heads, feet and page numbers are left out; a remark counts them.

    :raises FileSkipped: with the reason and the page, when the file has no text that can be read.
    """
    yield _reading(data, options).extraction


def boxes(
    data: bytes, options: ReaderOptions, span: Span, text: str | None = None
) -> Mapping[int, tuple[Box, ...]]:
    """Where a span of the canonical text stands: page index from 0 → a box for each line.

    :param text: that the span was of; nothing is found when the file is read otherwise now.
    :raises FileSkipped: as `read` does.
    """
    reading = _reading(data, options)
    return _boxes(reading, span) if text in (None, reading.extraction.text) else {}


def boxes_of_words(
    data: bytes, options: ReaderOptions, words: str
) -> Mapping[int, tuple[Box, ...]]:
    """As `boxes`, for words where they first stand; empty when they are not read so."""
    reading = _reading(data, options)
    start = reading.extraction.text.find(words)
    return {} if start < 0 else _boxes(reading, Span(start, start + len(words)))


def _boxes(reading: _Reading, span: Span) -> Mapping[int, tuple[Box, ...]]:
    places, text = reading.book.places, reading.extraction.text
    lines: dict[tuple[int, float], list[float]] = {}
    for position in range(span.start, min(span.end, len(text))):
        x0, x1, y, size = places[PLACE * position : PLACE * position + PLACE]
        if not size or text[position].isspace():
            continue
        box = lines.setdefault((reading.book.page_at(position), round(y)), [x0, x1, y, size])
        box[0], box[1], box[3] = min(box[0], x0), max(box[1], x1), max(box[3], size)
    found: dict[int, list[Box]] = defaultdict(list)
    for (page, _), (x0, x1, y, size) in lines.items():
        shown = reading.frames[page].shown(x0, y - ASCENT * size, x1, y + DESCENT * size)
        found[page].append(shown)
    return {page: tuple(each) for page, each in found.items()}


@dataclass(frozen=True, slots=True)
class _Frame:
    """How a page as it is read lies on the page as it is shown."""

    width: float
    height: float
    turn: int
    left: float
    """What the CropBox cuts away, left and below."""
    below: float

    def shown(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """The box of a rectangle that is counted from above in the text's direction."""
        corners = [self._turned(x0, y0), self._turned(x1, y1)]
        across = sorted(x for x, _ in corners)
        up = sorted(y for _, y in corners)
        return Box(
            across[0] - self.left, up[0] - self.below, across[1] - self.left, up[1] - self.below
        )

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        width, height = self.width, self.height
        if self.turn == 1:
            return height - y, width - x
        if self.turn == 2:
            return width - x, y
        if self.turn == 3:
            return y, x
        return x, height - y


@dataclass(frozen=True, slots=True)
class _Reading:
    extraction: Extraction
    book: Book
    frames: Sequence[_Frame]


def _reading(data: bytes, options: ReaderOptions) -> _Reading:
    with opened(data, options.password) as document:
        fonts = Fonts()
        pages, frames = _pages(document, fonts, options)
        labels = _labels(document)
        named = metadata.of(document)
    mend(pages, fonts.said)
    judgement = judged(pages)
    if options.ocr and ocr.model():
        _recognise(data, options, judgement, pages, frames)
    refuse_unreadable(judgement, len(pages), options.ocr)
    running = leave_out_running(pages)
    book = write_book(pages, judgement.unsure)
    text = book.text
    extraction = Extraction(
        text=text,
        title=metadata.title(named, text, book.blocks, options.path),
        blocks=tuple(book.blocks),
        anchors=_anchors(book, labels),
        caveats=tuple(book.caveats),
        metadata={key: value for key, value in named.items() if key != "title"},
        encoding="PDF",
        remarks=remarks(judgement, pages, running, labels),
    )
    return _Reading(extraction, book, frames)


def _recognise(
    data: bytes,
    options: ReaderOptions,
    judgement: Judgement,
    pages: Sequence[PageText],
    frames: list[_Frame],
) -> None:
    """Give the pages that cannot be read the text that their images show."""
    faulty = [index for index, fault in judgement.faults.items() if fault in RECOGNISED]
    for done, index in enumerate(faulty):
        options.progress(done, len(faulty))
        lines, width, height = ocr.recognised(data, options.password, index)
        if lines:
            pages[index].items = [*lines]
            pages[index].unmapped = 0
            frames[index] = _Frame(width, height, 0, 0.0, 0.0)
            judgement.recognised.append(index)
            del judgement.faults[index]


def _pages(
    document: Document, fonts: Fonts, options: ReaderOptions
) -> tuple[list[PageText], list[_Frame]]:
    """All pages as they are read, in order."""
    total = len(document.pages)
    sampled: dict[int, tuple[PageGlyphs, list[Row]]] = {}
    for index in range(0, total, max(1, -(-total // SAMPLE))):
        glyphs = _glyphs(document.pages[index], fonts)
        sampled[index] = (glyphs, rows_of(glyphs.clusters))
    facts = facts_of(rows for _, rows in sampled.values())
    _doubt(fonts, facts, sampled.values())
    pages: list[PageText] = []
    frames: list[_Frame] = []
    for index, page in enumerate(document.pages):
        glyphs, rows = sampled.pop(index, None) or (_glyphs(page, fonts), None)
        pages.append(read_page(glyphs, rows, index, facts, fonts.bold))
        frames.append(_frame(page, glyphs))
        options.progress(index + 1, total)
    return pages, frames


def _doubt(fonts: Fonts, facts: FontFacts, sampled: Iterable[tuple[PageGlyphs, list[Row]]]) -> None:
    """Leave it to words what the glyphs stand for that the words on some pages speak against."""
    rows = [row for _, each in sampled for row in each]
    blank_kashidas(rows, facts.kashidas)
    words = (word for row in rows for word in words_of(row, facts.word_gaps))
    doubted = doubtful_glyphs(words)
    for font, glyph in doubted:
        fonts.doubt(font, glyph, LETTERS)
    for row in rows:
        for cluster in row.clusters:
            if (cluster.font, cluster.glyph) in doubted:
                cluster.text = fonts.text(cluster.font, cluster.glyph, cluster.text)


def _glyphs(page: Page, fonts: Fonts) -> PageGlyphs:
    try:
        return page_glyphs(page, fonts)
    except TooMuch:
        return PageGlyphs(page.width, page.height, 0, [], [], overfull=True)


def _frame(page: Page, glyphs: PageGlyphs) -> _Frame:
    x0, y0, x1, y1 = page.mediabox
    a, b, c, d = page.cropbox
    cut = (max(0.0, a - x0), max(0.0, b - y0), max(0.0, x1 - c), max(0.0, y1 - d))
    turned = page.rotate // 90 % 4
    left, below, right, above = cut
    shown = ((left, below), (below, right), (right, above), (above, left))[turned]
    return _Frame(glyphs.width, glyphs.height, glyphs.turn, *shown)


def _labels(document: Document) -> list[str]:
    """What each page is called: as the file says where its labels tell all pages apart."""
    count = len(document.pages)
    labels = [str(page.label or "").strip() for page in document.pages]
    if all(labels) and len(set(labels)) == count:
        return labels
    return [str(number) for number in range(1, count + 1)]


def _anchors(book: Book, labels: Sequence[str]) -> tuple[Anchor, ...]:
    return tuple(Anchor(start, labels[page]) for start, page in book.pages)
