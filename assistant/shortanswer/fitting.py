"""Which spans a person could give as an answer to this kind of question."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.shortanswer import lexicon
from assistant.shortanswer.facts import Floats, Question, Text, column_names
from assistant.shortanswer.spans import Places

_PART_OF_TIME = (
    "number", "year", "month", "time", "weekday", "ordinal", "approx", "numword", "preposition",
)  # fmt: skip
_TIME = ("number", "year", "month", "time", "weekday")
_DATED = ("year", "month", "number", "time")
_VERBS = ("past", "past form", "verb")
_CARRIED_ON = ("و", "ف", "ثم")


def fitting(question: Question, text: Text, starts: Places, ends: Places) -> NDArray[np.bool_]:
    """For each span, whether it is of the kind asked for and stays within its clause.

    No answer opens with «هو». A time is made of nothing but words of time; a quantity has a
    number, and the noun that is counted when that follows; a person or a place has no date in it.
    """
    fits = _sum(_clause_turns(text), starts + 1, ends) == 0
    fits &= ~_any(text, ("pronoun",))[starts]
    kind = asked_kind(question)
    if kind == "time":
        timely = _any(text, _PART_OF_TIME)
        fits &= _sum(~timely, starts, ends) == 0
        fits &= _sum(_any(text, _TIME), starts, ends) > 0
        fits &= ~_any(text, ("preposition",))[ends]
    elif kind == "number":
        numbers = _any(text, ("number", "numword"))
        counted = np.append(_any(text, ("focus",))[1:] & ~text.gaps[1:-1].any(axis=1), False)
        fits &= _sum(numbers, starts, ends) > 0
        fits &= ~(numbers & counted)[ends]
    elif kind in ("place", "person"):
        fits &= _sum(_any(text, _DATED), starts, ends) == 0
    return np.asarray(fits)


def asked_kind(question: Question) -> str:
    """time, number, place or person; empty when the question is open."""
    names = lexicon.question_class_names()
    expects = {name for at, name in enumerate(names) if question.expected >> at & 1}
    if question.asking == "متي" or (expects == {"time"} and question.asking in ("اي", "ما")):
        return "time"
    if question.asking == "كم":
        return "number"
    if question.asking == "اين":
        return "place"
    return "person" if question.asking == "من" else ""


def _clause_turns(text: Text) -> NDArray[np.bool_]:
    """Words that open a clause of their own: a conjunction written on to a verb."""
    verbs = _any(text, _VERBS)
    joined = np.array([word.text[0] in _CARRIED_ON for word in text.words], bool)
    after = np.array([False, *(word.text in _CARRIED_ON for word in text.words[:-1])], bool)
    return np.asarray(verbs & (joined | after))


def _any(text: Text, names: tuple[str, ...]) -> NDArray[np.bool_]:
    index = column_names()
    return np.asarray((text.columns[:, [index.index(name) for name in names]] > 0).any(axis=1))


def _sum(marked: NDArray[np.bool_], starts: Places, ends: Places) -> Floats:
    """How many marked words stand from each start to each end, both inclusive."""
    running = np.concatenate([[0], np.cumsum(marked)])
    return np.asarray(running[ends + 1] - running[np.minimum(starts, ends + 1)], np.float32)
