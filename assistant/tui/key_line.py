"""The bottom line: what the function keys do, from right to left, each of them to be clicked."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from assistant.terminal.orders import guard
from assistant.tui.commands import Command, key_name
from assistant.tui.content import shown
from assistant.tui.text import Name, paragraphs
from index.errors import Language

PADDING = 2
"""Columns around a hint."""


class KeyHint(Static):
    """One key and what it does."""

    def __init__(self, command: Command, language: Language) -> None:
        key = Name(key_name(command.keys[0]), "bold $accent")
        hint = paragraphs(key, " " + command.name.to(language))
        super().__init__(hint)
        self._action = command.action
        self.width = hint.cell_length + PADDING
        """Columns that it takes where an order needs none for itself."""

    async def on_click(self, event: events.Click) -> None:
        event.stop()
        await self.run_action(f"screen.perform('{self._action}')")


class KeyLine(Horizontal):
    """As many hints as fit; the first stands on the right."""

    def __init__(self, commands: Sequence[Command], language: Language) -> None:
        super().__init__(id="keys")
        self._commands = commands
        self._language = language

    def compose(self) -> ComposeResult:
        for command in reversed(self._commands):
            yield KeyHint(command, self._language)

    def on_resize(self) -> None:
        """The last ones make room in a narrow window."""
        room = self.content_size.width
        for hint in reversed(self.query(KeyHint)):
            room -= hint.width + 2 * guard(shown().order)
            hint.display = room >= 0
