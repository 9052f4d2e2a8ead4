"""The saved conversations: searched, gone on with, renamed, exported, deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from assistant.conversation.chats import Chat
from assistant.tui import messages
from assistant.tui.chooser import Choice, Chooser
from assistant.tui.content import RtlContent
from assistant.tui.dialogs import ConfirmScreen, RenameScreen
from assistant.tui.editor import Field
from assistant.tui.keys import with_twins
from assistant.tui.text import Name, paragraphs
from index.errors import Language

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.tui.host import ChatHost


class ChatsScreen(Chooser[Chat, int]):
    """Returns the id of the conversation to go on with, None for none."""

    app: ChatHost

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "rename", show=False, priority=True),
        Binding("f8,delete", "delete", show=False, priority=True),
        Binding(with_twins("f9,ctrl+s"), "export", show=False, priority=True),
    ]

    def __init__(self, language: Language) -> None:
        super().__init__(
            messages.CHATS, messages.SEARCH_CHATS, messages.CHATS_KEYS, language, messages.NO_CHATS
        )

    def on_mount(self) -> None:
        self._look()

    def on_text_area_changed(self) -> None:
        self._look()

    def searched(self, words: str) -> list[Choice[Chat]]:
        """All of them: the file of conversations has searched in their turns as well."""
        return list(self._rows)

    def chosen(self, value: Chat) -> None:
        self.dismiss(value.id)

    def action_rename(self) -> None:
        if not self.highlighted:
            return
        chat = self.highlighted.value

        def named(title: str | None) -> None:
            if title:
                self._change(lambda assistant: assistant.chats.rename(chat.id, title))

        self.app.push_screen(RenameScreen(chat.title, self.language), named)

    def action_delete(self) -> None:
        if not self.highlighted:
            return
        chat = self.highlighted.value

        def sure(yes: bool | None) -> None:
            if yes:
                self._change(lambda assistant: assistant.chats.delete(chat.id))

        question = ConfirmScreen(messages.DELETE, chat.title, messages.FOR_GOOD, self.language)
        self.app.push_screen(question, sure)

    def action_export(self) -> None:
        if self.highlighted:
            chat = self.highlighted.value
            self.app.export(chat.id, chat.title, "")

    def _change(self, change: Callable[[Assistant], object]) -> None:
        self.app.work(change, lambda _: self._look())

    def _look(self) -> None:
        words = self.query_one(Field).text

        def found(assistant: Assistant) -> list[Chat]:
            if words.strip():
                return [match.chat for match in assistant.chats.find(words)]
            return assistant.chats.listed()

        self.app.work(found, self._show)

    def _show(self, chats: Sequence[Chat]) -> None:
        if self.is_mounted:
            self.fill([Choice(chat, self._line(chat), chat.title) for chat in chats])

    def _line(self, chat: Chat) -> RtlContent:
        when = datetime.fromisoformat(chat.changed_at).astimezone()
        return paragraphs(
            Name(chat.title, "bold"),
            ("  " + messages.turns(chat.turns).to(self.language), "$text-muted"),
            "  ",
            Name(f"{when:%Y-%m-%d %H:%M}", "$text-muted"),
        )
