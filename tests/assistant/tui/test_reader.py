"""Reading a document in the chat: opened at the quote, however long it is, and searched."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from assistant.terminal.orders import Order
from assistant.tui.content import label
from assistant.tui.document_view import LONGEST_PIECE, DocumentView, piece_starts
from assistant.tui.editor import Field
from assistant.tui.evidence import EvidencePanel
from assistant.tui.finding import find
from assistant.tui.reader import ReaderScreen
from index.types import Document, Span
from tests.assistant.tui.conftest import (
    BUILT_CAIRO,
    ask,
    chat_screen,
    chat_with,
    on_screen,
    seen,
    until,
)

SENTENCE = "وفي هذه السنة عمّر السلطان سور المدينة ورصف طريقها إلى الساحل.\n"
PLACE = "هنا موضع الشاهد"
LONG = SENTENCE * 20_000 + PLACE + "\n" + SENTENCE * 20_000
"""Five megabytes of UTF-8."""


def long_document() -> Document:
    return Document(1, LONG, "0" * 64, "كتاب طويل", ("/كتب/طويل.txt",))


@pytest.mark.parametrize("order", ["visual", "words", "kitty"])
async def test_enter_in_the_evidence_opens_the_document_at_the_quote(
    library: Path, order: Order
) -> None:
    async with chat_with(library, order=order).run_test(size=(120, 36)) as pilot:
        exchange = await ask(pilot, BUILT_CAIRO)
        pilot.app.screen.query_one(EvidencePanel).focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderScreen))
        await until(pilot, lambda: exchange.cards[0].text in reader_text(pilot.app.screen))

        await pilot.press("escape")
        assert pilot.app.screen is chat_screen(pilot)


async def test_a_document_of_five_megabytes_is_laid_out_only_where_it_is_seen(
    library: Path,
) -> None:
    async with chat_with(library).run_test(size=(100, 30)) as pilot:
        at = LONG.index(PLACE)
        await pilot.app.push_screen(ReaderScreen(long_document(), Span(at, at + 15), "ar"))
        await pilot.pause()

        shown = pilot.app.screen.query_one(DocumentView)
        assert label(PLACE) in seen(shown)
        assert len(shown._laid_out) < 100


async def test_the_reader_scrolls_to_both_ends_and_not_beyond(library: Path) -> None:
    async with chat_with(library).run_test(size=(100, 30)) as pilot:
        await pilot.app.push_screen(ReaderScreen(long_document(), None, "ar"))
        await pilot.pause()
        shown = pilot.app.screen.query_one(DocumentView)

        await pilot.press("end")
        bottom = seen(shown).splitlines()[-1]
        assert label(SENTENCE.strip()) in bottom
        await pilot.press("pagedown", "down")
        assert shown.end_position == len(LONG) - 1
        await pilot.press("home", "pageup", "up")
        assert shown.position == 0
        await pilot.press("down")
        assert shown.position == len(SENTENCE)


async def test_words_are_found_however_they_are_spelt_and_the_keys_go_round(
    library: Path,
) -> None:
    text = "أحمد في أول السطر\nولا شيء هنا\nثم جاء احمد ثانية\n"
    document = Document(1, text, "0" * 64, "نص", ("/نص.txt",))
    async with chat_with(library).run_test(size=(100, 30)) as pilot:
        await pilot.app.push_screen(ReaderScreen(document, None, "ar"))
        await pilot.press("ctrl+f")
        pilot.app.screen.query_one(Field).replace_all("أَحمد")
        await until(pilot, lambda: label("1 من 2") in on_screen(pilot))

        await pilot.press("f3")
        assert label("2 من 2") in on_screen(pilot)
        await pilot.press("f3")
        assert label("1 من 2") in on_screen(pilot)
        await pilot.press("shift+f3")
        assert label("2 من 2") in on_screen(pilot)


async def test_what_is_selected_with_the_mouse_is_copied_as_it_was_written(
    library: Path,
) -> None:
    text = "أُسست القاهرة سنة 969م\nثم بُني الأزهر\n"
    document = Document(1, text, "0" * 64, "نص", ("/نص.txt",))
    async with chat_with(library).run_test(size=(60, 20)) as pilot:
        await pilot.app.push_screen(ReaderScreen(document, None, "ar"))
        await pilot.pause()
        right = pilot.app.screen.query_one(DocumentView).size.width + 1
        await pilot.mouse_down(DocumentView, offset=(right, 0))
        await pilot.hover(DocumentView, offset=(right - 11, 0))
        await pilot.mouse_up(DocumentView, offset=(right - 11, 0))

        assert pilot.app.screen.get_selected_text() == "أُسست القاهرة"


def test_found_places_slice_to_what_was_written() -> None:
    text = "قال أحمدُ: «الكِتابُ» خيرُ جليس.\nوالكتاب خير من المال."

    assert [text[span.start : span.end] for span in find(text, "الكتاب")] == ["الكِتابُ", "الكتاب"]
    assert find(text, " ") == []
    assert find(text, "جليس والكتاب") == []


def test_a_text_is_cut_at_its_lines_and_a_long_one_between_words() -> None:
    assert piece_starts("") == [0]
    assert piece_starts("سطر\nسطران\n") == [0, 4]

    wall = "كلمة " * 2_000
    starts = piece_starts(wall)
    assert len(starts) > 1
    assert all(wall[start - 1] == " " for start in starts[1:])
    assert max(b - a for a, b in pairwise(starts)) <= LONGEST_PIECE


def reader_text(screen: object) -> str:
    """The document's text in the rows that are seen, as it was written."""
    assert isinstance(screen, ReaderScreen)
    shown = screen.query_one(DocumentView)
    return shown.text[shown.position : shown.end_position]
