"""Words that a model puts between quotation marks, looked up in the passages that it was shown.

What is found becomes the source's own words; what is not found stops looking like a quote.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answer import Verdict
from assistant.grounding import Finding
from index.arabic import Word, words_with_spans
from index.arabic.folding import SPELLING_FEATURES
from index.types import Span

_MARKS = '«»“”„‟‹›"＂〝〞「」『』《》❝❞`'
_QUOTED = re.compile(
    rf"(?:[{_MARKS}‘‚‛]|<<|(?<!\w)')(?P<words>[^{_MARKS}]+?)(?:[{_MARKS}’]|>>|'(?!\w))"
)
_STRAY = re.compile(rf"[{_MARKS}‘‚‛]|<<|>>")
_PASSAGES = 32
"""Whose words are kept at hand: each quotation of an answer is looked up in the same ten."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where quoted words stand in a passage."""

    numbers: tuple[int, ...]
    """Of the sources that they stand in; not empty."""
    source: Finding


@dataclass(frozen=True, slots=True)
class LookedUp:
    """One quotation with its verdict."""

    written: str
    verdict: Verdict
    features: tuple[str, ...] = ()
    found: Found | None = None
    """None when it is fabricated."""


def look_up(
    text: str, cited: Collection[int], sources: Sequence[Finding]
) -> tuple[str, list[LookedUp]]:
    """A statement whose every «…» is a source's own words, and what its quotations were.

    :param cited: numbers of the sources that the statement cites.
    """
    looked_up: list[LookedUp] = []
    pieces: list[str] = []
    end = 0
    for match in _QUOTED.finditer(text):
        pieces.append(_STRAY.sub("", text[end : match.start()]))
        end = match.end()
        own = _verdict(match["words"], cited, sources)
        if own is not None:
            looked_up.append(own)
        pieces.append(f"«{own.found.source.text}»" if own and own.found else match["words"].strip())
    pieces.append(_STRAY.sub("", text[end:]))
    return "".join(pieces), looked_up


def _verdict(written: str, cited: Collection[int], sources: Sequence[Finding]) -> LookedUp | None:
    """None when there are no words between the marks."""
    wanted = words_with_spans(written)
    if not wanted:
        return None
    written = written[wanted[0].start : wanted[-1].end]
    findings = list(_findings([word.text for word in wanted], sources))
    if not findings:
        return LookedUp(written, Verdict.FABRICATED)
    # Where it is cited comes first; among equals, where it is spelt as it is written.
    best = min(
        findings,
        key=lambda each: (
            not set(each.numbers) <= set(cited),
            bool(_differs(written, each.source)),
        ),
    )
    features = _differs(written, best.source)
    if not set(best.numbers) <= set(cited):
        return LookedUp(written, Verdict.MISATTRIBUTED, features, best)
    verdict = Verdict.ORTHOGRAPHIC if features else Verdict.EXACT
    return LookedUp(written, verdict, features, best)


def _findings(wanted: Sequence[str], sources: Sequence[Finding]) -> Iterator[Found]:
    """Everywhere that these folded words follow one another in a passage."""
    for hit in dict.fromkeys(source.hit for source in sources):
        passage = _words_of(hit.text)
        for first in _starts([word.text for word in passage], wanted):
            span = Span(passage[first].start, passage[first + len(wanted) - 1].end)
            numbers = tuple(
                number
                for number, source in enumerate(sources, 1)
                if source.hit is hit
                and source.span.start < span.end
                and span.start < source.span.end
            )
            if numbers:
                yield Found(numbers, Finding(hit, span))


@lru_cache(maxsize=_PASSAGES)
def _words_of(passage: str) -> list[Word]:
    return words_with_spans(passage)


def _starts(passage: Sequence[str], wanted: Sequence[str]) -> Iterator[int]:
    for first in range(len(passage) - len(wanted) + 1):
        if passage[first] == wanted[0] and passage[first : first + len(wanted)] == wanted:
            yield first


def _differs(written: str, source: Finding) -> tuple[str, ...]:
    """The features in which two spellings of the same words differ; none when they are equal."""
    one, other = " ".join(written.split()), " ".join(source.text.split())
    if one == other:
        return ()
    named = tuple(
        name
        for name, pattern in SPELLING_FEATURES.items()
        if re.findall(pattern, one) != re.findall(pattern, other)
    )
    return named or ("spelling",)
