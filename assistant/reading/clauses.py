"""Passages cut into clauses: the smallest stretches that a quote is put together from.

A short sentence is one clause. A long one is cut after its commas and colons, then before
words that open a clause, never inside brackets or quotation marks and never inside a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.reading.lexicon import folded
from index.arabic import fold, sentences, words, words_with_places


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word with its code points `[start, end)` in the passage."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """Code points `[start, end)` of a passage, without white space at the edges."""

    start: int
    end: int
    sentence: int
    """Place of its sentence among the passage's worded sentences."""
    first: int
    """Its first token."""
    stop: int
    """One past its last token; a clause has at least one."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A passage as tokens and clauses, both in order."""

    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]


_CACHED_PASSAGES = 1 << 11
_SHORTEST = 5
"""Words in the shortest clause that a comma may cut off."""
_LONG_SENTENCE = 14
"""Words from which a sentence is cut at all."""
_LONG_CLAUSE = 16
"""Words above which a clause is cut before a conjunction too."""
_VERY_LONG_CLAUSE = 22
"""Words above which it is cut before a preposition or a leading و."""


@lru_cache(maxsize=_CACHED_PASSAGES)
def parse(text: str) -> Parsed:
    """Cut a passage. Text after the last worded sentence belongs to no clause."""
    found = tokens(text)
    clauses: list[Clause] = []
    at = sentence = 0
    for span in sentences(text):
        first = at
        while at < len(found) and found[at].start < span.end:
            at += 1
        if first < at:
            clauses += _clauses(text, span.start, span.end, found, first, at, sentence)
            sentence += 1
    return Parsed(tuple(found), tuple(clauses))


_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640\u06d6-\u06ed\u200c-\u200f"
_NUMERALS = "0-9٠-٩۰-۹"
_TOKEN = re.compile(
    rf"[{_NUMERALS}]+[A-Za-z][{_NUMERALS}A-Za-z]*"
    rf"|[{_NUMERALS}]+(?:[.,٫٬][{_NUMERALS}]+)*"
    rf"|[^\W_{_NUMERALS}](?:[^\W_{_NUMERALS}]|[{_MARKS}])*"
    rf"(?:(?<=[A-Za-z])[{_NUMERALS}A-Za-z]+)?"
)


def tokens(text: str) -> list[Token]:
    """The words of a text as `index.arabic.words` finds them, an order of magnitude faster."""
    found = []
    for match in _TOKEN.finditer(text):
        start, own = match.start(), _words(match.group())
        if len(own) == 1:
            found.append(Token(own[0], start, match.end()))
        elif own:  # «و12» and the like: rare enough to take the slow way
            placed = words_with_places(match.group())
            found += [Token(word.text, start + word.start, start + word.end) for word in placed]
    return found


@lru_cache(maxsize=1 << 16)
def _words(piece: str) -> tuple[str, ...]:
    return tuple(words(piece))


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


def _clauses(
    text: str, start: int, end: int, found: list[Token], first: int, stop: int, sentence: int
) -> list[Clause]:
    """The clauses of one sentence, `found[first:stop]` its tokens."""
    cuts = [first]
    if stop - first >= _LONG_SENTENCE:
        depth = _depths(text[start:end])
        outside = [
            at
            for at in range(first + 1, stop)
            if (opening := _word_start(text, start, found[at].start)) >= found[at - 1].end
            and opening > start
            and not depth[opening - start - 1]
        ]
        pauses = {start + mark.end() for mark in _PAUSE.finditer(text, start, end)}
        for place in outside:
            paused = any(
                position in pauses
                for position in range(found[place - 1].end + 1, found[place].start + 1)
            )
            if paused and place - cuts[-1] >= _SHORTEST <= stop - place + 1:
                cuts.append(place)
        if _longest(cuts, stop) > _LONG_CLAUSE:
            openers = [place for place in outside if found[place].text in _CLAUSE_OPENERS]
            cuts = _finer(cuts, openers, _LONG_CLAUSE, stop)
        if _longest(cuts, stop) > _VERY_LONG_CLAUSE:
            joints = [place for place in outside if _is_joint(text, found[place])]
            cuts = _finer(cuts, joints, _VERY_LONG_CLAUSE, stop)
    edges = [start, *(_word_start(text, start, found[at].start) for at in cuts[1:]), end]
    spans = zip(edges, edges[1:], cuts, [*cuts[1:], stop], strict=False)
    return [_trimmed(text, sentence, *span) for span in spans]


def _is_joint(text: str, token: Token) -> bool:
    """Whether a very long clause may be cut before the word: a preposition or a leading و."""
    word = token.text
    if word == _ON:  # folding makes the name علي of it
        return "ى" in text[token.start : token.end]
    if word in _PREPOSITIONS:
        return True
    return len(word) > 3 and word[0] == "و" and not word.startswith(_NOT_AND)


def _longest(cuts: list[int], stop: int) -> int:
    """Words in the longest clause."""
    return max(after - begin for begin, after in zip(cuts, [*cuts[1:], stop], strict=True))


def _finer(cuts: list[int], places: list[int], longest: int, stop: int) -> list[int]:
    """The cuts with clauses above `longest` words cut again at some of the places."""
    result = []
    for begin, after in zip(cuts, [*cuts[1:], stop], strict=True):
        result.append(begin)
        if after - begin <= longest:
            continue
        last = begin
        for place in places:
            if begin < place < after and place - last > _SHORTEST <= after - place:
                result.append(place)
                last = place
    return result


_BRACKETS = set('([{«“)]}»”"')


def _depths(text: str) -> list[int]:
    """How many brackets and quotation marks are open at each code point; none if unbalanced."""
    if not _BRACKETS & set(text):
        return [0] * len(text)
    marks = 1 - text.count('"') % 2
    open_brackets, quoted, depths = 0, 0, []
    for character in text:
        if character in "([{«“":
            open_brackets += 1
        elif character in ")]}»”":
            open_brackets = max(0, open_brackets - 1)
        elif character == '"':
            quoted ^= marks
        depths.append(open_brackets + quoted)
    return [0] * len(text) if open_brackets else depths


def _word_start(text: str, lowest: int, position: int) -> int:
    """Back over an opening bracket or quotation mark that leans on the word."""
    while position > lowest and not text[position - 1].isspace():
        position -= 1
    return position


def _trimmed(text: str, sentence: int, start: int, end: int, first: int, stop: int) -> Clause:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Clause(start, end, sentence, first, stop)
