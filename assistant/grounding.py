"""Where quotes come from: a reader names places, and the canonical text is cut there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Quote
from assistant.controls import visible_line
from index.arabic import fold, is_boundary, next_boundary
from index.errors import Message, UserError
from index.store.library import Library
from index.types import Document, Hit, Span


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a hit's passage: what a reader points to, or a model is shown."""

    hit: Hit
    span: Span
    """In code points of the hit's text."""
    short: Span | None = None
    """The short answer, likewise; inside `span`."""

    @property
    def text(self) -> str:
        return self.hit.text[self.span.start : self.span.end]


def ground(library: Library, findings: Sequence[Finding]) -> list[Quote]:
    """The findings as quotes, in order.

    A passage that the library no longer holds, or whose words have changed since the reader saw
    them, yields no quote.
    """
    quotes = (_quote(library, finding) for finding in findings)
    return [quote for quote in quotes if quote is not None]


def _quote(library: Library, finding: Finding) -> Quote | None:
    passage = finding.hit.passage
    if not 0 <= finding.span.start < finding.span.end <= len(finding.hit.text):
        return None
    try:
        document = library.document(passage.document_id)
        if document.text[passage.start : passage.end] != finding.hit.text:
            return None
        return Quote(
            document,
            passage.start + finding.span.start,
            passage.start + finding.span.end,
            finding.short
            and Span(passage.start + finding.short.start, passage.start + finding.short.end),
            passage.headings,
        )
    except (KeyError, ValueError):
        return None


def chosen_span(document: Document, start: int, end: int) -> Span:
    """A span that a person names, widened so that it cuts no grapheme cluster.

    :raises UserError: when it is outside the document, or empty.
    """
    if not 0 <= start < end <= len(document.text):
        raise UserError(
            Message(
                f"الموضع {start}:{end} خارج الوثيقة، وطولها {len(document.text)}",
                f"{start}:{end} is outside the document, which has {len(document.text)} characters",
            ),
            Message("اختر موضعًا داخلها", "Choose a place inside it"),
        )
    while not is_boundary(document.text, start):
        start -= 1
    return Span(start, next_boundary(document.text, end))


def page_span(document: Document, page: str) -> Span:
    """A page that a person names by its label, without the white space around its words.

    :raises UserError: when the document has no pages, or none of that label.
    """
    starts = [anchor for anchor in document.anchors if anchor.kind == "page"]
    ends = [*(anchor.start for anchor in starts[1:]), len(document.text)]
    for anchor, end in zip(starts, ends, strict=False):
        if fold(anchor.label) == fold(page.strip()):
            words = document.text[anchor.start : end]
            start = anchor.start + len(words) - len(words.lstrip())
            if words.strip():
                return Span(start, start + len(words.strip()))
    if not starts:
        raise UserError(
            Message("لا صفحات في هذه الوثيقة", "This document has no pages"),
            Message("سمِّ الموضع بالمحارف: START:END", "Name a span: START:END"),
        )
    first, last = visible_line(starts[0].label), visible_line(starts[-1].label)
    raise UserError(
        Message(f"لا صفحة «{page}» في الوثيقة", f"The document has no page “{page}”"),
        Message(f"صفحاتها من {first} إلى {last}", f"Its pages are {first} to {last}"),
    )
