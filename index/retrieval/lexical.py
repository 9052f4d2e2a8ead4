"""The words of every passage, found by BM25: the one door to tantivy.

The index in `lexical/` is derived from the library and never trusted further than that. It keeps
no record of how far it is: the highest lsn in it and the number of its passages tell, and a
commit moves both at once. Missing, damaged, foreign or ahead of the library, it is rebuilt.
"""

from __future__ import annotations

import json
import shutil
import struct
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby, islice
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from index.arabic import FOLDING_VERSION, index_terms
from index.errors import LibraryBusy, Message, UserError
from index.retrieval.backends import IndexContents, IndexState, Progress, size_of
from index.retrieval.expansion import Expansion
from index.store.library import Library
from index.types import Passage

if TYPE_CHECKING:
    from tantivy import Index, IndexWriter, Query, Schema

FOLDER = "lexical"
FORMAT = 2  # of the index, raised with any change to what is put into it
HEAP_BYTES = 64_000_000  # what tantivy gathers in memory before it writes a segment
COMMIT_PASSAGES = 10_000  # a killed run repeats no more than these
REMADE_PASSAGES, REMADE_SHARE = 20_000, 0.1
"""tantivy counts removed passages in BM25 until it merges them away. A small index (1 s), or one
that loses this share, is rebuilt instead, so that scores depend on the library alone."""
REMEMBERED_TERMS = 1 << 15  # whose frequencies are kept until the library changes: 4 MB
SCORE_DECIMALS = 3
"""The same sums in another order differ in float32's last places; what is kept is stable."""
FOOTER_MAGIC = 1337  # tantivy's, at the end of each file
SEGMENT_PARTS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
OWNER = "made_for"  # the file that tells for which library and in which form an index was made


class _Damaged(Exception):
    """The index on disk cannot be used, or not be written."""


