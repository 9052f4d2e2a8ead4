"""Pages as they look, with places on them marked: to see a quote where it stands in its source."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from index.errors import FileSkipped, Message
from index.readers.pdf.page import Box

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pypdfium2

    Pixels = npt.NDArray[np.uint8]
    """Rows from above, columns, and red, green and blue."""

SCALE = 2.0
"""Pixels a point: 144 dpi, at which small print is read."""
MAX_SIDE = 4000
"""Pixels of a page's longer side; one that claims to be larger is drawn smaller."""
MAX_PAGES = 8
"""Of one picture; a longer quote is shown to there."""
YELLOW = (255, 236, 92)
"""What the paper becomes under a mark; ink stays as dark as it is."""
BREATHING_SPACE = 1.5
"""Points that a mark goes beyond the letters on each side."""
GAP = 12
"""Grey pixels between two pages."""


def pages_png(
    data: bytes, marked: Mapping[int, Sequence[Box]], password: str = "", scale: float = SCALE
) -> bytes:
    """A PNG of some pages of a PDF, one below the other.

    :param marked: page index from 0 → the places to mark on it, perhaps none.
    :param scale: pixels a point.
    :raises FileSkipped: when the file or a page cannot be drawn.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data, password=password or None)
        try:
            pages = [
                _drawn(document[index], marked[index], scale)
                for index in sorted(marked)[:MAX_PAGES]
            ]
        finally:
            document.close()
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise _not_drawn() from error
    return _png(_stacked(pages))


def page_alone(data: bytes, label: str, password: str = "") -> tuple[int, bytes] | None:
    """Index of the page of that label, and a PDF of it alone; None when there is no such page.

    :param label: as the reader gives it: the file's own, or the number from 1.
    :raises FileSkipped: when the file cannot be opened.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data, password=password or None)
    except pypdfium2.PdfiumError as error:
        raise _not_drawn() from error
    alone = pypdfium2.PdfDocument.new()
    try:
        numbers = [str(number) for number in range(1, len(document) + 1)]
        labels = [document.get_page_label(index) for index in range(len(document))]
        known = labels if all(labels) and len(set(labels)) == len(labels) else numbers
        if label not in known:
            return None
        index = known.index(label)
        alone.import_pages(document, [index])
        into = io.BytesIO()
        alone.save(into)
        return index, into.getvalue()
    finally:
        alone.close()
        document.close()


def _not_drawn() -> FileSkipped:
    return FileSkipped(
        Message("تعذّر رسم الصفحة", "the page cannot be drawn"),
        Message("افتح الملف بقارئ PDF", "open the file in a PDF viewer"),
    )


def _drawn(page: pypdfium2.PdfPage, boxes: Sequence[Box], scale: float) -> Pixels:
    import numpy as np

    scale = min(scale, MAX_SIDE / max(page.get_size()))
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    pixels: Pixels = np.array(bitmap.to_numpy()[:, :, :3])
    height, width = pixels.shape[:2]
    under = np.zeros((height, width), np.bool_)
    for box in boxes:
        left, right = (_within(x * scale, width) for x in _wider(box.x0, box.x1))
        bottom, top = (height - _within(y * scale, height) for y in _wider(box.y0, box.y1))
        under[top:bottom, left:right] = True
    pixels[under] = pixels[under].astype(np.uint16) * np.array(YELLOW, np.uint16) // 255
    return pixels


def _wider(low: float, high: float) -> tuple[float, float]:
    return low - BREATHING_SPACE, high + BREATHING_SPACE


def _within(pixel: float, side: int) -> int:
    return min(max(round(pixel), 0), side)


def _stacked(pages: Sequence[Pixels]) -> Pixels:
    """One below the other, the narrower ones with grey beside them."""
    import numpy as np

    height = sum(page.shape[0] for page in pages) + GAP * (len(pages) - 1)
    width = max(page.shape[1] for page in pages)
    whole = np.full((height, width, 3), 128, np.uint8)
    top = 0
    for page in pages:
        whole[top : top + page.shape[0], : page.shape[1]] = page
        top += page.shape[0] + GAP
    return whole


def _png(pixels: Pixels) -> bytes:
    """As PNG (RFC 2083): eight bits of red, green and blue, rows without a filter."""
    height, width = pixels.shape[:2]
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
