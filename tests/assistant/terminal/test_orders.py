"""What is sent in each order is seen as the visual row, once the terminal has done its part."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from assistant.terminal.bidi import bidi_class, resolve, visual_order
from assistant.terminal.brackets import MIRROR
from assistant.terminal.line import Line, paragraph, wrap
from assistant.terminal.orders import STRONG_BLANK, Order, arrange, margins

MIXED = st.text(st.sampled_from("ابتلسعمه،؛.:-/()[]«»% 123٤٥٦abcא\u064e"), max_size=40)
LRM = "\u200e"


def line_of(text: str) -> Line:
    (line,) = wrap(paragraph(text), 200)
    return line


def sent(text: str, order: Order, marks: bool = True) -> str:
    return "".join(part.text for part in arrange(line_of(text).row, order, marks))


def seen_by_bidi(row: str) -> str:
    """What a terminal shows that treats each row by the algorithm, from left to right."""
    types = [bidi_class(character) for character in row]
    levels = resolve(types, row, 0)
    shown = (
        MIRROR.get(row[at], row[at]) if levels[at] % 2 else row[at] for at in visual_order(levels)
    )
    return "".join(shown).replace(LRM, "").replace(STRONG_BLANK, " ")


def turned_by_kitty(row: str) -> str:
    """What kitty shows: a run whose first letter is Arabic is turned round, brackets and all."""
    shown = []
    for run in row.split(" "):
        strong = [kind for kind in map(bidi_class, run) if kind in ("L", "R", "AL", "AN")]
        if strong and strong[0] != "L":
            run = "".join(MIRROR.get(letter, letter) for letter in reversed(run))
        shown.append(run)
    return " ".join(shown)


@given(MIXED.filter(lambda text: "\u064e" not in text))
@example("جامعة/كلية")
@example("14ب و٤٥-٦")
@example("(ب(ت))")
@example("ا- 1")
def test_a_terminal_with_bidi_shows_words_as_the_visual_row(text: str) -> None:
    row = STRONG_BLANK + sent(text, "words") + STRONG_BLANK

    assert seen_by_bidi(row) == f" {sent(text, 'visual')} "


@given(MIXED.filter(lambda text: "\u064e" not in text))
def test_words_hold_their_direction_between_panels_with_arabic(text: str) -> None:
    row = f"ﺏ{STRONG_BLANK}{sent(text, 'words')}{STRONG_BLANK}ﺕ"

    assert seen_by_bidi(row) == f"ﺏ {sent(text, 'visual')} ﺕ"


@pytest.mark.parametrize(
    "text", ["قال: نعم.", "(نسخة PDF)", "عام 2024م", "(٣٥٤–٤٣٠ هـ)", "الـPDF", "«كتاب» abc(1)"]
)
def test_kitty_shows_its_order_as_the_visual_row(text: str) -> None:
    assert turned_by_kitty(sent(text, "kitty")) == sent(text, "visual")


def test_kitty_turns_letters_of_another_typeface_by_themselves() -> None:
    row = line_of("هدفا").row  # of which the alef is not bold
    parts = arrange(row, "kitty", face=lambda cell: cell.start < 3)

    assert [part.text for part in parts] == ["ﺎ", "ﻫ", "ﺪ", "ﻓ"]


@given(MIXED, st.sampled_from(["visual", "words", "kitty"]), st.booleans())
def test_each_order_sends_as_many_columns(text: str, order: Order, marks: bool) -> None:
    row = line_of(text).row
    parts = arrange(row, order, marks)

    assert len(parts) == len(row)
    assert sorted(part.cell.start for part in parts) == sorted(cell.start for cell in row)
    assert sum(cell_len(part.text) for part in parts) == line_of(text).width


def test_marks_are_left_out_where_the_terminal_would_misplace_them() -> None:
    assert sent("بَتّ", "visual", marks=False) == sent("بت", "visual")


@pytest.mark.parametrize(
    ("text", "order", "left", "right"),
    [
        ("ا", "visual", "    ", ""),
        ("a", "visual", "", "    "),
        ("ا", "words", f"  {STRONG_BLANK}", STRONG_BLANK),
        ("a", "words", STRONG_BLANK, f"{STRONG_BLANK}  "),
    ],
)
def test_a_line_stands_on_the_side_where_it_begins(
    text: str, order: Order, left: str, right: str
) -> None:
    assert margins(line_of(text), 5, order) == (left, right)
