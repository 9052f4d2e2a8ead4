"""What an answer is: statements that rest on quotes, or a refusal with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from index.arabic import is_boundary
from index.types import Document, Hit, Span

CONTEXT_CHARACTERS = 60
"""Of the source on each side of a quote, to find the place again after the text has moved."""

RefusalReason = Literal["nothing_found", "not_supported"]
Status = Literal["answered", "refused"]


@dataclass(frozen=True, slots=True)
class Quote:
    """A place in a document; its words are sliced from the document each time they are asked for.

    There is no other way to make one, so a quote cannot say what its source does not.

    :raises ValueError: when the span is empty, outside the text or cuts a grapheme cluster, or
        when the short answer is not inside it.
    """

    document: Document = field(repr=False)
    start: int
    end: int
    short: Span | None = None
    """The answer within the quote, in code points of the document; None when it is not known."""
    headings: tuple[str, ...] = ()
    """The path of headings that the quote stands under, outermost first."""

    def __post_init__(self) -> None:
        text = self.document.text
        if not 0 <= self.start < self.end <= len(text):
            raise ValueError(f"[{self.start}, {self.end}) is not in document {self.document.id}")
        if self.short and not self.start <= self.short.start < self.short.end <= self.end:
            raise ValueError(f"the short answer {self.short} is not in the quote")
        edges = (self.start, self.end, *((self.short.start, self.short.end) if self.short else ()))
        if not all(is_boundary(text, edge) for edge in edges):
            raise ValueError(f"[{self.start}, {self.end}) cuts a grapheme cluster")

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]

    @property
    def short_text(self) -> str | None:
        return self.document.text[self.short.start : self.short.end] if self.short else None

    @property
    def page(self) -> str | None:
        return self.document.page_at(self.start)

    @property
    def prefix(self) -> str:
        """The source's words right before the quote."""
        return self.document.text[max(0, self.start - CONTEXT_CHARACTERS) : self.start]

    @property
    def suffix(self) -> str:
        """The source's words right after the quote."""
        return self.document.text[self.end : self.end + CONTEXT_CHARACTERS]


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim of an answer."""

    text: str
    quotes: tuple[int, ...]
    """Numbers of the quotes that it rests on, from 1; never empty."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user is told: grounded statements, or why there are none."""

    question: str
    statements: tuple[Statement, ...]
    """Empty when the question is refused."""
    quotes: tuple[Quote, ...]
    """In the order of their numbers, the first being 1."""
    nearest: tuple[Hit, ...]
    """The best passages found, best first; what a refusal has to show."""
    reason: RefusalReason | None
    """None when the question is answered."""
    missing: tuple[str, ...] = ()
    """Words of the question that a refusal found nowhere, as the user wrote them."""
    timings_ms: Mapping[str, float] = field(default_factory=dict)

    @property
    def status(self) -> Status:
        return "refused" if self.reason else "answered"

    @property
    def text(self) -> str:
        """The statements with their quotes' numbers; empty when refused."""
        return " ".join(
            statement.text + "".join(f" [{number}]" for number in statement.quotes)
            for statement in self.statements
        )
