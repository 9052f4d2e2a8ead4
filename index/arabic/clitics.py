"""Clitics: what is written on to a word without being part of it."""

from __future__ import annotations

from functools import lru_cache

from index.arabic.folding import folded_words

_CACHED_WORDS = 1 << 16
# Clitics are cut longest first, and only when a word of this many letters is left.
_PREFIXES = tuple(
    sorted(
        ("وبال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال", "و", "ف"),
        key=len,
        reverse=True,
    )
)
_SHORTEST_STEM = 3
PROCLITICS = ("وال", "فال", "بال", "كال", "ولل", "لل", "ال", "وب", "ول", "و", "ف", "ب", "ل", "ك")
"""Conjunctions, prepositions and the article, alone and joined, the longer ones first."""
WITH_ARTICLE = ("بال", "كال", "فال", "وال", "لل")
"""Those that end in the article."""
WITH_OWN_WAW = folded_words(
    "وادي وزير وزيرة وزارة وزن ولاية وقت ورشة وثيقة وجبة وكالة وحدة وصفة وفد والد والدة وصية "
    "وظيفة ورق ورقة وتر وجه وطن وسط وردة وباء وفاة ولادة وصول وحيد وسيم وداد وليد"
)
"""Words whose first letter is و of their own."""
WITHOUT_ARTICLE = folded_words("إليه إليها إليهم إليهما الذي التي الذين اللذان اللتان الآن")
"""Words that begin like the article and have none."""
_LETTERS = "وفبلك"
"""Conjunctions and prepositions of one letter."""
_SHORTEST = 3
"""Letters of a word up to which its first one is its own."""


@lru_cache(maxsize=_CACHED_WORDS)
def without_prefix(word: str) -> str:
    """A folded word without its conjunction and article."""
    if word.startswith(_PREFIXES):
        for prefix in _PREFIXES:
            if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST_STEM:
                return word[len(prefix) :]
    return word


def without_proclitic(word: str) -> str:
    """A folded word without the one letter of «وشباط», «بثلاثة» or «كفبراير», if it has one."""
    return word[1:] if len(word) > _SHORTEST and word[0] in _LETTERS else word
