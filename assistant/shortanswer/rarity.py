"""How rare a word is in Arabic prose at large: a shipped table of document frequencies."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

_TABLE = Path(__file__).parent / "background.txt"


def rarity(stem: str) -> float:
    """The inverse document frequency of a folded stem, in nats; highest for an unseen one."""
    passages, frequencies = background()
    return math.log((passages + 1) / (frequencies.get(stem, 0) + 0.5))


@lru_cache(maxsize=1)
def background() -> tuple[int, dict[str, int]]:
    """The number of passages counted, and in how many of them each stem occurs.

    A stem that occurs in one passage only is not listed: it tells no more than an unseen one.
    """
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    passages = int(lines[1])
    frequencies = {}
    for line in lines[2:]:
        frequency, _, stems = line.partition(" ")
        frequencies.update(dict.fromkeys(stems.split(), int(frequency)))
    return passages, frequencies
