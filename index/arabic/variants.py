"""What is written otherwise: one month, number or date in all the ways that texts write it.

A question after «فبراير» is answered by a text that says «شباط», one after «٢٥ كتابا» by «خمسة
وعشرون كتابا», one after «2 فبراير 2024» by «02-02-2024». Here it is known which words mean the
same; how much that counts is for those who search and read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from index.arabic import fold, without_prefix

Form = tuple[str, ...]
"""Folded words that stand side by side in this order."""

_GREGORIAN = (
    *("يناير|كانون الثاني|جانفي", "فبراير|شباط|فيفري", "مارس|آذار", "أبريل|نيسان|أفريل"),
    *("مايو|أيار|ماي", "يونيو|حزيران|يونيه|جوان", "يوليو|تموز|يوليه|يوليوز|جويلية"),
    *("أغسطس|آب|غشت|أوت", "سبتمبر|أيلول|شتنبر", "أكتوبر|تشرين الأول"),
    *("نوفمبر|تشرين الثاني|نونبر", "ديسمبر|كانون الأول|دجنبر"),
)
_HIJRI = (
    *("محرم", "صفر", "ربيع الأول", "ربيع الآخر|ربيع الثاني", "جمادى الأولى|جمادى الأول"),
    *("جمادى الآخرة|جمادى الثانية", "رجب", "شعبان", "رمضان", "شوال"),
    *("ذو القعدة|ذي القعدة", "ذو الحجة|ذي الحجة"),
)
_ONES = (
    *("واحد واحدة واحدا", "اثنان اثنين اثنتان اثنتين", "ثلاثة ثلاث", "أربعة أربع", "خمسة خمس"),
    *("ستة ست", "سبعة سبع", "ثمانية ثماني ثمان", "تسعة تسع", "عشرة عشر"),
)
_ONES_OF_TEENS = ("أحد إحدى", "اثنا اثنتا اثني اثنتي", *_ONES[2:9])
"""Beside «عشر» and «عشرة» in turn."""
_TENS = (
    *("عشرون عشرين", "ثلاثون ثلاثين", "أربعون أربعين", "خمسون خمسين", "ستون ستين"),
    *("سبعون سبعين", "ثمانون ثمانين", "تسعون تسعين"),
)
_HUNDREDS = (
    *("مئة مائة", "مئتان مئتين مائتان مائتين", "ثلاثمئة ثلاثمائة", "أربعمئة أربعمائة"),
    *("خمسمئة خمسمائة", "ستمئة ستمائة", "سبعمئة سبعمائة", "ثمانمئة ثمانمائة ثمانيمائة"),
    "تسعمئة تسعمائة",
)
_AMOUNTS = (
    "ألف ألفا ألفان ألفين آلاف مئات عشرات مليون مليونا مليوني ملايين مليار مليارات بليون تريليون "
    "نصف ثلث ثلثي ثلثين ربع أرباع مرتين"
)
"""Words that tell how many without being one whole number."""
_CENTURIES = (
    *("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع"),
    *("العاشر", "الحادي عشر", "الثاني عشر", "الثالث عشر", "الرابع عشر", "الخامس عشر"),
    *("السادس عشر", "السابع عشر", "الثامن عشر", "التاسع عشر", "العشرون|العشرين"),
    "الحادي والعشرون|الحادي والعشرين",
)


def _forms(written: str, separator: str = "|") -> tuple[Form, ...]:
    return tuple(tuple(form.split()) for form in fold(written).split(separator))


_GREGORIAN_NAMES = tuple(_forms(names) for names in _GREGORIAN)
_HIJRI_NAMES = tuple(_forms(names) for names in _HIJRI)
SHORT_MONTHS: Mapping[str, int] = {
    form[0]: place
    for place, names in enumerate((*_GREGORIAN_NAMES, *_HIJRI_NAMES))
    for form in names
    if len(form) == 1
}
"""Month names of one word, each with a number that only the names of one month share."""


def _spelt() -> dict[int, tuple[Form, ...]]:
    spelt = {unit: _forms(forms, " ") for unit, forms in enumerate(_ONES, 1)}
    for unit, forms in enumerate(_ONES_OF_TEENS, 11):
        tens = ("عشر", fold("عشرة")) * 2
        spelt[unit] = tuple((*one, ten) for one, ten in zip(_forms(forms, " "), tens, strict=False))
    for place, forms in enumerate(_TENS, 2):
        spelt[10 * place] = _forms(forms, " ")
        for unit in range(1, 10):
            spelt[10 * place + unit] = tuple(
                (*one, "و" + ten) for one, (ten,) in product(spelt[unit], spelt[10 * place])
            )
    return spelt | {100 * place: _forms(forms, " ") for place, forms in enumerate(_HUNDREDS, 1)}


NUMBERS: Mapping[int, tuple[Form, ...]] = _spelt()
"""Numbers in words, each gender and case of them: all to a hundred, then the round ones."""
COUNTING_WORDS = frozenset(fold(_AMOUNTS).split()).union(
    *(form for forms in NUMBERS.values() for form in forms if len(form) == 1)
)
"""Single words that tell how many."""
MONTH_WORDS = frozenset(
    form[form[0] in ("ذو", "ذي")] for forms in (*_GREGORIAN_NAMES, *_HIJRI_NAMES) for form in forms
)
"""Of each name of a month the word that tells it from other nouns."""

_WORDS_TOO = frozenset(fold("آب مارس ماي أوت جوان").split())
"""Month names that are common words or names as well («أب», «مارس المهنة»): in a question they
name a month only beside a number or after «شهر»."""
_MONTH_HEADS = frozenset(fold("شهر الشهر لشهر بشهر").split())
_BEFORE_YEAR = frozenset(fold("عام سنة من لعام لسنة").split())
_CENTURY_HEAD = "قرن"
_PROCLITICS = "وفبلك"
_SHORTEST = 3
"""Letters of a word up to which its first one is its own."""
_LAST_HIJRI_YEAR = 1599
"""A numeric date of a later year is Gregorian."""
_FIRST_YEAR = 100
_YEAR_HEADS = frozenset(fold("عام سنة العام السنة لعام لسنة بعام عامي وعام وسنة").split())
_ERAS = frozenset(fold("م هـ ه ميلادي ميلادية هجري هجرية").split())
_DOTTED = re.compile(r"[0-9]{1,4}\.[0-9]{1,2}\.[0-9]{1,4}")


def is_date(word: str) -> bool:
    """Whether a folded word may be of a date: a month, or digits that may be a year's."""
    return word in MONTH_WORDS or (word.isdecimal() and len(word) >= 3)


