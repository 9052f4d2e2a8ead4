"""Small PDFs of known Arabic lines: each word is drawn where it stands, and names its letters."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT = 600, 400
RIGHT, TOP = 560, 360
"""Where the first line of a page begins, in points from the bottom left corner."""
SIZE, LEADING = 14, 24
ADVANCE = 0.6
"""Of a letter of Courier, times the size."""


def pdf_of(*pages: Sequence[str]) -> bytes:
    """A PDF of some pages, each of some lines; a letter is as wide as a letter of Courier."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
    ]
    kids = []
    for lines in pages:
        content = "\n".join(_line(line, at) for at, line in enumerate(lines)).encode("ascii")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % (WIDTH, HEIGHT, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    return _file(objects)


def _line(line: str, number: int) -> str:
    """Its words from right to left, each with the text that stands for its letters."""
    drawn = []
    x, y = float(RIGHT), TOP - number * LEADING
    for word in line.split():
        x -= ADVANCE * SIZE * len(word)
        named = word.encode("utf-16-be").hex()
        drawn.append(
            f"/Span<</ActualText<feff{named}>>>BDC BT /F {SIZE} Tf"
            f" 1 0 0 1 {x:.2f} {y} Tm ({'x' * len(word)}) Tj ET EMC"
        )
        x -= ADVANCE * SIZE
    return "\n".join(drawn)


def _file(objects: Sequence[bytes]) -> bytes:
    """The objects, numbered from 1, with the table that tells where each begins."""
    data, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    size, table = len(objects) + 1, b"0000000000 65535 f \n" + b"".join(places)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    return data + b"xref\n0 %d\n%s" % (size, table) + trailer
