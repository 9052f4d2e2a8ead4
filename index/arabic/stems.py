"""Light stems of words, and the terms that an index finds them by."""

from __future__ import annotations

from functools import lru_cache

from index.arabic.clitics import without_prefix
from index.arabic.tokens import words

_CACHED_WORDS = 1 << 16
_SUFFIXES = (
    *("تهما", "تهم", "تها", "هما", "ته"),
    *("كما", "ات", "ون", "ين", "ان", "ها", "هم", "هن", "كم", "نا", "يه", "وا", "ه", "ي"),
)
_SHORTEST_STEM = 3


@lru_cache(maxsize=_CACHED_WORDS)
def stem(word: str) -> str:
    """A folded word without its conjunction, article and endings.

    A light stemmer in the manner of light10 (Larkey, Ballesteros and Connell, 2002) with the
    possessive endings added; numbers and words in other scripts stay whole.
    """
    if not ("ء" <= word[0] <= "ي"):
        return word
    if word == "بن":  # «ابن» between two names
        return "ابن"
    word = without_prefix(word)
    for suffix in _SUFFIXES if word.endswith(_SUFFIXES) else ():
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            return word[: -len(suffix)]
    return word


GRAM_LENGTH = 4
STEM_MARK = "_"
"""Stems differ from 4-grams by a leading mark, or a four-letter stem would count as both."""


@lru_cache(maxsize=_CACHED_WORDS)
def word_terms(word: str) -> tuple[str, ...]:
    """What one folded word is found by: its marked stem, then its character 4-grams in order."""
    last = max(len(word) - GRAM_LENGTH, 0)
    grams = (word[at : at + GRAM_LENGTH] for at in range(last + 1))
    return (STEM_MARK + stem(word), *grams)


def index_terms(text: str) -> list[str]:
    """Every term that a text is indexed under, repeats included."""
    return [term for word in words(text) for term in word_terms(word)]
