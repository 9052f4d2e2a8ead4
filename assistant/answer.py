"""What an answer is: statements that rest on quotes, or a refusal with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote as percent_encoded

from index.arabic import is_boundary, next_boundary
from index.errors import Message
from index.types import Anchor, CaveatKind, Document, Hit, Span

if TYPE_CHECKING:
    from index.question import Question

CONTEXT_CHARACTERS = 60
"""Of the source on each side of a quote, to find the place again after the text has moved. No
grapheme cluster is cut: before the quote it is left out, after it it is taken whole."""

ADDRESS_KEEPS = ":/?#[]@!$&'()*+,;=-._~%"
"""What stays as it is in an address (RFC 3986); `%` too, which has been encoded already."""
HOLDERS = (".zip", ".mbox", ".eml")
"""What files are called that hold others, whose paths go on behind theirs."""
QUOTES = 3
"""Most that an answer shows unless more or fewer are asked for."""

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
    def document_id(self) -> int:
        return self.document.id

    @property
    def title(self) -> str:
        return self.document.title

    @property
    def page(self) -> str | None:
        return self.document.page_at(self.start)

    @property
    def anchor(self) -> Anchor | None:
        """The page, slide, row, … of its file that the quote begins in."""
        return self.document.anchor_at(self.start)

    @property
    def caveats(self) -> tuple[CaveatKind, ...]:
        """What there is to say of how its words were read; empty for most."""
        return self.document.caveats_in(Span(self.start, self.end))

    @property
    def prefix(self) -> str:
        """The source's words right before the quote."""
        text = self.document.text
        return text[next_boundary(text, self.start - CONTEXT_CHARACTERS) : self.start]

    @property
    def suffix(self) -> str:
        """The source's words right after the quote."""
        text = self.document.text
        return text[self.end : next_boundary(text, self.end + CONTEXT_CHARACTERS)]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that is quoted, as it was then; empty of what an export does not tell."""

    title: str = ""
    path: str = ""
    """Absolute where it was written by us; a file's name where an export tells no more."""
    sha256: str = ""
    """Of the canonical text that the offsets of its quotes count in."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Bibliographic fields under CSL names; `title` only where the user gave another one."""

    @property
    def key(self) -> str:
        """What formats call it: ASCII, the same in every export of this text."""
        return f"shawahid-{self.sha256[:12]}"

    @property
    def file_name(self) -> str:
        """For what is published: a path tells too much of its writer's machine.

        Of what lies in an archive or a mailbox the way from there: «بريد.mbox/3».
        """
        parts = Path(self.path).parts
        holders = (at for at, part in enumerate(parts) if part.lower().endswith(HOLDERS))
        return "/".join(parts[next(holders, len(parts) - 1) :]) if parts else ""

    @property
    def web_address(self) -> str:
        """Nothing in it but what an address may hold, whatever the source stated."""
        return percent_encoded(self.fields.get("URL", ""), safe=ADDRESS_KEEPS)


@dataclass(frozen=True, slots=True)
class KeptQuote:
    """A quote's words and place, kept apart from the document that they were cut from.

    What a file states so is a claim: nothing of it is known to be true until it is verified.
    """

    text: str
    start: int
    end: int
    """0 when the quote's place is unknown."""
    source: Source = Source()
    prefix: str = ""
    suffix: str = ""
    """As of `Quote`; empty when unknown."""
    short: Span | None = None
    """The answer within the quote, in code points of the document; None when it was not known."""
    page: str | None = None
    headings: tuple[str, ...] = ()
    anchor: Anchor | None = None
    caveats: tuple[CaveatKind, ...] = ()

    @property
    def title(self) -> str:
        return self.source.title

    @property
    def short_text(self) -> str | None:
        if self.short is None:
            return None
        return self.text[self.short.start - self.start : self.short.end - self.start]


