"""What each assertion means: whether an answer shows it, and what it shows instead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import Answer, Quote
from assistant.testing.schema import (
    AbstainsForm,
    ApprovedQuote,
    Assertion,
    CitesForm,
    Fold,
    ForbidsForm,
    GroundedForm,
    LatencyForm,
    LevenshteinForm,
    QuotesForm,
    RegexForm,
    RetrievesForm,
    ShortAnswerForm,
    SomeTextsForm,
    StableForm,
    TextForm,
)
from index.arabic import fold, words
from index.store.library import Library
from index.store.names import goes_by
from index.types import Hit


@dataclass(frozen=True, slots=True)
class Seen:
    """An answer as a case looks at it."""

    answer: Answer
    milliseconds: float
    library: Library

    @property
    def text(self) -> str:
        """The statements without the numbers of their quotes; empty when refused."""
        return " ".join(statement.text for statement in self.answer.statements)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether an assertion holds."""

    assertion: Assertion
    holds: bool
    found: str
    """What the answer shows where the assertion looks, unescaped; may be empty."""


def judge(assertion: Assertion, seen: Seen) -> Judgement:
    shown, found = _look(assertion, seen)
    return Judgement(assertion, shown != assertion.negated, found)


def comparable(text: str, how: Fold = "ar") -> str:
    """A text as quotes are compared: white space is one space, and folded unless `none`."""
    return " ".join((fold(text) if how == "ar" else text).split())


def approved(quotes: Sequence[Quote]) -> tuple[ApprovedQuote, ...]:
    """Quotes as `stable` compares them."""
    return tuple(
        ApprovedQuote(document=Path(quote.document.sources[0]).name, quote=quote.text)
        for quote in quotes
    )


def _look(assertion: Assertion, seen: Seen) -> tuple[bool, str]:
    """Whether the answer shows it, were it not negated, and what it shows."""
    quotes = seen.answer.quotes
    match assertion:
        case TextForm() | RegexForm() | SomeTextsForm():
            return _text_shows(assertion, seen.text), seen.text
        case LevenshteinForm():
            return distance(assertion.value, seen.text) <= assertion.threshold, seen.text
        case LatencyForm():
            return seen.milliseconds <= assertion.threshold, f"{seen.milliseconds:.0f} ms"
        case QuotesForm():
            texts = [comparable(text, assertion.fold) for text in assertion.texts]
            held = [comparable(quote.text, assertion.fold) for quote in quotes]
            return any(text in quote for text in texts for quote in held), _quoted(quotes)
        case CitesForm():
            return any(_cites(assertion, quote) for quote in quotes), _cited(quotes)
        case ForbidsForm():
            used = any(goes_by(assertion.value, quote.document) for quote in quotes)
            return not used, _cited(quotes)
        case ShortAnswerForm():
            short = (quotes[0].short_text if quotes else None) or seen.text
            best = max(overlap(text, short) for text in assertion.texts)
            return best >= assertion.threshold, short
        case AbstainsForm():
            reason = seen.answer.reason
            return reason is not None and assertion.value in (None, reason), reason or seen.text
        case RetrievesForm():
            hits = seen.answer.nearest[: assertion.k]
            return any(_retrieves(assertion, hit, seen.library) for hit in hits), _titles(hits)
        case StableForm():
            return assertion.value == approved(quotes), _quoted(quotes)
        case GroundedForm():
            return _is_grounded(seen), _quoted(quotes)


def _text_shows(assertion: TextForm | RegexForm | SomeTextsForm, text: str) -> bool:
    if isinstance(assertion, SomeTextsForm):
        held = [each in text for each in assertion.texts]
        return any(held) if assertion.name == "contains-any" else all(held)
    match assertion.name:
        case "contains":
            return assertion.value in text
        case "icontains":
            return assertion.value.casefold() in text.casefold()
        case "equals":
            return assertion.value == text
        case "starts-with":
            return text.startswith(assertion.value)
    return re.search(assertion.value, text) is not None


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


def _cites(assertion: CitesForm, quote: Quote) -> bool:
    if not goes_by(assertion.value, quote.document) or assertion.page not in (None, quote.page):
        return False
    if assertion.span is None:
        return True
    start, end = assertion.span
    return (
        quote.start <= start + assertion.tolerance and end - assertion.tolerance <= quote.end
    ) and max(start, quote.start) < min(end, quote.end)


def _retrieves(assertion: RetrievesForm, hit: Hit, library: Library) -> bool:
    if assertion.value is not None:
        try:
            document = library.document(hit.passage.document_id)
        except KeyError:  # removed since it was found
            return False
        if not goes_by(assertion.value, document):
            return False
    if assertion.passage is None:
        return True
    wanted, held = comparable(assertion.passage), comparable(hit.text)
    # Other tools' contexts may be longer than our passages.
    return wanted in held or held in wanted


def _is_grounded(seen: Seen) -> bool:
    answer = seen.answer
    return all(
        statement.quotes
        and not statement.doubts
        and all(0 < number <= len(answer.quotes) for number in statement.quotes)
        for statement in answer.statements
    ) and all(_stands(quote, seen.library) for quote in answer.quotes)


def _stands(quote: Quote, library: Library) -> bool:
    try:
        return library.text(quote.document.id, quote.start, quote.end) == quote.text
    except (KeyError, IndexError):
        return False


def _quoted(quotes: Sequence[Quote]) -> str:
    return "\n".join(quote.text for quote in quotes)


def _cited(quotes: Sequence[Quote]) -> str:
    return ", ".join(dict.fromkeys(Path(quote.document.sources[0]).name for quote in quotes))


def _titles(hits: Sequence[Hit]) -> str:
    return ", ".join(dict.fromkeys(hit.title for hit in hits))
