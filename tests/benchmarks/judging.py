"""What is right, by the words of gold answers: quotes, short answers, whole sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.arabic import sentences, words

TABLE_CELL = " | "
"""Between the cells of a row in canonical text."""


def holds_answer(quote: str, answers: Sequence[str]) -> bool:
    """Whether all words of an answer stand in the quote, the first perhaps behind a proclitic."""
    there = set(words(quote))
    bare = {word[1:] for word in there if word[0] in "وفبكل"} | there
    for answer in answers:
        first, *others = words(answer) or [""]
        if first and there.issuperset(others) and (first in bare or first[1:] in there):
            return True
    return False


def holds_verbatim(text: str, snippet: str) -> bool:
    """Whether the folded words of a snippet stand in the text in one run."""
    wanted = " ".join(words(snippet))
    return bool(wanted) and f" {wanted} " in f" {' '.join(words(text))} "


def exact(given: str, answers: Sequence[str]) -> float:
    """SQuAD's exact match, after folding, without articles or punctuation."""
    return float(any(plain(given) == plain(answer) != [] for answer in answers))


def overlap_f1(given: str, answers: Sequence[str]) -> float:
    """SQuAD's F1 over the same words."""
    best = 0.0
    for answer in answers:
        mine, gold = plain(given), plain(answer)
        shared = sum((Counter(mine) & Counter(gold)).values())
        best = max(best, 2 * shared / (len(mine) + len(gold)) if shared else 0.0)
    return best


def plain(text: str) -> list[str]:
    return [re.sub("^ال(?=..)", "", word) for word in words(text)]


def is_torn(text: str, end: int) -> bool:
    """Whether a quote that ends here in its text ends within a sentence; rows of tables do not."""
    line = text[text.rfind("\n", 0, end) + 1 : (text.find("\n", end) + 1 or len(text) + 1) - 1]
    if TABLE_CELL in line:
        return False
    rest = next(
        (text[end : each.end] for each in sentences(text) if each.start < end <= each.end), ""
    )
    return bool(words(rest))
