"""Chroma in whole snapshots: the one door to chromadb.

Chroma's own writing is neither safe from a crash nor from a second process, and its reading may
take the process down with it. So a snapshot is built aside by a child process, looked over by
another, made durable, and only then named, by one row of the library. A named snapshot is
never written again; whatever no row names is rubbish.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import Message, UserError
from index.retrieval.backends import Progress
from index.retrieval.embedding import FINGERPRINT
from index.retrieval.snapshot_files import (
    DATABASE,
    file_digest,
    find_openings_page,
    make_durable,
    manifest,
)
from index.store.library import Library
from index.store.records import Ids

if TYPE_CHECKING:
    from chromadb import Collection as Collection  # for those who may not import chromadb
    from chromadb import EmbeddingFunction
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateHNSWConfiguration

FOLDER = "vectors"
NAMED = "generation"  # the library's state: the live snapshot
BEGUN = "generation_begun"  # the last number given, so that none is ever given twice
COLLECTION = "shawahid"
SEARCH_EFFORT = 300  # HNSW's ef: at Chroma's 100 our vectors lose 6 in 100 neighbours, here 1
ROWS_AT_ONCE = 1_000  # Chroma refuses more than 5,461
ROWS_PER_PERSIST = 8_000  # each persist rewrites the graph; what waits for one is stored twice
SELF_QUERIES = 50
SELF_DISTANCE = 1e-3  # of a vector to itself, in cosine
SELF_FOUND = 0.9  # of the self-queries: a sound HNSW graph misses one in a hundred
STALE_ROWS, STALE_SHARE = 1_000, 0.1  # how much may be new or removed before the next snapshot
FORMAT = 2  # of what the library remembers of a snapshot


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the library remembers of the snapshot that it names."""

    number: int
    lsn: int
    """What was removed up to here is not in it."""
    embedded: int
    """All vectors of passages up to this lsn are in it."""
    rows: int
    fingerprint: str
    chromadb: str
    """The version that wrote it; no other is let near it."""
    files: dict[str, tuple[int, str]]
    """Name in its folder → bytes and SHA-256."""
    openings_page: int
    """Of Chroma's SQLite file, from 1: where it notes that it was opened."""

    def folder(self, library: Library) -> Path:
        return library.path / FOLDER / f"gen-{self.number:06d}"


class Damaged(Exception):
    """A snapshot is not what was built; the message says where."""


def named_snapshot(library: Library) -> Snapshot | None:
    """The live snapshot, unless it is another embedder's or another chromadb's."""
    if (state := library.get(NAMED)) is None:
        return None
    named = json.loads(state)
    mine = (_fingerprint(library), version("chromadb"))
    return Snapshot(**named) if (named["fingerprint"], named["chromadb"]) == mine else None


def needs_snapshot(library: Library) -> bool:
    """Whether a new snapshot is due: none fits, it is damaged, or much has changed since."""
    if library.dimension is None:
        return False
    snapshot = named_snapshot(library)
    if snapshot is None:
        return True
    try:
        check_files(library, snapshot, thorough=True)
    except Damaged:
        return True
    stale = library.count(until=library.embedded) - library.count(until=snapshot.embedded)
    stale += len(library.removed_after(snapshot.lsn))
    return stale > max(STALE_ROWS, STALE_SHARE * snapshot.rows)


def build_snapshot(library: Library, progress: Progress = lambda done, total: None) -> None:
    """Build a snapshot of the vectors there are and name it; only inside `library.writing()`.

    :raises UserError: when it cannot be built; searches stay exact, and nothing is lost.
    """
    if not library.is_writing:
        raise RuntimeError("a snapshot is built only inside library.writing()")
    if library.dimension is None:
        return
    number = int(library.get(BEGUN) or 0) + 1
    library.set(BEGUN, str(number))
    _sweep(library)
    folder = library.path / FOLDER / f"gen-{number:06d}"
    try:
        folder.mkdir(mode=0o700, parents=True)
        for line in _child("build", library, folder):
            progress(int(line), library.count(until=library.embedded))
        built = int(list(_child("verify", library, folder))[-1])
        snapshot = Snapshot(
            number=number,
            lsn=library.lsn,
            embedded=library.embedded,
            rows=built,
            fingerprint=_fingerprint(library),
            chromadb=version("chromadb"),
            files=manifest(folder, page := find_openings_page(folder)),
            openings_page=page,
        )
        make_durable(folder)
    except (OSError, ValueError, IndexError, sqlite3.Error, Damaged) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise _unbuilt(folder, error) from error
    library.set(NAMED, json.dumps(asdict(snapshot)))
    _sweep(library)


