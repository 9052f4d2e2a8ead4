"""A list is quoted whole: the sentence that announces it and all of its items.

Found in the document's own text, since a list may run past the passage that was retrieved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.arabic import sentences
from index.arabic.enumeration import Marker, announces, list_marker
from index.types import Span

LONGEST_LIST = 250
"""Words of a list that is quoted at once; a longer one is cut after an item."""
_AROUND = 4000
"""Code points of the document on each side of a quote among which its list is looked for."""
_LONGEST_ITEM = 90
"""Words between one marker and the next of one list."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence of the document, as lists are made of."""

    span: Span
    marker: Marker | None
    opens_line: bool
    """Whether nothing stands before it on its line."""
    opens_paragraph: bool
    """Whether a blank line does."""
    words: int


def whole_list(text: str, quote: Span) -> Span | None:
    """The list that a quote announces or is an item of; None when it is neither.

    :param text: of the document that the quote is a span of.
    """
    lines = _lines(text, quote)
    own = [at for at, line in enumerate(lines) if line.span.meets(quote)]
    if not own:
        return None
    announcing = [at for at in own if _announced(text, lines, at)]
    found = _announced(text, lines, announcing[-1]) if announcing else None
    found = found or _around(text, lines, own)
    if found is None:
        return None
    first, last = found
    further = _announced(text, lines, last)  # the last item may announce a list of its own
    last = further[1] if further else last
    while last > own[-1] and sum(line.words for line in lines[first : last + 1]) > LONGEST_LIST:
        last -= 1
    return Span(min(quote.start, lines[first].span.start), max(quote.end, lines[last].span.end))


def ends_on_colon(text: str, quote: Span) -> bool:
    """Whether a quote stops where a list begins."""
    return text[quote.start : quote.end].rstrip().endswith(":")


def tears_list(text: str, quote: Span) -> bool:
    """Whether a quote holds what announces a list, and may not hold all of its items."""
    lines = [line for line in _lines(text, quote) if line.span.meets(quote)]
    return any(
        announces(text[line.span.start : line.span.end])
        and (at + 1 == len(lines) or lines[at + 1].marker is not None or lines[at + 1].opens_line)
        for at, line in enumerate(lines)
        if text[line.span.start : line.span.end].endswith(":")
    )


def _lines(text: str, quote: Span) -> list[_Line]:
    start = max(0, quote.start - _AROUND)
    start = text.rfind("\n", 0, start) + 1
    found: list[_Line] = []
    end = start
    for span in sentences(text[start : quote.end + _AROUND]):
        own = Span(start + span.start, start + span.end)
        between = text[end : own.start]
        marker = list_marker(text, own.start)
        opens_line = not found or "\n" in between
        if marker and not opens_line and marker.series not in _IN_PROSE:
            marker = None
        count = len(text[own.start : own.end].split())
        blank = not found or between.count("\n") > 1
        found.append(_Line(own, marker, opens_line, blank, count))
        end = own.end
    return found


_IN_PROSE = ("أولا", "الأول")
"""Markers that may stand within a paragraph, before any of its sentences."""


def _announced(text: str, lines: Sequence[_Line], at: int) -> tuple[int, int] | None:
    """What a sentence leads over to: marked items, or else the paragraph under its colon."""
    if at + 1 >= len(lines) or not announces(text[lines[at].span.start : lines[at].span.end]):
        return None
    following = lines[at + 1]
    if following.marker and following.marker.is_first:
        return at, _last_of(lines, at + 1)
    if not text[lines[at].span.start : lines[at].span.end].endswith(":"):
        return None
    last = at + 1
    while last + 1 < len(lines) and not lines[last + 1].opens_paragraph:
        if not following.opens_line and lines[last + 1].opens_line:
            break
        last += 1
    return at, last


def _around(text: str, lines: Sequence[_Line], own: Sequence[int]) -> tuple[int, int] | None:
    """The list that one of these sentences is an item of, with what announces it."""
    item = next((at for at in own if lines[at].marker), None)
    item = _marked_before(lines, own[0]) if item is None else item
    if item is None:
        return None
    first = _first_of(lines, item)
    last = _last_of(lines, first)
    if _number_of_items(lines, first, last) < 2:
        return None
    leading = lines[first - 1] if first else None
    if leading is None:
        return first, last
    said = text[leading.span.start : leading.span.end]
    in_paragraph = not lines[first].opens_line
    return first - (in_paragraph or announces(said)), last


def _marked_before(lines: Sequence[_Line], at: int) -> int | None:
    """The item that a sentence without a marker goes on with."""
    while at >= 0 and not lines[at].marker:
        if lines[at].opens_line:
            return None
        at -= 1
    return at if at >= 0 and lines[at].opens_line else None


def _first_of(lines: Sequence[_Line], at: int) -> int:
    first = at
    words = 0
    for before in range(at - 1, -1, -1):
        words += lines[before].words
        marker, own = lines[before].marker, lines[first].marker
        if marker and own and own.follows(marker):
            first, words = before, 0
        elif words > _LONGEST_ITEM or _breaks(lines, before + 1, first):
            break
    return first


def _last_of(lines: Sequence[_Line], first: int) -> int:
    """The last sentence of the last item of the list that begins here."""
    last = item = first
    words = lines[first].words
    for at in range(first + 1, len(lines)):
        marker, own = lines[at].marker, lines[item].marker
        if marker and own and marker.follows(own):
            last = item = at
            words = 0
        elif words > _LONGEST_ITEM or _breaks(lines, at, item):
            break
        words += lines[at].words
    while last + 1 < len(lines) and lines[item].opens_line and not lines[last + 1].opens_line:
        last += 1
    return last


def _breaks(lines: Sequence[_Line], at: int, item: int) -> bool:
    """Whether a list of dashes is over: an unmarked paragraph begins."""
    own = lines[item].marker
    dashed = own is not None and own.number == 0
    return dashed and lines[at].opens_paragraph and lines[at].marker is None


def _number_of_items(lines: Sequence[_Line], first: int, last: int) -> int:
    own = lines[first].marker
    return sum(
        1
        for line in lines[first : last + 1]
        if line.marker and own and line.marker.series == own.series
    )