class Unsupported(StrEnum):
    """Why a model's statement does not stand on the sentences that it cites."""

    UNSOURCED = "unsourced"
    """It cites none that exists."""
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    """It says something that they do not: a number, a month or day, a name, a yes for a no."""
    UNRELATED = "unrelated"
    """It shares no word with them."""
    LANGUAGE = "language"
    """It is in neither the question's script nor theirs."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim of an answer."""

    text: str
    quotes: tuple[int, ...]
    """Numbers of the quotes that it rests on, from 1; empty only when it is unsupported."""
    unsupported: tuple[Unsupported, ...] = ()
    """Of a model's claim that the user wants to see all the same; none in a strict answer."""

    @property
    def marked(self) -> str:
        """The claim with the numbers of its quotes, and `[؟]` when it is not supported."""
        marks = [*map(str, self.quotes), *(["؟"] if self.unsupported else [])]
        return self.text + "".join(f" [{mark}]" for mark in marks)


class Verdict(StrEnum):
    """What words that a model put between quotation marks turned out to be."""

    EXACT = "exact"
    ORTHOGRAPHIC = "orthographic"
    """The same words, spelt in another way than in the source."""
    MISATTRIBUTED = "misattributed"
    """True, but of another sentence than those cited: that one is cited now."""
    FABRICATED = "fabricated"
    """Found in none of the passages: they have lost their quotation marks."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks in a model's statement, as they were looked up."""

    written: str
    """By the model; what is shown in their place is the source's."""
    verdict: Verdict
    features: tuple[str, ...] = ()
    """What of the spelling differs from the source: `tashkeel`, `hamza`, `digits`, …"""
    quote: int | None = None
    """The number of the quote that holds them; None when they are fabricated."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A model's statement that the answer does not make."""

    text: str
    unsupported: tuple[Unsupported, ...]


@dataclass(frozen=True, slots=True)
class Writing:
    """How a model took part in an answer."""

    model: str
    """Its spec."""
    quotations: tuple[Quotation, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    incomplete: bool = False
    """Whether the model was cut off."""
    cause: Message | None = None
    """Why the model was cut off, or why the answer is not its own; half a sentence."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the documents do tell of a question that they do not answer."""

    subject: str
    """What is there, in the user's words: a name, a thing; never empty."""
    title: str
    """Of the document that tells of it."""
    lacks: str
    """What it does not tell: more of the user's words, or the question word («متى»)."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question has no answer."""

    reason: RefusalReason
    missing: tuple[str, ...]
    """Words of the question that were found nowhere, as the user wrote them."""
    nearest: tuple[Hit, ...]
    """The best passages found, best first."""
    known: Known | None = None


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
    confidence: float | None = None
    """Probability, 0 to 1, that the first quote holds what was asked for, to the hundredth that it
    is known to; of a refusal, what was too little. None when a model decided or nothing was found.
    """
    likely: bool = False
    """Whether the answer is given as likely only: more often wrong than a plain one may be."""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    writing: Writing | None = None
    """None when no model took part."""
    known: Known | None = None
    """What is there all the same, of a refusal; None where there is nothing to tell."""
    further: int = 0
    """How many of the last quotes are no evidence: passages nearby, shown because more were
    asked for."""
    asked: Question | None = field(default=None, compare=False, repr=False)
    """The question as it was read; None of an answer that was saved."""

    @property
    def read_as(self) -> str | None:
        """What the question was read as, where that differs in more than courtesy."""
        return self.asked.read_as if self.asked else None

    @property
    def status(self) -> Status:
        return "refused" if self.reason else "answered"

    @property
    def refusal(self) -> Refusal | None:
        """None when the question is answered."""
        if self.reason is None:
            return None
        return Refusal(self.reason, self.missing, self.nearest, self.known)

    @property
    def headline(self) -> str | None:
        """The short answer above the quotes; None where the quotes speak for themselves."""
        said = [statement.text for statement in self.statements]
        quoted = {quote.text for quote in self.quotes}
        return None if not said or quoted.issuperset(said) else "، ".join(said)

    @property
    def text(self) -> str:
        """The statements with their quotes' numbers; empty when refused."""
        return " ".join(statement.marked for statement in self.statements)
