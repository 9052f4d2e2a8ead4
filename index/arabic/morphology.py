"""Morphology by rule: the canonical form of a word and the consonants of its root."""

from __future__ import annotations

from functools import lru_cache

from index.arabic.calendar import MONTH_TOKENS
from index.arabic.clitics import without_proclitic
from index.arabic.number_words import DIGITS
from index.arabic.stems import stem

_CACHED_WORDS = 1 << 15


@lru_cache(maxsize=_CACHED_WORDS)
def canonical(word: str) -> str:
    """The stem that stands for a folded word, month names and spelt numbers made one."""
    if word.isdecimal():
        return word.lstrip("0") or word  # 02-02-2024
    for form in (word, without_proclitic(word)):
        if form in MONTH_TOKENS:
            return MONTH_TOKENS[form]
        if form in DIGITS:
            return DIGITS[form]
    base = stem(word)
    if len(base) > 4 and base[0] in "بلك" and base[1:3] == "ال":
        return base[3:]
    return base


_TENTH_FORM = ("است", "مست", "يست", "تست")
_WEAK = str.maketrans("", "", "اويءه")


def consonantal_root(base: str) -> str:
    """Root-like consonants of a stem by rule; empty when too few are left to tell by.

    اخترع and مخترع share one, as do كتاب and كتب, تأسيس and أسس.
    """
    if not "ء" <= base[0] <= "ي" or len(base) < 3:
        return ""
    if base.startswith(_TENTH_FORM) and len(base) > 5:
        base = base[3:]
    elif len(base) >= 5 and base[0] in "اميتن" and base[2] == "ت":
        base = base[1] + base[3:]
    elif len(base) >= 5 and base.startswith(("مت", "يت", "تت", "ان", "من", "ين")):
        base = base[2:]
    elif len(base) >= 4 and base[0] in "متينسا":
        base = base[1:]
    if len(base) > 3 and base[-1] == "ت":
        base = base[:-1]
    consonants = base.translate(_WEAK)
    doubled = len(consonants) == 2 and consonants[0] == consonants[1]
    return consonants if len(consonants) >= 3 or doubled else ""


def skeleton(word: str) -> str:
    """The letters of a folded word that its forms keep: «يهرّب» and «تهريب» have one.

    Rougher than `consonantal_root`, and good only to tell that a word may well be there; empty
    when fewer than three letters are left.
    """
    bare = without_proclitic(word).removeprefix("ال")
    if len(bare) > 3 and bare[0] in "يتنما":
        bare = bare[1:]
    kept = bare.removesuffix("ه").translate(_LONG_VOWELS)
    return kept if len(kept) >= 3 else ""


_LONG_VOWELS = str.maketrans("", "", "اوي")
