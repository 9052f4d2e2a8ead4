"""Files → library: the second main job.

Each file becomes one transaction, so that a run cut short at any moment leaves a library that
holds whole documents only, and the same command run again goes on where it stopped. Documents
are searchable by their words at once; `embed` makes the vectors of their passages afterwards.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from time import monotonic
from typing import Literal

from index.errors import EmbedderMismatch, FileEncrypted, FileSkipped, Message, UserError
from index.readers import (
    Children,
    LeftOut,
    Wanted,
    documents,
    file_bytes,
    sidecar,
    walk,
    with_sidecar,
)
from index.retrieval.chosen import lexical_index, vector_index
from index.retrieval.embedding import BUILTIN, EMBEDDER, FINGERPRINT, embedder_for
from index.splitting import SPLITTING_VERSION, split_into_passages
from index.store.library import Library
from index.store.records import FileRecord, file_of
from index.types import Extraction, ReaderOptions

SPLITTING = "splitting_version"
"""The library's state: the version that every passage in it was split by."""
COMMIT_CHARACTERS, COMMIT_FILES, COMMIT_S = 300_000, 64, 2.0
"""What ends a commit, whichever comes first: half a second's work, or the wait for a reader."""
CATCH_UP_PASSAGES = 2_000
"""New passages that the lexical index is given at once, so that a killed run owes it few."""
EMBEDDED_AT_ONCE = 16
"""Passages whose vectors are made and kept at once: one to two seconds of the encoder."""
AHEAD, BYTES_AHEAD = 2, 50_000_000
"""Files a core that are read before the writer takes them, and bytes after which none is begun:
extracting takes up to ten times as much memory."""
PATIENCE_S = 1.0
"""How long a writer waits for another, who may only be keeping a batch of vectors."""

Outcome = Literal["added", "refreshed", "unchanged", "refused", "left_out", "vanished"]
Progress = Callable[[Message, int, int], None]
"""Progress of work on an index: what is done, how much of it, of how much."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file."""

    path: Path
    outcome: Outcome
    document_id: int | None = None
    characters: int = 0
    passages: int = 0
    encoding: str = ""
    remarks: tuple[Message, ...] = ()
    """What was mended and what of it was left out."""
    reason: FileSkipped | None = None
    """Why it was refused."""
    why: str = ""
    """Why it was left out (`LeftOut.why`)."""
    looks_like: str = ""
    """The suffix by which it would be read (`LeftOut.looks_like`)."""


def add(
    library: Library,
    paths: Sequence[Path],
    *,
    embedder: str | None = None,
    prune: bool = False,
    wanted: Wanted | None = None,
    reading: Reading | None = None,
    progress: Progress = lambda what, done, total: None,
) -> Generator[FileResult, None, None]:
    """Bring a library up to date with files and folders; yields each file as it is done.

    The word index follows at the end; a caller that stops early loses none of what was
    yielded. A file that fails is yielded with its reason, and the rest goes on. New passages
    have no vectors until `embed`.

    :param embedder: the spec for a new library; None for the library's own.
    :param prune: also remove what was read from these paths and is no longer there.
    :param wanted: what of the folders counts.
    :param reading: how files are read.
    :raises LibraryBusy: when another process writes to the library.
    :raises EmbedderMismatch: when another embedder is asked for than the library's own.
    :raises UserError: for a path that does not exist, before anything is written.
    """
    files: list[Path] = []
    for found in walk(paths, wanted):
        if isinstance(found, LeftOut):
            path = Path(os.path.abspath(found.path))
            yield FileResult(path, "left_out", why=found.why, looks_like=found.looks_like)
        else:
            files.append(Path(os.path.abspath(found)))
    with library.writing(PATIENCE_S):
        _adopt(library, embedder)
        if library.get(SPLITTING) != str(SPLITTING_VERSION):
            _split_again(library, progress)
        done = unindexed = 0
        with closing(_read_ahead(library, files, reading or Reading(), progress)) as read:
            while batch := _add_files(library, read):
                yield from batch.results
                done += batch.files
                progress(_READING, done, len(files))
                unindexed += sum(result.passages for result in batch.results)
                if unindexed >= CATCH_UP_PASSAGES:
                    lexical_index(library).open(library).catch_up()
                    unindexed = 0
        if prune:
            yield from _remove_vanished(library, paths)
        _index(library, progress)


def embed(
    library: Library,
    *,
    snapshot: bool = True,
    progress: Progress = lambda what, done, total: None,
) -> None:
    """Make the vectors that passages have not yet, or have of another embedder's making.

    A batch is one transaction, and the library is locked only while it is written: a run may be
    stopped at any moment, as by an exception of `progress`, and the next one goes on from there.

    :param snapshot: whether Chroma is given them at the end; until then they are scanned.
    :raises EncoderMissing: when what the built-in embedder is made of is not there.
    :raises LibraryBusy: when another process writes for long.
    """
    embedder = embedder_for(library.get(EMBEDDER) or BUILTIN)
    if library.get(FINGERPRINT) != embedder.fingerprint:
        with library.writing(PATIENCE_S), library.transaction():
            library.remove_vectors()
            library.set(FINGERPRINT, embedder.fingerprint)
    while batch := _without_vectors(library):
        progress(_EMBEDDING, library.count(until=batch.after), library.count())
        vectors = embedder.embed(batch.texts)
        with library.writing(PATIENCE_S), library.transaction():
            if (library.embedded, library.get(FINGERPRINT)) == (batch.after, embedder.fingerprint):
                library.put_vectors(batch.ids, vectors)
    if snapshot:
        with library.writing(PATIENCE_S):
            _index(library, progress)


