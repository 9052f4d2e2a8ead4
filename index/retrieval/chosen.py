"""Which class holds a library's words, and which its vectors: a store is one class and one row.

Both indexes lie in the library's folder unless the library's state names another row.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from index.errors import Message, UserError
from index.retrieval.backends import LexicalIndex, VectorIndex
from index.retrieval.lexical import TantivyIndex
from index.retrieval.vectors import ChromaIndex
from index.store.library import Library

Index = TypeVar("Index")

LEXICAL_INDEX = "lexical_index"
VECTOR_INDEX = "vector_index"
"""The library's state: the names of what holds its two indexes; None for what `DEFAULTS` says."""

LEXICAL_INDEXES: dict[str, type[LexicalIndex]] = {"tantivy": TantivyIndex}
VECTOR_INDEXES: dict[str, type[VectorIndex]] = {"chroma": ChromaIndex}

DEFAULTS = {LEXICAL_INDEX: "tantivy", VECTOR_INDEX: "chroma"}


def lexical_index(library: Library) -> type[LexicalIndex]:
    """:raises UserError: when the library names one that is not here."""
    return _chosen(library, LEXICAL_INDEX, LEXICAL_INDEXES)


def vector_index(library: Library) -> type[VectorIndex]:
    """:raises UserError: when the library names one that is not here."""
    return _chosen(library, VECTOR_INDEX, VECTOR_INDEXES)


def _chosen(library: Library, key: str, known: Mapping[str, Index]) -> Index:
    name = library.get(key) or DEFAULTS[key]
    if name not in known:
        raise UserError(
            Message(
                f"فهرس هذه المكتبة في «{name}»، وليس في هذه النسخة",
                f"This library's index is held by “{name}”, which is not here",
            ),
            Message(
                f"استعمل النسخة التي صنعتها؛ المعروف هنا: {' '.join(known)}",
                f"Use the version that made it; known here: {' '.join(known)}",
            ),
        )
    return known[name]
