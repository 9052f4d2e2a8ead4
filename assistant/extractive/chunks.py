"""Typed stretches of a text: dates, quantities, names in other scripts, proper names.

They tell where an answer of a kind begins and ends, so that none is cut in two.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.extractive.word_features import Floats, Text, column_names, mark_names
from index.arabic.calendar import AFTER_YEARS

Flags = NDArray[np.bool_]

KINDS = ("date", "quantity", "latin", "name", "list")
"""The rows of the arrays below, in order."""

_NOUN_STOPS = (
    "function", "preposition", "pronoun", "relative", "conjunction", "particle", "be", "called",
    "past", "past form", "verb", "number", "time", "unit", "approx", "example", "month",
)  # fmt: skip
_BREAKS = ("comma", "opens", "closes", "quote", "stop")
_LONGEST_LIST_ITEM = 4


@lru_cache(maxsize=1)
def chunks(text: Text) -> tuple[Floats, Floats]:
    """For each kind and word, whether a chunk of the kind begins, and ends, at the word.

    :returns: two arrays of `len(KINDS)` rows; a word inside a chunk has neither set, and
        `inside` is the running difference of the two.
    """
    count = len(text.words)
    number, month, year = (_has(text, name) for name in ("number", "month", "year"))
    counting = number | _has(text, "numword")
    unit, latin = _has(text, "unit"), _has(text, "latin")
    era = np.array([word.text in AFTER_YEARS for word in text.words], bool)
    broken: Flags = np.asarray(text.gaps[:, [mark_names().index(m) for m in _BREAKS]] > 0)
    broken = np.asarray(broken.any(axis=1))
    noun = ~np.any([_has(text, name) for name in _NOUN_STOPS], axis=0)
    begins = np.zeros((len(KINDS), count), np.float32)
    ends = np.zeros((len(KINDS), count), np.float32)
    beside_month = np.roll(month, -1) | np.roll(month, 1)
    dated = (number & beside_month) | month | year | (era & np.roll(number, 1))
    counted = counting | (unit & np.roll(counting | unit, 1))
    joined = np.append(_has(text, "joined"), False)
    _runs(dated, broken, month | year, begins[0], ends[0])
    _runs(counted, broken, counting, begins[1], ends[1])
    _runs(latin, broken, latin, begins[2], ends[2])
    _runs(noun, broken | joined, noun, begins[3], ends[3])
    _lists(text, noun, begins[4], ends[4])
    return begins, ends


def _has(text: Text, name: str) -> Flags:
    return np.asarray(text.columns[:, column_names().index(name)] > 0)


def _runs(member: Flags, broken: Flags, needed: Flags, begins: Floats, ends: Floats) -> None:
    """Mark the unbroken runs of members that hold one that is needed."""
    count = len(member)
    start = 0
    while start < count:
        if not member[start]:
            start += 1
            continue
        end = start
        while end + 1 < count and member[end + 1] and not broken[end + 1]:
            end += 1
        if needed[start : end + 1].any():
            begins[start] = ends[end] = 1.0
        start = end + 1


def _lists(text: Text, noun: Flags, begins: Floats, ends: Floats) -> None:
    """Items of a few words parted by commas or و, two commas or items at least."""
    comma = np.asarray(text.gaps[:, mark_names().index("comma")] > 0)
    stops = [mark_names().index(mark) for mark in ("stop", "closes", "opens")]
    other = np.asarray(text.gaps[:, stops].any(axis=1))
    count = len(text.words)
    start = 0
    while start < count:
        if not noun[start]:
            start += 1
            continue
        end, parts, item = start, 0, 1
        while end + 1 < count and not other[end + 1]:
            following = text.words[end + 1].text
            parted = comma[end + 1] or (following[0] == "و" and len(following) > 2)
            if not noun[end + 1] and following != "و":
                break
            item = 1 if parted or following == "و" else item + 1
            if item > _LONGEST_LIST_ITEM:
                break
            parts += bool(parted)
            end += 1
        if parts >= 2:
            begins[start] = ends[end] = 1.0
            start = end + 1
        else:
            start += 1
