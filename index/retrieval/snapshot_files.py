"""Files of a snapshot: what they hold when it is built, so that any later damage shows."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

DATABASE = "chroma.sqlite3"  # the one file that Chroma changes, by merely opening it
OPENINGS = "acquire_write"  # the table where it does
PAGE_BYTES = 4096
READ_BYTES = 256 * PAGE_BYTES  # of a file in memory at once: whole pages
COUNTERS = (slice(24, 40), slice(92, 100))  # of SQLite's header, that any write changes


def manifest(folder: Path, openings_page: int) -> dict[str, tuple[int, str]]:
    """Each file's name in the folder → its bytes and SHA-256."""
    files = {}
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        size = file.stat().st_size
        files[str(file.relative_to(folder))] = (size, file_digest(file, size, openings_page))
    return files


def file_digest(file: Path, size: int, openings_page: int) -> str:
    """Of the file's first `size` bytes, but for what Chroma changes in its SQLite file."""
    changing = (openings_page - 1) * PAGE_BYTES
    blanked = (*COUNTERS, slice(changing, changing + PAGE_BYTES)) if file.name == DATABASE else ()
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        for at in range(0, size, READ_BYTES):
            data = bytearray(stream.read(min(READ_BYTES, size - at)))
            for part in blanked:
                if at <= part.start < at + READ_BYTES:
                    data[part.start - at : part.stop - at] = bytes(part.stop - part.start)
            digest.update(data)
    return digest.hexdigest()


def find_openings_page(folder: Path) -> int:
    """Where Chroma's SQLite file notes that it was opened, from 1."""
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        return int(connection.execute(query, (OPENINGS,)).fetchone()[0])


def make_durable(folder: Path) -> None:
    """Every byte and every name on the disk, before any row speaks of them."""
    for path in (*folder.rglob("*"), folder, folder.parent, folder.parent.parent):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
