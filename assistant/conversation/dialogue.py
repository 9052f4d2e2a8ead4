"""What a follow-up asks once the turns before it are read along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.ellipsis import question_parts
from assistant.conversation.referents import dialogue_context
from assistant.conversation.rewriting import rewritten
from assistant.conversation.turns import Turn


@dataclass(frozen=True, slots=True)
class Understood:
    """A question made to stand alone."""

    question: str
    carried: tuple[str, ...] = ()
    """What was taken over from earlier turns, in the order it stands; empty for a new subject."""
    documents: tuple[int, ...] = ()
    """Ids of the documents last cited, to be weighed in the search; empty for a new subject."""


def understand(question: str, turns: Sequence[Turn]) -> Understood:
    """What a question asks, given the turns before it.

    :param turns: oldest first; the last few are enough.
    """
    parts = question_parts(question)
    if not turns or not (parts.head or parts.rest):
        return Understood(question)
    context = dialogue_context(turns)
    made = rewritten(parts, context)
    if made is None:
        # «و» alone carries nothing over, but it says that the subject has not changed.
        return Understood(question, (), context.documents if parts.joined else ())
    return Understood(" ".join(made.question.split()), made.carried, context.documents)
