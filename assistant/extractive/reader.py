"""Reading with no model: the places in the hits that best answer, and how surely they do.

Evidence selection weighs every clause and picks the places; span extraction marks the answer in
the first of them; a calibrated classifier says how likely that place is to answer at all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.extractive.absence import absent_attribute, absent_from, terms_there
from assistant.extractive.answer_types import expected_kind
from assistant.extractive.answerability import answer_probability, shows
from assistant.extractive.cells import Told
from assistant.extractive.disagreement import differ, figures, terms_met
from assistant.extractive.evidence import Evidence, RetrievedPassage, gather
from assistant.extractive.evidence_selection import LONGEST_QUOTE, QuoteCandidate, select
from assistant.extractive.headline import is_headline
from assistant.extractive.pointing import pointed, points_at
from assistant.extractive.signals import signals
from assistant.extractive.span_extraction import WeighedText, weigh_spans
from assistant.grounding import Finding
from index.arabic.idf import TermStatistics
from index.question import Question
from index.types import Hit, Span

LATER_SHARE = 0.1
"""Of the first finding's probability: what a later one needs to be evidence. One in five of these
holds an answer of train questions; below it one in twenty."""
OPEN_SHARE = 0.04
"""The same where no time, number, place or person is asked for: a reason may need two places."""
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
    evident: int = 0
    """How many of the findings are evidence; those after them only stand near the question."""
    differing: tuple[int, ...] = ()
    """Places of findings in other documents that give another number or time than the first."""
    there: tuple[int, ...] = ()
    """Places in the question's terms of what the first finding's document has in some form."""
    absent: tuple[int, ...] = ()
    """Places in the question's terms of names, numbers and attributes that the passages of the
    first finding's document lack."""
    cell: Told | None = None
    """The cell of a table that answers before any finding; None where none does for sure."""


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
    weighed = weigh_spans(question, _core(evidence, chosen[0]))
    answer = weighed.likeliest() if weighed else None
    sureness = answer.confidence if answer else 0.0
    short = weighed.text[answer.start : answer.end] if weighed and answer else ""
    found = signals(evidence, hits, chosen, statistics, short, sureness)
    read = pointed(evidence, chosen[0].passage, chosen[0].start, chosen[0].end)
    confidence = answer_probability(found, read)
    findings[0] = _with_headline(evidence, findings[0], chosen[0], weighed, confidence)
    least = (LATER_SHARE if expected_kind(question) else OPEN_SHARE) * chosen[0].score
    evident = sum(one.score >= least for one in chosen)
    others = _differing(question, evidence, chosen, findings[:evident])
    for at, other in others.items():
        findings[at] = other
    absent = absent_from(question, evidence, chosen[0].passage, statistics)
    attribute = absent_attribute(question, evidence, chosen[0].passage)
    if attribute is not None:
        absent = (*absent, attribute)
    there = terms_there(evidence, chosen[0].passage)
    return Reading(tuple(findings), confidence, evident, tuple(others), there, absent)


def _core(evidence: Evidence, candidate: QuoteCandidate) -> str:
    return evidence.passages[candidate.passage].text[candidate.core.start : candidate.core.end]


def _with_headline(
    evidence: Evidence,
    finding: Finding,
    candidate: QuoteCandidate,
    weighed: WeighedText | None,
    confidence: float,
) -> Finding:
    """The finding with its answer span marked, where that may stand by itself and is sure.

    :param weighed: the candidate's core.
    """
    if weighed is None:
        return finding
    question, text = weighed.question, weighed.text
    read, core = evidence.passages[candidate.passage].reading, candidate.core

    def answers(place: Span) -> bool:
        there = Span(core.start + place.start, core.start + place.end)
        return is_headline(question, text, place) and points_at(read, core, there)

    answer = weighed.likeliest_that(answers)
    if answer is None or not shows(confidence, answer.confidence):
        return finding
    start = finding.hit.body_start + candidate.core.start
    return replace(finding, short=Span(start + answer.start, start + answer.end))


def _differing(
    question: Question,
    evidence: Evidence,
    chosen: Sequence[QuoteCandidate],
    findings: Sequence[Finding],
) -> dict[int, Finding]:
    """By place, what other documents say otherwise where a number or a time is asked for."""
    first = findings[0]
    if first.short is None or expected_kind(question) not in ("number", "time"):
        return {}
    said = figures(first.hit.text[first.short.start : first.short.end])
    covered = terms_met(evidence, chosen[0])
    others: dict[int, Finding] = {}
    for at, finding in enumerate(findings[1:], 1):
        if finding.hit.passage.document_id == first.hit.passage.document_id:
            continue
        weighed = weigh_spans(question, _core(evidence, chosen[at]))
        own = _with_headline(evidence, finding, chosen[at], weighed, 1.0)
        if own.short is None or not (terms_met(evidence, chosen[at]) >= covered).all():
            continue
        if differ(said, figures(own.hit.text[own.short.start : own.short.end])):
            others[at] = own
    return others


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
            reading=hit.reading,
        )
        for position, (hit, own) in enumerate(zip(hits, odds, strict=True))
    ]


def worth_reading(passages: Sequence[RetrievedPassage]) -> Sequence[RetrievedPassage]:
    """The first of the hits, without the tail that search all but rules out."""
    likely = (position for position, one in enumerate(passages, 1) if one.share >= _LEAST_SHARE)
    return passages[: max([_FEWEST_READ, *likely])]


def _span(hit: Hit, candidate: QuoteCandidate) -> Span:
    return Span(hit.body_start + candidate.start, hit.body_start + candidate.end)
