"""A question's way through the worker, shown on the screen step by step."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from time import perf_counter
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.conversation.dialogue import Understood
from assistant.conversation.turns import Turn
from assistant.tui.exchange import Exchange, exchange_of

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.conversation.asking import Conversation, Step

FRAME_SECONDS = 0.03
"""Between two looks at a text that is being written: laying it out takes some milliseconds."""
CASE_FILE = "cases.qa.yaml"
"""In the working folder: where answers are pinned when no other file is named."""


@dataclass(slots=True)
class CurrentConversation:
    """The conversation at hand, begun by the worker with its first question."""

    conversation: Conversation | None = None

    @property
    def chat(self) -> int | None:
        """Its id among the saved ones; None before its first turn."""
        return None if self.conversation is None else self.conversation.id


@dataclass(frozen=True, slots=True, eq=False)
class QuestionRequest:
    """What is asked, and how."""

    text: str
    as_it_stands: bool = False
    """Whether nothing is carried over into it."""
    scope: frozenset[int] | None = None
    """Ids of the documents that it is limited to; None for all."""
    stopped: Event = field(default_factory=Event)
    """Set when nobody waits for the answer any more."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """A saved conversation, ready to go on."""

    conversation: Conversation
    title: str
    exchanges: tuple[Exchange, ...]


def resumed(assistant: Assistant, chat: int | None) -> Resumed | None:
    """A saved conversation by its id; for None the one that was last, None when there is none.

    :raises NoSuchChat: when it is not there.
    """
    found = assistant.chats.latest() if chat is None else assistant.chats.chat(chat)
    if found is None:
        return None
    exchanges = (exchange_of(turn, assistant.library) for turn in assistant.turns(found.id))
    return Resumed(assistant.chat(found.id), found.title, tuple(exchanges))


def answer(
    assistant: Assistant,
    asked_in: CurrentConversation,
    question: QuestionRequest,
    report: Callable[[Exchange], object],
) -> Exchange | None:
    """The finished exchange, saved with its conversation; None when it was stopped.

    :param report: given what has come of the question so far, each time that is more.
    """
    if asked_in.conversation is None:
        asked_in.conversation = assistant.chat()
    steps = asked_in.conversation.stream(
        question.text, scope=question.scope, as_it_stands=question.as_it_stands
    )
    exchange, shown = Exchange(question.text), 0.0
    with closing(steps):
        for step in steps:
            if question.stopped.is_set():
                return None
            if isinstance(step, Turn):
                return exchange_of(step, assistant.library)
            if isinstance(step, str):
                exchange = replace(exchange, text=exchange.text + step)
                if not exchange.text or perf_counter() - shown < FRAME_SECONDS:
                    continue
                shown = perf_counter()
            exchange = _further(exchange, step)
            report(exchange)
    return None


def _further(exchange: Exchange, step: Step) -> Exchange:
    """What is known of the question once another step is done."""
    if isinstance(step, Understood):
        return replace(exchange, understood=step.question if step.carried else None)
    if isinstance(step, str | Answer | Turn):
        return exchange
    return replace(exchange, found=len(step))


def pin_last_answer(assistant: Assistant, asked_in: CurrentConversation, file: Path) -> str | None:
    """Append the last answer to a file of cases.

    :return: its question; None when nothing has been answered.
    :raises UserError: when the file cannot take it.
    """
    from assistant.testing.writing import pin_last

    turns = asked_in.conversation.turns if asked_in.conversation else []
    return pin_last(turns, file, assistant.library.path)
