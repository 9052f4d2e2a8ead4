"""Arabic that was typed while the keyboard was set to Latin letters: «;l» for «كم»."""

from __future__ import annotations

from collections.abc import Callable

from index.arabic.folding import fold
from index.arabic.question_words import question_word
from index.arabic.stop_words import FUNCTION_WORDS
from index.arabic.tokens import words

_KEYS = dict(
    zip(
        "`qwertyuiop[]asdfghjkl;'zxcvnm,./QWERTYUIOP{}ASDFGHJKL:\"ZXCVNM<>?H",
        "ذضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظضصثقفغعهخحجدشسيبلأتنمكطئءؤرىةوز؟أ",
        strict=True,
    )
) | {"b": "لا", "B": "لآ", "G": "لأ", "T": "لإ", "Y": "إ", "N": "آ", "?": "؟"}
"""The Arabic letter on each key of the usual layout."""
_LEAST_KNOWN = 0.6
"""Share of the words that must be Arabic ones when read so."""
_FEWEST = 2


def retyped(text: str, is_known: Callable[[str], bool]) -> str | None:
    """The text as the Arabic keyboard would have typed it; None where that is no question.

    :param is_known: whether a folded word is one of Arabic, or of the library.
    """
    if not any("a" <= letter.lower() <= "z" for letter in text):
        return None
    typed = "".join(_KEYS.get(letter, letter) for letter in text)
    found = words(typed)
    known = sum(word in FUNCTION_WORDS or is_known(word) for word in found)
    asks = any(question_word(word) for word in found)
    enough = len(found) >= _FEWEST and known >= _LEAST_KNOWN * len(found)
    return typed if enough and asks and fold(typed) != fold(text) else None
