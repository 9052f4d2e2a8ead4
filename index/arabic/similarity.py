"""How like two words are: the same, of one stem, of one root, spelt nearly alike, or not at all."""

from __future__ import annotations

from functools import lru_cache

from index.arabic.lexemes import (
    DICE_FLOOR,
    DICE_WEIGHT,
    ROOT_DICE_FLOOR,
    SAME_ROOT,
    SAME_STEM,
    lexeme,
)

_CACHED_PAIRS = 1 << 14


@lru_cache(maxsize=_CACHED_PAIRS)
def similarity(one: str, other: str) -> float:
    """Of two folded words, 0 to 1 and the same both ways: 1 for one word, 0.95 for one stem.

    Words of one consonantal root have at least 0.75 («كتب», «كتاب»), others the share of letter
    pairs that their stems have in common (Dice), 0 below the floor. Numbers and months are equal
    or unlike.
    """
    if one == other:
        return 1.0
    first, second = lexeme(one), lexeme(other)
    if first.stem == second.stem:
        return SAME_STEM
    if first.exact_only or second.exact_only:
        return 0.0
    shared = (first.sketch & second.sketch).bit_count()
    dice = 2 * shared / (first.sketch.bit_count() + second.sketch.bit_count())
    if first.root and first.root == second.root and dice > ROOT_DICE_FLOOR:
        return max(SAME_ROOT, dice)
    return dice * DICE_WEIGHT if dice >= DICE_FLOOR else 0.0
