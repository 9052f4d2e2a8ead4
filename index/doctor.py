"""What is wrong with a file or a library, and its repair.

A file is read as `add` reads it, and nothing is written. A library is compared with itself: its
texts with their hashes, its indexes with its passages, its documents with the files on disk.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal
from zlib import crc32

from index.arabic import index_terms, words
from index.arabic.vocabulary import unknown_share
from index.errors import FileSkipped, Message, UserError
from index.ingest import Progress, add, heal
from index.readers import documents, file_bytes, sidecar
from index.readers.apart import Children
from index.retrieval.backends import IndexContents
from index.retrieval.chosen import lexical_index, vector_index
from index.store.library import Library
from index.store.records import file_of
from index.types import CaveatKind, Extraction, Passage, ReaderOptions

SHINGLE_WORDS = 5
SKETCH_SIZE = 256
"""Lowest hashes of a text's shingles (Broder, 1997) by which two texts are compared."""
NEAR_DUPLICATE = 0.7
"""Share of their shingles that two texts have in common."""
MANY_UNKNOWN = 0.6
"""Share of unknown words above which letters or their order are doubted: of 300 classical texts
none has more than 0.44, with letters swapped none has fewer than 0.75."""
ENOUGH_WORDS = 50
"""Words from which that share says anything."""
PROBES = 20
"""Passages of a library that are looked for in each index."""
SAME_VECTOR = 0.999
"""Cosine of a passage's vector with itself, as float16 keeps it."""

