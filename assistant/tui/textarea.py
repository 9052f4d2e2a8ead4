"""Textual's text editor with lines that run as their letters do.

Document, cursor, selection, undo and clipboard are Textual's and logical. Ours is what can be
seen of them: the drawn line, the mouse, the arrows; and that no invisible control comes in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar
from unicodedata import category, normalize

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Location

from assistant.terminal.line import RTL, Cell, Line, Paragraph, paragraph, visual_row
from assistant.terminal.orders import STRONG_BLANK, arrange, guard, margins
from assistant.tui.content import shown
from assistant.tui.keys import with_twins

_LINE_BREAK = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_BLANK = re.compile(rf"[\t{STRONG_BLANK}]")
_PRESENTATION_FORMS = re.compile(r"[\ufb50-\ufdf9\ufe70-\ufefc]+")
_JOINERS = "\u200c\u200d"
_PARAGRAPHS_KEPT = 64
"""More than the lines of any question."""
_KEYS = (
    ("ctrl+a", "cursor_line_start"),
    ("ctrl+e", "cursor_line_end"),
    ("ctrl+w", "delete_word_left"),
    ("ctrl+u", "delete_to_start_of_line"),
    ("ctrl+k", "delete_to_end_of_line_or_delete_line"),
    ("ctrl+d", "delete_right"),
    ("ctrl+z", "undo"),
    ("ctrl+y", "redo"),
    ("ctrl+x", "cut"),
    ("ctrl+c", "copy"),
    ("ctrl+v", "paste"),
)


@dataclass(frozen=True, slots=True)
class ScreenLine:
    """A line on the screen, and the line of the document that it is of."""

    index: int
    line: Line


class RtlTextArea(TextArea):
    """A `TextArea` for Arabic; the placeholder is taken as it is, without markup."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(with_twins(key), action, show=False) for key, action in _KEYS
    ]

    def __init__(self, placeholder: str = "", *, id: str | None = None) -> None:
        super().__init__(placeholder=Content(placeholder), id=id, tab_behavior="focus")

    def replace_all(self, text: str) -> None:
        """Put another text in, with the cursor at its end; it can be undone."""
        self.replace(self.cleaned(text), (0, 0), self.document.end)
        self.move_cursor(self.document.end)

    def cleaned(self, text: str) -> str:
        """What may come in of a text from outside."""
        return cleaned(text)

    def on_paste(self, event: events.Paste) -> None:
        event.text = self.cleaned(event.text)  # TextArea inserts it

    def action_paste(self) -> None:
        if result := self._replace_via_keyboard(self.cleaned(self.app.clipboard), *self.selection):
            self.move_cursor(result.end_location)

    @property
    def wrap_width(self) -> int:
        return max(0, super().wrap_width - 2 * guard(shown().order))

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        if shown().order == "logical":
            return strip
        if not self.text:
            return self._placeholder_strip() if y == 0 else strip
        row = self._row(y + self.scroll_offset.y)
        if row is None:
            return strip
        styles = [style for text, style, _ in strip for _ in text]
        cursor = self.cursor_location[1] if self.cursor_location[0] == row.index else -1

        def style_of(cell: Cell) -> Style | None:
            # Of two letters joined in one cell, or a letter and its marks, any may be the cursor's.
            at = cursor if cell.start <= cursor < cell.end else cell.start
            return styles[at - row.line.start]

        return _strip(row.line, style_of, self._width, styles[-1])

    @property
    def cursor_screen_offset(self) -> Offset:
        offset = super().cursor_screen_offset
        row = self._row(offset.y - self.content_region.y + self.scroll_offset.y)
        if row is None or shown().order == "logical":
            return offset
        at = self._cell_at(row, self.cursor_location[1])
        left = len(margins(row.line, self._width, shown().order)[0])
        x = left + sum(cell.width for cell in row.line.row[:at])
        return Offset(self.content_region.x + x, offset.y)

    def get_target_document_location(self, event: events.MouseEvent) -> Location:
        row = self._row(event.y + self.scroll_offset.y - self.gutter.top)
        if row is None or shown().order == "logical":
            return super().get_target_document_location(event)
        left = len(margins(row.line, self._width, shown().order)[0])
        at = row.line.offset_at(event.x - self.gutter.left - left)
        return row.index, min(at, row.line.end - 1)

    def action_cursor_left(self, select: bool = False) -> None:
        self._move(-1, select, super().action_cursor_left)

    def action_cursor_right(self, select: bool = False) -> None:
        self._move(1, select, super().action_cursor_right)

    def action_cursor_word_left(self, select: bool = False) -> None:
        on = self._is_rtl()
        (super().action_cursor_word_right if on else super().action_cursor_word_left)(select)

    def action_cursor_word_right(self, select: bool = False) -> None:
        on = self._is_rtl()
        (super().action_cursor_word_left if on else super().action_cursor_word_right)(select)

    def _move(self, step: int, select: bool, logical: Callable[[bool], None]) -> None:
        """To the next cell on that side; past the edge, on or back through the text."""
        row = self._row(self._cursor_offset[1])
        if row is None or shown().order == "logical":
            logical(select)
            return
        forward = (step < 0) == (row.line.base == RTL)
        if not select and not self.selection.is_empty:
            self.move_cursor((max if forward else min)(self.selection))
            return
        at = self._cell_at(row, self.cursor_location[1]) + step
        if 0 <= at < len(row.line.row):
            target = (row.index, row.line.row[at].start)
        elif forward:
            target = self.navigator.get_location_right((row.index, row.line.end - 1))
        else:
            target = self.navigator.get_location_left((row.index, row.line.start))
        self.move_cursor(target, select=select)

    def _is_rtl(self) -> bool:
        if shown().order == "logical":
            return False
        return _analysed(self.document.get_line(self.cursor_location[0])).base == RTL

    def _row(self, y: int) -> ScreenLine | None:
        """What stands on a line of the wrapped document; None below its end.

        After the last letter of a line of the document there is a blank for the cursor.
        """
        if not 0 <= y < self.wrapped_document.height:
            return None
        index, start = self.wrapped_document.offset_to_location(Offset(0, y))
        part = _analysed(self.document.get_line(index))
        breaks = self.wrapped_document.get_offsets(index)
        end = next((at for at in breaks if at > start), len(part.text))
        cells = [cell for cell in part.cells if start <= cell.start < end]
        row = visual_row(cells, part.base)
        return ScreenLine(index, Line(start, end, row, sum(cell.width for cell in row), part.base))

    def _cell_at(self, row: ScreenLine, column: int) -> int:
        """The place in the row of the cell that a code point belongs to."""
        places = (at for at, cell in enumerate(row.line.row) if cell.start <= column < cell.end)
        return next(places, 0)

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    def _placeholder_strip(self) -> Strip:
        part = _analysed(str(self.placeholder))
        row = visual_row(part.cells, part.base)
        line = Line(0, len(part.text), row, sum(cell.width for cell in row), part.base)
        style = self.get_component_rich_style("text-area--placeholder")
        cursor = self._theme.cursor_style if self._theme and self._draw_cursor else None
        # The cursor stands where the first letter will.
        first = part.cells[0]
        return _strip(
            line, lambda cell: cursor or style if cell is first else style, self._width, style
        )


def cleaned(text: str) -> str:
    """What is pasted, without what cannot be seen: controls go, joined forms become letters."""
    text = _LINE_BREAK.sub("\n", text)
    text = _BLANK.sub(" ", text)
    text = _PRESENTATION_FORMS.sub(lambda forms: normalize("NFKC", forms.group()), text)
    return "".join(filter(_may_come_in, text))


def _may_come_in(character: str) -> bool:
    return character in _JOINERS or character == "\n" or category(character)[0] != "C"


@lru_cache(maxsize=_PARAGRAPHS_KEPT)
def _analysed(text: str) -> Paragraph:
    return paragraph(text + " ")


def _strip(
    line: Line, style_of: Callable[[Cell], Style | None], width: int, blank: Style | None
) -> Strip:
    """A line across so many columns.

    :param blank: the style of what it leaves free.
    """
    left, right = margins(line, width, shown().order)

    def face(cell: Cell) -> tuple[bool | None, bool | None]:
        style = style_of(cell) or Style()
        return style.bold, style.italic

    sent = arrange(line.row, shown().order, shown().marks, face)
    cells = [Segment(text, style_of(cell)) for text, cell in sent]
    return Strip([Segment(left, blank), *cells, Segment(right, blank)]).simplify()
