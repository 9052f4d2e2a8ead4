"""Whether a short answer may stand above its quote: only one of the kind that is asked for."""

from __future__ import annotations

import re

from assistant.extractive.answer_types import expected_kind
from assistant.extractive.tables import is_table_row
from index.arabic import stem, word_classes
from index.arabic.enumeration import marker_at
from index.arabic.numbers import read_numbers
from index.arabic.tokenised import TokenisedText, tokenise
from index.arabic.units import (
    Measure,
    asked_measure,
    has_sign_of_share,
    is_told_in,
    unit_measure,
)
from index.question import Question
from index.types import Span

_NOUNS_BEFORE = 3
"""Content words of a question among which stands the noun of what is measured: «كم بلغت قيمة …»."""
_UNIT_WITHIN = 2
"""Words after a number among which its unit stands."""
_EVENT_WITHIN = 14
"""Words before a date among which stands the event that it is the date of."""
_NOTE = re.compile(r"\[[^\]]{0,4}\Z")
_LIFE = re.compile(r"\([^()]*[0-9٠-٩]{3,4}[^()]{0,12}[-–—][^()]*[0-9٠-٩]{3,4}[^()]*\)")
_LISTS = ("list", "steps", "conditions", "reasons", "summary", "comparison")


def is_headline(question: Question, quote: str, short: Span) -> bool:
    """Whether the words at a place of a quote answer by themselves.

    :param short: in code points of the quote.
    """
    said = quote[short.start : short.end]
    return not (
        _is_torn(quote, short)
        or _announces(question, quote, short)
        or _is_of_another_unit(question, quote, short, said)
        or _is_of_another_event(question, quote, short)
    )


def _is_torn(quote: str, short: Span) -> bool:
    """A piece of two cells, the mark of a footnote or of a list's item."""
    if is_table_row(quote[short.start : short.end]) or " |" in quote[short.start : short.end]:
        return True
    line = quote.rfind("\n", 0, short.start) + 1
    marker = marker_at(quote, line)
    if marker and line <= short.start and short.end <= marker.end:
        return True
    return bool(_NOTE.search(quote, 0, short.start)) and quote[short.end : short.end + 1] == "]"


def _announces(question: Question, quote: str, short: Span) -> bool:
    """The words before a colon under which the list that is asked for stands; one item of it."""
    if question.intent not in _LISTS:
        return False
    after = quote[short.end :].lstrip()
    said = quote[short.start : short.end]
    return after.startswith(":") or said.endswith(":") or marker_at(quote, short.start) is not None


def _is_of_another_unit(question: Question, quote: str, short: Span, said: str) -> bool:
    """No number where one is asked for, or days where dinars are."""
    asked = [word for word in question.terms[:_NOUNS_BEFORE] if asked_measure(word)]
    measure = asked_measure(asked[0]) if asked else None
    counted = _counted_unit(question)
    if expected_kind(question) != "number" and not (measure and _asks_how_much(question)):
        return False
    read = tokenise(quote)
    inside = [at for at, start in enumerate(read.starts) if short.start <= start < short.end]
    if not inside or not _has_number(question, read, inside):
        return True
    units = _units(read, inside)
    if measure == "share" and not counted:
        return not (has_sign_of_share(quote[short.start : short.end + 2]) or _shares(read, inside))
    if counted:
        return not any(stem(word) == stem(counted) for word in _following(read, inside))
    kinds = {kind for _, kind in units}
    return bool(measure and kinds) and not any(is_told_in(measure, kind) for kind in kinds)


def _asks_how_much(question: Question) -> bool:
    """Whether the noun of measure is what is asked: «ما قيمة الغرامة», not «من دفع الغرامة»."""
    return question.question_type in ("WHATNOUN", "WHATDEF", "WHICH", "OTHER") and bool(
        question.terms[:1] and asked_measure(question.terms[0])
    )


def _counted_unit(question: Question) -> str | None:
    """The unit that «كم» counts: «كم يوما»."""
    if question.question_type != "HOWMANY" or question.focus < 0:
        return None
    focus = question.terms[question.focus]
    return focus if unit_measure(focus) not in (None, "share") else None


def _has_number(question: Question, read: TokenisedText, inside: list[int]) -> bool:
    found = read.words[inside[0] : inside[-1] + 1]
    duals = any(word.endswith(("ان", "ين")) and unit_measure(word) for word in found)
    numbered = any(word_classes.classes(word) & word_classes.bit("numword") for word in found)
    return bool(read_numbers(found)) or duals or numbered or _is_dual_of_focus(question, found)


def _is_dual_of_focus(question: Question, found: tuple[str, ...]) -> bool:
    if question.focus < 0:
        return False
    focus = stem(question.terms[question.focus])
    return any(word.endswith(("ان", "ين")) and stem(word) == focus for word in found)


def _following(read: TokenisedText, inside: list[int]) -> tuple[str, ...]:
    return read.words[inside[0] : inside[-1] + 1 + _UNIT_WITHIN]


def _units(read: TokenisedText, inside: list[int]) -> list[tuple[str, Measure]]:
    """The units within a short answer, else the one right after it."""
    own = read.words[inside[0] : inside[-1] + 1]
    for found in (own, read.words[inside[-1] + 1 : inside[-1] + 2]):
        units = [(word, kind) for word in found if (kind := unit_measure(word))]
        if units:
            return units
    return []


def _shares(read: TokenisedText, inside: list[int]) -> bool:
    return any(unit_measure(word) == "share" for word in _following(read, inside))


def _is_of_another_event(question: Question, quote: str, short: Span) -> bool:
    """The date of a birth or a death where that of something else is asked for."""
    if expected_kind(question) != "time":
        return False
    lives = word_classes.bit("born") | word_classes.bit("died")
    asked = [word_classes.classes(word) & lives for word in question.words]
    if any(found.start() < short.start < found.end() for found in _LIFE.finditer(quote)):
        return not any(asked)
    read = tokenise(quote)
    place = next((at for at, start in enumerate(read.starts) if start >= short.start), 0)
    sentence = max(at for at in read.first_words if at <= place) if read.first_words else 0
    for word in reversed(read.words[max(sentence, place - _EVENT_WITHIN) : place]):
        event = word_classes.classes(word) & lives
        if event:
            return not any(event & own for own in asked)
        if any(stem(word) == stem(term) for term in question.terms):
            return False
    return False
