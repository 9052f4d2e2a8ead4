"""The question is written, moved through and pasted as an Arabic reader expects."""

from __future__ import annotations

import io

import pytest
from textual import events
from textual.app import ComposeResult
from textual.pilot import Pilot

from assistant.terminal.display import Display, Terminal
from assistant.terminal.orders import ORDERS, STRONG_BLANK, Order
from assistant.tui.content import RtlApp
from assistant.tui.editor import Editor, Field
from assistant.tui.keys import with_twins
from assistant.tui.textarea import cleaned

ARRANGED = tuple(order for order in ORDERS if order != "logical")


class Desk(RtlApp[None]):
    CSS = "Editor, Field { border: none; padding: 0; }"

    def __init__(self, order: Order = "visual", asked: tuple[str, ...] = ()) -> None:
        super().__init__(Terminal(Display(order), io.StringIO()))
        self._asked = asked
        self.sent: list[str] = []

    def compose(self) -> ComposeResult:
        editor = Editor("اكتب سؤالك")
        editor.recall_from(self._asked)
        yield editor
        yield Field("بحث")

    def on_editor_submitted(self, event: Editor.Submitted) -> None:
        self.sent.append(event.text)

    def on_field_submitted(self, event: Field.Submitted) -> None:
        self.sent.append(event.text)

    @property
    def editor(self) -> Editor:
        return self.query_one(Editor)

    def rows(self) -> list[str]:
        return [
            "".join(part.text for part in self.editor.render_line(y)).replace(STRONG_BLANK, " ")
            for y in range(self.editor.size.height)
        ]

    def lit(self) -> list[int]:
        """The columns on which the cursor can be seen."""
        theme = self.editor._theme
        assert theme
        assert theme.cursor_style
        columns: list[int] = []
        at = 0
        for part in self.editor.render_line(0):
            if part.style and part.style.bgcolor == theme.cursor_style.bgcolor:
                columns += range(at, at + part.cell_length)
            at += part.cell_length
        return columns


async def write(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*("space" if letter == " " else letter for letter in text))


@pytest.mark.parametrize("order", ARRANGED)
async def test_what_is_typed_stays_as_it_was_typed(order: Order) -> None:
    app = Desk(order)
    async with app.run_test(size=(30, 12)) as pilot:
        await write(pilot, "سلام abc")

        assert app.editor.text == "سلام abc"
        guard = order == "words"
        shown = "ﺳﻼﻡ" if order != "visual" else "ﻡﻼﺳ"
        assert app.rows() == [f"abc {shown}".rjust(30 - guard).ljust(30)]


async def test_the_placeholder_stands_on_the_right() -> None:
    app = Desk()
    async with app.run_test(size=(30, 12)):
        assert app.rows() == ["ﻚﻟﺍﺆﺳ ﺐﺘﻛﺍ".rjust(30)]


async def test_an_arrow_goes_to_the_cell_on_its_side_whatever_the_direction() -> None:
    app = Desk()
    async with app.run_test(size=(30, 12)) as pilot:
        await write(pilot, "دار abc")
        await pilot.press("home")
        places = []
        for _ in range(8):
            places.append(app.editor.cursor_location[1])
            await pilot.press("left")

    assert places == [0, 1, 2, 3, 6, 5, 4, 7]


async def test_a_joined_pair_of_letters_is_one_step() -> None:
    app = Desk()
    async with app.run_test(size=(30, 12)) as pilot:
        await write(pilot, "سلام")
        await pilot.press("home", "left", "left")

        assert app.editor.cursor_location == (0, 3)


async def test_at_the_edge_of_a_line_an_arrow_goes_on_to_the_next() -> None:
    app = Desk()
    async with app.run_test(size=(30, 12)) as pilot:
        await write(pilot, "دار")
        await pilot.press("ctrl+j")
        await write(pilot, "ورد")
        await pilot.press("home", "right")
        assert app.editor.cursor_location == (0, 3)

        await pilot.press("left")
        assert app.editor.cursor_location == (1, 0)


async def test_a_word_is_left_on_the_side_of_the_arrow() -> None:
    app = Desk()
    async with app.run_test(size=(30, 12)) as pilot:
        await write(pilot, "دار ورد")
        await pilot.press("home", "ctrl+left")
        after_one = app.editor.cursor_location
        await pilot.press("end", "ctrl+right")

        assert after_one == (0, 3)
        assert app.editor.cursor_location == (0, 4)


@pytest.mark.parametrize("order", ["visual", "kitty"])
async def test_the_cursor_is_where_the_next_letter_will_be(order: Order) -> None:
    app = Desk(order)
    async with app.run_test(size=(30, 12)) as pilot:
        await write(pilot, "دار")
        assert app.lit() == [26]
        assert app.editor.cursor_screen_offset.x == 26

        await pilot.press("home")
        assert app.lit() == [29]
        assert app.editor.cursor_screen_offset.x == 29


@pytest.mark.parametrize("order", ARRANGED)
async def test_a_click_puts_the_cursor_on_the_letter(order: Order) -> None:
    app = Desk(order)
    async with app.run_test(size=(30, 12)) as pilot:
        await write(pilot, "سلام abc")
        edge = 29 - (order == "words")
        for column, place in [(edge, 0), (edge - 1, 1), (edge - 2, 3), (edge - 6, 5), (2, 8)]:
            await pilot.click(Editor, offset=(column, 0))
            assert app.editor.cursor_location == (0, place)


