"""What an answer must show: each assertion a class that says what it wants, and looks.

A new one is a class and its row in `ASSERTIONS`. Names that promptfoo knows mean here what they
mean there; every assertion has a `not-` form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self, get_args

from pydantic import AfterValidator, Field, NonNegativeFloat, model_validator

from assistant.answer import Answer, Quote, RefusalReason
from assistant.answering import HITS
from assistant.messages import place
from assistant.testing.assertion import AssertionForm, Fold, Form, OneOrMore, Seen, Text, one_of
from index.arabic import composed, fold, words
from index.store.library import Library
from index.store.names import goes_by
from index.types import Hit


class TextForm(AssertionForm):
    """Of the answer's text: its statements, without the numbers of their quotes."""

    type: Literal[
        "contains",
        "not-contains",
        "icontains",
        "not-icontains",
        "equals",
        "not-equals",
        "starts-with",
        "not-starts-with",
    ]
    value: Text
    tells_right: ClassVar[bool] = True

    def look(self, seen: Seen) -> tuple[bool, str]:
        value, text = composed(self.value), composed(seen.text)
        match self.name:
            case "contains":
                return value in text, seen.text
            case "icontains":
                return value.casefold() in text.casefold(), seen.text
            case "equals":
                return value == text, seen.text
        return text.startswith(value), seen.text


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from error
    return text


class RegexForm(AssertionForm):
    """A regular expression that is found in the answer's text."""

    type: Literal["regex", "not-regex"]
    value: Annotated[str, AfterValidator(_pattern)]

    def look(self, seen: Seen) -> tuple[bool, str]:
        return re.search(self.value, seen.text) is not None, seen.text


class SomeTextsForm(AssertionForm):
    """Any or all of the texts; one text is cut at its commas."""

    type: Literal["contains-any", "not-contains-any", "contains-all", "not-contains-all"]
    value: OneOrMore
    tells_right: ClassVar[bool] = True

    @property
    def texts(self) -> tuple[str, ...]:
        if isinstance(self.value, str):
            return tuple(text.strip() for text in self.value.split(","))
        return self.value

    def look(self, seen: Seen) -> tuple[bool, str]:
        text = composed(seen.text)
        held = [composed(each) in text for each in self.texts]
        return any(held) if self.name == "contains-any" else all(held), seen.text


class LevenshteinForm(AssertionForm):
    """At most so many code points to change in the answer's text."""

    type: Literal["levenshtein", "not-levenshtein"]
    value: Text
    threshold: NonNegativeFloat = 5

    def look(self, seen: Seen) -> tuple[bool, str]:
        return distance(composed(self.value), composed(seen.text)) <= self.threshold, seen.text


class LatencyForm(AssertionForm):
    """The answer takes at most so many milliseconds."""

    type: Literal["latency", "not-latency"]
    threshold: NonNegativeFloat

    def look(self, seen: Seen) -> tuple[bool, str]:
        return seen.milliseconds <= self.threshold, f"{seen.milliseconds:.0f} ms"


class QuotesForm(AssertionForm):
    """The text, or one of the texts, stands in a quote."""

    type: Literal["quotes", "not-quotes"]
    value: OneOrMore
    fold: Fold = "ar"
    """`ar` compares as search does; `none` letter by letter, tashkeel included."""
    tells_right: ClassVar[bool] = True

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.value,) if isinstance(self.value, str) else self.value

    def look(self, seen: Seen) -> tuple[bool, str]:
        quotes = seen.answer.quotes
        texts = [comparable(text, self.fold) for text in self.texts]
        held = [comparable(quote.text, self.fold) for quote in quotes]
        return any(text in quote for text in texts for quote in held), _quoted(quotes)

    def expected(self, answer: Answer) -> list[tuple[str, str | None]]:
        return [(text, None) for text in self.texts]


class CitesForm(AssertionForm):
    """A document is quoted; on this page, at this anchor, or over this span."""

    type: Literal["cites", "not-cites"]
    value: str
    """The document: its path, or the last parts of it, or its title."""
    page: Text | None = None
    anchor: Text | None = None
    """The label of a slide, a row, a chapter or a time: `3`, `الأسعار!A4:C4`, `00:01:15`."""
    span: tuple[int, int] | None = None
    """Code points `[start, end)` that one quote must cover."""
    tolerance: Annotated[int, Field(ge=0)] = 0
    """Code points that the quote may lack at either end."""
    tells_right: ClassVar[bool] = True

    def look(self, seen: Seen) -> tuple[bool, str]:
        quotes = seen.answer.quotes
        return any(map(self._cited_by, quotes)), _cited(quotes)

    def _cited_by(self, quote: Quote) -> bool:
        anchor = quote.anchor.label if quote.anchor else None
        if not goes_by(self.value, quote.document):
            return False
        if self.page not in (None, quote.page) or self.anchor not in (None, anchor):
            return False
        if self.span is None:
            return True
        start, end = self.span
        return (
            quote.start <= start + self.tolerance and end - self.tolerance <= quote.end
        ) and max(start, quote.start) < min(end, quote.end)


class ShortAnswerForm(AssertionForm):
    """The short answer, compared by its folded words with one or more acceptable ones."""

    type: Literal["short-answer", "not-short-answer"]
    value: OneOrMore
    threshold: Annotated[float, Field(gt=0, le=1)] = 1
    """The least F1 of words; 1 for the same words."""
    tells_right: ClassVar[bool] = True

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.value,) if isinstance(self.value, str) else self.value

    def look(self, seen: Seen) -> tuple[bool, str]:
        quotes = seen.answer.quotes
        short = (quotes[0].short_text if quotes else None) or seen.text
        return max(overlap(text, short) for text in self.texts) >= self.threshold, short


