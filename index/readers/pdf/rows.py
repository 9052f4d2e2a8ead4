"""Clusters become rows on baselines, and rows become lines of words in the order of reading."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from index.readers.pdf import bidi
from index.readers.pdf.letters import ALEFS, is_mark
from index.readers.pdf.page import ARABIC, PLACE, UNKNOWN, Cluster, Line, Row, Written

SAME_BASELINE = 0.22
"""Of the size: how far apart two baselines of one row may lie."""
MOST_IN_ROW = 2_000
"""Clusters of a row that raised signs are looked for in; a page's width holds 300."""
MOST_LOST_MARKS = 1_000
"""Marks of a page without a letter beside them in the stream, that one is looked for."""
ROWS_BACK = 6
"""Rows above that a cluster may still belong to, marks and raised signs counted."""
WORD_GAP = 0.3
"""Of the size: a gap that is a space, where the font draws its spaces."""
NO_GAP = 0.05
"""Of the size: a space glyph that leaves less than this is none."""
RAISED = 0.2
"""Of the size: how far above its line the number of a note stands."""
_SUPERSCRIPTS = str.maketrans("0123456789٠١٢٣٤٥٦٧٨٩", "⁰¹²³⁴⁵⁶⁷⁸⁹" * 2)
_MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670"
_LAM_ALEF = re.compile(f"ل[{ALEFS}]")


def rows_of(clusters: Sequence[Cluster]) -> list[Row]:
    """Rows from top to bottom; clusters that are only marks are in none of them."""
    rows: list[Row] = []
    for cluster in sorted((c for c in clusters if not is_mark(c.text)), key=lambda c: c.y):
        row = _row_for(cluster, rows)
        if row is None:
            rows.append(Row(cluster.y, cluster.size, [cluster]))
        else:
            row.clusters.append(cluster)
            if cluster.text not in ("", " "):
                row.size = max(row.size, cluster.size)
    return [row for row in _with_raised(rows) if any(c.text.strip() for c in row.clusters)]


def _row_for(cluster: Cluster, rows: Sequence[Row]) -> Row | None:
    for row in reversed(rows[-ROWS_BACK:]):
        inked = cluster.text not in ("", " ")
        limit = SAME_BASELINE * min(row.size, cluster.size) if inked else WORD_GAP * row.size
        if abs(row.y - cluster.y) <= limit:
            return row
    return None


def _with_raised(rows: list[Row]) -> list[Row]:
    """Rows of a few clusters that stand in the gaps of a longer one join it."""
    long = [row for row in rows if _inked_count(row) >= 4]
    heights = [row.y for row in long]
    kept: list[Row] = []
    for row in rows:
        if _inked_count(row) >= 4:
            kept.append(row)
            continue
        near = bisect_left(heights, row.y)
        hosts = [host for host in long[max(0, near - 3) : near + 3] if _takes(host, row)]
        if hosts:
            host = min(hosts, key=lambda each: abs(each.y - row.y))
            for cluster in row.clusters:
                small = cluster.size < 0.85 * host.size and host.y - cluster.y > RAISED * host.size
                if small and cluster.text.isdecimal():
                    cluster.text = cluster.text.translate(_SUPERSCRIPTS)
            host.clusters.extend(row.clusters)
        else:
            kept.append(row)
    return kept


def _inked_count(row: Row) -> int:
    return sum(1 for c in row.clusters if c.text not in ("", " "))


def _takes(host: Row, row: Row) -> bool:
    if abs(host.y - row.y) >= 0.55 * host.size or len(host.clusters) > MOST_IN_ROW:
        return False
    inked = [c for c in row.clusters if c.text not in ("", " ")]
    others = [c for c in host.clusters if c.text not in ("", " ")]
    reach = 1.2 * host.size
    beside = False
    for cluster in inked:
        for other in others:
            shared = min(cluster.x1, other.x1) - max(cluster.x0, other.x0)
            narrower = min(cluster.x1 - cluster.x0 or 1.0, other.x1 - other.x0 or 1.0)
            if shared > 0.35 * narrower:
                return False
            beside = beside or abs(other.x0 - cluster.x1) < reach > abs(cluster.x0 - other.x1)
    return beside


