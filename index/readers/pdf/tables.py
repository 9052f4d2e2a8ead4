"""Tables of a page: cells within rulings, and cells that only gaps part.

A cell may hold several lines; they are read before the next cell is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.readers.pdf.page import Cluster, Row, Ruling

MEETS = 3.0
"""Points: rulings that are nearer than this meet."""
SHORTEST = 6.0
"""Points: shorter rulings are ornaments, underlines of a letter, dashes."""
LEAST_CELLS = 4
MOST_CELLS = 4_000
"""Of one grid; more are a drawing or millimetre paper."""
CELL_GAP = 1.1
"""Of the size: the least gap between cells that are not ruled."""
FEWEST_ROWS = 3
"""Rows with cells of a table that is not ruled."""
FEWEST_CELLS = 3
NEW_ROW = 1.25
"""Of the usual distance of its lines: from here on a line of an unruled table is a new row."""


@dataclass(slots=True)
class Grid:
    """A table's place on the page, and what stands in each cell."""

    x0: float
    y0: float
    x1: float
    y1: float
    cells: list[list[list[Row]]]
    """Rows from top to bottom, cells from left to right, each the rows of text in it."""


def ruled_tables(rulings: Sequence[Ruling], rows: Sequence[Row]) -> tuple[list[Grid], list[Row]]:
    """Tables within rulings, and the rows that stand in none of them."""
    grids: list[Grid] = []
    rest = list(rows)
    for group in _touching([each for each in rulings if _long(each)]):
        columns = _levels([x for each in group if not each.lies for x in (each.x0, each.x1)])
        lines = _levels([y for each in group if each.lies for y in (each.y0, each.y1)])
        if min(len(columns), len(lines)) < 2 or (len(columns) - 1) * (len(lines) - 1) < LEAST_CELLS:
            continue
        if len(columns) < 3 or len(columns) * len(lines) > MOST_CELLS:
            continue
        grid, rest = _filled(group, columns, lines, rest)
        if grid is not None:
            grids.append(grid)
    return grids, rest


def _long(ruling: Ruling) -> bool:
    return max(ruling.x1 - ruling.x0, ruling.y1 - ruling.y0) >= SHORTEST


