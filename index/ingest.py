"""Files → library: the second main job.

Each file becomes one transaction, so that a run cut short at any moment leaves a library that
holds whole documents only, and the same command run again goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.errors import EmbedderMismatch, FileSkipped, Message, UserError
from index.readers import extract, file_bytes, find_files, sidecar, with_sidecar
from index.retrieval.chosen import lexical_index, vector_index
from index.retrieval.embedding import (
    BUILTIN,
    EMBEDDER,
    FINGERPRINT,
    Embedder,
    embedder_for,
)
from index.splitting import SPLITTING_VERSION, split_into_passages
from index.store.library import Library
from index.store.records import Vectors
from index.types import Extraction, NewPassage

SPLITTING = "splitting_version"
"""The library's state: the version that every passage in it was split by."""
COMMIT_CHARACTERS, COMMIT_FILES = 300_000, 64
"""What ends a commit, whichever comes first: half a second's work."""
CATCH_UP_PASSAGES = 2_000
"""New passages that the lexical index is given at once, so that a killed run owes it few."""

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
    snapshot: bool = True,
    progress: Progress = lambda what, done, total: None,
) -> Generator[FileResult, None, None]:
    """Bring a library up to date with files and folders; yields each file as it is done.

    The derived indexes follow at the end; a caller that stops early loses none of what was
    yielded. A file that fails is yielded with its reason, and the rest goes on.

    :param embedder: the spec for a new library; None for the library's own.
    :param prune: also remove what was read from these paths and is no longer there.
    :param snapshot: whether Chroma is given the vectors; a small library that few questions
        are asked of has them scanned as fast, and is made in a tenth of the time.
    :raises LibraryBusy: when another process writes to the library.
    :raises EmbedderMismatch: when another embedder is asked for than the library's own.
    :raises UserError: for a path that does not exist, before anything is written.
    """
    files = [Path(os.path.abspath(path)) for path in find_files(paths)]
    with library.writing():
        chosen = _adopted(library, embedder)
        if _is_stale(library, chosen):
            reindex_documents(library, chosen, progress)
        done = unindexed = 0
        while done < len(files):
            progress(_READING, done, len(files))
            results = _add_files(library, files[done:], chosen)
            yield from results
            done += len(results)
            unindexed += sum(result.passages for result in results)
            if unindexed >= CATCH_UP_PASSAGES:
                lexical_index(library).open(library).catch_up()
                unindexed = 0
        if prune:
            yield from _remove_vanished(library, paths)
        _index(library, progress, snapshot)


def reindex(
    library: Library,
    *,
    embedder: str | None = None,
    progress: Progress = lambda what, done, total: None,
) -> None:
    """Split and embed every document again, and make both indexes from that.

    :param embedder: the spec to change to; None for the library's own, in today's version.
    """
    with library.writing():
        spec = embedder or library.get(EMBEDDER) or BUILTIN
        reindex_documents(library, embedder_for(spec), progress, spec)
        _index(library, progress)


def remove_documents(library: Library, document_ids: Sequence[int]) -> None:
    """Remove documents, from the indexes too."""
    with library.writing():
        for document_id in document_ids:
            library.remove(document_id)
        _index(library, lambda what, done, total: None)


def heal(library: Library, progress: Progress = lambda what, done, total: None) -> None:
    """Rebuild the derived indexes where they are damaged or missing; another writer may be."""
    if not library.writable:
        return
    with suppress(UserError), library.writing():  # a question needs no healed index
        _index(library, progress)


def _adopted(library: Library, spec: str | None) -> Embedder:
    """The library's embedder; a library without one takes the one that is asked for."""
    own = library.get(EMBEDDER)
    if own is None:
        own = spec or BUILTIN
        embedder = embedder_for(own)
        library.set(EMBEDDER, own)
        library.set(FINGERPRINT, embedder.fingerprint)
        library.set(SPLITTING, str(SPLITTING_VERSION))
        return embedder
    if spec not in (None, own):
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
    return embedder_for(own)


def _is_stale(library: Library, embedder: Embedder) -> bool:
    """Whether passages or vectors are of another version, or reindexing them was cut short."""
    return (library.get(FINGERPRINT), library.get(SPLITTING)) != (
        embedder.fingerprint,
        str(SPLITTING_VERSION),
    )


