"""The turns that a conversation is made of."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Answer
from assistant.conversation.saved import SavedAnswer


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its answer, as a conversation holds and saves it."""

    question: str
    """As the user wrote it."""
    understood: str
    """The standalone question that was answered; the same when nothing had to be carried over."""
    answer: Answer | SavedAnswer
