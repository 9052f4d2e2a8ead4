"""A library of an older version of ours becomes one of today's, after a copy of it was kept."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from index.store.database import SCHEMA_VERSION, connect, door, locked, prepare_for_writing

STEPS = {
    1: (
        "ALTER TABLE documents RENAME COLUMN pages TO anchors;"
        "ALTER TABLE documents ADD COLUMN caveats TEXT NOT NULL DEFAULT '[]';"
    ),
}
"""Version → what makes the next one of it."""


def kept_copy(file: Path, version: int) -> Path:
    """Where the file as it was is kept: renamed back to its old name, it is that library again."""
    return file.with_name(f"{file.stem}-{version}{file.suffix}")


def migrate(file: Path) -> None:
    """Bring a library's file to `SCHEMA_VERSION`, all or nothing.

    :raises UserError: when the disk is full, or another process writes to the library.
    """
    with locked(file.parent), door(file), closing(connect(file, writable=True)) as connection:
        version = _version(connection)
        if version >= SCHEMA_VERSION:
            return  # another process was faster
        _copy(connection, kept_copy(file, version))
        prepare_for_writing(connection)
        steps = "".join(STEPS[each] for each in range(version, SCHEMA_VERSION))
        try:
            connection.executescript(
                f"BEGIN IMMEDIATE; {steps} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
            )
        finally:
            if connection.in_transaction:
                connection.rollback()


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _copy(connection: sqlite3.Connection, to: Path) -> None:
    unfinished = to.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    with closing(sqlite3.connect(unfinished)) as copy:
        connection.backup(copy)
    unfinished.rename(to)
