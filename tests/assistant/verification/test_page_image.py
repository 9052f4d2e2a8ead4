"""The page with the quote marked on it: only of a file that still is what was added."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont, features

from assistant.assistant import Assistant
from index.errors import UserError
from index.ingest import store
from index.readers.pdf import read
from index.readers.pdf.ocr import model
from index.readers.pdf.page_image import GAP, SCALE
from index.types import ReaderOptions
from tests.index.readers.pdf.picture import WHITE, YELLOW, Picture
from tests.index.readers.pdf.written import ADVANCE, HEIGHT, RIGHT, SIZE, TOP, WIDTH, pdf_of

CAIRO = ["أسست القاهرة سنة 969م على يد القائد جوهر", "في عهد الدولة الفاطمية وصارت"]
GOES_ON = ["عاصمة لها بعد سنوات قليلة.", "وبُني الجامع الأزهر فيها سنة 972م."]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Assistant]:
    """A library of one PDF, whose first sentence ends on its second page."""
    (tmp_path / "القاهرة.pdf").write_bytes(pdf_of(CAIRO, GOES_ON))
    with Assistant.open(tmp_path / "library", create=True, fast=True) as assistant:
        list(assistant.add([tmp_path / "القاهرة.pdf"]))
        yield assistant


def place_of(shelf: Assistant, words: str) -> tuple[int, int]:
    start = shelf.document(1).text.index(words)
    return start, start + len(words)


def test_the_words_of_the_span_are_marked_and_no_others(shelf: Assistant) -> None:
    picture = Picture(shelf.page_image(1, *place_of(shelf, "القاهرة")))

    letter = ADVANCE * SIZE
    right = RIGHT - letter * len("أسست ")
    left = right - letter * len("القاهرة")
    above_the_letters = HEIGHT - TOP - 0.8 * SIZE
    assert (picture.width, picture.height) == (WIDTH * SCALE, HEIGHT * SCALE)
    marked = [picture.at(int(x * SCALE), int(above_the_letters * SCALE)) for x in (left, right)]
    beside = [
        picture.at(int(x * SCALE), int(above_the_letters * SCALE))
        for x in (left - letter, right + letter)
    ]
    assert (marked, beside) == ([YELLOW, YELLOW], [WHITE, WHITE])


def test_a_sentence_that_runs_over_the_page_end_shows_both_pages(shelf: Assistant) -> None:
    start, _ = place_of(shelf, CAIRO[0])
    _, end = place_of(shelf, GOES_ON[0])

    picture = Picture(shelf.page_image(1, start, end))

    assert picture.height == 2 * HEIGHT * SCALE + GAP


def test_a_file_that_has_changed_is_told_and_not_drawn(shelf: Assistant, tmp_path: Path) -> None:
    (tmp_path / "القاهرة.pdf").write_bytes(pdf_of(GOES_ON, CAIRO))

    with pytest.raises(UserError) as told:
        shelf.page_image(1, *place_of(shelf, "القاهرة"))

    assert told.value.message.ar == "تغيّر القاهرة.pdf منذ أُضيف، فلا تُعلَّم صفحاته"


def test_a_file_that_is_gone_is_told(shelf: Assistant, tmp_path: Path) -> None:
    (tmp_path / "القاهرة.pdf").unlink()

    with pytest.raises(UserError, match="cannot be opened"):
        shelf.page_image(1, *place_of(shelf, "القاهرة"))


def test_what_is_from_no_pdf_has_no_pages(shelf: Assistant, tmp_path: Path) -> None:
    (tmp_path / "بغداد.txt").write_text("بنى المنصور بغداد سنة 762م.", encoding="utf-8")
    list(shelf.add([tmp_path / "بغداد.txt"]))

    with pytest.raises(UserError, match="not from a PDF"):
        shelf.page_image("بغداد.txt", 0, 4)


def test_words_that_were_recognised_are_marked_on_the_image_of_their_page(
    tmp_path: Path,
) -> None:
    if not model():
        pytest.skip("tesseract with its model of the Arabic script is not installed")
    scan = tmp_path / "مسح.pdf"
    scan.write_bytes(scanned("القاهرة عاصمة مصر", "بغداد عاصمة العراق"))
    (extraction,) = read(scan.read_bytes(), ReaderOptions(scan, ocr=True))
    with Assistant.open(tmp_path / "library", create=True, fast=True) as assistant:
        digest = sha256(scan.read_bytes()).hexdigest()
        with assistant.library.writing():
            store(assistant.library, scan, digest, scan.stat().st_size, extraction)

        second = extraction.anchors[1].start
        words = extraction.text[second:].split()[0]
        picture = Picture(assistant.page_image(1, second, second + len(words)))

    assert picture.height == picture.width
    row = picture.height // 2
    colours = {picture.at(x, y) for x in range(picture.width) for y in (row - 30, row, row + 30)}
    assert YELLOW in colours
    assert WHITE in colours


def scanned(*lines: str) -> bytes:
    """A PDF of square pages that are images, a line of large print amid each."""
    if not shutil.which("fc-match"):
        pytest.skip("no fontconfig to find an Arabic font by")
    command = ["fc-match", "-f", "%{file}", "Noto Naskh Arabic:lang=ar"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if not found.endswith((".ttf", ".otf")) or not features.check("raqm"):
        pytest.skip("no Arabic font, or nothing to shape it with")
    pages = []
    for line in lines:
        page = Image.new("L", (900, 900), 255)
        font = ImageFont.truetype(found, 64)
        place = (450, 450)
        ImageDraw.Draw(page).text(place, line, 0, font, anchor="mm", direction="rtl")
        pages.append(page)
    into = io.BytesIO()
    pages[0].save(into, "PDF", resolution=144, save_all=True, append_images=pages[1:])
    return into.getvalue()
