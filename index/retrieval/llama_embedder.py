"""LlamaIndex's embedding models as embedders of a library: one row each in `EMBEDDERS`.

Nothing of LlamaIndex is imported before a model of it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Protocol

import numpy as np

from index.errors import ExtraMissing, Message, UserError
from index.store.records import Vectors


class EmbeddingModel(Protocol):
    """What is called of LlamaIndex's `BaseEmbedding`."""

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]: ...

    def get_query_embedding(self, query: str) -> list[float]: ...


class LlamaEmbedder:
    """A LlamaIndex embedding model as the library's embedder."""

    def __init__(self, model: EmbeddingModel, fingerprint: str) -> None:
        self._model = model
        self.fingerprint = fingerprint

    @classmethod
    def of(cls, provider: str, class_name: str, model: str) -> LlamaEmbedder:
        """
        :param provider: the last part of the name of LlamaIndex's module, and of our extra.
        :raises UserError: when the provider's package is not installed.
        """
        try:
            kind = getattr(import_module(f"llama_index.embeddings.{provider}"), class_name)
        except ImportError as error:
            raise ExtraMissing(provider) from error
        return cls(kind(model_name=model), f"{provider}:{model}")

    def embed(self, texts: Sequence[str]) -> Vectors:
        with _failing_as_user_error(self.fingerprint):
            return _unit_rows(self._model.get_text_embedding_batch(list(texts)))

    def embed_question(self, question: str) -> Vectors:
        with _failing_as_user_error(self.fingerprint):
            vector: Vectors = _unit_rows([self._model.get_query_embedding(question)])[0]
        return vector


@contextmanager
def _failing_as_user_error(name: str) -> Iterator[None]:
    """Whatever a provider's client raises becomes one sentence for the user."""
    try:
        yield
    except Exception as error:
        raise UserError(
            Message(
                f"لم يُجب المُضمِّن {name}: {error}",
                f"The embedder {name} failed: {error}",
            ),
            Message("تحقق من أنه يعمل ثم أعد المحاولة", "See that it runs, then try again"),
        ) from error


def _unit_rows(rows: Sequence[Sequence[float]]) -> Vectors:
    matrix = np.asarray(rows, np.float32)
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    unit: Vectors = np.divide(matrix, lengths, out=matrix, where=lengths > 0)
    return unit
