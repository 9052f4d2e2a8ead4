"""Does a quote still stand in its source? Said of each claim of an export, months later.

Words are compared as they are shown: white space counts as one blank, and a control that an
export made visible is that control, and canonically equal code points are one text. What two
readings of one file may differ in is no other text either: see `readings`. Nothing else is
forgiven: another spelling is another text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from typing import Literal

from assistant.answer import KeptQuote
from assistant.controls import SHOWN_CONTROL
from assistant.verification.readings import reading_of
from assistant.verification.source_texts import SourceText, SourceTexts
from index.arabic import composed, composed_with_map
from index.arabic.fuzzy_match import find_similar
from index.types import Span

FEWEST_WORDS = 3
"""Of a quote that is looked for in other sources: one word stands everywhere and proves nothing."""


class VerificationStatus(StrEnum):
    """What became of a quote."""

    INTACT = "intact"
    """The source says it at its place."""
    MOVED = "moved"
    """The source says it at another place."""
    ALTERED = "altered"
    """The source says something like it."""
    MISATTRIBUTED = "misattributed"
    """Its source does not say it, another does."""
    ABSENT = "absent"
    """Its source is there and says nothing like it."""
    GONE = "gone"
    """Its source is not there."""

    @property
    def holds(self) -> bool:
        """Whether a reader who follows the citation finds the words."""
        return self in (VerificationStatus.INTACT, VerificationStatus.MOVED)


@dataclass(frozen=True, slots=True)
class WordChange:
    """A run of words in the comparison of what was quoted with what is there."""

    kind: Literal["same", "removed", "added"]
    words: str


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim with what was found."""

    claim: KeptQuote
    status: VerificationStatus
    found_in: SourceText | None = None
    """Where the words, or words like them, stand now; None when nowhere."""
    span: Span | None = None
    """In code points of that text."""
    changes: tuple[WordChange, ...] = ()
    """From the quoted words to those found; only of an altered quote."""


def check_claim(claim: KeptQuote, sources: SourceTexts) -> CheckedClaim:
    """Compare a claim with its source, and with every other text when the source lacks it."""
    source = sources.claimed(claim)
    if source is not None:
        stated = Span(max(0, claim.start), max(0, claim.end))
        if _same(claim.text, source.text[stated.start : stated.end]):
            return CheckedClaim(claim, VerificationStatus.INTACT, source, stated)
        span = _find(claim, source.text) or _find_read_otherwise(claim, source.text)
        if span:
            moved = VerificationStatus.MOVED if claim.end else VerificationStatus.INTACT
            return CheckedClaim(claim, moved, source, span)
    if len(claim.text.split()) >= FEWEST_WORDS:
        for other in sources.others(source):
            span = _find(claim, other.text) or _find_read_otherwise(claim, other.text)
            if span:
                status = VerificationStatus.MISATTRIBUTED if source else VerificationStatus.GONE
                return CheckedClaim(claim, status, other, span)
    if source is None:
        return CheckedClaim(claim, VerificationStatus.GONE)
    span = find_similar(claim.text, source.text)
    if span is None:
        return CheckedClaim(claim, VerificationStatus.ABSENT)
    changes = _changes(claim.text, source.text[span.start : span.end])
    return CheckedClaim(claim, VerificationStatus.ALTERED, source, span, changes)


_CONTROL = r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]"


def _pattern(text: str) -> re.Pattern[str]:
    """Finds the words of a composed claim, as it was written or as it may have been before."""
    pieces = []
    for word in text.split():
        ends = [
            0,
            *(end for match in SHOWN_CONTROL.finditer(word) for end in match.span()),
            len(word),
        ]
        parts = [word[start:end] for start, end in pairwise(ends)]
        pieces.append("".join(map(_piece, filter(None, parts))))
    return re.compile(r"\s+".join(pieces))


def _piece(part: str) -> str:
    written = re.escape(part)
    return f"(?:{written}|{_CONTROL})" if SHOWN_CONTROL.fullmatch(part) else written


def _same(claimed: str, found: str) -> bool:
    claimed, found = composed(claimed), composed(found)
    return claimed == found or (
        bool(claimed.strip()) and _pattern(claimed).fullmatch(found.strip()) is not None
    )


def _find(claim: KeptQuote, text: str) -> Span | None:
    """The words of a claim; of several places the one in its surroundings, then the nearest."""
    if not claim.text.strip():
        return None
    held = composed_with_map(text)
    starts = (*held.origins, len(text)) if held.text is not text else range(len(text) + 1)
    found = _pattern(composed(claim.text)).finditer(held.text)
    spans = [Span(starts[match.start()], starts[match.end()]) for match in found]
    return max(spans, key=lambda span: _likeness(claim, text, span), default=None)


def _find_read_otherwise(claim: KeptQuote, text: str) -> Span | None:
    """The words of a claim, where only the reading of the file has changed."""
    there = reading_of(text)
    words = reading_of(SHOWN_CONTROL.sub("", claim.text)).text
    if not words or (words == claim.text and there.text == text):
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    spans = [there.span(*match.span()) for match in pattern.finditer(there.text)]
    return max(spans, key=lambda span: _likeness(claim, text, span), default=None)


def _likeness(claim: KeptQuote, text: str, span: Span) -> tuple[int, int]:
    before = text[max(0, span.start - len(claim.prefix)) : span.start]
    after = text[span.end : span.end + len(claim.suffix)]
    shared = _shared(reversed(before), reversed(claim.prefix)) + _shared(after, claim.suffix)
    return shared, -abs(span.start - claim.start)


def _shared(some: Iterator[str] | str, others: Iterator[str] | str) -> int:
    """How many letters two texts begin with in common."""
    count = 0
    for one, other in zip(some, others, strict=False):
        if one != other:
            break
        count += 1
    return count


def _changes(before: str, after: str) -> tuple[WordChange, ...]:
    """What to remove and add, word by word, to come from one text to the other."""
    old, new = composed(before).split(), composed(after).split()
    changes = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            changes.append(WordChange("same", " ".join(old[a1:a2])))
            continue
        if a1 < a2:
            changes.append(WordChange("removed", " ".join(old[a1:a2])))
        if b1 < b2:
            changes.append(WordChange("added", " ".join(new[b1:b2])))
    return tuple(changes)