def is_number(word: str) -> bool:
    """Whether a folded word tells how many, in digits or in letters."""
    return word[0].isdecimal() or without_prefix(word) in COUNTING_WORDS


def of_a_date(folded: Sequence[str], at: int) -> bool:
    """Whether a number among folded words tells a day or a year and not how many."""
    before = folded[at - 1] if at else ""
    after = folded[at + 1] if at + 1 < len(folded) else ""
    return (
        before in _YEAR_HEADS
        or after in _ERAS
        or not MONTH_WORDS.isdisjoint((before, without_proclitic(before), after))
    )


@dataclass(frozen=True, slots=True)
class Variant:
    """Some words of a question that may be written otherwise."""

    own: Form
    """As the question has them."""
    forms: tuple[Form, ...]
    """The other ways, at least one, all distinct."""


def variants(asked: Sequence[str]) -> list[Variant]:
    """What a text may say in place of words of a question, in order and without overlap.

    :param asked: folded, as `index.arabic.words` gives them.
    """
    found = []
    at = 0
    while at < len(asked):
        length, forms = _otherwise(asked, at)
        own = tuple(asked[at : at + length])
        others = tuple(form for form in dict.fromkeys(forms) if form != own)
        if others:
            found.append(Variant(own, others))
        at += length
    return found


def with_own(found: Sequence[str], others: Sequence[Variant]) -> list[str]:
    """The words of a text, and after each other form in it the question's own words."""
    own = {form: variant.own for variant in others for form in variant.forms}
    longest = max(map(len, own), default=0)
    both: list[str] = []
    for at, word in enumerate(found):
        both.append(word)
        for length in range(1, min(longest, at + 1) + 1):
            form = tuple(found[at + 1 - length : at + 1])
            both += own.get(form) or own.get((without_proclitic(form[0]), *form[1:]), ())
    return both


