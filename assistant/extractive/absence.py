"""What a question names and the evidence lacks: a like thing told of another is no answer."""

from __future__ import annotations

import re

import numpy as np

from assistant.extractive.evidence import Evidence, Flags
from index.arabic import stem, without_prefix, word_classes
from index.arabic.attributes import attribute_of, is_told
from index.arabic.english import is_english
from index.arabic.idf import TermStatistics, corpus_idf
from index.arabic.lexemes import BIT, SAME_STEM, lexeme
from index.arabic.morphology import skeleton
from index.arabic.names import LAND, NAME_LINKS, OF_MANY_PLACES, PLACE_HEADS
from index.arabic.stop_words import FUNCTION_WORDS
from index.question import Question
from index.retrieval.alignment import Floats

_THERE = 0.5
"""Similarity from which a word is there, in whatever form: «يهرّب» in «تهريب»."""
_UNSEEN = 5.9
"""Inverse document frequency, in nats, of a word that ordinary text hardly has."""
_ASKED = 2
"""First words of a question among which stands the attribute that it asks for."""
_LIFE = re.compile(r"\([^()]*[0-9٠-٩]{3,4}[^()]*\)")
"""The dates of a life behind a name: «(1935–2019)»."""
_NO_NAMES = sum(
    BIT[kind] for kind in ("FUNC", "VERB", "NUMWORD", "TIME", "UNIT", "PLACEHEAD", "ORDINAL", "ORG")
)
_LISTED = sum(map(word_classes.bit, ("territory", "city", "forename")))
_PAST = word_classes.bit("past")
_EXACT = BIT["DIGIT"]
_CITY = word_classes.bit("city")
_LEADS = sum(map(word_classes.bit, ("place", "forename")))
_RARE_CITY = 4.5
"""Inverse document frequency, in nats, from which the name of a town is not another word."""


def absent_from(
    question: Question, evidence: Evidence, source: int, statistics: TermStatistics
) -> tuple[int, ...]:
    """Places in `question.terms` of names and numbers that a document's passages lack.

    A name that no list has and no other document of the library may be a slip of the pen.

    :param source: the place of a passage in `evidence.passages`; its title and headings count,
        and so do the other passages that were read of its document.
    """
    named = _names(question, evidence, statistics) & ~_there(evidence, source)
    return tuple(np.flatnonzero(named).tolist())


def terms_there(evidence: Evidence, source: int) -> tuple[int, ...]:
    """Places in `question.terms` of what a document's passages have in any form, or its title."""
    there = _there(evidence, source)
    found = {skeleton(word) for word in evidence.tokens[evidence.tokens_of(source)]} - {""}
    same = [skeleton(term) in found for term in evidence.question.terms]
    return tuple(np.flatnonzero(there | np.array(same)).tolist())


def absent_attribute(question: Question, evidence: Evidence, source: int) -> int | None:
    """The place in `question.terms` of an attribute of which a passage tells nothing.

    A birth, a price, a telephone number: what is told in words of its own, or not at all.
    """
    tokens = evidence.tokens_of(source)
    told = set(evidence.tokens[tokens])
    there = evidence.similarity[:, tokens].max(1) >= SAME_STEM
    for at, term in enumerate(question.terms):
        first = at < _ASKED or is_english(question.text)
        attribute = attribute_of(term, question.question_type) if first else None
        if attribute is None or there[at] or is_told(attribute, told):
            continue
        if not (attribute.is_of_life and _LIFE.search(evidence.passages[source].text)):
            return at
    return None


def _names(question: Question, evidence: Evidence, statistics: TermStatistics) -> Flags:
    """Per term, whether it is a name, a part of one or a number."""
    exact = (evidence.term_kinds & _EXACT) > 0
    named = [
        not kinds & _NO_NAMES
        and attribute_of(question.terms[at], question.question_type) is None
        and _is_name(question, at, statistics)
        for at, kinds in enumerate(evidence.term_kinds.tolist())
    ]
    names: Flags = exact | np.array(named)
    return names


def _is_name(question: Question, at: int, statistics: TermStatistics) -> bool:
    term = question.terms[at]
    listed = word_classes.classes(term) & _LISTED
    idf = corpus_idf(stem(term))
    is_past = bool(word_classes.classes(term) & _PAST)
    if is_past or _is_prefixed(term, listed) or term in OF_MANY_PLACES:
        return False
    if listed & _CITY and idf < _RARE_CITY:  # «ذكرت», «تصف» are towns too
        return False
    if listed:
        return True
    led = _before(question, at) in LAND or (idf > _UNSEEN and _is_led(question, at))
    return led and statistics.holds(stem(term))


def _is_prefixed(term: str, listed: int) -> bool:
    if listed:
        return term[0] in "بلوفك" and bool(word_classes.classes(term[1:]) & listed)
    return without_prefix(term) not in (term, term.removeprefix("ال")) or term[0] == "ل"


def _is_led(question: Question, at: int) -> bool:
    """Whether what stands before a term makes it a name: «تلّ الزعرور», «سلمى المرجاوي»."""
    term, before = question.terms[at], _before(question, at)
    if not before or before in FUNCTION_WORDS:  # «متى» is a forename too
        return False
    if before in NAME_LINKS | PLACE_HEADS or word_classes.classes(before) & _LEADS:
        return True
    nisba = bool(lexeme(term).kinds & BIT["NISBA"]) and term.startswith("ال")
    return nisba and not before.startswith("ال")


def _before(question: Question, at: int) -> str:
    """The word before a term; empty for the first."""
    term = question.terms[at]
    place = question.words.index(term) if term in question.words else 0
    return question.words[place - 1] if place else ""


def _there(evidence: Evidence, source: int) -> Flags:
    title = evidence.passages[source].title
    best: Floats = np.zeros(len(evidence.question.terms))
    for at, other in enumerate(evidence.source.tolist()):
        if evidence.passages[other].title == title or other == source:
            own = evidence.similarity[:, evidence.tokens_of(other)].max(1)
            best = np.maximum(best, np.maximum(own, evidence.titles[:, at]))
    there: Flags = best >= _THERE
    return there