def attach_marks(rows: Sequence[Row], clusters: Sequence[Cluster]) -> None:
    """Give each mark to its neighbour in the content stream that the pen moves towards.

    A stream drawn from left to right has a mark before its letter, one drawn from right to
    left after it.
    """
    lost = 0
    before: Cluster | None = None
    waiting: list[Cluster] = []
    for cluster in (*clusters, None):
        if cluster is not None and cluster.kashida:
            continue
        if cluster is not None and is_mark(cluster.text):
            waiting.append(cluster)
            continue
        for mark in waiting:
            target = _target(mark, before, cluster)
            if target is None and lost < MOST_LOST_MARKS:
                target, lost = _nearest(mark, rows), lost + 1
            if target is not None:
                _give(mark, target)
        waiting.clear()
        before = cluster


def _target(mark: Cluster, before: Cluster | None, after: Cluster | None) -> Cluster | None:
    near = [each for each in (before, after) if each is not None and _near(mark, each)]
    if before is not None and after is not None and abs(before.y - after.y) < 0.5 * mark.size:
        meant = after if after.middle > before.middle else before
        if meant in near:
            return meant
    return min(near, key=lambda each: abs(each.middle - mark.x0), default=None)


def _near(mark: Cluster, other: Cluster) -> bool:
    return (
        abs(other.middle - mark.x0) < 1.2 * mark.size
        and abs(other.y - mark.y) < 1.5 * mark.size
        and bool(ARABIC.search(other.text) or UNKNOWN.match(other.text))
    )


def _nearest(mark: Cluster, rows: Sequence[Row]) -> Cluster | None:
    best, distance = None, float("inf")
    for row in rows:
        if abs(row.y - mark.y) > row.size:
            continue
        for cluster in row.clusters:
            away = abs(mark.x0 - cluster.middle)
            if away < min(distance, cluster.size) and ARABIC.search(cluster.text):
                best, distance = cluster, away
    return best


def _give(mark: Cluster, target: Cluster) -> None:
    """Right of the middle of a lam-alef a mark belongs to the lam, else to what is read last."""
    pair = _LAM_ALEF.match(target.text)
    if pair and mark.middle > target.middle:
        target.text = target.text[:1] + mark.text + target.text[1:]
        return
    held = target.text[len(target.text.rstrip(_MARKS)) :]
    target.text += "".join(each for each in mark.text if each not in held)


def drawn_gaps(row: Row) -> list[tuple[float, int]]:
    """Gaps between neighbours of a row, in sizes, with the font after each."""
    gaps: list[tuple[float, int]] = []
    end = None
    for cluster in row.inked:
        if end is not None:
            gaps.append(((cluster.x0 - end) / row.size, cluster.font))
        end = cluster.x1 if end is None else max(end, cluster.x1)
    return gaps


def line_of(
    row: Row, page: int, word_gaps: dict[int, float], bold: Sequence[bool], marks: Sequence[Cluster]
) -> tuple[Line, Line]:
    """The row as a line, with its brackets mirrored and as they are.

    :param word_gaps: font → gap, in sizes, that is a space where no space glyphs are drawn.
    :param marks: clusters of the page that are only marks with a width of their own.
    """
    pieces = _spaced(row, word_gaps, marks)
    ordered = bidi.reading_order([piece.text for piece in pieces])
    swapped, plain = (_written(pieces, ordered, swap) for swap in (True, False))
    letters = Counter[int]()
    for piece in pieces:
        letters[piece.font] += len(piece.text)
    font = letters.most_common(1)[0][0] if letters else 0
    x0 = min((piece.x0 for piece in pieces), default=0.0)
    x1 = max((piece.x1 for piece in pieces), default=0.0)
    heavy = bool(letters) and bold[font]
    first, second = (
        Line(each, page, x0, x1, row.y, row.size, font, heavy) for each in (swapped, plain)
    )
    return first, second


def words_of(row: Row, word_gaps: dict[int, float]) -> list[list[Cluster]]:
    """The clusters of each word of a row, in the order of reading."""
    pieces = _spaced(row, word_gaps, ())
    words: list[list[Cluster]] = [[]]
    for each in bidi.reading_order([piece.text for piece in pieces]):
        if pieces[each.index].text == " ":
            words.append([])
        else:
            words[-1].append(pieces[each.index])
    return words