def _otherwise(asked: Sequence[str], at: int) -> tuple[int, Sequence[Form]]:
    """How many words from a place on belong together, and their forms; none for most words."""
    if asked[at][0].isdecimal():
        if numeric := _numeric_date(asked, at):
            length, date = numeric
            return length, [*_written(date), *_numeric(date)]
        return 1, _of_number(asked[at], _in_century(asked, at))
    bare = without_proclitic(asked[at])
    if _FIRST_WORDS.isdisjoint((asked[at], bare)):
        return 1, ()
    named = _in_words()
    for length in (2, 1):
        words = tuple(asked[at : at + length])
        meant = named.get(words) or named.get((bare, *words[1:]))
        if meant is None or len(words) < length:
            continue
        if isinstance(meant, _Month):
            return length, _of_month(meant, asked, at, length)
        if not meant.ordinal:
            return length, [(str(meant.value),)]
        if _in_century(asked, at):
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
    for place, ordinals in enumerate(_CENTURIES, 1):
        meant |= dict.fromkeys(_forms(ordinals), _Number(place, True))
    for value, forms in NUMBERS.items():
        meant |= dict.fromkeys(forms, _Number(value, False))
    for months in (_GREGORIAN_NAMES, _HIJRI_NAMES):
        for number, names in enumerate(months, 1):
            meant |= dict.fromkeys(names, _Month(names, number))
    return meant


_FIRST_WORDS = frozenset(form[0] for form in _in_words())


def without_proclitic(word: str) -> str:
    """A folded word without the one letter of «وشباط», «بثلاثة» or «كفبراير», if it has one."""
    return word[1:] if len(word) > _SHORTEST and word[0] in _PROCLITICS else word


def _in_century(asked: Sequence[str], at: int) -> bool:
    before = at - 2 if at and asked[at - 1] == "ال" else at - 1  # «القرن ال19»
    return before >= 0 and asked[before].endswith(_CENTURY_HEAD)


def _of_number(word: str, in_century: bool) -> Sequence[Form]:
    """A number in words, and with and without a leading zero."""
    if not word.isdecimal() or len(word) > len("1000"):
        return ()
    value = int(word)
    if in_century:
        return _forms(_CENTURIES[value - 1]) if 1 <= value <= len(_CENTURIES) else ()
    padded = [(str(value),), (f"{value:02}",)] if 1 <= value < 10 else []
    return [*padded, *NUMBERS.get(value, ())]


def _of_month(month: _Month, asked: Sequence[str], at: int, length: int) -> Sequence[Form]:
    """Its other names; beside a day and a year also the date in digits."""
    day = _number(asked, at - 1, range(1, 32)) or (
        asked[at - 1] == "من" and _number(asked, at - 2, range(1, 32)) if at else 0
    )
    after = at + length
    while after < len(asked) and (
        asked[after] in _BEFORE_YEAR or _in_words().get((asked[after],)) == month
    ):
        after += 1
    year = _number(asked, after, range(_FIRST_YEAR, 10000))
    beside_month = at > 0 and asked[at - 1] in _MONTH_HEADS
    if asked[at] in _WORDS_TOO and not (day or year or beside_month):
        return ()
    numeric = _numeric(_Date(day, month, year)) if day and year else []
    return [*month.names, *numeric]


def _number(asked: Sequence[str], at: int, within: range) -> int:
    """The number at a place; 0 when there is none within the range."""
    word = asked[at] if 0 <= at < len(asked) else ""
    value = int(word) if word.isdecimal() and len(word) < len("10000") else 0
    return value if value in within else 0


def _numeric_date(asked: Sequence[str], at: int) -> tuple[int, _Date] | None:
    """The date in digits that begins at a place, and how many words it takes."""
    one = bool(_DOTTED.fullmatch(asked[at]))
    parts = asked[at].split(".") if one else asked[at : at + 3]
    if len(parts) < 3 or not all(part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    first, month, last = map(int, parts)
    day, year = (last, first) if len(parts[0]) > 2 else (first, last)
    if not (1 <= day <= 31 and 1 <= month <= 12 and year >= _FIRST_YEAR):
        return None
    months = _HIJRI_NAMES if year <= _LAST_HIJRI_YEAR else _GREGORIAN_NAMES
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
