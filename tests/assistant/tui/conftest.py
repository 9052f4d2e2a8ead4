"""A chat over a library of three short documents, with nothing of the user's settings in reach."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from assistant.config import setting
from assistant.terminal.display import Display, Terminal
from assistant.terminal.orders import Order
from assistant.tui.app import ChatApp
from assistant.tui.chat_screen import ChatScreen
from assistant.tui.conversation_view import ConversationView
from assistant.tui.editor import Editor
from assistant.tui.exchange import Exchange
from index.ingest import add
from index.store.library import Library

CAIRO = (
    "أُسست القاهرة سنة 969م على يد القائد جوهر الصقلي في عهد الدولة الفاطمية.\n"
    "وبُني الجامع الأزهر فيها سنة 972م، وصار من أقدم الجامعات في العالم.\n"
)
BAGHDAD = (
    "بنى الخليفة المنصور مدينة بغداد سنة 762م وسماها مدينة السلام.\n"
    "وكان تخطيط المدينة دائريًا تحيط به الأسوار والأبواب الأربعة.\n"
)
DATES = "يُجنى التمر في الواحة أواخر الصيف، ويُحفظ في جرار من الفخار طوال الشتاء.\n"
BUILT_CAIRO, BUILT_BAGHDAD = "متى أُسست القاهرة؟", "من بنى بغداد؟"
UNANSWERABLE = "ما لون سيارة المدير الجديد؟"
PATIENCE = 300.0
"""Seconds until a test takes it that what it waits for never comes, on however busy a machine."""


@pytest.fixture(autouse=True)
def no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    for name in ("DISPLAY", "THEME", "LIBRARY", "LANG"):
        monkeypatch.delenv(f"SHAWAHID_{name}", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)  # no desktop whose clipboard a test might change
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents in `وثائق` and their library in `library`; not to be changed."""
    folder = tmp_path_factory.mktemp("shelf")
    documents = folder / "وثائق"
    documents.mkdir()
    for name, text in (("القاهرة", CAIRO), ("بغداد", BAGHDAD), ("التمر", DATES)):
        (documents / f"{name}.txt").write_text(text, encoding="utf-8")
    with Library.create(folder / "library") as made:
        list(add(made, [documents]))
    return folder


@pytest.fixture
def library(shelf: Path, tmp_path: Path) -> Path:
    """A library of one's own, of the documents on the shelf."""
    return Path(shutil.copytree(shelf / "library", tmp_path / "library"))


def chat_with(
    folder: Path,
    *,
    order: Order = "visual",
    latest: bool = False,
    resume: int | None = None,
    ask_display: bool = False,
    fast: bool = True,
) -> ChatApp:
    terminal = Terminal(Display(order), io.StringIO())
    return ChatApp(
        terminal,
        folder,
        "ar",
        latest=latest,
        resume=resume,
        fast=fast,
        ask_display=ask_display,
        theme=setting("theme"),
    )


async def until(pilot: Pilot[None], happened: Callable[[], object]) -> None:
    """Wait for what another thread brings about."""
    end = monotonic() + PATIENCE
    while not happened():
        assert monotonic() < end, "what was waited for did not happen"
        await pilot.pause(0.01)
    await pilot.pause()


async def ask(pilot: Pilot[None], question: str) -> Exchange:
    """Type a question, send it, and wait for what comes of it."""
    turns = view(pilot).turns
    before = len(turns)
    await write(pilot, question)
    await pilot.press("enter")
    await until(pilot, lambda: len(turns) > before and turns[-1].stage != "asking")
    return turns[-1]


async def write(pilot: Pilot[None], text: str) -> None:
    pilot.app.screen.query_one(Editor).replace_all(text)
    await pilot.pause()


def view(pilot: Pilot[None]) -> ConversationView:
    return chat_screen(pilot).query_one(ConversationView)


def chat_screen(pilot: Pilot[None]) -> ChatScreen:
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, ChatScreen))


def seen(widget: Widget) -> str:
    """What stands in a widget, row by row as it is sent to the terminal."""
    rows = (widget.render_line(y) for y in range(widget.size.height))
    return "\n".join("".join(segment.text for segment in row) for row in rows)


def on_screen(pilot: Pilot[None]) -> str:
    """The whole screen as it is sent."""
    rows = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in row) for row in rows)
