"""`add --watch`: a folder is kept in step until Ctrl+C."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.cli.exits import DONE
from index.errors import LibraryBusy

_SETTLED_MS = 1_500
"""Without another change before files are read: copying takes its time."""


def watch(paths: Sequence[Path], refresh: Callable[[], int]) -> int:
    """Refresh whenever something changes below the paths; a busy library is tried again."""
    from watchfiles import watch as changes_in

    waiting = False
    for changes in changes_in(
        *paths,
        debounce=_SETTLED_MS,
        rust_timeout=5_000,
        yield_on_timeout=True,
        raise_interrupt=False,
    ):
        if not changes and not waiting:
            continue
        try:
            refresh()
            waiting = False
        except LibraryBusy:
            waiting = True
    return DONE
