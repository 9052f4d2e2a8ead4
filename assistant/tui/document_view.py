"""A whole document on the screen: only the lines in sight are laid out, so size costs nothing.

The place is held as a line of the text and not as a row, of which nobody could say how many
stand above without laying them all out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from assistant.controls import visible
from assistant.tui.content import RtlContent
from assistant.tui.text import Part, paragraphs
from index.arabic import next_boundary
from index.types import Span

LONGEST_PIECE = 2_000
"""Code points laid out at once; a longer paragraph is cut between words."""
PIECES_KEPT = 400
"""Pieces whose lines are remembered: some screens' worth."""
WHEEL_ROWS = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the document that is shown in a style."""

    start: int
    end: int
    style: str


class DocumentView(Widget, can_focus=True):
    """Shows `text` from the row that `top` names: a piece of the text, and a row within it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "rows(-1)", show=False),
        Binding("down", "rows(1)", show=False),
        Binding("pageup", "pages(-1)", show=False),
        Binding("pagedown,space", "pages(1)", show=False),
        Binding("home", "to(0)", show=False),
        Binding("end", "to(1)", show=False),
    ]

    class Moved(Message):
        """Other lines are in sight."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self._starts = piece_starts(text)
        self._marks: Sequence[Mark] = ()
        self._laid_out: OrderedDict[int, list[Strip]] = OrderedDict()
        self._top = (0, 0)
        self._strips: list[tuple[int, int, Strip]] | None = None

    @property
    def position(self) -> int:
        """The first code point of the first piece in sight."""
        return self._starts[self._top[0]]

    @property
    def end_position(self) -> int:
        """One past the last code point in sight, to the end of its piece."""
        return self._piece(self._in_sight()[-1][0]).end

    def mark(self, marks: Sequence[Mark]) -> None:
        """:param marks: in order, not overlapping."""
        self._marks = marks
        self._laid_out.clear()
        self._redraw()

    def go_to(self, position: int) -> None:
        """Bring a place of the text to a third of the screen's height, unless it is near there."""
        piece = bisect_right(self._starts, position) - 1
        place = (piece, self._row_of(piece, position))
        near = self._in_sight()[: 2 * self.size.height // 3]
        if place not in [(seen, row) for seen, row, _ in near]:
            self._top = self._moved(place, -(self.size.height // 3))
            self._stop_at_end()
            self._redraw()

    def go_to_share(self, share: float) -> None:
        """:param share: of the text's length, from 0 to 1."""
        position = int(share * len(self.text))
        self._top = (bisect_right(self._starts, position) - 1, 0)
        self._stop_at_end()
        self._redraw()

    def action_rows(self, rows: int) -> None:
        self._top = self._moved(self._top, rows)
        self._stop_at_end()
        self._redraw()

    def action_pages(self, pages: int) -> None:
        self.action_rows(pages * max(1, self.size.height - 1))

    def action_to(self, share: int) -> None:
        self.go_to_share(share)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.action_rows(WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.action_rows(-WHEEL_ROWS)

    def on_resize(self) -> None:
        self._laid_out.clear()
        self._top = (self._top[0], 0)
        self._redraw()

    def render_line(self, y: int) -> Strip:
        rows = self._in_sight()
        if y >= len(rows):
            return Strip.blank(self.size.width, self.rich_style)
        return rows[y][2].adjust_cell_length(self.size.width, self.rich_style)

    # What the mouse selects: pieces are its lines, so that offsets do not depend on the screen.

    def offset_at(self, x: int, y: int) -> Offset | None:
        """The code point, and the piece that it is counted in, under a cell."""
        rows = self._in_sight()
        if not 0 <= y < len(rows):
            return None
        piece, row, _ = rows[y]
        at = self._content(piece).offset_at(x, row, self.size.width)
        return None if at is None else Offset(at.x, piece)

    def get_selection(self, selection: Selection) -> tuple[str, str]:
        first = selection.start or Offset(0, 0)
        last = selection.end or Offset(LONGEST_PIECE, len(self._starts) - 1)
        texts = [self._content(piece).plain for piece in range(first.y, last.y + 1)]
        texts[-1] = texts[-1][: last.x]
        texts[0] = texts[0][first.x :]
        return "\n".join(texts), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self._laid_out.clear()
        self._redraw()

    def _redraw(self) -> None:
        self._strips = None
        self.refresh()
        self.post_message(self.Moved())

    def _in_sight(self) -> list[tuple[int, int, Strip]]:
        """Piece, row in it and strip of every row on the screen."""
        if self._strips is None:
            piece, row = self._top
            rows: list[tuple[int, int, Strip]] = []
            while len(rows) < max(1, self.size.height) and piece < len(self._starts):
                strips = self._layout(piece)
                rows += [(piece, at, strips[at]) for at in range(row, len(strips))]
                piece, row = piece + 1, 0
            self._strips = rows[: max(1, self.size.height)]
        return self._strips

    def _moved(self, top: tuple[int, int], rows: int) -> tuple[int, int]:
        """The place so many rows further down, or up; not beyond the ends."""
        piece, row = top[0], top[1] + rows
        while row < 0 and piece > 0:
            piece -= 1
            row += len(self._layout(piece))
        while row >= len(self._layout(piece)) and piece + 1 < len(self._starts):
            row -= len(self._layout(piece))
            piece += 1
        return piece, min(max(row, 0), len(self._layout(piece)) - 1)

    def _stop_at_end(self) -> None:
        """The last row of the text stands at the bottom of the screen, not higher."""
        last = len(self._starts) - 1
        end = (last, len(self._layout(last)) - 1)
        self._top = min(self._top, self._moved(end, 1 - self.size.height))

    def _layout(self, piece: int) -> list[Strip]:
        if piece in self._laid_out:
            self._laid_out.move_to_end(piece)
            return self._laid_out[piece]
        width = max(2, self.size.width)
        strips = Visual.to_strips(
            self, self._content(piece), width, None, self.visual_style, apply_selection=False
        )
        self._laid_out[piece] = strips or [Strip.blank(width, self.rich_style)]
        while len(self._laid_out) > PIECES_KEPT:
            self._laid_out.popitem(last=False)
        return self._laid_out[piece]

    def _piece(self, piece: int) -> Span:
        """Its code points, without the line feed that ends it."""
        start = self._starts[piece]
        end = self._starts[piece + 1] if piece + 1 < len(self._starts) else len(self.text)
        return Span(start, end - 1 if self.text[end - 1 : end] == "\n" else end)

    def _content(self, piece: int) -> RtlContent:
        span = self._piece(piece)
        parts: list[Part] = []
        at = span.start
        for mark in self._marks:
            start, end = max(mark.start, at), min(mark.end, span.end)
            if start < end:
                parts += [self.text[at:start], (self.text[start:end], mark.style)]
                at = end
        content = paragraphs(*parts, self.text[at : span.end])
        selected = self.text_selection and self.text_selection.get_span(piece)
        if not selected:
            return content
        first, last = selected
        style = Style.from_styles(self.screen.get_component_styles("screen--selection"))
        return RtlContent.of(content.stylize(style, first, len(content) if last == -1 else last))

    def _row_of(self, piece: int, position: int) -> int:
        """The row of a piece that a place of the text stands on."""
        rows = len(self._layout(piece))
        content, at = self._content(piece), len(visible(self.text[self._starts[piece] : position]))
        for row in range(rows - 1, 0, -1):
            edges = (content.offset_at(x, row, self.size.width) for x in (0, self.size.width - 1))
            if min((edge.x for edge in edges if edge is not None), default=0) <= at:
                return row
        return 0


def piece_starts(text: str) -> list[int]:
    """Where to cut a text into what is laid out at once: at line feeds, else between words."""
    starts = [0]
    while True:
        start = starts[-1]
        end = text.find("\n", start, start + LONGEST_PIECE)
        if end < 0:
            if len(text) - start <= LONGEST_PIECE:
                return starts
            end = text.rfind(" ", start + 1, start + LONGEST_PIECE)
            if end < 0:
                end = next_boundary(text, start + LONGEST_PIECE) - 1
        if end + 1 >= len(text):
            return starts
        starts.append(end + 1)
