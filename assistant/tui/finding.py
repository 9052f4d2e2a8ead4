"""Where words stand in a whole document, spelt this way or that."""

from __future__ import annotations

from index.arabic import fold, fold_with_map
from index.types import Span

MOST_FOUND = 5_000
"""Places; whoever searches for a single letter does not want them all."""


def find(text: str, words: str) -> list[Span]:
    """The places of these words, in order; hamza, marks and forms of a letter make no difference.

    :return: none when nothing is left of the words once folded; nothing that spans two lines.
    """
    wanted = " ".join(fold(words).split())
    found: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if wanted and wanted in fold(line):
            found += _in_line(line, start, wanted)
            if len(found) >= MOST_FOUND:
                return found[:MOST_FOUND]
        start += len(line) + 1
    return found


def _in_line(line: str, start: int, wanted: str) -> list[Span]:
    folded = fold_with_map(line)
    found = []
    at = folded.text.find(wanted)
    while at >= 0:
        span = folded.span(at, at + len(wanted))
        found.append(Span(start + span.start, start + span.end))
        at = folded.text.find(wanted, at + len(wanted))
    return found
