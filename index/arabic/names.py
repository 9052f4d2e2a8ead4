"""Names: the words that link their parts, and letters that look foreign («كولمان»)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from index.arabic.folding import folded_words

NAME_LINKS = folded_words("ابن بن بنت أبو أبي أبا أم عبد آل ذو ذي")
"""Words that a part of a name follows."""
PLACE_HEADS = folded_words(
    "تل جبل وادي عين مرج دير بيت كفر خان رأس حي شارع ميناء برج قلعة جسر نهر بحيرة بئر باب سوق "
    "ساحة قصر "
    "مدرسة جامعة مستشفى شركة مطعم فندق مسجد جامع كنيسة متحف بلدية مركز نادي دار"
)
"""Nouns that a place's or a house's own name follows."""
LAND = folded_words("تل جبل وادي عين مرج دير كفر")
"""Those of them that are hardly anything but the first word of a name."""
OF_MANY_PLACES = folded_words("العربية العربي")
"""Part of the names of countries («الإمارات العربية»), and said of many: «البلاد العربية»."""

_TABLE = Path(__file__).parent / "naming.txt"
_EDGE = "^"
_SCALE = 100.0
"""The table holds hundredths of a nat."""


@lru_cache(maxsize=1 << 15)
def foreignness(word: str) -> float:
    """Mean log ratio, name to common word, of the letter triples of a folded word, in nats."""
    table = _table()
    triples = letter_triples(word)
    return sum(table.get(triple, 0) for triple in triples) / _SCALE / len(triples)


def letter_triples(word: str) -> list[str]:
    """The runs of three letters of a word, its edges marked."""
    marked = _EDGE + word + _EDGE
    return [marked[at : at + 3] for at in range(len(marked) - 2)]


@lru_cache(maxsize=1)
def _table() -> dict[str, int]:
    table = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        ratio, _, triples = line.partition(" ")
        table.update(dict.fromkeys(triples.split(), int(ratio)))
    return table
