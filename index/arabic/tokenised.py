"""A passage read once for all who look at it: its words, where they stand, its sentences.

Search orders fifteen passages for a question and the reader then reads most of them again, so the
way from letters to words is short for text in common letters, and what was read is remembered.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from index.arabic.folding import fold
from index.arabic.segmentation import sentences
from index.arabic.tokens import Word, words, words_with_spans
from index.types import Span

_REMEMBERED = 64
"""Texts: the passages of two questions and their quotes."""
_CACHED_PIECES = 1 << 16


@dataclass(frozen=True, slots=True)
class TokenisedText:
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
def tokenise(text: str) -> TokenisedText:
    """Read a text."""
    found, starts, ends = _placed_words(text)
    spans, firsts = [], []
    for span in sentences(text):
        first = bisect_left(starts, span.start)
        if first < len(starts) and starts[first] < span.end:
            spans.append(span)
            firsts.append(first)
    return TokenisedText(tuple(found), tuple(starts), tuple(ends), tuple(spans), tuple(firsts))


_COMMON = re.compile(r"[\s!-~\u00a0-\u024f\u0600-\u06ff\u200b-\u2023\u2060-\u206f\ufeff]*")
_DROPPED = (
    "\u00ad\u0300-\u036f\u0600-\u0605\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u200b-\u200f\u2060-\u206f\ufeff"
)
"""Of the common letters, all that folding drops, and some that it keeps."""
_PIECE = re.compile(
    rf"([^\W_\u0640][^\W_]*(?:(?:[{_DROPPED}]|[.,٫٬](?=[{_DROPPED}]*[0-9٠-٩۰-۹]))[^\W_]*)*)"
)
"""Of text in common letters: a run that no word begins before or ends after."""


def _placed_words(text: str) -> tuple[list[str], list[int], list[int]]:
    if not _COMMON.fullmatch(text):
        return _in_step(words_with_spans(text))
    parts = _PIECE.split(text)  # every second one is a piece
    edges = list(accumulate(map(len, parts)))
    pieces, starts, ends = parts[1::2], edges[:-1:2], edges[1::2]
    found = list(map(_one_word, pieces))
    for at in reversed([at for at, word in enumerate(found) if not word]):
        own, start = words_with_spans(pieces[at]), starts[at]
        found[at : at + 1] = [word.text for word in own]
        starts[at : at + 1] = [start + word.start for word in own]
        ends[at : at + 1] = [start + word.end for word in own]
    return found, starts, ends


@lru_cache(maxsize=_CACHED_PIECES)
def _one_word(piece: str) -> str:
    """The word that a piece is from end to end; empty when it is several («1969م») or less."""
    if fold(piece[-1]).isalnum():  # it is not dropped, and neither is the first ever
        found = words(piece)
        return found[0] if len(found) == 1 else ""
    placed = words_with_spans(piece)
    return placed[0].text if len(placed) == 1 and placed[0].end == len(piece) else ""


def _in_step(placed: list[Word]) -> tuple[list[str], list[int], list[int]]:
    return (
        [word.text for word in placed],
        [word.start for word in placed],
        [word.end for word in placed],
    )
