"""The conversation on the screen: thousands of turns, of which a window has widgets.

Two blanks stand for the turns above and below the window, as high as these were when last seen,
or are estimated to be: the scroll bar tells the truth, and nothing jumps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from assistant.tui import messages
from assistant.tui.content import RtlContent
from assistant.tui.exchange import Exchange
from assistant.tui.text import paragraphs
from assistant.tui.turn import TurnView
from index.errors import Language

WINDOW = 20
"""Turns with widgets, three each: more than a tall terminal shows, few to lay out."""
SHIFT = 5
"""Turns by which the screen may leave the middle of the window before that follows."""


class Blank(Widget):
    """The room of turns that have no widgets."""

    def render_line(self, y: int) -> Strip:
        return Strip.blank(self.size.width, self.rich_style)


class ConversationView(VerticalScroll):
    """Turns, oldest first; one of them is chosen, and in it a quote."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+up,alt+up", "choose(-1)", show=False),
        Binding("ctrl+down,alt+down", "choose(1)", show=False),
        Binding("left", "mark(1)", show=False),
        Binding("right", "mark(-1)", show=False),
        Binding("enter", "open", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """Another turn, or another quote in it, is looked at."""

        exchange: Exchange | None
        number: int | None

    class Open(Message):
        """The chosen quote's document is wanted."""

    class Correct(Message):
        """What was understood of the chosen question is to be corrected."""

    def __init__(self, language: Language) -> None:
        super().__init__(id="conversation")
        self._language = language
        self._turns: list[Exchange] = []
        self._heights: list[int] = []
        self._first = 0
        self._views: list[TurnView] = []
        self._above, self._below = Blank(), Blank()
        self.chosen: int | None = None
        self.number: int | None = None

    def compose(self) -> ComposeResult:
        self._set_blanks()
        yield Static(_greeting(self._language), id="greeting")
        yield self._above
        yield self._below

    def on_mount(self) -> None:
        self.anchor()

    @property
    def turns(self) -> Sequence[Exchange]:
        return self._turns

    @property
    def exchange(self) -> Exchange | None:
        """The chosen turn."""
        return None if self.chosen is None else self._turns[self.chosen]

    async def load(self, turns: Sequence[Exchange]) -> None:
        """Show these turns in place of those that are there, the last one chosen."""
        await self.remove_children(TurnView)
        self._turns, self._views, self._first = list(turns), [], 0
        self._heights = [self._estimate(exchange) for exchange in self._turns]
        self.chosen = None
        await self._show_window(len(self._turns))
        self.choose(len(self._turns) - 1 if self._turns else None)
        self.anchor()

    async def append(self, exchange: Exchange) -> int:
        """A new turn, chosen and looked at; returns its place, from 0."""
        self._turns.append(exchange)
        self._heights.append(self._estimate(exchange))
        await self._show_window(len(self._turns))
        self.choose(len(self._turns) - 1)
        self.anchor()
        return len(self._turns) - 1

    def replace(self, at: int, exchange: Exchange) -> None:
        """What has come of a turn meanwhile."""
        self._turns[at] = exchange
        if at == self.chosen:
            self.number = 1 if exchange.cards else None
            self._tell()
        self._redraw(at)

    def choose(self, at: int | None, number: int | None = None) -> None:
        """Choose a turn, and in it a quote: its first one unless another is named."""
        before, self.chosen = self.chosen, at
        exchange = self.exchange
        self.number = (number or 1) if exchange and exchange.cards else None
        for each in {before, at}:
            self._redraw(each)
        self._tell()

    def mark(self, number: int) -> None:
        """Choose a quote of the chosen turn."""
        if self.exchange and self.exchange.card(number) and number != self.number:
            self.choose(self.chosen, number)

    async def action_choose(self, step: int) -> None:
        if not self._turns:
            return
        at = len(self._turns) - 1 if self.chosen is None else self.chosen + step
        at = min(max(at, 0), len(self._turns) - 1)
        if at not in self._window:
            await self._show_window(at)
        self.choose(at)
        self.scroll_to_widget(self._views[at - self._first], animate=False, top=True)

    # At once: the window cannot follow a flight over two thousand turns.

    def action_page_up(self) -> None:
        self.scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        self.scroll_page_down(animate=False)

    def action_scroll_home(self) -> None:
        self.scroll_home(animate=False)

    def action_scroll_end(self) -> None:
        self.scroll_end(animate=False)

    def action_mark(self, step: int) -> None:
        self.mark((self.number or 0) + step)

    def action_open(self) -> None:
        self.post_message(self.Open())

    def on_turn_view_touched(self, event: TurnView.Touched) -> None:
        at = self._first + self._views.index(event.view)
        again = event.number is not None and (at, event.number) == (self.chosen, self.number)
        self.choose(at, event.number)
        if again:
            self.post_message(self.Open())
        elif event.understood:
            self.post_message(self.Correct())

    def _tell(self) -> None:
        self.post_message(self.Chosen(self.exchange, self.number))

    def _redraw(self, at: int | None) -> None:
        if at is not None and at in self._window:
            chosen = at == self.chosen
            view = self._views[at - self._first]
            view.show(self._turns[at], chosen, self.number if chosen else None)

    @property
    def _window(self) -> range:
        return range(self._first, self._first + len(self._views))

    def watch_scroll_y(self, before: float, now: float) -> None:
        super().watch_scroll_y(before, now)
        middle = self._first + len(self._views) // 2
        if self._views and abs(self._turn_on_screen() - middle) > SHIFT:
            self.call_next(self._follow)

    def on_resize(self, event: events.Resize) -> None:
        """Other widths, other heights: those out of sight are estimated again."""
        self._heights = [self._estimate(exchange) for exchange in self._turns]
        self._set_blanks()

    async def _follow(self) -> None:
        await self._show_window(self._turn_on_screen())

    def _turn_on_screen(self) -> int:
        """Which turn stands in the middle of the screen, as far as heights are known."""
        row, middle = 0, int(self.scroll_y) + self.size.height // 2
        for at, height in enumerate(self._heights):
            row += height
            if row > middle:
                return at
        return len(self._turns) - 1

    async def _show_window(self, middle: int) -> None:
        """Give widgets to the turns around one of them; those that have some keep them."""
        self._measure()
        self.query_one("#greeting").display = not self._turns
        first = max(0, min(middle - WINDOW // 2, len(self._turns) - WINDOW))
        wanted = range(first, min(first + WINDOW, len(self._turns)))
        kept = dict(zip(self._window, self._views, strict=True))
        gone = [kept.pop(at) for at in self._window if at not in wanted]
        made = {at: self._made(at) for at in wanted if at not in kept}
        early = [view for at, view in made.items() if kept and at < min(kept)]
        late = [view for at, view in made.items() if not (kept and at < min(kept))]
        self._first, self._views = first, [(kept | made)[at] for at in wanted]
        with self.app.batch_update():
            await self.mount(*early, after=self._above)
            await self.mount(*late, before=self._below)
            await self.remove_children(gone)
            self._set_blanks()
        self.call_after_refresh(self._settle)

    def _made(self, at: int) -> TurnView:
        return TurnView(self._turns[at], self._language)

    def _settle(self) -> None:
        """Scroll by what the estimates above the screen were wrong by."""
        top, wrong, row = int(self.scroll_y), 0, self._above.size.height
        for at, view in zip(self._window, self._views, strict=True):
            if row + self._heights[at] <= top:
                wrong += view.outer_size.height - self._heights[at]
            row += self._heights[at]
        self._measure()
        if wrong and self.scroll_y < self.max_scroll_y:
            self.scroll_to(y=top + wrong, animate=False)

    def _measure(self) -> None:
        for at, view in zip(self._window, self._views, strict=True):
            self._heights[at] = view.outer_size.height or self._heights[at]

    def _set_blanks(self) -> None:
        self._above.styles.height = sum(self._heights[: self._window.start])
        self._below.styles.height = sum(self._heights[self._window.stop :])

    def _estimate(self, exchange: Exchange) -> int:
        """Rows that a turn will take."""
        width = max(20, self.size.width - 8)
        texts = (exchange.question, exchange.understood or "", exchange.text)
        return 4 + sum(-(-len(text) // width) for text in texts) + len(exchange.cards)


def _greeting(language: Language) -> RtlContent:
    return paragraphs(
        (messages.GREETING.to(language), "bold $accent"),
        "\n" + messages.GREETING_HOW.to(language),
        ("\n" + messages.GREETING_KEYS.to(language), "$text-muted"),
        language=language,
    )
