"""Where the user writes: the question, with its history; and single lines, such as a search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from assistant.tui.keys import with_twins
from assistant.tui.textarea import RtlTextArea


class Field(RtlTextArea):
    """One line; Enter submits it and leaves it there."""

    DEFAULT_CSS = """
    Field { height: auto; max-height: 3; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", show=False, priority=True),
    ]

    @dataclass
    class Submitted(Message):
        """Enter was pressed."""

        field: Field
        text: str

        @property
        def control(self) -> Field:
            return self.field

    def cleaned(self, text: str) -> str:
        return " ".join(super().cleaned(text).splitlines())

    def action_submit(self) -> None:
        self.call_later(self._submit)  # Enter overtakes letters that are still on their way

    def _submit(self) -> None:
        self.post_message(self.Submitted(self, self.text.strip()))


class Editor(RtlTextArea):
    """The question, of one line or a few; the arrows at its edges recall earlier ones."""

    DEFAULT_CSS = """
    Editor { height: auto; max-height: 12; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", show=False, priority=True),
        Binding(with_twins("ctrl+j,shift+enter"), "newline", show=False, priority=True),
    ]

    @dataclass
    class Submitted(Message):
        """The user has sent a question; the editor is empty again."""

        editor: Editor
        text: str

        @property
        def control(self) -> Editor:
            return self.editor

    def __init__(self, placeholder: str = "", *, id: str | None = None) -> None:
        super().__init__(placeholder, id=id)
        self.recall_from(())
        self._draft = ""

    def recall_from(self, asked: Iterable[str]) -> None:
        """:param asked: earlier questions, oldest first, in place of those that there were."""
        self._asked = list(asked)
        self._recalled = len(self._asked)  # which of them is shown; past the last, the draft

    def action_submit(self) -> None:
        """Send the text, unless it is blank, and begin afresh."""
        self.call_later(self._submit)  # Enter overtakes letters that are still on their way

    def _submit(self) -> None:
        text = self.text.strip()
        if not text:
            return
        if self._asked[-1:] != [text]:
            self._asked.append(text)
        self._recalled = len(self._asked)
        self.clear()
        self.post_message(self.Submitted(self, text))

    def action_newline(self) -> None:
        self.insert("\n")

    def action_cursor_up(self, select: bool = False) -> None:
        if not select and self.navigator.is_first_wrapped_line(self.cursor_location):
            self._recall(self._recalled - 1)
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        if not select and self.navigator.is_last_wrapped_line(self.cursor_location):
            self._recall(self._recalled + 1)
        else:
            super().action_cursor_down(select)

    def _recall(self, which: int) -> None:
        if not 0 <= which <= len(self._asked):
            return
        if self._recalled == len(self._asked):
            self._draft = self.text
        self._recalled = which
        self.replace_all([*self._asked, self._draft][which])
