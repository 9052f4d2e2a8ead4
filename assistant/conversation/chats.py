"""Conversations on disk: every turn is saved as it happens, in one SQLite file of the library.

A turn that `append` has returned for is there after a crash. Several processes may read and
write at once; the library's own write lock is not needed.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Self

from assistant.answer import Answer
from assistant.conversation.saved import SavedAnswer, read_saved, saved_json
from assistant.conversation.turns import Turn
from assistant.schema import dumps
from index.arabic import fold, words
from index.errors import Message, UserError
from index.store import database
from index.store.library import Library
from index.store.records import clean

FILE = "chats.db"
SCHEMA_VERSION = 1
LAST = "last"
"""What the latest conversation is called, beside its number."""
TITLE_CHARACTERS = 60  # of the first question, so that a list keeps to one line each

_SCHEMA = (
    """CREATE TABLE chats (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      title TEXT NOT NULL, started_at TEXT NOT NULL) STRICT""",
    """CREATE TABLE turns (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      chat_id INTEGER NOT NULL REFERENCES chats ON DELETE CASCADE, number INTEGER NOT NULL,
      asked_at TEXT NOT NULL, question TEXT NOT NULL, understood TEXT NOT NULL,
      answer TEXT NOT NULL, words TEXT NOT NULL, UNIQUE (chat_id, number)) STRICT""",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)
_CHAT = (
    "SELECT c.id, c.title, c.started_at, max(t.asked_at), count(*)"
    " FROM chats c JOIN turns t ON t.chat_id = c.id "
)


@dataclass(frozen=True, slots=True)
class Chat:
    """A saved conversation without its turns."""

    id: int
    title: str
    """Of its first question until it is renamed; as the user wrote it, controls included."""
    started_at: str
    """UTC, ISO 8601."""
    changed_at: str
    """When its last turn was saved."""
    turns: int
    """At least 1: what was never asked is not listed."""


@dataclass(frozen=True, slots=True)
class Match:
    """A conversation that a search found."""

    chat: Chat
    turns: tuple[int, ...]
    """The numbers, from 1, of the turns that hold every word; empty when only the title does."""


class NoSuchChat(UserError):
    """A conversation was named that is not there."""


class Chats:
    """The conversations of one library, safe to use from threads.

    Any method may raise UserError: a damaged file, a full disk, a folder without permission.
    """

    def __init__(self, file: Path, connection: sqlite3.Connection) -> None:
        """Use `open`."""
        self._file = file
        self._connection = connection
        self._lock = RLock()  # the connection is one thread's until what it begins is done

    @classmethod
    def open(cls, folder: Path) -> Chats:
        """The conversations in a library's folder; the file is made where it is missing.

        :raises UserError: when it is damaged or a later version's; it is left as it is.
        """
        file = folder.absolute() / FILE
        with database.door(file, _damaged):
            writable = os.access(file if file.exists() else folder, os.W_OK)
            if writable:
                os.close(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o600))
            chats = cls(file, database.connect(file, writable))
            if writable:
                database.prepare_for_writing(chats._connection)
                # Words of a conversation that was deleted do not stay behind in the file.
                chats._connection.execute("PRAGMA secure_delete = ON")
                chats._make()
        version = chats._rows("PRAGMA user_version")[0][0]
        if version != SCHEMA_VERSION:
            chats.close()
            raise _other_version(file, version) if version else _damaged(file)
        return chats

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def create(self) -> int:
        """The id of a new conversation, which is listed once it has a turn."""
        with self._transaction():
            now = _now()
            self._rows("INSERT INTO chats (title, started_at) VALUES ('', ?)", now)
            return int(self._rows("SELECT last_insert_rowid()")[0][0])

    def append(self, chat: int, turn: Turn, library: Library) -> int:
        """Save a turn at the end of a conversation; on disk when this returns.

        :param library: the one that answered.
        :return: the turn's number, from 1.
        :raises NoSuchChat: when it was deleted meanwhile.
        """
        if not isinstance(turn.answer, Answer):
            raise TypeError("what was read back is saved already")
        answer = dumps(saved_json(turn.answer, library))
        question, understood = clean(turn.question), clean(turn.understood)
        searched = " ".join(words("\n".join((question, understood, *_said(turn.answer)))))
        with self._transaction():
            self._check(chat)
            number = int(
                self._rows(
                    "SELECT coalesce(max(number), 0) + 1 FROM turns WHERE chat_id = ?", chat
                )[0][0]
            )
            self._rows(
                "INSERT INTO turns (chat_id, number, asked_at, question, understood, answer, words)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                *(chat, number, _now(), question, understood, answer, searched),
            )
            title = "UPDATE chats SET title = ? WHERE id = ? AND title = ''"
            self._rows(title, title_of(question), chat)
        return number

    def listed(self) -> list[Chat]:
        """All conversations, the one with the newest turn first."""
        rows = self._rows(_CHAT + "GROUP BY c.id ORDER BY max(t.id) DESC")
        return [Chat(*row) for row in rows]

    def latest(self) -> Chat | None:
        """The conversation with the newest turn."""
        rows = self._rows(_CHAT + "GROUP BY c.id ORDER BY max(t.id) DESC LIMIT 1")
        return Chat(*rows[0]) if rows else None

    def chat(self, id: int) -> Chat:
        """:raises NoSuchChat: when there is none, or no turn in it."""
        rows = self._rows(_CHAT + "WHERE c.id = ? GROUP BY c.id", id)
        if not rows:
            raise _no_such_chat(id)
        return Chat(*rows[0])

    def named(self, name: str) -> Chat:
        """A conversation by its number, or the latest by `LAST`.

        :raises NoSuchChat: when no conversation has this number, or there is none at all.
        """
        latest = self.latest() if name == LAST else None
        if latest is not None:
            return latest
        if name.isdecimal():
            return self.chat(int(name))
        raise NoSuchChat(
            Message(f"لا محادثة باسم «{name}»", f"There is no conversation “{name}”"),
            Message("القائمة: shawahid chats", "The list: shawahid chats"),
        )

    def find(self, text: str) -> list[Match]:
        """The conversations with every word of a text in one turn or in the title, newest first.

        Words are compared as search folds them, and parts of words count: «احمد» finds «لأحمد».
        """
        wanted = words(text)
        if not wanted:
            return []
        holds = " AND ".join(["instr(words, ?)"] * len(wanted))
        found: dict[int, list[int]] = {}
        for chat, number in self._rows(
            f"SELECT chat_id, number FROM turns WHERE {holds} ORDER BY chat_id, number",  # noqa: S608 - our own words alone
            *wanted,
        ):
            found.setdefault(chat, []).append(number)
        return [
            Match(chat, tuple(found.get(chat.id, ())))
            for chat in self.listed()
            if chat.id in found or all(word in fold(chat.title) for word in wanted)
        ]

    def turns(
        self, chat: int, library: Library, first: int = 1, last: int | None = None
    ) -> Sequence[Turn]:
        """The turns of a conversation in order, their quotes compared with the library as it is.

        :param first: number of the first turn wanted, from 1.
        :param last: of the last, which is among them; None for all that follow.
        """
        rows = self._rows(
            "SELECT question, understood, answer, asked_at FROM turns"
            " WHERE chat_id = ? AND number BETWEEN ? AND ? ORDER BY number",
            *(chat, first, 1 << 62 if last is None else last),
        )
        with library.snapshot():
            return [
                Turn(question, understood, self._answer(answer, at, library))
                for question, understood, answer, at in rows
            ]

    def rename(self, chat: int, title: str) -> None:
        """:raises NoSuchChat: when there is none."""
        with self._transaction():
            self._check(chat)
            self._rows("UPDATE chats SET title = ? WHERE id = ?", clean(title), chat)

    def delete(self, chat: int) -> None:
        """Remove a conversation for good, its words from the file too.

        :raises NoSuchChat: when there is none.
        """
        with self._transaction():
            self._check(chat)
            self._rows("DELETE FROM chats WHERE id = ?", chat)

    def _answer(self, answer: str, at: str, library: Library) -> SavedAnswer:
        try:
            return read_saved(json.loads(answer), at, library)
        except (KeyError, TypeError, ValueError) as error:
            raise _damaged(self._file) from error

    def _check(self, chat: int) -> None:
        if not self._rows("SELECT 1 FROM chats WHERE id = ?", chat):
            raise _no_such_chat(chat)

    def _make(self) -> None:
        if self._rows("PRAGMA user_version")[0][0]:
            return
        with self._transaction():
            # Another process may have made it meanwhile; a file of another program's is no chat.
            if not self._rows("SELECT 1 FROM sqlite_schema LIMIT 1"):
                for statement in _SCHEMA:
                    self._rows(statement)

    def _rows(self, query: str, *parameters: object) -> list[database.Row]:
        with self._lock, database.door(self._file, _damaged):
            return self._connection.execute(query, parameters).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock:
            self._rows("BEGIN IMMEDIATE")
            try:
                yield
                self._rows("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.rollback()


def title_of(question: str) -> str:
    """A conversation's title: its first question, shortened at a word."""
    line = " ".join(question.split())
    if len(line) <= TITLE_CHARACTERS:
        return line
    return line[:TITLE_CHARACTERS].rsplit(" ", 1)[0] + "…"


