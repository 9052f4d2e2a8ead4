"""Query expansion: what may stand in a passage in place of some of the question's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.arabic import STEM_MARK, stem, word_terms
from index.arabic.folding import Form
from index.arabic.idf import TermStatistics
from index.question import Question

ALTERNATIVE_WEIGHT = 0.9
"""Of another form of a word beside its own: an exact match stays first."""
CORRECTION_WEIGHT = 2.0
"""Of a stem one misspelling away from a word that no passage has: its 4-grams are broken too."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """Terms of a question, and what may stand in a passage in their place."""

    own: Sequence[str]
    """Among the terms asked for."""
    alternatives: Sequence[Mapping[str, float]]
    """Each a set of terms with their weights that count only when all of them stand there."""


def expansions(question: Question, statistics: TermStatistics) -> list[Expansion]:
    """For the words that have other forms or may be misspelt, what else to look for.

    Another form weighs as much as the own one, but no more than its words are worth here.
    """
    terms = question.query_terms()
    found: list[Expansion] = []
    free = dict(terms)  # of another form so far
    for alternative in question.alternatives:
        mine = dict.fromkeys(term for word in alternative.own for term in word_terms(word))
        own = [term for term in mine if term in free]
        worth = sum(terms[term] * statistics.term_idf(term) for term in own)
        each = (_way(form, worth, statistics) for form in alternative.forms)
        alternatives = list({tuple(form): form for form in each if form}.values())
        if own and alternatives:
            found.append(Expansion(own, alternatives))
            free = {term: free[term] for term in free if term not in mine}
    for word, stems in zip(question.terms, question.corrections, strict=True):
        term = STEM_MARK + stem(word)
        if stems and term in free:
            weight = CORRECTION_WEIGHT * free.pop(term)
            found.append(Expansion([term], [{STEM_MARK + near: weight} for near in stems]))
    return found


def _way(form: Form, most: float, statistics: TermStatistics) -> dict[str, float]:
    """The terms that a passage with a form in words has; none when no passage has them."""
    own = dict.fromkeys(term for word in form for term in word_terms(word))
    grams = dict.fromkeys(term for word in form for term in word_terms(word)[1:])
    if not grams or not all(map(statistics.frequency, grams)):
        return {}
    worth = min(most, sum(map(statistics.term_idf, own)))
    share = ALTERNATIVE_WEIGHT * worth / sum(map(statistics.term_idf, grams))
    return dict.fromkeys(grams, share)
