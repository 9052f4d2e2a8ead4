"""Emphasised text becomes lines that a plain terminal shows in their order, on the right."""

from __future__ import annotations

from assistant.terminal.display import Display
from assistant.terminal.line import isolate
from assistant.terminal.orders import STRONG_BLANK
from assistant.terminal.paint import Part, in_logical_order, paint

BOLD = "\x1b[1m"
PLAIN = "\x1b[0m"
VISUAL = Display("visual")


def test_arabic_stands_on_the_right_and_the_rest_on_the_left() -> None:
    assert list(paint([Part("ود\nab")], 6, VISUAL)) == ["    ﺩﻭ", "ab"]


def test_an_emphasis_goes_with_its_letters_into_every_line() -> None:
    parts = [Part("زر "), Part("دار ورد", BOLD), Part(" رز")]

    assert list(paint(parts, 7, VISUAL)) == [
        f" {BOLD}ﺭﺍﺩ{PLAIN} ﺭﺯ",
        f" ﺯﺭ {BOLD}ﺩﺭﻭ{PLAIN}",
    ]


def test_an_emphasis_within_a_word_does_not_part_its_letters() -> None:
    (line,) = paint([Part("بي"), Part("ت", BOLD)], 3, VISUAL)

    assert line == f"{BOLD}ﺖ{PLAIN}ﻴﺑ"


def test_an_indent_is_kept_where_the_lines_begin() -> None:
    assert list(paint([Part("دار ورد")], 6, VISUAL, indent=2)) == [" ﺭﺍﺩ", " ﺩﺭﻭ"]
    assert list(paint([Part("abc def")], 6, VISUAL, indent=2)) == ["  abc", "  def"]


def test_words_are_guarded_on_both_sides() -> None:
    assert list(paint([Part("دار")], 6, Display("words"))) == [f" {STRONG_BLANK}ﺩﺍﺭ{STRONG_BLANK}"]


def test_an_empty_line_is_empty() -> None:
    assert list(paint([Part("")], 6, VISUAL)) == [""]


def test_a_pipe_gets_the_text_as_it_was_written() -> None:
    parts = [Part("في "), Part(isolate("a.txt"), BOLD)]

    assert in_logical_order(parts) == f"في {BOLD}a.txt{PLAIN}"
