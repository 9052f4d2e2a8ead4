"""The encoder: pieces with their places, windows, vectors by meaning, a passage read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.retrieval.encoder import (
    LONGEST,
    Encoder,
    Tokens,
    shipped_encoder,
    tokenise_pieces,
    windows,
)

DEATH = "توفي ابن الهيثم في القاهرة نحو سنة 1040م، بعد أن نسخ كتب إقليدس سنين طويلة."
JAM = "يُغسل السفرجل ويُقطّع، ثم يُغلى مع السكر وعصير الليمون حتى يحمرّ."


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    loaded = shipped_encoder()
    assert loaded is not None, "the encoder ships with the project"
    return loaded


@given(st.text(max_size=80))
@settings(max_examples=200)
def test_every_piece_has_its_place_in_the_text(text: str) -> None:
    tokens = tokenise_pieces(text)
    places = list(zip(tokens.starts, tokens.ends, strict=True))
    assert all(0 <= start <= end <= len(text) for start, end in places)
    assert tokens.starts == sorted(tokens.starts)


def test_marks_and_digits_of_any_script_are_the_same_pieces() -> None:
    assert tokenise_pieces("وُلِدَ سَنةَ ٩٦٥").ids == tokenise_pieces("ولد سنة 965").ids


def test_a_vocalised_word_is_cut_from_the_text_with_its_marks() -> None:
    text = "وُلد ابنُ"
    tokens = tokenise_pieces(text)
    assert [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)] == [
        "وُلد",
        "ابن",
    ]


@given(st.integers(1, 900), st.integers(0, 100), st.integers(0, 60))
def test_the_windows_hold_every_piece_of_a_passage_and_none_is_too_long(
    size: int, asked: int, named: int
) -> None:
    question, title, body = (
        Tokens([9] * many, [0] * many, [1] * many) for many in (asked, named, size)
    )
    read = windows(question, title, body)
    seen = {
        place
        for window in read
        for place in range(window.first, window.first + len(window.ids) - window.body - 1)
    }
    assert seen == set(range(size))
    assert max(len(window.ids) for window in read) <= LONGEST


def test_an_english_question_is_nearer_to_the_arabic_passage_that_answers_it(
    encoder: Encoder,
) -> None:
    [asked] = encoder.vectors(["When did Ibn al-Haytham die?"], of_questions=True)
    death, jam = encoder.vectors([DEATH, JAM]) @ asked
    assert death > jam


def test_a_text_without_words_has_a_vector_of_zeros(encoder: Encoder) -> None:
    assert not encoder.vectors(["  \u200f "]).any()


def test_signs_that_unfold_to_many_letters_and_half_characters_are_read(encoder: Encoder) -> None:
    vectors = encoder.vectors(["ﷺ" * 400, "كتاب \ud800 قديم"])
    assert np.isfinite(vectors).all()


@pytest.mark.parametrize(
    "question", ["متى توفي ابن الهيثم؟", "ممكن تقولي امتى مات ابن الهيثم", "متي توفى ابن الهيتم"]
)
def test_the_passage_that_answers_reads_better_than_another(
    encoder: Encoder, question: str
) -> None:
    death, jam = encoder.read(question, [("ابن الهيثم", DEATH), ("مربى السفرجل", JAM)])
    assert death.best > jam.best


def test_a_passage_is_read_alike_alone_and_among_others(encoder: Encoder) -> None:
    [alone] = encoder.read("متى توفي ابن الهيثم؟", [("", DEATH)])
    among, _ = encoder.read("متى توفي ابن الهيثم؟", [("", DEATH), ("", JAM * 20)])
    assert among.starts == alone.starts
    assert among.best == pytest.approx(alone.best, abs=1e-3)


def test_a_passage_without_words_reads_as_no_answer(encoder: Encoder) -> None:
    [empty] = encoder.read("متى توفي ابن الهيثم؟", [("", " \n ")])
    assert (empty.starts, empty.best) == ((), -20.0)
