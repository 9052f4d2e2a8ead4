"""What the pages show of the fonts: which glyphs only stretch a line, which gap is a space.

Learned from pages spread over the document, before any of its lines is written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.arabic import fold
from index.readers.pdf.legibility import is_known
from index.readers.pdf.page import ARABIC, UNKNOWN, Cluster, Row
from index.readers.pdf.rows import drawn_gaps

Glyph = tuple[int, int]
"""Number of the font, code in it."""

MOSTLY_KNOWN = 0.5
"""Share of known words from which the unknown ones speak against their glyphs."""
FEWEST_WRONG, RIGHT = 5, 0.25
"""Different words that are none with a doubtful glyph; of these, how many may be words."""
NOT_JOINING = frozenset("اأإآدذرزوؤةىء")
"""Letters that no kashida can follow."""
TOUCHES = 0.12
"""Of the size: what is nearer than this joins."""
ENOUGH_GAPS = 60
"""Gaps of a font from which its space can be told."""


@dataclass(slots=True)
class FontFacts:
    """Of the fonts of one document."""

    kashidas: frozenset[Glyph] = frozenset()
    """Glyphs that stretch a line, whatever Unicode the file gives them."""
    word_gaps: dict[int, float] = field(default_factory=dict)
    """Font → gap, in sizes, from which two words are apart."""


def facts_of(pages: Iterable[list[Row]]) -> FontFacts:
    """Learn from the rows of some pages."""
    count = _Count()
    for rows in pages:
        for row in rows:
            count.add(row)
    return FontFacts(frozenset(count.kashidas()), count.word_gaps())


def doubtful_glyphs(words: Iterable[Sequence[Cluster]]) -> list[Glyph]:
    """Glyphs that stand in many words that are none, and in hardly any that is one.

    Empty in a text of which few words are known: it is not this glyph's fault.

    :param words: each its clusters in the order of reading.
    """
    known: dict[Glyph, set[str]] = defaultdict(set)
    unknown: dict[Glyph, set[str]] = defaultdict(set)
    good = total = 0
    for word in words:
        text = fold("".join(cluster.text for cluster in word))
        if len(text) < 3 or not ARABIC.fullmatch(text[0]):
            continue
        total += 1
        good += is_known(text)
        for cluster in word:
            if cluster.glyph >= 0 and ARABIC.match(cluster.text):
                side = known if is_known(text) else unknown
                side[cluster.font, cluster.glyph].add(text)
    if good < MOSTLY_KNOWN * total:
        return []
    return [
        glyph
        for glyph, wrong in unknown.items()
        if len(wrong) >= FEWEST_WRONG and len(known[glyph]) <= RIGHT * len(wrong)
    ]


def blank_kashidas(rows: Iterable[Row], kashidas: frozenset[Glyph]) -> None:
    """Kashidas keep their room and lose their text."""
    if not kashidas:
        return
    for row in rows:
        for cluster in row.clusters:
            if (cluster.font, cluster.glyph) in kashidas:
                cluster.text, cluster.kashida = "", True


class _Count:
    def __init__(self) -> None:
        self._seen = Counter[Glyph]()
        self._between = Counter[Glyph]()
        self._spaces = Counter[Glyph]()
        self._apart = Counter[Glyph]()
        self._repeated = Counter[Glyph]()
        self._blank: set[Glyph] = set()
        self._gaps: dict[int, list[float]] = defaultdict(list)

    def add(self, row: Row) -> None:
        clusters = sorted(row.clusters, key=lambda c: c.middle)
        for at, cluster in enumerate(clusters):
            no_width = cluster.x1 - cluster.x0 < 0.02 * cluster.size
            if cluster.glyph < 0 or no_width or ARABIC.search(cluster.text):
                continue
            self._note(clusters, at)
        if sum(1 for c in clusters if c.text == " ") < 2:
            for gap, font in drawn_gaps(row):
                if gap < 0.6:
                    self._gaps[font].append(gap)

    def _note(self, clusters: list[Cluster], at: int) -> None:
        cluster = clusters[at]
        glyph = (cluster.font, cluster.glyph)
        low, high = at - 1, at + 1
        while low >= 0 and _is(clusters[low], glyph):
            low -= 1
        while high < len(clusters) and _is(clusters[high], glyph):
            high += 1
        left = clusters[low] if low >= 0 else None
        right = clusters[high] if high < len(clusters) else None
        arabic = (
            left is not None
            and right is not None
            and ARABIC.search(left.text) is not None
            and ARABIC.search(right.text) is not None
        )
        if cluster.text == " ":
            self._spaces[glyph] += 1
            if not arabic or right is None or _last_letter(right.text) in NOT_JOINING:
                self._apart[glyph] += 1
            return
        self._seen[glyph] += 1
        self._repeated[glyph] += high - low > 2
        if UNKNOWN.match(cluster.text):
            self._blank.add(glyph)
        if arabic and low >= 0 and high < len(clusters):
            before = cluster.x0 - max(each.x1 for each in clusters[low:at])
            after = clusters[at + 1].x0 - cluster.x1
            blank = glyph in self._blank
            if (min if blank else max)(before, after) < TOUCHES * cluster.size:
                self._between[glyph] += 1

    def kashidas(self) -> set[Glyph]:
        """A glyph that everywhere joins two Arabic letters, one without Unicode only if it also
        joins itself; a space that never ends a word.
        """
        stretching = {
            glyph
            for glyph, seen in self._seen.items()
            if self._between[glyph] >= max(2, 0.8 * seen)
            and (glyph not in self._blank or self._repeated[glyph] > 0.1 * seen)
        }
        spaces = {
            glyph for glyph, seen in self._spaces.items() if seen >= 4 and not self._apart[glyph]
        }
        return stretching | spaces

    def word_gaps(self) -> dict[int, float]:
        """For fonts whose gaps fall into two heaps with a valley between them."""
        found: dict[int, float] = {}
        for font, gaps in self._gaps.items():
            if len(gaps) >= ENOUGH_GAPS:
                valley = _valley(gaps)
                if valley is not None:
                    found[font] = valley
        return found


def _is(cluster: Cluster, glyph: Glyph) -> bool:
    return (cluster.font, cluster.glyph) == glyph


def _last_letter(text: str) -> str:
    letters = ARABIC.findall(text)
    return letters[-1] if letters else ""


def _valley(gaps: list[float]) -> float | None:
    """The middle of the emptiest stretch between gaps in a word and gaps of words.

    Heaps of hundredths of the size, 0.03 to 0.3; None where no stretch is nearly empty.
    """
    heaps = [0] * 60
    for gap in gaps:
        if 0 <= gap < 0.6:
            heaps[int(gap * 100)] += 1
    words = sum(heaps[12:])
    if words < 12:
        return None
    few = max(1, round(0.004 * words))
    best: tuple[int, int] | None = None
    start = None
    for at in range(3, 31):
        if heaps[at] <= few and at < 30:
            start = at if start is None else start
        elif start is not None:
            if (best is None or at - start > best[1] - best[0]) and sum(heaps[at:]) > 0.5 * words:
                best = (start, at)
            start = None
    if best is None or best[1] - best[0] < 2:
        return None
    return (best[0] + best[1]) / 200
