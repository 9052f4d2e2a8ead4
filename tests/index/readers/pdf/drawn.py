"""PDF files drawn glyph by glyph, so that a test says what stands where and what maps to what."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

WIDTH = 0.5
"""Advance of every letter, in sizes; marks have none."""
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"


@dataclass(frozen=True)
class Sheet:
    """A page, 600 points wide and 800 high unless it is said otherwise."""

    content: str
    rotate: int = 0
    image: bool = False
    """Whether an image covers it."""
    box: tuple[int, int, int, int] = (0, 0, 600, 800)


def line(text: str, right: float, y: float, size: float = 12) -> str:
    """Operators that draw a line of Arabic from its right end, as producers do: from left to right.

    A space in it is drawn as a gap with a space glyph.
    """
    visual = _visual(text)
    width = sum(0 if letter in MARKS else WIDTH * size for letter in visual)
    return drawn(visual, right - width, y, size)


def drawn(visual: str, x: float, y: float, size: float = 12) -> str:
    """Operators that draw letters from left to right."""
    codes = "".join(f"{ord(letter):04x}" for letter in visual)
    return f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n"


def ruling(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0} {y0} m {x1} {y1} l S\n"


def _visual(text: str) -> str:
    """The letters from left to right; numbers keep their order, a mark goes before its letter."""
    words = []
    for word in reversed(text.split(" ")):
        if word.isascii():
            words.append(word)
            continue
        clusters: list[str] = []
        for letter in word:
            if letter in MARKS:
                clusters[-1] = letter + clusters[-1]
            elif letter.isdigit() and clusters and clusters[-1][-1:].isdigit():
                clusters[-1] += letter
            else:
                clusters.append(letter)
        words.append("".join(reversed(clusters)))
    return " ".join(words)


@dataclass
class _Objects:
    bodies: list[bytes] = field(default_factory=list)

    def add(self, body: bytes) -> int:
        self.bodies.append(body)
        return len(self.bodies)

    def stream(self, entries: str, data: bytes) -> int:
        packed = zlib.compress(data)
        head = f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n"
        return self.add(head.encode() + packed + b"\nendstream")


def pdf(
    sheets: Sequence[Sheet], mapping: Mapping[str, str | None] | None = None, info: str = ""
) -> bytes:
    """A file of these pages.

    :param mapping: letters whose ToUnicode is another than themselves; None for no entry at all.
    :param info: entries of the information dictionary.
    """
    objects = _Objects()
    font = _font(objects, mapping or {})
    pixel = objects.stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
        "/BitsPerComponent 8",
        b"\xff",
    )
    tree = len(objects.bodies) + 2 * len(sheets) + 1
    pages = []
    for sheet in sheets:
        x0, y0, x1, y1 = sheet.box
        image = f"q {x1 - x0} 0 0 {y1 - y0} {x0} {y0} cm /I Do Q\n" if sheet.image else ""
        content = objects.stream("", (image + sheet.content).encode())
        pages.append(
            objects.add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [{x0} {y0} {x1} {y1}] "
                f"/Rotate {sheet.rotate} /Contents {content} 0 R /Resources "
                f"<< /Font << /F {font} 0 R >> /XObject << /I {pixel} 0 R >> >> >>".encode()
            )
        )
    kids = " ".join(f"{page} 0 R" for page in pages)
    objects.add(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    root = objects.add(f"<< /Type /Catalog /Pages {tree} 0 R >>".encode())
    named = objects.add(f"<< {info} >>".encode())
    return _file(objects, root, named)


def _font(objects: _Objects, mapping: Mapping[str, str | None]) -> int:
    letters = sorted({chr(code) for code in (*range(0x20, 0x7F), *range(0x600, 0x700))})
    told = {letter: mapping.get(letter, letter) for letter in letters}
    pairs = "\n".join(
        f"<{ord(letter):04x}> <{text.encode('utf-16-be').hex()}>"
        for letter, text in told.items()
        if text is not None
    )
    to_unicode = objects.stream(
        "",
        f"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{pairs.count(chr(10)) + 1} beginbfchar\n{pairs}\nendbfchar endcmap".encode(),
    )
    marks = " ".join(f"{ord(mark)} [0]" for mark in MARKS)
    descriptor = objects.add(
        b"<< /Type /FontDescriptor /FontName /Drawn /Flags 4 /FontBBox [0 -300 1000 900] "
        b"/ItalicAngle 0 /Ascent 900 /Descent -300 /CapHeight 700 /StemV 80 >>"
    )
    descendant = objects.add(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Drawn /CIDSystemInfo << /Registry "
        f"(Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R "
        f"/DW {round(1000 * WIDTH)} /W [{marks}] >>".encode()
    )
    return objects.add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Drawn /Encoding /Identity-H "
        f"/DescendantFonts [{descendant} 0 R] /ToUnicode {to_unicode} 0 R >>".encode()
    )


def _file(objects: _Objects, root: int, info: int) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    starts = []
    for number, body in enumerate(objects.bodies, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(starts) + 1}\n0000000000 65535 f \n".encode()
    for start in starts:
        out += f"{start:010d} 00000 n \n".encode()
    out += (
        f"trailer << /Size {len(starts) + 1} /Root {root} 0 R /Info {info} 0 R >>\n"
        f"startxref\n{table}\n%%EOF\n"
    ).encode()
    return bytes(out)
