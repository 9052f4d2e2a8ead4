"""Dots that a font draws apart go back to their letters, by what the outlines show."""

from __future__ import annotations

import struct

import pytest

from index.readers.pdf.dots import ABOVE, BELOW, ON_ALEF, _outlines, with_dots
from index.readers.pdf.page import Cluster

SIZE = 10.0


def drawn(*glyphs: str) -> list[Cluster]:
    """Glyphs from left to right, as they stand in the stream; dots before the letter under them."""
    clusters, x = [], 0.0
    for number, text in enumerate(glyphs):
        wide = text not in {*ABOVE.values(), *BELOW.values(), ON_ALEF}
        start, end = (x, x + 6.0) if wide else (x + 3.0, x + 3.0)
        clusters.append(Cluster(text, start, end, 50.0, SIZE, 0, number))
        x = end if wide else x
    return clusters


def read(clusters: list[Cluster]) -> str:
    """From right to left."""
    return "".join(cluster.text for cluster in reversed(clusters))


@pytest.mark.parametrize(
    ("glyphs", "word"),
    [
        (["ر", "ص", ABOVE[2], "ٮ", ABOVE[1], "ح", "م"], "مختصر"),
        (["ل", "ا", ABOVE[2], "ڡ", "م"], "مقال"),
        ([ABOVE[2], "ه", "ك", "ر", ABOVE[3], "س"], "شركة"),
        ([BELOW[2], "ى", ABOVE[1], "\u08bb"], "في"),
        (["ل", BELOW[1], "ح", "ا", ON_ALEF, "ٮ"], "ئاجل"),
    ],
)
def test_letters_and_their_dots_are_put_together(glyphs: list[str], word: str) -> None:
    assert read(with_dots(drawn(*glyphs))) == word


def test_dots_of_no_letter_are_left_out_and_a_hamza_stays_for_its_alef() -> None:
    assert read(with_dots(drawn(ABOVE[2], "ل", "ا"))) == "ال"
    assert read(with_dots(drawn("ب", ON_ALEF, "ا"))) == "ا" + ON_ALEF + "ب"


def test_an_outline_tells_how_many_dots_there_are_and_on_which_side() -> None:
    two_above = glyph(2, (100, 600, 380, 720))
    one_below = glyph(1, (0, -200, 110, -80))
    both = composite(0, 1)

    found = _outlines(program(two_above, one_below, both))

    assert [found[number].contours for number in range(3)] == [2, 1, 3]
    assert found[0].middle > 0 > found[1].middle
    assert (found[0].width, found[0].height) == (0.28, 0.12)


def test_a_program_without_outlines_tells_nothing() -> None:
    assert _outlines(struct.pack(">LHHHH", 0x10000, 0, 0, 0, 0)) == {}


def glyph(contours: int, box: tuple[int, int, int, int]) -> bytes:
    """The head of a simple glyph: its points are not looked at."""
    return struct.pack(">h4h", contours, *box)


def composite(*components: int) -> bytes:
    """A glyph of other glyphs, each moved by a byte across and a byte up."""
    parts = b"".join(
        struct.pack(">HHbb", 0x20 if at + 1 < len(components) else 0, each, 0, 0)
        for at, each in enumerate(components)
    )
    return struct.pack(">h4h", -1, 0, 0, 200, 200) + parts


def program(*glyphs: bytes) -> bytes:
    """A font program of 1000 units with the three tables that outlines take."""
    places = [0]
    for each in glyphs:
        places.append(places[-1] + len(each))
    tables = {
        b"head": b"\0" * 18 + struct.pack(">H", 1000) + b"\0" * 30 + struct.pack(">hH", 1, 0),
        b"loca": struct.pack(f">{len(places)}L", *places),
        b"glyf": b"".join(glyphs),
    }
    directory, start = b"", 12 + 16 * len(tables)
    for tag, table in tables.items():
        directory += struct.pack(">4sLLL", tag, 0, start, len(table))
        start += len(table)
    return (
        struct.pack(">LHHHH", 0x10000, len(tables), 0, 0, 0) + directory + b"".join(tables.values())
    )
