"""How one turn looks in the conversation: the question, and under it what came of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from assistant.tui import messages
from assistant.tui.content import RtlContent
from assistant.tui.exchange import Exchange
from assistant.tui.text import Name, Part, Sentence, paragraphs, quoted
from index.errors import Language
from index.errors import Message as Notice

MARKER = re.compile(r"\[(\d{1,3})\]")
"""What names a quote within an answer."""


class TurnView(Vertical):
    """A question, and under it what has come of it."""

    @dataclass
    class Touched(Message):
        """The mouse chose a turn."""

        view: TurnView
        number: int | None
        """Of the quote whose `[n]` was hit."""
        understood: bool
        """Whether it hit the line that says how the question was understood."""

    def __init__(self, exchange: Exchange, language: Language) -> None:
        super().__init__()
        self._exchange = exchange
        self._language = language
        self._question = Static(paragraphs(exchange.question), classes="question")
        self._reply = Static(reply(exchange, None, language), classes="reply")

    def compose(self) -> ComposeResult:
        yield self._question
        yield self._reply

    def show(self, exchange: Exchange, chosen: bool, number: int | None) -> None:
        """:param number: of the quote that is chosen, None when none of this turn is."""
        self._exchange = exchange
        self.set_class(chosen, "-chosen")
        self._reply.update(reply(exchange, number, self._language))

    def on_click(self, event: events.Click) -> None:
        widget, at = self.screen.get_widget_and_offset_at(event.screen_x, event.screen_y)
        number, understood = None, False
        if widget is self._reply and at is not None:
            lines = str(self._reply.visual).split("\n")
            number = marker_at(lines[at.y], at.x, self._exchange)
            understood = self._exchange.understood is not None and at.y == 0
        self.post_message(self.Touched(self, number, understood))


def reply(exchange: Exchange, marked: int | None, language: Language) -> RtlContent:
    parts = _understood(exchange, language)
    if exchange.stage == "asking":
        parts += _progress(exchange, language)
    elif exchange.stage == "answered":
        parts += _likelihood(exchange, language)
        parts += _with_markers(exchange.text, exchange, marked, "bold")
        parts += [*_quote(exchange), *_cards(exchange, marked)]
    else:
        parts += [*_with_markers(exchange.text, exchange, None, ""), "\n" * bool(exchange.text)]
        parts += _notice(exchange.notice or messages.STOPPED, language)
        parts += _nearest(exchange, marked, language)
    for note in exchange.notes:
        parts += ["\n", (note.to(language), "$warning-text")]
    return paragraphs(*parts)


def marker_at(line: str, at: int, exchange: Exchange) -> int | None:
    """The number of the quote whose `[n]` stands at a code point of a line."""
    for match in MARKER.finditer(line):
        if match.start() <= at < match.end() and exchange.card(int(match[1])):
            return int(match[1])
    return None


def _understood(exchange: Exchange, language: Language) -> list[Part]:
    if exchange.understood is None:
        return []
    return [
        (messages.UNDERSTOOD.to(language) + " ", "$text-muted"),
        Name(exchange.understood, "$secondary"),
        ("  — " + messages.CORRECT.to(language) + "\n", "$text-muted"),
    ]


def _progress(exchange: Exchange, language: Language) -> list[Part]:
    if exchange.text:
        return [(exchange.text, "$text-muted")]
    shown = messages.SEARCHING if exchange.found is None else messages.found(exchange.found)
    return [(shown.to(language), "$text-muted")]


def _likelihood(exchange: Exchange, language: Language) -> list[Part]:
    if exchange.likelihood is None:
        return []
    return [Name(exchange.likelihood.to(language), "$text-muted"), (": ", "$text-muted")]


def _with_markers(text: str, exchange: Exchange, marked: int | None, style: str) -> list[Part]:
    parts: list[Part] = []
    end = 0
    for match in MARKER.finditer(text):
        if exchange.card(int(match[1])) is None:
            continue
        parts += [(text[end : match.start()], style), _marker(int(match[1]), marked)]
        end = match.end()
    return [*parts, (text[end:], style)]


def _marker(number: int, marked: int | None) -> Part:
    return f"[{number}]", "bold $marked-text on $marked" if number == marked else "bold $accent"


def _quote(exchange: Exchange) -> list[Part]:
    """The sentence that a short answer is from, so that it can be read without the panel."""
    first = exchange.cards[0] if exchange.cards else None
    if first is None or first.short is None or first.state != "current":
        return []
    return ["\n", *quoted("«", first.text, first.short, "»", highlighted=False)]


def _cards(exchange: Exchange, marked: int | None) -> list[Part]:
    """A line for each document: which quotes are from it."""
    titles = dict.fromkeys(card.title for card in exchange.cards)
    parts: list[Part] = []
    for title in titles:
        parts.append("\n")
        for card in exchange.cards:
            if card.title == title:
                parts += [_marker(card.number, marked), " "]
        parts.append(Name(title, "$text-muted"))
    return parts


def _nearest(exchange: Exchange, marked: int | None, language: Language) -> list[Part]:
    if not exchange.cards:
        return []
    shown = messages.NEAREST.to(language) + ":"
    return [("\n" + shown, "$text-muted"), *_cards(exchange, marked)]


def _notice(message: Notice, language: Language) -> list[Part]:
    return [Sentence(message.to(language), "$warning-text")]