class TantivyIndex:
    """BM25 over the passages of one library, safe to use from threads."""

    def __init__(self, library: Library, folding: int) -> None:
        """Use `open`."""
        self._library = library
        self._folder = library.path / FOLDER
        self._fingerprint = f"{FORMAT}:{folding}:{library.identity}"
        self._index: Index | None = None
        self._lsn = -1  # of the library when the index was last seen to match it
        self._frequencies: dict[str, int] = {}  # of terms that were asked for
        self._lock = RLock()  # held while the index is looked at, or another one takes its place
        self.in_memory = False
        """Whether it had to be made in memory, for this process alone."""

    @classmethod
    def open(cls, library: Library, folding: int = FOLDING_VERSION) -> TantivyIndex:
        """Ready to search, and it stays so: a search first takes in what the library has learnt.

        What is behind or damaged on disk is mended there. Where the folder does not allow that,
        an index in memory takes its place; while another process writes, what it has written so
        far is searched. Inside `writing()` bringing the index up to date is left to `catch_up`.
        Not to be opened inside `snapshot()`.
        """
        opened = cls(library, folding)
        opened._refresh()
        return opened

    @classmethod
    def state(cls, library: Library) -> IndexState:
        """Of the index on disk."""
        index = cls(library, FOLDING_VERSION)
        index._load()
        seen = None if index._index is None else max(index._lsn, _newest(index._index))
        return IndexState(size_of(index._folder), seen)

    @classmethod
    def contents(cls, library: Library) -> IndexContents | None:
        """Every live passage, and how many deleted ones wait for their segments to be merged."""
        index = cls(library, FOLDING_VERSION)
        index._load()
        if index._index is None:
            return None
        try:
            with _damage():
                ids = _all_ids(index._index)
                meta = json.loads((index._folder / "meta.json").read_text(encoding="utf-8"))
                deleted = (each["deletes"] or {} for each in meta["segments"])
                remains = sum(each.get("num_deleted_docs", 0) for each in deleted)
        except _Damaged:
            return None
        held = library.passages(ids)
        return IndexContents(ids, remains + sum(id not in held for id in ids))

    @classmethod
    def clear(cls, library: Library) -> None:
        if not library.is_writing:
            raise RuntimeError("a lexical index is changed only inside library.writing()")
        shutil.rmtree(library.path / FOLDER, ignore_errors=True)

    @property
    def behind(self) -> bool:
        """Whether the library has changed since."""
        return self._index is None or self._lsn != self._library.lsn

    def search(
        self,
        terms: Mapping[str, float],
        limit: int,
        documents: Collection[int] | None = None,
        expansions: Sequence[Expansion] = (),
    ) -> list[tuple[int, float]]:
        """Passage ids with their BM25, best first, equals by rising id; at most `limit`.

        :param terms: as `index_terms` gives them, each with its weight; any of them may match.
        :param documents: ids of the only documents to look in; None for all.
        :param expansions: what may stand in a passage in place of some of the terms.
        """
        index = self._refreshed()
        if index is None or not terms or limit < 1:
            return []
        try:
            with _damage():
                return _ranked(index, terms, limit, documents, expansions)
        except _Damaged:
            # The file was sound when it was opened; it is rebuilt before the second try.
            with self._lock:
                if self._index is index:
                    self._index = None
                index = self._refreshed()
        return [] if index is None else _ranked(index, terms, limit, documents, expansions)

    def refresh(self) -> None:
        """Take in what the library has learnt, as every search does."""
        self._refreshed()

    def _refreshed(self) -> Index | None:
        with self._lock:
            if self.behind:
                self._refresh()
            return self._index

    @property
    def passages(self) -> int:
        """How many the index holds."""
        with self._lock:
            return 0 if self._index is None else self._index.searcher().num_docs

    def frequency(self, term: str) -> int:
        """In how many passages a term stands; for a while, removed ones are among them."""
        with self._lock:
            if self._index is None:
                return 0
            known = self._frequencies.get(term)
            if known is None:
                if len(self._frequencies) >= REMEMBERED_TERMS:
                    self._frequencies.clear()
                known = self._frequencies[term] = self._index.searcher().doc_freq("terms", term)
            return known

    def catch_up(self, progress: Progress = lambda done, total: None) -> None:
        """Take in what the library has learnt, on disk; only inside `library.writing()`.

        :raises UserError: when the disk refuses; the library itself has lost nothing.
        """
        if not self._library.is_writing:
            raise RuntimeError("a lexical index is changed only inside library.writing()")
        with self._lock:
            try:
                try:
                    self._take_in(self._index or self._made(), progress)
                except _Damaged:
                    self._take_in(self._made(), progress)
            except _Damaged as error:
                raise _unwritable(self._folder, error) from error

    def _refresh(self) -> None:
        if self.in_memory:
            self._take_in(self._index or self._made())
            return
        self._load()
        if self._library.is_writing or not self.behind:
            return
        if self._library.writable:
            try:
                with self._library.writing():
                    self._load()
                    self.catch_up()
                    return
            except LibraryBusy:
                if self._index is not None:
                    return
            except UserError:
                pass  # A full disk, for one: what is needed still fits in memory.
        self.in_memory = True
        self._take_in(self._made())

    def _load(self) -> None:
        """Take what is on disk; nothing when it is missing, damaged or another library's."""
        self._index, self._lsn = None, -1
        self._frequencies.clear()
        try:
            with _damage():
                if (self._folder / OWNER).read_text(encoding="utf-8") != self._fingerprint:
                    return
                _check_files(self._folder)
                index = _index(self._folder)
                newest = _newest(index)
        except _Damaged:
            return
        if newest <= self._library.lsn:
            self._index = index
            with self._library.snapshot():
                whole = self._has_lost_none(index, newest)
                if whole and next(self._library.passages_after(newest), None) is None:
                    self._lsn = self._library.lsn

    def _made(self) -> Index:
        """An empty index."""
        self._index, self._lsn = None, -1
        if self.in_memory:
            return _index(None)
        with _damage():
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(mode=0o700)
            index = _index(self._folder)
            (self._folder / OWNER).write_text(self._fingerprint, encoding="utf-8")
            return index

    def _has_lost_none(self, index: Index, newest: int) -> bool:
        """Whether the library still holds all that the index does, by number: the index has had
        every passage up to its newest, so equal numbers are equal passages."""
        return index.searcher().num_docs == self._library.count(until=newest)

    def _take_in(self, index: Index, progress: Progress = lambda done, total: None) -> None:
        """What was removed, then what was added; every commit is a state to go on from."""
        with self._library.snapshot():
            target, first = self._library.lsn, _newest(index)
            whole = self._has_lost_none(index, first)
            removed = [] if whole else self._library.removed_after(first)
            passages = self._library.count()
        if removed and (passages <= REMADE_PASSAGES or len(removed) > REMADE_SHARE * passages):
            index, first, removed = self._made(), 0, []
        added = (each for each in self._library.passages_after(first) if each[0] <= target)
        with _damage():
            writer = index.writer(HEAP_BYTES, 1)
            for _, id in removed:
                writer.delete_documents_by_term("id", id)
            while batch := list(islice(added, COMMIT_PASSAGES)):
                for document, some in groupby(batch, lambda each: each[1].document_id):
                    text = self._text(document)
                    for lsn, passage, title in some:
                        own = (title, *passage.headings, text[passage.start : passage.end])
                        _add(writer, lsn, passage, " ".join(index_terms("\n".join(own))))
                writer.commit()
                progress(batch[-1][0] - first, target - first)
            writer.commit()
            writer.wait_merging_threads()
            index.reload()
        if self._library.is_writing and not self._has_lost_none(index, target):
            raise _Damaged("other passages than the library's")
        self._index, self._lsn = index, target
        self._frequencies.clear()
        progress(target - first, target - first)

    def _text(self, document: int) -> str:
        try:
            return self._library.document(document).text
        except KeyError:
            return ""  # Removed while we read; its removal is the next thing we shall learn.


