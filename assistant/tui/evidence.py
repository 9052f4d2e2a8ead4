"""The panel beside the conversation: the chosen answer's quotes in their context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from assistant.tui import messages
from assistant.tui.content import RtlContent
from assistant.tui.exchange import Card, Exchange
from assistant.tui.text import Name, Part, paragraphs, quoted
from index.errors import Language


class CardView(Static):
    """One quote, or one of the nearest passages."""

    def __init__(self, card: Card, quoted_by_answer: bool, language: Language) -> None:
        super().__init__(card_text(card, quoted_by_answer, language))
        self.card = card


class EvidencePanel(VerticalScroll):
    """Cards of evidence, one of them chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("enter", "open", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """Another card is looked at."""

        number: int

    class Open(Message):
        """The chosen card's document is wanted."""

    def __init__(self, language: Language) -> None:
        super().__init__(id="evidence")
        self._language = language
        self._exchange: Exchange | None = None
        self.number: int | None = None

    def compose(self) -> ComposeResult:
        yield Static(self._title(), id="evidence-title")
        yield Static(self._nothing(), id="no-evidence")

    async def show(self, exchange: Exchange | None, number: int | None) -> None:
        """The evidence of a turn; the cards are rebuilt only for other evidence."""
        cards = exchange.cards if exchange else ()
        old = self._exchange.cards if self._exchange else ()
        self._exchange, self.number = exchange, number
        answered = exchange is not None and exchange.stage == "answered"
        if cards != old:
            self.query_one("#evidence-title", Static).update(self._title())
            self.query_one("#no-evidence").display = not cards
            with self.app.batch_update():
                await self.remove_children(CardView)
                await self.mount(*(CardView(card, answered, self._language) for card in cards))
            self.scroll_home(animate=False)
        for view in self.query(CardView):
            view.set_class(view.card.number == number, "-chosen")
            if view.card.number == number:
                self.call_after_refresh(self.scroll_to_widget, view, animate=False)

    def action_step(self, step: int) -> None:
        self._choose((self.number or 0) + step)

    def action_open(self) -> None:
        self.post_message(self.Open())

    def on_click(self, event: events.Click) -> None:
        if isinstance(event.widget, CardView):
            number = event.widget.card.number
            if number == self.number:
                self.post_message(self.Open())
            self._choose(number)

    def _choose(self, number: int) -> None:
        if self._exchange and self._exchange.card(number):
            self.post_message(self.Chosen(number))

    def _title(self) -> RtlContent:
        refused = self._exchange is not None and self._exchange.stage == "refused"
        shown = messages.NEAREST if refused else messages.EVIDENCE
        return paragraphs((shown.to(self._language), "bold"))

    def _nothing(self) -> RtlContent:
        return paragraphs((messages.NO_EVIDENCE.to(self._language), "$text-muted"))


def card_text(card: Card, quoted_by_answer: bool, language: Language) -> RtlContent:
    """:param quoted_by_answer: or only near the question, and then not highlighted."""
    parts: list[Part] = [
        (f"[{card.number}] ", "bold $accent"),
        Name(card.title, "bold $secondary"),
    ]
    if card.locator:
        parts += ["\n", Name(card.locator, "$text-muted")]
    shown = {"current": None, "changed": messages.CHANGED, "gone": messages.GONE}[card.state]
    if shown:
        parts += [("\n" + shown.to(language), "$warning-text")]
    parts += ["\n", *quoted(card.before, card.text, card.short, card.after, quoted_by_answer)]
    # A path's last part tells more than its beginning in a narrow panel.
    return paragraphs(*parts, "\n", Name(card.source.rpartition("/")[2], "$text-muted"))
