"""Fonts that draw the dots of a letter as glyphs of their own: letters are put together again.

Such a font calls its dotless letters by their names in Unicode (ٮ, ڡ, ں), yet its dots by nothing;
XeTeX then maps them to whatever letter has the glyph's number. How many dots a glyph has and where
they stand is told by its outline.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from index.readers.pdf.page import Cluster

if TYPE_CHECKING:
    from playa.font import Font

MAX_PROGRAM = 30_000_000
"""Bytes of a font program that is looked into."""
WIDEST, HIGHEST = 0.7, 0.6
"""Of the size: a glyph that is larger is no dots."""
ON_ALEF = "ٔ"
"""Hamza as a mark, which a dotless tooth carries too."""
ABOVE = {1: "\ufbb2", 2: "\ufbb4", 3: "\ufbb6"}
BELOW = {1: "\ufbb3", 2: "\ufbb5", 3: "\ufbb7"}
"""Unicode's own signs for so many dots above and below a letter."""
DOTLESS = {"\u08bb": "ڡ", "\u08bc": "ٯ", "\u08bd": "ں", "ی": "ى", "ے": "ى"}
"""Letters without dots in the form at hand → the same by their usual name."""
LETTERS = {
    ABOVE[1]: dict(zip("ٮںڡحدرصطع", "ننفخذزضظغ", strict=True)),
    ABOVE[2]: dict(zip("ٮڡٯه", "تققة", strict=True)),
    ABOVE[3]: dict(zip("ٮسڡر", "ثشڤژ", strict=True)),
    BELOW[1]: dict(zip("ٮح", "بج", strict=True)),
    BELOW[2]: dict(zip("ٮى", "يي", strict=True)),
    BELOW[3]: dict(zip("ٮح", "پچ", strict=True)),
    ON_ALEF: dict(zip("ٮى", "ئئ", strict=True)),
}
"""Dots → the letter that a dotless one becomes with them."""


def dot_glyphs(font: Font) -> dict[int, str]:
    """Code → dots, for glyphs without width in the embedded TrueType program; else empty."""
    from playa.font import CIDFont
    from playa.pdftypes import ContentStream, resolve1

    stream = resolve1(font.descriptor.get("FontFile2"))
    if not isinstance(font, CIDFont) or not isinstance(stream, ContentStream):
        return {}
    try:
        data = stream.buffer
        outlines = _outlines(data) if len(data) <= MAX_PROGRAM else {}
    except (struct.error, IndexError, ValueError):  # a damaged program says nothing
        return {}
    return {
        code: (ABOVE if outline.middle > 0 else BELOW)[outline.contours]
        for code, outline in outlines.items()
        if outline.contours in ABOVE
        and outline.width < WIDEST
        and outline.height < HIGHEST
        and font.hdisp(code) == 0
    }


def with_dots(clusters: Sequence[Cluster]) -> list[Cluster]:
    """The clusters with dots and letters put together; the dots of no letter are left out."""
    gone: set[int] = set()
    for number, dots in enumerate(clusters):
        letters = LETTERS.get(dots.text)
        if letters is None:
            continue
        for other in (number + 1, number - 1, number + 2, number - 2):
            if not 0 <= other < len(clusters):
                continue
            base = clusters[other]
            letter = letters.get(DOTLESS.get(base.text, base.text))
            reach = 0.2 * base.size
            if letter and base.x0 - reach <= dots.middle <= base.x1 + reach:
                base.text = letter
                gone.add(number)
                break
        if dots.text != ON_ALEF:
            gone.add(number)
    return [cluster for number, cluster in enumerate(clusters) if number not in gone]


@dataclass(frozen=True, slots=True)
class _Outline:
    """Of a glyph; lengths in sizes of the font."""

    contours: int
    width: float
    height: float
    middle: float
    """How far above the baseline it stands."""


def _outlines(program: bytes) -> dict[int, _Outline]:
    """Glyph → outline, by the tables `head`, `loca` and `glyf` (OpenType 1.9)."""
    (count,) = struct.unpack_from(">H", program, 4)
    tables: dict[bytes, tuple[int, int]] = {}
    for number in range(count):
        tag, _, start, length = struct.unpack_from(">4sLLL", program, 12 + 16 * number)
        tables[tag] = (start, length)
    if not {b"head", b"loca", b"glyf"} <= tables.keys():
        return {}
    head, (loca, length), (glyf, _) = tables[b"head"][0], tables[b"loca"], tables[b"glyf"]
    (unit,) = struct.unpack_from(">H", program, head + 18)
    (long,) = struct.unpack_from(">h", program, head + 50)
    form, step = ("L", 1) if long else ("H", 2)
    size = 4 if long else 2
    places = struct.unpack_from(f">{length // size}{form}", program, loca)
    found: dict[int, _Outline] = {}
    for glyph, (start, end) in enumerate(pairwise(places)):
        if end > start and unit:
            x0, y0, x1, y1 = struct.unpack_from(">4h", program, glyf + start * step + 2)
            contours = _contours(program, glyf, places, step, glyph)
            found[glyph] = _Outline(
                contours, (x1 - x0) / unit, (y1 - y0) / unit, (y0 + y1) / 2 / unit
            )
    return found


def _contours(program: bytes, glyf: int, places: Sequence[int], step: int, glyph: int) -> int:
    """Of a glyph, or of its components together; components of components count as one each."""
    at = glyf + places[glyph] * step
    (contours,) = struct.unpack_from(">h", program, at)
    if contours >= 0:
        return int(contours)
    total, at = 0, at + 10
    for _ in range(len(ABOVE) + 1):
        flags, component = struct.unpack_from(">HH", program, at)
        (own,) = struct.unpack_from(">h", program, glyf + places[component] * step)
        total += own if own >= 0 else 1
        at += 4 + (4 if flags & 0x1 else 2)
        at += 2 if flags & 0x8 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0
        if not flags & 0x20:
            return total
    return total
