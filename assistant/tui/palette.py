"""Choosing a command or a theme by searching for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import OptionList

from assistant.tui import messages
from assistant.tui.chooser import Choice, Chooser
from assistant.tui.commands import COMMANDS, Command
from assistant.tui.completion import command_row
from assistant.tui.text import Name, paragraphs
from index.errors import Language

if TYPE_CHECKING:
    from assistant.tui.host import ChatHost


class CommandPalette(Chooser[Command, Command]):
    """Every command of the chat, by its words in either language."""

    def __init__(self, language: Language) -> None:
        super().__init__(
            messages.COMMANDS, messages.SEARCH_COMMANDS, messages.CHOOSER_KEYS, language
        )

    def on_mount(self) -> None:
        self.fill(
            [
                Choice(each, command_row(each, self.language), " ".join(_words(each)))
                for each in COMMANDS
                if each.action != "palette"
            ]
        )

    def chosen(self, value: Command) -> None:
        self.dismiss(value)


def _words(command: Command) -> list[str]:
    both = (command.name, command.about)
    return [words for message in both for words in (message.ar, message.en)]


class ThemePalette(Chooser[str, None]):
    """Themes, each shown while it is highlighted."""

    app: ChatHost

    def __init__(self, language: Language) -> None:
        super().__init__(messages.THEMES, messages.SEARCH_THEMES, messages.CHOOSER_KEYS, language)

    def on_mount(self) -> None:
        self._before = self.app.theme
        own = [name for name in self.app.available_themes if name.startswith("shawahid")]
        others = sorted(name for name in self.app.available_themes if name not in own)
        self.fill(
            [
                Choice(name, paragraphs(Name(_theme_label(name))), _theme_label(name))
                for name in own + others
            ]
        )

    @on(OptionList.OptionHighlighted)
    def try_on(self) -> None:
        if self.highlighted and self.app.theme != self.highlighted.value:
            self.app.theme = self.highlighted.value

    def chosen(self, value: str) -> None:
        self.app.choose_theme(value)
        self.dismiss()

    def action_leave(self) -> None:
        self.app.theme = self._before
        super().action_leave()


def _theme_label(theme: str) -> str:
    """Our own two by what they are."""
    return {"shawahid-dark": "داكن dark", "shawahid-light": "فاتح light"}.get(theme, theme)