def _ranked(
    index: Index,
    terms: Mapping[str, float],
    limit: int,
    documents: Collection[int] | None,
    expansions: Sequence[Expansion],
) -> list[tuple[int, float]]:
    query, searcher = _query(index.schema, terms, expansions), index.searcher()
    if documents is not None:
        query = _only_in(index.schema, query, documents)
    fetched = limit
    while True:
        # Where equals straddle the limit, tantivy's choice among them is not ours.
        fetched *= 2
        found = searcher.search(query, limit=fetched, count=False).hits
        scores = [round(float(score), SCORE_DECIMALS) for score, _ in found]
        if len(found) < fetched or scores[limit - 1] > scores[-1]:
            break
    ids = searcher.fast_field_values("id", [address for _, address in found])
    hits = zip((int(id or 0) for id in ids), scores, strict=True)
    return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:limit]


def _query(schema: Schema, terms: Mapping[str, float], expansions: Sequence[Expansion]) -> Query:
    """Any of the terms; of terms and what may stand in their place, the best of them counts."""
    from tantivy import Occur, Query

    def clauses(terms: Mapping[str, float], occur: Occur) -> list[tuple[Occur, Query]]:
        return [
            (
                occur,
                Query.boost_query(Query.term_query(schema, "terms", term, "freq"), weight),
            )
            for term, weight in terms.items()
        ]

    replaced = frozenset[str]().union(*(one.own for one in expansions))
    query = clauses({term: terms[term] for term in terms if term not in replaced}, Occur.Should)
    for one in expansions:
        own = {term: terms[term] for term in one.own}
        alternatives = [
            clauses(own, Occur.Should),
            *(clauses(alternative, Occur.Must) for alternative in one.alternatives),
        ]
        best = Query.disjunction_max_query(
            [Query.boolean_query(alternative) for alternative in alternatives if alternative]
        )
        query.append((Occur.Should, best))
    return Query.boolean_query(query)