class AbstainsForm(AssertionForm):
    """The question is refused, for this reason when one is given."""

    type: Literal["abstains", "not-abstains"]
    value: RefusalReason | None = None

    def look(self, seen: Seen) -> tuple[bool, str]:
        reason = seen.answer.reason
        return reason is not None and self.value in (None, reason), reason or seen.text


class RetrievesForm(AssertionForm):
    """A passage of the document, or one that the text stands in, is among the first `k`."""

    type: Literal["retrieves", "not-retrieves"]
    value: str | None = None
    """The document, as in `cites`."""
    passage: str | None = None
    """Words of the passage, compared as search does."""
    k: Annotated[int, Field(ge=1, le=HITS)] = HITS

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if self.value is None and self.passage is None:
            raise ValueError("`retrieves` needs a document as `value`, or a `passage`")
        return self

    def look(self, seen: Seen) -> tuple[bool, str]:
        hits = seen.answer.nearest[: self.k]
        return any(self._is(hit, seen.library) for hit in hits), _titles(hits)

    def _is(self, hit: Hit, library: Library) -> bool:
        if self.value is not None:
            try:
                document = library.document(hit.passage.document_id)
            except KeyError:  # removed since it was found
                return False
            if not goes_by(self.value, document):
                return False
        if self.passage is None:
            return True
        wanted, held = comparable(self.passage), comparable(hit.text)
        # Other tools' contexts may be longer than our passages.
        return wanted in held or held in wanted

    def expected(self, answer: Answer) -> list[tuple[str, str | None]]:
        return [] if self.passage is None else [(self.passage, self.value)]


class ForbidsForm(AssertionForm):
    """No quote is from this document."""

    type: Literal["forbids", "not-forbids"]
    value: str

    def look(self, seen: Seen) -> tuple[bool, str]:
        quotes = seen.answer.quotes
        return not any(goes_by(self.value, quote.document) for quote in quotes), _cited(quotes)


class ApprovedQuote(Form):
    """A quote as it was when somebody approved it."""

    document: str
    """Its file's name."""
    quote: str


class StableForm(AssertionForm):
    """The same quotes as approved, in their order; `shawahid test --approve` writes them."""

    type: Literal["stable", "not-stable"]
    value: tuple[ApprovedQuote, ...] | None = None

    def look(self, seen: Seen) -> tuple[bool, str]:
        quotes = seen.answer.quotes
        return self.value == approved(quotes), _quoted(quotes)

    def expected(self, answer: Answer) -> list[tuple[str, str | None]]:
        seen = approved(answer.quotes)
        return [(each.quote, each.document) for each in self.value or () if each not in seen]


class GroundedForm(AssertionForm):
    """Every statement rests on quotes that their documents hold; always checked, asked or not."""

    type: Literal["grounded", "not-grounded"]

    def look(self, seen: Seen) -> tuple[bool, str]:
        answer = seen.answer
        grounded = all(
            statement.quotes
            and not statement.unsupported
            and all(0 < number <= len(answer.quotes) for number in statement.quotes)
            for statement in answer.statements
        ) and all(_stands(quote, seen.library) for quote in answer.quotes)
        return grounded, _quoted(answer.quotes)


ASSERTIONS: tuple[type[AssertionForm], ...] = (
    *(TextForm, RegexForm, SomeTextsForm, LevenshteinForm, LatencyForm, QuotesForm, CitesForm),
    *(ShortAnswerForm, AbstainsForm, RetrievesForm, ForbidsForm, StableForm, GroundedForm),
)
ASSERTION_TYPES = frozenset(
    name for form in ASSERTIONS for name in get_args(form.model_fields["type"].annotation)
)
"""Every type of assertion, those with `not-` too."""


if TYPE_CHECKING:
    Assertion = AssertionForm
else:
    Assertion = one_of(ASSERTIONS)


def comparable(text: str, how: Fold = "ar") -> str:
    """A text as quotes are compared: white space is one space, and folded unless `none`."""
    return " ".join((fold(text) if how == "ar" else composed(text)).split())


def approved(quotes: Sequence[Quote]) -> tuple[ApprovedQuote, ...]:
    """Quotes as `stable` compares them."""
    return tuple(
        ApprovedQuote(document=Path(quote.document.sources[0]).name, quote=quote.text)
        for quote in quotes
    )


def distance(one: str, other: str) -> int:
    """Levenshtein's, in code points."""
    row = list(range(len(other) + 1))
    for done, mine in enumerate(one, 1):
        diagonal, row[0] = row[0], done
        for at, its in enumerate(other, 1):
            diagonal, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, diagonal + (mine != its))
    return row[-1]


def overlap(expected: str, found: str) -> float:
    """F1, 0 to 1, of the folded words that two texts share; 1 for the same words in any order."""
    mine, its = Counter(words(expected)), Counter(words(found))
    shared = (mine & its).total()
    return 2 * shared / (mine.total() + its.total()) if shared else 0.0


def _stands(quote: Quote, library: Library) -> bool:
    try:
        return library.text(quote.document.id, quote.start, quote.end) == quote.text
    except (KeyError, IndexError):
        return False


def _quoted(quotes: Sequence[Quote]) -> str:
    return "\n".join(quote.text for quote in quotes)


def _cited(quotes: Sequence[Quote]) -> str:
    return ", ".join(dict.fromkeys(map(_named, quotes)))


def _named(quote: Quote) -> str:
    """A quote's file, and its place there: «كتاب.pdf ص 12»."""
    file = Path(quote.document.sources[0]).name
    return f"{file} {place(quote.anchor)}" if quote.anchor else file


def _titles(hits: Sequence[Hit]) -> str:
    return ", ".join(dict.fromkeys(hit.title for hit in hits))
