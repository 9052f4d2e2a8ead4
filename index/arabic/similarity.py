"""How alike two words are: the same stem, the same root, or letters in common."""

from __future__ import annotations

from functools import lru_cache

from index.arabic.calendar import MONTH_MARK
from index.arabic.morphology import canonical, consonantal_root

SAME_STEM = 0.95
SAME_ROOT = 0.75
"""Of words of one root that share no more than a pair of letters; the more, the more alike."""
LEAST = 0.5
"""Share of common letter pairs (Dice) from which words of different roots are alike at all."""
_CACHED_PAIRS = 1 << 16
_CACHED_WORDS = 1 << 15
_SHORTEST = 3
"""Letters of a stem; pairs of letters tell nothing of shorter ones."""


@lru_cache(maxsize=_CACHED_PAIRS)
def similarity(one: str, other: str) -> float:
    """The likeness of two folded words, from 0 for none to 1 for the same word; symmetric.

    Numbers and months, each in whatever form («ثلاثة» and «3»), are the same or not.
    """
    if one == other:
        return 1.0
    first, second = _parts(one), _parts(other)
    if first[0] == second[0]:
        return SAME_STEM
    shared = len(first[2] & second[2])
    if not shared or min(len(first[0]), len(second[0])) < _SHORTEST:
        return 0.0
    dice = 2 * shared / (len(first[2]) + len(second[2]))
    if first[1] and first[1] == second[1]:
        return SAME_ROOT + (SAME_STEM - SAME_ROOT) * dice
    return min(dice, SAME_STEM) if dice >= LEAST else 0.0


@lru_cache(maxsize=_CACHED_WORDS)
def _parts(word: str) -> tuple[str, str, frozenset[str]]:
    """Its stem, the consonants of its root and its pairs of letters, none for number and month."""
    base = canonical(word)
    if base[0].isdecimal() or (base.startswith(MONTH_MARK) and base[-1].isdecimal()):
        return base, "", frozenset()
    pairs = frozenset(base[at : at + 2] for at in range(len(base) - 1))
    return base, consonantal_root(base), pairs
