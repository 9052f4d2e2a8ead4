"""Rows that stand side by side in columns are parted, and put into the order of reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.readers.pdf.page import Row

FEWEST_ROWS = 8
"""Rows of a page that is looked at for columns."""
FEWEST_IN_COLUMN = 6
GUTTER = 0.55
"""Of the size: the least width of the strip between two columns."""
WORD = 0.4
"""Of the size: gaps up to this part words, not columns."""
CROSSED = 0.15
"""Share of rows that may cross the strip: headings over both columns."""
FULL = 0.72
"""Share of its column that the middling row fills; cells of a table fill less."""
CELL_GAP = 1.3
"""Of the size: gaps of a row that part cells."""
POSITIONS = range(60, 141)
"""Where the strip is looked for, in two hundredths of the width of what is written."""


@dataclass(slots=True)
class _Spread:
    """A row with the extents of its clusters, from left to right."""

    row: Row
    extents: list[tuple[float, float]]

    @property
    def wide_gaps(self) -> int:
        count, end = 0, self.extents[0][1]
        for x0, x1 in self.extents:
            count += x0 - end > CELL_GAP * self.row.size
            end = max(end, x1)
        return count

    def around(self, x: float) -> tuple[bool, float | None, float | None]:
        """Whether the row crosses x; where its part left of x ends; where the right one begins."""
        left = max((b for _, b in self.extents if b <= x), default=None)
        right = min((a for a, _ in self.extents if a >= x), default=None)
        hit = any(a < x < b for a, b in self.extents)
        near = left is not None and right is not None and right - left < GUTTER * self.row.size
        return hit or near, left, right


def in_columns(rows: Sequence[Row], right_to_left: bool) -> list[list[Row]]:
    """Blocks of rows in the order of reading: columns, and what stands over all of them."""
    spread = [_Spread(row, extents) for row in rows if (extents := _extents(row))]
    strip = _strip(spread)
    if strip is None:
        return [sorted((each.row for each in spread), key=lambda row: row.y)]
    blocks: list[list[Row]] = []
    right: list[Row] = []
    left: list[Row] = []

    def finish() -> None:
        for side in (right, left) if right_to_left else (left, right):
            if side:
                blocks.append(list(side))
            side.clear()

    for each in sorted(spread, key=lambda each: each.row.y):
        if each.around(strip)[0]:
            finish()
            blocks.append([each.row])
            continue
        for side, part in _parted(each.row, strip, right, left):
            side.append(part)
    finish()
    return _joined(blocks)


def _joined(blocks: list[list[Row]]) -> list[list[Row]]:
    """Rows over all columns that follow one another are one block."""
    joined: list[list[Row]] = []
    for block in blocks:
        if joined and len(block) == 1 == len(joined[-1]) and _close(joined[-1][-1], block[0]):
            joined[-1].extend(block)
        else:
            joined.append(block)
    return joined


def _close(above: Row, below: Row) -> bool:
    return 0 < below.y - above.y < 2.5 * max(above.size, below.size)


def _extents(row: Row) -> list[tuple[float, float]]:
    """Stretches of a row without a gap that a strip would fit in."""
    extents: list[tuple[float, float]] = []
    for cluster in row.inked:
        if extents and cluster.x0 - extents[-1][1] < WORD * row.size:
            extents[-1] = (extents[-1][0], max(extents[-1][1], cluster.x1))
        else:
            extents.append((cluster.x0, cluster.x1))
    return extents


def _strip(spread: Sequence[_Spread]) -> float | None:
    """x of the middlemost strip that parts two columns, None without one."""
    if len(spread) < FEWEST_ROWS:
        return None
    gaps = sorted(each.wide_gaps for each in spread)
    if gaps[len(gaps) * 3 // 4] >= 2:
        return None  # three cells or more in many rows: a table
    begin = min(each.extents[0][0] for each in spread)
    end = max(b for each in spread for _, b in each.extents)
    found: list[tuple[int, int, float]] = []
    for position in POSITIONS:
        x = begin + (end - begin) * position / 200
        crossed = _crossings(spread, x, begin, end)
        if crossed is not None:
            found.append((crossed, abs(position - 100), x))
    return min(found)[2] if found else None


def _crossings(spread: Sequence[_Spread], x: float, begin: float, end: float) -> int | None:
    """Rows that cross a strip at x; None when it does not part two columns."""
    crossed = 0
    fill_left: list[float] = []
    fill_right: list[float] = []
    heights_left: list[float] = []
    heights_right: list[float] = []
    for each in spread:
        hit, left, right = each.around(x)
        if hit:
            crossed += 1
            if crossed > CROSSED * len(spread):
                return None
            continue
        if left is not None:
            fill_left.append((left - each.extents[0][0]) / (x - begin))
            heights_left.append(each.row.y)
        if right is not None:
            fill_right.append((max(b for _, b in each.extents) - right) / (end - x))
            heights_right.append(each.row.y)
    if min(len(fill_left), len(fill_right)) < FEWEST_IN_COLUMN:
        return None
    shared = min(max(heights_left), max(heights_right)) - max(min(heights_left), min(heights_right))
    lower = min(max(heights_left) - min(heights_left), max(heights_right) - min(heights_right))
    if shared <= 0.4 * lower:
        return None
    if min(_median(fill_left), _median(fill_right)) <= FULL:
        return None
    return crossed


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def _parted(row: Row, x: float, right: list[Row], left: list[Row]) -> list[tuple[list[Row], Row]]:
    if row.table >= 0:
        return [(right if row.clusters[0].middle > x else left, row)]
    parts = []
    for side, clusters in (
        (right, [c for c in row.clusters if c.middle > x]),
        (left, [c for c in row.clusters if c.middle <= x]),
    ):
        if any(c.text.strip() for c in clusters):
            parts.append((side, Row(row.y, row.size, clusters)))
    return parts
