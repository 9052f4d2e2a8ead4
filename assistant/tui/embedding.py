"""The thread that makes the library's vectors while the chat is open; no question waits for it."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

from index.errors import LibraryBusy, Message, UserError

BUSY_SECONDS = 5.0
"""After which a library that another process writes to is tried again."""


class BackgroundEmbedding:
    """Begins when it is told, stops between two batches when the chat ends; nobody waits for it."""

    def __init__(self, folder: Path) -> None:
        """:param folder: of the library."""
        self._folder = folder
        self._wanted = Event()
        self._closed = Event()
        Thread(target=self._run, name="embedding", daemon=True).start()

    def begin(self) -> None:
        """Make what vectors there are to make, once more if it is being done already."""
        self._wanted.set()

    def close(self) -> None:
        self._closed.set()
        self._wanted.set()

    def _run(self) -> None:
        while self._wanted.wait() and not self._closed.is_set():
            self._wanted.clear()
            try:
                self._embed()
            except _Closed:
                return
            except LibraryBusy:
                self._wanted.set()
                self._closed.wait(BUSY_SECONDS)
            except UserError:
                continue  # `shawahid embed` tells it; questions are answered by words meanwhile

    def _embed(self) -> None:
        """The snapshot, which locks the library for long, is left to the next `add` or `embed`."""
        from assistant.assistant import Assistant

        with Assistant.open(self._folder) as assistant:
            assistant.embed(self._stop_when_closed, snapshot=False)

    def _stop_when_closed(self, what: Message, done: int, total: int) -> None:
        if self._closed.is_set():
            raise _Closed


class _Closed(Exception):
    """The chat has ended."""
