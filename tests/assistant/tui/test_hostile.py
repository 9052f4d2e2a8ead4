"""What documents, names and answers say is shown, and nothing in it is obeyed (B9, B10)."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest
from textual.widgets import OptionList

from assistant.tui.conversation_view import ConversationView
from assistant.tui.editor import Field
from assistant.tui.exchange import Card, Exchange
from index.errors import Message
from index.ingest import add
from index.store.library import Library
from tests.assistant.tui.conftest import (
    PATIENCE,
    ask,
    chat_screen,
    chat_with,
    on_screen,
    until,
    view,
)

MARKUP = "[/القسم] [@click=app.quit]اضغط[/] [bold]عريض[/bold] [link=http://x]رابط[/link]"
CONTROLS = (
    "\x1b]52;c;YWJj\x07 \x1b[2J \x1b]0;عنوان\x07 \x1bP+q544e\x1b\\ \x9b6n \x9d8;;http://x\x9c"
    " \u202eمقلوب\u202c \u2067معزول\u2069 \b\r"
)
QUESTION = "متى أُسست قرطبة الجديدة؟"
SENTENCE = f"أُسست قرطبة الجديدة سنة 1350م {MARKUP} {CONTROLS} على يد الأمير."
RAW = re.compile("[\x07\x08\x1b\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A library of one document whose text and name are full of orders to the terminal."""
    source = tmp_path / "[@click=app.quit]x[bold] \x1b]0;x\x07\u202e.md"
    source.write_text(f"# {MARKUP} {CONTROLS}\n\n{SENTENCE}\n", encoding="utf-8")
    with Library.create(tmp_path / "library") as made:
        list(add(made, [source]))
    return tmp_path / "library"


async def test_no_order_in_a_document_or_its_name_leaves_any_screen_raw(hostile: Path) -> None:
    async with chat_with(hostile).run_test(size=(140, 50)) as pilot:
        shown = [on_screen(pilot)]
        exchange = await ask(pilot, QUESTION)
        assert "1350" in exchange.text
        await until(pilot, lambda: "@click=app.quit" in on_screen(pilot))
        shown.append(on_screen(pilot))
        for key in ("f3", "f4", "f5"):
            await pilot.press(key)
            await until(pilot, lambda: pilot.app.screen is not chat_screen(pilot))
            shown.append(on_screen(pilot))
            await pilot.press("escape")

        assert not any(RAW.search(text) for text in shown)
        assert "@click=app.quit" in shown[1]


async def test_markup_is_shown_and_clicking_it_does_nothing(hostile: Path) -> None:
    async with chat_with(hostile).run_test(size=(140, 50)) as pilot:
        await ask(pilot, QUESTION)
        await until(pilot, lambda: "@click" in on_screen(pilot))
        rows = enumerate(on_screen(pilot).splitlines())
        places = [(row.index("@click"), y) for y, row in rows if "@click" in row]
        assert places
        for place in places:
            await pilot.click(offset=place)
        await pilot.pause()

        assert pilot.app.is_running
        assert not pilot.app._exit


async def test_hostile_titles_notices_and_pieces_of_an_answer_are_only_text(library: Path) -> None:
    app = chat_with(library)
    async with app.run_test(size=(140, 50)) as pilot:
        card = Card(1, MARKUP, CONTROLS, f"/{CONTROLS}", 1, 0, 5, CONTROLS, SENTENCE, MARKUP)
        turns = [
            Exchange(SENTENCE, SENTENCE, "answered", text=f"{SENTENCE} [1]", cards=(card,)),
            Exchange(MARKUP, text=SENTENCE[: SENTENCE.index("52;c")]),  # cut within an order
        ]
        await pilot.app.screen.query_one(ConversationView).load(turns)
        view(pilot).choose(0)
        chat_screen(pilot)._title = SENTENCE
        chat_screen(pilot)._show_header()
        app.say(Message(SENTENCE, SENTENCE), severe=True)
        await until(pilot, lambda: "[bold]" in on_screen(pilot))

        assert not RAW.search(on_screen(pilot))


async def test_a_saved_chat_with_a_hostile_title_is_listed_and_deleted_by_it(
    hostile: Path,
) -> None:
    async with chat_with(hostile).run_test(size=(140, 50)) as pilot:
        await ask(pilot, f"{QUESTION} {MARKUP} {CONTROLS}")
        await pilot.press("f4")
        await until(pilot, lambda: pilot.app.screen.query_one(OptionList).option_count == 1)
        await pilot.press("f2")
        await pilot.pause()
        assert RAW.search(pilot.app.screen.query_one(Field).text) is None
        await pilot.press("escape", "f8")
        await pilot.pause()

        assert not RAW.search(on_screen(pilot))


@pytest.mark.parametrize("order", ["visual", "words"])
def test_on_a_real_terminal_only_our_own_sequences_come_out(hostile: Path, order: str) -> None:
    sent = captured(hostile, order, QUESTION)

    assert "1350" in sent
    assert "YWJj" in sent  # the order's words are there to be read …
    assert "\x1b]52" not in sent  # … and not the order
    assert "\x1b]0;" not in sent
    assert "\x1bP+q" not in sent
    assert not re.search("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]", sent)


def captured(library: Path, order: str, question: str) -> str:
    """All that the chat writes to its terminal, from its start until an answer is on it."""
    leader, follower = pty.openpty()
    os.set_blocking(leader, False)
    command = [sys.executable, "-m", "assistant", "chat", "--display", order]
    process = subprocess.Popen(
        [*command, "--library", str(library)],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "COLUMNS": "140", "LINES": "50", "TERM": "xterm-256color"},
    )
    os.close(follower)
    try:
        before = read_until(leader, "F10")
        os.write(leader, question.encode() + b"\r")
        return before + read_until(leader, "YWJj", "1350")
    finally:
        process.kill()
        process.wait()
        os.close(leader)


def read_until(leader: int, *awaited: str) -> str:
    read, end = b"", monotonic() + PATIENCE
    while not all(each.encode() in read for each in awaited):
        assert monotonic() < end, read[-200:]
        if select.select([leader], [], [], 0.5)[0]:
            read += os.read(leader, 65536)
    return read.decode(errors="replace")
