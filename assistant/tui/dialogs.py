"""Two small questions over the screen: are you sure, and what name."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.tui import messages
from assistant.tui.content import RtlScreen
from assistant.tui.editor import Field
from assistant.tui.text import Name, paragraphs
from index.errors import Language, Message


class ConfirmScreen(ModalScreen[bool], RtlScreen[bool]):
    """Yes or no, with no as what Enter alone means."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", show=False)]

    def __init__(self, what: Message, about: str, warning: Message, language: Language) -> None:
        super().__init__()
        self._what, self._about, self._warning = what, about, warning
        self._language = language

    def compose(self) -> ComposeResult:
        language = self._language
        with Vertical(classes="dialog"):
            yield Static(
                paragraphs(
                    (self._what.to(language), "bold"),
                    "\n",
                    Name(self._about, "$secondary"),
                    "\n",
                    (self._warning.to(language), "$text-muted"),
                )
            )
            yield OptionList(
                Option(paragraphs(messages.NO.to(language))),
                Option(paragraphs(messages.YES.to(language))),
            )

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index == 1)


class RenameScreen(ModalScreen[str], RtlScreen[str]):
    """Another title; empty leaves the old one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss('')", show=False)]

    def __init__(self, title: str, language: Language) -> None:
        super().__init__()
        self._before = title
        self._language = language

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(paragraphs((messages.RENAME.to(self._language), "bold")))
            yield Field()

    def on_mount(self) -> None:
        field = self.query_one(Field)
        field.replace_all(self._before)
        field.focus()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        self.dismiss(event.text)