def _touching(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Rulings in groups that hang together."""
    groups: list[tuple[list[float], list[Ruling]]] = []
    for each in sorted(rulings, key=lambda ruling: ruling.y0):
        box = [each.x0 - MEETS, each.y0 - MEETS, each.x1 + MEETS, each.y1 + MEETS]
        members = [each]
        apart = []
        for other, theirs in groups:
            if (
                box[0] <= other[2]
                and other[0] <= box[2]
                and box[1] <= other[3]
                and other[1] <= box[3]
            ):
                members = theirs + members
                box = [
                    min(box[0], other[0]),
                    min(box[1], other[1]),
                    max(box[2], other[2]),
                    max(box[3], other[3]),
                ]
            else:
                apart.append((other, theirs))
        groups = [*apart, (box, members)]
    return [members for _, members in groups]


def _levels(values: Sequence[float]) -> list[float]:
    """Distinct coordinates, those that meet counted once."""
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > MEETS:
            levels.append(value)
    return levels


def _filled(
    group: Sequence[Ruling], columns: list[float], lines: list[float], rows: Sequence[Row]
) -> tuple[Grid | None, list[Row]]:
    left, right, top, bottom = columns[0], columns[-1], lines[0], lines[-1]
    cells: list[list[list[Cluster]]] = [[[] for _ in columns[1:]] for _ in lines[1:]]
    owner = _merged_cells(group, columns, lines)
    rest: list[Row] = []
    for row in rows:
        outside = []
        for cluster in row.clusters:
            height = cluster.y - 0.3 * cluster.size
            if not (left - 1 <= cluster.middle <= right + 1 and top <= height <= bottom):
                outside.append(cluster)
                continue
            line, column = _slot(lines, height), _slot(columns, cluster.middle)
            line, column = owner[line][column]
            cells[line][column].append(cluster)
        if len(outside) == len(row.clusters):
            rest.append(row)
        elif any(c.text.strip() for c in outside):
            rest.append(Row(row.y, row.size, outside))
    filled = sum(any(c.text.strip() for c in cell) for line in cells for cell in line)
    if filled < 2:
        return None, list(rows)
    read = [[_regrouped(cell) for cell in line] for line in cells]
    return Grid(left, top, right, bottom, [line for line in read if any(line)]), rest


def _slot(levels: Sequence[float], value: float) -> int:
    """The slot between two levels that a value lies in; the first or last when in none."""
    for at, end in enumerate(levels[1:-1]):
        if value <= end:
            return at
    return len(levels) - 2


def _merged_cells(
    group: Sequence[Ruling], columns: Sequence[float], lines: Sequence[float]
) -> list[list[tuple[int, int]]]:
    """For each slot of the grid the slot that holds its text: of cells between which no ruling
    runs, the upper left one.
    """
    upright = [each for each in group if not each.lies]
    lying = [each for each in group if each.lies]
    owner: list[list[tuple[int, int]]] = []
    for line, (top, bottom) in enumerate(pairwise(lines)):
        owner.append([])
        for column, (left, right) in enumerate(pairwise(columns)):
            here = (line, column)
            middle_y, middle_x = (top + bottom) / 2, (left + right) / 2
            if column and not any(
                abs(each.x0 - left) <= MEETS and each.y0 <= middle_y <= each.y1 for each in upright
            ):
                here = owner[line][column - 1]
            elif line and not any(
                abs(each.y0 - top) <= MEETS and each.x0 <= middle_x <= each.x1 for each in lying
            ):
                here = owner[line - 1][column]
            owner[line].append(here)
    return owner


def _regrouped(clusters: Sequence[Cluster]) -> list[Row]:
    """Clusters of one cell in rows again."""
    rows: list[Row] = []
    for cluster in sorted(clusters, key=lambda c: c.y):
        if rows and abs(rows[-1].y - cluster.y) <= 0.45 * max(rows[-1].size, cluster.size):
            rows[-1].clusters.append(cluster)
            rows[-1].size = max(rows[-1].size, cluster.size)
        else:
            rows.append(Row(cluster.y, cluster.size, [cluster]))
    return [row for row in rows if any(c.text.strip() for c in row.clusters)]


def unruled_tables(rows: Sequence[Row]) -> tuple[list[Grid], list[Row]]:
    """Tables whose cells only gaps part, and the rows that stand in none of them.

    Three rows or more with three cells or more, over which the same strips are empty.
    """
    ordered = sorted(rows, key=lambda row: row.y)
    cells = [_segments(row) for row in ordered]
    grids: list[Grid] = []
    rest: list[Row] = []
    at = 0
    while at < len(ordered):
        end = _end_of_table(ordered, cells, at)
        if end - at >= FEWEST_ROWS:
            strips = _strips(cells[at:end])
            grids.append(_unruled(ordered[at:end], strips))
            at = end
        else:
            rest.append(ordered[at])
            at += 1
    return grids, rest


def _segments(row: Row) -> list[tuple[float, float]]:
    segments: list[tuple[float, float]] = []
    for cluster in row.inked:
        if segments and cluster.x0 - segments[-1][1] <= CELL_GAP * row.size:
            segments[-1] = (segments[-1][0], max(segments[-1][1], cluster.x1))
        else:
            segments.append((cluster.x0, cluster.x1))
    return segments


def _end_of_table(
    rows: Sequence[Row], cells: Sequence[list[tuple[float, float]]], start: int
) -> int:
    """One past the last row of a table that begins at `start`; `start` when none does."""
    if len(cells[start]) < FEWEST_CELLS:
        return start
    end, full = start + 1, 1
    best = start
    while end < len(rows) and rows[end].y - rows[end - 1].y < 3.5 * rows[end].size:
        if len(_strips(cells[start : end + 1])) + 1 < max(FEWEST_CELLS, len(cells[start])):
            break
        full += len(cells[end]) >= FEWEST_CELLS
        end += 1
        if full >= FEWEST_ROWS:
            best = end
    return best


def _strips(cells: Sequence[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """What is empty in all rows, between what is written."""
    strips: list[tuple[float, float]] = []
    reach: float | None = None
    for x0, x1 in sorted(segment for row in cells for segment in row):
        if reach is not None and x0 - reach > 4.0:
            strips.append((reach, x0))
        reach = x1 if reach is None else max(reach, x1)
    return strips


def _unruled(rows: Sequence[Row], strips: Sequence[tuple[float, float]]) -> Grid:
    borders = [(a + b) / 2 for a, b in strips]
    lines = [_parted(row, borders) for row in rows]
    pitches = sorted(below.y - above.y for above, below in pairwise(rows))
    usual = pitches[len(pitches) // 4]
    uneven = pitches[-1] > NEW_ROW * usual
    table: list[list[list[Row]]] = []
    for number, line in enumerate(lines):
        pitch = rows[number].y - rows[number - 1].y if number else 0.0
        new = pitch > NEW_ROW * usual if uneven else bool(line[-1])
        if not table or new:
            table.append([[] for _ in line])
        for column, row in enumerate(line):
            table[-1][column].extend(row)
    inked = [cluster for row in rows for cluster in row.inked]
    return Grid(
        min(c.x0 for c in inked),
        rows[0].y - rows[0].size,
        max(c.x1 for c in inked),
        rows[-1].y,
        table,
    )


def _parted(row: Row, borders: Sequence[float]) -> list[list[Row]]:
    slots: list[list[Cluster]] = [[] for _ in range(len(borders) + 1)]
    for cluster in row.clusters:
        slots[sum(cluster.middle > border for border in borders)].append(cluster)
    return [
        [Row(row.y, row.size, slot)] if any(c.text.strip() for c in slot) else [] for slot in slots
    ]
