"""Reading with no model: the places in the hits that best answer, and how surely they do.

Evidence selection weighs every clause and picks the places; span extraction marks the answer in
the first of them; a calibrated classifier says how likely that place is to answer at all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.extractive.answerability import answer_probability, shows
from assistant.extractive.evidence import RetrievedPassage, gather
from assistant.extractive.evidence_selection import LONGEST_QUOTE, QuoteCandidate, select
from assistant.extractive.signals import signals
from assistant.extractive.span_extraction import extract_span
from assistant.grounding import Finding
from index.arabic.idf import TermStatistics
from index.question import Question
from index.types import Hit, Span

_FEWEST_READ = 3
_LEAST_SHARE = 0.01
"""Of the probability that search gives all hits: what a hit beyond the fewest must have to be
read. The others cost half of the reading and change 0.1 of 100 train questions."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found to answer a question."""

    findings: tuple[Finding, ...]
    """The likeliest first, none overlapping another; empty when nothing has words."""
    confidence: float
    """Probability, 0 to 1, that the first finding holds the answer; 0 without one."""


def read_hits(
    question: Question,
    hits: Sequence[Hit],
    statistics: TermStatistics,
    count: int = 3,
    longest: int = LONGEST_QUOTE,
) -> Reading:
    """The places that answer, with the answer span marked in the first when it is sure.

    :param count: how many places at most.
    :param longest: words that no place exceeds; fewer make the reader choose shorter ones.
    """
    evidence = gather(question, worth_reading(passages_of(hits)), statistics)
    if evidence is None:
        return Reading((), 0.0)
    chosen = select(evidence, count=count, longest=longest)
    if not chosen:
        return Reading((), 0.0)
    findings = [Finding(hits[one.passage], _span(hits[one.passage], one), None) for one in chosen]
    first = findings[0]
    quote = first.hit.text[first.span.start : first.span.end]
    answer = extract_span(question, quote)
    sureness = answer.confidence if answer else 0.0
    short = quote[answer.start : answer.end] if answer else ""
    confidence = answer_probability(signals(evidence, hits, chosen, statistics, short, sureness))
    if answer and shows(confidence, sureness):
        start = first.span.start
        findings[0] = replace(first, short=Span(start + answer.start, start + answer.end))
    return Reading(tuple(findings), confidence)


def passages_of(hits: Sequence[Hit]) -> list[RetrievedPassage]:
    """Hits as the reader takes them: their text, with title and headings beside it."""
    best = max((hit.score for hit in hits), default=0.0)
    odds = [math.exp(hit.score - best) for hit in hits]
    total = sum(odds)
    return [
        RetrievedPassage(
            text=hit.text[hit.body_start :],
            title=" ".join((hit.title, *hit.passage.headings)),
            score=hit.lexical,
            share=own / total,
            rank=position,
        )
        for position, (hit, own) in enumerate(zip(hits, odds, strict=True))
    ]


def worth_reading(passages: Sequence[RetrievedPassage]) -> Sequence[RetrievedPassage]:
    """The first of the hits, without the tail that search all but rules out."""
    likely = (position for position, one in enumerate(passages, 1) if one.share >= _LEAST_SHARE)
    return passages[: max([_FEWEST_READ, *likely])]


def _span(hit: Hit, candidate: QuoteCandidate) -> Span:
    return Span(hit.body_start + candidate.start, hit.body_start + candidate.end)