def _said(answer: Answer) -> Iterator[str]:
    """What a search in conversations looks at, beside the question."""
    for statement in answer.statements:
        yield statement.text
    for quote in answer.quotes:
        yield quote.text
        yield quote.document.title


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _damaged(file: Path) -> UserError:
    return UserError(
        Message(f"ملف المحادثات تالف: {file}", f"The file of conversations is damaged: {file}"),
        Message(
            "انقله إلى مكان آخر فتبدأ محادثات جديدة؛ الوثائق لم يمسّها شيء",
            "Move it elsewhere and new conversations begin; the documents are untouched",
        ),
    )


def _other_version(file: Path, version: int) -> UserError:
    return UserError(
        Message(
            f"محادثات {file} بالصيغة {version}، وهذه النسخة تقرأ الصيغة {SCHEMA_VERSION}",
            f"The conversations in {file} have format {version}; this version reads"
            f" {SCHEMA_VERSION}",
        ),
        Message("حدّث شواهد؛ لم يتغير في الملف شيء", "Update shawahid; the file is unchanged"),
    )


def _no_such_chat(id: int) -> NoSuchChat:
    return NoSuchChat(
        Message(f"لا محادثة رقمها {id}", f"There is no conversation {id}"),
        Message("القائمة: shawahid chats", "The list: shawahid chats"),
    )