@dataclass(frozen=True, slots=True)
class _Batch:
    """The next passages without a vector."""

    after: int
    """lsn of the last passage that has one."""
    ids: tuple[int, ...]
    texts: tuple[str, ...]
    """What their vectors are made of: title, headings and words."""


def _without_vectors(library: Library) -> _Batch | None:
    """None when every passage has one."""
    with library.snapshot():
        after = library.embedded
        found = list(islice(library.passages_after(after), EMBEDDED_AT_ONCE))
        words = library.texts(passage for _, passage, _ in found)
    texts = ("\n".join((title, *each.headings, words[each.id])) for _, each, title in found)
    return _Batch(after, tuple(each.id for _, each, _ in found), tuple(texts)) if found else None


def reindex(
    library: Library,
    *,
    embedder: str | None = None,
    progress: Progress = lambda what, done, total: None,
) -> None:
    """Split every document again and index its words; all vectors go, for `embed` to make anew.

    :param embedder: the spec to change to; None for the library's own, in today's version.
    """
    if embedder is not None:
        embedder_for(embedder)  # before anything is lost
    with library.writing(PATIENCE_S):
        with library.transaction():
            library.set(EMBEDDER, embedder or library.get(EMBEDDER) or BUILTIN)
            library.set(FINGERPRINT, None)
            library.remove_vectors()
        _split_again(library, progress)
        _index(library, progress)


def remove_documents(library: Library, document_ids: Sequence[int]) -> None:
    """Remove documents, from the indexes too."""
    with library.writing(PATIENCE_S):
        for document_id in document_ids:
            library.remove(document_id)
        _index(library, lambda what, done, total: None)


def heal(library: Library, progress: Progress = lambda what, done, total: None) -> None:
    """Rebuild the derived indexes where they are damaged or missing; another writer may be."""
    if not library.writable:
        return
    with suppress(UserError), library.writing():  # a question needs no healed index
        _index(library, progress)