@pytest.mark.parametrize("order", ARRANGED)
async def test_dragging_selects_what_was_written(order: Order) -> None:
    app = Desk(order)
    async with app.run_test(size=(30, 12)) as pilot:
        await write(pilot, "سلام abc")
        edge = 29 - (order == "words")
        await pilot.mouse_down(Editor, offset=(edge, 0))
        await pilot.hover(Editor, offset=(edge - 2, 0))
        await pilot.mouse_up(Editor, offset=(edge - 2, 0))

        assert app.editor.selected_text == "سلا"


async def test_a_selection_by_keys_is_cut_and_undone() -> None:
    app = Desk()
    async with app.run_test(size=(30, 12)) as pilot:
        await write(pilot, "دار ورد")
        await pilot.press("home", "shift+left", "shift+left", "shift+left")
        assert app.editor.selected_text == "دار"

        await pilot.press("ctrl+x")
        assert (app.editor.text, app.clipboard) == (" ورد", "دار")
        await pilot.press("ctrl+z")
        assert app.editor.text == "دار ورد"
        await pilot.press("ctrl+y")
        assert app.editor.text == " ورد"


async def test_each_ctrl_key_works_under_an_arabic_layout() -> None:
    app = Desk()
    async with app.run_test(size=(30, 12)) as pilot:
        await write(pilot, "دار ورد")
        await pilot.press("ctrl+ش")
        assert app.editor.cursor_location == (0, 0)
        await pilot.press("ctrl+ث", "ctrl+ص")
        assert app.editor.text == "دار "
        await pilot.press("ctrl+ئ")
        assert app.editor.text == "دار ورد"


def test_a_twin_is_the_letter_on_the_same_key() -> None:
    assert with_twins("ctrl+t,f2") == "ctrl+t,ctrl+ف,f2"
    assert with_twins("ctrl+shift+k") == "ctrl+shift+k,ctrl+shift+ن"


async def test_enter_sends_and_ctrl_j_begins_a_new_line() -> None:
    app = Desk()
    async with app.run_test(size=(30, 12)) as pilot:
        await write(pilot, "من")
        await pilot.press("ctrl+j")
        await write(pilot, "هو")
        await pilot.press("enter")
        await pilot.press("enter")

        assert app.sent == ["من\nهو"]
        assert app.editor.text == ""


async def test_the_arrows_at_the_edges_recall_what_was_asked() -> None:
    app = Desk(asked=("أول", "ثانٍ"))
    async with app.run_test(size=(30, 12)) as pilot:
        await write(pilot, "مسودة")
        seen = []
        for key in ("up", "up", "up", "down", "down", "down"):
            await pilot.press(key)
            seen.append(app.editor.text)

    assert seen == ["ثانٍ", "أول", "أول", "ثانٍ", "مسودة", "مسودة"]


async def test_within_a_question_of_lines_the_arrows_move() -> None:
    app = Desk(asked=("أول",))
    async with app.run_test(size=(30, 12)) as pilot:
        await write(pilot, "دار")
        await pilot.press("ctrl+j", "up")
        assert app.editor.cursor_location[0] == 0
        assert app.editor.text == "دار\n"


async def test_the_editor_grows_with_the_question_to_ten_lines() -> None:
    app = Desk()
    async with app.run_test(size=(30, 30)) as pilot:
        app.editor.styles.border = ("tall", "gray")
        await pilot.pause()
        heights = []
        for _ in range(12):
            heights.append(app.editor.size.height)
            await pilot.press("ctrl+j")

    assert heights == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10]


async def test_long_lines_wrap_at_words() -> None:
    app = Desk()
    async with app.run_test(size=(12, 12)) as pilot:
        await write(pilot, "ذهب الولد إلى دار")

        assert app.rows() == ["ﺪﻟﻮﻟﺍ ﺐﻫﺫ".rjust(12), "ﺭﺍﺩ ﻰﻟﺇ".rjust(12)]


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("ﻡﻼﺳ", "ملاس"),
        ("سطر\r\nآخر\rثالث", "سطر\nآخر\nثالث"),
        ("\u202eقلب\u202c \x1b[31mأحمر\x07", "قلب [31mأحمر"),
        (f"كلمة{STRONG_BLANK}أخرى\tثالثة", "كلمة أخرى ثالثة"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("ﷺ ½ ²", "ﷺ ½ ²"),
    ],
)
async def test_what_is_pasted_comes_in_as_letters(pasted: str, text: str) -> None:
    app = Desk()
    async with app.run_test(size=(40, 12)) as pilot:
        app.post_message(events.Paste(pasted))
        await pilot.pause()

        assert app.editor.text == cleaned(pasted) == text


async def test_a_field_has_one_line() -> None:
    app = Desk()
    async with app.run_test(size=(40, 12)) as pilot:
        field = app.query_one(Field).focus()
        app.post_message(events.Paste("دار\nورد"))
        await pilot.pause()
        await pilot.press("enter")

        assert (field.text, app.sent) == ("دار ورد", ["دار ورد"])
