"""Reading with no model: the places in the hits that best answer the question, best first."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from assistant.grounding import Finding
from assistant.reading.evidence import Passage
from assistant.reading.ranker import LONGEST_QUOTE, Candidate, rank
from index.types import Hit, Span

ANSWER_CONFIDENCE = 0.5
"""Below this the first finding is no answer."""


def read(
    question: str,
    hits: Sequence[Hit],
    passages: int,
    frequency: Callable[[str], int],
    count: int = 3,
    longest: int = LONGEST_QUOTE,
) -> list[Finding]:
    """The places that answer, the likeliest first, none overlapping another.

    :param passages: how many the library holds.
    :param frequency: in how many of them an index term stands.
    :param count: how many places at most.
    :param longest: words that no place exceeds; fewer make the reader choose shorter ones.
    """
    found = rank(question, passages_of(hits), frequency, passages, count=count, longest=longest)
    return [
        Finding(
            hits[one.passage],
            _span(hits[one.passage], one),
            None,
            one.score,
        )
        for one in found
    ]


def _span(hit: Hit, candidate: Candidate) -> Span:
    return Span(hit.body_start + candidate.start, hit.body_start + candidate.end)


def passages_of(hits: Sequence[Hit]) -> list[Passage]:
    """Hits as the reader takes them: their prose, with title and headings beside it."""
    best = max((hit.score for hit in hits), default=0.0)
    odds = [math.exp(hit.score - best) for hit in hits]
    total = sum(odds)
    return [
        Passage(
            text=hit.text[hit.body_start :],
            title=" ".join((hit.title, *hit.passage.headings)),
            score=hit.lexical,
            share=own / total,
            rank=place,
        )
        for place, (hit, own) in enumerate(zip(hits, odds, strict=True))
    ]
