"""Passages cut into clauses: the smallest stretches that a quote is put together from.

A short sentence is one clause. A long one is cut after its commas and colons, then before
words that open a clause, never inside brackets or quotation marks and never inside a word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from index.arabic import fold
from index.arabic.folding import folded_words as folded
from index.arabic.tokenised import TokenisedText
from index.types import Span


@dataclass(frozen=True, slots=True)
class Clause:
    """Code points `[start, end)` of a passage, without white space at the edges."""

    start: int
    end: int
    sentence: int
    """Place of its sentence among the passage's."""
    first: int
    """Its first word."""
    stop: int
    """One past its last word; a clause has at least one."""


_SHORTEST = 5
"""Words in the shortest clause that a comma may cut off."""
_LONG_SENTENCE = 14
"""Words from which a sentence is cut at all."""
_LONG_CLAUSE = 16
"""Words above which a clause is cut before a conjunction too."""
_VERY_LONG_CLAUSE = 22
"""Words above which it is cut before a preposition or a leading و."""


def clauses(text: str, read: TokenisedText) -> list[Clause]:
    """Cut a passage, in order.

    :param read: of the same text.
    """
    stops = [*read.first_words[1:], len(read.words)]
    found: list[Clause] = []
    for number, (span, first, stop) in enumerate(
        zip(read.sentences, read.first_words, stops, strict=False)
    ):
        cuts = [first]
        if stop - first >= _LONG_SENTENCE:
            cuts = _cuts(text, span, read, first, stop)
        found += _between(text, span, read, cuts, stop, number)
    return found


_PAUSE = re.compile(r"[،,؛;:](?=\s)|\s[–—-]\s")
_CLAUSE_OPENERS = folded(
    "حيث بينما لكن ولكن كما إذ مما بسبب وذلك ثم وكان وكانت وقد وهو وهي وهم الذي التي الذين لأن "
    "لأنه عندما والتي والذي أو ولم ومن وفي بعد قبل منذ حتى"
)
_PREPOSITIONS = folded("في من على إلى عن مع")
_ON = fold("على")
_NOT_AND = tuple(
    fold(
        "واح وزي وزا وقت ولاي وسط وجود وصف وفق وفا وطن وجه ورق وضع وكال وحد وصل وادي والد ولد وليد "
        "وسائل وظائف وسيل"
    ).split()
)
"""Beginnings of words whose و is no conjunction."""


def _cuts(text: str, span: Span, read: TokenisedText, first: int, stop: int) -> list[int]:
    """The words that open a clause of a long sentence, the first included."""
    enclosed = _enclosed(text, span)

    def free(position: int) -> bool:
        """The word is neither written on to the one before it nor stands in brackets or quotes."""
        opening = _word_start(text, span.start, read.starts[position])
        return opening >= read.ends[position - 1] and not any(a < opening <= b for a, b in enclosed)

    cuts = [first]
    for mark in _PAUSE.finditer(text, span.start, span.end):
        position = bisect_left(read.starts, mark.end())
        long = position - cuts[-1] >= _SHORTEST <= stop - position + 1
        if long and position < stop and read.ends[position - 1] < mark.end() and free(position):
            cuts.append(position)
    later = range(first + 1, stop)
    if _longest(cuts, stop) > _LONG_CLAUSE:
        openers = [at for at in later if read.words[at] in _CLAUSE_OPENERS and free(at)]
        cuts = _finer(cuts, openers, _LONG_CLAUSE, stop)
    if _longest(cuts, stop) > _VERY_LONG_CLAUSE:
        joints = [at for at in later if _is_joint(text, read, at) and free(at)]
        cuts = _finer(cuts, joints, _VERY_LONG_CLAUSE, stop)
    return cuts


def _is_joint(text: str, read: TokenisedText, position: int) -> bool:
    """Whether a very long clause may be cut before the word: a preposition or a leading و."""
    word = read.words[position]
    if word == _ON:  # folding makes the name علي of it
        return "ى" in text[read.starts[position] : read.ends[position]]
    if word in _PREPOSITIONS:
        return True
    return len(word) > 3 and word[0] == "و" and not word.startswith(_NOT_AND)


def _longest(cuts: list[int], stop: int) -> int:
    """Words in the longest clause."""
    return max(after - begin for begin, after in zip(cuts, [*cuts[1:], stop], strict=True))


def _finer(cuts: list[int], positions: list[int], longest: int, stop: int) -> list[int]:
    """The cuts with clauses above `longest` words cut again at some of the places."""
    result = []
    for begin, after in zip(cuts, [*cuts[1:], stop], strict=True):
        result.append(begin)
        if after - begin <= longest:
            continue
        last = begin
        for position in positions:
            if begin < position < after and position - last > _SHORTEST <= after - position:
                result.append(position)
                last = position
    return result


_BRACKET = re.compile(r"[(\[{«“)\]}»”\"]")


def _enclosed(text: str, span: Span) -> list[tuple[int, int]]:
    """From each outer opening mark to the end of the one that closes it; none if unbalanced."""
    marks = list(_BRACKET.finditer(text, span.start, span.end))
    paired = sum(mark[0] == '"' for mark in marks) % 2 == 0
    found: list[tuple[int, int]] = []
    open_brackets, quoted, start = 0, False, 0
    for mark in marks:
        before = open_brackets + quoted
        if mark[0] == '"':
            quoted ^= paired
        elif mark[0] in "([{«“":
            open_brackets += 1
        else:
            open_brackets = max(0, open_brackets - 1)
        if not before:
            start = mark.start()
        elif not open_brackets + quoted:
            found.append((start, mark.start()))
    return [] if open_brackets else found


def _word_start(text: str, lowest: int, position: int) -> int:
    """Back over an opening bracket or quotation mark that is written on to the word."""
    while position > lowest and not text[position - 1].isspace():
        position -= 1
    return position


def _between(
    text: str, span: Span, read: TokenisedText, cuts: list[int], stop: int, sentence: int
) -> list[Clause]:
    """The clauses that begin at these words, without white space at their edges."""
    edges = [
        span.start,
        *(_word_start(text, span.start, read.starts[at]) for at in cuts[1:]),
        span.end,
    ]
    found = []
    for start, end, first, last in zip(edges, edges[1:], cuts, [*cuts[1:], stop], strict=False):
        while end > start and text[end - 1].isspace():
            end -= 1
        found.append(Clause(start, end, sentence, first, last))
    return found
