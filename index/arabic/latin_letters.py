"""A question as it would be typed in Arabic letters: names, Arabizi, English, a keyboard's slip."""

from __future__ import annotations

import re
from functools import lru_cache

from index.arabic.dialects import dialect_words
from index.arabic.english import in_arabic_words, is_english
from index.arabic.folding import fold
from index.arabic.idf import NO_LIBRARY, TermStatistics, corpus_idf
from index.arabic.keyboard import retyped
from index.arabic.question_words import question_word, question_words
from index.arabic.stems import stem
from index.arabic.stop_words import FUNCTION_WORDS
from index.arabic.tokens import words
from index.arabic.transliteration import is_article, transliterated

_REPEATED = re.compile(r"([ء-ي])\1{2,}")
"""A letter of Arabic held down: «كمممم»."""
_LATIN = re.compile(r"[A-Za-z0-9]*[A-Za-z][A-Za-z0-9'’`]*(?:-[A-Za-z0-9'’`]+)*")
_ARABIC = re.compile(r"[ء-ي]")
_SHORTEST_NAME = 3


def in_arabic_letters(text: str, statistics: TermStatistics) -> str:
    """The question in Arabic letters as far as it can be told; itself where nothing is to be told.

    :param statistics: of the library, which names in Latin letters are looked up in.
    """
    text = _REPEATED.sub(r"\1", text)
    if not _LATIN.search(text):
        return text
    if _ARABIC.search(text):
        return _with_names(text, statistics)
    if is_english(text):
        read = in_arabic_words(
            text,
            lambda word: _name(word, statistics),
            lambda word: statistics.holds(stem(fold(word))),
        )
    else:
        slipped = retyped(text, lambda word: _is_known(word, statistics))
        read = slipped or _from_arabizi(text, statistics)
    return read if words(read) else text  # «AR AR» is twice an article


def _with_names(text: str, statistics: TermStatistics) -> str:
    """Runs of Latin letters amid Arabic ones: «متى توفي Ibn al-Haytham؟»."""
    return _LATIN.sub(lambda found: _name(found[0], statistics) or found[0], text)


def _name(word: str, statistics: TermStatistics) -> str | None:
    if not statistics.passages or len(word) < _SHORTEST_NAME or statistics.holds(fold(word)):
        return None
    return transliterated(word, statistics.frequency, frozenset())


def _from_arabizi(text: str, statistics: TermStatistics) -> str:
    """Arabic that is typed in Latin letters throughout; the text itself unless most is Arabic."""
    found, told, article = [], 0, ""
    typed = _LATIN.findall(text)
    for word in typed:
        if is_article(word):
            article, told = "ال", told + 1
            continue
        meant = transliterated(word, statistics.frequency, _known())
        told += meant is not None
        found.append(article * bool(meant) + (meant or word))
        article = ""
    return " ".join(found) if 2 * told > len(typed) and len(typed) > 1 else text


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Words of asking, of the standard and the dialects, that no library need hold."""
    return FUNCTION_WORDS | question_words() | dialect_words()


def _is_known(word: str, statistics: TermStatistics) -> bool:
    usual = corpus_idf(stem(word)) < NO_LIBRARY.highest_idf()
    return usual or bool(question_word(word)) or statistics.holds(stem(word))
