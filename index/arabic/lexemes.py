"""What one word is: the forms it may be matched by and the kinds of answer it may belong to.

Everything is worked out once a word and kept, so a question over ten passages costs look-ups.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from index.arabic import word_classes
from index.arabic.calendar import MONTH_MARK
from index.arabic.morphology import canonical, consonantal_root
from index.arabic.stop_words import FUNCTION_WORDS

KINDS = (
    *("DIGIT", "YEAR", "NUMWORD", "MONTH", "TIME", "UNIT", "PLACE", "PLACEHEAD", "PERSON"),
    *("DEFN", "REASON", "MANNER", "LATIN", "FUNC", "ORDINAL", "NISBA", "AL", "ORG", "VERB"),
    "RARE",
)
"""Names of the kinds, lowest bit first. RARE is set per question, by document frequency."""
BIT = {kind: 1 << position for position, kind in enumerate(KINDS)}

SKETCH_BITS = 251
"""Width of a bigram sketch, at most 8 * `SKETCH_BYTES`; a prime spreads the sums."""
SKETCH_BYTES = 32
SAME_STEM = 0.95
SAME_ROOT = 0.75
"""Least similarity of words of one consonantal root, as كتب and كتاب."""
ROOT_DICE_FLOOR = 0.2
"""Share of letter pairs (Dice) that words of one root have in common at least."""
DICE_FLOOR = 0.55
"""The same from which words of different roots are alike at all."""
DICE_WEIGHT = 0.9
_CACHED_WORDS = 1 << 15


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A folded word as the reader compares it."""

    stem: str
    """Light stem; one token a month or number, however it is written."""
    root: str
    """Consonants without derivational letters, empty when too few are left to tell by."""
    sketch: int
    """Bit set of the stem's bigrams."""
    packed: bytes
    """The same in `SKETCH_BYTES` bytes, lowest first."""
    kinds: int
    """Bits of `BIT`."""
    exact_only: bool
    """Whether only an equal stem matches: digits and months."""


@lru_cache(maxsize=_CACHED_WORDS)
def lexeme(word: str) -> Lexeme:
    """The analysis of one folded word."""
    base = canonical(word)
    month = base.startswith(MONTH_MARK) and base[len(MONTH_MARK) :].isdecimal()
    kinds = _kinds(word)
    sketch = _bigram_bits(base)
    return Lexeme(
        stem=base,
        root="" if month else consonantal_root(base),
        sketch=sketch,
        packed=sketch.to_bytes(SKETCH_BYTES, "little"),
        kinds=kinds,
        exact_only=month or bool(kinds & BIT["DIGIT"]),
    )


def _bigram_bits(base: str) -> int:
    bits = 0
    marked = f"<{base}>"
    for first, second in pairwise(marked):
        bits |= 1 << ((ord(first) * 31 + ord(second) * 7) % SKETCH_BITS)
    return bits


_KIND_OF_CLASS = {
    **{"numword": "NUMWORD", "month": "MONTH", "time": "TIME", "weekday": "TIME", "unit": "UNIT"},
    **{"approx": "UNIT", "territory": "PLACE", "city": "PLACE", "place": "PLACEHEAD"},
    **{"person": "PERSON", "link": "PERSON", "forename": "PERSON", "role": "PERSON"},
    **{"be": "DEFN", "called": "DEFN", "cause": "REASON", "manner": "MANNER"},
    **{"ordinal": "ORDINAL", "organisation": "ORG", "work": "ORG"},
}
_ARTICLES = ("ال", "وال", "بال", "لل", "كال", "فال")
_YEARS = range(500, 2101)
"""Numbers that read as a year, Hijri or Gregorian."""


def _kinds(word: str) -> int:
    if word[0].isdecimal():
        year = word.isdecimal() and len(word) <= 4 and int(word) in _YEARS
        return BIT["DIGIT"] | (BIT["YEAR"] if year else 0)
    if "a" <= word[0] <= "z":
        return BIT["LATIN"]
    kinds = _listed(word_classes.classes(word)) | (BIT["FUNC"] if word in FUNCTION_WORDS else 0)
    if len(word) > 4 and word.endswith(("ي", "يه")):
        kinds |= BIT["NISBA"]
    if word.startswith(_ARTICLES):
        kinds |= BIT["AL"]
    if len(word) > 3 and word[0] in "يت" and not kinds & (BIT["AL"] | BIT["PLACE"]):
        kinds |= BIT["VERB"]
    return kinds


@lru_cache(maxsize=1 << 10)
def _listed(classes: int) -> int:
    """The bits of `BIT` for those of the word's classes."""
    names = [name for at, name in enumerate(word_classes.class_names()) if classes >> at & 1]
    return sum({BIT[_KIND_OF_CLASS[name]] for name in names if name in _KIND_OF_CLASS})
