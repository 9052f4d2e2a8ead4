"""A writer that never stops by itself: run as a process, to be killed at any moment.

It puts, refreshes and removes documents, and brings both indexes up to date in between. A
journal, synced, tells what it is about to store and what the library has acknowledged.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from typing import TextIO

from index.retrieval.lexical import TantivyIndex
from index.retrieval.vectors import build_snapshot
from index.store.library import Library
from tests.index.shelf import chapter, put

PATHS = 120


def work(library: Library, journal: TextIO, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 repeatable, not secret
    print("ready", flush=True)
    with library.writing():
        while True:
            for _ in range(draw.randint(5, 40)):
                path = f"/كتب/{draw.randrange(PATHS)}.txt"
                text = chapter(draw.randrange(9), draw.randrange(900))
                _change(library, journal, path, None if draw.random() < 0.15 else text)
            TantivyIndex.open(library).catch_up()
            if draw.random() < 0.5:
                build_snapshot(library)


def _change(library: Library, journal: TextIO, path: str, text: str | None) -> None:
    _note(journal, {"path": path, "text": text, "done": False})
    if text is None:
        library.remove_path(path)
    else:
        put(library, path, text)
    _note(journal, {"path": path, "text": text, "done": True})


def _note(journal: TextIO, entry: dict[str, str | bool | None]) -> None:
    journal.write(json.dumps(entry) + "\n")
    journal.flush()
    os.fsync(journal.fileno())


if __name__ == "__main__":
    with Library.open(sys.argv[1]) as opened, Path(sys.argv[2]).open("a") as stream:
        work(opened, stream, int(sys.argv[3]))
