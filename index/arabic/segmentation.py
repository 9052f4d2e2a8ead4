"""Sentences of a text, where a reader would end them."""

from __future__ import annotations

import re
from itertools import pairwise

from index.arabic.enumeration import list_marker
from index.types import Span

_TERMINATOR = re.compile(r"[.!?؟؛…\u06D4]+[»”\"'’)\]}›]*|\n+")
_DIRECTIONS = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff"
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«\"“\[])(?:[^\W\d_]\u0640*[\u064B-\u0652]*\.)*[^\W\d_]\u0640*[\u064B-\u0652]*$"
)
_KNOWN_ABBREVIATION = re.compile(
    r"(?:^|[\s(«\"“\[])(?:إلخ|الخ|تحق|مج|ط|etc|vs|Dr|Mr|Mrs|Prof|St|Jr|No|vol|pp?)$"
)
_YEAR_MARK = re.compile(r"[0-9٠-٩۰-۹]\s*(?:هـ?|م)$")
_LIST_NUMBER = re.compile(r"(?:^|\n)[^\S\n]*[0-9٠-٩۰-۹]{1,3}$")
_PAUSES = "؛;،,"
_ENDS = re.compile(r"[.!?؟…:\u06D4][»”\"'’)\]}›]*$")
_CELLS = " | "
_WRAPPED = range(40, 121)
"""Code points of a line that may have been wrapped: longer ones are paragraphs of their own."""
_LOOK_BACK = 24
"""Code points before a full stop that tell whether it ends a sentence."""


def sentences(text: str) -> list[Span]:
    """The sentences of a text in order, without the white space around them.

    A sentence ends at a terminator or a line's end and takes along the quotes and brackets
    that close there. A full stop after an abbreviation, an initial or a list number, or
    inside a number, ends nothing. Every code point but white space is in one sentence.
    """
    cuts = [0]
    for match in _TERMINATOR.finditer(text):
        if _ends_sentence(text, cuts[-1], match):
            cuts.append(match.end())
    spans = (trimmed(text, start, end) for start, end in pairwise([*cuts, len(text)]))
    return [span for span in spans if span is not None]


def goes_on(text: str, end: int, following: int) -> bool:
    """Whether a sentence that ends at `end` is only a part of what goes on at `following`.

    So it is after a semicolon or a comma, and where a line of prose was wrapped.
    """
    if text[end - 1] in _PAUSES:
        return text.count("\n", end, following) <= 1
    line = end - (text.rfind("\n", 0, end) + 1)
    return (
        text[end:following].strip(" \t") == "\n"
        and line in _WRAPPED
        and not _ENDS.search(text, max(0, end - 4), end)
        and _CELLS not in text[end - line : end]
        and list_marker(text, following) is None
    )


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    mark = match.group()
    if mark[0] != ".":
        return True
    before = text[max(start, match.start() - _LOOK_BACK) : match.start()]
    after = text[match.end() : match.end() + 1]
    if after and not after.isspace() and after not in _DIRECTIONS:
        # A stop written on to the next word ends a sentence only between two Arabic words.
        return (
            len(mark) == 1
            and "ء" <= after <= "ي"
            and re.search(r"[ء-ي]{3,}[\u064B-\u0652]*$", before) is not None
        )
    if len(mark) > 1 and mark[1] == ".":
        return True
    if _LIST_NUMBER.search(before) and (start + len(before) == match.start() or "\n" in before):
        return False
    if _YEAR_MARK.search(before):
        return True
    return not (_ABBREVIATION.search(before) or _KNOWN_ABBREVIATION.search(before))


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without the white space at its edges; None when nothing else is in it."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
