"""Which spans a person could give as an answer to this kind of question."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from assistant.extractive.span_features import FAR, Positions, after_predicate, matches_of, verbs
from assistant.extractive.word_features import Floats, Text, column_names
from index.arabic import word_classes
from index.arabic.calendar import ERA_LETTERS, of_a_date
from index.arabic.particles import (
    CONJUNCT_PRONOUNS,
    CONJUNCTIONS,
    NOT_BEFORE_AGENTS,
    TIME_OPENERS,
)
from index.question import Question

Flags = NDArray[np.bool_]

_PART_OF_TIME = (
    "number", "year", "month", "time", "weekday", "ordinal", "approx", "numword", "preposition",
    "conjunction",
)  # fmt: skip
_ONLY_TIME, _ONLY_PLACE = frozenset(("time",)), frozenset(("place",))
_TIME = ("number", "year", "month", "time", "weekday")
_DATED = ("year", "month", "number", "time")
_PLACED = ("place", "territory", "city")
_NOUNS = (
    "person", "role", "forename", "organisation", "place", "link", "territory", "city", "work",
)  # fmt: skip


def fitting(question: Question, text: Text, starts: Positions, ends: Positions) -> Flags:
    """For each span, whether it is of the kind asked for and stays within its clause.

    No answer opens with «هو». A person or a place has no date in it and opens with no verb; a
    place stands after the verb of the question where that is known, a person under no preposition
    of place.
    """
    fits = _sum(_clause_turns(text), starts + 1, ends) == 0
    fits &= ~(_any(text, ("pronoun",)) | _is(text, CONJUNCT_PRONOUNS))[starts]
    kind = expected_kind(question)
    if kind == "time":
        fits &= _times(question, text, starts, ends)
    elif kind == "number":
        fits &= _quantities(text, starts, ends)
    elif kind in ("place", "person"):
        fits &= _sum(_any(text, _DATED), starts, ends) == 0
        fits &= ~(verbs(text) | _predicate(question, text))[starts]
    if kind == "place":
        fits &= _places(text, starts, ends)
        after_verb = fits & (after_predicate(question, text)[starts] < FAR)
        fits = after_verb if after_verb.any() else fits
    elif kind == "person":
        fits &= ~np.append(_is(text, NOT_BEFORE_AGENTS), False)[starts - 1]
    return np.asarray(fits)


def expected_kind(question: Question) -> str:
    """time, number, place or person; empty when the question is open."""
    kind, types = question.question_type, question.answer_types
    if kind == "WHEN" or (types == _ONLY_TIME and kind in ("WHICH", "WHATNOUN")):
        return "time"
    if kind == "HOWMANY":
        return "number"
    if kind == "WHERE" or (types == _ONLY_PLACE and kind == "WHICH"):
        return "place"
    return "person" if kind in ("WHO", "WHODEF") else ""


def _times(question: Question, text: Text, starts: Positions, ends: Positions) -> Flags:
    """Nothing but words of time; for «متى» also a clause of time that does not ask back."""
    timely = _any(text, _PART_OF_TIME) | _is(text, ERA_LETTERS)
    fits = _sum(~timely, starts, ends) == 0
    fits &= _sum(_any(text, _TIME), starts, ends) > 0
    if question.question_type == "WHEN":
        again = _sum(_predicate(question, text), starts, ends) > 0
        fits |= _is(text, TIME_OPENERS)[starts] & (ends > starts) & ~again
    return np.asarray(fits & ~_any(text, ("preposition",))[ends])


def _quantities(text: Text, starts: Positions, ends: Positions) -> Flags:
    """A number, with the noun that is counted when that follows it; or a dual, «فريقين».

    Days and years of dates are no quantities.
    """
    folded = [word.text for word in text.words]
    dated = np.array([of_a_date(folded, at) for at in range(len(folded))], bool)
    two = np.array([word.text.endswith(("ان", "ين")) for word in text.words], bool)
    focus = _any(text, ("focus",))
    numbers = (_any(text, ("number", "numword")) & ~dated) | (focus & two)
    counted = np.append(focus[1:] & ~text.gaps[1:-1].any(axis=1), False)
    fits = (_sum(numbers, starts, ends) > 0) & ~(numbers & counted)[ends]
    return np.asarray(fits & (_sum(_any(text, ("month",)), starts, ends) == 0))


def _places(text: Text, starts: Positions, ends: Positions) -> Flags:
    """A place by its name or by the preposition that governs it."""
    governing = np.append(_any(text, ("preposition",)), False)
    named = _sum(_any(text, _PLACED), starts, ends) > 0
    return np.asarray(governing[starts] | governing[starts - 1] | named)


def _predicate(question: Question, text: Text) -> Flags:
    """Words that repeat the verb of the question, unless it is a noun by the look of it."""
    asked = question.terms[question.predicate] if question.predicate >= 0 else "ال"
    noun = word_classes.classes(asked) & sum(map(word_classes.bit, _NOUNS))
    if noun or asked.startswith("ال"):
        return np.zeros(len(text.words), bool)
    return np.asarray((np.array(text.matched) == question.predicate + 1) & (matches_of(text) > 0))


def _clause_turns(text: Text) -> Flags:
    """Words that open a clause of their own: a conjunction written on to a verb."""
    shaped = _any(text, ("past", "past form", "verb"))
    joined = np.array([word.text[0] in CONJUNCTIONS for word in text.words], bool)
    after = np.array([False, *(word.text in CONJUNCTIONS for word in text.words[:-1])], bool)
    return np.asarray(shaped & (joined | after))


def _is(text: Text, known: Collection[str]) -> Flags:
    return np.array([word.text in known for word in text.words], bool)


def _any(text: Text, names: tuple[str, ...]) -> Flags:
    index = column_names()
    return np.asarray((text.columns[:, [index.index(name) for name in names]] > 0).any(axis=1))


def _sum(marked: Flags, starts: Positions, ends: Positions) -> Floats:
    """How many marked words stand from each start to each end, both inclusive."""
    running = np.concatenate([[0], np.cumsum(marked)])
    return np.asarray(running[ends + 1] - running[np.minimum(starts, ends + 1)], np.float32)
