"""Plain text is kept as it is; what is found in it is headings, and pages at form feeds.

A wrong heading misplaces every passage below it, a missed one costs little: only lines that
can hardly be anything else are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from index.arabic.number_words import ORDINALS, ROUND_ORDINALS
from index.readers.bibliography import one_line, stem_title
from index.readers.encoding import decode
from index.types import Anchor, Block, Extraction, ReaderOptions

MAX_HEADING = 80
"""Letters and spaces of a heading, marks not counted; a line of wrapped prose is as long."""

MAX_BYLINES = 3
"""Lines under a headline that tell who wrote, where and when."""

MAX_MARKED = 4 * MAX_HEADING
"""Code points of a line, marks counted, above which it is not looked at."""

ENDS_OF_PROSE = tuple(".؟!؛:،,;?…")

ARTICLE_LEVELS = {"باب": 2, "فصل": 3, "مادة": 4}

_UNIT = "|".join(sorted(ORDINALS, key=len, reverse=True))
_TENS = "|".join(ROUND_ORDINALS)
_ORDINAL = rf"(?:ال)?(?:{_UNIT}|{_TENS})(?: عشرة?)?(?: و?(?:ال)?(?:{_TENS}))?"
_ARTICLE = re.compile(
    rf"(?:ال)?(باب|فصل|مادة) *(?:\(? ?[0-9٠-٩۰-۹]{{1,4}} ?\)?|\(? ?(?:{_ORDINAL}) ?\)?)"
    r"(?: مكررا?)? *(?:$|[:：.–—-] *(.{0,40})$)"
)
_BULLET = re.compile(r"[-*•–—●▪]\s")
_MARKS = re.compile("[ـً-ٰٟ]+")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without the white space around it."""

    start: int
    text: str

    @property
    def bare(self) -> str:
        """Without vowel marks; empty for a line too long to be a heading."""
        if len(self.text) > MAX_MARKED:
            return ""
        bare = _MARKS.sub("", self.text)
        return bare if len(bare) <= MAX_HEADING else ""


def read(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """Take a text file as it is: its text is the canonical text, to the letter.

    A heading that stands at the very beginning is the title.
    """
    decoded = decode(data)
    text = decoded.text
    blocks = tuple(_headings(list(_lines(text))))
    title = next((block for block in blocks if block.level == 1), None)
    yield Extraction(
        text=text,
        title=one_line(text[title.start : title.end]) if title else stem_title(options.path),
        blocks=blocks,
        anchors=_pages(text),
        encoding=decoded.encoding,
        caveats=decoded.caveats,
        remarks=decoded.remarks,
    )


def _pages(text: str) -> tuple[Anchor, ...]:
    starts = [0] + [match.end() for match in re.finditer("\f", text)]
    if len(starts) == 1:
        return ()
    labels = ((start, str(number)) for number, start in enumerate(starts, 1))
    return tuple(Anchor(start, label) for start, label in labels if start < len(text))


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in re.split("[\n\f]", text):
        bare = line.lstrip()
        yield _Line(start + len(line) - len(bare), bare.rstrip())
        start += len(line) + 1


def _headings(lines: Sequence[_Line]) -> Iterator[Block]:
    following = _following(lines)
    first = following[0]
    for number, line in enumerate(lines):
        level = _article_level(line)
        if not level and _stands_alone(lines, number, following[number + 1], first):
            level = 1 if number == first else 2
        if not level and number == first and _opens_with_a_byline(lines, number):
            level = 1
        if level:
            yield Block("heading", line.start, line.start + len(line.text), level)


def _opens_with_a_byline(lines: Sequence[_Line], number: int) -> bool:
    """Whether a headline stands here over its byline and date: short lines, none of them prose,
    then a blank line and a paragraph longer than any of them.
    """
    head = list(takewhile(lambda line: line.text, lines[number : number + MAX_BYLINES + 2]))
    if not 2 <= len(head) <= MAX_BYLINES + 1:
        return False
    if any(not line.bare or line.bare.endswith(ENDS_OF_PROSE) for line in head):
        return False
    rest = lines[number + len(head) :]
    below = next((line for line in rest if line.text), None)
    return below is not None and len(below.text) > MAX_HEADING


def _following(lines: Sequence[_Line]) -> list[int]:
    """For each line, the first line from it on that is not blank; at the end the line count."""
    following = [len(lines)] * (len(lines) + 1)
    for number in range(len(lines) - 1, -1, -1):
        following[number] = number if lines[number].text else following[number + 1]
    return following


def heading_level(line: str) -> int:
    """The level of a line such as «المادة (3)» or «الفصل الأول: المبتدأ», 0 for any other."""
    return _article_level(_Line(0, line))


def _article_level(line: _Line) -> int:
    match = _ARTICLE.fullmatch(line.bare)
    if not match or (match[2] or "").endswith(ENDS_OF_PROSE):
        return 0
    return ARTICLE_LEVELS[match[1]]


def _stands_alone(lines: Sequence[_Line], number: int, following: int, first: int) -> bool:
    """Whether a short line stands between blank ones, above what it can be the heading of."""
    line = lines[number].bare
    if (
        following == len(lines)
        or not any(map(str.isalpha, line))
        or line.endswith(ENDS_OF_PROSE)
        or _BULLET.match(line)
        or (number > first and lines[number - 1].text)
    ):
        return False
    below = lines[following]
    blank_below = following > number + 1
    if blank_below and (number == first or _article_level(below)):
        return True
    enough = 2 * len(line) if blank_below else MAX_HEADING
    return len(below.text) > enough
