"""A line as it is drawn, from left to right, is put into the order in which it is read.

The Unicode algorithm maps reading to drawing and loses the paragraph's direction and its
embeddings; this is its inverse for what lines of Arabic hold: Arabic, numbers, Latin runs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.readers.pdf.page import ARABIC, UNKNOWN

MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
OPENING, CLOSING = "([{«‹", ")]}»›"
LEFT_TO_RIGHT = 2.5
"""Latin letters for each Arabic one from which a line runs from left to right."""
_UNIT_NAMES = (
    "gb mb kb tb km kg cm mm m usd eur gbp sar aed egp mhz ghz hz am pm ml mg g l kw mw w v bc ad "
    "ce dpi px"
)
UNITS = frozenset(_UNIT_NAMES.split())
"""Words that follow their number, though «16 GB» and «GB 16» are drawn alike beside Arabic."""
_UNIT_FIRST = re.compile(r"([A-Za-z]+) ([\d.,]+)")
_JOINS = "-_/@.:+"
"""What holds a Latin run and a number together."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """A piece of a line in the order of reading."""

    index: int
    """Among the pieces as drawn."""
    mirrors: bool
    """Whether its brackets are drawn mirrored if the producer stores the drawn shapes."""


@lru_cache(maxsize=20_000)
def kind(text: str) -> str:
    """R right-to-left, L left-to-right, E and A digits (ASCII, Arabic), c e t separators and
    terminators of numbers, s a space, n anything else.
    """
    if text == " ":
        return "s"
    if ARABIC.match(text) or UNKNOWN.match(text):
        return "R"
    letter = text[0]
    name = unicodedata.bidirectional(letter)
    if name in ("R", "AL"):
        return "R"
    if name == "EN" and unicodedata.category(letter) == "No":
        return "E"
    return {"L": "L", "EN": "E", "AN": "A", "CS": "c", "ES": "e", "ET": "t"}.get(name, "n")


def reading_order(drawn: Sequence[str]) -> list[Ordered]:
    """The order in which pieces that are drawn from left to right are read.

    :param drawn: pieces, each in logical order inside; none empty.
    """
    kinds = [kind(text) for text in drawn]
    arabic = sum(len(text) for text, each in zip(drawn, kinds, strict=True) if each == "R")
    latin = sum(len(text) for text, each in zip(drawn, kinds, strict=True) if each == "L")
    if not arabic and (latin or not any(each == "A" for each in kinds)):
        return [Ordered(index, False) for index in range(len(drawn))]
    if latin > LEFT_TO_RIGHT * arabic:
        return _in_latin_line(kinds)
    return _in_arabic_line(drawn, kinds)


def mirrored(text: str) -> str:
    return "".join(MIRRORED.get(letter, letter) for letter in text)


def unbalanced(text: str) -> int:
    """Brackets that close nothing or are not closed."""
    open_now = wrong = 0
    for letter in text:
        if letter in OPENING:
            open_now += 1
        elif letter in CLOSING:
            open_now -= 1
            if open_now < 0:
                wrong, open_now = wrong + 1, 0
    return wrong + open_now


def _in_arabic_line(drawn: Sequence[str], kinds: Sequence[str]) -> list[Ordered]:
    ordered: list[Ordered] = []
    at = len(drawn) - 1
    while at >= 0:
        last = _number_before(kinds, at)
        if kinds[last] in "LEA":
            first = _start_of_run(drawn, kinds, last)
            while kinds[first] == "E" and first and kinds[first - 1] == "t":
                first -= 1
            run = list(range(first, at + 1))
            ordered.extend(Ordered(index, False) for index in _unit_last(drawn, run))
            at = first - 1
        else:
            ordered.append(Ordered(at, kinds[at] != "R"))
            at -= 1
    return ordered


def _number_before(kinds: Sequence[str], at: int) -> int:
    """Where the number ends that a sign at `at` is drawn behind («12%»), else `at` itself.

    The sign of a number in Arabic digits is drawn before it, as it is read after it.
    """
    last = at
    while last and kinds[last] == "t":
        last -= 1
    return last if kinds[last] == "E" else at


def _start_of_run(drawn: Sequence[str], kinds: Sequence[str], last: int) -> int:
    """Where a left-to-right run that ends at `last` begins.

    Latin joins Latin over anything but Arabic; digits join over one of `. , / :` only, as a
    hyphen leaves two numbers in right-to-left order: «98-01» is drawn 01-98.
    """
    first = at = last
    has_latin = kinds[last] == "L"
    while at > 0:
        at -= 1
        if kinds[at] == "R":
            break
        gap = first - at
        if kinds[at] == "L":
            first, has_latin = at, True
        elif kinds[at] in "EA":
            joined = gap == 1 or (gap == 2 and kinds[at + 1] == "c" and kinds[first] in "EA")
            beside_latin = has_latin and gap <= 2 and kinds[first] == "L"
            if joined or beside_latin or (has_latin and gap == 2 and drawn[at + 1] in _JOINS):
                first = at
    return first


def _unit_last(drawn: Sequence[str], run: list[int]) -> list[int]:
    match = _UNIT_FIRST.fullmatch("".join(drawn[index] for index in run))
    if match is None or match[1].lower() not in UNITS:
        return run
    space = next(place for place, index in enumerate(run) if drawn[index] == " ")
    return [*run[space + 1 :], run[space], *run[:space]]


def _in_latin_line(kinds: Sequence[str]) -> list[Ordered]:
    ordered: list[Ordered] = []
    at = 0
    while at < len(kinds):
        if kinds[at] != "R":
            ordered.append(Ordered(at, False))
            at += 1
            continue
        end = at
        while end + 1 < len(kinds) and kinds[end + 1] != "L":
            end += 1
        while kinds[end] != "R":
            end -= 1
        ordered.extend(_arabic_run(kinds, at, end))
        at = end + 1
    return ordered


def _arabic_run(kinds: Sequence[str], first: int, last: int) -> list[Ordered]:
    ordered: list[Ordered] = []
    at = last
    while at >= first:
        begin = at
        if kinds[at] in "EA":
            while begin > first and kinds[begin - 1] in "EAc":
                begin -= 1
        ordered.extend(Ordered(index, False) for index in range(begin, at + 1))
        at = begin - 1
    return ordered
