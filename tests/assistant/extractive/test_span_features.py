"""The stretches of a quote that may be an answer, and those that are of the kind asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.extractive.answer_types import expected_kind, fitting
from assistant.extractive.span_features import (
    FAR,
    after_predicate,
    candidates,
    ends_list,
    feature_names,
    span_features,
)
from assistant.extractive.word_features import Text, column_names, mark_names, read_text
from index.question import analyse

SENTENCES = st.lists(
    st.sampled_from(
        (
            *("قال", "سعيد", "في", "من", "إلى", "ثم", "و", "الذي", "مدينة", "القاهرة", "سنة"),
            *("1037م", "300 ق.م", "12 نوفمبر", "34%", "4:51", "Naughty Dog", "يين-يانج"),
            *("(أحمد سالم)", "(٥)", "«نعم أوافق»", '"لا"', "العقد،", "كتابًا؛", "رحل.", "عاد\n"),
        )
    ),
    max_size=15,
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", []),
        ("،.؟", []),
        ("حضر. غادر", ["حضر", "غادر"]),
        ("بدأ المشروع في", ["بدأ", "بدأ المشروع", "المشروع"]),
        ("سنة 1037م", ["سنة", "سنة 1037م", "1037م"]),
        ("سنة 300 ق.م", ["سنة", "سنة 300 ق.م", "300 ق.م"]),
        ("شركة Naughty Dog", ["شركة", "شركة Naughty Dog", "Naughty Dog"]),
        ("مبدأ يين-يانج", ["مبدأ", "مبدأ يين-يانج", "يين-يانج"]),
        ("الساعة 4:51", ["الساعة", "الساعة 4:51", "4:51"]),
        (
            "وقّع (أحمد سالم) العقد",
            ["وقّع", "وقّع (أحمد سالم) العقد", "أحمد", "أحمد سالم", "سالم", "العقد"],
        ),
        pytest.param(
            *("كتب (أ) ثم (ب)", ["كتب", "أ", "ب"]),
        ),
        pytest.param(
            *("قال «نعم أوافق»", ["قال", "نعم أوافق", "أوافق"]),
        ),
    ],
)
def test_a_span_keeps_together_what_is_written_together(text: str, spans: list[str]) -> None:
    read = read_text(analyse("ما هو؟"), text)

    assert _texts(text, read) == spans


def _texts(text: str, read: Text, question: str = "") -> list[str]:
    starts, ends = candidates(read)
    kept = fitting(analyse(question), read, starts, ends) if question else [True] * len(starts)
    return [
        text[read.words[first].start : read.words[last].end]
        for first, last, fits in zip(starts, ends, kept, strict=True)
        if fits
    ]


def test_a_long_span_ends_only_where_a_phrase_may_end() -> None:
    text = "بيت جميل كبير قديم أبيض واسع مضيء هادئ في الحي"
    read = read_text(analyse("ما هو؟"), text)

    long = [span for span in _texts(text, read) if len(span.split()) > 6]
    assert long == [
        "بيت جميل كبير قديم أبيض واسع مضيء هادئ",
        "بيت جميل كبير قديم أبيض واسع مضيء هادئ في الحي",
        "جميل كبير قديم أبيض واسع مضيء هادئ",
        "جميل كبير قديم أبيض واسع مضيء هادئ في الحي",
        "كبير قديم أبيض واسع مضيء هادئ في الحي",
        "قديم أبيض واسع مضيء هادئ في الحي",
    ]


@given(SENTENCES)
def test_no_span_crosses_a_full_stop_or_ends_on_a_word_that_leads_on(text: str) -> None:
    read = read_text(analyse("ما هو؟"), text)
    starts, ends = candidates(read)

    stops = read.gaps[:, mark_names().index("stop")]
    leads_on = ("preposition", "conjunction", "relative", "particle")
    leading = read.columns[:, [column_names().index(name) for name in leads_on]]
    assert not any(
        stops[first + 1 : end + 1].any() for first, end in zip(starts, ends, strict=True)
    )
    assert not leading[ends].any()


@given(SENTENCES)
def test_no_span_parts_words_that_are_written_as_one(text: str) -> None:
    read = read_text(analyse("ما هو؟"), text)
    starts, ends = candidates(read)

    assert not read.unspaced[starts].any()
    assert not read.unspaced[ends + 1].any()


@given(SENTENCES)
def test_a_span_opens_as_many_brackets_as_it_closes(text: str) -> None:
    read = read_text(analyse("ما هو؟"), text)

    for span in _texts(text, read):
        assert span.count("(") == span.count(")")


def test_a_counted_noun_goes_with_its_number() -> None:
    question, text = "كم هدفا قصفت الطائرات؟", "قصفت الطائرات 85 هدفا"

    kept = _texts(text, read_text(analyse(question), text), question)

    assert kept == ["قصفت الطائرات 85 هدفا", "الطائرات 85 هدفا", "85 هدفا"]


def test_no_answer_opens_with_the_pronoun_that_says_is() -> None:
    question, text = "ما عاصمة المغرب؟", "العاصمة هي الرباط"

    kept = _texts(text, read_text(analyse(question), text), question)

    assert kept == ["العاصمة", "العاصمة هي", "العاصمة هي الرباط", "الرباط"]


@given(SENTENCES)
def test_every_span_has_one_number_for_each_named_feature(text: str) -> None:
    question = analyse("متى رحل سعيد؟")
    read = read_text(question, text)
    starts, ends = candidates(read)
    if not len(starts):
        return

    assert span_features(question, read, starts, ends).shape == (len(starts), len(feature_names()))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("متى عاد خالد؟", "time"),
        ("في أي عام عاد خالد؟", "time"),
        ("كم سنة غاب خالد؟", "number"),
        ("أين سكن خالد؟", "place"),
        ("من عاد مع خالد؟", "person"),
        ("ماذا فعل خالد؟", ""),
    ],
)
def test_the_question_word_tells_the_kind_asked_for(question: str, kind: str) -> None:
    assert expected_kind(analyse(question)) == kind


@pytest.mark.parametrize(
    ("question", "text", "spans"),
    [
        ("متى عاد خالد؟", "عاد خالد سنة 1990 إلى جدة", ["سنة", "سنة 1990", "1990"]),
        ("كم سنة غاب؟", "غاب خالد 7 سنوات", [
            "غاب خالد 7", "غاب خالد 7 سنوات", "خالد 7", "خالد 7 سنوات", "7", "7 سنوات",
        ]),
        ("متى عاد خالد؟", "عاد بعد الحصاد", ["بعد الحصاد"]),
        ("من عاد سنة 1990؟", "عاد خالد سنة 1990", ["خالد"]),
        ("أين سكن؟", "سكن في جدة عام 1990", ["في جدة", "جدة"]),
        ("أين سكن خالد؟", "باع خالد في جدة بيته وسكن في مكة", ["في مكة", "مكة"]),
        ("من غاب؟", "غاب", []),
        ("ماذا فعل خالد؟", "باع بيته وسافر", ["باع", "باع بيته", "بيته", "وسافر"]),
    ],
)  # fmt: skip
def test_a_fitting_span_is_of_the_kind_asked_for_and_stays_in_its_clause(
    question: str, text: str, spans: list[str]
) -> None:
    read = read_text(analyse(question), text)

    assert _texts(text, read, question) == spans


@pytest.mark.parametrize(
    ("text", "is_list"),
    [
        ("برتقالا، موزا، عنبا", True),
        ("الإسمنت والرمل والحصى والماء", True),
        ("مدينة القاهرة القديمة", False),
    ],
)
def test_an_enumeration_is_told_from_a_single_thing(text: str, is_list: bool) -> None:
    read = read_text(analyse("ما هي؟"), text)

    assert ends_list(read, 0, len(read.words) - 1) == is_list


def test_a_span_knows_how_far_behind_it_the_predicate_is_told_with_no_other_verb_between() -> None:
    question = analyse("أين ولد خالد؟")
    text = read_text(question, "ولد خالد في جدة وتوفي في مكة")

    assert after_predicate(question, text).tolist() == [FAR, 1, 2, 3, 4, FAR, FAR]