def clear_snapshot(library: Library) -> None:
    """Delete the snapshots; only inside `library.writing()`."""
    library.set(NAMED, None)
    _sweep(library)


def check_files(library: Library, snapshot: Snapshot, *, thorough: bool) -> None:
    """Compare a snapshot's files with what was built.

    :param thorough: read them all; otherwise only their sizes are looked at.
    :raises Damaged: at the first difference.
    """
    folder = snapshot.folder(library)
    for name, (size, digest) in snapshot.files.items():
        file = folder / name
        found = file.stat().st_size if file.is_file() else -1
        if found < size or (found > size and name != DATABASE):
            raise Damaged(f"{name}: {found} bytes, not {size}")
        if thorough and file_digest(file, size, snapshot.openings_page) != digest:
            raise Damaged(f"{name}: other bytes than were built")


def open_collection(folder: Path) -> Collection:
    """:raises Damaged: whatever way Chroma finds to fail."""
    with damage_as_error():
        return _client(folder).get_collection(COLLECTION, embedding_function=_refuser())


def check_collection(library: Library, collection: Collection, rows: int, queries: int) -> None:
    """Ask for vectors that are in it.

    :raises Damaged: when there are not so many rows, or too few are found.
    """
    with damage_as_error():
        if collection.count() != rows:
            raise Damaged(f"{collection.count()} rows, not {rows}")
        positions = np.linspace(0, rows - 1, min(queries, rows)).astype(int)
        ids = [collection.get(limit=1, offset=int(at), include=[])["ids"][0] for at in positions]
        _, vectors = library.vectors(int(id) for id in ids)
        vectors = vectors[np.any(vectors != 0, axis=1)] if len(vectors) else vectors
        if not len(vectors):
            return
        answers = collection.query(query_embeddings=vectors, n_results=1, include=["distances"])
    distances = answers["distances"] or []
    found = sum(1 for row in distances if row and row[0] < SELF_DISTANCE)
    if found < SELF_FOUND * len(vectors):
        raise Damaged(f"{found} of {len(vectors)} vectors find themselves")


