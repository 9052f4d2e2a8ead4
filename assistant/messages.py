"""What is said of every answer alike, wherever it is shown, saved or exported."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from assistant.answer import Known, RefusalReason
from index.errors import Message
from index.types import Anchor, AnchorKind, CaveatKind

_MISSING_NAMED = 5


FURTHER = Message("مواضع أخرى قريبة:", "Further passages nearby:")
"""What stands before the quotes that are shown because more were asked for."""


ANCHORS: dict[AnchorKind, str] = {
    "page": "ص {}",
    "slide": "الشريحة {}",
    "row": "السطر {}",
    "chapter": "فصل: {}",
    "time": "{}",
    "message": "الرسالة {}",
}
"""How a place in a file is written beside a quote, as references in Arabic write it."""
CAVEATS: dict[CaveatKind, Message] = {
    "mended": Message("حروف أُصلحت عند القراءة", "letters mended in reading"),
    "ocr": Message("مقروء بالتعرّف الضوئي على الحروف", "recognised from an image"),
    "unsure": Message("قد لا يكون النص كما في الصفحة", "may differ from what the page shows"),
}
"""What a quote says of how its words were read."""

_CELLS = re.compile(r"[^\s،].*![A-Z]{1,3}[0-9]+(?::[A-Z]{1,3}[0-9]+)?")
"""A row of a sheet, which its own label tells: «الأسعار!A4:C4»."""
_TIME = re.compile(r"[0-9]{2,}:[0-9]{2}:[0-9]{2}")


def place(anchor: Anchor) -> str:
    """Where in its file something stands: «ص 12», «الشريحة 3», «الأسعار!A4:C4»."""
    if anchor.kind == "row" and _CELLS.fullmatch(anchor.label):
        return anchor.label
    return ANCHORS[anchor.kind].format(anchor.label)


def stands(anchor: Anchor | None, caveats: Sequence[CaveatKind]) -> list[str]:
    """Where something stands and how its words were read, each in words of its own."""
    return [*([place(anchor)] if anchor else []), *(CAVEATS[kind].ar for kind in caveats)]


def placed(words: str) -> tuple[AnchorKind, str] | None:
    """The way back: the kind and label of what `place` wrote; None for any other words."""
    if _CELLS.fullmatch(words):
        return "row", words
    if _TIME.fullmatch(words):
        return "time", words
    for kind, form in ANCHORS.items():
        before = form.removesuffix("{}")
        if before and words.startswith(before) and words != before:
            return kind, words.removeprefix(before)
    return None


def is_chapter(words: str) -> bool:
    """Whether the words begin the place of a chapter."""
    return words.startswith(ANCHORS["chapter"].removesuffix("{}"))


class Refused(Protocol):
    """What a refusal is stated from: a fresh answer, a saved one or an exported turn."""

    @property
    def reason(self) -> RefusalReason | None: ...

    @property
    def missing(self) -> tuple[str, ...]: ...

    @property
    def known(self) -> Known | None: ...


def refusal(answer: Refused) -> Message:
    """Why there is no answer, naming what the documents lack."""
    if answer.reason == "nothing_found":
        return Message(
            "لم أجد في الوثائق شيئًا يتصل بالسؤال.",
            "Nothing in the documents touches on the question.",
        )
    known = answer.known
    if answer.missing:
        words = "، ".join(f"«{word}»" for word in answer.missing[:_MISSING_NAMED])
        there = known and Message(
            f" وفي “{known.title}” ذكر “{known.subject}”.",
            f" “{known.title}” mentions “{known.subject}”.",
        )
        return Message(
            f"لا يرد في الوثائق جواب: لم أجد فيها {words}.{there.ar if there else ''}",
            f"The documents hold no answer: they do not mention {words}."
            f"{there.en if there else ''}",
        )
    if known:
        return Message(
            f"لا يرد في الوثائق جواب: في “{known.title}” ذكر “{known.subject}”، ولا يُذكر فيها"
            f" “{known.lacks}”.",  # the user's words: «» stand round words of a document
            f"The documents hold no answer: “{known.title}” mentions “{known.subject}”, but not"
            f" “{known.lacks}”.",
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
