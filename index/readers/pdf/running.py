"""Running heads, running feet and page numbers: what pages repeat is not part of the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import takewhile

from index.arabic import fold
from index.readers.pdf.page import Line, Table
from index.readers.pdf.reading import PageText

FEWEST_PAGES = 3
"""Pages that must repeat a line at its height, the digits apart."""
LOOKED_AT = 4
"""Lines from the top and from the bottom of a page that may be running."""
NEAR = 40
"""Lines before and behind that a line is compared with."""
SAME_HEIGHT = 4.0
"""Points."""
EDGE = 0.14
"""Share of the page's height, above and below, where a page number stands."""
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"[\W_]*(?:صفحة|الصفحة|ص|page|p)?[\W_]*(\d{1,4}|[ivxlcIVXLC]{1,7})[\W_]*"
    r"(?:(?:من|of|/)?\W*\d{1,4}\W*)?",
    re.IGNORECASE,
)


def leave_out_running(pages: Sequence[PageText]) -> int:
    """Take running lines out of the pages; returns how many.

    Only what stands outermost is looked at: a line below one that stays, stays. Pages that would
    all be left without a word say the same, and keep it.
    """
    repeated = _repeated(pages)
    running_on: list[set[int]] = []
    for page in pages:
        lines = _outermost(page)
        apart = repeated | {id(each) for each in lines if _is_number(each, page, lines)}
        gone: set[int] = set()
        for side in (lines, lines[::-1]):
            running = list(takewhile(apart.__contains__, map(id, side)))
            if len(running) < LOOKED_AT:  # more of them are the text of pages that are alike
                gone.update(running)
        running_on.append(gone)
    if all(
        id(item) in gone
        for page, gone in zip(pages, running_on, strict=True)
        for item in page.items
    ):
        return 0
    for page, gone in zip(pages, running_on, strict=True):
        page.items = [item for item in page.items if id(item) not in gone]
    return sum(map(len, running_on))


def _outermost(page: PageText) -> list[Line]:
    """Lines of the page from top to bottom, those over or under all tables first or last."""
    tables = [item for item in page.items if isinstance(item, Table)]
    top = min((table.y for table in tables), default=float("inf"))
    bottom = max((table.bottom for table in tables), default=float("-inf"))
    lines = sorted(page.lines, key=lambda line: line.y)
    return [line for line in lines if line.y <= top or line.y >= bottom] if tables else lines


def _repeated(pages: Sequence[PageText]) -> set[int]:
    """Ids of lines that others repeat at their height, with numbers that are the same or
    grow with the pages.
    """
    alike: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for page in pages:
        lines = _outermost(page)
        for line in {id(each): each for each in (*lines[:LOOKED_AT], *lines[-LOOKED_AT:])}.values():
            if len(line.text) <= 200:
                alike[_DIGITS.sub("0", fold(line.text))].append((page.index, line))
    found: set[int] = set()
    for group in alike.values():
        for at, (number, line) in enumerate(group):
            same = {
                other_number
                for other_number, other in group[max(0, at - NEAR) : at + NEAR]
                if abs(other.y - line.y) <= SAME_HEIGHT
                and _numbers_agree(line, number, other, other_number)
            }
            if len(same) >= FEWEST_PAGES:
                found.add(id(line))
    return found


def _numbers_agree(line: Line, page: int, other: Line, other_page: int) -> bool:
    pairs = zip(_numbers(line.text), _numbers(other.text), strict=False)
    return all(one == two or two - one == other_page - page for one, two in pairs)


def _numbers(text: str) -> Iterable[int]:
    return (int(digits) for digits in _DIGITS.findall(text) if len(digits) < 10)


def _is_number(line: Line, page: PageText, lines: Sequence[Line]) -> bool:
    """Whether a line is nothing but the page's number, apart from the text."""
    if not EDGE * page.height > min(line.y, page.height - line.y):
        return False
    if len(line.text) > 30 or not _NUMBER.fullmatch(line.text):
        return False
    others = [abs(each.y - line.y) for each in lines if each is not line]
    return not others or min(others) > 1.5 * line.size
