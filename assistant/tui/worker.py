"""The one thread that touches the library, so that typing never waits for a search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from assistant.tui import messages
from index.errors import UserError

if TYPE_CHECKING:
    from assistant.conversation.chats import Chats
    from assistant.llms.chosen import ChosenModel
    from index.retrieval.search import Searcher
    from index.store.library import Library

Result = TypeVar("Result")
Later = Callable[..., object]
"""Has a function called, with its arguments, in the thread of the screen."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a chat works on; for the worker's thread alone."""

    library: Library
    searcher: Searcher
    chats: Chats
    model: ChosenModel


class Worker:
    """Does one piece of work after another; the library is opened before the first."""

    def __init__(self, folder: Path, model: str | None, later: Later) -> None:
        """:param model: spec of what writes the answers; None for that of the settings, if any."""
        self._folder = folder
        self._model = model
        self._later = later
        self._opened: Opened | None = None
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="library", daemon=True)
        self._thread.start()

    def do(
        self,
        work: Callable[[Opened], Result],
        then: Callable[[Result], object],
        failed: Callable[[UserError], object],
    ) -> None:
        """Have `work` done in the worker's thread, and `then` or `failed` called in the screen's.

        A failure that is nobody's error to mend is told as one all the same: the conversation
        on the screen must outlive it.
        """

        def job() -> None:
            try:
                result = work(self._open())
            except UserError as error:
                self._later(failed, error)
            except Exception as fault:
                self._later(failed, messages.unexpected(fault))
            else:
                self._later(then, result)

        self._jobs.put(job)

    def close(self) -> None:
        """End after the work at hand; nothing is waited for."""
        self._jobs.put(None)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
        if self._opened:
            self._opened.chats.close()
            self._opened.library.close()

    def _open(self) -> Opened:
        if self._opened is None:
            from assistant.conversation.chats import Chats
            from assistant.llms.chosen import ChosenModel
            from index.retrieval.search import Searcher
            from index.store.library import Library

            library = Library.open(self._folder)
            searcher, chats = Searcher.open(library), Chats.open(library.path)
            self._opened = Opened(library, searcher, chats, ChosenModel(self._model))
        return self._opened
