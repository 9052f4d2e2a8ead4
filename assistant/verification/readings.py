"""What two readings of one file may differ in, though its words are the same.

Presentation forms, kashidas, soft hyphens, marks of direction and the bars between the cells of a
table: nothing of these is another word, in whatever form of Unicode.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import is_normalized, normalize

from index.arabic import next_boundary
from index.types import Span

_FORMS = re.compile("[\ufb50-\ufdfb\ufe70-\ufefc]")
_UNSEEN = re.compile("[\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_BARS = re.compile(r"(?<=\s)\|(?=\s)")


@dataclass(frozen=True, slots=True)
class PlainReading:
    """A text as any reading of its file has it."""

    text: str
    starts: tuple[int, ...]
    """For each code point of `text`, where the cluster that it came from begins; empty where the
    text is the original."""
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The original code points behind `text[start:end]`, which is not empty."""
        return Span(self.starts[start], self.ends[end - 1]) if self.starts else Span(start, end)


def reading_of(text: str) -> PlainReading:
    """The text without what a reading may add or leave, with the way back to its offsets."""
    barred = _BARS.sub(" ", text)
    if is_normalized("NFC", text) and not (_FORMS.search(text) or _UNSEEN.search(text)):
        return PlainReading(barred, (), ())
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    start = 0
    while start < len(text):
        end = next_boundary(text, start + 1)
        piece = _FORMS.sub(lambda form: normalize("NFKC", form[0]), barred[start:end])
        piece = _UNSEEN.sub("", normalize("NFC", piece))
        pieces.append(piece)
        starts += [start] * len(piece)
        ends += [end] * len(piece)
        start = end
    return PlainReading("".join(pieces), tuple(starts), tuple(ends))
