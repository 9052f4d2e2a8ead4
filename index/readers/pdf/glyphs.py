"""The glyphs of a page become clusters, each with its letters in logical order.

A span that names its text (`ActualText`) is one cluster; else every glyph is one. A glyph drawn
inside another that carries the text of both (a hamza, dots, a mark) gives its letters away.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from index.readers.pdf.dots import with_dots
from index.readers.pdf.letters import ALEFS, Fonts, clean, is_mark, parted
from index.readers.pdf.page import ARABIC, UNKNOWN, Cluster, PageGlyphs, Ruling

if TYPE_CHECKING:
    from playa import Page
    from playa.content import ContentObject, PathObject, TextObject

MAX_OBJECTS = 150_000
"""Texts, paths and images of one page; a page with more is a drawing, or hostile."""
MAX_GLYPHS = 100_000
"""Of one page; a full newspaper page has 15 000."""
MAX_RULINGS = 4_000
INVISIBLE = 3
"""Rendering mode of text that is not drawn: under a scan it was recognised from it."""
SLANT = 0.05
"""Tangent from which a line of text is slanted."""
THIN = 3.0
"""Points: what is narrower is a ruling, not an area."""

_HAMZAS = "\u0653\u0654\u0655"


class TooMuch(Exception):
    """A page holds more than any page that is to be read."""


def page_glyphs(page: Page, fonts: Fonts) -> PageGlyphs:
    """Take what is drawn on a page.

    :raises TooMuch: over `MAX_OBJECTS` or `MAX_GLYPHS`.
    """
    width, height = page.width, page.height
    if page.rotate in (90, 270):
        width, height = height, width
    found = PageGlyphs(width, height, 0, [], [])
    pen = _Pen(fonts)
    for number, each in enumerate(page.flatten()):
        if number > MAX_OBJECTS or pen.count > MAX_GLYPHS:
            raise TooMuch
        kind = each.object_type
        if kind == "text":
            pen.write(each)  # type: ignore[arg-type]  # object_type says which class it is
        elif kind == "path" and len(found.rulings) < MAX_RULINGS:
            found.rulings.extend(_rulings(each))  # type: ignore[arg-type]  # as above
        elif kind == "image":
            found.images += _share(each, width, height)
    _take(pen, found)
    found.clusters = with_dots(found.clusters)
    found.hidden = pen.hidden > 0.5 * pen.count
    _learn(found.clusters, fonts)
    found.clusters = merged(found.clusters)
    return found


def _learn(clusters: list[Cluster], fonts: Fonts) -> None:
    """Where a mark that is named by its whole cluster is first drawn, the letter beside it that
    has no Unicode is its cluster's.
    """
    if not any(UNKNOWN.match(cluster.text) for cluster in clusters):
        fonts.whole_clusters.clear()
        return
    for at, cluster in enumerate(clusters):
        letters = fonts.whole_clusters.pop((cluster.font, cluster.glyph), "")
        for beside in clusters[at + 1 : at + 2] + clusters[max(0, at - 1) : at]:
            glyph = (beside.font, beside.glyph)
            reach = 0.3 * beside.size
            over = beside.x0 - reach <= cluster.middle <= beside.x1 + reach
            if letters and beside.text not in fonts.said and UNKNOWN.match(beside.text) and over:
                fonts.learned.setdefault(glyph, letters)
                break
    for cluster in clusters:
        if UNKNOWN.match(cluster.text):
            cluster.text = fonts.learned.get((cluster.font, cluster.glyph), cluster.text)


class _Pen:
    """Follows the content stream; keeps clusters apart by the direction that they are written in.

    Directions count quarter turns clockwise; 4 stands for any slant.
    """

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._span: object = None
        self.count = self.hidden = 0
        self.clusters: tuple[list[Cluster], ...] = ([], [], [], [], [])

    def write(self, text: TextObject) -> None:
        font = text.gstate.font
        size_set = text.gstate.fontsize
        before = self.count
        if font is None or not size_set:
            return
        a, b, c, d, x, y = text.matrix
        direction = _direction(a, b)
        clusters = self.clusters[direction]
        size = (c * c + d * d) ** 0.5 or abs(a) or 1.0
        number = self._fonts.number(font)
        spacing = text.gstate.charspace / size_set
        word_spacing = 0.0 if font.multibyte else text.gstate.wordspace / size_set
        span = _actual_text(text)
        if span is None:
            self._span = None
        along = 0.0
        for piece in text.args:
            if not isinstance(piece, bytes):
                along -= piece * 0.001
                continue
            for code, letters in font.decode(piece):
                advance = font.hdisp(code)
                x0, y0 = x + along * a, y + along * b
                x1, y1 = x0 + advance * a, y0 + advance * b
                along += advance + spacing + (word_spacing if code == 32 else 0.0)
                self.count += 1
                box = _turned_box(direction, x0, y0, x1, y1)
                if span is not None:
                    self._draw_in_span(clusters, span, box, size, number)
                    continue
                told = self._fonts.text(number, code, letters or "")
                clusters.append(Cluster(told, *box, size, number, code))
        if text.gstate.render_mode == INVISIBLE:
            self.hidden += self.count - before

    def _draw_in_span(
        self,
        clusters: list[Cluster],
        span: tuple[object, str],
        box: tuple[float, float, float],
        size: float,
        font: int,
    ) -> None:
        x0, x1, y = box
        if self._span is span[0] and clusters:
            last = clusters[-1]
            if x1 - x0 > last.widest:
                last.y, last.widest = y, x1 - x0
            last.x0, last.x1 = min(last.x0, x0), max(last.x1, x1)
        else:
            self._span = span[0]
            clusters.append(Cluster(clean(span[1]), x0, x1, y, size, font, -1, x1 - x0))


def _direction(a: float, b: float) -> int:
    if abs(b) <= SLANT * abs(a):
        return 0 if a >= 0 else 2
    if abs(a) <= SLANT * abs(b):
        return 1 if b >= 0 else 3
    return 4


def _turned_box(
    direction: int, x0: float, y0: float, x1: float, y1: float
) -> tuple[float, float, float]:
    """Extent along the line of text and baseline, for text turned back; the origin not moved."""
    if direction == 1:
        x0, x1, y0 = y0, y1, -x0
    elif direction == 2:
        x0, x1, y0 = -x0, -x1, -y0
    elif direction == 3:
        x0, x1, y0 = -y0, -y1, x0
    return (x0, x1, y0) if x0 <= x1 else (x1, x0, y0)


def _take(pen: _Pen, found: PageGlyphs) -> None:
    """Keep the direction that most is written in, from the corner where it begins."""
    turn = max(range(4), key=lambda each: (len(pen.clusters[each]), -each))
    found.turn = turn
    found.aside = sum(len(each) for each in pen.clusters) - len(pen.clusters[turn])
    found.images = min(found.images, 1.0)
    width, height = found.width, found.height
    right, down = ((0.0, 0.0), (0.0, width), (width, height), (height, 0.0))[turn]
    if turn:
        for cluster in pen.clusters[turn]:
            cluster.x0 += right
            cluster.x1 += right
            cluster.y += down
        found.rulings = [_turned_ruling(each, turn, right, down) for each in found.rulings]
    if turn in (1, 3):
        found.width, found.height = height, width
    found.clusters = pen.clusters[turn]


def _turned_ruling(ruling: Ruling, turn: int, right: float, down: float) -> Ruling:
    x0, x1, y0 = _turned_box(turn, ruling.x0, ruling.y0, ruling.x1, ruling.y1)
    _, _, y1 = _turned_box(turn, ruling.x1, ruling.y1, ruling.x0, ruling.y0)
    y0, y1 = min(y0, y1), max(y0, y1)
    return Ruling(x0 + right, y0 + down, x1 + right, y1 + down)


def _actual_text(text: TextObject) -> tuple[object, str] | None:
    """The innermost span around a text that names what it stands for."""
    for content in reversed(text.mcstack):
        named = content.props.get("ActualText") if content.props else None
        if named is not None:
            return content, named if isinstance(named, str) else _decoded(named)
    return None


def _decoded(named: object) -> str:
    if not isinstance(named, bytes):
        return ""
    if named[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return named.decode("utf-16", "ignore")
    if named[:3] == b"\xef\xbb\xbf":
        return named[3:].decode("utf-8", "ignore")
    return named.decode("latin-1")


def _rulings(path: PathObject) -> Iterator[Ruling]:
    segments = list(path.segments) if len(path.raw_segments) <= 64 else []
    if not segments:
        return
    if path.stroke:
        begin = at = segments[0].points[-1] if segments[0].points else (0.0, 0.0)
        for segment in segments:
            to = segment.points[-1] if segment.points else begin
            if segment.operator in ("l", "h") and to != at:
                ruling = Ruling(
                    min(at[0], to[0]), min(at[1], to[1]), max(at[0], to[0]), max(at[1], to[1])
                )
                if min(ruling.x1 - ruling.x0, ruling.y1 - ruling.y0) < 0.5:
                    yield ruling
            if segment.operator == "m":
                begin = to
            at = to
    else:
        x0, y0, x1, y1 = path.bbox
        if min(x1 - x0, y1 - y0) <= THIN < max(x1 - x0, y1 - y0):
            yield Ruling(x0, y0, x1, y1)


def _share(image: ContentObject, width: float, height: float) -> float:
    box = image.bbox
    if box is None or width <= 0 or height <= 0:
        return 0.0
    across = max(0.0, min(box[2], width) - max(box[0], 0.0))
    return across * max(0.0, min(box[3], height) - max(box[1], 0.0)) / (width * height)


def merged(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Clusters in their order, without glyphs that are drawn inside another and name its text."""
    gone: set[int] = set()
    last = len(clusters)
    for number, inner in enumerate(clusters):
        wide = inner.x1 - inner.x0 > 0.02 * inner.size
        if wide and inner.y == clusters[number - 1].y == clusters[(number + 1) % last].y:
            continue  # what is drawn inside another is moved off the baseline or has no width
        if not ARABIC.search(inner.text):
            continue
        beside = [
            clusters[other]
            for step in (1, -1)
            if (other := _next_letter(clusters, number, step)) is not None and other not in gone
        ]
        own = [other for other in beside if parted(other.text)[0] == parted(inner.text)[0]]
        if any(_gives_away(inner, other) for other in own or beside):
            gone.add(number)
        elif inner.text[0] in ALEFS:
            for lam in beside:
                _leave_alef(lam, inner)
    return [cluster for number, cluster in enumerate(clusters) if number not in gone]