Kind = Literal[
    "database",
    "text",
    "passages",
    "word_index",
    "vector_index",
    "probe",
    "remains",
    "missing_file",
    "changed_file",
    "stale_quote",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or that its owner should know."""

    kind: Kind
    message: Message
    document_id: int | None = None
    path: str = ""
    is_wrong: bool = True
    """False for what is told and needs no mending."""


@dataclass(frozen=True, slots=True)
class LibraryReport:
    """State of a whole library."""

    documents: int
    passages: int
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        return not any(each.is_wrong for each in self.findings)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A document of the library that is like another text."""

    document_id: int
    title: str
    share: float
    """Of their shingles in common, 0 to 1; 1 for the same text."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """One document of a file, or why there is none."""

    path: str
    """With the member's name, for what lies in an archive or a mailbox."""
    document_id: int | None = None
    """In the library; None when it is not there as the file is now."""
    title: str = ""
    encoding: str = ""
    characters: int = 0
    pages: int = 0
    """0 for a format without pages."""
    empty_pages: tuple[str, ...] = ()
    """Labels of the pages without text."""
    unknown_words: float = 0.0
    """Share, 0 to 1, of the Arabic words that no table of words has."""
    is_doubtful: bool = False
    """Whether that share is one of wrong letters or wrong order."""
    caveats: tuple[tuple[CaveatKind, int], ...] = ()
    """Characters of each kind of caveat."""
    remarks: tuple[Message, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    reason: FileSkipped | None = None

    @property
    def is_sound(self) -> bool:
        return self.reason is None and not self.is_doubtful and not self.empty_pages


def examine_file(path: Path, library: Library | None = None) -> list[FileReport]:
    """Read a file as `add` would; a report for each document in it.

    :param library: where duplicates are looked for.
    """
    children = Children()
    try:
        data = file_bytes(path)
        found = documents(data, ReaderOptions(path), children)
    except FileSkipped as reason:
        return [FileReport(str(path), reason=reason)]
    finally:
        children.close()
    return [_file_report(path, each, library) for each in found]


def examine_library(
    library: Library, progress: Progress = lambda what, done, total: None
) -> LibraryReport:
    """Compare a library with itself and with its files; nothing is changed.

    :raises UserError: when its database cannot be read at all.
    """
    findings = [
        *_database(library),
        *_texts(library, progress),
        *_word_index(library),
        *_vector_index(library),
        *_files(library, progress),
        *_remains(library),
    ]
    return LibraryReport(len(library.documents()), library.count(), tuple(findings))


def repair_library(library: Library, progress: Progress = lambda what, done, total: None) -> None:
    """Read changed files again, restore texts from their files, rebuild indexes that differ.

    No document is removed.

    :raises LibraryBusy: when another process writes.
    """
    found = examine_library(library, progress).findings
    with library.writing():
        for each in found:
            if each.kind == "text" and each.document_id is not None:
                _restore(library, each.document_id)
        kinds = {each.kind for each in found if each.is_wrong or each.kind == "remains"}
        if kinds & {"text", "word_index", "probe", "remains"}:
            lexical_index(library).clear(library)
        if kinds & {"vector_index", "probe", "remains"}:
            vector_index(library).clear(library)
    changed = [Path(each.path) for each in found if each.kind == "changed_file"]
    for _ in add(library, changed, progress=progress) if changed else ():
        pass
    heal(library, progress)


def _file_report(path: Path, found: Extraction, library: Library | None) -> FileReport:
    pages = [each for each in found.anchors if each.kind == "page"]
    ends = [*(each.start for each in pages[1:]), len(found.text)]
    share = unknown_share(found.text)
    kinds = dict.fromkeys(each.kind for each in found.caveats)
    digest = hashlib.sha256(found.text.encode()).hexdigest()
    return FileReport(
        path=str(path / found.member if found.member else path),
        document_id=library.holder(digest) if library else None,
        title=found.title,
        encoding=found.encoding,
        characters=len(found.text),
        pages=len(pages),
        empty_pages=tuple(
            page.label
            for page, end in zip(pages, ends, strict=bool(pages))
            if not found.text[page.start : end].strip()
        )
        if pages
        else (),
        unknown_words=share,
        is_doubtful=share > MANY_UNKNOWN and len(words(found.text)) >= ENOUGH_WORDS,
        caveats=tuple(
            (kind, sum(each.end - each.start for each in found.caveats if each.kind == kind))
            for kind in kinds
        ),
        remarks=found.remarks,
        duplicates=tuple(_duplicates(path, found.text, library)) if library else (),
    )


def _duplicates(path: Path, text: str, library: Library) -> Iterator[Duplicate]:
    """Other documents of the library that have most of a text's words in order."""
    own, source = _sketch(text), str(path.absolute())
    for summary in library.documents():
        if all(each == source or each.startswith(f"{source}/") for each in summary.sources):
            continue
        other = library.document(summary.id).text
        share = 1.0 if other == text else _shared(own, _sketch(other))
        if share >= NEAR_DUPLICATE:
            yield Duplicate(summary.id, summary.title, share)


def _sketch(text: str) -> frozenset[int]:
    found = words(text)
    last = max(1, len(found) - SHINGLE_WORDS + 1)
    shingles = (" ".join(found[at : at + SHINGLE_WORDS]) for at in range(last))
    return frozenset(heapq.nsmallest(SKETCH_SIZE, {crc32(each.encode()) for each in shingles}))


def _shared(some: frozenset[int], others: frozenset[int]) -> float:
    """The Jaccard likeness that two sketches tell of."""
    lowest = heapq.nsmallest(SKETCH_SIZE, some | others)
    return sum(each in some and each in others for each in lowest) / len(lowest)


def _database(library: Library) -> Iterator[Finding]:
    if damage := library.damage():
        yield Finding(
            "database",
            Message(f"قاعدة المكتبة تالفة: {damage}", f"the database is damaged: {damage}"),
        )


def _texts(library: Library, progress: Progress) -> Iterator[Finding]:
    summaries = library.documents()
    for done, summary in enumerate(summaries):
        progress(_TEXTS, done, len(summaries))
        try:
            text = library.document(summary.id).text
        except UserError:
            text = ""  # bytes that are no characters any more
        if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != summary.sha256:
            yield Finding(
                "text",
                Message(
                    f"نص «{summary.title}» ليس الذي حُفظ (sha256)",
                    f"the text of “{summary.title}” is not what was kept (sha256)",
                ),
                summary.id,
            )
        if any(each.end > len(text) for each in library.passages_of(summary.id)):
            yield Finding(
                "passages",
                Message(
                    f"من مقاطع «{summary.title}» ما يتجاوز نصها",
                    f"passages of “{summary.title}” reach beyond its text",
                ),
                summary.id,
            )


def _word_index(library: Library) -> Iterator[Finding]:
    index = lexical_index(library)
    contents = index.contents(library)
    if contents is None:
        if library.count():
            yield Finding(
                "word_index",
                Message("فهرس الكلمات مفقود أو تالف", "the word index is missing or damaged"),
            )
        return
    wanted = frozenset(each.id for _, each, _ in library.passages_after(0))
    if differs := _difference(contents, wanted):
        yield Finding(
            "word_index", Message(f"فهرس الكلمات {differs.ar}", f"the word index {differs.en}")
        )
        return
    opened = index.open(library)
    for passage, text in _probes(library):
        terms = index_terms(text)
        if not terms:
            continue
        rarest = min(terms, key=lambda term: (opened.frequency(term), term))
        here = opened.search({rarest: 1.0}, library.count(), [passage.document_id])
        if passage.id not in {id for id, _ in here}:
            yield _not_found(passage, "فهرس الكلمات", "the word index")


def _vector_index(library: Library) -> Iterator[Finding]:
    index = vector_index(library)
    state, contents = index.state(library), index.contents(library)
    damage = state.damage
    if contents is None and state.number is not None:
        damage = damage or "its vectors do not find themselves"
    if damage:
        yield Finding(
            "vector_index",
            Message(f"فهرس المتجهات تالف: {damage}", f"the vector index is damaged: {damage}"),
        )
        return
    held, _ = library.vectors_after(0)
    if contents is not None and (differs := _difference(contents, frozenset(held.tolist()), True)):
        yield Finding(
            "vector_index", Message(f"فهرس المتجهات {differs.ar}", f"the vector index {differs.en}")
        )
        return
    opened = index.open(library)
    for passage, _ in _probes(library):
        ids, rows = library.vectors([passage.id])
        if not len(ids) or not rows.any():
            continue
        found = opened.search(rows[0], 1)
        if not found or found[0][1] < SAME_VECTOR:
            yield _not_found(passage, "فهرس المتجهات", "the vector index")


def _difference(
    contents: IndexContents, wanted: frozenset[int], behind: bool = False
) -> Message | None:
    """:param behind: whether an index may lack what is new."""
    missing, strange = wanted - contents.ids, contents.ids - wanted
    if not strange and (behind or not missing):
        return None
    return Message(
        f"ينقصه {len(missing):,} من {len(wanted):,} مقطع، وفيه {len(strange):,} ليست من المكتبة",
        f"lacks {len(missing):,} of {len(wanted):,} passages, has {len(strange):,} of no document",
    )


def _probes(library: Library) -> Iterator[tuple[Passage, str]]:
    """Passages spread over the library, with their words."""
    all_ids = sorted(each.id for _, each, _ in library.passages_after(0))
    chosen = library.passages(all_ids[:: max(1, len(all_ids) // PROBES)][:PROBES])
    for passage in chosen.values():
        with suppress(IndexError, UserError):  # told by `_texts`
            yield passage, library.text(passage.document_id, passage.start, passage.end)


def _not_found(passage: Passage, arabic: str, english: str) -> Finding:
    return Finding(
        "probe",
        Message(
            f"{arabic} لا يجد مقطعًا يحويه: {passage.id}",
            f"{english} does not find a passage that it holds: {passage.id}",
        ),
        passage.document_id,
    )


def _files(library: Library, progress: Progress) -> Iterator[Finding]:
    """Source files that are gone or say something else now; of an archive, the archive."""
    records = library.files()
    told: set[Path] = set()
    for done, record in enumerate(records):
        progress(_FILES, done, len(records))
        file = file_of(record.path)
        if file is None:
            message = Message("ذهب الملف؛ نصه باق", "the file is gone; its text is kept")
            yield Finding("missing_file", message, record.document_id, record.path)
            continue
        if file in told:
            continue
        try:
            digest = hashlib.sha256(file_bytes(file) + sidecar.sidecar_bytes(file)).hexdigest()
        except FileSkipped as reason:
            told.add(file)
            yield Finding("changed_file", reason.message, record.document_id, str(file))
            continue
        if digest != record.sha256:
            told.add(file)
            message = Message("تغيّر الملف بعد إضافته", "the file has changed since it was added")
            yield Finding("changed_file", message, record.document_id, str(file))


def _remains(library: Library) -> Iterator[Finding]:
    """Where something of removed documents is still to be read."""
    indexes = (
        (lexical_index(library), "كلماتها في فهرس الكلمات", "words: the word index"),
        (vector_index(library), "متجهاتها في Chroma", "vectors: Chroma"),
    )
    for index, arabic, english in indexes:
        contents = index.contents(library)
        if contents is not None and contents.remains:
            yield _remain(f"{arabic}: {contents.remains:,}", f"{english}: {contents.remains:,}")
    removed = [each for each in library.history() if each.event == "remove"]
    if removed:
        yield _remain(
            f"عناوينها في سجل المكتبة: {len(removed):,}",
            f"titles: the library's history: {len(removed):,}",
        )
        if library.free_bytes:
            yield _remain(
                f"قد تُقرأ في فراغ library.db: {library.free_bytes:,} بايت",
                f"perhaps in unused space of library.db: {library.free_bytes:,} bytes",
            )


def _remain(arabic: str, english: str) -> Finding:
    return Finding(
        "remains",
        Message(f"بقية وثائق أُزيلت، {arabic}", f"of removed documents, {english}"),
        is_wrong=False,
    )


def _restore(library: Library, document_id: int) -> None:
    """From whichever of its files still reads as the text that was kept."""
    sources = (each.sources for each in library.documents() if each.id == document_id)
    files = {file for source in chain(*sources) if (file := file_of(source)) is not None}
    for found in chain.from_iterable(map(_read, sorted(files))):
        with suppress(ValueError):
            library.restore(document_id, found.text)
            return


def _read(file: Path) -> list[Extraction]:
    children = Children()
    try:
        return documents(file_bytes(file), ReaderOptions(file), children)
    except UserError:
        return []
    finally:
        children.close()


_TEXTS = Message("فحص النصوص", "Examining texts")
_FILES = Message("فحص الملفات", "Examining files")
