"""A list to choose from, narrowed by what is typed above it: commands, themes, chats, documents.

Textual's own palette has an input line that cannot show Arabic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.tui import messages
from assistant.tui.content import RtlContent, RtlScreen
from assistant.tui.editor import Field
from assistant.tui.text import paragraphs
from index.arabic import fold
from index.errors import Language, Message

Value = TypeVar("Value")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Choice(Generic[Value]):
    """One thing to choose."""

    value: Value
    shown: RtlContent
    searched: str
    """What typed words are looked for in."""


class Chooser(RtlScreen[Result], Generic[Value, Result]):
    """Returns nothing by itself: `chosen` says what Enter does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "move(-10)", show=False, priority=True),
        Binding("pagedown", "move(10)", show=False, priority=True),
    ]

    def __init__(
        self,
        title: Message,
        search: Message,
        keys: Message,
        language: Language,
        nothing: Message = messages.NOTHING_FITS,
    ) -> None:
        """:param nothing: what is said when there are no rows at all."""
        super().__init__()
        self._messages = (title, search, keys)
        self._nothing = nothing
        self.language = language
        self._rows: Sequence[Choice[Value]] = ()
        self._shown: list[Choice[Value]] = []

    def compose(self) -> ComposeResult:
        title, search, keys = (message.to(self.language) for message in self._messages)
        with Vertical(classes="sheet"):
            yield Static(paragraphs((title, "bold")), classes="sheet-title")
            yield Field(search)
            yield OptionList(id="choices")
            yield Static(id="nothing")
            yield Static(
                paragraphs((keys, "$text-muted"), language=self.language), classes="sheet-keys"
            )

    def on_mount(self) -> None:
        self.query_one(Field).focus()

    def fill(self, rows: Sequence[Choice[Value]]) -> None:
        """The rows to choose from; the one that was highlighted stays so."""
        self._rows = rows
        self._narrow()

    def searched(self, words: str) -> list[Choice[Value]]:
        """The rows that hold every word typed."""
        wanted = fold(words).split()
        return [row for row in self._rows if all(word in fold(row.searched) for word in wanted)]

    @property
    def highlighted(self) -> Choice[Value] | None:
        at = self.query_one(OptionList).highlighted
        return None if at is None or at >= len(self._shown) else self._shown[at]

    def chosen(self, value: Value) -> None:
        """Enter, or a click, on a row."""
        raise NotImplementedError

    def on_text_area_changed(self) -> None:
        self._narrow()

    def on_field_submitted(self) -> None:
        if self.highlighted:
            self.chosen(self.highlighted.value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.chosen(self._shown[event.option_index].value)

    def action_move(self, step: int) -> None:
        choices = self.query_one(OptionList)
        if self._shown:
            at = (choices.highlighted or 0) + step
            choices.highlighted = min(max(at, 0), len(self._shown) - 1)

    def action_leave(self) -> None:
        self.dismiss()

    def _narrow(self) -> None:
        choices, before = self.query_one(OptionList), self.highlighted
        self._shown = self.searched(self.query_one(Field).text)
        choices.set_options([Option(row.shown) for row in self._shown])
        same = [at for at, row in enumerate(self._shown) if before and row.value == before.value]
        choices.highlighted = (same or [0])[0] if self._shown else None
        nothing = self._nothing if not self._rows else messages.NOTHING_FITS
        self.query_one("#nothing", Static).update(
            paragraphs(("" if self._shown else nothing.to(self.language), "$text-muted"))
        )
