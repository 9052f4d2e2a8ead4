"""Where quotes come from: a reader names places, and the canonical text is cut there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Quote
from index.store.library import Library
from index.types import Hit, Span


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
