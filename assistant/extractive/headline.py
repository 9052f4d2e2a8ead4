"""Whether a short answer may stand above its quote: only one of the kind that is asked for."""

from __future__ import annotations

import re

from assistant.extractive.answer_types import expected_kind
from assistant.extractive.tables import is_table_row
from index.arabic import STOP_WORDS, folded_words, stem, word_classes
from index.arabic.enumeration import list_marker
from index.arabic.lexemes import BIT, lexeme
from index.arabic.names import foreignness
from index.arabic.numbers import read_numbers
from index.arabic.particles import CONJUNCT_PRONOUNS, PREPOSITIONS, TIME_OPENERS
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
_AFTER_NUMBER = 2
"""Words that may follow the number: its noun and what is said of it."""
_LONGEST_IN_HA = 4
"""Letters of a name that ends like a word that leans on another: «مها», not «سماها»."""
_SHORTEST_REASON = 4
"""Words of a reason that says anything."""
_LIKE_A_NAME = 0.0
"""How much likelier its letters are in a name than in a common word, in nats."""
_NAMING = sum(map(word_classes.bit, ("forename", "person", "link", "role", "organisation")))
_LIVES = word_classes.bit("born") | word_classes.bit("died")
_DATES = word_classes.bit("month") | word_classes.bit("weekday")
_NO_NAME = sum(map(word_classes.bit, ("numword", "unit", "month", "past")))
_NEVER_IN_NAMES = folded_words("في من إلى على عن مع بنحو نحو حول منذ خلال هو هي أن أنه أنها")
_NOTE = re.compile(r"\[[^\]]{0,4}\Z")
_LIFE = re.compile(r"\([^()]*[0-9٠-٩]{3,4}[^()]{0,12}[-–—][^()]*[0-9٠-٩]{3,4}[^()]*\)")
_AT_LENGTH = ("summary", "comparison")
"""Intents that several sentences answer, as a list does."""


def is_headline(question: Question, quote: str, short: Span) -> bool:
    """Whether the words at a place of a quote answer by themselves.

    :param short: in code points of the quote.
    """
    read = tokenise(quote)
    inside = [at for at, start in enumerate(read.starts) if short.start <= start < short.end]
    return bool(inside) and not (
        _is_torn(quote, short)
        or _announces(question, quote, short)
        or _dangles(read, inside)
        or _only_repeats(question, read, inside)
        or _is_of_another_kind(question, read, inside)
        or _is_of_another_unit(question, quote, short, inside)
        or _is_of_another_event(question, quote, short)
    )


def _dangles(read: TokenisedText, inside: list[int]) -> bool:
    """Whether it breaks off before what goes on, or begins within a number."""
    first, last = inside[0], inside[-1]
    torn = any(
        number.start < first < number.end or number.start <= last < number.end - 1
        for number in read_numbers(read.words)
    )
    return torn or read.words[last] in STOP_WORDS | CONJUNCT_PRONOUNS


def _only_repeats(question: Question, read: TokenisedText, inside: list[int]) -> bool:
    """The question's own words, and no others."""
    asked = {stem(term) for term in question.terms}
    said = [read.words[at] for at in inside if read.words[at] not in STOP_WORDS]
    return all(stem(word) in asked for word in said)


def _is_of_another_kind(question: Question, read: TokenisedText, inside: list[int]) -> bool:
    """More than a name for a person, more than a number for how many, a number for why."""
    said = [read.words[at] for at in inside]
    kind = expected_kind(question)
    asked = set(map(_nominative, question.terms))
    repeats = not asked.isdisjoint(map(_nominative, said))
    if kind == "person" and question.question_type == "WHO":
        numbered = any(
            word_classes.classes(word) & _NO_NAME or word[0].isdecimal() for word in said
        )
        named = any(map(_may_name, said)) and not _NEVER_IN_NAMES & set(said)
        leans = any(word.endswith("ها") and len(word) > _LONGEST_IN_HA for word in said)
        return numbered or repeats or leans or not named
    if kind == "number":
        numbers = [number.end for number in read_numbers(said)]
        return bool(numbers) and len(said) - numbers[-1] > _AFTER_NUMBER
    if kind == "time":
        return _is_bare_number(said) or (_asks_life(question) and not any(map(_dates, said)))
    if question.question_type in ("WHY", "HOW"):
        return len(said) < _SHORTEST_REASON
    return question.intent == "definition" and (said[0] in PREPOSITIONS or repeats)


