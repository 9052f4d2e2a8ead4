"""The conversation on the screen: which turns have widgets, what is chosen, what stays put."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.tui.content import label
from assistant.tui.conversation_view import WINDOW
from assistant.tui.copying import answer_text
from assistant.tui.evidence import CardView, EvidencePanel
from assistant.tui.exchange import Card, Exchange
from assistant.tui.turn import TurnView
from index.errors import Message
from tests.assistant.tui.conftest import chat_with, on_screen, until, view


def exchange(number: int) -> Exchange:
    text = f"أُسست المدينة رقم {number} سنة {900 + number}م على يد القائد جوهر."
    cards = tuple(
        Card(each, f"باب {number}", "", f"/كتب/{number}.txt", 1, 0, 10, "", f"شاهد {each}", "")
        for each in (1, 2)
    )
    question = f"متى أُسست المدينة رقم {number}؟"
    return Exchange(question, stage="answered", text=f"{text} [1] [2]", cards=cards)


async def test_two_thousand_turns_have_a_window_of_widgets_and_all_can_be_reached(
    library: Path,
) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await view(pilot).load([exchange(number) for number in range(2_000)])
        await pilot.pause()
        assert len(pilot.app.screen.query(TurnView)) == WINDOW
        assert label("متى أُسست المدينة رقم 1999؟") in on_screen(pilot)

        view(pilot).focus()
        await pilot.press("home")
        first = label("متى أُسست المدينة رقم 0؟")
        await until(pilot, lambda: first in on_screen(pilot))
        assert len(pilot.app.screen.query(TurnView)) == WINDOW


async def test_an_answer_that_is_not_sure_begins_with_how_likely_it_is(library: Path) -> None:
    turns = [
        exchange(1),
        replace(exchange(2), likelihood=Message("الأرجح (72%)", "Likely (72%)")),
    ]
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await view(pilot).load(turns)
        await pilot.pause()

        screen = on_screen(pilot)

    assert screen.count(label("الأرجح (72%):")) == 1
    assert answer_text(turns[1], "ar").split("\n")[1].startswith("الأرجح (72%): أُسست")
    assert answer_text(turns[0], "ar").split("\n")[1].startswith("أُسست")


async def test_paging_up_shows_every_turn_on_the_way(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await view(pilot).load([exchange(number) for number in range(60)])
        await pilot.pause()
        view(pilot).focus()
        shown: set[int] = set()
        for _ in range(40):
            text = on_screen(pilot)
            shown |= {at for at in range(60) if label(f"متى أُسست المدينة رقم {at}؟") in text}
            await pilot.press("pageup")
            await pilot.pause()

        assert shown == set(range(60))


async def test_the_conversation_stays_put_for_who_has_scrolled_up(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await view(pilot).load([exchange(number) for number in range(40)])
        await pilot.pause()
        view(pilot).focus()
        await pilot.press("pageup", "pageup")
        await pilot.pause()
        before = view(pilot).scroll_y

        longer = Exchange("متى؟", text="جواب طويل يُكتب شيئًا فشيئًا. " * 40)
        view(pilot).replace(39, longer)
        await pilot.pause()

        assert view(pilot).scroll_y == before


async def test_the_conversation_follows_for_who_is_at_its_end(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await view(pilot).load([exchange(number) for number in range(40)])
        await pilot.pause()

        view(pilot).replace(39, Exchange("متى؟", text="كلمة " * 400 + "الخاتمة"))
        await pilot.pause()

        assert label("الخاتمة") in on_screen(pilot)


async def test_quotes_and_their_numbers_choose_each_other(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await view(pilot).load([exchange(1)])
        await pilot.pause()
        cards = pilot.app.screen.query(CardView)
        assert [card.has_class("-chosen") for card in cards] == [True, False]

        view(pilot).focus()
        await pilot.press("left")
        assert [card.has_class("-chosen") for card in cards] == [False, True]

        pilot.app.screen.query_one(EvidencePanel).focus()
        await pilot.press("up")
        assert view(pilot).number == 1

        await pilot.click(cards[1])
        assert view(pilot).number == 2


async def test_a_click_on_a_number_in_the_answer_chooses_its_quote(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await view(pilot).load([exchange(1), exchange(2)])
        await pilot.pause()
        row, text = next(
            (y, line) for y, line in enumerate(on_screen(pilot).splitlines()) if "902" in line
        )
        await pilot.click(offset=(text.index("[2]") + 1, row))
        assert (view(pilot).chosen, view(pilot).number) == (1, 2)


async def test_earlier_turns_are_chosen_by_key_and_show_their_evidence(library: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await view(pilot).load([exchange(number) for number in range(60)])
        await pilot.pause()
        view(pilot).focus()
        await pilot.press(*["ctrl+up"] * 30)
        await pilot.pause()

        assert view(pilot).chosen == 29
        assert label("باب 29") in on_screen(pilot)
