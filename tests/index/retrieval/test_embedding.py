"""The built-in embedder: of length 1, nearer for a like meaning; and those from outside."""

import math
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.errors import EmbedderMismatch, EncoderMissing, ExtraMissing, UserError
from index.ingest import add, embed
from index.retrieval.embedding import (
    EMBEDDERS,
    BuiltinEmbedder,
    builtin_embedder,
    embedder_for,
)
from index.retrieval.encoder import WIDTH
from index.status import status_of
from index.store.library import Library
from index.store.records import Vectors
from tests.index.shelf import hits_of


def test_every_vector_has_length_one_or_is_nothing() -> None:
    vectors = BuiltinEmbedder().embed(["مدينة القاهرة", "", "\u200f \ud800", "ﷺ" * 40])

    assert vectors.shape == (4, WIDTH)
    lengths = np.linalg.norm(vectors, axis=1)
    assert lengths == pytest.approx([1, 0, 0, 1], abs=1e-4)


def test_marks_and_tatweel_do_not_move_a_text() -> None:
    one, two = BuiltinEmbedder().embed(["مدينة القاهرة", "مَدِينَة القـاهرة"])

    assert one == pytest.approx(two, abs=1e-5)


@pytest.mark.parametrize(
    "question",
    [
        "متى تأسست جامعة القاهرة؟",
        "في أي عام أُنشئت أول كلية في العاصمة المصرية؟",
        "When was Cairo University founded?",
    ],
)
def test_texts_of_like_meaning_are_nearer_in_whatever_words(question: str) -> None:
    embedder = BuiltinEmbedder()
    near, far = embedder.embed(
        ["فتحت الجامعة المصرية أبوابها سنة 1908", "يزرع القمح في الشتاء ويحصد في الصيف"]
    )

    asked = embedder.embed_question(question)

    assert asked @ near > asked @ far


def test_a_model_that_is_not_there_is_told_before_anything_is_embedded(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissing, match=r"encoder\.onnx"):
        builtin_embedder("", tmp_path / "encoder.onnx")


def test_a_spec_without_a_model_is_an_error_that_says_how() -> None:
    with pytest.raises(UserError) as error:
        embedder_for("word2vec")

    assert "builtin" in error.value.hint.en


def test_an_unknown_provider_is_named() -> None:
    with pytest.raises(UserError) as error:
        embedder_for("acme:large")

    assert "acme" in error.value.message.en


@pytest.mark.parametrize("provider", sorted(EMBEDDERS.keys() - {"builtin"}))
def test_a_provider_that_is_not_installed_is_told_with_the_command_that_brings_it(
    provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, f"llama_index.embeddings.{provider}", None)

    with pytest.raises(ExtraMissing) as error:
        embedder_for(f"{provider}:model")

    assert f"sh .ci/install --extra {provider}" in error.value.hint.ar


@pytest.mark.parametrize("spec", ["builtin:large", "ollama", "ollama:"])
def test_a_model_is_named_where_there_are_several_and_nowhere_else(spec: str) -> None:
    with pytest.raises(UserError) as error:
        embedder_for(spec)

    assert "ollama:bge-m3" in error.value.hint.en


class Lengths:
    """An embedder from outside: the even words of a text beside its odd ones, by their length."""

    def __init__(self, model: str) -> None:
        self.fingerprint = f"lengths:{model}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        counts = [[len(each) % 2 for each in text.split()] for text in texts]
        rows = np.array([[odd.count(0), odd.count(1), 1] for odd in counts], np.float32)
        lengths: Vectors = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: Vectors = rows / lengths
        return unit

    def embed_question(self, question: str) -> Vectors:
        vector: Vectors = self.embed([question])[0]
        return vector


def test_an_embedder_from_outside_is_one_class_and_one_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(EMBEDDERS, "lengths", Lengths)
    (tmp_path / "بغداد.txt").write_text("بنى المنصور بغداد سنة 762م.", encoding="utf-8")

    with Library.create(tmp_path / "library") as library:
        list(add(library, [tmp_path / "بغداد.txt"], embedder="lengths:parity"))
        embed(library, snapshot=False)
        (hit,) = hits_of(library, "من بنى بغداد؟")

        assert status_of(library).fingerprint == "lengths:parity"
        assert library.dimension == 3
        cosine = 13 / math.sqrt(6 * 37)  # (1, 2, 1) · (0, 6, 1)
        assert hit.vector == pytest.approx(cosine, abs=1e-4)
        with pytest.raises(EmbedderMismatch):
            list(add(library, [tmp_path / "بغداد.txt"], embedder="builtin"))