def _nominative(word: str) -> str:
    """The stem without the alif of the accusative: «وترًا» is «الوتر»."""
    return stem(word.removesuffix("ا") or word)


def _may_name(word: str) -> bool:
    """Whether a word may stand in the name of a person, a body, or what stands for one."""
    listed = word_classes.classes(word) & _NAMING
    return bool(listed) or word[0].isascii() or foreignness(stem(word)) > _LIKE_A_NAME


def _is_bare_number(said: list[str]) -> bool:
    """A number that is no year and has neither month nor unit beside it: «9 لسنة 2018»."""
    lone = said[0].isdecimal() and len(said[0]) < 3
    after = said[1:2]
    return lone and not any(_dates(word) or unit_measure(word) for word in after)


def _dates(word: str) -> bool:
    """Whether a word belongs to a date: a month, a day of the week, a year."""
    return bool(word_classes.classes(word) & _DATES or lexeme(word).kinds & BIT["YEAR"])


def _asks_life(question: Question) -> bool:
    return any(word_classes.classes(word) & _LIVES for word in question.words)


def _is_torn(quote: str, short: Span) -> bool:
    """A piece of two cells, the mark of a footnote or of a list's item."""
    if is_table_row(quote[short.start : short.end]) or " |" in quote[short.start : short.end]:
        return True
    line = quote.rfind("\n", 0, short.start) + 1
    marker = list_marker(quote, line)
    if marker and line <= short.start and short.end <= marker.end:
        return True
    return bool(_NOTE.search(quote, 0, short.start)) and quote[short.end : short.end + 1] == "]"


def _announces(question: Question, quote: str, short: Span) -> bool:
    """The words before a colon under which the list that is asked for stands; one item of it."""
    said = quote[short.start : short.end] + " "
    if expected_kind(question) in ("number", "time") and ": " in said:
        return True
    if not question.wants_list and question.intent not in _AT_LENGTH:
        return False
    after = quote[short.end :].lstrip()
    return after.startswith(":") or ": " in said or list_marker(quote, short.start) is not None


def _is_of_another_unit(question: Question, quote: str, short: Span, inside: list[int]) -> bool:
    """No number where one is asked for, or days where dinars are."""
    measure = _measure(question)
    counted = _counted_unit(question)
    if expected_kind(question) != "number" and not (measure and _asks_how_much(question)):
        return False
    read = tokenise(quote)
    if not _has_number(question, read, inside) or _counts_elsewhere(question, read, inside):
        return True
    units = _units(read, inside)
    if measure == "share" and not counted:
        return not (has_sign_of_share(quote[short.start : short.end + 2]) or _shares(read, inside))
    if counted:
        return not any(stem(word) == stem(counted) for word in _following(read, inside))
    kinds = {kind for _, kind in units}
    if measure is None or not kinds:
        return False
    return not any(is_told_in(measure, kind) for kind in kinds)


def _measure(question: Question) -> Measure | None:
    """What kind of measure is asked for: a time by «مدة» and by «بعد كم»."""
    if question.question_type == "HOWMANY" and TIME_OPENERS & set(question.words[:1]):
        return "time"
    return next(filter(None, map(asked_measure, question.terms[:_NOUNS_BEFORE])), None)


def _counts_elsewhere(question: Question, read: TokenisedText, inside: list[int]) -> bool:
    """Whether the noun that «كم» counts stands beside another number than this one."""
    if question.question_type != "HOWMANY" or question.focus < 0:
        return False
    focus = stem(question.terms[question.focus])
    counted = {
        at
        for number in read_numbers(read.words)
        for at in range(number.start, number.end)
        if focus in map(stem, read.words[number.start : number.end + 1])
    }
    return bool(counted) and counted.isdisjoint(inside)


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
    asked = [word_classes.classes(word) & _LIVES for word in question.words]
    if any(found.start() < short.start < found.end() for found in _LIFE.finditer(quote)):
        return not any(asked)
    read = tokenise(quote)
    place = next((at for at, start in enumerate(read.starts) if start >= short.start), 0)
    sentence = max(at for at in read.first_words if at <= place) if read.first_words else 0
    for word in reversed(read.words[max(sentence, place - _EVENT_WITHIN) : place]):
        event = word_classes.classes(word) & _LIVES
        if event:
            return not any(event & own for own in asked)
        if any(stem(word) == stem(term) for term in question.terms):
            return False
    return False
