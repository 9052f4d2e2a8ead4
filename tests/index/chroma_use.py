"""Whether Chroma answers, or every vector is scanned: the answers are the same."""

from __future__ import annotations

from index.retrieval.backends import VectorIndex
from index.retrieval.vectors import ChromaIndex


def uses_chroma(vectors: VectorIndex | None) -> bool:
    return isinstance(vectors, ChromaIndex) and vectors._collection is not None
