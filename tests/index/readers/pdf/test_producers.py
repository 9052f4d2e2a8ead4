"""Files of real producers give the words that they were made of, with every mark and number.

`files/make.py` made them; each has a fault of its own: Chromium names clusters by their text and
stores brackets as meant, LibreOffice stretches lines by glyphs without Unicode, XeTeX draws no
spaces, WeasyPrint names marks by their whole cluster.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from index.readers.pdf import boxes, read
from index.types import Extraction, ReaderOptions, Span
from tests.index.readers.pdf.files.make import NUMBERS, ROWS, VOWELLED

FILES = Path(__file__).parent / "files"


def extraction(producer: str) -> Extraction:
    path = FILES / f"{producer}.pdf"
    (only,) = read(path.read_bytes(), ReaderOptions(path))
    return only


@pytest.mark.parametrize("producer", ["chromium", "libreoffice", "xelatex", "weasyprint"])
def test_every_word_mark_and_number_is_read(producer: str) -> None:
    text = extraction(producer).text

    assert text.split("\n\n")[:2] == [VOWELLED, NUMBERS]


@pytest.mark.parametrize("producer", ["chromium", "libreoffice", "weasyprint"])
def test_cells_that_wrap_are_whole(producer: str) -> None:
    found = extraction(producer)

    (table,) = (block for block in found.blocks if block.kind == "table")
    assert found.text[table.start : table.end] == "\n".join(map(" | ".join, ROWS))


@pytest.mark.parametrize("producer", ["chromium", "libreoffice", "xelatex", "weasyprint"])
def test_every_word_has_a_place_on_the_page(producer: str) -> None:
    path = FILES / f"{producer}.pdf"
    data, options = path.read_bytes(), ReaderOptions(path)
    (found,) = read(data, options)

    placed = boxes(data, options, Span(0, len(found.text)))

    assert all(box.x0 < box.x1 and box.y0 < box.y1 for box in placed[0])
    assert list(placed) == [0]
