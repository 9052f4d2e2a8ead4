"""A question's way through the worker: understood, searched, answered, saved; told step by step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from time import perf_counter

from assistant.answer import Answer
from assistant.conversation.dialogue import Turn, Understood, understand
from assistant.conversation.referents import REMEMBERED
from assistant.tui.exchange import Exchange, exchange_of
from assistant.tui.worker import Opened

FRAME_SECONDS = 0.03
"""Between two looks at a text that is being written: laying it out takes some milliseconds."""
CASE_FILE = "cases.qa.yaml"
"""In the working folder: where answers are pinned when no other file is named."""


@dataclass(slots=True)
class Conversation:
    """The one at hand, as the worker knows it."""

    chat: int | None = None
    """In the file of conversations; None before its first turn."""
    turns: list[Turn] = field(default_factory=list)
    """The last few, oldest first."""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
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


def resumed(opened: Opened, chat: int | None) -> Resumed | None:
    """A saved conversation by its id; for None the one that was last, None when there is none.

    :raises NoSuchChat: when it is not there.
    """
    found = opened.chats.latest() if chat is None else opened.chats.chat(chat)
    if found is None:
        return None
    turns = opened.chats.turns(found.id, opened.library)
    exchanges = tuple(exchange_of(turn, opened.library) for turn in turns)
    conversation = Conversation(found.id, list(turns[-REMEMBERED:]))
    return Resumed(conversation, found.title, exchanges)


def answer(
    opened: Opened,
    conversation: Conversation,
    question: Question,
    told: Callable[[Exchange], object],
) -> Exchange | None:
    """The finished exchange, saved with its conversation; None when it was stopped.

    :param told: given what has come of the question so far, each time that is more.
    """
    if question.stopped.is_set():
        return None
    understood = _understood(opened, question, conversation.turns)
    if understood is None:
        return None
    line = understood.question if understood.carried else None
    exchange = Exchange(question.text, line)
    told(exchange)
    answer = _streamed(opened, question, understood, exchange, told)
    if answer is None or question.stopped.is_set():
        return None
    turn = Turn(question.text, understood.question, answer)
    _keep(opened, conversation, turn)
    return exchange_of(turn, opened.library)


def _understood(opened: Opened, question: Question, turns: Sequence[Turn]) -> Understood | None:
    """None when it was stopped while a model was at it."""
    if question.as_it_stands:
        return Understood(question.text)
    model = opened.model.get()
    if model is None:
        return understand(question.text, turns)
    from assistant.conversation.model_rewriting import understand_with

    with closing(understand_with(model, question.text, turns)) as steps:
        while not question.stopped.is_set():
            try:
                next(steps)
            except StopIteration as end:
                understood: Understood = end.value
                return understood
    return None


def _streamed(
    opened: Opened,
    question: Question,
    understood: Understood,
    exchange: Exchange,
    told: Callable[[Exchange], object],
) -> Answer | None:
    from assistant.answering import stream

    steps = stream(
        opened.searcher,
        understood.question,
        scope=question.scope,
        favoured=understood.documents,
        model=opened.model.get(),
    )
    shown = 0.0
    with closing(steps):
        for step in steps:
            if question.stopped.is_set():
                return None
            if isinstance(step, Answer):
                return step
            if isinstance(step, str):
                exchange = replace(exchange, text=exchange.text + step)
                if perf_counter() - shown < FRAME_SECONDS:
                    continue
                shown = perf_counter()
            else:
                exchange = replace(exchange, found=len(step))
            told(exchange)
    return None


def pinned(opened: Opened, conversation: Conversation, file: Path) -> str | None:
    """Append the last answer to a file of cases, with the turns that its question leans on.

    :return: its question; None when nothing has been answered.
    :raises UserError: when the file cannot take it.
    """
    from assistant.testing.writing import pin

    if not conversation.turns:
        return None
    alone = [at for at, turn in enumerate(conversation.turns) if turn.understood == turn.question]
    turns = conversation.turns[alone[-1] if alone else 0 :]
    pin(turns, file, opened.library.path)
    return turns[-1].question


def _keep(opened: Opened, conversation: Conversation, turn: Turn) -> None:
    if conversation.chat is None:
        conversation.chat = opened.chats.create()
    opened.chats.append(conversation.chat, turn, opened.library)
    conversation.turns = [*conversation.turns, turn][-REMEMBERED:]
