"""A conversation made ready to leave: each quote with its paragraph and what its source is.

A fresh answer, a saved chat and a single span all take this form, which every format writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answer import (
    CONTEXT_CHARACTERS,
    Answer,
    KeptQuote,
    Known,
    Quote,
    RefusalReason,
    Source,
    Statement,
    Writing,
)
from assistant.conversation.saved import SavedQuote
from index.arabic import next_boundary
from index.errors import Language
from index.store.corrections import with_corrections
from index.store.library import Library
from index.types import Document

if TYPE_CHECKING:
    from assistant.conversation.turns import Turn

PARAGRAPH_CHARACTERS = 400
"""Of a quote's paragraph, at most, on each side of it: a wall of text shows nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedQuote(KeptQuote):
    """A quote that stands on its own; the source has it once between this prefix and suffix."""

    number: int
    """From 1, through the whole transcript."""
    before: str
    """The rest of its paragraph, above the quote; as much as was saved when the source changed."""
    after: str
    current: bool
    """Whether the source still said so when the transcript was made."""
    page_number: int | None = None
    """Of the page in a PDF, from 1, as an address names it; None where it is not sure."""


@dataclass(frozen=True, slots=True)
class ExportedTurn:
    """A question with its answer."""

    question: str
    """Empty when a span was cited without one."""
    understood: str
    statements: tuple[Statement, ...]
    """Their quotes' numbers are those of the transcript."""
    quotes: tuple[ExportedQuote, ...]
    reason: RefusalReason | None
    missing: tuple[str, ...]
    known: Known | None = None
    confidence: float | None = None
    likely: bool = False
    """Both as in `Answer`."""
    writer: str = ""
    """The model that worded the statements; empty when they are the documents' own words."""
    incomplete: bool = False
    """Whether the model was cut off."""

    @property
    def text(self) -> str:
        """The statements without numbers."""
        return " ".join(each.text + unsupported(each) for each in self.statements)


@dataclass(frozen=True, slots=True)
class Transcript:
    """What is exported."""

    title: str
    created: str
    """UTC, ISO 8601."""
    language: Language
    """Of the words that frame it."""
    turns: tuple[ExportedTurn, ...]

    @property
    def quotes(self) -> Iterator[ExportedQuote]:
        return (quote for turn in self.turns for quote in turn.quotes)

    @property
    def sources(self) -> list[Source]:
        """Each once, in the order in which they are quoted."""
        return list({quote.source.key: quote.source for quote in self.quotes}.values())

    def quotes_of(self) -> dict[str, list[ExportedQuote]]:
        """The quotes of each source, by its key; keys in the order of `sources`."""
        found: dict[str, list[ExportedQuote]] = {}
        for quote in self.quotes:
            found.setdefault(quote.source.key, []).append(quote)
        return found


def unsupported(statement: Statement) -> str:
    """The mark of a model's claim that its sources do not support; wherever it goes."""
    return " [؟]" if statement.unsupported else ""


def transcript_of(
    turns: Sequence[Turn], library: Library, *, title: str, created: str, language: Language
) -> Transcript:
    """The turns with what the library knows of their sources.

    :param title: of the whole; the first question when empty.
    """
    exported: list[ExportedTurn] = []
    used = 0
    for turn in turns:
        exported.append(_turn(turn, library, used))
        used += len(turn.answer.quotes)
    named = title or next((turn.question for turn in turns if turn.question), "")
    return Transcript(named, created, language, tuple(exported))


def cited(document: Document, start: int, end: int, headings: tuple[str, ...] = ()) -> Answer:
    """A span of a document as an answer that says nothing but quotes it.

    :raises ValueError: as `Quote`.
    """
    return Answer("", (), (Quote(document, start, end, None, headings),), (), None)


def _turn(turn: Turn, library: Library, used: int) -> ExportedTurn:
    answer = turn.answer
    quotes: Sequence[Quote | SavedQuote] = answer.quotes
    return ExportedTurn(
        question=turn.question,
        understood=turn.understood,
        statements=tuple(
            replace(each, quotes=tuple(used + number for number in each.quotes))
            for each in answer.statements
        ),
        quotes=tuple(
            _quote(quote, number, library) for number, quote in enumerate(quotes, used + 1)
        ),
        reason=answer.reason,
        missing=answer.missing,
        known=answer.known,
        confidence=answer.confidence,
        likely=answer.likely,
        writer=_writer(answer.writing) if answer.statements else "",
        incomplete=bool(answer.writing and answer.writing.incomplete),
    )


def _writer(writing: Writing | None) -> str:
    if writing is None or (writing.cause and not writing.incomplete):  # it failed altogether
        return ""
    vendor, _, name = writing.model.partition(":")
    return f"gguf:{Path(name).name}" if vendor == "gguf" else writing.model


def _quote(quote: Quote | SavedQuote, number: int, library: Library) -> ExportedQuote:
    document, source = _origin(quote, library)
    prefix, suffix = before, after = quote.prefix, quote.suffix
    if document:
        prefix, suffix = _context(document.text, quote.start, quote.end)
        before, after = _paragraph(document.text, quote.start, quote.end)
    return ExportedQuote(
        number=number,
        source=source,
        start=quote.start,
        end=quote.end,
        text=quote.text,
        short=quote.short,
        page=quote.page,
        headings=quote.headings,
        anchor=quote.anchor,
        caveats=quote.caveats,
        prefix=prefix,
        suffix=suffix,
        before=before,
        after=after,
        current=document is not None,
        page_number=_page_number(document, source, quote.page) if document else None,
    )


def _origin(quote: Quote | SavedQuote, library: Library) -> tuple[Document | None, Source]:
    """The document, None when it no longer says what was quoted; and the source as quoted."""
    if isinstance(quote, Quote):
        document = quote.document
        fields = with_corrections(library, document.id, document.metadata)
        return document, Source(document.title, document.sources[0], document.sha256, fields)
    try:
        held = library.document(quote.document_id)
    except KeyError:
        return None, quote.source
    fields = with_corrections(library, held.id, held.metadata)
    return held if quote.state == "current" else None, replace(quote.source, fields=fields)


def _page_number(document: Document, source: Source, page: str | None) -> int | None:
    """Labels are numbers of pages where they are all numbers and begin with the first."""
    labels = {anchor.label for anchor in document.anchors if anchor.kind == "page"}
    counted = "1" in labels and all(label.isdecimal() for label in labels)
    file = source.file_name.lower()  # a browser opens none inside an archive
    return int(page) if page and counted and file.endswith(".pdf") and "/" not in file else None


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands around a span, as much of it as tells the span from every other of its words."""
    length = CONTEXT_CHARACTERS
    while True:
        prefix = text[next_boundary(text, start - length) : start]
        suffix = text[end : next_boundary(text, end + length)]
        if length > len(text) or text.count(f"{prefix}{text[start:end]}{suffix}") < 2:
            return prefix, suffix
        length *= 2


def _paragraph(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands around a span up to the next blank lines, cut at a word when it is long."""
    blank_above, blank_below = text.rfind("\n\n", 0, start), text.find("\n\n", end)
    before = text[blank_above + 2 if blank_above >= 0 else 0 : start]
    after = text[end : blank_below if blank_below >= 0 else len(text)]
    if len(before) > PARAGRAPH_CHARACTERS:
        cut = next_boundary(before, len(before) - PARAGRAPH_CHARACTERS)
        before = "… " + before[cut:].partition(" ")[2]
    if len(after) > PARAGRAPH_CHARACTERS:
        after = after[:PARAGRAPH_CHARACTERS].rpartition(" ")[0] + " …"
    return before.lstrip(), after.rstrip()
