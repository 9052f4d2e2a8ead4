"""Alternatives: one month, number or date in all the forms that texts write.

A question after «فبراير» is answered by a text that says «شباط», one after «٢٥ كتابا» by «خمسة
وعشرون كتابا», one after «2 فبراير 2024» by «02-02-2024». Here it is known which words mean the
same; how much that counts is for those who search and read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.arabic.calendar import GREGORIAN_MONTHS, HIJRI_MONTHS
from index.arabic.clitics import without_proclitic
from index.arabic.folding import Form, folded_words
from index.arabic.number_words import CENTURIES, NUMBERS

_WORDS_TOO = folded_words("آب مارس ماي أوت جوان")
"""Month names that are common words or names as well («أب», «مارس المهنة»): in a question they
name a month only beside a number or after «شهر»."""
_MONTH_HEADS = folded_words("شهر الشهر لشهر بشهر")
_BEFORE_YEAR = folded_words("عام سنة من لعام لسنة")
_CENTURY_HEAD = "قرن"
_LAST_HIJRI_YEAR = 1599
"""A numeric date of a later year is Gregorian."""
_FIRST_YEAR = 100
_DOTTED = re.compile(r"[0-9]{1,4}\.[0-9]{1,2}\.[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Alternative:
    """Some words of a question that may be written in another form."""

    own: Form
    """As the question has them."""
    forms: tuple[Form, ...]
    """The other forms, at least one, all distinct."""


def alternatives(words: Sequence[str]) -> list[Alternative]:
    """What a text may say in place of words of a question, in order and without overlap.

    :param words: folded, as `index.arabic.words` gives them.
    """
    found = []
    at = 0
    while at < len(words):
        length, forms = _other_forms(words, at)
        own = tuple(words[at : at + length])
        others = tuple(form for form in dict.fromkeys(forms) if form != own)
        if others:
            found.append(Alternative(own, others))
        at += length
    return found


def _other_forms(words: Sequence[str], at: int) -> tuple[int, Sequence[Form]]:
    """How many words from a place on belong together, and their forms; none for most words."""
    if words[at][0].isdecimal():
        if numeric := _numeric_date(words, at):
            length, date = numeric
            return length, [*_written(date), *_numeric(date)]
        return 1, _of_number(words[at], _in_century(words, at))
    bare = without_proclitic(words[at])
    if _FIRST_WORDS.isdisjoint((words[at], bare)):
        return 1, ()
    named = _in_words()
    for length in (2, 1):
        own = tuple(words[at : at + length])
        meant = named.get(own) or named.get((bare, *own[1:]))
        if meant is None or len(own) < length:
            continue
        if isinstance(meant, _Month):
            return length, _of_month(meant, words, at, length)
        if not meant.ordinal:
            return length, [(str(meant.value),)]
        if _in_century(words, at):
            return length, [(str(meant.value),)]
    return 1, ()


@dataclass(frozen=True, slots=True)
class _Month:
    names: tuple[Form, ...]
    number: int


@dataclass(frozen=True, slots=True)
class _Number:
    value: int
    ordinal: bool


@dataclass(frozen=True, slots=True)
class _Date:
    day: int
    month: _Month
    year: int


@lru_cache(maxsize=1)
def _in_words() -> dict[Form, _Month | _Number]:
    """What each form in words means."""
    meant: dict[Form, _Month | _Number] = {}
    for position, ordinals in enumerate(CENTURIES, 1):
        meant |= dict.fromkeys(ordinals, _Number(position, True))
    for value, forms in NUMBERS.items():
        meant |= dict.fromkeys(forms, _Number(value, False))
    for months in (GREGORIAN_MONTHS, HIJRI_MONTHS):
        for number, names in enumerate(months, 1):
            meant |= dict.fromkeys(names, _Month(names, number))
    return meant


_FIRST_WORDS = frozenset(form[0] for form in _in_words())


def _in_century(words: Sequence[str], at: int) -> bool:
    before = at - 2 if at and words[at - 1] == "ال" else at - 1  # «القرن ال19»
    return before >= 0 and words[before].endswith(_CENTURY_HEAD)


def _of_number(word: str, in_century: bool) -> Sequence[Form]:
    """A number in words, and with and without a leading zero."""
    if not word.isdecimal() or len(word) > len("1000"):
        return ()
    value = int(word)
    if in_century:
        return CENTURIES[value - 1] if 1 <= value <= len(CENTURIES) else ()
    padded = [(str(value),), (f"{value:02}",)] if 1 <= value < 10 else []
    return [*padded, *NUMBERS.get(value, ())]


def _of_month(month: _Month, words: Sequence[str], at: int, length: int) -> Sequence[Form]:
    """Its other names; beside a day and a year also the date in digits."""
    day = _number(words, at - 1, range(1, 32)) or (
        words[at - 1] == "من" and _number(words, at - 2, range(1, 32)) if at else 0
    )
    after = at + length
    while after < len(words) and (
        words[after] in _BEFORE_YEAR or _in_words().get((words[after],)) == month
    ):
        after += 1
    year = _number(words, after, range(_FIRST_YEAR, 10000))
    beside_month = at > 0 and words[at - 1] in _MONTH_HEADS
    if words[at] in _WORDS_TOO and not (day or year or beside_month):
        return ()
    numeric = _numeric(_Date(day, month, year)) if day and year else []
    return [*month.names, *numeric]


def _number(words: Sequence[str], at: int, within: range) -> int:
    """The number at a place; 0 when there is none within the range."""
    word = words[at] if 0 <= at < len(words) else ""
    value = int(word) if word.isdecimal() and len(word) < len("10000") else 0
    return value if value in within else 0


def _numeric_date(words: Sequence[str], at: int) -> tuple[int, _Date] | None:
    """The date in digits that begins at a place, and how many words it takes."""
    one = bool(_DOTTED.fullmatch(words[at]))
    parts = words[at].split(".") if one else words[at : at + 3]
    if len(parts) < 3 or not all(part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    first, month, last = map(int, parts)
    day, year = (last, first) if len(parts[0]) > 2 else (first, last)
    if not (1 <= day <= 31 and 1 <= month <= 12 and year >= _FIRST_YEAR):
        return None
    months = HIJRI_MONTHS if year <= _LAST_HIJRI_YEAR else GREGORIAN_MONTHS
    return 1 if one else 3, _Date(day, _Month(months[month - 1], month), year)


def _written(date: _Date) -> list[Form]:
    """With the month's name, or with two names as in «2 شباط/فبراير 2024»."""
    day, year, names = str(date.day), str(date.year), date.month.names
    both = [names[1] + names[0]] if len(names) > 1 else []
    return [(day, *name, year) for name in (*names, *both)]


def _numeric(date: _Date) -> list[Form]:
    """In digits: day or year first, with leading zeros and without."""
    forms: list[Form] = []
    for day, month in (
        (f"{date.day:02}", f"{date.month.number:02}"),
        (str(date.day), str(date.month.number)),
    ):
        forms += [(day, month, str(date.year)), (str(date.year), month, day)]
        forms.append((f"{day}.{month}.{date.year}",))
    return forms
