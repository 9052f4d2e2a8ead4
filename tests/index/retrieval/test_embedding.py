"""The built-in embedder: deterministic, of length 1, nearer for shared words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UserError
from index.retrieval.embedding import DIMENSION, BuiltinEmbedder, embedder_for


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_every_vector_has_length_one_or_is_nothing(texts: list[str]) -> None:
    vectors = BuiltinEmbedder().embed(texts)

    assert vectors.shape == (len(texts), DIMENSION)
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.all(np.isclose(lengths, 1, atol=1e-5) | (lengths == 0))


def test_spelling_does_not_move_a_text() -> None:
    one, two = BuiltinEmbedder().embed(["مدينة القاهرة", "مَدِينَة القـاهره"])

    assert np.array_equal(one, two)


def test_texts_that_share_words_are_nearer() -> None:
    question, near, far = BuiltinEmbedder().embed(
        ["متى تأسست جامعة القاهرة؟", "تأسست الجامعة في القاهرة سنة 1908", "يزرع القمح في الشتاء"]
    )

    assert question @ near > question @ far


def test_a_spec_without_a_model_is_an_error_that_says_how() -> None:
    with pytest.raises(UserError) as error:
        embedder_for("word2vec")

    assert "builtin" in error.value.hint.en


def test_an_unknown_provider_is_named() -> None:
    with pytest.raises(UserError) as error:
        embedder_for("acme:large")

    assert "acme" in error.value.message.en