@contextmanager
def damage_as_error() -> Iterator[None]:
    """Whatever Chroma and SQLite raise is damage; Rust's panics are no Exception even."""
    try:
        yield
    except (Damaged, UserError):
        raise
    except Exception as error:
        raise Damaged(f"{type(error).__name__}: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise Damaged(str(error)) from error


def _child(task: str, library: Library, folder: Path) -> Iterator[str]:
    """Lines that a child process prints while it works.

    :raises Damaged: with its last words, when it fails.
    """
    paths = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
    with subprocess.Popen(  # noqa: S603 our own module, with paths that we made
        [
            sys.executable,
            "-P",
            "-m",
            "index.retrieval.chroma",
            task,
            str(library.path),
            str(folder),
        ],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdin=subprocess.PIPE,  # its end tells the child that we are gone
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        words = ""
        try:
            for line in process.stdout or ():
                if line.strip().isdigit():
                    yield line
                else:
                    words = line.strip() or words
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise Damaged(f"{task}: {words or process.returncode}")


def _build(library: Library, folder: Path) -> None:
    ids, vectors = library.vectors_after(0)
    # Equal persists leave nothing in Chroma's queue, which every opening would replay.
    persists = max(1, round(len(ids) / ROWS_PER_PERSIST))
    threshold = max(2, len(ids) // persists)
    graph: CreateHNSWConfiguration = {
        "space": "cosine",
        "ef_search": SEARCH_EFFORT,
        "sync_threshold": threshold,
        "batch_size": min(100, threshold),
    }
    collection = _client(folder).create_collection(
        COLLECTION, embedding_function=_refuser(), configuration={"hnsw": graph}
    )
    for persisted in np.array_split(np.arange(len(ids)), persists):
        for rows in np.array_split(persisted, -(-len(persisted) // ROWS_AT_ONCE)):
            _add(library, collection, ids[rows], vectors[rows])
            print(rows[-1] + 1, flush=True)


def _add(library: Library, collection: Collection, ids: Ids, vectors: Any) -> None:  # noqa: ANN401
    passages = library.passages(ids.tolist()).values()
    titles = library.titles(passage.document_id for passage in passages)
    collection.add(
        ids=[str(passage.id) for passage in passages],
        embeddings=vectors,
        documents=[library.text(each.document_id, each.start, each.end) for each in passages],
        # Under these names LlamaIndex's ChromaVectorStore finds a node's place and its document.
        metadatas=[
            {
                "document_id": passage.document_id,
                "title": titles[passage.document_id],
                "start": passage.start,
                "end": passage.end,
                "headings": " › ".join(passage.headings),
                "node_info": json.dumps({"start": passage.start, "end": passage.end}),
                "relationships": json.dumps({"1": str(passage.document_id)}),
            }
            for passage in passages
        ],
    )


def _verify(library: Library, folder: Path) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        # Without free pages, what Chroma notes later goes to the end of the file.
        connection.execute("VACUUM")
    rows = len(library.vectors_after(0)[0])
    check_collection(library, open_collection(folder), rows, SELF_QUERIES)
    print(rows, flush=True)


def _client(folder: Path) -> ClientAPI:
    from chromadb import PersistentClient
    from chromadb.config import Settings

    return PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def _refuser() -> EmbeddingFunction[Any]:
    """Without one, Chroma downloads a model the first time that it is given words."""
    from chromadb import EmbeddingFunction

    class Refusing(EmbeddingFunction[Any]):
        def __init__(self) -> None:
            pass

        def __call__(self, input: Any) -> Any:  # noqa: ANN401 Chroma's own signature
            raise RuntimeError("query this collection by vector, with the library's embedder")

        @staticmethod
        def name() -> str:
            return "shawahid_refuses"

        def get_config(self) -> dict[str, Any]:
            return {}

        @staticmethod
        def build_from_config(config: dict[str, Any]) -> EmbeddingFunction[Any]:
            return Refusing()

    return Refusing()


def _fingerprint(library: Library) -> str:
    return f"{library.identity}:{library.get(FINGERPRINT)}:{FORMAT}"


def _sweep(library: Library) -> None:
    """Delete every snapshot that is not named: those before it, and unfinished ones."""
    state = library.get(NAMED)
    named = f"gen-{json.loads(state)['number']:06d}" if state else None
    for folder in (library.path / FOLDER).glob("gen-*"):
        if folder.name != named:
            shutil.rmtree(folder, ignore_errors=True)


def _unbuilt(folder: Path, error: Exception) -> UserError:
    return UserError(
        Message(f"تعذّر بناء فهرس المتجهات {folder}: {error}", f"Cannot build {folder}: {error}"),
        Message(
            "تحقق من مساحة القرص ثم أعد الأمر؛ البحث يعمل بدونه، ولم يضع شيء",
            "Check the space on the disk and run the command again; searches work without it",
        ),
    )


def _limit_resources(library: Library) -> None:
    """A damaged graph is known to grow a file to terabytes, and memory with it."""
    row = 2 * (library.dimension or 0) * 4 + 16_000  # bytes; 16 kB for words, trigrams and links
    needed = library.count() * row
    for limit, spare in ((resource.RLIMIT_FSIZE, 256 << 20), (resource.RLIMIT_AS, 8 << 30)):
        with suppress(ValueError, OSError):  # a tighter limit stands; macOS knows no RLIMIT_AS
            resource.setrlimit(limit, (needed + spare,) * 2)


def _die_with_parent() -> None:
    sys.stdin.read()
    os._exit(1)


def _main(task: str, path: str, folder: str) -> None:
    threading.Thread(target=_die_with_parent, daemon=True).start()
    with Library.open(path) as library:
        _limit_resources(library)
        {"build": _build, "verify": _verify}[task](library, Path(folder))
    os._exit(0)  # Chroma's threads have nothing left to say.


if __name__ == "__main__":
    _main(*sys.argv[1:])
