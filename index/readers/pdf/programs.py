"""What the program of a font, embedded in the file, says of its glyphs, and the map beside it does
not: the letter of a glyph without Unicode, the mark that is named by its whole cluster.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playa.font import Font

MAX_PROGRAM = 30_000_000
"""Bytes of a font program that is looked into."""


def glyph_letters(font: Font) -> dict[int, str]:
    """Code → letter for the glyphs that the embedded TrueType program names; else empty."""
    from playa.font import CIDFont
    from playa.pdftypes import ContentStream, resolve1

    stream = resolve1(font.descriptor.get("FontFile2"))
    if not isinstance(font, CIDFont) or not isinstance(stream, ContentStream):
        return {}
    try:
        data = stream.buffer
        named = _characters(data) if len(data) <= MAX_PROGRAM else {}
    except (struct.error, IndexError, ValueError):  # a damaged program says nothing
        return {}
    letters: dict[int, str] = {}
    for glyph, character in named.items():
        letter = unicodedata.normalize("NFKC", character)
        if glyph and letter.strip() and unicodedata.category(character)[0] in "LMNP":
            letters[glyph] = letter
    return letters


def _characters(program: bytes) -> dict[int, str]:
    """Glyph → character, by the Unicode tables `cmap` of formats 4 and 12 (OpenType 1.9)."""
    (tables,) = struct.unpack_from(">H", program, 4)
    found: dict[int, str] = {}
    for number in range(tables):
        tag, _, start, _ = struct.unpack_from(">4sLLL", program, 12 + 16 * number)
        if tag != b"cmap":
            continue
        (count,) = struct.unpack_from(">H", program, start + 2)
        for at in range(min(count, 16)):
            platform, encoding, offset = struct.unpack_from(">HHL", program, start + 4 + 8 * at)
            if platform == 0 or (platform, encoding) in ((3, 1), (3, 10)):
                found.update(_subtable(program, start + offset))
    return found


def _subtable(program: bytes, start: int) -> Iterator[tuple[int, str]]:
    (form,) = struct.unpack_from(">H", program, start)
    if form == 12:
        (groups,) = struct.unpack_from(">L", program, start + 12)
        for number in range(min(groups, 0x10000)):
            first, last, glyph = struct.unpack_from(">LLL", program, start + 16 + 12 * number)
            for code in range(first, min(last, first + 0xFFFF) + 1):
                yield glyph + code - first, chr(code)
    if form != 4:
        return
    segments = struct.unpack_from(">H", program, start + 6)[0] // 2
    ends, begins, deltas, offsets = (
        struct.unpack_from(f">{segments}H", program, start + 14 + at)
        for at in (0, 2 * segments + 2, 4 * segments + 2, 6 * segments + 2)
    )
    for number in range(segments):
        for code in range(begins[number], min(ends[number], 0xFFFE) + 1):
            glyph = code
            if offsets[number]:
                place = start + 16 + 6 * segments + 2 * number + offsets[number]
                (glyph,) = struct.unpack_from(">H", program, place + 2 * (code - begins[number]))
            if glyph or not offsets[number]:
                yield (glyph + deltas[number]) & 0xFFFF, chr(code)


def encoded_letter(font: Font, code: int) -> str:
    """What a font that has no Unicode for a code of one byte calls its glyph; empty if nothing."""
    from playa.encodingdb import cid2unicode_from_encoding

    encoding = getattr(font, "encoding", None)
    if not encoding or code not in encoding:
        return ""
    return cid2unicode_from_encoding({code: encoding[code]}).get(code, "")
