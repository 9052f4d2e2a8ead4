"""How rare a word is: in a corpus of Arabic, by a shipped table, and in one library."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.arabic.stems import STEM_MARK

_TABLE = Path(__file__).parent / "background.txt"
BACKGROUND_PASSAGES = 200.0
"""Passages that the table counts for beside the library's own: a dozen documents tell little of
how common a word is."""


@dataclass(frozen=True, slots=True)
class TermStatistics:
    """In how many passages of a library each index term stands."""

    passages: int
    frequency: Callable[[str], int]
    """Of an index term (see `index.arabic.word_terms`)."""

    def holds(self, stem: str) -> bool:
        """Whether any passage has the folded stem."""
        return self.frequency(STEM_MARK + stem) > 0

    def idf(self, stem: str) -> float:
        """The inverse document frequency of a folded stem, in nats, the table mixed in."""
        total = self.passages + BACKGROUND_PASSAGES
        seen = self.frequency(STEM_MARK + stem) + BACKGROUND_PASSAGES * _background().get(stem, 0.0)
        return math.log((total + 1) / (min(seen, total) + 0.5))

    def term_idf(self, term: str) -> float:
        """BM25's inverse document frequency of an index term in this library alone, in nats.

        Above 0 even for what every passage has. Removed passages may be counted still.
        """
        seen = min(self.frequency(term), self.passages)
        return math.log(1 + (self.passages - seen + 0.5) / (seen + 0.5))

    def highest_idf(self) -> float:
        """That of a stem seen nowhere."""
        return math.log((self.passages + BACKGROUND_PASSAGES + 1) / 0.5)


NO_LIBRARY = TermStatistics(0, lambda term: 0)


def corpus_idf(stem: str) -> float:
    """`TermStatistics.idf` in the corpus of the shipped table."""
    return NO_LIBRARY.idf(stem)


@lru_cache(maxsize=1)
def background_stems() -> frozenset[str]:
    """Folded stems that the shipped table lists: those of words that Arabic texts share."""
    return frozenset(_background())


@lru_cache(maxsize=1)
def _background() -> dict[str, float]:
    """The share of ordinary passages that hold each stem.

    A stem that occurs in one passage only is not listed: it tells no more than an unseen one.
    """
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    passages = int(lines[1])
    shares = {}
    for line in lines[2:]:
        frequency, _, stems = line.partition(" ")
        shares.update(dict.fromkeys(stems.split(), int(frequency) / passages))
    return shares