def _only_in(schema: Schema, query: Query, documents: Collection[int]) -> Query:
    """The same query with the same scores, over some documents alone."""
    from tantivy import Occur, Query

    among = Query.term_set_query(schema, "document", list(documents))
    return Query.boolean_query(
        [(Occur.Must, query), (Occur.Must, Query.const_score_query(among, 0.0))]
    )


def _index(folder: Path | None) -> Index:
    """Open the index in a folder, or make one where there is none."""
    from tantivy import Index, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

    schema = SchemaBuilder()
    # Not an unsigned field: tantivy's delete by term finds nothing in one, and says nothing.
    schema.add_integer_field("id", indexed=True, fast=True)
    schema.add_text_field("terms", tokenizer_name="spaces", index_option="freq")
    schema.add_integer_field("lsn", fast=True)
    schema.add_integer_field("document", indexed=True)
    # tantivy refuses to open an index whose schema differs from the one given.
    index = Index(schema.build(), None if folder is None else str(folder))
    # By default a thread of tantivy's rereads the files at every change, and a file that is cut
    # short meanwhile ends the process.
    index.config_reader(reload_policy="manual")
    index.register_tokenizer("spaces", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    return index


def _add(writer: IndexWriter, lsn: int, passage: Passage, terms: str) -> None:
    from tantivy import Document

    document = Document()
    document.add_integer("id", passage.id)
    document.add_integer("lsn", lsn)
    document.add_integer("document", passage.document_id)
    document.add_text("terms", terms)
    writer.add_document(document)


def _all_ids(index: Index) -> frozenset[int]:
    from tantivy import Query

    searcher = index.searcher()
    hits = searcher.search(Query.all_query(), limit=max(1, searcher.num_docs), count=False).hits
    ids = searcher.fast_field_values("id", [address for _, address in hits])
    return frozenset(int(id or 0) for id in ids)


def _newest(index: Index) -> int:
    """The highest lsn in an index, 0 when it is empty."""
    from tantivy import Query

    found = index.searcher().search(Query.all_query(), limit=1, order_by_field="lsn").hits
    return int(found[0][0]) if found else 0


def _check_files(folder: Path) -> None:
    """Every file of a segment is there and ends in its own checksum: 1 ms for 2 MB.

    tantivy looks at checksums only when asked, and the Python binding cannot ask.
    """
    segments = json.loads((folder / "meta.json").read_bytes())["segments"]
    for segment in segments:
        name, deletes = segment["segment_id"].replace("-", ""), segment["deletes"]
        parts = (*SEGMENT_PARTS, f"{deletes['opstamp']}.del") if deletes else SEGMENT_PARTS
        for part in parts:
            data = (folder / f"{name}.{part}").read_bytes()
            length, magic = struct.unpack("<II", data[-8:])
            body = memoryview(data)[: -8 - length]
            if magic != FOOTER_MAGIC or json.loads(data[len(body) : -8])["crc"] != zlib.crc32(body):
                raise _Damaged(f"{name}.{part} is torn")


@contextmanager
def _damage() -> Iterator[None]:
    """Whatever a damaged index or a refusing disk makes tantivy say, a panic included."""
    try:
        yield
    except (OSError, ValueError, TypeError, KeyError, IndexError, struct.error) as error:
        raise _Damaged(str(error)) from error
    except BaseException as error:
        # Rust's panics come as a BaseException of a class that cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise _Damaged(str(error)) from error


def _unwritable(folder: Path, error: Exception) -> UserError:
    return UserError(
        Message(f"تعذّرت كتابة فهرس الكلمات {folder}: {error}", f"Cannot write {folder}: {error}"),
        Message(
            "تحقق من مساحة القرص ثم أعد الأمر؛ الوثائق نفسها محفوظة",
            "Check the space on the disk and run the command again; the documents are saved",
        ),
    )
