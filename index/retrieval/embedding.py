"""Words → vectors: the embedder that is built in, and a row for every other.

An embedder fulfils `Embedder`; its row in `EMBEDDERS` names what makes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from index.errors import EncoderMissing, Message, UserError
from index.retrieval.encoder import MODEL_FILE, Encoder, shipped_encoder
from index.retrieval.llama_embedder import LlamaEmbedder
from index.store.records import Vectors

EMBEDDER = "embedder"
"""The library's state: the spec that its embedder was chosen by."""
FINGERPRINT = "embedder_fingerprint"
"""The library's state: the fingerprint that every vector in it was made under."""

BUILTIN = "builtin"


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
    :raises EncoderMissing: when what the built-in one is made of is not there.
    """
    name, _, model = spec.partition(":")
    if name not in EMBEDDERS:
        raise _unknown(spec)
    return EMBEDDERS[name](model)


class BuiltinEmbedder:
    """The encoder that ships, loaded when the first text is embedded: 384 numbers a text.

    Two texts are near when they mean the same, in whatever words and in whichever language.
    """

    fingerprint = f"{BUILTIN}:multilingual-e5-small-4bit:1"

    def __init__(self, file: Path = MODEL_FILE) -> None:
        """:param file: of the model."""
        self._file = file

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self._encoder().vectors(texts, of_questions=False)

    def embed_question(self, question: str) -> Vectors:
        vector: Vectors = self._encoder().vectors([question], of_questions=True)[0]
        return vector

    def _encoder(self) -> Encoder:
        encoder = shipped_encoder(self._file)
        if encoder is None:
            raise _encoder_missing(self._file)
        return encoder


def builtin_embedder(model: str, file: Path = MODEL_FILE) -> Embedder:
    """The row of the built-in one; loads nothing yet.

    :param file: of the encoder's model.
    """
    if model:
        raise _unknown(f"{BUILTIN}:{model}")
    if not file.exists() or find_spec("onnxruntime") is None:
        raise _encoder_missing(file)
    return BuiltinEmbedder(file)


def _from_llamaindex(name: str, class_name: str, model: str) -> Embedder:
    if not model:
        raise _unknown(name)
    return LlamaEmbedder.of(name, class_name, model)


EMBEDDERS: dict[str, Callable[[str], Embedder]] = {
    BUILTIN: builtin_embedder,
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


def _encoder_missing(file: Path) -> EncoderMissing:
    return EncoderMissing(
        Message(
            f"المُضمِّن المدمج غير متاح: ينقص {file} أو onnxruntime",
            f"The built-in embedder is not there: {file} or onnxruntime is missing",
        ),
        Message(
            "البحث بالكلمات يعمل بدونه؛ أعد تثبيت شواهد لتستعيده",
            "Words are searched without it; install shawahid again to have it back",
        ),
    )
