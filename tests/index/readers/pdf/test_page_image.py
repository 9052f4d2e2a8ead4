"""A page as a picture: the marked places yellow, the ink on them black, all else as it was."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from index.errors import FileSkipped
from index.readers.pdf.page import Box
from index.readers.pdf.page_image import BREATHING_SPACE, GAP, MAX_SIDE, page_alone, pages_png
from tests.index.readers.pdf.picture import GREY, WHITE, YELLOW, Picture


def test_a_place_is_marked_where_it_stands_counted_from_the_bottom_left() -> None:
    page = Picture(pages_png(blank((200, 100)), {0: [Box(20, 10, 60, 30)]}, scale=1))

    assert (page.width, page.height) == (200, 100)
    inside, above, beside = page.at(40, 80), page.at(40, 20), page.at(100, 80)
    assert (inside, above, beside) == (YELLOW, WHITE, WHITE)
    edge = 20 - BREATHING_SPACE
    assert page.at(int(edge) - 1, 80) == WHITE
    assert page.at(int(edge) + 1, 80) == YELLOW


def test_marks_over_one_another_are_no_darker_than_one() -> None:
    marks = [Box(20, 10, 60, 30), Box(20, 20, 60, 40)]

    page = Picture(pages_png(blank((200, 100)), {0: marks}, scale=1))

    assert page.at(40, 75) == YELLOW


def test_ink_under_a_mark_stays_black() -> None:
    black = b"0 0 0 rg 0 0 200 100 re f"

    page = Picture(pages_png(drawn(black), {0: [Box(20, 10, 60, 30)]}, scale=1))

    assert page.at(40, 80) == b"\0\0\0"


def test_the_pages_of_a_quote_stand_one_below_the_other() -> None:
    two = blank((200, 100), (150, 80))

    both = Picture(pages_png(two, {0: [], 1: [Box(0, 0, 150, 80)]}, scale=1))

    assert (both.width, both.height) == (200, 100 + GAP + 80)
    assert both.at(10, 50) == WHITE
    assert both.at(10, 100 + GAP // 2) == GREY
    assert both.at(10, 100 + GAP + 40) == YELLOW
    assert both.at(170, 100 + GAP + 40) == GREY


def test_a_turned_page_is_marked_as_it_is_shown() -> None:
    turned = blank((200, 100), rotation=90)

    page = Picture(pages_png(turned, {0: [Box(10, 150, 30, 190)]}, scale=1))

    assert (page.width, page.height) == (100, 200)
    assert page.at(20, 30) == YELLOW


def test_a_mark_beyond_the_page_is_cut_at_its_edge() -> None:
    page = Picture(pages_png(blank((200, 100)), {0: [Box(-500, -500, 900, 900)]}, scale=1))

    assert {page.at(0, 0), page.at(199, 99)} == {YELLOW}


def test_a_page_that_claims_to_be_a_field_is_drawn_smaller() -> None:
    page = Picture(pages_png(blank((14_000, 700)), {0: []}, scale=2))

    assert page.width == MAX_SIDE


@pytest.mark.parametrize("data", [b"%PDF-1.7\nrubbish", b""])
def test_what_cannot_be_drawn_is_refused(data: bytes) -> None:
    with pytest.raises(FileSkipped):
        pages_png(data, {0: []})


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(FileSkipped):
        pages_png(blank((200, 100)), {7: []})


def blank(*sizes: tuple[int, int], rotation: int = 0) -> bytes:
    """A PDF of empty pages, each so many points wide and high."""
    document = pypdfium2.PdfDocument.new()
    for size in sizes:
        document.new_page(*size).set_rotation(rotation)
    return saved(document)


def drawn(content: bytes) -> bytes:
    """A PDF of one page of 200 by 100 points with this content stream."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    )
    body = b"".join(b"%d 0 obj%s endobj\n" % (at, each) for at, each in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF\n"


def saved(document: pypdfium2.PdfDocument) -> bytes:
    into = io.BytesIO()
    document.save(into)
    document.close()
    return into.getvalue()


def test_a_page_alone_is_found_by_its_number() -> None:
    two = blank((200, 100), (150, 80))

    found = page_alone(two, "2")

    assert found is not None
    index, only = found
    page = Picture(pages_png(only, {0: []}, scale=1))
    assert (index, page.width, page.height) == (1, 150, 80)
    assert page_alone(two, "3") is None
    with pytest.raises(FileSkipped):
        page_alone(b"rubbish", "1")
