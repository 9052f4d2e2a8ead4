"""The one door to SQLite: the form of the file, who may write, what the user reads of errors."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import local
from time import monotonic, sleep
from typing import Any

from index.errors import LibraryBusy, Message, UserError

LOCK = "write.lock"
SCHEMA_VERSION = 2
LOCK_TRIED_EVERY_S = 0.02
BUSY_TIMEOUT_MS = 10_000  # a commit holds readers up for milliseconds; a slow disk for longer

SCHEMA = """
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE history (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, lsn INTEGER NOT NULL,
  event TEXT NOT NULL, details TEXT NOT NULL) STRICT;
CREATE TABLE documents (
  id INTEGER PRIMARY KEY AUTOINCREMENT, revision INTEGER NOT NULL DEFAULT 1,
  sha256 TEXT NOT NULL UNIQUE, title TEXT NOT NULL, characters INTEGER NOT NULL,
  blocks TEXT NOT NULL, anchors TEXT NOT NULL, caveats TEXT NOT NULL,
  metadata TEXT NOT NULL,
  added_at TEXT NOT NULL) STRICT;
CREATE TABLE slices (
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number INTEGER NOT NULL, text TEXT NOT NULL, UNIQUE (document_id, number)) STRICT;
CREATE TABLE files (
  path BLOB PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  sha256 TEXT NOT NULL, size INTEGER NOT NULL, encoding TEXT NOT NULL) STRICT;
CREATE INDEX files_of_document ON files (document_id);
CREATE TABLE passages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, headings TEXT NOT NULL,
  lsn INTEGER NOT NULL UNIQUE) STRICT;
CREATE INDEX passages_of_document ON passages (document_id);
CREATE TABLE vectors (
  passage_id INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
  vector BLOB NOT NULL) STRICT;
CREATE TABLE removed (lsn INTEGER PRIMARY KEY, passage_id INTEGER NOT NULL UNIQUE) STRICT;
INSERT INTO state VALUES ('identity', lower(hex(randomblob(16))));
"""


Row = tuple[Any, ...]  # as SQLite returns it


@dataclass(slots=True)
class _Session:
    """A connection while one thread has it in hand."""

    connection: sqlite3.Connection
    is_writing: bool = False
    is_changing: bool = False
    is_over: bool = False


class Database:
    """One file, read from any thread and changed inside `writing`; its errors are UserErrors.

    Each thread has a connection to itself for as long as it reads or writes; those that no
    thread has in hand are kept for the next.
    """

    def __init__(self, file: Path, writable: bool) -> None:
        self.file = file
        self._writable = writable
        self._is_closed = False
        self._mine = local()
        with door(file):
            self._idle = [connect(file, writable)]  # taking from a list and adding are atomic

    def close(self) -> None:
        """What another thread is at ends as it should; nothing can be begun any more."""
        self._is_closed = True
        while self._idle:
            self._idle.pop().close()

    @property
    def is_writing(self) -> bool:
        """Whether this thread is inside `writing`."""
        mine = self._in_hand()
        return mine is not None and mine.is_writing

    def rows(self, query: str, *parameters: object) -> list[Row]:
        with door(self.file), self._session() as mine:
            return mine.connection.execute(query, parameters).fetchall()

    def value(self, query: str, *parameters: object) -> Any:  # noqa: ANN401 what a column holds
        """The first column of the first row, None when there is no row."""
        rows = self.rows(query, *parameters)
        return rows[0][0] if rows else None

    def many(self, query: str, rows: Iterable[Row]) -> None:
        with door(self.file), self._session() as mine:
            mine.connection.executemany(query, rows)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        with self._session() as mine:
            if mine.connection.in_transaction:
                yield
                return
            self.rows("BEGIN")
            try:
                yield
            finally:
                mine.connection.rollback()

    @contextmanager
    def writing(self, patience_s: float = 0.0) -> Iterator[None]:
        with locked(self.file.parent, patience_s), self._session() as mine:
            with door(self.file):
                prepare_for_writing(mine.connection)
            mine.is_writing = True
            try:
                yield
            finally:
                mine.is_writing = False
                with door(self.file):
                    mine.connection.execute("PRAGMA query_only = ON")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; one inside another is undone alone, and kept only with the whole."""
        mine = self._in_hand()
        if mine is None or not mine.is_writing:
            raise RuntimeError("a library is changed only inside writing()")
        if mine.is_changing:
            with self._savepoint(mine.connection):
                yield
            return
        self.rows("BEGIN IMMEDIATE")
        mine.is_changing = True
        try:
            yield
            self.rows("COMMIT")
        finally:
            mine.is_changing = False
            if mine.connection.in_transaction:
                mine.connection.rollback()

    @contextmanager
    def _savepoint(self, connection: sqlite3.Connection) -> Iterator[None]:
        self.rows("SAVEPOINT change")
        try:
            yield
        except BaseException:
            # Some failures, a full disk among them, have undone the whole transaction already.
            if connection.in_transaction:
                self.rows("ROLLBACK TO change")
            raise
        self.rows("RELEASE change")

    def _in_hand(self) -> _Session | None:
        mine: _Session | None = getattr(self._mine, "session", None)
        return None if mine is None or mine.is_over else mine

    @contextmanager
    def _session(self) -> Iterator[_Session]:
        """The one that this thread has in hand, else one to have in hand until the end."""
        mine = self._in_hand()
        if mine is not None:
            yield mine
            return
        mine = self._mine.session = _Session(self._connection())
        try:
            yield mine
        finally:
            mine.is_over = True  # a generator that held it may be closed in another thread
            self._idle.append(mine.connection)
            if self._is_closed:
                self.close()

    def _connection(self) -> sqlite3.Connection:
        with suppress(IndexError):
            return self._idle.pop()
        with door(self.file):
            if self._is_closed:
                raise sqlite3.ProgrammingError("the library is closed")
            return connect(self.file, self._writable)


