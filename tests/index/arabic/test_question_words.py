"""Question words of every variety tell what is asked for."""

from __future__ import annotations

import pytest

from index.arabic import words
from index.arabic.question_words import QuestionType, question_phrase, question_word


def asked(question: str) -> list[QuestionType]:
    """The types of all words and phrases that ask in a question, in order."""
    found, types, at = words(question), [], 0
    while at < len(found):
        length, word = question_phrase(found, at) or (1, None)
        types += [word.question_type] if word else []
        at += length
    return types


@pytest.mark.parametrize(
    ("question", "question_type"),
    [
        ("متى توفي ابن الهيثم؟", "WHEN"),
        ("امتى توفي ابن الهيثم؟", "WHEN"),
        ("إيمتى بيمشي قارب الجزيرة؟", "WHEN"),
        ("شوكت انبنى الجسر؟", "WHEN"),
        ("فوقاش تبنات المدرسة؟", "WHEN"),
        ("وقتاش بدات الحرب؟", "WHEN"),
        ("وين كانت المعركة؟", "WHERE"),
        ("فين مكتبة الإسكندرية؟", "WHERE"),
        ("منين جاء العسل؟", "WHERE"),
        ("كام عدد الطلاب؟", "HOWMANY"),
        ("بكام دخول الفنار؟", "HOWMANY"),
        ("قديش طول النهر؟", "HOWMANY"),
        ("شكد عدد سكان بغداد؟", "HOWMANY"),
        ("شحال عدد سكان فاس؟", "HOWMANY"),
        ("قد إيه طول الكوبري؟", "HOWMANY"),
        ("ليه اتأخر القطار؟", "WHY"),
        ("ليش أغلقوا المتحف؟", "WHY"),
        ("علاش هاجر الناس؟", "WHY"),
        ("عشان إيه قفلوا المصنع؟", "WHY"),
        ("إزاي بنوا الأهرام؟", "HOW"),
        ("شلون أعرف إذا العسل مغشوش؟", "HOW"),
        ("كيفاش يصنعون الزيت؟", "HOW"),
        ("واش العسل مغشوش؟", "YESNO"),
        ("أنهي مدينة أكبر؟", "WHICH"),
        ("شو عاصمة الأندلس؟", "WHATNOUN"),
        ("ايش اسم الكتاب؟", "WHATNOUN"),
        ("وش سبب الحريق؟", "WHATNOUN"),
        ("شنو اسم النهر؟", "WHATNOUN"),
        ("اسم الكتاب إيه؟", "WHATNOUN"),
        ("مين كتب الرواية؟", "WHO"),
        ("منو بنى السد؟", "WHO"),
        ("شكون بنى الصومعة؟", "WHO"),
        ("ومين صمم الجسر؟", "WHO"),
        ("من صمم الجسر؟", "WHO"),
    ],
)
def test_a_question_in_any_variety_has_its_type(question: str, question_type: QuestionType) -> None:
    assert asked(question) == [question_type]


@pytest.mark.parametrize(
    "sentence",
    [
        "خرج القائد من المدينة",
        "يبعد الميناء عن السوق عشرين كم",
        "لم يعد التاجر",
        "بيت العم",
        "سورة البقرة آية الكرسي",
        "الشركة الأم",
    ],
)
def test_a_word_of_another_meaning_asks_nothing_where_it_stands(sentence: str) -> None:
    assert asked(f"قال الراوي: نعم، {sentence}") == []


def test_a_word_knows_the_varieties_that_have_it() -> None:
    where = question_word("فين")

    assert where is not None
    assert where.varieties == {"egyptian", "maghrebi"}
    assert question_word("القاهره") is None
