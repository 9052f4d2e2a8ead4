"""A passage read once for all who look at it: its words, where they stand, its sentences.

Search orders fifteen passages for a question and the reader then reads most of them again, so the
way from letters to words is short for text in common letters, and what was read is remembered.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from index.arabic import Word, sentences, words_with_places
from index.types import Span

_REMEMBERED = 64
"""Texts: the passages of two questions and their quotes."""
_CACHED_PIECES = 1 << 16


@dataclass(frozen=True, slots=True)
class Prose:
    """The words of a text as `index.arabic.words` gives them; lists of one length, in step."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    """The code point of the text that each word begins at."""
    ends: tuple[int, ...]
    """One past its last code point."""
    sentences: tuple[Span, ...]
    """Those that have words."""
    first_words: tuple[int, ...]
    """For each sentence the index of its first word, rising from 0."""


@lru_cache(maxsize=_REMEMBERED)
def prose(text: str) -> Prose:
    """Read a text."""
    found, starts, ends = _placed_words(text)
    spans, firsts = [], []
    for span in sentences(text):
        first = bisect_left(starts, span.start)
        if first < len(starts) and starts[first] < span.end:
            spans.append(span)
            firsts.append(first)
    return Prose(tuple(found), tuple(starts), tuple(ends), tuple(spans), tuple(firsts))


_COMMON = re.compile(r"[\s!-~\u00a0-\u024f\u0600-\u06ff\u200b-\u2023\u2060-\u206f\ufeff]*")
_DROPPED = (
    "\u00ad\u0300-\u036f\u0600-\u0605\u0610-\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u200b-\u200f\u2060-\u206f\ufeff"
)
"""Of the common letters, all that folding drops, and some that it keeps."""
_PIECE = re.compile(
    rf"[^\W_](?:[^\W_]|[{_DROPPED}]|(?<=[\w{_DROPPED}])[.,٫٬](?=[{_DROPPED}]*[0-9٠-٩۰-۹]))*"
)
"""Of text in common letters: a run that no word begins before or ends after."""


def _placed_words(text: str) -> tuple[list[str], list[int], list[int]]:
    if not _COMMON.fullmatch(text):
        return _in_step(words_with_places(text))
    pieces = list(_PIECE.finditer(text))
    found = [_one_word(piece[0]) for piece in pieces]
    if all(found):
        return found, [piece.start() for piece in pieces], [piece.end() for piece in pieces]
    placed: list[Word] = []
    for word, piece in zip(found, pieces, strict=True):
        start, end = piece.span()
        if word:
            placed.append(Word(word, start, end))
        else:
            own = words_with_places(piece[0])
            placed += [Word(each.text, start + each.start, start + each.end) for each in own]
    return _in_step(placed)


@lru_cache(maxsize=_CACHED_PIECES)
def _one_word(piece: str) -> str:
    """The word that a piece is from end to end; empty when it is several («1969م») or less."""
    found = words_with_places(piece)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(piece))
    return found[0].text if whole else ""


def _in_step(placed: list[Word]) -> tuple[list[str], list[int], list[int]]:
    return (
        [word.text for word in placed],
        [word.start for word in placed],
        [word.end for word in placed],
    )
