"""The vectors of passages, searched exactly or, in the bulk, by a snapshot of Chroma's.

Whatever way a candidate is found, its cosine is worked out from the library's own vector, so the
same question gets the same scores and the same order. What is newer than the snapshot is
scanned; what was removed since is left out. Passages may still be without a vector: they are
made in the order of the passages, so what is new is what lies beyond the last that was seen.
"""

from __future__ import annotations

from collections import abc
from threading import RLock
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.retrieval.backends import IndexContents, IndexState, Progress, size_of
from index.retrieval.chroma import (
    FOLDER,
    NAMED,
    Damaged,
    Snapshot,
    build_snapshot,
    check_collection,
    check_files,
    clear_snapshot,
    damage_as_error,
    named_snapshot,
    needs_snapshot,
    open_collection,
)
from index.store.library import Library
from index.store.records import Ids, Vectors

if TYPE_CHECKING:
    from index.retrieval.chroma import Collection

__all__ = ["ChromaIndex", "build_snapshot", "needs_snapshot"]

EXACT_NUMBERS = 25_600_000
"""Rows × dimension up to which a single question is scanned exactly: 66,000 rows of the built-in
vectors. Importing Chroma alone takes 0.9 s; 30,000 rows of 256 were scanned cold in 0.07 s."""
CANARY_QUERIES = 10
SPARE = 32
"""Candidates beyond those asked for, so that near equals are ordered by us and not by HNSW."""
COSINE_DECIMALS = 6
"""Sums in float32 differ in the last places with the shape of the matrix."""
NEAR_EQUAL = 1e-5  # cosines in float32 that may be equal


