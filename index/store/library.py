"""The canonical text of a library: one SQLite file, which every index and every quote comes from.

A change is one transaction, and each passage added or removed carries the next number of
one rising sequence, its `lsn`; an index that remembers the last number it saw knows what it
still has to learn. One process writes at a time, under `write.lock`; readers take no lock.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from index.errors import LibraryMissing, Message
from index.store import changes, database, migrations, records
from index.store.database import Database
from index.store.document_cache import DocumentCache
from index.store.records import SLICE_CHARACTERS, DocumentSummary, Event, FileRecord, Ids, Vectors
from index.types import Document, Extraction, NewPassage, Passage

__all__ = ["FILE", "DocumentSummary", "Event", "FileRecord", "Library"]

FILE = "library.db"
ROWS_AT_ONCE = 500  # bound parameters in one statement; SQLite's oldest limit is 999


class Library:
    """One open library, safe to use from threads; one of them at a time writes to it.

    What a thread begins with `snapshot`, `writing` or `transaction` is of that thread alone.
    Any method may raise UserError: a damaged file, a full disk, a folder without permission.
    """

    def __init__(self, path: Path) -> None:
        """Use `open` or `create`."""
        self.path = path
        self.writable = os.access(path / FILE, os.W_OK) and os.access(path, os.W_OK)
        """Whether the folder lets us write; not whether anybody is writing."""
        # A reader has to be able to undo what a killed writer left, so it opens for writing
        # wherever it may, and is held back until it does write.
        self._database = Database(path / FILE, self.writable)
        self._cache = DocumentCache()

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Library:
        """:raises LibraryMissing: when the folder holds none."""
        folder = Path(path).absolute()
        file = folder / FILE
        if not file.is_file():
            raise LibraryMissing(
                Message(f"لا مكتبة في {folder}", f"There is no library in {folder}"),
                Message(
                    "أنشئها من ملفاتك: shawahid add <ملف أو مجلد>",
                    "Make one from your files: shawahid add <file or folder>",
                ),
            )
        library = cls(folder)
        version = library._database.value("PRAGMA user_version")
        if version in migrations.STEPS and library.writable:
            library.close()
            migrations.migrate(file)
            return cls.open(folder)
        if version != database.SCHEMA_VERSION:
            library.close()
            # A library is named once it has its version: a file without one was cut to nothing.
            raise database.other_version(folder, version) if version else database.damaged(file)
        return library

    @classmethod
    def create(cls, path: str | os.PathLike[str]) -> Library:
        """As `open`, after making the folder and the file where they are missing."""
        folder = Path(path).absolute()
        file = folder / FILE
        if not file.is_file():
            with database.door(folder):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with database.locked(folder), database.door(file):
                if not file.is_file():
                    database.make(file)
        return cls.open(folder)

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def snapshot(self) -> AbstractContextManager[None]:
        """What is read inside is of one moment, whatever is written meanwhile. Keep it short."""
        return self._database.snapshot()

    def writing(self, patience_s: float = 0.0) -> AbstractContextManager[None]:
        """Hold the library's one write lock; it frees itself when the process dies.

        :param patience_s: how long to wait for another writer.
        :raises LibraryBusy: when it does not end by then, naming the process that holds it.
        """
        return self._database.writing(patience_s)

    @property
    def is_writing(self) -> bool:
        """Whether this thread is inside `writing`."""
        return self._database.is_writing

    def transaction(self) -> AbstractContextManager[None]:
        """Several changes as one, all or nothing, which also costs one wait for the disk."""
        return self._database.transaction()

    @property
    def identity(self) -> str:
        """Given at creation: what is derived from one library is of no use to another."""
        return str(self.get("identity"))

    @property
    def lsn(self) -> int:
        """Of the last change to any passage; 0 in an empty library."""
        return changes.newest(self._database)

    @property
    def embedded(self) -> int:
        """lsn of the last passage that has a vector, 0 when none has one.

        Vectors are made in the order of the passages, so all up to it have theirs.
        """
        query = "SELECT lsn FROM passages WHERE id = (SELECT max(passage_id) FROM vectors)"
        return self._database.value(query) or 0

    @property
    def dimension(self) -> int | None:
        """Of the vectors; None while there are none."""
        size = self._database.value("SELECT length(vector) FROM vectors LIMIT 1")
        return None if size is None else int(size) // 2

    def count(self, until: int | None = None) -> int:
        """Of all passages, or of those whose lsn is not beyond `until`."""
        last = self.lsn if until is None else until
        return int(self._database.value("SELECT count(*) FROM passages WHERE lsn <= ?", last))

    def documents(self) -> list[DocumentSummary]:
        """In the order in which they were added."""
        sources: dict[int, list[FileRecord]] = {}
        with self.snapshot():
            for record in self.files():
                sources.setdefault(record.document_id, []).append(record)
            rows = self._database.rows(
                "SELECT id, sha256, title, characters, added_at, metadata, (SELECT count(*)"
                " FROM passages WHERE document_id = documents.id) FROM documents ORDER BY id"
            )
        return [records.document_summary(row, sources[row[0]]) for row in rows]

    def document(self, id: int) -> Document:
        """:raises KeyError: when the library does not hold it, or no longer."""
        with self.snapshot():
            revision = self._database.value("SELECT revision FROM documents WHERE id = ?", id)
            if revision is None:
                raise KeyError(id)
            known = self._cache.get((id, revision))
            if known is not None:
                return known
            row = self._database.rows(records.DOCUMENT + "WHERE id = ?", id)[0]
            slices = self._database.rows(
                "SELECT text FROM slices WHERE document_id = ? ORDER BY number", id
            )
            text = "".join(slice[0] for slice in slices)
            document = records.document(row, text, self._paths(id))
        self._cache.put((id, revision), document)
        return document

    def holder(self, sha256: str) -> int | None:
        """The document whose canonical text has this sha256, None when there is none."""
        found: int | None = self._database.value(
            "SELECT id FROM documents WHERE sha256 = ?", sha256
        )
        return found

    def titles(self, document_ids: Iterable[int]) -> dict[int, str]:
        """Without those that the library no longer holds."""
        return dict(self._with_ids("SELECT id, title FROM documents WHERE id", document_ids))

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """In the order asked for, without those that the library no longer holds."""
        wanted = list(ids)
        rows = self._with_ids(records.PASSAGE + "WHERE id", wanted)
        found = {row[0]: records.passage(row) for row in rows}
        return {id: found[id] for id in wanted if id in found}

    def passage_ids(self, document_ids: Iterable[int]) -> list[int]:
        """Of all passages of some documents, in no order."""
        rows = self._with_ids("SELECT id FROM passages WHERE document_id", document_ids)
        return [row[0] for row in rows]

    def passages_of(self, document_id: int) -> list[Passage]:
        """In the order of the text; empty for an unknown document."""
        rows = self._database.rows(
            records.PASSAGE + 'WHERE document_id = ? ORDER BY start, "end"', document_id
        )
        return [records.passage(row) for row in rows]

    def text(self, document_id: int, start: int, end: int) -> str:
        """Code points `[start, end)` of a document, cut without reading the rest.

        :raises KeyError: when the library does not hold the document.
        :raises IndexError: when the document is not that long.
        """
        first = start // SLICE_CHARACTERS
        rows = self._database.rows(
            "SELECT text FROM slices WHERE document_id = ? AND number BETWEEN ? AND ?"
            " ORDER BY number",
            document_id,
            first,
            max(start, end - 1) // SLICE_CHARACTERS,
        )
        offset = first * SLICE_CHARACTERS
        text = "".join(row[0] for row in rows)[max(0, start - offset) : end - offset]
        if len(text) != end - start or start < 0:
            if self._database.value("SELECT 1 FROM documents WHERE id = ?", document_id) is None:
                raise KeyError(document_id)
            raise IndexError(f"[{start}, {end}) is not in document {document_id}")
        return text

    def texts(self, passages: Iterable[Passage]) -> dict[int, str]:
        """The words of some passages, by id, read faster than one by one; raises as `text`."""
        wanted = {passage.id: passage for passage in passages}
        found: dict[int, str] = dict(self._with_ids(records.PASSAGE_TEXT + "WHERE p.id", wanted))
        for id, passage in wanted.items():
            # SQLite cuts within one slice, and stops at a NUL.
            if len(found.get(id, "")) != passage.end - passage.start:
                found[id] = self.text(passage.document_id, passage.start, passage.end)
        return found

    def file(self, path: str | os.PathLike[str]) -> FileRecord | None:
        rows = self._database.rows(records.FILE_RECORD + "WHERE path = ?", os.fsencode(path))
        return records.file_record(rows[0]) if rows else None

    def members(self, path: str | os.PathLike[str]) -> list[FileRecord]:
        """What was read from inside an archive or a mailbox, sorted by path."""
        prefix = os.fsencode(path)
        query = records.FILE_RECORD + "WHERE path > ? AND path < ? ORDER BY path"
        rows = self._database.rows(query, prefix + b"/", prefix + b"0")
        return [records.file_record(row) for row in rows]

    def files(self) -> list[FileRecord]:
        """Sorted by path."""
        return [
            records.file_record(row)
            for row in self._database.rows(records.FILE_RECORD + "ORDER BY path")
        ]

    def passages_after(self, lsn: int) -> Iterator[tuple[int, Passage, str]]:
        """Each with its lsn, rising, and the title of its document."""
        query = (
            'SELECT p.id, p.document_id, p.start, p."end", p.headings, p.lsn, d.title'
            " FROM passages p JOIN documents d ON d.id = p.document_id"
            " WHERE p.lsn > ? ORDER BY p.lsn LIMIT ?"
        )
        while rows := self._database.rows(query, lsn, ROWS_AT_ONCE):
            yield from ((row[5], records.passage(row), row[6]) for row in rows)
            lsn = rows[-1][5]

    def removed_after(self, lsn: int) -> list[tuple[int, int]]:
        """Pairs (lsn, passage id) of passages that are no more, by rising lsn."""
        query = "SELECT lsn, passage_id FROM removed WHERE lsn > ? ORDER BY lsn"
        return self._database.rows(query, lsn)

    def vectors_after(self, lsn: int) -> tuple[Ids, Vectors]:
        """Passage ids, rising, and their vectors, a row each; shape (0, 0) when there are none."""
        return records.matrix(
            self._database.rows(
                "SELECT p.id, v.vector FROM passages p JOIN vectors v ON v.passage_id = p.id"
                " WHERE p.lsn > ? ORDER BY p.id",
                lsn,
            )
        )

    def vectors(self, ids: Iterable[int]) -> tuple[Ids, Vectors]:
        """As `vectors_after`, for those of the passages that the library holds with a vector."""
        rows = self._with_ids("SELECT passage_id, vector FROM vectors WHERE passage_id", ids)
        return records.matrix(sorted(rows))

    def get(self, key: str) -> str | None:
        """A small fact about the library: a fingerprint, a version, the live snapshot."""
        value: str | None = self._database.value("SELECT value FROM state WHERE key = ?", key)
        return value

    def history(self, after: int = 0) -> list[Event]:
        """What was done to the library, in order, from the event that follows `after`."""
        query = "SELECT id, at, lsn, event, details FROM history WHERE id > ? ORDER BY id"
        return [records.event(row) for row in self._database.rows(query, after)]

    @property
    def free_bytes(self) -> int:
        """Of the database file that nothing uses; what was removed may still be read in them."""
        pages = self._database.value("PRAGMA freelist_count")
        return int(pages) * int(self._database.value("PRAGMA page_size"))

    def damage(self) -> str | None:
        """What SQLite's own full check finds wrong; reads the whole file."""
        found = self._database.rows("PRAGMA integrity_check(1)")[0][0]
        return None if found == "ok" else str(found)

    def set(self, key: str, value: str | None) -> None:
        """None removes the key. Only inside `writing()`, as all that follow."""
        with self._database.transaction():
            if value is None:
                self._database.rows("DELETE FROM state WHERE key = ?", key)
            else:
                self._database.rows("INSERT OR REPLACE INTO state VALUES (?, ?)", key, value)

    def log(self, event: str, details: Mapping[str, Any]) -> None:
        """Add to the history. `put` and `remove` log themselves: add, refresh, remove."""
        with self._database.transaction():
            changes.log(self._database, event, details)

    def put(
        self,
        path: str | os.PathLike[str],
        file_sha256: str,
        size: int,
        extraction: Extraction,
        passages: Sequence[NewPassage],
    ) -> int:
        """Store what a file holds, all or nothing, and return its document's id.

        A text is stored once, however many paths it is read from; the last of them names it.
        A path whose text changed keeps its document's id, unless another path still has the
        old text. A document that no path is left for is removed.

        :raises ValueError: for a span outside the text.
        """
        records.check_spans(extraction.text, passages)
        digest = sha256(extraction.text.encode()).hexdigest()
        with self._database.transaction():
            before = self.file(path)
            id = self._database.value("SELECT id FROM documents WHERE sha256 = ?", digest)
            if id is None and before and len(self._paths(before.document_id)) == 1:
                id = before.document_id
            event = "add" if id is None else "refresh"
            id, changed = changes.describe(self._database, id, digest, extraction)
            if changed or not changes.has_passages(self._database, id, passages):
                changes.set_passages(self._database, id, passages)
                changed = True
            self._database.rows(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
                *(os.fsencode(path), id, file_sha256, size, extraction.encoding),
            )
            if changed or before is None or before.document_id != id:
                self.log(event, changes.log_details(id, extraction.title, path))
            if before and before.document_id != id:
                changes.lose_path(self._database, before.document_id)
        return id

    def put_vectors(self, ids: Sequence[int], vectors: npt.NDArray[np.floating[Any]]) -> None:
        """Keep the vectors of the next passages that have none, as float16.

        Those of passages that have gone or have theirs are left out.

        :param ids: of passages, in the order of `passages_after(embedded)`, none skipped.
        :param vectors: a row for each.
        :raises ValueError: for vectors that do not fit, or passages before them without any.
        """
        blobs = records.blobs(vectors, len(ids))
        with self._database.transaction():
            changes.add_vectors(self._database, ids, blobs)

    def replace_passages(self, document_id: int, passages: Sequence[NewPassage]) -> None:
        """Split a document again; when nothing changes, passages keep their ids and vectors.

        :raises ValueError: as `put`.
        """
        with self._database.transaction():
            records.check_spans(self.document(document_id).text, passages)
            if not changes.has_passages(self._database, document_id, passages):
                changes.set_passages(self._database, document_id, passages)

    def restore(self, document_id: int, text: str) -> None:
        """Write a document's text again where the disk has changed it.

        :raises ValueError: when it is not the text that was kept.
        """
        digest = sha256(text.encode()).hexdigest()
        with self._database.transaction():
            if self.holder(digest) != document_id:
                raise ValueError(f"another text than that of document {document_id}")
            changes.restore(self._database, document_id, text)

    def remove(self, document_id: int) -> None:
        """Remove a document with all its paths; nothing happens when there is none."""
        with self._database.transaction():
            changes.remove_document(self._database, document_id)

    def remove_path(self, path: str | os.PathLike[str]) -> None:
        """Remove a path, and its document when that was its last one."""
        with self._database.transaction():
            record = self.file(path)
            if record is not None:
                self._database.rows("DELETE FROM files WHERE path = ?", os.fsencode(path))
                changes.lose_path(self._database, record.document_id)

    def remove_vectors(self) -> None:
        """Before another embedder's vectors are put."""
        with self._database.transaction():
            self._database.rows("DELETE FROM vectors")

    def _paths(self, document_id: int) -> tuple[str, ...]:
        rows = self._database.rows(
            "SELECT path FROM files WHERE document_id = ? ORDER BY path", document_id
        )
        return tuple(os.fsdecode(row[0]) for row in rows)

    def _with_ids(self, query: str, ids: Iterable[int]) -> list[database.Row]:
        """The rows of a query that ends before `IN`, in no order."""
        wanted = sorted({int(id) for id in ids})
        rows: list[database.Row] = []
        for first in range(0, len(wanted), ROWS_AT_ONCE):
            some = wanted[first : first + ROWS_AT_ONCE]
            rows += self._database.rows(f"{query} IN ({records.marks(some)})", *some)
        return rows
