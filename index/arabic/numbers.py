"""The numbers that a text names, in digits of any script or in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from index.arabic.folding import folded_words
from index.arabic.number_words import NUMBER_WORDS, NumberKind
from index.arabic.tokens import words


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a text names, in digits or in words."""

    digits: str
    """With 0–9, decimals after a point; a fraction that has none with a stroke: `2/3`."""
    start: int
    """Index of its first word."""
    end: int


def numbers_in(text: str) -> frozenset[str]:
    """The distinct numbers in digits 0–9: «خمسة وعشرون» and «٢٥» are both `25`."""
    return frozenset(number.digits for number in read_numbers(words(text)))


def read_numbers(found: Sequence[str]) -> list[Number]:
    """The numbers among folded words, in order: cardinals, fractions, ordinals from the third on.

    A lone «واحد» or «أحد» is as often a pronoun, «الأول» and «الثاني» order a text's own words,
    and «الاثنين» is a day: they are none.
    """
    numbers = []
    at = 0
    while at < len(found):
        read = _digits_alone(found, at) or _number(found, at)
        if read:
            numbers.append(read)
        at = read.end if read else at + 1
    return numbers


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a number."""

    kind: NumberKind
    value: Fraction
    joined: bool = False
    """Whether «و» leads it in."""
    prefixed: bool = False
    """Whether a preposition or the article does, so that a number may begin there."""
    definite: bool = False


_Read = tuple[Fraction, int]
"""A value, and one past its last word."""
_CACHED_WORDS = 1 << 14
_LONGEST = 30
"""Digits of a number that is reckoned with; a longer one stays as it is written."""
_LARGEST_SCALE = 10**15
_YEARS = range(1000, 2100)
"""Digits that a following «مليون» does not multiply: «في 2020 مليون زائر»."""


def _digits_alone(found: Sequence[str], at: int) -> Number | None:
    word = found[at]
    if not word[0].isdecimal():
        return None
    value = _decimal(word)
    following = _word(found, at + 1)
    scaled = following is not None and following.kind in ("scale", "hundred", "fraction")
    if value is not None and scaled and not (word.isdecimal() and int(word) in _YEARS):
        return None
    return Number((word.lstrip("0") or word) if word.isdecimal() else word, at, at + 1)


def _number(found: Sequence[str], at: int) -> Number | None:
    first = _word(found, at)
    if first is None or (first.definite and first.kind in ("scale", "hundred", "hundreds")):
        return None
    read = _ordinal(found, at) if first.kind == "ordinal" else _cardinal(found, at)
    return Number(_in_digits(read[0]), at, read[1]) if read else None


def _ordinal(found: Sequence[str], at: int) -> _Read | None:
    """«الثالث», «التاسع عشر», «الخامس والعشرون»."""
    first, following = _word(found, at), _word(found, at + 1)
    if first is None:
        return None
    if following and following.kind == "ten" and not following.joined:
        return first.value + 10, at + 2
    if following and following.kind == "tens" and following.joined:
        return first.value + following.value, at + 2 + (found[at + 1] == "و")
    return (first.value, at + 1) if first.value > 2 else None


def _cardinal(found: Sequence[str], at: int) -> _Read | None:
    """Terms of falling scale: «مليون وخمسمئة ألف وثلاثة»; in old texts «خمس ومئة وألف»."""
    term = _term(found, at)
    if term is None:
        return None
    value, scale, end = term
    while (following := _word(found, end)) and following.joined:
        if following.kind == "fraction":
            return _with_fraction(found, end, value, scale, following.value)
        other = _term(found, end)
        rising = scale == 1 and following.kind == "scale" and value < following.value
        if other is None or not (other[1] < scale or rising):
            break
        value, scale, end = value + other[0], other[1], other[2]
        if rising:
            break
    lone = end == at + 1 and value == 1 and _kind(found, at) == "unit"
    return None if lone else (value, end)


def _with_fraction(
    found: Sequence[str], end: int, value: Fraction, scale: Fraction, part: Fraction
) -> _Read:
    """«مليون ونصف المليون», «ثلاثة ونصف», «ثلاثة ونصف مليون»."""
    end += 1 + (found[end] == "و")
    following = _word(found, end)
    if following and following.kind == "scale" and not following.joined:
        if scale == 1 and not following.definite:
            return (value + part) * following.value, end + 1
        if scale == following.value:
            end += 1
    return value + part * scale, end


def _term(found: Sequence[str], at: int) -> tuple[Fraction, Fraction, int] | None:
    """A number below a thousand with what multiplies it, its scale, and where it ends."""
    first = _word(found, at)
    after = at + 1 + ("".join(found[at : at + 1]) == "و")
    if first and first.kind == "twice":
        return first.value, first.value / 2, after
    if first and first.kind == "scale":
        value, scale, end = first.value, first.value, after
    elif group := _group(found, at):
        (value, end), scale = group, Fraction(1)
    else:
        return None
    while (following := _word(found, end)) and following.kind == "scale" and not following.joined:
        if scale * following.value > _LARGEST_SCALE:
            break
        value, scale, end = value * following.value, scale * following.value, end + 1
    return value, scale, end


def _group(found: Sequence[str], at: int) -> _Read | None:
    """A number below a thousand, in digits, or a fraction."""
    small = _below_hundred(found, at) or _hundreds(found, at)
    if small is None:
        return None
    value, end = small
    following = _word(found, end)
    if following is None or not following.joined or _kind(found, at) == "digits":
        return small
    if value >= 100 and (rest := _below_hundred(found, end)):
        return value + rest[0], rest[1]
    if value < 100 and value.denominator == 1 and (rest := _hundreds(found, end)):
        return value + rest[0], rest[1]
    return small


def _hundreds(found: Sequence[str], at: int) -> _Read | None:
    first = _word(found, at)
    if first and first.kind in ("hundreds", "hundred"):
        return first.value, at + 1 + (found[at] == "و")
    return None


def _below_hundred(found: Sequence[str], at: int) -> _Read | None:
    """Also «ثلاث مئة» and «ثلاثة أرباع», which begin like «ثلاثة عشر» and «ثلاثة وعشرون»."""
    first = _word(found, at)
    if first is None or first.kind in ("hundreds", "hundred", "scale", "twice", "parts", "ordinal"):
        return None
    end = at + 1 + (found[at] == "و")
    following = _word(found, end)
    if following and first.kind in ("unit", "eleven") and not following.prefixed:
        if following.kind == "ten" and not following.joined:
            return first.value + 10, end + 1
        if following.kind == "tens" and following.joined and first.kind == "unit":
            return first.value + following.value, end + 1 + (found[end] == "و")
        if following.kind == "parts" and not following.joined:
            return first.value / following.value, end + 1
    hundreds = following and following.kind == "hundred" and not following.joined
    if hundreds and following and first.kind in ("unit", "digits") and not following.definite:
        return first.value * 100, end + 1
    return None if first.kind == "eleven" else (first.value, end)


def _kind(found: Sequence[str], at: int) -> NumberKind | None:
    word = _word(found, at)
    return word.kind if word else None


def _word(found: Sequence[str], at: int) -> _Word | None:
    """The word of a number that stands at a place; a «و» apart counts as a part of the next."""
    if at >= len(found):
        return None
    word = found[at]
    if word == "و":
        following = _word(found, at + 1) if "".join(found[at + 1 : at + 2]) != "و" else None
        apart = following is not None and not following.joined and not following.prefixed
        return _joined(following) if following and apart else None
    if word[0].isdecimal():
        value = _decimal(word)
        return _Word("digits", value) if value is not None else None
    return _in_letters(word, before_ten="".join(found[at + 1 : at + 2]) in _TEN)


@lru_cache(maxsize=_CACHED_WORDS)
def _in_letters(word: str, before_ten: bool) -> _Word | None:
    """A word of a number without what is written on to it: «وعشرون», «بثلاثة», «للخمسين»."""
    joined = word[0] in "وف" and word not in NUMBER_WORDS
    bare = word[1:] if joined else word
    prefixed = bare[:1] in ("ب", "ل", "ك") and bare not in NUMBER_WORDS
    bare = bare[1:] if prefixed else bare
    definite = bare not in NUMBER_WORDS and bare.startswith(("ال", "ل"))
    bare = bare[1 + bare.startswith("ال") :] if definite else bare
    if bare not in NUMBER_WORDS or (definite and bare in _DAYS and not before_ten):
        return None
    return _Word(*NUMBER_WORDS[bare], joined and not prefixed, prefixed, definite)


def _joined(word: _Word) -> _Word:
    return _Word(word.kind, word.value, True, word.prefixed, word.definite)


def _decimal(word: str) -> Fraction | None:
    whole, _, part = word.partition(".")
    if len(word) > _LONGEST:
        return None
    return Fraction(word) if whole.isdecimal() and (part.isdecimal() or not part) else None


def _in_digits(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value.numerator)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return str(value) if rest > 1 else str(Decimal(value.numerator) / value.denominator)


_TEN = folded_words("عشر عشرة")
_DAYS = folded_words("أحد اثنين")
"""Numbers that name a day of the week when the article stands before them."""
