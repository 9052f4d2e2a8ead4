"""Files are added without leaving the chat: a path, then how far it is, and what was left out."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import ProgressBar, Static

from assistant.tui import messages
from assistant.tui.content import RtlScreen
from assistant.tui.editor import Field
from assistant.tui.text import Name, Part, Sentence, paragraphs
from index.errors import Language, Message, UserError

if TYPE_CHECKING:
    from assistant.tui.host import ChatHost
    from index.ingest import FileResult


class AddScreen(ModalScreen[bool], RtlScreen[bool]):
    """Returns whether anything was added or refreshed."""

    app: ChatHost

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False, priority=True)]

    def __init__(self, language: Language, path: str = "") -> None:
        """:param path: what to begin with at once; empty: ask for it."""
        super().__init__()
        self._language = language
        self._path = path
        self._stopped: Event | None = None
        self._counts: Counter[str] = Counter()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(paragraphs((messages.ADD.to(self._language), "bold")))
            yield Field(messages.ADD_WHAT.to(self._language))
            yield Static(id="adding")
            yield ProgressBar(show_eta=False, show_percentage=False)
            with VerticalScroll(id="left-out", can_focus=False):
                yield Static(id="skipped")
            yield Static(
                paragraphs(
                    (messages.ADD_KEYS.to(self._language), "$text-muted"), language=self._language
                )
            )

    def on_mount(self) -> None:
        self._skipped: list[Part] = []
        self.query_one(ProgressBar).display = False
        self.query_one("#left-out").display = False
        field = self.query_one(Field)
        field.focus()
        if self._path:
            field.replace_all(self._path)
            field.action_submit()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Add in a thread of its own, so that questions are answered meanwhile."""
        if not event.text or self._stopped:
            return
        stopped = self._stopped = Event()
        self._counts.clear()
        self._skipped = []
        paths = [Path(event.text.strip("\"'")).expanduser()]
        self.query_one(ProgressBar).display = True
        self.run_worker(lambda: self._add(paths, stopped), thread=True)

    def action_leave(self) -> None:
        if self._stopped:
            self._stopped.set()
        else:
            self.dismiss(bool(self._counts["added"] + self._counts["refreshed"]))

    def _add(self, paths: list[Path], stopped: Event) -> None:
        """In its thread; the library need not be there before."""
        from assistant.assistant import Assistant

        def progress(what: Message, done: int, total: int) -> None:
            if stopped.is_set():
                raise _Stopped
            self.app.later(self._show_progress, what, done, total)

        try:
            with (
                Assistant.open(self.app.folder, create=True) as assistant,
                closing(assistant.add(paths, progress=progress)) as results,
            ):
                for result in results:
                    self.app.later(self._show_file, result)
                    if stopped.is_set():
                        raise _Stopped
        except _Stopped:
            self.app.later(self._end, None)
        except UserError as error:
            self.app.later(self._end, error)
        except Exception as error:  # reported, so that the conversation outlives it
            self.app.later(self._end, messages.unexpected(error))
        else:
            self.app.later(self._end, None)

    def _show_progress(self, what: Message, done: int, total: int) -> None:
        if self.is_mounted:
            self.query_one(ProgressBar).update(total=total, progress=done)
            self._tell(what.to(self._language), f" {done}/{total}")

    def _show_file(self, result: FileResult) -> None:
        self._counts[result.outcome] += 1
        if result.reason and self.is_mounted:
            shown = result.reason.message.to(self._language)
            self._skipped += [Name(result.path.name, "bold"), Sentence(f": {shown}\n")]
            self.query_one("#left-out").display = True
            self.query_one("#skipped", Static).update(paragraphs(*self._skipped))

    def _end(self, error: UserError | None) -> None:
        stopped = self._stopped is not None and self._stopped.is_set()
        self._stopped = None
        self.app.embed()
        if not self.is_mounted:
            return
        self.query_one(ProgressBar).display = False
        if error:
            shown = f"{error.message.to(self._language)}\n{error.hint.to(self._language)}"
            self._tell(Sentence(shown, "$warning-text"))
            return
        done = self._counts["added"] + self._counts["refreshed"] + self._counts["unchanged"]
        self._tell(messages.added(done, self._counts["refused"]).to(self._language))
        if stopped:
            self.app.say(messages.ADD_STOPPED)
        elif done and not self._counts["refused"]:
            self.app.say(messages.added(done, 0))
            self.dismiss(True)

    def _tell(self, *parts: Part) -> None:
        self.query_one("#adding", Static).update(paragraphs(*parts))


class _Stopped(Exception):
    """The user has had enough."""
