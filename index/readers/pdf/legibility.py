"""Whether what a file calls its text is text: a broken map of letters reads like nothing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from index.arabic import STOP_WORDS, fold, stem, without_proclitic
from index.arabic.idf import background_stems

Verdict = Literal["good", "doubtful", "broken"]

ENOUGH_WORDS = 12
"""Arabic words from which a text can be judged."""
KNOWN_BROKEN, KNOWN_DOUBTFUL = 0.30, 0.50
"""Share of known words: under the first nothing is to be trusted, under the second not all."""
WITH_ARTICLE = 0.08
"""Share of words that begin with ال in Arabic prose at least, where known words are few."""
ONE_LETTER = 0.2
"""Share of one-letter words from which words are torn."""
_WORD = re.compile(r"[\u0621-\u064a\u064b-\u0652\u0670-\u06d3\u0640]+")
_OTHER_LANGUAGES = frozenset("پچژگکیےہھۆێەڤړښټډځڅٹڈڑں")
"""Letters of Persian, Urdu, Kurdish and Pashto, which Arabic has not."""
_ACCENTED = re.compile("[\u00a1-\u00ff]")


@dataclass(frozen=True, slots=True)
class Legibility:
    """How a text reads."""

    words: int
    known: float
    """Share of its Arabic words that are known to stand in Arabic texts; 0 without words."""
    verdict: Verdict


def legibility(text: str) -> Legibility:
    """Judge a text by its words; one in another language than Arabic is good."""
    words = [word for word in map(fold, _WORD.findall(text)) if word]
    if len(words) < ENOUGH_WORDS:
        return Legibility(len(words), 0.0, _of_latin(text))
    if foreign(text):
        return Legibility(len(words), 0.0, "good")
    count = Counter(words)
    known = sum(number for word, number in count.items() if is_known(word)) / len(words)
    article = sum(number for word, number in count.items() if word.startswith("ال")) / len(words)
    single = sum(number for word, number in count.items() if len(word) == 1) / len(words)
    if known < KNOWN_BROKEN and (article < WITH_ARTICLE or known < KNOWN_BROKEN / 2):
        return Legibility(len(words), known, "broken")
    if single > ONE_LETTER and known < KNOWN_DOUBTFUL:
        return Legibility(len(words), known, "broken")
    if known < KNOWN_DOUBTFUL:
        return Legibility(len(words), known, "doubtful")
    return Legibility(len(words), known, "good")


def foreign(text: str) -> bool:
    """Whether a text in the Arabic script is in another language than Arabic."""
    letters = sum(1 for letter in text if "\u0621" <= letter <= "\u06d3")
    others = sum(1 for letter in text if letter in _OTHER_LANGUAGES)
    return others > 0.03 * max(letters, 1)


@lru_cache(maxsize=50_000)
def is_known(word: str) -> bool:
    """Whether a folded word, or its stem, is known from Arabic texts."""
    return (
        word in STOP_WORDS
        or word in _shipped_words()
        or stem(word) in background_stems()
        or stem(without_proclitic(word)) in background_stems()
    )


@lru_cache(maxsize=1)
def _shipped_words() -> frozenset[str]:
    """Folded words of the tables of names and word classes."""
    tables = ("lexicon.txt", "gazetteer.txt", "naming.txt", "asked_nouns.txt")
    texts = (files("index.arabic").joinpath(name).read_text(encoding="utf-8") for name in tables)
    return frozenset(fold(word) for text in texts for word in _WORD.findall(text))


def _of_latin(text: str) -> Verdict:
    """Arabic letters that come out as «ÇáãáÍ» have a broken map; French has fewer accents."""
    letters = sum(map(str.isalpha, text))
    accents = len(_ACCENTED.findall(text))
    return "broken" if accents > 20 and accents > 0.35 * letters else "good"
