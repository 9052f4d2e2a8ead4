"""Months of every calendar, years, eras and what tells a date from a count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from index.arabic.clitics import without_proclitic
from index.arabic.folding import Form, folded_forms, folded_words

MONTH_MARK = "شهر"
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
_COPTIC = (
    *("توت", "بابه", "هاتور", "كيهك", "طوبة", "أمشير", "برمهات", "برمودة", "بشنس", "بؤونة"),
    *("أبيب", "مسرى", "نسيء"),
)
_PERSIAN = (
    *("فروردين", "أرديبهشت", "خرداد", "تير", "مرداد", "شهريور", "مهر", "آبان", "آذر", "دي"),
    *("بهمن", "إسفند"),
)
_ENGLISH = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
GREGORIAN_MONTHS = tuple(folded_forms(names) for names in _GREGORIAN)
"""The names of each month from January on."""
HIJRI_MONTHS = tuple(folded_forms(names) for names in _HIJRI)
"""The names of each month from Muharram on."""
MONTH_TOKENS: Mapping[str, str] = {
    form[0]: f"{MONTH_MARK}{position}"
    for position, names in enumerate((*GREGORIAN_MONTHS, *HIJRI_MONTHS))
    for form in names
    if len(form) == 1
}
"""Month names of one word, each with a token that only the names of one month share: شباط and
فبراير match."""
Calendar = Literal["gregorian", "hijri", "coptic", "persian"]


@dataclass(frozen=True, slots=True)
class Month:
    """A month of one calendar."""

    calendar: Calendar
    number: int
    """From 1."""


def _months() -> dict[Form, Month]:
    """Of a name in two calendars the first one counts: آذر is no آذار."""
    calendars: dict[Calendar, Sequence[tuple[Form, ...]]] = {
        "gregorian": [
            (*names, (english,)) for names, english in zip(GREGORIAN_MONTHS, _ENGLISH, strict=True)
        ],
        "hijri": HIJRI_MONTHS,
        "coptic": [folded_forms(name) for name in _COPTIC],
        "persian": [folded_forms(name) for name in _PERSIAN],
    }
    months: dict[Form, Month] = {}
    for calendar, listed in calendars.items():
        for number, names in enumerate(listed, 1):
            for name in names:
                months.setdefault(name, Month(calendar, number))
    return months


MONTHS: Mapping[Form, Month] = _months()
"""Each name of a month, folded, in the words that it has: «تشرين الأول», «غشت», «august»."""
MONTH_WORDS = frozenset(
    form[form[0] in ("ذو", "ذي")] for forms in (*GREGORIAN_MONTHS, *HIJRI_MONTHS) for form in forms
)
"""Of each name of a month the word that tells it from other nouns."""
_YEAR_HEADS = folded_words("عام سنة العام السنة لعام لسنة بعام عامي وعام وسنة")
_ERAS = folded_words("م هـ ه ميلادي ميلادية هجري هجرية")
ERA_LETTERS = folded_words("م هـ ق")
"""What abbreviates an era: ميلادي, هجري; «ق» of «ق م»."""
AFTER_YEARS = ERA_LETTERS | folded_words("الميلاد الميلادي الهجري")
"""What a year in running text goes on with."""


def is_date(word: str) -> bool:
    """Whether a folded word may be of a date: a month, or digits that may be a year's."""
    return word in MONTH_WORDS or (word.isdecimal() and len(word) >= 3)


def of_a_date(folded: Sequence[str], at: int) -> bool:
    """Whether a number among folded words tells a day or a year and not how many."""
    before = folded[at - 1] if at else ""
    after = folded[at + 1] if at + 1 < len(folded) else ""
    return (
        before in _YEAR_HEADS
        or after in _ERAS
        or not MONTH_WORDS.isdisjoint((before, without_proclitic(before), after))
    )
