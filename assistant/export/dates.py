"""Dates as documents write them, Gregorian and Hijri, as far as they say which they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.arabic import fold
from index.arabic.calendar import MONTHS

FIRST_CERTAIN_YEAR = 1500
"""A bare year below is as likely Hijri: it is kept as it is written, in no calendar."""

_NUMBERS = {
    " ".join(name): month.number for name, month in MONTHS.items() if month.calendar == "gregorian"
}
_MONTH = "|".join(sorted(_NUMBERS, key=len, reverse=True))

_HIJRI = re.compile(r"[^/()،,]*?\d\s*هـ?(?!\w)")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*)?$")
_WRITTEN = re.compile(rf"(?:(\d{{1,2}})\s+)?({_MONTH})(?:/(?:{_MONTH}))?\s+(\d{{4}})\s*م?$")
"""Of a folded text."""
_YEAR = re.compile(r"(\d{4})\s*م$")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with what is certain of it."""

    gregorian: tuple[int, ...] = ()
    """Year, then month, then day, as far as it goes; empty when none is certain."""
    hijri: str = ""
    """As written, with its «هـ»."""
    literal: str = ""
    """As written, when it is neither."""

    @property
    def iso(self) -> str:
        return "-".join(str(part).zfill(2) for part in self.gregorian)

    @property
    def words(self) -> str:
        """What there is, for a format that has no calendar."""
        return " / ".join(filter(None, (self.hijri, self.iso))) or self.literal


def dated(written: str, hijri: str = "") -> Dated:
    """What a date says; nothing is converted from one calendar into the other.

    :param hijri: the Hijri date, where the source states it apart.
    """
    written = written.replace("الموافق", " ")
    found = _HIJRI.search(written)
    hijri = hijri or (found[0].strip() if found else "")
    rest = written.replace(found[0], "") if found else written
    gregorian = _gregorian(rest.strip(" /()،,"))
    return Dated(gregorian, hijri, "" if gregorian or hijri else written.strip())


def _gregorian(text: str) -> tuple[int, ...]:
    written = _WRITTEN.search(fold(text))
    if written:
        day, month, year = written.groups()
        return (int(year), _NUMBERS[month], *([int(day)] if day else ()))
    year = _YEAR.search(text)
    if year:
        return (int(year[1]),)
    iso = _ISO.match(text)
    parts = tuple(int(part) for part in iso.groups() if part) if iso else ()
    if len(parts) == 1 and parts[0] < FIRST_CERTAIN_YEAR:
        return ()
    in_range = all(1 <= part <= last for part, last in zip(parts[1:], (12, 31), strict=False))
    return parts if in_range else ()
