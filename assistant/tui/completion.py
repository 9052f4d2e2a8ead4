"""What a line that begins with `/` may become, above the prompt while it is typed."""

from __future__ import annotations

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.tui.commands import Command, completions, key_name
from assistant.tui.content import RtlContent
from assistant.tui.text import Name, Part, paragraphs
from index.errors import Language


class Completions(OptionList, can_focus=False):
    """Hidden unless something fits; the prompt keeps the focus."""

    def __init__(self, language: Language) -> None:
        super().__init__(id="completions")
        self._language = language
        self._commands: list[Command] = []

    def follow(self, text: str) -> None:
        """Offer what fits the prompt's text."""
        self._commands = completions(text)
        self.display = bool(self._commands)
        self.set_options([Option(command_row(each, self._language)) for each in self._commands])
        self.highlighted = 0 if self._commands else None

    def step(self, rows: int) -> None:
        self.highlighted = ((self.highlighted or 0) + rows) % len(self._commands)

    @property
    def chosen(self) -> Command | None:
        return None if self.highlighted is None else self._commands[self.highlighted]

    def at(self, index: int) -> Command:
        return self._commands[index]


def command_row(command: Command, language: Language) -> RtlContent:
    """A command with its words in both languages, what it does, and its first key."""
    other = command.word("en" if language == "ar" else "ar")
    parts: list[Part] = [
        (command.word(language), "bold $accent"),
        "  ",
        (command.about.to(language), ""),
        "  ",
        Name(other, "$text-muted"),
    ]
    if command.keys:
        parts += ["  ", Name(key_name(command.keys[0]), "$text-muted")]
    return paragraphs(*parts, language=language)
