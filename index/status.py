"""How a library and its indexes stand, for a person to read and a script to check."""

from __future__ import annotations

from dataclasses import dataclass

from index.errors import EncoderMissing, Message
from index.retrieval.backends import IndexState, size_of
from index.retrieval.chosen import lexical_index, vector_index
from index.retrieval.embedding import BUILTIN, EMBEDDER, FINGERPRINT, embedder_for
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
    """Of the vectors; None before the first."""
    vectors: int
    """Passages that have one of today's embedder; the others are found by their words alone."""
    snapshot: int | None
    """The number of the vector index; None where vectors are scanned exactly."""
    pending_words: int
    """Passages that the word index on disk has still to take in."""
    pending_vectors: int
    """Passages whose vectors are newer than the snapshot: they are scanned exactly."""
    trouble: Message | None
    """What is amiss with an index; every answer is right all the same."""
    exact_tokens: bool
    """Whether tokens are counted, not estimated from length."""


def status_of(library: Library) -> Status:
    """The state of a library, read without changing anything in it."""
    documents = library.documents()
    words, vectors = lexical_index(library).state(library), vector_index(library).state(library)
    passages, embedded = library.count(), library.count(until=library.embedded)
    amiss = _embedder_amiss(library)
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
        vectors=0 if amiss else embedded,
        snapshot=vectors.number,
        pending_words=passages - _taken_in(library, words),
        pending_vectors=max(0, embedded - _taken_in(library, vectors)),
        trouble=amiss or _trouble(library, words, vectors),
        exact_tokens=tokens_are_exact(),
    )


def _taken_in(library: Library, index: IndexState) -> int:
    """Passages that an index holds."""
    return 0 if index.lsn is None else library.count(until=index.lsn)


def _embedder_amiss(library: Library) -> Message | None:
    """Why the vectors that there are do not count."""
    spec, known = library.get(EMBEDDER) or BUILTIN, library.get(FINGERPRINT)
    try:
        fingerprint = embedder_for(spec).fingerprint
    except EncoderMissing as error:
        return Message(
            f"{error.message.ar}، فالبحث بالكلمات وحدها",
            f"{error.message.en}; only words are searched",
        )
    if library.embedded and known != fingerprint:
        return Message(
            f"متجهاتها متجهات {known}، لا متجهات {spec} كما هو اليوم؛ جدّدها: shawahid embed",
            f"vectors of {known}, not of {spec} as it is today; make them anew: shawahid embed",
        )
    return None


def _trouble(library: Library, words: IndexState, vectors: IndexState) -> Message | None:
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