def _add_files(library: Library, paths: Sequence[Path], embedder: Embedder) -> list[FileResult]:
    """The first of the files, as many as make one commit worth its wait for the disk.

    Each is whole or not there at all, and none is reported before the commit.
    """
    results: list[FileResult] = []
    characters = 0
    with library.transaction():
        for path in paths:
            results.append(_add_file(library, path, embedder))
            characters += results[-1].characters
            if characters >= COMMIT_CHARACTERS or len(results) == COMMIT_FILES:
                break
    return results


def _add_file(library: Library, path: Path, embedder: Embedder) -> FileResult:
    try:
        data, beside = file_bytes(path), sidecar.sidecar_bytes(path)
        digest = hashlib.sha256(data + beside).hexdigest()
        known = library.file(path)
        if known is not None and known.sha256 == digest:
            return FileResult(path, "unchanged", known.document_id, encoding=known.encoding)
        extraction = with_sidecar(extract(path, data), beside)
    except FileSkipped as reason:
        return FileResult(path, "skipped", reason=reason)
    document_id, passages = store(library, path, digest, len(data), extraction, embedder)
    return FileResult(
        path,
        "added" if known is None else "refreshed",
        document_id,
        len(extraction.text),
        passages,
        extraction.encoding,
    )


def store(
    library: Library,
    path: Path,
    file_sha256: str,
    size: int,
    extraction: Extraction,
    embedder: Embedder,
) -> tuple[int, int]:
    """Split, embed and keep what a file holds; returns its document's id and passages.

    Only inside `library.writing()`; the derived indexes learn of it later.
    """
    passages = split_into_passages(extraction.text, extraction.blocks, extraction.title)
    vectors = _embed(embedder, extraction, passages)
    id = library.put(path, file_sha256, size, extraction, passages, vectors)
    return id, len(passages)


def _embed(embedder: Embedder, extraction: Extraction, passages: Sequence[NewPassage]) -> Vectors:
    return embedder.embed(
        [
            "\n".join(
                (extraction.title, *passage.headings, extraction.text[passage.start : passage.end])
            )
            for passage in passages
        ]
    )


def _remove_vanished(library: Library, paths: Sequence[Path]) -> Iterator[FileResult]:
    roots = [Path(os.path.abspath(path)) for path in paths]
    for record in library.files():
        path = Path(record.path)
        if any(path.is_relative_to(root) for root in roots) and not path.exists():
            library.remove_path(path)
            yield FileResult(path, "vanished", record.document_id)


def reindex_documents(
    library: Library, embedder: Embedder, progress: Progress, spec: str | None = None
) -> None:
    """Every document's passages and vectors rebuilt, a document at a time.

    Cut short, the library says so by its old fingerprint until a later run ends.
    """
    library.set(FINGERPRINT, None)
    library.remove_vectors()  # those of another dimension cannot lie beside the new ones
    if spec is not None:
        library.set(EMBEDDER, spec)
    documents = library.documents()
    for done, summary in enumerate(documents):
        progress(_REBUILDING, done, len(documents))
        document = library.document(summary.id)
        extraction = Extraction(document.text, document.title)
        passages = split_into_passages(document.text, document.blocks, document.title)
        library.replace_passages(document.id, passages, _embed(embedder, extraction, passages))
    library.set(FINGERPRINT, embedder.fingerprint)
    library.set(SPLITTING, str(SPLITTING_VERSION))


def _index(library: Library, progress: Progress, snapshot: bool = True) -> None:
    words, vectors = lexical_index(library).open(library), vector_index(library)
    words.catch_up(lambda done, total: progress(_INDEXING_WORDS, done, total))
    if snapshot and vectors.needs_build(library):
        vectors.build(library, lambda done, total: progress(_INDEXING_VECTORS, done, total))


_READING = Message("قراءة الملفات", "Reading files")
_REBUILDING = Message("تجديد المقاطع والمتجهات", "Rebuilding passages and vectors")
_INDEXING_WORDS = Message("فهرسة الكلمات", "Indexing words")
_INDEXING_VECTORS = Message("فهرسة المتجهات", "Indexing vectors")