class ChromaIndex:
    """Nearest passages of one library, for as long as it is open; safe to use from threads."""

    def __init__(self, library: Library, resident: bool) -> None:
        """Use `open`."""
        self._library = library
        self._resident = resident
        self.damaged: str | None = None
        """Why the snapshot is not used, in English, for a log; the answers do not suffer."""
        self._collection: Collection | None = None
        self._named: str | None = None
        self._rows = 0
        self._lock = RLock()
        """Taken before a moment of the library, so that no thread goes back to an earlier one."""
        self._drop_rows(0, 0)

    @classmethod
    def open(cls, library: Library, *, resident: bool = False) -> ChromaIndex:
        """Ready to search; later changes to the library are taken in by each search.

        :param resident: for a process that stays: checks the snapshot in full and lets Chroma
            answer. Otherwise up to `EXACT_NUMBERS` are scanned exactly.
        """
        index = cls(library, resident)
        index._open_snapshot()
        return index

    @classmethod
    def state(cls, library: Library) -> IndexState:
        """Of the snapshot that the library names; every byte of it is looked at."""
        size = size_of(library.path / FOLDER)
        snapshot = named_snapshot(library)
        if snapshot is None:
            return IndexState(size, None)
        try:
            check_files(library, snapshot, thorough=True)
        except Damaged as damage:
            return IndexState(size, snapshot.embedded, snapshot.number, str(damage))
        return IndexState(size, snapshot.embedded, snapshot.number)

    @classmethod
    def contents(cls, library: Library) -> IndexContents | None:
        snapshot = named_snapshot(library)
        if snapshot is None:
            return None
        try:
            check_files(library, snapshot, thorough=True)
            collection = open_collection(snapshot.folder(library))
            check_collection(library, collection, snapshot.rows, CANARY_QUERIES)
            with damage_as_error():
                ids = frozenset(int(id) for id in collection.get(include=[])["ids"])
        except Damaged:
            return None
        held = library.passages(ids)
        return IndexContents(frozenset(held), sum(id not in held for id in ids))

    @classmethod
    def clear(cls, library: Library) -> None:
        clear_snapshot(library)

    @classmethod
    def needs_build(cls, library: Library) -> bool:
        return needs_snapshot(library)

    @classmethod
    def build(cls, library: Library, progress: Progress = lambda done, total: None) -> None:
        build_snapshot(library, progress)

    def search(
        self, vector: npt.ArrayLike, limit: int, documents: abc.Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """Passage ids with their cosines, best first, equals by rising id; at most `limit`.

        Empty for a vector of zeros: it is as near to one passage as to another.

        :param documents: ids of the only documents to look in, each row exactly; None for all.
        """
        question = np.asarray(vector, np.float32)
        length = float(np.linalg.norm(question))
        if limit < 1 or length == 0:
            return []
        question = question / np.float32(length)
        with self._lock, self._library.snapshot():
            self._follow()
            if documents is not None:
                return _ranked(*self._rows_of(documents), question, limit)
            ids, rows = self._nearest_scanned(question, limit)
            if self._collection is not None:
                try:
                    more_ids, more_rows = self._nearest_in_chroma(self._collection, question, limit)
                    ids, rows = np.concatenate((ids, more_ids)), _stack(rows, more_rows)
                except Damaged as reason:
                    self._give_up_on_chroma(str(reason))
                    self._follow()
                    ids, rows = self._nearest_scanned(question, limit)
        return _ranked(ids, rows, question, limit)

    def close(self) -> None:
        """Drop the rows; Chroma keeps some memory until the process ends."""
        with self._lock:
            self._collection = None
            self._drop_rows(0, 0)

    def _open_snapshot(self) -> None:
        self._named = self._library.get(NAMED)
        self._collection, self._rows, self.damaged = None, 0, None
        self._drop_rows(0, 0)
        snapshot = named_snapshot(self._library)
        if snapshot is None:
            return
        numbers = snapshot.rows * (self._library.dimension or 0)
        wanted = self._resident or numbers > EXACT_NUMBERS
        try:
            check_files(self._library, snapshot, thorough=wanted)
            if wanted:
                self._collection = self._opened(snapshot)
                self._rows = snapshot.rows
                self._drop_rows(snapshot.lsn, snapshot.embedded)
        except Damaged as reason:
            self._give_up_on_chroma(str(reason))

    def _opened(self, snapshot: Snapshot) -> Collection:
        collection = open_collection(snapshot.folder(self._library))
        check_collection(self._library, collection, snapshot.rows, CANARY_QUERIES)
        return collection

    def _give_up_on_chroma(self, reason: str) -> None:
        self.damaged = reason
        self._collection = None
        self._drop_rows(0, 0)

    def _drop_rows(self, lsn: int, embedded: int) -> None:
        """Scan nothing yet, and then what is newer.

        :param lsn: up to which removals are taken in.
        :param embedded: up to which vectors are.
        """
        self._ids: Ids = np.empty(0, np.int64)
        self._matrix: Vectors = np.empty((0, 0), np.float32)
        self._removed: set[int] = set()
        self._lsn = lsn
        self._embedded = embedded

    def _follow(self) -> None:
        """Take in what was embedded and removed since the last search."""
        lsn, embedded = self._library.lsn, self._library.embedded
        if lsn < self._lsn:  # a moment that began before another thread's
            return
        if self._library.get(NAMED) != self._named:
            self._open_snapshot()
        if lsn == self._lsn and embedded <= self._embedded:
            return
        removed = [id for _, id in self._library.removed_after(self._lsn)]
        self._removed.update(removed)
        kept = ~np.isin(self._ids, removed)
        ids, rows = self._library.vectors_after(self._embedded)
        self._matrix = _stack(self._matrix if kept.all() else self._matrix[kept], _unit(rows))
        self._ids = np.concatenate((self._ids[kept], ids))
        self._lsn, self._embedded = lsn, max(embedded, self._embedded)

    def _rows_of(self, documents: abc.Collection[int]) -> tuple[Ids, Vectors]:
        """Every row of some documents, from memory or from the library."""
        wanted = np.array(self._library.passage_ids(documents), np.int64)
        held = np.isin(self._ids, wanted)
        ids, rows = self._library.vectors(np.setdiff1d(wanted, self._ids).tolist())
        return np.concatenate((self._ids[held], ids)), _stack(self._matrix[held], _unit(rows))

    def _nearest_scanned(self, question: Vectors, limit: int) -> tuple[Ids, Vectors]:
        """Of the rows in memory, at least the `limit` nearest."""
        if not len(self._ids):
            return self._ids, self._matrix
        cosines = self._matrix @ question
        if len(cosines) > limit:
            worst = np.partition(cosines, -limit)[-limit]
            near = np.flatnonzero(cosines >= worst - NEAR_EQUAL)
        else:
            near = np.arange(len(cosines))
        return self._ids[near], self._matrix[near]

    def _nearest_in_chroma(
        self, collection: Collection, question: Vectors, limit: int
    ) -> tuple[Ids, Vectors]:
        """Of the snapshot's rows that the library still has; by HNSW, so nearly always all."""
        asked = min(self._rows, limit + SPARE)
        while True:
            with damage_as_error():
                answer = collection.query(
                    query_embeddings=question[None], n_results=asked, include=[]
                )
                found = [int(id) for id in answer["ids"][0]]
            kept = [id for id in found if id not in self._removed]
            if len(kept) >= limit or asked == self._rows:
                break
            asked = min(self._rows, 2 * asked)
        ids, rows = self._library.vectors(kept)
        return ids, _unit(rows)


def _ranked(ids: Ids, rows: Vectors, question: Vectors, limit: int) -> list[tuple[int, float]]:
    if not len(ids):
        return []
    cosines = np.round(rows.astype(np.float64) @ question.astype(np.float64), COSINE_DECIMALS)
    order = np.lexsort((ids, -cosines))[:limit]
    return [(int(ids[at]), float(cosines[at])) for at in order]


def _unit(rows: Vectors) -> Vectors:
    """Rows at length 1, in place; zeros stay zeros."""
    if len(rows):
        lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
        np.divide(rows, lengths, out=rows, where=lengths > 0)
    return rows


def _stack(rows: Vectors, more: Vectors) -> Vectors:
    if not len(rows) or not len(more):
        return rows if len(rows) else more
    return np.concatenate((rows, more))
