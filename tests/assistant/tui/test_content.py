"""Arabic in widgets is drawn for its reader; selecting and copying give what was written."""

from __future__ import annotations

import io

import pytest
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from assistant.terminal.display import Display, Terminal
from assistant.terminal.line import RTL, isolate
from assistant.terminal.orders import ORDERS, STRONG_BLANK, Order
from assistant.tui.content import RtlApp, RtlContent, label

TEXT = "صدر القرار رقم 25 في 2024/05/12 (نسخة PDF)."
ARRANGED = tuple(order for order in ORDERS if order != "logical")


class OneText(RtlApp[None]):
    CSS = "#text { height: auto; }"

    def __init__(self, content: RtlContent, order: Order = "visual") -> None:
        self.output = io.StringIO()
        super().__init__(Terminal(Display(order, enter="<", leave=">"), self.output))
        self._content = content

    def compose(self) -> ComposeResult:
        yield Static(self._content, id="text")

    def rows(self) -> list[str]:
        text = self.query_one("#text")
        return ["".join(part.text for part in text.render_line(y)) for y in range(text.size.height)]


@pytest.mark.parametrize(
    ("order", "row"),
    [
        ("visual", ".(PDF ﺔﺨﺴﻧ) 2024/05/12 ﻲﻓ 25 ﻢﻗﺭ ﺭﺍﺮﻘﻟﺍ ﺭﺪﺻ"),
        ("words", " .(PDF ﻧﺴﺨﺔ) 2024/05/12 ﻓﻲ 25 ﺭﻗﻢ ﺍﻟﻘﺮﺍﺭ ﺻﺪﺭ "),
        ("kitty", ".(PDF (ﻧﺴﺨﺔ 2024/05/12 ﻓﻲ 25 ﺭﻗﻢ ﺍﻟﻘﺮﺍﺭ ﺻﺪﺭ"),
    ],
)
async def test_a_text_goes_out_in_the_order_of_the_terminal(order: Order, row: str) -> None:
    app = OneText(RtlContent.of(TEXT), order)
    async with app.run_test(size=(60, 4)):
        assert [line.replace(STRONG_BLANK, " ") for line in app.rows()] == [row.rjust(60)]


async def test_in_the_logical_order_the_text_is_left_to_the_terminal() -> None:
    app = OneText(RtlContent.of(TEXT), "logical")
    async with app.run_test(size=(60, 4)):
        assert [line.rstrip() for line in app.rows()] == [TEXT]


async def test_each_paragraph_stands_on_its_own_side() -> None:
    app = OneText(RtlContent.of("ورد\nabc ود\n12"))
    async with app.run_test(size=(10, 4)):
        assert [line.rstrip() for line in app.rows()] == ["       ﺩﺭﻭ", "abc ﺩﻭ", "        12"]


async def test_a_text_can_be_told_its_side() -> None:
    app = OneText(RtlContent.of("a.txt", RTL))
    async with app.run_test(size=(10, 4)):
        assert app.rows() == ["     a.txt"]


async def test_nothing_in_a_text_is_markup() -> None:
    app = OneText(RtlContent.of("[/دار] [@click=app.quit]ورد[/]"))
    async with app.run_test(size=(40, 4)):
        assert app.rows()[0].strip() == "[/]ﺩﺭﻭ[click=app.quit@] [ﺭﺍﺩ/]"


@pytest.mark.parametrize("order", ARRANGED)
async def test_a_highlight_keeps_to_its_words_over_lines_and_directions(order: Order) -> None:
    start, end = TEXT.index("25"), TEXT.index(" (")
    app = OneText(RtlContent.of(Content(TEXT).stylize("reverse", start, end)), order)
    async with app.run_test(size=(26, 6)):
        text = app.query_one("#text")
        lit = [
            "".join(part.text for part in text.render_line(y) if part.style and part.style.reverse)
            for y in range(text.size.height)
        ]

    assert [_letters(row) for row in lit] == [_letters("25 ﻲﻓ"), _letters("2024/05/12")]


def _letters(row: str) -> list[str]:
    """In no order; the blanks at the edges of words differ."""
    return sorted(row.replace(STRONG_BLANK, "").replace(" ", ""))


@pytest.mark.parametrize("order", ARRANGED)
async def test_what_is_selected_with_the_mouse_is_what_was_written(order: Order) -> None:
    app = OneText(RtlContent.of(TEXT), order)
    async with app.run_test(size=(60, 4)) as pilot:
        edge = 59 - (order == "words")
        await pilot.mouse_down("#text", offset=(edge, 0))
        await pilot.hover("#text", offset=(edge - 9, 0))
        await pilot.mouse_up("#text", offset=(edge - 9, 0))

        assert app.screen.get_selected_text() == TEXT[:10]


async def test_a_selection_over_two_paragraphs_is_logical_too() -> None:
    app = OneText(RtlContent.of("دار\nورد"))
    async with app.run_test(size=(20, 4)) as pilot:
        await pilot.mouse_down("#text", offset=(18, 0))
        await pilot.hover("#text", offset=(18, 1))
        await pilot.mouse_up("#text", offset=(18, 1))

        assert app.screen.get_selected_text() == "ار\nور"


async def test_an_isolate_is_not_copied() -> None:
    app = OneText(RtlContent.of(f"في {isolate('2019.txt')}."))
    async with app.run_test(size=(20, 4)):
        app.screen.text_select_all()

        assert app.rows()[0].strip() == ".2019.txt ﻲﻓ"
        assert app.screen.get_selected_text() == "في 2019.txt."


async def test_another_order_redraws_everything_and_tells_the_terminal() -> None:
    app = OneText(RtlContent.of("دار (1)"))
    async with app.run_test(size=(10, 4)) as pilot:
        app.change_display(Display("words"))
        await pilot.pause()

        assert app.rows()[0].replace(STRONG_BLANK, " ") == "  (1) ﺩﺍﺭ "
        assert app.output.getvalue() == ">"


async def test_while_another_program_has_the_terminal_its_bidi_is_on() -> None:
    app = OneText(RtlContent.of("دار"))
    async with app.run_test(size=(10, 4)) as pilot:
        app.app_suspend_signal.publish(app)
        await pilot.pause()
        assert app.output.getvalue() == ">"

        app.app_resume_signal.publish(app)
        await pilot.pause()
        assert app.output.getvalue() == "><"


async def test_the_terminal_is_given_back_before_the_app_has_its_last_words() -> None:
    app = OneText(RtlContent.of("دار"))
    async with app.run_test(size=(10, 4)):
        assert app.output.getvalue() == ""

    assert app.output.getvalue() == ">"


@pytest.mark.parametrize(
    ("order", "shown"),
    [("visual", "ﻚﻟﺍﺆﺳ"), ("words", f"{STRONG_BLANK}ﺳﺆﺍﻟﻚ{STRONG_BLANK}"), ("logical", "سؤالك")],
)
async def test_a_label_is_made_for_the_order_of_the_moment(order: Order, shown: str) -> None:
    app = OneText(RtlContent.of(""), order)
    async with app.run_test():
        assert label("سؤالك") == shown
        assert label("F1") == "F1"


async def test_a_text_is_as_high_as_its_lines() -> None:
    app = OneText(RtlContent.of("ذهب الولد إلى المدرسة صباحًا"))
    async with app.run_test(size=(12, 10)):
        assert app.query_one("#text").size.height == len(app.rows()) == 3
