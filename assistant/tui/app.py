"""The terminal chat as a whole: its worker, its clipboard, its themes and how it is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType

from assistant.config import save_setting, setting
from assistant.controls import visible
from assistant.terminal.display import Display, Terminal
from assistant.terminal.page import isolating_paths
from assistant.terminal.paint import Part, in_logical_order, paint
from assistant.tui import messages
from assistant.tui.chat_screen import ChatScreen
from assistant.tui.content import RtlApp
from assistant.tui.conversation_view import ConversationView
from assistant.tui.display_screen import DisplayScreen
from assistant.tui.editor import Editor
from assistant.tui.evidence import EvidencePanel
from assistant.tui.keys import with_twins
from assistant.tui.themes import DARK, LIGHT, OWN_COLOURS, THEMES
from assistant.tui.welcome import WelcomeScreen
from assistant.tui.worker import Worker
from index.errors import Language, Message, UserError
from index.store.library import FILE

if TYPE_CHECKING:
    from assistant.assistant import Assistant

Result = TypeVar("Result")

QUIT_SECONDS = 5.0
"""Within which a second Ctrl+C quits."""
NOTICE_SECONDS = 4.0
NOTICE_COLUMNS = 48
NOTICE_FRAME = 3  # columns of the edge and the padding of a notice


class ChatApp(RtlApp[None]):
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
        theme: str | None = None,
        ask_display: bool = False,
    ) -> None:
        """
        :param folder: of the library, which need not be there yet.
        :param resume: id of a saved conversation to go on with.
        :param latest: whether to go on with the last one.
        :param model: spec of what writes the answers; None for the one in the settings, if any.
        :param theme: name of the one that the user has chosen before.
        :param ask_display: whether it is unknown how this terminal reads Arabic.
        """
        super().__init__(terminal)
        self.folder = folder
        self.language = language
        self._model = model
        self._chat = ChatScreen(language, resume, latest)
        self._ask_display = ask_display
        self._warned = -QUIT_SECONDS
        for own in THEMES:
            self.register_theme(own)
        self.theme = theme if theme in self.available_themes else THEMES[0].name

    def on_mount(self) -> None:
        self.worker = Worker(self.folder, self._model, self.language, self.later)
        if (self.folder / FILE).is_file():
            self.push_screen(self._chat)
        else:
            self.push_screen(WelcomeScreen(self.language), self._welcomed)
        if self._ask_display:
            self.push_screen(DisplayScreen(self.language), self._display_asked)

    def on_unmount(self) -> None:
        self.worker.close()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """For the themes that come with Textual, which do not know our own colours."""
        own = DARK if self.current_theme.dark else LIGHT
        return {name: own.variables[name] for name in OWN_COLOURS}

    def _welcomed(self, has_library: bool | None) -> None:
        if has_library:
            self.push_screen(self._chat)
        else:
            self.exit()

    def work(self, work: Callable[[Assistant], Result], then: Callable[[Result], object]) -> None:
        """Have the worker do something; what goes wrong is shown as a notice."""
        self.worker.do(work, then, self.tell)

    def later(self, then: Callable[..., object], *results: object) -> None:
        """From another thread: show what came of its work, unless the screen is gone meanwhile."""
        self.call_later(lambda: then(*results) if self.is_running else None)

    def aside(self, work: Callable[[], Result], then: Callable[[Result], object]) -> None:
        """Have something done that needs no library; later work of this kind overtakes it."""
        self.run_worker(
            lambda: self.later(then, work()), group="aside", exclusive=True, thread=True
        )

    def say(self, message: Message, severe: bool = False) -> None:
        """One sentence in a corner of the screen."""
        self._notify(message.to(self.language), severe)

    def tell(self, error: UserError) -> None:
        """What went wrong, and what to do about it."""
        shown = (error.message.to(self.language), error.hint.to(self.language))
        self._notify("\n".join(shown), severe=True)

    def _notify(self, text: str, severe: bool) -> None:
        """Textual's notices take only a string: it is laid out here, for the room they have."""
        display, parts = self.terminal.display, [Part(isolating_paths(visible(text)))]
        columns = min(NOTICE_COLUMNS, self.size.width - NOTICE_FRAME)
        logical = display.order == "logical"
        self.notify(
            in_logical_order(parts) if logical else "\n".join(paint(parts, columns, display)),
            severity="warning" if severe else "information",
            timeout=NOTICE_SECONDS * (2 if severe else 1),
            markup=False,
        )

    def copy(self, text: str | None) -> None:
        """To the desktop's clipboard, else through the terminal to that of its user."""
        if not text:
            self.say(messages.NOTHING_TO_COPY)
            return
        self.copy_to_clipboard(text)

    def copy_to_clipboard(self, text: str) -> None:
        self._clipboard = text  # for pasting within the chat

        def copied(on_desktop: bool) -> None:
            if not on_desktop:
                super(ChatApp, self).copy_to_clipboard(text)
            self.say(messages.COPIED if on_desktop else messages.COPIED_THROUGH_TERMINAL)

        self.aside(lambda: _on_desktop(text), copied)

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

    def choose_theme(self, name: str) -> None:
        self.theme = name
        self._remember("theme", name)

    def choose_display(self, display: Display) -> None:
        self.change_display(display)
        self._remember("display", display.order)

    def _display_asked(self, _: object) -> None:
        """Whoever has chosen none is content with what was found, and not asked again."""
        if setting("display") is None:
            self._remember("display", "auto")

    def _remember(self, name: str, value: str) -> None:
        try:
            save_setting(name, value)
        except UserError as error:
            self.tell(error)
        except OSError as error:
            self.say(Message(str(error), str(error)), severe=True)

    def export(self, chat: int, title: str, path: str) -> None:
        """Write a conversation to a file; its suffix chooses the format."""
        file = Path(path).expanduser() if path else free_file(title)

        def written(assistant: Assistant) -> Path:
            assistant.export(assistant.turns(chat), file, title=title)
            return file

        self.work(written, lambda file: self.say(messages.exported(str(file.absolute()))))


def free_file(title: str) -> Path:
    """A name in the working folder that is not taken yet, after a conversation's title."""
    words = "".join(letter if letter.isalnum() else " " for letter in title)[:40].split()
    stem = "-".join(words) or "محادثة"
    names = (f"{stem}{number}.md" for number in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(file for file in map(Path, names) if not file.exists())


def _on_desktop(text: str) -> bool:
    import pyperclip  # type: ignore[import-untyped]  # it has no types of its own

    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError):
        return False
    return True
