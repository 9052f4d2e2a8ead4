"""Unsupported claims are noticed; honest paraphrase is none."""

from __future__ import annotations

import pytest

from assistant.answer import Unsupported
from assistant.generative.support_checks import unsupported_in

QUESTION = "ماذا جرى للجسر القديم؟"
SENTENCE = "ولم يُهدم الجسر القديم في آذار 1871، بل رمّمه المهندس سامر الحلبي بخمسة وعشرين ألف دينار."
PASSAGE = f"تاريخ الجسر\nبناه الوالي نديم باشا. {SENTENCE}"


def unsupported(
    statement: str, sentence: str = SENTENCE, passage: str = PASSAGE
) -> tuple[Unsupported, ...]:
    return unsupported_in(statement, QUESTION, [sentence], [passage])


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
    assert unsupported(statement) == ()


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("رُمّم الجسر القديم سنة 1872.", Unsupported.NUMBER),
        ("رُمّم الجسر القديم بستة وعشرين ألف دينار.", Unsupported.NUMBER),
        ("رُمّم الجسر القديم في نيسان.", Unsupported.DATE),
        ("رمّم الجسر القديم نابليون.", Unsupported.NAME),
        ("رمّم الجسر القديم محمود الحلبي.", Unsupported.NAME),
        ("نُقل الجسر القديم إلى بغداد.", Unsupported.NAME),
        ("هُدم الجسر القديم في آذار: يهدم كله.", Unsupported.NEGATION),
        ("الزراعة واسعة في الجنوب.", Unsupported.UNRELATED),
        ("旧桥没有拆除。", Unsupported.LANGUAGE),
        ("The old bridge was repaired in 1873.", Unsupported.NUMBER),
    ],
)
def test_what_it_does_not_say_is(statement: str, reason: Unsupported) -> None:
    assert reason in unsupported(statement)


def test_an_answer_may_be_in_the_language_of_the_question() -> None:
    statement = "The old bridge was repaired in 1871, not pulled down."

    assert unsupported_in(statement, "What became of it?", [SENTENCE], [PASSAGE]) == ()
    assert unsupported(statement) == (Unsupported.LANGUAGE,)


def test_a_no_that_the_sentence_does_not_have_is_doubted() -> None:
    assert unsupported("لم يُفتح السوق.", "فُتح السوق صباحًا.", "فُتح السوق صباحًا.") == (
        Unsupported.NEGATION,
    )
    assert unsupported("لا يزال السوق مفتوحًا.", "فُتح السوق.", "فُتح السوق.") == ()


def test_a_name_may_stand_elsewhere_in_the_passage_but_not_in_the_question_alone() -> None:
    passage = "زار نابليون البلدة. ثم غادرها مسرعًا."

    assert (
        unsupported_in("غادر نابليون البلدة مسرعًا.", "من؟", ["ثم غادرها مسرعًا."], [passage]) == ()
    )
    assert Unsupported.NAME in unsupported_in(
        "غادر نابليون البلدة مسرعًا.",
        "متى غادر نابليون؟",
        ["ثم غادرها مسرعًا."],
        ["ثم غادرها مسرعًا."],
    )


def test_without_sentences_there_is_no_support() -> None:
    assert unsupported_in("القاهرة كبيرة.", QUESTION, [], []) == (Unsupported.UNSOURCED,)


def test_eleven_in_words_is_eleven_and_not_ten() -> None:
    sentence = "حضر الاجتماع أحد عشر مهندسًا."

    assert unsupported("حضر الاجتماع 11 مهندسًا.", sentence, sentence) == ()
    assert unsupported("حضر الاجتماع 10 مهندسين.", sentence, sentence) == (Unsupported.NUMBER,)


def test_a_month_by_another_of_its_names_is_the_same_month() -> None:
    sentence = "افتُتح الجسر في شباط."

    assert unsupported("افتُتح الجسر في فبراير.", sentence, sentence) == ()
    assert unsupported("افتُتح الجسر في تموز.", sentence, sentence) == (Unsupported.DATE,)
