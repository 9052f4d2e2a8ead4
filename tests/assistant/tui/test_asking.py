"""Asking in the chat: what comes of a question, and what is kept of it."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Static

from assistant.conversation.chats import Chats
from assistant.terminal.orders import Order
from assistant.tui.editor import Editor
from assistant.tui.evidence import EvidencePanel
from index.ingest import add
from index.store.library import Library
from tests.assistant.tui.conftest import (
    BUILT_BAGHDAD,
    BUILT_CAIRO,
    CAIRO,
    UNANSWERABLE,
    ask,
    chat_screen,
    chat_with,
    on_screen,
    until,
    view,
    write,
)


@pytest.mark.parametrize("order", ["visual", "words", "kitty"])
async def test_an_answer_stands_beside_its_quotes_in_every_order(
    library: Path, order: Order
) -> None:
    app = chat_with(library, order=order)
    async with app.run_test(size=(120, 36)) as pilot:
        exchange = await ask(pilot, BUILT_CAIRO)
        await pilot.pause()

        card = exchange.cards[0]
        assert exchange.stage == "answered"
        assert "969" in exchange.text
        assert CAIRO[card.start : card.end] == card.text
        evidence = pilot.app.screen.query_one(EvidencePanel)
        assert evidence.region.x < view(pilot).region.x
        assert on_screen(pilot).count("[1]") >= 2


async def test_a_refusal_tells_why_and_shows_the_nearest_passages(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        exchange = await ask(pilot, f"{UNANSWERABLE} في القاهرة")

        assert exchange.stage == "refused"
        assert exchange.notice is not None
        assert "لا يرد في الوثائق جواب" in exchange.notice.ar
        assert exchange.cards
        assert all(card.opens for card in exchange.cards)


async def test_a_follow_up_says_how_it_was_understood_and_can_be_corrected(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await ask(pilot, BUILT_BAGHDAD)
        follow_up = await ask(pilot, "ومتى حدث ذلك؟")
        assert follow_up.understood is not None
        assert "بغداد" in follow_up.understood

        await pilot.press("ctrl+r")
        prompt = pilot.app.screen.query_one(Editor)
        assert prompt.text == follow_up.understood

        corrected = await ask(pilot, "متى بُني الجامع الأزهر؟")
        assert corrected.understood is None
        assert "972" in corrected.text


async def test_a_new_conversation_carries_nothing_over(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await ask(pilot, BUILT_BAGHDAD)
        await pilot.press("f8")
        await until(pilot, lambda: not view(pilot).turns)

        assert (await ask(pilot, "ومتى حدث ذلك؟")).understood is None
        with Chats.open(library) as chats:
            assert len(chats.listed()) == 2


async def test_escape_stops_an_answer_at_once_and_nothing_of_it_is_saved(library: Path) -> None:
    busy = Event()
    app = chat_with(library)
    async with app.run_test(size=(120, 36)) as pilot:
        app.work(lambda _: busy.wait(), lambda _: None)
        await write(pilot, BUILT_CAIRO)
        await pilot.press("enter")
        await until(pilot, lambda: view(pilot).turns)
        assert view(pilot).turns[0].stage == "asking"

        await pilot.press("escape")
        assert view(pilot).turns[0].stage == "stopped"

        busy.set()
        answered = await ask(pilot, BUILT_BAGHDAD)
        assert answered.stage == "answered"
        assert view(pilot).turns[0].stage == "stopped"
        with Chats.open(library) as chats:
            (chat,) = chats.listed()
            assert chat.turns == 1


async def test_typing_goes_on_while_the_worker_is_busy(library: Path) -> None:
    busy = Event()
    app = chat_with(library)
    async with app.run_test(size=(120, 36)) as pilot:
        app.work(lambda _: busy.wait(), lambda _: None)
        await write(pilot, BUILT_CAIRO)
        await pilot.press("enter", *"سؤال")

        assert pilot.app.screen.query_one(Editor).text == "سؤال"
        busy.set()


async def test_every_turn_is_saved_as_it_happens_and_the_last_chat_goes_on(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await ask(pilot, BUILT_BAGHDAD)

    async with chat_with(library, latest=True).run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: view(pilot).turns)
        assert view(pilot).turns[0].question == BUILT_BAGHDAD
        follow_up = await ask(pilot, "ومتى حدث ذلك؟")

        assert "بغداد" in (follow_up.understood or "")
    with Chats.open(library) as chats:
        (chat,) = chats.listed()
        assert chat.turns == 2


async def test_a_source_that_changed_since_is_said_so(tmp_path: Path) -> None:
    library, source = tmp_path / "library", tmp_path / "القاهرة.txt"
    source.write_text(CAIRO, encoding="utf-8")
    with Library.create(library) as opened:
        list(add(opened, [source]))
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await ask(pilot, BUILT_CAIRO)

    source.write_text("نص آخر تمامًا عن مدينة أخرى.", encoding="utf-8")
    with Library.open(library) as opened:
        list(add(opened, [source]))

    async with chat_with(library, latest=True).run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: view(pilot).turns)
        card = view(pilot).turns[0].cards[0]

        assert card.state == "changed"
        assert "969" in card.text
        await pilot.press("f3")
        assert pilot.app.screen is chat_screen(pilot)


async def test_letters_typed_in_the_conversation_go_to_the_prompt(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await ask(pilot, BUILT_CAIRO)
        view(pilot).focus()
        await pilot.press("م", "ن")

        prompt = pilot.app.screen.query_one(Editor)
        await until(pilot, lambda: prompt.text == "من" and prompt.has_focus)


async def test_the_questions_of_a_resumed_conversation_are_recalled_by_arrow(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await ask(pilot, BUILT_CAIRO)

    async with chat_with(library, latest=True).run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: view(pilot).turns)
        await pilot.press("up")
        await until(pilot, lambda: pilot.app.screen.query_one(Editor).text == BUILT_CAIRO)


async def test_a_conversation_that_is_not_there_is_a_notice_and_no_traceback(library: Path) -> None:
    async with chat_with(library, resume=77).run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: pilot.app._notifications)

        assert (await ask(pilot, BUILT_CAIRO)).stage == "answered"


async def test_the_chat_goes_on_while_another_process_writes(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        with Library.open(library) as other, other.writing():
            assert (await ask(pilot, BUILT_CAIRO)).stage == "answered"


async def test_what_comes_once_the_chat_is_being_left_is_dropped(library: Path) -> None:
    app, shown = chat_with(library), list[str]()
    async with app.run_test(size=(120, 36)) as pilot:
        app.later(shown.append, "قبل")
        await until(pilot, lambda: shown)
        app._running = False  # as Textual sets it before it takes the screens away
        app.later(shown.append, "بعد")
        await pilot.pause()

    assert shown == ["قبل"]


async def test_the_header_counts_the_documents(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        header = pilot.app.screen.query_one("#library", Static)
        await until(pilot, lambda: str(header.visual) == "3 وثائق")
