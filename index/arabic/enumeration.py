"""Markers of list items: dashes, numbers, letters, «أولًا», «الخطوة الثانية»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.arabic.folding import fold, folded_words
from index.arabic.number_words import ORDINALS
from index.arabic.tokens import words


@dataclass(frozen=True, slots=True)
class Marker:
    """What an item of a list begins with."""

    series: str
    """Of one list all the same: the dash itself, or the kind of marker."""
    number: int
    """Which item it is, from 1; 0 for dashes, which count nothing."""
    letter: str = ""
    """Of a lettered item: «ب» follows «أ», and «ت» or «ج» follows «ب»."""
    end: int = 0
    """One past the marker, in code points of the text."""

    def follows(self, other: Marker) -> bool:
        """Whether this is the next item of the other's list."""
        if self.series != other.series:
            return False
        if self.letter:
            return any(other.letter + self.letter in order for order in _ORDERS)
        return self.number == other.number + bool(self.number)

    @property
    def is_first(self) -> bool:
        """Whether a list may begin with it."""
        return self.number <= 1


_BULLET = re.compile(r"([-*•–—●▪◦‣✓])\s")
_NUMBER = re.compile(r"(\(?)([0-9٠-٩۰-۹]{1,2})\s?([.)\]/:–—-])(?=\s*[^\W\d_]|\s*[«(\"*])")
_LETTER = re.compile(r"(\(?)([أابجدهوزحطيكلمنسعفصقرتثخ]|[a-h])ـ?\s?([.)/–—-])(?=\s|[^\W\d_])")
_ORDERS = ("ابجدهوزحطيكلمنسعفصقر", "ابتثجحخ", "abcdefgh")
_LEADS = re.compile(r"[\s\u200e\u200f*_]*")
_OPENING = 40
"""Code points of a sentence in which an ordinal stands that makes it an item."""
_ORDINALS = {fold(word): number for word, number in ORDINALS.items()}
_ADVERBS = {fold(word) + "ا": number for word, number in _ORDINALS.items()}
_LAST = folded_words("أخيرا")
_DIVISIONS = folded_words("بند مادة فصل باب قسم جلسة جزء مجلد ملحق")
_BEFORE_ORDINALS = folded_words("أما ثم")
_CARRYING = ("و", "ف")
_ANNOUNCING = folded_words(
    "الآتية الآتي التالية التالي يلي يأتي أولا عدة أنواع أسباب خطوات شروط مراحل نوعان قسمان أمران "
    "نوعين قسمين أمرين"
)


def list_marker(text: str, start: int) -> Marker | None:
    """The marker of the item that begins there, in front of a line or a sentence; None without."""
    leads = _LEADS.match(text, start)
    bullet = _BULLET.match(text, _after_spaces(text, start))
    if bullet:
        return Marker(bullet[1], 0, end=bullet.end())
    at = leads.end() if leads else start
    number = _NUMBER.match(text, at)
    if number:
        return Marker("1" + number[1] + number[3], int(number[2]), end=number.end())
    letter = _LETTER.match(text, at)
    if letter and (letter[1] or letter[3] != "-" or text[letter.end() - 2] != " "):
        own = fold(letter[2])
        first = 1 if own in "اa" else 2
        return Marker("أ" + letter[1] + letter[3], first, own, letter.end())
    return _ordinal(text, at)


def _after_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\u200e\u200f":
        at += 1
    return at


def _ordinal(text: str, start: int) -> Marker | None:
    """«أولًا: …», «الخطوة الأولى …», «والثانية …»."""
    opening = words(text[start : start + _OPENING])[:3]
    if opening[:1] and opening[0] in _BEFORE_ORDINALS:
        opening = opening[1:]
    for place, word in enumerate(opening[:2]):
        bare = word[1:] if word[0] in _CARRYING and word not in _ADVERBS else word
        if place == 0 and bare in _ADVERBS:
            return Marker("أولا", _ADVERBS[bare])
        definite = bare.startswith("ال") and bare[2:] in _ORDINALS
        if definite and (place == 0 or _counts_items(opening[0])):
            return Marker("الأول", _ORDINALS[bare[2:]])
    return None


def _counts_items(noun: str) -> bool:
    """Whether «… الأولى» after a noun counts items: «الخطوة الأولى», not «المادة الأولى»."""
    definite = noun.startswith(("ال", "وال", "فال", "لل"))
    return definite and noun.removeprefix("ال") not in _DIVISIONS


def announces(sentence: str) -> bool:
    """Whether a sentence leads over to the items of a list that follows it."""
    return sentence.rstrip(" \t*_").endswith(":") or bool(_ANNOUNCING & set(words(sentence)[-4:]))
