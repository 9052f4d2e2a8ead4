"""Sources that disagree: another number, or another time, told of the very same."""

from __future__ import annotations

from assistant.extractive.evidence import MATCHED, Evidence, Flags
from assistant.extractive.evidence_selection import QuoteCandidate
from index.arabic import words
from index.arabic.calendar import MONTH_WORDS
from index.arabic.morphology import canonical
from index.arabic.numbers import numbers_in

Figures = frozenset[str]
"""Numbers in digits, and months."""


def figures(text: str) -> Figures:
    """What a short answer gives."""
    months = {canonical(word) for word in words(text) if word in MONTH_WORDS}
    return numbers_in(text) | months


def differ(one: Figures, other: Figures) -> bool:
    """Whether two answers cannot both be right: neither only tells more than the other."""
    return bool(one and other) and not (one <= other or other <= one)


def terms_met(evidence: Evidence, candidate: QuoteCandidate) -> Flags:
    """Of each word of the question, whether a quote has it, or the title above it."""
    said = evidence.similarity[:, candidate.tokens(evidence)].max(1)
    titled = evidence.titles[:, evidence.place_of(candidate.passage)]
    met: Flags = (said >= MATCHED) | (titled >= MATCHED)
    return met
