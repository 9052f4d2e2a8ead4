"""Cheap lies are doubted; honest paraphrase is not."""

from __future__ import annotations

import pytest

from assistant.answer import Doubt
from assistant.generative.support_checks import doubts_of

QUESTION = "ماذا جرى للجسر القديم؟"
SENTENCE = "ولم يُهدم الجسر القديم في آذار 1871، بل رمّمه المهندس سامر الحلبي بخمسة وعشرين ألف دينار."
PASSAGE = f"تاريخ الجسر\nبناه الوالي نديم باشا. {SENTENCE}"


def doubts(statement: str, sentence: str = SENTENCE, passage: str = PASSAGE) -> tuple[Doubt, ...]:
    return doubts_of(statement, QUESTION, [sentence], [passage])


@pytest.mark.parametrize(
    "statement",
    [
        "رُمّم الجسر سنة ١٨٧١ بكلفة 25,000 دينار.",
        "لم يهدم الجسر القديم.",
        "رمّمه سامر الحلبي في آذار.",
        "الجسر الذي بناه نديم باشا رُمّم ولم يُهدم.",
        "أنفق المهندس على ترميم الجسر خمسة وعشرين ألف دينار.",
    ],
)
def test_what_the_sentence_says_is_not_doubted(statement: str) -> None:
    assert doubts(statement) == ()


@pytest.mark.parametrize(
    ("statement", "doubt"),
    [
        ("رُمّم الجسر القديم سنة 1872.", Doubt.NUMBER),
        ("رُمّم الجسر القديم بستة وعشرين ألف دينار.", Doubt.NUMBER),
        ("رُمّم الجسر القديم في نيسان.", Doubt.DATE),
        ("رمّم الجسر القديم نابليون.", Doubt.NAME),
        ("رمّم الجسر القديم محمود الحلبي.", Doubt.NAME),
        ("نُقل الجسر القديم إلى بغداد.", Doubt.NAME),
        ("هُدم الجسر القديم في آذار: يهدم كله.", Doubt.NEGATION),
        ("الزراعة واسعة في الجنوب.", Doubt.UNRELATED),
        ("旧桥没有拆除。", Doubt.LANGUAGE),
        ("The old bridge was repaired in 1873.", Doubt.NUMBER),
    ],
)
def test_what_it_does_not_say_is(statement: str, doubt: Doubt) -> None:
    assert doubt in doubts(statement)


def test_an_answer_may_be_in_the_language_of_the_question() -> None:
    statement = "The old bridge was repaired in 1871, not pulled down."

    assert doubts_of(statement, "What became of it?", [SENTENCE], [PASSAGE]) == ()
    assert doubts(statement) == (Doubt.LANGUAGE,)


def test_a_no_that_the_sentence_does_not_have_is_doubted() -> None:
    assert doubts("لم يُفتح السوق.", "فُتح السوق صباحًا.", "فُتح السوق صباحًا.") == (Doubt.NEGATION,)
    assert doubts("لا يزال السوق مفتوحًا.", "فُتح السوق.", "فُتح السوق.") == ()


def test_a_name_may_stand_elsewhere_in_the_passage_but_not_in_the_question_alone() -> None:
    passage = "زار نابليون البلدة. ثم غادرها مسرعًا."

    assert doubts_of("غادر نابليون البلدة مسرعًا.", "من؟", ["ثم غادرها مسرعًا."], [passage]) == ()
    assert Doubt.NAME in doubts_of(
        "غادر نابليون البلدة مسرعًا.",
        "متى غادر نابليون؟",
        ["ثم غادرها مسرعًا."],
        ["ثم غادرها مسرعًا."],
    )


def test_without_sentences_there_is_no_support() -> None:
    assert doubts_of("القاهرة كبيرة.", QUESTION, [], []) == (Doubt.UNSOURCED,)


def test_eleven_in_words_is_eleven_and_not_ten() -> None:
    sentence = "حضر الاجتماع أحد عشر مهندسًا."

    assert doubts("حضر الاجتماع 11 مهندسًا.", sentence, sentence) == ()
    assert doubts("حضر الاجتماع 10 مهندسين.", sentence, sentence) == (Doubt.NUMBER,)


def test_a_month_by_another_of_its_names_is_the_same_month() -> None:
    sentence = "افتُتح الجسر في شباط."

    assert doubts("افتُتح الجسر في فبراير.", sentence, sentence) == ()
    assert doubts("افتُتح الجسر في تموز.", sentence, sentence) == (Doubt.DATE,)
