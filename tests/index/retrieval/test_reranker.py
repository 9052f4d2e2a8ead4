"""The reranker: passages ordered by how they hold the question's words."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arabic import sentences, word_terms, words
from index.arabic.idf import TermStatistics
from index.question import analyse
from index.retrieval.reranker import FEATURES, RerankCandidate, _holding, rerank, reranking_features


def candidate(text: str, title: str = "", lexical: float = 1.0) -> RerankCandidate:
    """A passage as search hands it on."""
    read: list[str] = []
    starts: list[int] = []
    for span in sentences(text):
        if own := words(text[span.start : span.end]):
            starts.append(len(read))
            read += own
    return RerankCandidate(read, starts, words(title), title, lexical)


ONE_EACH = TermStatistics(100, lambda term: 1)
"""Of a library in which every word stands in one passage."""


def scores(question: str, *candidates: RerankCandidate) -> list[float]:
    return rerank(analyse(question, ONE_EACH), candidates, ONE_EACH)


def feature(name: str, question: str, *candidates: RerankCandidate) -> list[float]:
    """One column of the features."""
    rows = reranking_features(analyse(question, ONE_EACH), candidates, ONE_EACH)
    return [round(float(value), 3) for value in rows[:, FEATURES.index(name)]]


@pytest.mark.parametrize(
    ("question", "together", "scattered"),
    [
        (
            "من رمم سقف المسجد؟",
            "رمم النجار سقف المسجد. وكتب الوالي رسالة. وزرع الفلاح نخلة.",
            "رمم النجار نخلة. وكتب الوالي سقف رسالة. وزرع الفلاح المسجد.",
        ),
        (
            "متى غرقت سفينة الحجاج؟",
            "غرقت سفينة الحجاج شتاء. وعاد التجار إلى ديارهم. وأقفرت السوق.",
            "غرقت السوق شتاء. وعاد الحجاج إلى ديارهم. وأقفرت سفينة التجار.",
        ),
    ],
)
def test_words_in_one_sentence_stand_before_the_same_words_scattered(
    question: str, together: str, scattered: str
) -> None:
    first, second = scores(question, candidate(together), candidate(scattered))

    assert first > second


def test_a_question_of_two_neighbouring_sentences_is_covered_by_both() -> None:
    near = candidate("حفر العمال البئر. وكان ماؤها عذب. ونام الحارس.")
    far = candidate("حفر العمال البئر. ونام الحارس. وكان ماؤها عذب.")
    question = "البئر ماؤها عذب حفر العمال"

    assert feature("neighbours", question, near, far) == [1.0, 0.6]


def test_words_side_by_side_as_in_the_question_count() -> None:
    question = "بيت الحكمة"

    assert feature(
        "adjacent",
        question,
        candidate("زار بيت الحكمة صباحا"),
        candidate("زار الحكمة بيت صباحا"),
    ) == [1.0, 0.0]


@pytest.mark.parametrize(
    ("question", "answering", "other"),
    [
        ("متى بنيت القلعة؟", "بنيت القلعة سنة 969 للهجرة", "بنيت القلعة فوق تل مرتفع"),
        ("متى بنيت القلعة؟", "بنيت القلعة في شهر شعبان", "بنيت القلعة في طرف واحة"),
        ("في أي عام بنيت القلعة؟", "بنيت القلعة نحو ١١٨٣", "بنيت القلعة نحو الشرق"),
        ("كم عدد أبواب القلعة؟", "عدد أبواب القلعة سبعة كبيرة", "عدد أبواب القلعة قليل جدا"),
        ("كم بابا في القلعة؟", "في القلعة 12 بابا", "في القلعة باب كبير"),
    ],
)
def test_a_question_after_a_date_or_number_prefers_the_passage_that_has_one(
    question: str, answering: str, other: str
) -> None:
    first, second = scores(question, candidate(answering), candidate(other))

    assert first > second


def test_the_number_that_the_question_itself_gives_does_not_answer_it() -> None:
    own = candidate("وقعت معركة السهل سنة 1250")
    new = candidate("وقعت معركة السهل سنة 1260")

    assert feature("sentence", "متى وقعت معركة السهل بعد سنة 1250؟", own, new)[0] == 0
    assert feature("sentence", "متى وقعت معركة السهل؟", own, new) == [1.0, 1.0]


@pytest.mark.parametrize(
    ("question", "other_form", "other"),
    [
        ("سافر التاجر في فبراير", "سافر التاجر في شباط", "سافر التاجر في أيلول"),
        ("سافر التاجر في يناير", "سافر التاجر في كانون الثاني", "سافر التاجر في كانون الأول"),
        ("باع التاجر ٣ خيول", "باع التاجر ثلاثة خيول", "باع التاجر ثمانية خيول"),
        ("باع التاجر خمس وخمسة خيول", "باع التاجر 5 خيول", "باع التاجر 6 خيول"),
        ("باع التاجر 21 خيلا", "باع التاجر واحدا وعشرين خيلا", "باع التاجر سبعة وعشرين خيلا"),
        ("سافر التاجر في 15 مارس 1901", "سافر التاجر في 15/03/1901", "سافر التاجر في 15/04/1901"),
        ("سافر التاجر في 15-3-1901", "سافر التاجر في 15 آذار 1901", "سافر التاجر في 15 أيار 1901"),
    ],
)
def test_another_form_of_a_month_number_or_date_counts_as_met(
    question: str, other_form: str, other: str
) -> None:
    met, unmet = feature("sentence", question, candidate(other_form), candidate(other))

    assert met > unmet


def test_the_month_that_the_question_gives_does_not_answer_it_in_another_form() -> None:
    own = candidate("وقعت معركة السهل في شباط")
    new = candidate("وقعت معركة السهل في أيلول")

    question = "متى وقعت معركة السهل بعد فبراير؟"

    assert feature("sentence", question, own) == [0.0]
    assert feature("sentence", question, new) > [0.0]


def test_a_question_after_no_date_takes_every_sentence_for_its_kind() -> None:
    assert feature("sentence", "من بنى القلعة؟", candidate("بنى القلعة أمير حلب")) == [1.0]


def test_the_title_counts() -> None:
    text = "ولد في المدينة وتعلم فيها ثم رحل"
    question = "أين ولد ابن رشد؟"

    first, second = scores(question, candidate(text, "ابن رشد"), candidate(text, "ابن زهر"))

    assert first > second


def test_passages_of_one_subject_strengthen_one_another() -> None:
    shared = [candidate("نص أول", "الخيل", 2.0), candidate("نص ثان", "الخيل", 2.0)]

    assert feature("group", "الخيل", *shared, candidate("نص ثالث", "الإبل", 2.0)) == [
        *(0.667, 0.667, 0.333)
    ]


def test_what_is_it_looks_at_a_passages_first_sentence() -> None:
    defining = candidate("الهيولى مادة الأشياء. تكلم فيها الحكماء.")
    using = candidate("تكلم الحكماء كثيرا. وذكروا الهيولى مرارا.")

    assert feature("opening", "ما هي الهيولى؟", defining, using) == [1.0, 0.0]
    assert feature("opening", "من ذكر الهيولى؟", defining, using) == [0.0, 0.0]


def test_without_candidates_there_are_no_scores() -> None:
    assert scores("من بنى بغداد؟") == []


def test_a_passage_without_words_has_the_least_of_everything() -> None:
    wordless, worded = reranking_features(
        analyse("من بنى بغداد؟", ONE_EACH),
        [candidate("…!", "", 0.0), candidate("بنى بغداد المنصور", "بغداد", 3.0)],
        ONE_EACH,
    )

    assert dict(zip(FEATURES, wordless, strict=True)) == {
        **dict.fromkeys(FEATURES, 0.0),
        "length": math.log(5),
    }
    assert all(mine <= other for mine, other in zip(wordless, worded, strict=True))


def test_a_question_without_words_tells_no_passage_from_another() -> None:
    first, second = scores("؟!", candidate("بنى المنصور بغداد"), candidate("الأندلس", "قرطبة"))

    assert first == second == 0.0


def test_given_weights_take_the_place_of_the_shipped_ones() -> None:
    candidates = [candidate("بغداد"), candidate("بغداد مدينة السلام")]

    assert rerank(analyse("بغداد"), candidates, ONE_EACH, {"length": -1.0}) == [
        *(-math.log(6), -math.log(8))
    ]


SCORED_ELSEWHERE = """
from tests.index.retrieval.test_reranker import candidate, scores
print(scores("بكم أجرت الحجرة؟", candidate("أجرة الحجرة دينار")))
"""


def test_scores_are_the_same_in_every_process() -> None:
    """«أجرة» is as like «أجرت» as «حجرة»: the order of a set must not choose between them."""
    printed = {
        subprocess.run(
            [sys.executable, "-c", SCORED_ELSEWHERE],
            cwd=Path(__file__).parents[3],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "4")
    }

    assert len(printed) == 1


TEXTS = st.text(
    st.one_of(
        st.sampled_from("بتكمنوالقة متى كم 3٣.،؟!\n\u0640\u064b\u200f«»(ﷺ½²"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)
CANDIDATES = st.builds(candidate, TEXTS, TEXTS, st.floats(0, 1e6))


@given(TEXTS, st.lists(CANDIDATES, max_size=5), st.integers(0, 1000))
def test_every_candidate_of_any_text_gets_one_finite_score(
    question: str, candidates: list[RerankCandidate], frequency: int
) -> None:
    statistics = TermStatistics(100, lambda term: frequency)
    asked = analyse(question, statistics)

    found = rerank(asked, candidates, statistics)

    assert len(found) == len(candidates)
    assert all(map(math.isfinite, found))
    assert found == rerank(asked, candidates, statistics)


@given(TEXTS, st.lists(CANDIDATES, min_size=1, max_size=5))
def test_features_are_shares(question: str, candidates: list[RerankCandidate]) -> None:
    for row in reranking_features(analyse(question, ONE_EACH), candidates, ONE_EACH):
        named = dict(zip(FEATURES, row, strict=True))
        assert named["sentence"] <= named["neighbours"]
        assert named.pop("length") >= (math.log(5) if words(question) else 0.0)
        assert all(-1e-9 <= value <= 1 + 1e-9 for value in named.values())


WORD = st.one_of(
    st.sampled_from(
        words("السلام سلام السلاسل لسلسلة في ب 1905 19051905 nato بنى البنيان ااااااا")
    ),
    st.text("ابتلمنسوه", min_size=1, max_size=10),
)


@given(st.lists(WORD, unique=True, max_size=8), st.lists(WORD, min_size=1, max_size=4))
def test_terms_looked_for_in_all_words_at_once_are_those_that_each_word_has(
    held: list[str], asked: list[str]
) -> None:
    terms = list(dict.fromkeys(term for word in asked for term in word_terms(word)))

    found = _holding(held, terms)

    assert found.tolist() == [[word_terms(word).count(term) for term in terms] for word in held]
