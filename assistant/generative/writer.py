"""Answers written by a model: it points to sentences; quotes are cut from the canonical text.

The counterpart of `extractive`. What the model writes is checked statement by statement while it
comes, so that nothing is shown that has to be taken back.
"""

from __future__ import annotations

import secrets
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from threading import Event
from time import monotonic

from assistant.answer import Quote, Statement, Writing
from assistant.controls import visible_line
from assistant.generative.assembler import Assembler
from assistant.generative.drafts import DraftReader
from assistant.generative.prompting import Prompt, prompt_for
from assistant.llms import errors
from assistant.llms.errors import ModelError, Unconstrained
from assistant.llms.llm import HEARTBEAT_SECONDS, LanguageModel, Schema
from index.errors import Message
from index.store.library import Library
from index.types import Hit

LONGEST_PAUSE_SECONDS = 20.0
"""A server that asks for more gets none: the documents can answer at once."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a model made of a question."""

    statements: tuple[Statement, ...]
    quotes: tuple[Quote, ...]
    refused: bool
    """Whether the model said that the sentences do not hold the answer."""
    writing: Writing


def generate_answer(
    model: LanguageModel, question: str, hits: Sequence[Hit], library: Library, strict: bool
) -> Generator[str, None, Written]:
    """The model's answer: its statements one by one as they are found good, then all of it.

    While the model is waited for, empty pieces come ten times a second; closing the generator
    then ends the request. When neither statements nor a refusal come, `writing.cause` says why.

    :param strict: whether statements without support are dropped instead of marked.
    """
    prompt = prompt_for(question, hits)
    if not prompt.sources:
        return Written((), (), True, Writing(model.name))
    deadline = monotonic() + model.patience.answer_s
    schema: Schema | None = prompt.schema
    for attempt in range(model.patience.retries + 1):
        assembler = Assembler(prompt, library, strict)
        try:
            yield from _attempt(model, prompt, schema, assembler, deadline)
            return _written(model, assembler, None)
        except ModelError as error:
            last = error
        if isinstance(last, Unconstrained) and schema:
            schema = None  # the server knows no schemas; the prompt asks for the form as well
        elif assembler.statements or not last.retry or attempt == model.patience.retries:
            break
        else:
            wait_s = _pause(model, attempt, last)
            if wait_s > LONGEST_PAUSE_SECONDS or monotonic() + wait_s > deadline:
                break
            yield from _wait(wait_s)
    return _written(model, assembler, last)


def _attempt(
    model: LanguageModel,
    prompt: Prompt,
    schema: Schema | None,
    assembler: Assembler,
    deadline: float,
) -> Iterator[str]:
    """What one request brings, until the model has closed its list."""
    reader = DraftReader()
    received = False
    with closing(model.write(prompt.system, prompt.user, schema)) as pieces:
        for piece in pieces:
            if monotonic() > deadline:
                raise errors.timed_out()
            received = received or (not piece.isspace() and bool(piece))
            shown = [assembler.add(draft) for draft in reader.feed(piece)] if piece else []
            yield "".join(visible_line(statement.marked) + " " for statement in shown if statement)
            if reader.closed:
                return
    if not received:
        raise errors.empty()
    raise errors.broken_off() if reader.begun else errors.malformed()


def _written(model: LanguageModel, assembler: Assembler, error: ModelError | None) -> Written:
    refused = error is None and not assembler.statements and not assembler.dropped
    cause = error.cause if error else None
    if not error and not assembler.statements and assembler.dropped:
        cause = _NOTHING_STANDS
    writing = Writing(
        model.name,
        tuple(assembler.quotations),
        tuple(assembler.dropped),
        incomplete=error is not None and bool(assembler.statements),
        cause=cause,
    )
    return Written(tuple(assembler.statements), tuple(assembler.quotes), refused, writing)


def _pause(model: LanguageModel, attempt: int, error: ModelError) -> float:
    """Seconds before the next request: what the server asks for, else longer each time."""
    if error.wait_s is not None:
        return error.wait_s
    jitter = 0.5 + secrets.randbelow(1000) / 1000
    return float(model.patience.pause_s * 2**attempt * jitter)


def _wait(wait_s: float) -> Iterator[str]:
    until = monotonic() + wait_s
    while (left := until - monotonic()) > 0:
        Event().wait(min(left, HEARTBEAT_SECONDS))
        yield ""


_NOTHING_STANDS = Message(
    "لم تشهد الوثائق لشيء مما كتبه النموذج",
    "nothing that the model wrote is supported by the documents",
)
