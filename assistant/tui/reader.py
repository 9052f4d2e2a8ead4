"""A document to be read, opened at a quote, with words to be found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Offset
from textual.scrollbar import ScrollBar, ScrollDown, ScrollTo, ScrollUp
from textual.widget import Widget
from textual.widgets import Static, TextArea

from assistant.tui import messages
from assistant.tui.content import RtlScreen
from assistant.tui.document_view import DocumentView, Mark
from assistant.tui.editor import Field
from assistant.tui.exchange import locator_words
from assistant.tui.finding import find
from assistant.tui.keys import with_twins
from assistant.tui.text import Name, Part, paragraphs
from index.errors import Language
from index.types import Document, Span

if TYPE_CHECKING:
    from assistant.tui.host import ChatHost

QUOTE, FOUND, CURRENT = "$quote-text on $quote", "$found-text on $found", "$marked-text on $marked"


class ReaderScreen(RtlScreen[None]):
    """The whole text; the quote highlighted, and what was searched for."""

    app: ChatHost

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding(with_twins("ctrl+f"), "find", show=False, priority=True),
        Binding(with_twins("f3,ctrl+n"), "next(1)", show=False, priority=True),
        Binding(with_twins("shift+f3,f15,ctrl+p"), "next(-1)", show=False, priority=True),
        Binding(with_twins("f9,ctrl+s"), "copy", show=False, priority=True),
        Binding(with_twins("f11,ctrl+o"), "page", show=False, priority=True),
    ]

    def __init__(self, document: Document, span: Span | None, language: Language) -> None:
        super().__init__()
        self._document = document
        self._span = span
        self._language = language
        self._found: list[Span] = []
        self._at = -1

    def compose(self) -> ComposeResult:
        with Vertical(classes="reader"):
            yield Static(id="reader-title")
            with Horizontal(id="pages"):
                yield ScrollBar()
                yield DocumentView(self._document.text)
            with Horizontal(id="finder"):
                yield Static(id="found")
                yield Field(placeholder=messages.FIND.to(self._language))
            yield Static(
                paragraphs(
                    (messages.READER_KEYS.to(self._language), "$text-muted"),
                    language=self._language,
                ),
                id="keys",
            )

    def on_mount(self) -> None:
        self._view = self.query_one(DocumentView)
        self._view.focus()
        self._show_marks()
        if self._span:
            self.call_after_refresh(self._view.go_to, self._span.start)

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        widget, offset = super().get_widget_and_offset_at(x, y)
        if isinstance(widget, DocumentView):
            region = widget.content_region
            offset = widget.offset_at(x - region.x, y - region.y)
        return widget, offset

    def action_leave(self) -> None:
        if self.query_one(Field).has_focus:
            self._view.focus()
        else:
            self.dismiss()

    def action_find(self) -> None:
        self.query_one(Field).focus()

    def action_next(self, step: int) -> None:
        """The next place that was found, or the one before; round at the ends."""
        if not self._found:
            self.action_find()
            return
        self._at = (self._at + step) % len(self._found)
        self._show_marks()
        self._view.go_to(self._found[self._at].start)

    def action_copy(self) -> None:
        """What the mouse has selected, else the quote with its reference."""
        selected = self.get_selected_text()
        if selected is None and self._span:
            caveats = self._document.caveats_in(self._span)
            place = locator_words(self._document.anchor_at(self._span.start), (), caveats)
            where = "، ".join(part for part in (self._document.title, place) if part)
            selected = f"«{self._document.text[self._span.start : self._span.end]}» ({where})"
        self.app.copy(selected)

    def action_page(self) -> None:
        """The page itself, with the place marked that one looks at."""
        self.app.show_page(self._document.id, self._looked_at())

    def _looked_at(self) -> Span:
        """The place that was found, else the quote, else where the text in sight begins."""
        if self._found:
            return self._found[self._at]
        start = self._view.position
        return self._span or Span(start, min(start + 1, len(self._document.text)))

    @on(TextArea.Changed)
    def search(self) -> None:
        """Look for what is typed as it is typed."""
        words, text = self.query_one(Field).text, self._document.text
        self.app.aside(lambda: find(text, words), lambda found: self._show_found(words, found))

    @on(Field.Submitted)
    def search_on(self) -> None:
        self.action_next(1)

    @on(DocumentView.Moved)
    def show_place(self) -> None:
        bar, view = self.query_one(ScrollBar), self._view
        bar.window_virtual_size = len(self._document.text)
        bar.window_size = max(1, view.end_position - view.position)
        bar.position = view.position
        parts: list[Part] = [Name(self._document.title, "bold $secondary")]
        caveats = self._document.caveats_in(Span(view.position, view.end_position))
        place = locator_words(self._document.anchor_at(view.position), (), caveats)
        if place:
            parts += [" — ", Name(place, "$text-muted")]
        share = round(100 * view.end_position / max(1, len(self._document.text)))
        parts += [(f"  {share}%", "$text-muted")]
        self.query_one("#reader-title", Static).update(paragraphs(*parts))

    @on(ScrollTo)
    def drag(self, event: ScrollTo) -> None:
        event.stop()
        self._view.go_to_share((event.y or 0) / max(1, len(self._document.text)))

    @on(ScrollUp)
    def page_up(self, event: ScrollUp) -> None:
        event.stop()
        self._view.action_pages(-1)

    @on(ScrollDown)
    def page_down(self, event: ScrollDown) -> None:
        event.stop()
        self._view.action_pages(1)

    def _show_found(self, words: str, found: list[Span]) -> None:
        if words != self.query_one(Field).text:
            return  # more has been typed meanwhile
        here = self._view.position
        self._found = found
        self._at = next((at for at, span in enumerate(found) if span.start >= here), 0) - 1
        if found:
            self.action_next(1)
        else:
            self._show_marks()

    def _show_marks(self) -> None:
        """The quote, and over it what was found."""
        marks = [
            Mark(span.start, span.end, CURRENT if at == self._at else FOUND)
            for at, span in enumerate(self._found)
        ]
        if self._span and not any(
            mark.start < self._span.end and self._span.start < mark.end for mark in marks
        ):
            marks.append(Mark(self._span.start, self._span.end, QUOTE))
        self._view.mark(sorted(marks, key=lambda mark: mark.start))
        self._show_count()

    def _show_count(self) -> None:
        shown = ""
        if self._found:
            shown = messages.found_at(self._at + 1, len(self._found)).to(self._language)
        elif self.query_one(Field).text.strip():
            shown = messages.FIND_NOTHING.to(self._language)
        self.query_one("#found", Static).update(paragraphs((shown, "$text-muted")))
