"""`add --watch`: files and folders are kept in step until Ctrl+C."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.cli.exits import DONE, INTERRUPTED
from index.errors import LibraryBusy
from index.readers.finding import IGNORE_FILE

_SETTLED_MS = 1_500
"""Without another change before files are read: copying takes its time."""
_RETRY_MS = 5_000
"""Until a library that was busy is tried again."""


def watch(paths: Sequence[Path], library: Path, refresh: Callable[[], int]) -> int:
    """Refresh whenever something changes below the paths; a busy library is tried again.

    :param library: its folder, whose own changes are none of the documents'.
    :param refresh: gives an exit code; the user may have stopped it.
    """
    from watchfiles import watch as changes_in

    named = [Path(os.path.abspath(path)) for path in paths]
    # A file is watched through its folder: editors put another one into its place.
    folders = {path if path.is_dir() else path.parent for path in named}
    own = Path(os.path.abspath(library))

    def counts(_: object, changed: str) -> bool:
        return _is_of(Path(changed), named, own)

    owed = True  # something may have changed since the files were read
    try:
        for changes in changes_in(
            *folders,
            watch_filter=counts,
            debounce=_SETTLED_MS,
            rust_timeout=_RETRY_MS,
            yield_on_timeout=True,
        ):
            if not changes and not owed:
                continue
            try:
                if refresh() == INTERRUPTED:
                    return INTERRUPTED
                owed = False
            except LibraryBusy:
                owed = True
    except KeyboardInterrupt:  # how it is meant to end
        pass
    return DONE


def _is_of(changed: Path, named: Sequence[Path], library: Path) -> bool:
    """Whether a change is one of what was named, hidden names left out as by the walk."""
    if changed.is_relative_to(library):
        return False
    for path in named:
        if changed.is_relative_to(path):
            within = changed.relative_to(path).parts
            if all(part == IGNORE_FILE or not part.startswith(".") for part in within):
                return True
    return False
