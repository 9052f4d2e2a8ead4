"""The first screen where there is no library yet: sample documents, or the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.config import shipped
from assistant.tui import messages
from assistant.tui.adding import AddScreen
from assistant.tui.content import RtlScreen
from assistant.tui.text import paragraphs
from index.errors import Language

if TYPE_CHECKING:
    from assistant.tui.host import ChatHost

SEEDS = shipped("seeds") / "corpus"
"""The documents that come along."""


class WelcomeScreen(RtlScreen[bool]):
    """Returns whether there is a library now."""

    app: ChatHost

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", show=False)]

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def compose(self) -> ComposeResult:
        language = self._language
        with Vertical(classes="dialog"):
            yield Static(
                paragraphs(
                    (messages.WELCOME.to(language), "bold $accent"),
                    "\n",
                    (messages.GREETING_HOW.to(language), "$text-muted"),
                    "\n\n",
                    messages.WELCOME_ASKS.to(language),
                )
            )
            yield OptionList(
                *(
                    Option(paragraphs(offer.to(language)))
                    for offer in (
                        messages.WELCOME_SEEDS,
                        messages.WELCOME_FOLDER,
                        messages.WELCOME_LEAVE,
                    )
                )
            )

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_index == 2:
            self.dismiss(False)
            return
        path = str(SEEDS) if event.option_index == 0 else ""
        self.app.push_screen(AddScreen(self._language, path), self._added)

    def _added(self, added: bool | None) -> None:
        if added:
            self.dismiss(True)