def _adopt(library: Library, spec: str | None) -> None:
    """A library without an embedder takes the one that is asked for."""
    own = library.get(EMBEDDER)
    if own is None:
        if spec is not None:
            embedder_for(spec)  # known before anything is added
        library.set(EMBEDDER, spec or BUILTIN)
        library.set(SPLITTING, str(SPLITTING_VERSION))
    elif spec not in (None, own):
        raise EmbedderMismatch(
            Message(
                f"متجهات هذه المكتبة من صنع {own}، لا {spec}",
                f"This library's vectors were made by {own}, not by {spec}",
            ),
            Message(
                f"جدّدها كلها: shawahid reindex --embedder {spec}",
                f"Rebuild them all: shawahid reindex --embedder {spec}",
            ),
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read."""

    ocr: bool = False
    """Whether pages without text are recognised from their images."""
    password: Callable[[Path], str] = lambda path: ""
    """Asked when a file turns out to be encrypted; an empty one leaves it refused."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A file, read, and not yet in the library."""

    path: Path
    sha256: str = ""
    size: int = 0
    known: tuple[FileRecord, ...] = ()
    """What the library has of it, documents inside it among them."""
    documents: tuple[Extraction, ...] = ()
    """None when the library has them already."""
    reason: FileSkipped | None = None

    @property
    def characters(self) -> int:
        return sum(len(each.text) for each in self.documents)


@dataclass(frozen=True, slots=True)
class _Added:
    """What one commit brought."""

    files: int
    results: list[FileResult]


def _read_ahead(
    library: Library, files: Sequence[Path], reading: Reading, progress: Progress
) -> Generator[_Read, None, None]:
    """The files in order, read on all cores some way ahead of the writer."""
    cores = os.cpu_count() or 1
    children = Children()
    pool = ThreadPoolExecutor(cores, thread_name_prefix="reader")
    waiting: deque[tuple[Path, Future[_Read]]] = deque()
    rest, bytes_ahead = deque(files), 0

    def submit(path: Path, password: str = "") -> Future[_Read]:
        return pool.submit(_read, library, path, reading.ocr, password, children, progress)

    try:
        while waiting or rest:
            while rest and len(waiting) < cores * AHEAD and bytes_ahead < BYTES_AHEAD:
                waiting.append((rest[0], submit(rest.popleft())))
                bytes_ahead += _size(waiting[-1][0])
            path, read = waiting.popleft()
            found = read.result()
            # Asked here, in the order of files: a thread at a prompt could not be stopped.
            if isinstance(found.reason, FileEncrypted) and (password := reading.password(path)):
                found = submit(path, password).result()
            bytes_ahead = sum(_size(path) for path, _ in waiting)
            yield found
    finally:
        children.close()
        pool.shutdown(cancel_futures=True)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # reading it will say why
        return 0


def _read(
    library: Library, path: Path, ocr: bool, password: str, children: Children, progress: Progress
) -> _Read:
    """A file's documents; none when the library has them as they are."""
    try:
        data, beside = file_bytes(path), sidecar.sidecar_bytes(path)
        digest = hashlib.sha256(data + beside).hexdigest()
        known = (*filter(None, (library.file(path),)), *library.members(path))
        if known and all(each.sha256 == digest for each in known):
            return _Read(path, digest, len(data), known)
        options = ReaderOptions(
            path, password, ocr, lambda at, of: progress(_pages_of(path), at, of)
        )
        found = documents(data, options, children)
        described = tuple(with_sidecar(each, beside) for each in found)
        return _Read(path, digest, len(data), known, described)
    except FileSkipped as reason:
        return _Read(path, reason=reason)


def _pages_of(path: Path) -> Message:
    name = os.fsencode(path.name).decode("utf-8", "replace")
    return Message(f"صفحات {name}", f"Pages of {name}")


def _add_files(library: Library, read: Iterable[_Read]) -> _Added | None:
    """The first of the files, as many as make one commit worth its wait for the disk.

    Each is whole or not there at all, and none is reported before the commit.
    """
    first = next(iter(read), None)
    if first is None:
        return None
    files, characters, results, started = 0, 0, list[FileResult](), monotonic()
    with library.transaction():
        for one in chain((first,), read):
            results += _add_file(library, one)
            files += 1
            characters += one.characters
            full = characters >= COMMIT_CHARACTERS or files == COMMIT_FILES
            if full or monotonic() - started > COMMIT_S:
                break
    return _Added(files, results)


def _add_file(library: Library, read: _Read) -> list[FileResult]:
    """What becomes of each document of a file."""
    if read.reason is not None:
        return [FileResult(read.path, "refused", reason=read.reason)]
    if not read.documents:
        return [
            FileResult(Path(each.path), "unchanged", each.document_id, encoding=each.encoding)
            for each in read.known
        ]
    known = {each.path for each in read.known}
    results: list[FileResult] = []
    for extraction in read.documents:
        path = read.path / extraction.member if extraction.member else read.path
        id, passages = store(library, path, read.sha256, read.size, extraction)
        outcome: Outcome = "refreshed" if str(path) in known else "added"
        results.append(
            FileResult(
                *(path, outcome, id, len(extraction.text), passages),
                encoding=extraction.encoding,
                remarks=extraction.remarks,
            )
        )
    for gone in known - {str(each.path) for each in results}:
        library.remove_path(gone)
        results.append(FileResult(Path(gone), "vanished"))
    return results


def store(
    library: Library, path: Path, file_sha256: str, size: int, extraction: Extraction
) -> tuple[int, int]:
    """Split and keep what a file holds; returns its document's id and number of passages.

    Only inside `library.writing()`; the derived indexes learn of it later.
    """
    passages = split_into_passages(extraction.text, extraction.blocks, extraction.title)
    return library.put(path, file_sha256, size, extraction, passages), len(passages)


def _remove_vanished(library: Library, paths: Sequence[Path]) -> Iterator[FileResult]:
    roots = [Path(os.path.abspath(path)) for path in paths]
    for record in library.files():
        path = Path(record.path)
        if any(path.is_relative_to(root) for root in roots) and file_of(path) is None:
            library.remove_path(path)
            yield FileResult(path, "vanished", record.document_id)


def _split_again(library: Library, progress: Progress) -> None:
    """Every document's passages rebuilt, a document at a time.

    Cut short, the library says so by having no version until a later run ends.
    """
    library.set(SPLITTING, None)
    documents = library.documents()
    for done, summary in enumerate(documents):
        progress(_REBUILDING, done, len(documents))
        document = library.document(summary.id)
        passages = split_into_passages(document.text, document.blocks, document.title)
        library.replace_passages(document.id, passages)
    library.set(SPLITTING, str(SPLITTING_VERSION))


def _index(library: Library, progress: Progress) -> None:
    words, vectors = lexical_index(library).open(library), vector_index(library)
    words.catch_up(lambda done, total: progress(_INDEXING_WORDS, done, total))
    if vectors.needs_build(library):
        vectors.build(library, lambda done, total: progress(_INDEXING_VECTORS, done, total))


_READING = Message("قراءة الملفات", "Reading files")
_REBUILDING = Message("تجديد المقاطع", "Rebuilding passages")
_EMBEDDING = Message("إعداد المتجهات", "Making vectors")
_INDEXING_WORDS = Message("فهرسة الكلمات", "Indexing words")
_INDEXING_VECTORS = Message("فهرسة المتجهات", "Indexing vectors")
