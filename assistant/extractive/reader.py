"""Reading with no model: the places in the hits that best answer, and how surely they do.

A trained reader weighs every clause and picks the places; a second one marks the short answer in
the first place; a calibrated judge says how likely that place is to answer at all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.extractive.alignment import Passage
from assistant.extractive.answerability import answer_probability, shows
from assistant.extractive.evidence_selection import LONGEST_QUOTE, Candidate, rank
from assistant.extractive.signals import Evidence, Place, Ranking, gather
from assistant.extractive.span_extraction import short_answer
from assistant.grounding import Finding
from index.arabic.idf import LibraryWords
from index.retrieval.matching import idf
from index.retrieval.search import query_terms
from index.types import Hit, Span

Frequency = Callable[[str], int]
"""In how many passages of the library an index term stands."""

_FEWEST_READ = 3
_LEAST_SHARE = 0.01
"""Of the probability that search gives all hits: what a hit beyond the fewest must have to be
read. The others cost half of the reading and change 0.1 of 100 train questions."""
_MOST_BM25 = 2.2
"""What tantivy's k1 of 1.2 lets a term weigh at most, in units of its IDF."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found to answer a question."""

    findings: tuple[Finding, ...]
    """The likeliest first, none overlapping another; empty when nothing has words."""
    confidence: float
    """Probability, 0 to 1, that the first finding holds the answer; 0 without one."""


def read(
    question: str,
    hits: Sequence[Hit],
    passages: int,
    frequency: Frequency,
    count: int = 3,
    longest: int = LONGEST_QUOTE,
) -> Reading:
    """The places that answer, with the short answer marked in the first when it is sure.

    :param passages: how many the library holds.
    :param count: how many places at most.
    :param longest: words that no place exceeds; fewer make the reader choose shorter ones.
    """
    seen = worth_reading(passages_of(hits))
    library = LibraryWords(passages, frequency)
    chosen = rank(question, seen, library, count=count, longest=longest)
    if not chosen:
        return Reading((), 0.0)
    findings = [Finding(hits[one.passage], _span(hits[one.passage], one), None) for one in chosen]
    first = findings[0]
    quote = first.hit.text[first.span.start : first.span.end]
    answer = short_answer(question, quote)
    sureness = answer.confidence if answer else 0.0
    short = quote[answer.start : answer.end] if answer else ""
    confidence = answer_probability(
        evidence(question, hits, seen, chosen, library, short, sureness)
    )
    if answer and shows(confidence, sureness):
        start = first.span.start
        findings[0] = replace(first, short=Span(start + answer.start, start + answer.end))
    return Reading(tuple(findings), confidence)


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


def worth_reading(passages: Sequence[Passage]) -> Sequence[Passage]:
    """The first of the hits, without the tail that search all but rules out."""
    likely = (place for place, one in enumerate(passages, 1) if one.share >= _LEAST_SHARE)
    return passages[: max([_FEWEST_READ, *likely])]


def evidence(
    question: str,
    hits: Sequence[Hit],
    seen: Sequence[Passage],
    chosen: Sequence[Candidate],
    library: LibraryWords,
    short: str,
    short_confidence: float,
) -> Evidence:
    """What tells whether the first of the chosen places answers.

    :param seen: the first of the hits, as the reader was given them.
    :param short: the short answer in the first place, empty without one.
    """
    first = chosen[0]
    hit = hits[first.passage]
    passage = seen[first.passage]
    own = sum(
        weight * idf(library.frequency(term), library.passages)
        for term, weight in query_terms(question).items()
    )
    ranking = Ranking(
        score=hit.lexical,
        next_score=max((other.lexical for other in hits if other is not hit), default=0.0),
        own_score=_MOST_BM25 * own,
        passage_share=passage.share,
        quote_share=first.score,
        next_quote_share=chosen[1].score if len(chosen) > 1 else 0.0,
        nearer=sum(other.vector > hit.vector for other in hits),
    )
    others = [at for at in range(len(seen)) if at != first.passage]
    place = Place(
        quote=passage.text[first.start : first.end],
        title="\n".join((hit.title, *hit.passage.headings)),
        passage=passage.text,
        others=tuple(seen[at].text for at in others),
        same_title=tuple(seen[at].text for at in others if hits[at].title == hit.title),
        other_titles=frozenset(hits[at].title for at in others) - {hit.title},
        short=short,
    )
    return gather(question, place, library, ranking, short_confidence)


def _span(hit: Hit, candidate: Candidate) -> Span:
    return Span(hit.body_start + candidate.start, hit.body_start + candidate.end)