def _spaced(row: Row, word_gaps: dict[int, float], marks: Sequence[Cluster]) -> list[Cluster]:
    """What is read of a row, from left to right, with a space for each gap between words."""
    clusters = sorted(row.clusters, key=lambda c: c.middle)
    size = row.size
    spaces = [c for c in clusters if c.text == " "]
    inked = [c for c in clusters if c.text != " "]
    limit = WORD_GAP if len(spaces) > 1 else _gap_without_spaces(row, word_gaps)
    pieces: list[Cluster] = []
    last: Cluster | None = None
    end = 0.0
    at = 0
    for cluster in inked:
        pending = False
        while at < len(spaces) and spaces[at].middle <= cluster.middle:
            pending, at = True, at + 1
        if last is not None:
            if _drawn_twice(last, cluster):
                continue
            gap = cluster.x0 - end
            drawn = pending and gap > NO_GAP * size
            if pieces and (drawn or gap > limit * size):
                space = Cluster(" ", end, cluster.x0, cluster.y, cluster.size, cluster.font, -1)
                if drawn or not _filled(space, last, cluster, marks, size):
                    pieces.append(space)
        if cluster.text:
            pieces.append(cluster)
        end = cluster.x1 if last is None else max(end, cluster.x1)
        last = cluster
    while pieces and pieces[-1].text == " ":
        pieces.pop()
    return pieces


def _drawn_twice(one: Cluster, other: Cluster) -> bool:
    """Whether a glyph is drawn again a hair beside itself, to look bold or to cast a shadow."""
    return (
        bool(one.text)
        and one.text == other.text
        and one.font == other.font
        and other.x0 - one.x0 < 0.12 * one.size
        and other.x0 - one.x0 < 0.5 * (one.x1 - one.x0)
    )


def _filled(
    gap: Cluster, left: Cluster, right: Cluster, marks: Sequence[Cluster], size: float
) -> bool:
    """Whether a gap is no space: a kashida ends at it, or a mark's box lies in it."""
    if left.kashida or right.kashida:
        return True
    return any(
        abs(mark.y - gap.y) < 0.9 * size
        and min(mark.x1, gap.x1) - max(mark.x0, gap.x0) > 0.6 * (gap.x1 - gap.x0)
        for mark in marks
    )


def _gap_without_spaces(row: Row, word_gaps: dict[int, float]) -> float:
    gaps = drawn_gaps(row)
    fonts = Counter(font for _, font in gaps)
    known = word_gaps.get(fonts.most_common(1)[0][0]) if fonts else None
    if known is not None:
        return known
    return widest_jump([gap for gap, _ in gaps])


def widest_jump(gaps: Sequence[float]) -> float:
    """The gap from which on gaps are spaces, where a line draws none: the middle of the widest
    jump among them, 0.1 to 0.17 of the size.
    """
    found = sorted([0.06, *(gap for gap in gaps if 0.06 < gap < 0.5)])
    if len(found) <= 3:
        return 0.12
    jumps = [(found[at + 1] - found[at], at) for at in range(len(found) - 1) if found[at] < 0.2]
    _, at = max(jumps, key=lambda jump: (jump[0], -jump[1]))
    return min(0.17, max(0.1, (found[at] + found[at + 1]) / 2))


def _written(pieces: Sequence[Cluster], ordered: Sequence[bidi.Ordered], swap: bool) -> Written:
    letters: list[str] = []
    places: array[float] = array("f")
    for each in ordered:
        piece = pieces[each.index]
        text = bidi.mirrored(piece.text) if swap and each.mirrors else piece.text
        letters.append(text)
        places.extend((piece.x0, piece.x1, piece.y, piece.size) * len(text))
    return composed("".join(letters), places)


def composed(text: str, places: array[float]) -> Written:
    """The text in normal form C, without the second of two spaces, with the places of its letters.

    Each code point takes the place of the letter that begins its combining sequence.
    """
    if unicodedata.is_normalized("NFC", text) and "  " not in text:
        return Written(text, places)
    letters: list[str] = []
    kept: array[float] = array("f")
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        sequence = unicodedata.normalize("NFC", text[at:end])
        if not (sequence == " " and letters and letters[-1].endswith(" ")):
            letters.append(sequence)
            kept.extend(places[PLACE * at : PLACE * at + PLACE] * len(sequence))
        at = end
    return Written("".join(letters), kept)
