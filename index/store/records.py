"""How the values of a library lie in the rows of its file."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.store.database import Row
from index.types import Anchor, Block, Caveat, Document, NewPassage, Passage

SLICE_CHARACTERS = 32_768  # of text in one row, so that a quote never reads a whole book

Ids = npt.NDArray[np.int64]
Vectors = npt.NDArray[np.float32]

PASSAGE = 'SELECT id, document_id, start, "end", headings, lsn FROM passages '
PASSAGE_TEXT = (
    f'SELECT p.id, substr(s.text, p.start % {SLICE_CHARACTERS} + 1, p."end" - p.start)'  # noqa: S608 ours
    " FROM passages p JOIN slices s ON s.document_id = p.document_id"
    f" AND s.number = p.start / {SLICE_CHARACTERS} "
)
FILE_RECORD = "SELECT path, document_id, sha256, size, encoding FROM files "
DOCUMENT = "SELECT id, sha256, title, blocks, anchors, caveats, metadata FROM documents "


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as it was last read."""

    path: str
    document_id: int
    sha256: str
    """Of the bytes of the file and its sidecar; empty when it has to be read again in any case."""
    size: int
    """In bytes."""
    encoding: str


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document without its text."""

    id: int
    title: str
    sources: tuple[str, ...]
    """Absolute paths, sorted."""
    sha256: str
    passages: int
    characters: int
    encoding: str
    """How its first source was decoded."""
    added_at: str
    """UTC, ISO 8601; a refresh does not change it."""
    metadata: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_missing(self) -> bool:
        """Whether none of its sources is on the disk any more."""
        return not any(file_of(source) for source in self.sources)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the library's history."""

    id: int
    at: str
    """UTC, ISO 8601: for people; order is by id."""
    lsn: int
    event: str
    details: Mapping[str, Any]  # whatever JSON the writer of the event chose


def file_of(source: str | os.PathLike[str]) -> Path | None:
    """The file on the disk that a source was read from, None when it is no more.

    Of what lies in an archive or a mailbox («بريد.mbox/3») that is the archive.
    """
    path = Path(source)
    for one in (path, *path.parents):
        try:
            if os.path.lexists(one):
                return one if one == path or one.is_file() else None
        except (OSError, ValueError):
            return None
    return None


def passage(row: Row) -> Passage:
    id, document_id, start, end, headings = row[:5]
    return Passage(id, document_id, start, end, tuple(json.loads(headings)))


def file_record(row: Row) -> FileRecord:
    return FileRecord(os.fsdecode(row[0]), *row[1:])


def document_summary(row: Row, files: Sequence[FileRecord]) -> DocumentSummary:
    id, digest, title, characters, added_at, metadata, passages = row
    return DocumentSummary(
        id=id,
        title=title,
        sources=tuple(file.path for file in files),
        sha256=digest,
        passages=passages,
        characters=characters,
        encoding=files[0].encoding,
        added_at=added_at,
        metadata=json.loads(metadata),
    )


def event(row: Row) -> Event:
    id, at, lsn, event, details = row
    return Event(id, at, lsn, event, json.loads(details))


def document(row: Row, text: str, sources: tuple[str, ...]) -> Document:
    id, digest, title, blocks, anchors, caveats, metadata = row
    return Document(
        id=id,
        text=text,
        sha256=digest,
        title=title,
        sources=sources,
        blocks=tuple(Block(**block) for block in json.loads(blocks)),
        anchors=tuple(Anchor(**anchor) for anchor in json.loads(anchors)),
        caveats=tuple(Caveat(**caveat) for caveat in json.loads(caveats)),
        metadata=json.loads(metadata),
    )


def matrix(rows: Sequence[Row]) -> tuple[Ids, Vectors]:
    """From rows of (passage id, float16 blob)."""
    ids = np.fromiter((row[0] for row in rows), np.int64, len(rows))
    if not rows:
        return ids, np.empty((0, 0), np.float32)
    halves = np.frombuffer(b"".join(row[1] for row in rows), "<f2")
    return ids, halves.reshape(len(rows), -1).astype(np.float32)


def blobs(vectors: npt.NDArray[np.floating[Any]], rows: int) -> list[bytes]:
    """:raises ValueError: when there are not so many rows, or a number float16 cannot hold."""
    if vectors.ndim != 2 or len(vectors) != rows:
        raise ValueError(f"vectors of shape {vectors.shape} for {rows} passages")
    with np.errstate(over="ignore"):
        halves = vectors.astype("<f2")
    if not np.isfinite(halves).all():
        raise ValueError("a vector holds a number that is not finite in float16")
    return [half.tobytes() for half in halves]


def check_spans(text: str, passages: Sequence[NewPassage]) -> None:
    """:raises ValueError: for a span that is empty or outside the text."""
    for each in passages:
        if not 0 <= each.start < each.end <= len(text):
            raise ValueError(f"{each} does not fit a text of {len(text)} characters")


def packed(value: object) -> str:
    return clean(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def packed_all(values: Sequence[Block] | Sequence[Anchor] | Sequence[Caveat]) -> str:
    return packed([asdict(value) for value in values])


def clean(text: str) -> str:
    """As UTF-8 can hold it: a title may come from a file name that is not UTF-8."""
    return text.encode("utf-8", "replace").decode()


def marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