def make(file: Path) -> None:
    """An empty library, named only when it is whole."""
    unfinished = file.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_CREAT | os.O_WRONLY, 0o600))
    connection = sqlite3.connect(unfinished, isolation_level=None)
    connection.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
    connection.close()
    unfinished.rename(file)
    sync_folder(file.parent)


def connect(file: Path, writable: bool) -> sqlite3.Connection:
    """For reading only, until `prepare_for_writing`."""
    address = file.as_uri() + ("?mode=rw" if writable else "?mode=ro")
    connection = sqlite3.connect(
        address, uri=True, isolation_level=None, check_same_thread=False, timeout=0
    )
    try:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA user_version")
    except sqlite3.OperationalError:
        connection.close()
        if writable or _size(file.with_name(file.name + "-wal")):
            raise
        # A write-ahead log that is empty cannot be opened where its files cannot be made.
        connection = sqlite3.connect(
            file.as_uri() + "?immutable=1", uri=True, isolation_level=None, check_same_thread=False
        )
    return connection


def prepare_for_writing(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA query_only = OFF")
    if write_ahead_is_safe(sqlite3.sqlite_version_info):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    else:
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA foreign_keys = ON")
    # A spilled page locks readers out until the commit; a document's pages fit in memory.
    connection.execute("PRAGMA cache_spill = OFF")


def write_ahead_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite has the fix for the WAL-reset bug, which could damage the file."""
    return (
        version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    )


@contextmanager
def locked(folder: Path, patience_s: float = 0.0) -> Iterator[None]:
    """Hold the library's write lock, which frees itself when the process dies.

    :param patience_s: how long to wait for another writer; at least one try is made.
    :raises LibraryBusy: when it does not end by then, naming the process that holds it.
    """
    file = folder / LOCK
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise _user_error(error, file) from error
    try:
        try:
            _lock(descriptor, patience_s)
        except BlockingIOError as error:
            holder = os.read(descriptor, 32).decode("ascii", "replace").strip() or "?"
            raise LibraryBusy(
                Message(
                    f"عملية أخرى (رقمها {holder}) تكتب في المكتبة {folder}",
                    f"Another process (PID {holder}) is writing to the library {folder}",
                ),
                Message("انتظر حتى تنتهي ثم أعد المحاولة", "Wait until it ends, then try again"),
            ) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, patience_s: float) -> None:
    """:raises BlockingIOError: when another holds it all the time."""
    deadline = monotonic() + patience_s
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() >= deadline:
                raise
            sleep(LOCK_TRIED_EVERY_S)
        else:
            return


def damaged(file: Path) -> UserError:
    return UserError(
        Message(f"ملف المكتبة تالف: {file}", f"The library's file is damaged: {file}"),
        Message(
            "استعده من نسخة احتياطية، أو احذفه وأضف ملفاتك من جديد",
            "Restore it from a backup, or delete it and add your files again",
        ),
    )


@contextmanager
def door(file: Path, damaged: Callable[[Path], UserError] = damaged) -> Iterator[None]:
    """Nothing of SQLite's or the system's own errors leaves this module untold.

    :param damaged: the error for a file that is no longer sound.
    """
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise damaged(file) from error
        raise _user_error(error, file) from error


def _user_error(error: Exception, file: Path) -> UserError:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_FULL"):
        return UserError(
            Message(f"امتلأ القرص عند كتابة {file}", f"The disk is full: cannot write {file}"),
            Message(
                "أفرغ مكانا ثم أعد الأمر؛ لم يضع مما حُفظ شيء",
                "Make room and run the command again; nothing that was saved is lost",
            ),
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LibraryBusy(
            Message(f"الملف مشغول: {file}", f"The file is busy: {file}"),
            Message("أعد المحاولة بعد قليل", "Try again in a moment"),
        )
    return UserError(
        Message(f"تعذّر فتح {file} أو كتابته: {error}", f"Cannot open or write {file}: {error}"),
        Message("تحقق من أذون المجلد ومن القرص", "Check the folder's permissions, and the disk"),
    )


def other_version(folder: Path, version: int) -> UserError:
    return UserError(
        Message(
            f"مكتبة {folder} بالصيغة {version}، وهذه النسخة تقرأ الصيغة {SCHEMA_VERSION}",
            f"The library {folder} has format {version}; this version reads {SCHEMA_VERSION}",
        ),
        Message("حدّث شواهد، أو أنشئ مكتبة أخرى", "Update shawahid, or make another library"),
    )


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0
