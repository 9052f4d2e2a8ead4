"""The terminal chat as a whole: its worker, its clipboard, its themes and how it is left."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType

from assistant.config import setting
from assistant.terminal.display import Terminal
from assistant.tui import messages
from assistant.tui.chat_screen import ChatScreen
from assistant.tui.conversation_view import ConversationView
from assistant.tui.display_screen import DisplayScreen
from assistant.tui.editor import Editor
from assistant.tui.embedding import BackgroundEmbedding
from assistant.tui.evidence import EvidencePanel
from assistant.tui.host import ChatHost
from assistant.tui.keys import with_twins
from assistant.tui.themes import DARK, LIGHT, OWN_COLOURS, THEMES
from assistant.tui.welcome import WelcomeScreen
from assistant.tui.worker import Worker
from index.errors import Language
from index.store.library import FILE

if TYPE_CHECKING:
    pass

Result = TypeVar("Result")

QUIT_SECONDS = 5.0
"""Within which a second Ctrl+C quits."""


class ChatApp(ChatHost):
    """One conversation with one library."""

    CSS_PATH = "chat.tcss"
    TITLE = "شواهد"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(with_twins("ctrl+c"), "copy_or_quit", show=False, system=True),
        Binding(with_twins("ctrl+q"), "quit", show=False, priority=True),
    ]

    def __init__(
        self,
        terminal: Terminal,
        folder: Path,
        language: Language,
        *,
        resume: int | None = None,
        latest: bool = False,
        model: str | None = None,
        fast: bool = False,
        theme: str | None = None,
        ask_display: bool = False,
    ) -> None:
        """
        :param folder: of the library, which need not be there yet.
        :param resume: id of a saved conversation to go on with.
        :param latest: whether to go on with the last one.
        :param model: spec of what writes the answers; None for the one in the settings, if any.
        :param fast: whether to answer by words alone, without the encoder.
        :param theme: name of the one that the user has chosen before.
        :param ask_display: whether it is unknown how this terminal reads Arabic.
        """
        super().__init__(terminal, folder, language)
        self._model = model
        self._fast = fast
        self._chat = ChatScreen(language, resume, latest)
        self._ask_display = ask_display
        self._warned = -QUIT_SECONDS
        for own in THEMES:
            self.register_theme(own)
        self.theme = theme if theme in self.available_themes else THEMES[0].name

    def on_mount(self) -> None:
        self.worker = Worker(self.folder, self._model, self.language, self.later, fast=self._fast)
        if not self._fast:
            self.embedding = BackgroundEmbedding(self.folder)
        if (self.folder / FILE).is_file():
            self.embed()
            self.push_screen(self._chat)
        else:
            self.push_screen(WelcomeScreen(self.language), self._welcomed)
        if self._ask_display:
            self.push_screen(DisplayScreen(self.language), self._display_asked)

    def on_unmount(self) -> None:
        self.worker.close()
        if self.embedding:
            self.embedding.close()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """For the themes that come with Textual, which do not know our own colours."""
        own = DARK if self.current_theme.dark else LIGHT
        return {name: own.variables[name] for name in OWN_COLOURS}

    def _welcomed(self, has_library: bool | None) -> None:
        if has_library:
            self.push_screen(self._chat)
        else:
            self.exit()

    def action_copy_or_quit(self) -> None:
        """What is selected is copied, else where one is; from the prompt, twice quits."""
        if selected := self.screen.get_selected_text():
            self.copy(selected)
        elif isinstance(self.focused, EvidencePanel):
            self._chat.do_quote("")
        elif isinstance(self.focused, ConversationView):
            self._chat.do_copy("")
        elif monotonic() - self._warned <= QUIT_SECONDS:
            self.exit()
        else:
            self._warned = monotonic()
            self.say(messages.QUIT_AGAIN)

    def on_key(self, event: events.Key) -> None:
        """Letters that no pane wants are the beginning of a question."""
        if self.screen is self._chat and event.is_printable and event.character:
            prompt = self._chat.query_one(Editor)
            prompt.focus()
            prompt.insert(event.character)

    def _display_asked(self, _: object) -> None:
        """Whoever has chosen none is content with what was found, and not asked again."""
        if setting("display") is None:
            self._remember("display", "auto")
