"""Is a word one that Arabic has? Told by every shipped table of words, by their stems.

The tables are small: an honest text on a special subject has many words that they lack, and a
text of wrong letters has hardly one that they hold.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from index.arabic.folding import fold
from index.arabic.stems import stem
from index.arabic.tokens import words

TABLES = ("background.txt", "lexicon.txt", "gazetteer.txt", "naming.txt", "english_words.txt")
_ARABIC = re.compile("[ء-ي]{2,}")


def unknown_share(text: str) -> float:
    """Share, 0 to 1, of the Arabic words of a text whose stems no table has; 0 without any."""
    asked = [word for word in words(text) if _ARABIC.fullmatch(word)]
    return sum(not is_known(word) for word in asked) / len(asked) if asked else 0.0


def is_known(word: str) -> bool:
    """Whether the stem of a folded word is in a table."""
    return stem(word) in _stems()


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    folder = Path(__file__).parent
    texts = (fold((folder / table).read_text(encoding="utf-8")) for table in TABLES)
    return frozenset(stem(word) for text in texts for word in _ARABIC.findall(text))
