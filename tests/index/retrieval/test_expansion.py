"""What may stand in a passage in place of some of the question's words."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arabic import index_terms, word_terms, words
from index.arabic.idf import TermStatistics
from index.question import analyse
from index.retrieval.expansion import (
    ALTERNATIVE_WEIGHT,
    CORRECTION_WEIGHT,
    Expansion,
    expansions,
)

PORT = (
    "أُغلق الميناء في شباط.",
    "انفجر الميناء في 4/8/2020 وفيه خمسة وعشرون سفينة.",
    "حكم عبد الله السلطنة بعد الأنفلونزا.",
    "بيع القمح في السوق.",
)


def held(*passages: str) -> TermStatistics:
    frequency = Counter(term for passage in passages for term in set(index_terms(passage)))
    return TermStatistics(len(passages), frequency.__getitem__)


HELD = held(*PORT)


def found(question: str) -> list[Expansion]:
    return expansions(analyse(question, HELD), HELD)


def grams(form: str) -> frozenset[str]:
    return frozenset(term for word in words(form) for term in word_terms(word)[1:])


@pytest.mark.parametrize(
    ("question", "own", "forms"),
    [
        ("ماذا حدث للميناء في فبراير؟", "فبراير", ["شباط"]),
        ("هل في الميناء 25 سفينة؟", "25", ["خمسه وعشرون"]),
        ("ماذا حدث للميناء في 4 آب 2020؟", "اب", ["4 8 2020"]),
        ("من حكم بعد عبدالله؟", "عبدالله", ["عبد الله"]),
    ],
)
def test_another_form_that_the_library_has_is_looked_for_in_place_of_the_own_one(
    question: str, own: str, forms: list[str]
) -> None:
    (expansion,) = found(question)

    assert list(expansion.own) == list(dict.fromkeys(index_terms(own)))
    assert {frozenset(alternative) for alternative in expansion.alternatives} == set(
        map(grams, forms)
    )


@pytest.mark.parametrize(
    "question",
    [
        "ماذا حدث للميناء في نيسان؟",  # no passage has a form of it
        "هل في الميناء 26 سفينة؟",
        "من أغلق الميناء؟",
        "؟!",
    ],
)
def test_where_the_library_has_no_other_form_nothing_else_is_looked_for(question: str) -> None:
    assert found(question) == []


def test_another_form_weighs_less_than_the_own_one_and_than_its_own_words() -> None:
    question = "ماذا حدث للميناء في فبراير؟"
    terms = analyse(question, HELD).query_terms()

    (expansion,) = found(question)

    (alternative,) = expansion.alternatives
    worth = sum(weight * HELD.term_idf(term) for term, weight in alternative.items())
    own = sum(terms[term] * HELD.term_idf(term) for term in expansion.own)
    here = sum(HELD.term_idf(term) for term in index_terms("شباط"))
    assert worth == pytest.approx(ALTERNATIVE_WEIGHT * min(own, here))
    assert len(set(alternative.values())) == 1


def test_a_stem_one_slip_away_is_looked_for_in_place_of_a_word_that_no_passage_has() -> None:
    assert found("متى انتشرت الأنفولنزا؟") == [
        Expansion(["_انفولنزا"], [{"_انفلونزا": CORRECTION_WEIGHT}])
    ]


def test_a_stem_in_place_of_a_word_that_only_frames_weighs_as_little() -> None:
    misspelt = held("مصطلاح في العمارة", "سوق القمح")

    question = analyse("ما مصطلح القمح؟", misspelt)

    assert question.weights == (0.5, 1.0)
    assert expansions(question, misspelt) == [
        Expansion(["_مصطلح"], [{"_مصطلاح": 0.5 * CORRECTION_WEIGHT}])
    ]


def test_a_word_is_replaced_once() -> None:
    """«عبدالله» is both two words written as one and, were it left free, one slip from another."""
    both = held("حكم عبد الله", "حكم عبدالاه")
    question = analyse("من حكم مع عبدالله؟", both)

    found = expansions(question, both)

    assert question.corrections[-1] == ("عبدالا",)
    assert [set(one.own) for one in found] == [set(index_terms("عبدالله"))]


PIECES = st.sampled_from(
    (
        *("شباط", "فبراير", "كانون", "الثاني", "25", "خمسة", "وعشرون", "4", "آب", "2020", "في"),
        *(
            "عبدالله",
            "عبد",
            "الله",
            "الأنفولنزا",
            "الميناء",
            "2/3/2019",
            "02-03-2019",
            "؟",
            "مصطلح",
        ),
    )
)


@given(
    st.lists(PIECES, max_size=12).map(" ".join),
    st.lists(st.lists(PIECES, max_size=8).map(" ".join), max_size=5),
)
def test_what_is_replaced_is_asked_for_and_is_replaced_once_by_what_some_passage_has(
    question: str, passages: list[str]
) -> None:
    statistics = held(*passages)
    asked = analyse(question, statistics)

    found = expansions(asked, statistics)

    replaced = [term for one in found for term in one.own]
    assert set(replaced) <= set(asked.query_terms())
    assert len(set(replaced)) == len(replaced)
    assert all(one.own and one.alternatives for one in found)
    for alternative in (alternative for one in found for alternative in one.alternatives):
        assert all(
            statistics.frequency(term) and weight > 0 for term, weight in alternative.items()
        )
