"""What every screen of the chat may ask of it: work, notices, the clipboard, themes, exports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from assistant.config import save_setting
from assistant.controls import visible
from assistant.terminal.display import Display, Terminal
from assistant.terminal.page import isolating_paths
from assistant.terminal.paint import Part, in_logical_order, paint
from assistant.tui import messages
from assistant.tui.content import RtlApp
from assistant.tui.embedding import BackgroundEmbedding
from assistant.tui.page_viewer import kept, opens
from assistant.tui.worker import Worker
from index.errors import Language, Message, UserError
from index.types import Span

if TYPE_CHECKING:
    from assistant.assistant import Assistant

Result = TypeVar("Result")

NOTICE_SECONDS = 4.0
NOTICE_COLUMNS = 48
NOTICE_FRAME = 3  # columns of the edge and the padding of a notice


class ChatHost(RtlApp[None]):
    """The chat without its screens, which are opened by `assistant.tui.app`."""

    worker: Worker
    embedding: BackgroundEmbedding | None = None
    """None where the encoder is done without."""

    def __init__(self, terminal: Terminal, folder: Path, language: Language) -> None:
        """:param folder: of the library, which need not be there yet."""
        super().__init__(terminal)
        self.folder = folder
        self.language = language

    def work(self, work: Callable[[Assistant], Result], then: Callable[[Result], object]) -> None:
        """Have the worker do something; what goes wrong is shown as a notice."""
        self.worker.do(work, then, self.tell)

    def embed(self) -> None:
        """Have the vectors made that the library lacks, while questions are asked."""
        if self.embedding:
            self.embedding.begin()

    def later(self, then: Callable[..., object], *results: object) -> None:
        """From another thread: show what came of its work, unless the screen is gone meanwhile."""
        self.call_later(lambda: then(*results) if self.is_running else None)

    def beside(self, work: Callable[[Assistant], Result], then: Callable[[Result], object]) -> None:
        """As `work`, for what takes long: questions do not wait for it."""

        def begin(assistant: Assistant) -> None:
            Thread(target=run, args=[assistant], daemon=True).start()

        def run(assistant: Assistant) -> None:
            try:
                result = work(assistant)
            except UserError as error:
                self.later(self.tell, error)
            except Exception as error:
                self.later(self.tell, messages.unexpected(error))
            else:
                self.later(then, result)

        self.work(lambda assistant: assistant, begin)

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
                super(ChatHost, self).copy_to_clipboard(text)
            self.say(messages.COPIED if on_desktop else messages.COPIED_THROUGH_TERMINAL)

        self.aside(lambda: _on_desktop(text), copied)

    def show_page(self, document: int, span: Span) -> None:
        """The page of a PDF that a span stands on, in the desktop's viewer, else in a file."""

        def show(png: bytes) -> None:
            file = kept(png)
            self.say(messages.page_image(str(file), opened=opens(file)))

        self.say(messages.DRAWING)
        self.beside(lambda assistant: assistant.page_image(document, span.start, span.end), show)

    def choose_theme(self, name: str) -> None:
        self.theme = name
        self._remember("theme", name)

    def choose_display(self, display: Display) -> None:
        self.change_display(display)
        self._remember("display", display.order)

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
