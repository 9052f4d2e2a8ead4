"""The steps that a change to a library is made of; each runs inside the caller's transaction."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from index.store import records
from index.store.database import Database
from index.store.records import SLICE_CHARACTERS
from index.types import Extraction, NewPassage


def newest(database: Database) -> int:
    """The last lsn given; a removal leaves its own behind, so none is ever given twice."""
    added, removed = database.rows(
        "SELECT (SELECT max(lsn) FROM passages), (SELECT max(lsn) FROM removed)"
    )[0]
    return max(added or 0, removed or 0)


def describe(
    database: Database, id: int | None, digest: str, extraction: Extraction
) -> tuple[int, bool]:
    """Write a document without its passages, a new one when `id` is None.

    :return: its id, and whether its words or title are new, so that its passages must be too.
    """
    title = records.clean(extraction.title)
    described = (
        *(digest, title, len(extraction.text)),
        *(records.packed_all(extraction.blocks), records.packed_all(extraction.anchors)),
        *(records.packed_all(extraction.caveats), records.packed(dict(extraction.metadata))),
    )
    if id is None:
        query = (
            "INSERT INTO documents (sha256, title, characters, blocks, anchors, caveats, metadata,"
            " added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"
        )
        id = int(database.value(query, *described, _now()))
        before = None
    else:
        before = database.rows("SELECT sha256, title FROM documents WHERE id = ?", id)[0]
        query = (
            "UPDATE documents SET revision = revision + 1, sha256 = ?, title = ?, characters = ?,"
            " blocks = ?, anchors = ?, caveats = ?, metadata = ? WHERE id = ?"
        )
        database.rows(query, *described, id)
    if before is None or before[0] != digest:
        _write_text(database, id, extraction.text)
    return id, before != (digest, title)


def has_passages(database: Database, id: int, passages: Sequence[NewPassage]) -> bool:
    """Whether a document already has exactly these passages."""
    rows = database.rows(
        'SELECT start, "end", headings FROM passages WHERE document_id = ? ORDER BY id', id
    )
    return rows == [row[1:] for row in _passage_rows(id, passages)]


def set_passages(database: Database, id: int, passages: Sequence[NewPassage]) -> None:
    """They take the place of those before, whose vectors go with them."""
    remove_passages(database, id)
    lsn = newest(database)
    last = database.value("SELECT seq FROM sqlite_sequence WHERE name = 'passages'") or 0
    database.many(
        "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)",
        ((last + nth, *row, lsn + nth) for nth, row in enumerate(_passage_rows(id, passages), 1)),
    )


def remove_passages(database: Database, id: int) -> None:
    """Each leaves its id behind, for the indexes to learn of."""
    database.rows(
        "INSERT INTO removed SELECT ? + row_number() OVER (ORDER BY id), id FROM passages"
        " WHERE document_id = ?",
        *(newest(database), id),
    )
    database.rows("DELETE FROM passages WHERE document_id = ?", id)


def add_vectors(database: Database, ids: Sequence[int], blobs: Sequence[bytes]) -> None:
    """Without those of passages that are no more, or that have one already.

    :raises ValueError: for vectors of another dimension than the library's, and where a passage
        before them would be left without one.
    """
    size = database.value("SELECT length(vector) FROM vectors LIMIT 1")
    if size and blobs and len(blobs[0]) != size:
        raise ValueError(f"vectors of {len(blobs[0]) // 2} dimensions, not {size // 2}")
    last = database.value("SELECT max(passage_id) FROM vectors") or 0
    waiting = database.rows(
        "SELECT id FROM passages WHERE id BETWEEN ? AND ? ORDER BY id",
        *(last + 1, max(ids, default=0)),
    )
    if not {id for (id,) in waiting} <= set(ids):
        raise ValueError("vectors are made in the order of the passages")
    by_id = dict(zip(ids, blobs, strict=True))
    database.many("INSERT INTO vectors VALUES (?, ?)", ((id, by_id[id]) for (id,) in waiting))


def remove_document(database: Database, id: int) -> None:
    title = database.value("SELECT title FROM documents WHERE id = ?", id)
    if title is not None:
        remove_passages(database, id)
        database.rows("DELETE FROM documents WHERE id = ?", id)
        log(database, "remove", log_details(id, title))


def lose_path(database: Database, id: int) -> None:
    """A document has lost a path: without any it goes, else it may need another title."""
    if database.value("SELECT 1 FROM files WHERE document_id = ?", id) is None:
        remove_document(database, id)
        return
    # The title may be the one that the lost path gave: have the others read again.
    database.rows("UPDATE files SET sha256 = '' WHERE document_id = ?", id)
    database.rows("UPDATE documents SET revision = revision + 1 WHERE id = ?", id)


def restore(database: Database, id: int, text: str) -> None:
    """Write a document's own text again."""
    _write_text(database, id, text)
    database.rows("UPDATE documents SET revision = revision + 1 WHERE id = ?", id)


def log(database: Database, event: str, details: Mapping[str, Any]) -> None:
    database.rows(
        "INSERT INTO history (at, lsn, event, details) VALUES (?, ?, ?, ?)",
        *(_now(), newest(database), event, records.packed(dict(details))),
    )


def log_details(id: int, title: str, path: str | os.PathLike[str] | None = None) -> dict[str, Any]:
    """What the history keeps of a change; names are made printable."""
    details: dict[str, Any] = {"document": id, "title": records.clean(title)}
    return details if path is None else {**details, "path": records.clean(os.fspath(path))}


def _write_text(database: Database, id: int, text: str) -> None:
    database.rows("DELETE FROM slices WHERE document_id = ?", id)
    starts = range(0, len(text), SLICE_CHARACTERS)
    database.many(
        "INSERT INTO slices VALUES (?, ?, ?)",
        ((id, nth, text[at : at + SLICE_CHARACTERS]) for nth, at in enumerate(starts)),
    )


def _passage_rows(id: int, passages: Sequence[NewPassage]) -> list[tuple[int, int, int, str]]:
    return [(id, each.start, each.end, records.packed(each.headings)) for each in passages]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
