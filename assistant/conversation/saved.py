"""Answers as they are kept: what was quoted then, and whether the source still says so.

The words of a saved quote are what was cut from its document when it was answered. They are the
document's words today only when the quote's state says `current`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.answer import (
    Answer,
    Dropped,
    KeptQuote,
    Known,
    Quotation,
    RefusalReason,
    Source,
    Statement,
    Status,
    Unsupported,
    Verdict,
    Writing,
)
from assistant.schema import Json, answer_json, kept_place
from index.errors import Message
from index.store.library import Library
from index.types import Anchor, CaveatKind, Span

SourceState = Literal["current", "changed", "gone"]
"""`current`: the library holds the very text that was quoted, and it says so at that place;
`changed`: it holds the document with another text; `gone`: it holds neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedQuote(KeptQuote):
    """A quote as it stood when it was saved."""

    document_id: int
    """In the library today when the state is `current`; else as it was saved."""
    state: SourceState


@dataclass(frozen=True, slots=True)
class SavedPassage:
    """Where one of the nearest passages stood."""

    document_id: int
    title: str
    source: str | None
    """None when its document had gone before the answer was saved."""
    start: int
    end: int
    headings: tuple[str, ...]
    text: str
    """Cut from the library today; empty unless the state is `current`."""
    state: SourceState
    anchor: Anchor | None = None
    caveats: tuple[CaveatKind, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """An answer read back from a saved conversation."""

    question: str
    statements: tuple[Statement, ...]
    quotes: tuple[SavedQuote, ...]
    nearest: tuple[SavedPassage, ...]
    reason: RefusalReason | None
    missing: tuple[str, ...]
    known: Known | None
    """As in `Answer`; None in what was saved before it was kept."""
    confidence: float | None
    likely: bool
    """Both as in `Answer`; None and False in what was saved before they were kept."""
    read_as: str | None
    """As in `Answer`; None in what was saved before it was kept."""
    answered_at: str
    """UTC, ISO 8601."""
    writing: Writing | None
    """How a model took part; None when none did."""

    @property
    def status(self) -> Status:
        return "refused" if self.reason else "answered"

    @property
    def text(self) -> str:
        """The statements with their quotes' numbers; empty when refused."""
        return " ".join(statement.marked for statement in self.statements)


def saved_json(answer: Answer, library: Library) -> Json:
    """The answer as `schema` fixes it; the nearest passages by their places alone."""
    value = answer_json(answer, library)
    for passage in value["nearest"]:
        del passage["text"]
    return value


def read_saved(value: Json, answered_at: str, library: Library) -> SavedAnswer:
    """What `saved_json` made, compared with the library as it is now.

    :raises KeyError: when the value lacks a field, as TypeError and ValueError for a wrong one.
    """
    return SavedAnswer(
        question=value["question"],
        statements=tuple(
            Statement(each["text"], tuple(each["quotes"]), tuple(map(Unsupported, each["doubts"])))
            for each in value["statements"]
        ),
        quotes=tuple(_quote(each, library) for each in value["quotes"]),
        nearest=tuple(_saved_passage(each, library) for each in value["nearest"]),
        reason=value["reason"],
        missing=tuple(value["missing"]),
        known=Known(**value["known"]) if value.get("known") else None,
        read_as=(value.get("understood") or {}).get("as"),
        confidence=value.get("confidence"),
        likely=value.get("likely", False),
        answered_at=answered_at,
        writing=value["writing"] and _writing(value["writing"]),
    )


def _writing(value: Json) -> Writing:
    return Writing(
        model=value["model"],
        quotations=tuple(
            Quotation(
                each["written"], Verdict(each["verdict"]), tuple(each["features"]), each["quote"]
            )
            for each in value["quotations"]
        ),
        dropped=tuple(
            Dropped(each["text"], tuple(map(Unsupported, each["doubts"])))
            for each in value["dropped"]
        ),
        incomplete=value["incomplete"],
        cause=value["cause"] and Message(**value["cause"]),
    )


def _quote(value: Json, library: Library) -> SavedQuote:
    document, short, start, text = value["document"], value["short"], value["start"], value["text"]
    id, state, now = _compared(document, start, value["end"], library)
    if state == "current" and now != text:
        state = "changed"
    return SavedQuote(
        document_id=id,
        source=Source(document["title"], document["source"], document["sha256"]),
        start=start,
        end=value["end"],
        text=text,
        short=short and Span(short["start"], short["end"]),
        headings=tuple(value["headings"]),
        **kept_place(value, start),
        prefix=value["prefix"],
        suffix=value["suffix"],
        state=state,
    )


def _saved_passage(value: Json, library: Library) -> SavedPassage:
    document = value["document"]
    id, state, now = _compared(document, value["start"], value["end"], library)
    return SavedPassage(
        document_id=id,
        title=document["title"],
        source=document["source"],
        start=value["start"],
        end=value["end"],
        headings=tuple(value["headings"]),
        text=now,
        state=state,
        anchor=kept_place(value, value["start"])["anchor"],
        caveats=kept_place(value, value["start"])["caveats"],
    )


def _compared(
    document: Json, start: int, end: int, library: Library
) -> tuple[int, SourceState, str]:
    """The document's id and state today, and the words at the place when its text is the same."""
    digest = document["sha256"]
    same = None if digest is None else library.holder(digest)
    if same is None:
        held = document["id"] in library.titles([document["id"]])
        return document["id"], "changed" if held else "gone", ""
    try:
        return same, "current", library.text(same, start, end)
    except (KeyError, IndexError):
        return document["id"], "changed", ""
