"""The documents of the library: to be read, and to limit the questions to some of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from assistant.tui import messages
from assistant.tui.chooser import Choice, Chooser
from assistant.tui.content import RtlContent
from assistant.tui.keys import with_twins
from assistant.tui.text import Name, Part, paragraphs
from index.errors import Language
from index.store.library import DocumentSummary
from index.types import Span

if TYPE_CHECKING:
    from assistant.tui.host import ChatHost


class SourcesScreen(Chooser[int, frozenset[int]]):
    """Returns the ids that questions are limited to, None for the whole library."""

    app: ChatHost

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(with_twins("f2,ctrl+t"), "mark", show=False, priority=True),
        Binding("f8", "unmark", show=False, priority=True),
    ]

    def __init__(
        self,
        language: Language,
        scope: frozenset[int] | None,
        read: Callable[[int, Span | None], None],
    ) -> None:
        """:param read: opens a document in the reader."""
        super().__init__(
            messages.SOURCES,
            messages.SEARCH_SOURCES,
            messages.SOURCES_KEYS,
            language,
            messages.EMPTY_LIBRARY,
        )
        self._scope = scope or frozenset()
        self._read = read
        self._documents: list[DocumentSummary] = []

    def on_mount(self) -> None:
        self.app.work(lambda assistant: assistant.sources(), self._show)

    def chosen(self, value: int) -> None:
        self._read(value, None)

    def action_mark(self) -> None:
        if self.highlighted:
            self._scope ^= {self.highlighted.value}
            self._show(self._documents)

    def action_unmark(self) -> None:
        self._scope = frozenset()
        self._show(self._documents)

    def action_leave(self) -> None:
        self.dismiss(self._scope or None)

    def _show(self, documents: list[DocumentSummary]) -> None:
        self._documents = documents
        if self.is_mounted:
            self.fill([Choice(each.id, self._line(each), _words(each)) for each in documents])

    def _line(self, document: DocumentSummary) -> RtlContent:
        marked: Part = (
            ("● ", "bold $accent") if document.id in self._scope else ("○ ", "$text-muted")
        )
        return paragraphs(
            marked,
            Name(document.title, "bold"),
            "  ",
            Name(document.sources[0].rpartition("/")[2], "$text-muted"),
        )


def _words(document: DocumentSummary) -> str:
    return " ".join((document.title, *document.sources))
