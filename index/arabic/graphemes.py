"""Grapheme clusters: where a text may be cut without parting a letter from its marks."""

from __future__ import annotations

_CLUSTER_LOOK_BACK = 512
"""Code points; within one longer cluster of marks the edge that follows is found all the same."""


def is_boundary(text: str, position: int) -> bool:
    """Whether a cut at this position, 0 to the text's length, parts no grapheme cluster."""
    return next_boundary(text, position) == position


def next_boundary(text: str, position: int) -> int:
    """The first place at or after `position` that parts no grapheme cluster (UAX #29)."""
    if position <= 0 or position >= len(text):
        return min(max(position, 0), len(text))
    if _stands_alone(text[position - 1]) and _stands_alone(text[position]):
        return position
    import regex  # large tables: loaded only for the rare cut beside a mark

    start, furthest = position - 1, max(0, position - _CLUSTER_LOOK_BACK)
    while start > furthest and not (_stands_alone(text[start - 1]) and _stands_alone(text[start])):
        start -= 1
    clusters = regex.compile(r"\X").finditer(text, start)
    return next((edge.end() for edge in clusters if edge.end() >= position), len(text))


def _stands_alone(character: str) -> bool:
    """Whether the character joins with neither neighbour: ASCII in print, an Arabic letter."""
    return (
        " " <= character <= "~"
        or "ء" <= character <= "غ"
        or "ف" <= character <= "ي"
        or ("\ufb50" <= character <= "\ufdff" or "\ufe70" <= character <= "\ufefc")
    )
