"""Arabic in Textual's widgets: the content stays logical, each line is laid out as it is drawn.

Wrapping, styles, selection and copying all count in the text as it was written; see
`assistant.terminal` for how a line comes about. Text with nothing right-to-left in it is left to
Textual.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Self

from rich.segment import Segment
from textual._context import active_app
from textual.app import App, ReturnType
from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Offset
from textual.screen import Screen, ScreenResultType
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions
from textual.widget import Widget

from assistant.terminal.display import Display, Terminal
from assistant.terminal.line import (
    Cell,
    Line,
    Paragraph,
    needs_layout,
    paragraph,
    without_isolates,
    wrap,
)
from assistant.terminal.orders import arrange, guard, margins


class RtlContent(Content):
    """Content of which each paragraph stands and runs as its own letters do."""

    base: int | None = None
    """`RTL` or `LTR` for all paragraphs; None: each by its first strong letter."""

    @classmethod
    def of(cls, content: Content | str, base: int | None = None) -> Self:
        """To be made last: what Textual's own methods give back is plain content again.

        A text is taken as it is; nothing in it is markup.
        """
        content = Content(content) if isinstance(content, str) else content
        made = cls(content.plain, list(content.spans))
        made.base = base
        return made

    def get_height(self, rules: RulesMap, width: int) -> int:
        if self._is_plain:
            return super().get_height(rules, width)
        return sum(len(self._lines(paragraph, width, rules)) for paragraph in self._paragraphs())

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        width = super().get_optimal_width(rules, container_width)
        return width if self._is_plain else width + 2 * guard(shown().order)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        if self._is_plain or not width:
            return super().render_strips(width, height, style, options)
        blank = " " * options.rules.get("line_pad", 0)
        strips: list[Strip] = []
        contents = self.split(allow_blank=True)
        for y, (content, part) in enumerate(zip(contents, self._paragraphs(), strict=True)):
            styles = _styles(_selected(content, y, options), style, options)
            for line in self._lines(part, width, options.rules):
                left, right = margins(line, width - 2 * len(blank), shown().order)
                margin = style.background_style
                segments = [
                    Segment(blank + left, margin.rich_style),
                    *row_segments(line, styles),
                    Segment(right + blank, margin.rich_style),
                ]
                strips.append(Strip([segment for segment in segments if segment.text]))
        return strips if height is None else strips[:height]

    def offset_at(self, x: int, y: int, width: int) -> Offset | None:
        """The logical place under a cell: code point and paragraph; None below the text."""
        order = shown().order
        for index, part in enumerate(self._paragraphs()):
            lines = self._lines(part, width, {})
            if y < len(lines):
                left, _ = margins(lines[y], width, order)
                return Offset(lines[y].offset_at(x - len(left)), index)
            y -= len(lines)
        return None

    @property
    def is_laid_out(self) -> bool:
        """Whether it is drawn by us, not by Textual."""
        return not self._is_plain

    @property
    def _is_plain(self) -> bool:
        return shown().order == "logical" or (self.base is None and not needs_layout(self.plain))

    def _paragraphs(self) -> Sequence[Paragraph]:
        if self._analysed is None:
            self._analysed = [paragraph(text, self.base) for text in self.plain.split("\n")]
        return self._analysed

    _analysed: list[Paragraph] | None = None

    def _lines(self, part: Paragraph, width: int, rules: RulesMap) -> Sequence[Line]:
        room = width - 2 * rules.get("line_pad", 0) - 2 * guard(shown().order)
        lines = wrap(part, room)
        return lines[:1] if rules.get("text_wrap") == "nowrap" else lines


class RtlScreen(Screen[ScreenResultType]):
    """A screen on which the mouse finds the logical place in an `RtlContent`."""

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        widget, offset = super().get_widget_and_offset_at(x, y)
        visual = getattr(widget, "visual", None)
        if widget is not None and isinstance(visual, RtlContent) and visual.is_laid_out:
            region = widget.content_region
            offset = visual.offset_at(x - region.x, y - region.y, region.width)
        return widget, offset

    def get_selected_text(self) -> str | None:
        """As it was written: what we put in for the display stays behind."""
        selected = super().get_selected_text()
        return selected and without_isolates(selected)


class RtlApp(App[ReturnType]):
    """An app all of whose text goes out in the order that its terminal needs."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        super().__init__()

    def on_mount(self) -> None:
        self.app_suspend_signal.subscribe(self, lambda _: self.terminal.pause(), immediate=True)
        self.app_resume_signal.subscribe(self, lambda _: self.terminal.resume())

    def on_unmount(self) -> None:
        self.terminal.pause()  # before Textual prints what made it crash

    def get_default_screen(self) -> Screen[object]:
        return RtlScreen(id="_default")

    def change_display(self, display: Display) -> None:
        """Go on in another order, and draw everything again."""
        self.terminal.change(display)
        for screen in self.screen_stack:
            for widget in screen.walk_children(with_self=True):
                widget.notify_style_update()
                widget.refresh(layout=True)


def label(text: str) -> str:
    """One line for places that take only a string: titles, descriptions of keys.

    It is for the display of this moment; make it again after `RtlApp.change_display`.
    """
    display = shown()
    if display.order == "logical" or not needs_layout(text):
        return text
    (line, *_) = wrap(paragraph(text), len(text) + 2)
    left, right = margins(line, line.width + 2 * guard(display.order), display.order)
    sent = arrange(line.row, display.order, display.marks)
    return left + "".join(text for text, _ in sent) + right


def shown() -> Display:
    """The display of the app that is running; outside of any, the plain visual order."""
    app = active_app.get(None)
    return app.terminal.display if isinstance(app, RtlApp) else Display()


def row_segments(line: Line, styles: Sequence[Style]) -> Iterator[Segment]:
    """A line's row in as few segments as its styles allow.

    :param styles: of each code point of the paragraph.
    """

    def face(cell: Cell) -> tuple[bool | None, bool | None]:
        return styles[cell.start].bold, styles[cell.start].italic

    texts: list[str] = []
    style: Style | None = None
    for text, cell in arrange(line.row, shown().order, shown().marks, face):
        if styles[cell.start] is not style:
            if style is not None:
                yield Segment("".join(texts), style.rich_style)
            style, texts = styles[cell.start], []
        texts.append(text)
    if style is not None:
        yield Segment("".join(texts), style.rich_style)


def _selected(content: Content, y: int, options: RenderOptions) -> Content:
    if options.post_style is not None:
        content = content.stylize(options.post_style)
    if options.selection is None or options.selection_style is None:
        return content
    span = options.selection.get_span(y)
    if span is None:
        return content
    start, end = span
    return content.stylize(options.selection_style, start, len(content) if end == -1 else end)


def _styles(content: Content, style: Style, options: RenderOptions) -> list[Style]:
    """One for each code point."""
    styles: list[Style] = []
    for text, own in content.render(style, end="", parse_style=options.get_style):
        styles += [style + own] * len(text)
    return styles
