"""Files → library: the second main job.

Each file becomes one transaction, so that a run cut short at any moment leaves a library that
holds whole documents only, and the same command run again goes on where it stopped. Documents
are searchable by their words at once; `embed` makes the vectors of their passages afterwards.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from index.errors import EmbedderMismatch, FileSkipped, Message, UserError
from index.readers import extract, file_bytes, find_files, sidecar, with_sidecar
from index.retrieval.chosen import lexical_index, vector_index
from index.retrieval.embedding import BUILTIN, EMBEDDER, FINGERPRINT, embedder_for
from index.splitting import SPLITTING_VERSION, split_into_passages
from index.store.library import Library
from index.types import Extraction

SPLITTING = "splitting_version"
"""The library's state: the version that every passage in it was split by."""
COMMIT_CHARACTERS, COMMIT_FILES = 300_000, 64
"""What ends a commit, whichever comes first: half a second's work."""
CATCH_UP_PASSAGES = 2_000
"""New passages that the lexical index is given at once, so that a killed run owes it few."""
EMBEDDED_AT_ONCE = 16
"""Passages whose vectors are made and kept at once: one to two seconds of the encoder."""
PATIENCE_S = 1.0
"""How long a writer waits for another, who may only be keeping a batch of vectors."""

Outcome = Literal["added", "refreshed", "unchanged", "skipped", "vanished"]
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
    reason: FileSkipped | None = None
    """Why it was skipped."""


def add(
    library: Library,
    paths: Sequence[Path],
    *,
    embedder: str | None = None,
    prune: bool = False,
    progress: Progress = lambda what, done, total: None,
) -> Generator[FileResult, None, None]:
    """Bring a library up to date with files and folders; yields each file as it is done.

    The word index follows at the end; a caller that stops early loses none of what was
    yielded. A file that fails is yielded with its reason, and the rest goes on. New passages
    have no vectors until `embed`.

    :param embedder: the spec for a new library; None for the library's own.
    :param prune: also remove what was read from these paths and is no longer there.
    :raises LibraryBusy: when another process writes to the library.
    :raises EmbedderMismatch: when another embedder is asked for than the library's own.
    :raises UserError: for a path that does not exist, before anything is written.
    """
    files = [Path(os.path.abspath(path)) for path in find_files(paths)]
    with library.writing(PATIENCE_S):
        _adopt(library, embedder)
        if library.get(SPLITTING) != str(SPLITTING_VERSION):
            _split_again(library, progress)
        done = unindexed = 0
        while done < len(files):
            progress(_READING, done, len(files))
            results = _add_files(library, files[done:])
            yield from results
            done += len(results)
            unindexed += sum(result.passages for result in results)
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


def _add_files(library: Library, paths: Sequence[Path]) -> list[FileResult]:
    """The first of the files, as many as make one commit worth its wait for the disk.

    Each is whole or not there at all, and none is reported before the commit.
    """
    results: list[FileResult] = []
    characters = 0
    with library.transaction():
        for path in paths:
            results.append(_add_file(library, path))
            characters += results[-1].characters
            if characters >= COMMIT_CHARACTERS or len(results) == COMMIT_FILES:
                break
    return results


def _add_file(library: Library, path: Path) -> FileResult:
    try:
        data, beside = file_bytes(path), sidecar.sidecar_bytes(path)
        digest = hashlib.sha256(data + beside).hexdigest()
        known = library.file(path)
        if known is not None and known.sha256 == digest:
            return FileResult(path, "unchanged", known.document_id, encoding=known.encoding)
        extraction = with_sidecar(extract(path, data), beside)
    except FileSkipped as reason:
        return FileResult(path, "skipped", reason=reason)
    document_id, passages = store(library, path, digest, len(data), extraction)
    return FileResult(
        path,
        "added" if known is None else "refreshed",
        document_id,
        len(extraction.text),
        passages,
        extraction.encoding,
    )


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
        if any(path.is_relative_to(root) for root in roots) and not path.exists():
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
