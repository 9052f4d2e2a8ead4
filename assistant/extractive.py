"""Reading with no model: the sentences of the hits, those that best answer the question first."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.grounding import Finding
from index.arabic import content_words, sentences, stem, words
from index.types import Hit, Span

PASSAGES_READ = 5
ANSWER_CONFIDENCE = 0.5
"""Below this the first finding is no answer: the share of the question's weight that its sentence
and title must hold."""
_RANK_COST = 0.06
"""Of the best possible score, for each place that a passage stands behind the first."""
_TYPE_BONUS = 0.12
"""Of the best possible score, for a number or date where the question asks for one."""

_QUANTITY_WORDS = frozenset({"كم", "متي", "عدد", "تاريخ", "سنه", "عام", "نسبه", "مساحه", "عمر"})


@dataclass(frozen=True, slots=True)
class _Candidate:
    hit: Hit
    rank: int
    span: Span
    words: tuple[str, ...]


def read(
    question: str, hits: Sequence[Hit], passages: int, frequency: Callable[[str], int]
) -> list[Finding]:
    """Every sentence of the first hits, the likeliest answer first, with its confidence.

    :param passages: how many the library holds.
    :param frequency: in how many of them a folded word occurs, in any of its forms.
    """
    weights = {
        stem(word): math.log(1 + passages / (1 + frequency(word)))
        for word in content_words(question)
    }
    total = sum(weights.values())
    if not total:
        return []
    asks_quantity = not _QUANTITY_WORDS.isdisjoint(words(question))
    findings: list[tuple[float, Finding]] = []
    for candidate in _candidates(hits):
        own = {stem(word) for word in candidate.words}
        context = own | {stem(word) for word in words(candidate.hit.title)}
        held = sum(weight for term, weight in weights.items() if term in own) / total
        support = sum(weight for term, weight in weights.items() if term in context) / total
        score = held - _RANK_COST * candidate.rank
        if asks_quantity and any(word[0].isdecimal() for word in candidate.words):
            score += _TYPE_BONUS
        findings.append((score, Finding(candidate.hit, candidate.span, None, support)))
    findings.sort(key=lambda scored: -scored[0])
    return [finding for _, finding in findings]


def _candidates(hits: Sequence[Hit]) -> Iterator[_Candidate]:
    for rank, hit in enumerate(hits[:PASSAGES_READ]):
        for span in sentences(hit.text):
            own = tuple(words(hit.text[span.start : span.end]))
            if own:
                yield _Candidate(hit, rank, span, own)
