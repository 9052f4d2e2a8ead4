"""Fuzzy match of a text in another: where most of its words stand in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from index.arabic.tokens import Word, words, words_with_spans
from index.types import Span

SIMILAR = 0.6
"""Of a quote's words that stand in order at a place before it is called the quote, altered: two
sentences of one subject seldom share half."""


def find_similar(quoted: str, text: str) -> Span | None:
    """The stretch that shares most folded words with a quote in order, if they are enough."""
    wanted, there = words(quoted), words_with_spans(text)
    if not wanted or not there:
        return None
    first = _densest([word.text for word in there], wanted)
    window = there[max(0, first - len(wanted)) : first + 2 * len(wanted)]
    matcher = SequenceMatcher(None, wanted, [word.text for word in window], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if sum(block.size for block in blocks) < SIMILAR * len(wanted):
        return None
    # Words that were changed at either end count as many as they were.
    start = max(0, blocks[0].b - blocks[0].a)
    left = len(wanted) - blocks[-1].a - blocks[-1].size
    end = min(len(window), blocks[-1].b + blocks[-1].size + left)
    return _through_marks(text, window[start], window[end - 1])


def _densest(there: Sequence[str], wanted: Sequence[str]) -> int:
    """Where the window as long as the claim begins that holds most of its words."""
    need = Counter(wanted)
    held: Counter[str] = Counter()
    shared = best = best_start = 0
    for at, word in enumerate(there):
        held[word] += 1
        shared += held[word] <= need[word]
        if at >= len(wanted):
            dropped = there[at - len(wanted)]
            shared -= held[dropped] <= need[dropped]
            held[dropped] -= 1
        if shared > best:
            best, best_start = shared, max(0, at - len(wanted) + 1)
    return best_start


def _through_marks(text: str, first: Word, last: Word) -> Span:
    """From one word through another with the punctuation written on to it."""
    end = last.end
    while end < len(text) and not text[end].isspace():
        end += 1
    start = first.start
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    return Span(start, end)
