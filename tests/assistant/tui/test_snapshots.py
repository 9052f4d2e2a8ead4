"""A few whole screens, cell for cell; what they look like in a terminal is judged by eye."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from assistant.terminal.orders import Order
from assistant.tui.editor import Editor
from assistant.tui.exchange import Card, Exchange
from index.types import Span
from tests.assistant.tui.conftest import chat_with, until, view

Compare = Callable[..., bool]

QUOTE = "أُسست القاهرة سنة 969م على يد القائد جوهر الصقلي."
TURNS = [
    Exchange(
        "متى أُسست القاهرة؟",
        stage="answered",
        text="969م [1]",
        cards=(
            Card(
                *(1, "تاريخ القاهرة", "ص 12", "/كتب/cairo-2019.txt", 1, 0, len(QUOTE)),
                *("كانت الفسطاط قبلها. ", QUOTE, " ثم بُني الأزهر (972م).", Span(18, 22)),
            ),
        ),
    ),
    Exchange("ومن بناها؟", "من بنى القاهرة؟", found=5),
]


async def show_turns(pilot: Pilot[None]) -> None:
    header = pilot.app.screen.query_one("#library")
    await until(pilot, lambda: "3" in str(header.render()))
    pilot.app.screen.query_one(Editor).cursor_blink = False
    await view(pilot).load(TURNS)
    view(pilot).choose(0)
    await pilot.pause()


@pytest.mark.parametrize("order", ["visual", "words", "kitty"])
def test_the_conversation_and_its_evidence(
    library: Path, snap_compare: Compare, order: Order
) -> None:
    assert snap_compare(
        chat_with(library, order=order), terminal_size=(110, 28), run_before=show_turns
    )


def test_a_narrow_window(library: Path, snap_compare: Compare) -> None:
    assert snap_compare(chat_with(library), terminal_size=(60, 24), run_before=show_turns)


def test_the_commands_over_the_prompt(library: Path, snap_compare: Compare) -> None:
    async def type_slash(pilot: Pilot[None]) -> None:
        await show_turns(pilot)
        await pilot.press("slash")
        await pilot.pause()

    assert snap_compare(chat_with(library), terminal_size=(110, 28), run_before=type_slash)
