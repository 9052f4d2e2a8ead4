"""Yes or no, where the quote decides it: what it says of the thing asked, and if it denies it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from assistant.extractive.evidence import Flags
from index.arabic import fold, sentences, words
from index.arabic.clitics import without_prefix
from index.arabic.particles import AFFIRMED_WHEN_NEGATED
from index.arabic.polarity import (
    AFFIRMS,
    DENIES,
    DOUBTS,
    EXCEPTS,
    EXISTS,
    FORBIDS,
    OPPOSITES,
    PERMITS,
    REFUSES,
)
from index.question import Question
from index.retrieval.alignment import Floats, similarities

_ALIKE = 0.6
"""Similarity from which a word of the quote is one of the question."""
_COVERED = 0.6
"""Share of a question's content words that a sentence must speak of to deny it: all of them to
affirm it."""
_SCOPE = 6
"""Words before a predicate among which the particle stands that denies it."""
_PLAIN = re.compile(r"(?:[^\s:]{1,8}: ?)?([^\W\d]+)(?:[.،,!]|$)")
_CLAUSE = re.compile(r"[،,؛;:]\s|[()]")


def verdict(question: Question, quote: str, titles: str = "") -> bool | None:
    """True for yes, False for no, None where the quote leaves it open.

    :param titles: the document's title and headings, which a sentence need not repeat.
    """
    if question.intent != "yes_no" or DENIES & set(question.words[:3]):
        return None
    asked = [at for at, term in enumerate(question.terms) if not _frames(term)]
    if not asked:
        return None
    named = _alike(question, words(titles))[asked]
    said = [quote[each.start : each.end] for each in sentences(quote)]
    plain = next((one for one in map(_plainly, said) if one is not None), None)
    if plain is not None and (_alike(question, words(f"{quote} {titles}"))[asked] >= _ALIKE).all():
        return plain
    told = [_of_sentence(question, asked, named, one) for one in said if one[-1] not in "؟?"]
    decided = {one for one in told if one is not None}
    return decided.pop() if len(decided) == 1 else None


def _plainly(sentence: str) -> bool | None:
    """What a sentence says that begins with «نعم» or «لا» and a pause."""
    found = _PLAIN.match(sentence)
    word = fold(found[1]) if found else ""
    return word in AFFIRMS if word in AFFIRMS | REFUSES else None


def _frames(term: str) -> bool:
    """A word that asks whether, and need not be said again: «يجوز», «توجد»."""
    return bool({term, without_prefix(term)} & (PERMITS | EXISTS))


def _alike(question: Question, found: Sequence[str]) -> Floats:
    """Per term its greatest similarity, 0 without words."""
    if not found:
        return np.zeros(len(question.terms))
    best: Floats = similarities(question, list(dict.fromkeys(found))).max(1)
    return best


def _of_sentence(
    question: Question, asked: Sequence[int], named: Floats, sentence: str
) -> bool | None:
    clauses = [found for part in _CLAUSE.split(sentence) if (found := words(part))]
    if not clauses:
        return None
    met = [_met(question, asked, one) for one in clauses]
    most = max(int(one.sum()) for one in met)
    told = {
        _of_clause(question, asked, named, clauses[at], met[: at + 1], met[at + 1 :])
        for at, one in enumerate(met)
        if most and one.sum() == most
    } - {None}
    return told.pop() if len(told) == 1 else None


def _of_clause(
    question: Question,
    asked: Sequence[int],
    named: Floats,
    clause: Sequence[str],
    until: Sequence[Flags],
    later: Sequence[Flags],
) -> bool | None:
    """What one clause says: those before it lend it their subject, those after it lend nothing."""
    covered = np.any(until, axis=0) | (named >= _ALIKE)
    predicate = question.predicate
    if predicate in asked and not covered[list(asked).index(predicate)]:
        return None
    if DOUBTS & set(clause) or any((one & ~covered).any() for one in later):
        return None
    told = _polarity(question, asked, clause)
    return told if told is not None and covered.mean() >= (1.0 if told else _COVERED) else None


def _met(question: Question, asked: Sequence[int], clause: Sequence[str]) -> Flags:
    """Of each word asked, whether a clause has it or its opposite."""
    alike = (similarities(question, clause)[asked] >= _ALIKE).any(1)
    opposite = _opposites(question, clause)
    met: Flags = alike | np.array([question.terms[at] in opposite for at in asked])
    return met


def _opposites(question: Question, clause: Sequence[str]) -> set[str]:
    """The words of a question whose opposite stands in a clause."""
    there = {bare for word in clause for bare in (word, without_prefix(word))}
    pairs = [*OPPOSITES, *((other, one) for one, other in OPPOSITES)]
    return {
        term
        for term in question.terms
        for one, other in pairs
        if {term, without_prefix(term)} & one and not one & there and other & there
    }


def _polarity(question: Question, asked: Sequence[int], clause: Sequence[str]) -> bool | None:
    here = np.flatnonzero((similarities(question, clause)[asked] >= _ALIKE).any(0))
    first = int(here[0]) if len(here) else len(clause)
    allows = [at for at, word in enumerate(clause) if {word, without_prefix(word)} & PERMITS]
    forbids = any({word, without_prefix(word)} & FORBIDS for word in clause)
    anchor = min([first, *allows])
    denied = _denied(clause, anchor)
    excepted = next((at for at, word in enumerate(clause) if word in EXCEPTS), len(clause))
    if denied and (here > excepted).any():  # «لا … إلا …»
        return None
    permission = any({word, without_prefix(word)} & PERMITS for word in question.words[:3])
    if permission and not allows and not forbids and not denied:
        return None
    return not (denied ^ forbids ^ bool(_opposites(question, clause)))


def _denied(clause: Sequence[str], anchor: int) -> bool:
    """Whether a particle denies what stands at a place; «لا يزال» denies nothing."""
    for at in range(max(0, anchor - _SCOPE), min(anchor + 1, len(clause))):
        after = clause[at + 1] if at + 1 < len(clause) else ""
        if clause[at] in DENIES and after not in AFFIRMED_WHEN_NEGATED:
            return True
    return False
