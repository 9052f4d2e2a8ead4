"""How a library and its indexes stand, for a person to read and a script to check."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.errors import Message
from index.retrieval.embedding import EMBEDDER, FINGERPRINT, embedder_for
from index.splitting import tokens_are_exact
from index.store.library import FILE, Library


@dataclass(frozen=True, slots=True)
class Status:
    """Sizes are in bytes on disk; what an index has not taken in is counted in passages."""

    library: str
    documents: int
    files: int
    passages: int
    characters: int
    library_bytes: int
    lexical_bytes: int
    vector_bytes: int
    embedder: str | None
    """The spec; None before the first `add`."""
    fingerprint: str | None
    """Of the vectors; None while they are being renewed."""
    generation: int | None
    """The number of the vector index; None where vectors are scanned exactly."""
    pending_words: int
    """Passages that the word index on disk has still to take in."""
    pending_vectors: int
    """Passages newer than the generation: their vectors are scanned exactly."""
    trouble: Message | None
    """What is amiss with an index; every answer is right all the same."""
    exact_tokens: bool
    """Whether tokens are counted, not estimated from length."""


def status_of(library: Library) -> Status:
    """The state of a library, read without changing anything in it."""
    from index.retrieval.chroma import FOLDER as VECTORS
    from index.retrieval.chroma import named_generation
    from index.retrieval.lexical import FOLDER as WORDS
    from index.retrieval.lexical import LexicalIndex

    documents = library.documents()
    generation = named_generation(library)
    seen = LexicalIndex.seen(library)
    passages = library.count()
    return Status(
        library=str(library.path),
        documents=len(documents),
        files=sum(len(document.sources) for document in documents),
        passages=passages,
        characters=sum(document.characters for document in documents),
        library_bytes=_size(library.path / FILE),
        lexical_bytes=_size(library.path / WORDS),
        vector_bytes=_size(library.path / VECTORS),
        embedder=library.get(EMBEDDER),
        fingerprint=library.get(FINGERPRINT),
        generation=generation.number if generation else None,
        pending_words=passages if seen is None else passages - library.count(until=seen),
        pending_vectors=passages - (library.count(until=generation.lsn) if generation else 0),
        trouble=_trouble(library, missing_words=seen is None and passages > 0),
        exact_tokens=tokens_are_exact(),
    )


def _trouble(library: Library, missing_words: bool) -> Message | None:
    from index.retrieval.chroma import Damaged, check_files, named_generation

    spec = library.get(EMBEDDER)
    if spec and embedder_for(spec).fingerprint != library.get(FINGERPRINT):
        known = library.get(FINGERPRINT)
        return Message(
            f"متجهاتها متجهات {known}، لا متجهات {spec} كما هو اليوم",
            f"vectors of {known}, not of {spec} as it is today",
        )
    if missing_words:
        return Message(
            "فهرس الكلمات مفقود أو تالف؛ يصلحه السؤال القادم",
            "the word index is missing or damaged; the next question mends it",
        )
    generation = named_generation(library)
    try:
        if generation is not None:
            check_files(library, generation, thorough=True)
    except Damaged as damage:
        return Message(
            f"تلف فهرس المتجهات ({damage})؛ تصلحه الإضافة القادمة، وإلى ذلك تُمسح المتجهات مباشرة",
            f"{damage}; the next add mends it, and vectors are scanned exactly until then",
        )
    return None


def _size(path: Path) -> int:
    files = [path] if path.is_file() else path.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file())
