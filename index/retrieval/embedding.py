"""Words → vectors: the embedder that is built in, and a row for every other.

An embedder fulfils `Embedder`; its row in `EMBEDDERS` names what makes it.
"""

from __future__ import annotations

import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Protocol

import numpy as np

from index.arabic import FOLDING_VERSION, word_terms, words
from index.arabic import STOP_WORDS as FUNCTION_WORDS
from index.errors import Message, UserError
from index.retrieval.llama_embedder import LlamaEmbedder
from index.store.records import Vectors

EMBEDDER = "embedder"
"""The library's state: the spec that its embedder was chosen by."""
FINGERPRINT = "embedder_fingerprint"
"""The library's state: the fingerprint that every vector in it was made under."""

BUILTIN = "builtin"
DIMENSION = 256
"""Of the built-in vectors: half a kilobyte a passage on disk."""
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
    """The embedder that a spec names: `NAME` or `NAME:MODEL`, as `EMBEDDERS` has them.

    :raises UserError: when there is none of that name, or its package is not installed.
    """
    name, _, model = spec.partition(":")
    if name not in EMBEDDERS:
        raise _unknown(spec)
    return EMBEDDERS[name](model)


class BuiltinEmbedder:
    """Stems and character 4-grams hashed to 256 signed places (Weinberger et al., 2009).

    Deterministic, without a model or a download: two texts are near when they share words or
    parts of words.
    """

    fingerprint = f"{BUILTIN}:hash-{DIMENSION}:folding-{FOLDING_VERSION}:1"

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), DIMENSION), np.float32)
        for row, text in enumerate(texts):
            counts = Counter(words(text))
            if counts:
                vectors[row] = _sum_of_words(counts)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors

    def embed_question(self, question: str) -> Vectors:
        vector: Vectors = self.embed([question])[0]
        return vector


def _builtin(model: str) -> Embedder:
    if model:
        raise _unknown(f"{BUILTIN}:{model}")
    return BuiltinEmbedder()


def _from_llamaindex(name: str, class_name: str, model: str) -> Embedder:
    if not model:
        raise _unknown(name)
    return LlamaEmbedder.of(name, class_name, model)


EMBEDDERS: dict[str, Callable[[str], Embedder]] = {
    BUILTIN: _builtin,
    "ollama": partial(_from_llamaindex, "ollama", "OllamaEmbedding"),
    "openai": partial(_from_llamaindex, "openai", "OpenAIEmbedding"),
    "huggingface": partial(_from_llamaindex, "huggingface", "HuggingFaceEmbedding"),
}
"""Name in a spec → what makes the embedder of a model; the model is empty when none is named."""


def _unknown(spec: str) -> UserError:
    known = " ".join(EMBEDDERS)
    return UserError(
        Message(f"لا مُضمِّن باسم «{spec}»", f"There is no embedder named “{spec}”"),
        Message(
            f"اكتب builtin أو مزوّدا ونموذجا، مثل ollama:bge-m3؛ المعروف: {known}",
            f"Write builtin, or a provider and model such as ollama:bge-m3; known: {known}",
        ),
    )


def _sum_of_words(counts: Mapping[str, int]) -> Vectors:
    """Every word's places, each with the word's weight, added up in one pass."""
    positions = [_word_buckets(word) for word in counts]
    weights = 1 + np.log(np.fromiter(counts.values(), np.float64, len(counts)))
    weights[[word in FUNCTION_WORDS for word in counts]] *= _FUNCTION_WORD_WEIGHT
    lengths = np.fromiter(map(len, positions), np.int64, len(positions)) // 2
    flat = np.frombuffer(b"".join(positions), np.uint16)
    sums = np.bincount(flat, np.repeat(weights, lengths), 2 * DIMENSION).reshape(2, DIMENSION)
    vector: Vectors = (sums[1] - sums[0]).astype(np.float32)
    return vector


@lru_cache(maxsize=1 << 17)
def _word_buckets(word: str) -> bytes:
    """16-bit numbers: the place of each term's slots, `DIMENSION` added where the sign is +."""
    positions = array("H")
    for term in word_terms(word):
        encoded = term.encode()
        for slot in range(_SLOTS_PER_TERM):
            code = zlib.crc32(encoded, slot)
            positions.append(code % DIMENSION + (DIMENSION if code & 0x10000 else 0))
    return positions.tobytes()
