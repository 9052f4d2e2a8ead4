"""A paragraph becomes lines of cells; no code point is lost, doubled or out of its place."""

from __future__ import annotations

from unicodedata import bidirectional, category, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from assistant.terminal.line import (
    MARKS_DRAWN,
    Paragraph,
    isolate,
    needs_layout,
    paragraph,
    visual_row,
    without_isolates,
    wrap,
)
from tests.assistant.terminal.work import lines_run

# Cases are written from left to right as a terminal shows them. Capitals stand for Arabic letters
# that never join, so that no editor turns the cases themselves round.
CAPITALS = str.maketrans("ABCDEFGH", "دذرزوءأة")
LETTERS = str.maketrans("دذرزوءأة", "ABCDEFGH")

MIXED = st.text(
    st.sampled_from(
        "ابتلاسعمنيهوةى،؛؟.: -/()[]«»%123٤٥٦abcXY\u064e\u0651\u0670ـ\u200c\u200d\u200e"
        "\u2067\u2068\u2069\u06dd\u00ad\ufeffאב漢👨\U0001f3fd\u00a0\t\x1b\x9b\u202e"
    ),
    max_size=60,
)


def row(text: str) -> str:
    """The first line, as it would be read from left to right, its letters unjoined."""
    (line, *_) = wrap(paragraph(text), 200)
    return normalize("NFKC", "".join(cell.text for cell in line.row))


@pytest.mark.parametrize(
    ("logical", "visual"),
    [
        ("ABC DEF", "FED CBA"),
        ("ABC 123 DEF", "FED 123 CBA"),
        ("ABC 2024/05/12.", ".2024/05/12 CBA"),
        ("ABC 12-05", "05-12 CBA"),
        ("ABC 12:05", "12:05 CBA"),
        ("ABC (pdf) DEF", "FED (pdf) CBA"),
        ("ABC (DEF) pdf", "pdf (FED) CBA"),
        ("ABC a(b) DEF", "FED a(b) CBA"),
        ("ABC [1] «DEF»", "«FED» [1] CBA"),
        ("ABC 75% DEF", "FED %75 CBA"),
        ("ABC < DEF", "FED > CBA"),
        ("abc DEF 12 ghi", "abc 12 FED ghi"),
        ("abc (DEF) ghi", "abc (FED) ghi"),
        ("- ABC: 3.5", "3.5 :CBA -"),
        ("ABC a-b.txt DEF", "FED a-b.txt CBA"),
        ("ABC 2019.txt", "txt.2019 CBA"),
        ("ABC \u20682019.txt\u2069", "2019.txt CBA"),
        ("12", "12"),
        ("...", "..."),
    ],
)
def test_each_direction_stands_where_a_reader_looks_for_it(logical: str, visual: str) -> None:
    assert row(logical.translate(CAPITALS)).translate(LETTERS) == visual


def test_lines_are_filled_with_whole_words_in_logical_order() -> None:
    text = "ذهب الولد إلى المدرسة صباحًا"
    lines = wrap(paragraph(text), 12)

    assert [text[line.start : line.end] for line in lines] == [
        "ذهب الولد ",
        "إلى المدرسة ",
        "صباحًا",
    ]


def test_a_word_wider_than_the_line_is_broken_between_letters() -> None:
    lines = wrap(paragraph("مستشفياتهم"), 4)

    assert [line.width for line in lines] == [4, 4, 2]


def test_the_joined_lam_and_alef_take_one_column() -> None:
    (line,) = wrap(paragraph("سلام"), 10)

    assert line.width == 3
    assert [(cell.start, cell.end) for cell in line.row] == [(3, 4), (1, 3), (0, 1)]


def test_marks_are_drawn_with_their_letter() -> None:
    cells = paragraph("كَتَبَ").cells

    assert [len(cell.text) for cell in cells] == [2, 2, 2]
    assert [cell.width for cell in cells] == [1, 1, 1]


def test_a_mark_without_a_letter_is_seen() -> None:
    assert [cell.text for cell in paragraph("\u064b ا").cells] == ["◌\u064b", " ", "ﺍ"]


@pytest.mark.parametrize(
    ("hostile", "drawn"),
    [
        ("ا\x1b[2Jب", "␛"),
        ("ا\x9bب", "\ufffd"),
        ("ا\ud800ب", "\ufffd"),
        ("ا\u06ddب", "○"),
        ("ا\tب", " "),
        ("ا\u2028ب", " "),
    ],
)
def test_what_a_terminal_would_obey_is_drawn_as_a_sign(hostile: str, drawn: str) -> None:
    assert drawn in [cell.text for cell in paragraph(hostile).cells]


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("abc 12", False),
        ("naïve — 3", False),
        ("نص", True),
        ("א", True),
        ("a\u200bb", True),
        ("a\u2068b\u2069", True),
    ],
)
def test_only_right_to_left_or_invisible_text_needs_layout(text: str, needed: bool) -> None:
    assert needs_layout(text) is needed


def test_an_isolate_leaves_no_trace_in_what_is_copied() -> None:
    assert without_isolates(f"في {isolate('a b.txt')}.") == "في a b.txt."


@given(MIXED)
def test_every_code_point_is_in_exactly_one_cell(text: str) -> None:
    covered = [at for cell in paragraph(text).cells for at in range(cell.start, cell.end)]

    assert covered == list(range(len(text)))


@given(MIXED, st.integers(2, 40))
def test_lines_hold_the_whole_text_one_after_another(text: str, width: int) -> None:
    lines = wrap(paragraph(text), width)

    assert "".join(text[line.start : line.end] for line in lines) == text
    assert all(line.width == sum(cell.width for cell in line.row) <= width for line in lines)


@given(MIXED, st.integers(2, 40))
def test_a_line_never_ends_within_a_grapheme(text: str, width: int) -> None:
    inner = {at for cell in paragraph(text).cells for at in range(cell.start + 1, cell.end)}

    assert inner.isdisjoint(line.end for line in wrap(paragraph(text), width))


@given(MIXED, st.integers(2, 40))
def test_the_place_under_a_column_is_that_of_its_cell(text: str, width: int) -> None:
    for line in wrap(paragraph(text), width):
        column = 0
        for cell in line.row:
            for within in range(cell.width):
                assert line.offset_at(column + within) == cell.start
            column += cell.width
        assert line.start <= line.offset_at(-1) <= line.end
        assert line.start <= line.offset_at(column) <= line.end


@given(st.text(max_size=40) | MIXED)
def test_nothing_invisible_or_obeyed_reaches_a_cell(text: str) -> None:
    for cell in paragraph(text).cells:
        assert all(
            category(character)[0] != "C" or category(character) in ("Co", "Cn")
            for character in cell.text
        )
        assert bidirectional(cell.text[:1] or "a") not in ("NSM", "BN", "B", "S")
        assert cell.width == cell_len(cell.text) <= 2


@given(MIXED)
def test_the_row_has_the_cells_of_the_line(text: str) -> None:
    analysed: Paragraph = paragraph(text)

    assert sorted(cell.start for cell in visual_row(analysed.cells, analysed.base)) == [
        cell.start for cell in analysed.cells
    ]


def test_a_flood_of_marks_is_drawn_in_part_and_costs_only_its_length() -> None:
    flooded = paragraph("ب" + "\u064b" * 65_536 + " نص")

    assert max(len(cell.text) for cell in flooded.cells) == 1 + MARKS_DRAWN
    small, large = (
        lines_run(lambda count=count: wrap(paragraph("ب" + "\u064b\u200e" * count), 20))  # type: ignore[misc]
        for count in (500, 1000)
    )
    assert large < 2.1 * small
