"""How a library and its indexes stand, for a person to read and a script to check."""

from __future__ import annotations

from dataclasses import dataclass

from index.errors import Message
from index.retrieval.backends import IndexState, size_of
from index.retrieval.chosen import lexical_index, vector_index
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
    """Of the vectors; None while they are being rebuilt."""
    snapshot: int | None
    """The number of the vector index; None where vectors are scanned exactly."""
    pending_words: int
    """Passages that the word index on disk has still to take in."""
    pending_vectors: int
    """Passages newer than the snapshot: their vectors are scanned exactly."""
    trouble: Message | None
    """What is amiss with an index; every answer is right all the same."""
    exact_tokens: bool
    """Whether tokens are counted, not estimated from length."""


def status_of(library: Library) -> Status:
    """The state of a library, read without changing anything in it."""
    documents = library.documents()
    words, vectors = lexical_index(library).state(library), vector_index(library).state(library)
    passages = library.count()
    return Status(
        library=str(library.path),
        documents=len(documents),
        files=sum(len(document.sources) for document in documents),
        passages=passages,
        characters=sum(document.characters for document in documents),
        library_bytes=size_of(library.path / FILE),
        lexical_bytes=words.size_bytes,
        vector_bytes=vectors.size_bytes,
        embedder=library.get(EMBEDDER),
        fingerprint=library.get(FINGERPRINT),
        snapshot=vectors.number,
        pending_words=_pending(library, words),
        pending_vectors=_pending(library, vectors),
        trouble=_trouble(library, words, vectors),
        exact_tokens=tokens_are_exact(),
    )


def _pending(library: Library, index: IndexState) -> int:
    """Passages that an index has still to take in."""
    return library.count() - (0 if index.lsn is None else library.count(until=index.lsn))


def _trouble(library: Library, words: IndexState, vectors: IndexState) -> Message | None:
    spec = library.get(EMBEDDER)
    if spec and embedder_for(spec).fingerprint != library.get(FINGERPRINT):
        known = library.get(FINGERPRINT)
        return Message(
            f"متجهاتها متجهات {known}، لا متجهات {spec} كما هو اليوم",
            f"vectors of {known}, not of {spec} as it is today",
        )
    if words.lsn is None and library.count():
        return Message(
            "فهرس الكلمات مفقود أو تالف؛ يصلحه السؤال القادم",
            "the word index is missing or damaged; the next question mends it",
        )
    if vectors.damage is not None:
        return Message(
            f"تلف فهرس المتجهات ({vectors.damage})؛"
            " تصلحه الإضافة القادمة، وإلى ذلك تُمسح المتجهات مباشرة",
            f"{vectors.damage}; the next add mends it, and vectors are scanned exactly until then",
        )
    return None