def _leave_alef(lam: Cluster, alef: Cluster) -> None:
    """A lam that is named lam-alef beside the glyph of its alef is a lam."""
    letters, marks = parted(lam.text)
    touches = abs(alef.x1 - lam.x0) < 0.1 * lam.size
    if touches and letters == "لا" and parted(alef.text)[0] == "ا":
        lam.text = "ل" + "".join(mark for mark in marks if mark not in _HAMZAS)


def _next_letter(clusters: Sequence[Cluster], at: int, step: int) -> int | None:
    """The next cluster in the stream that is not only marks, at most three of these apart."""
    for other in range(at + step, at + 5 * step, step):
        if not 0 <= other < len(clusters):
            return None
        if not is_mark(clusters[other].text):
            return other
    return None


def _gives_away(inner: Cluster, outer: Cluster) -> bool:
    """Whether `inner` is drawn inside `outer`, which has its text now or had it."""
    width, size = inner.x1 - inner.x0, inner.size
    by_parts = width <= 0.02 * size and inner.text == outer.text
    if by_parts and abs(inner.middle - outer.middle) < size:
        return True
    if width >= outer.x1 - outer.x0 or outer.text == " " or is_mark(outer.text):
        return False
    if abs(inner.y - outer.y) < 0.02 * size and width > 0.02 * size:
        return False  # a mark is moved off the baseline or has no width
    reach = (0.2 if width <= 0.02 * size else 0.05) * size
    if not outer.x0 - reach <= inner.middle <= outer.x1 + reach:
        return False
    if not ARABIC.search(outer.text):
        outer.text = inner.text
        return True
    letters, marks = parted(inner.text)
    outer_letters, outer_marks = parted(outer.text)
    if (
        outer_letters[-1:] == "ل"
        and letters[:1] in ("ا", "أ", "إ", "آ")
        and abs(inner.y - outer.y) < (1.6 if width <= 0.02 * size else 0.6) * size
    ):
        outer.text += inner.text  # alef drawn inside lam
        return True
    on_alef = len(letters) == 1 and width <= 0.02 * size and outer_letters == "ا"
    if on_alef or letters == outer_letters:
        new = "".join(mark for mark in marks if mark not in outer_marks)
        outer.text = unicodedata.normalize("NFC", outer.text + new)
        return True
    return outer_letters.startswith(letters) or outer_letters.endswith(letters)
