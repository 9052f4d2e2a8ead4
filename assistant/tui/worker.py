"""The one thread that asks and looks up, in order, so that typing never waits for a search."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from assistant.tui import messages
from index.errors import Language, UserError

if TYPE_CHECKING:
    from assistant.assistant import Assistant

Result = TypeVar("Result")
Later = Callable[..., object]
"""Has a function called, with its arguments, in the thread of the screen."""


class Worker:
    """Does one piece of work after another; the library is opened before the first."""

    def __init__(
        self,
        folder: Path,
        model: str | None,
        language: Language,
        later: Later,
        *,
        fast: bool = False,
    ) -> None:
        """
        :param model: spec of what writes the answers; None for that of the settings, if any.
        :param fast: whether to answer by words alone, without the encoder.
        """
        self._folder = folder
        self._model = model
        self._language = language
        self._later = later
        self._fast = fast
        self._assistant: Assistant | None = None
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="library", daemon=True)
        self._thread.start()

    def do(
        self,
        work: Callable[[Assistant], Result],
        then: Callable[[Result], object],
        failed: Callable[[UserError], object],
    ) -> None:
        """Have `work` done in the worker's thread, and `then` or `failed` called in the screen's.

        A failure that is nobody's error to mend is reported as one all the same: the conversation
        on the screen must outlive it.
        """

        def job() -> None:
            try:
                result = work(self._open())
            except UserError as error:
                self._later(failed, error)
            except Exception as error:
                self._later(failed, messages.unexpected(error))
            else:
                self._later(then, result)

        self._jobs.put(job)

    def close(self) -> None:
        """End after the work at hand; nothing is waited for."""
        self._jobs.put(None)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
        if self._assistant:
            self._assistant.close()

    def _open(self) -> Assistant:
        if self._assistant is None:
            from assistant.assistant import Assistant
            from assistant.llms.chosen import chosen_spec

            self._assistant = Assistant.open(
                self._folder,
                model=chosen_spec(self._model),
                language=self._language,
                fast=self._fast,
            )
        return self._assistant
