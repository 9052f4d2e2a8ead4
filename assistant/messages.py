"""What is said of every answer alike, wherever it is shown, saved or exported."""

from __future__ import annotations

from typing import Protocol

from assistant.answer import RefusalReason
from index.errors import Message

_MISSING_NAMED = 5


class Refused(Protocol):
    """What a refusal is stated from: a fresh answer, a saved one or an exported turn."""

    @property
    def reason(self) -> RefusalReason | None: ...

    @property
    def missing(self) -> tuple[str, ...]: ...


def refusal(answer: Refused) -> Message:
    """Why there is no answer, naming what the documents lack."""
    if answer.reason == "nothing_found":
        return Message(
            "لم أجد في الوثائق شيئًا يتصل بالسؤال.",
            "Nothing in the documents touches on the question.",
        )
    if answer.missing:
        words = "، ".join(f"«{word}»" for word in answer.missing[:_MISSING_NAMED])
        return Message(
            f"لا يرد في الوثائق جواب: لم أجد فيها {words}.",
            f"The documents hold no answer: they do not mention {words}.",
        )
    return Message(
        "لا يرد في الوثائق جواب عن هذا السؤال.",
        "The documents hold no answer to this question.",
    )


class Weighed(Protocol):
    """What a likelihood is stated from: a fresh answer, a saved one or an exported turn."""

    @property
    def confidence(self) -> float | None: ...

    @property
    def likely(self) -> bool: ...


def likelihood(answer: Weighed) -> Message | None:
    """What stands before the words of an answer that is only likely; None before any other."""
    if not answer.likely or answer.confidence is None:
        return None
    share = f"{answer.confidence:.0%}"
    return Message(f"الأرجح ({share})", f"Likely ({share})")
