"""Words → vectors: the embedder that is built in, and the seam for LlamaIndex's."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.arabic import FOLDING_VERSION, FUNCTION_WORDS, word_terms, words
from index.errors import Message, UserError

Vectors = npt.NDArray[np.float32]

EMBEDDER = "embedder"
"""The library's state: the spec that its embedder was chosen by."""
FINGERPRINT = "embedder_fingerprint"
"""The library's state: the fingerprint that every vector in it was made under."""

BUILTIN = "builtin"
DIMENSION = 256
"""Of the built-in vectors: more costs disk and memory and finds no more (see `quality.py`)."""
_SLOTS_PER_TERM = 2
"""Places that one term is hashed to, so that two terms that share one still differ."""
_FUNCTION_WORD_WEIGHT = 0.1
"""Function words fill a quarter of a text and tell nothing about its subject."""


class Embedder(Protocol):
    """What the library's vectors are made with."""

    @property
    def fingerprint(self) -> str:
        """Names the embedder, its model and version: vectors of two prints are not compared."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A row of length 1 for each text, or of zeros where a text has no words."""
        ...

    def embed_question(self, question: str) -> Vectors:
        """The question's vector, of shape (dimension,)."""
        ...


def embedder_for(spec: str) -> Embedder:
    """The embedder that a spec names: `builtin`, or `PROVIDER:MODEL` through LlamaIndex.

    :raises UserError: when the provider is unknown or its package is not installed.
    """
    if spec == BUILTIN:
        return BuiltinEmbedder()
    provider, _, model = spec.partition(":")
    if not model:
        raise UserError(
            Message(f"لا مُضمِّن باسم «{spec}»", f"There is no embedder named “{spec}”"),
            Message(
                "اكتب builtin أو مزوّدا ونموذجا، مثل ollama:bge-m3",
                "Write builtin, or a provider and model such as ollama:bge-m3",
            ),
        )
    from index.llamaindex import LlamaEmbedder

    return LlamaEmbedder.of(provider, model)


class BuiltinEmbedder:
    """Stems and character 4-grams hashed to 256 signed places (Weinberger et al., 2009).

    Deterministic, without a model or a download: two texts are near when they share words or
    parts of words.
    """

    fingerprint = f"{BUILTIN}:hash-{DIMENSION}:folding-{FOLDING_VERSION}:1"

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), DIMENSION), np.float32)
        for row, text in enumerate(texts):
            for word, count in Counter(words(text)).items():
                vectors[row] += np.float32(1 + np.log(count)) * _word_vector(word)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors

    def embed_question(self, question: str) -> Vectors:
        vector: Vectors = self.embed([question])[0]
        return vector


@lru_cache(maxsize=1 << 15)
def _word_vector(word: str) -> Vectors:
    vector = np.zeros(DIMENSION, np.float32)
    for term in word_terms(word):
        for slot in range(_SLOTS_PER_TERM):
            code = zlib.crc32(term.encode(), slot)
            vector[code % DIMENSION] += 1 if code & 0x10000 else -1
    if word in FUNCTION_WORDS:
        vector *= _FUNCTION_WORD_WEIGHT
    return vector
