"""Words of the dialects are put into standard Arabic."""

from __future__ import annotations

import pytest

from index.arabic import words
from index.arabic.dialects import in_standard, is_dialect


def put_into_standard(question: str) -> str:
    asked = words(question)
    return " ".join(
        part
        for word, form in zip(asked, in_standard(asked), strict=True)
        for part in ((word,) if form is None else form)
    )


@pytest.mark.parametrize(
    ("question", "standard"),
    [
        ("مين اللي لقى المخطوطة؟", "مين الذي وجد المخطوطه"),
        ("إيمتى بيفتح المتحف؟", "ايمتي يفتح المتحف"),
        ("فين المدرسة بتاعة البنات دي؟", "فين المدرسه البنات هذه"),
        ("شكد راح يكلف الجسر؟", "شكد سوف يكلف الجسر"),
        ("ليش مش موجود الدوا هلق؟", "ليش ليس موجود الدواء الان"),
        ("منو صار مدير المتحف؟", "منو اصبح مدير المتحف"),
        ("شو صار بالميناء؟", "شو حدث بالميناء"),
        ("الصياد بيسيب كام شبكة للشتا؟", "الصياد يترك كام شبكه الشتاء"),
        ("علاش ماكانش الماء في المدينة امبارح؟", "علاش كان الماء في المدينه امس"),
        ("وين كتير ناس هون؟", "وين كثيرا ناس هون"),
        ("فوقاش كتسد المكتبة نهار السبت؟", "فوقاش يغلق المكتبه يوم السبت"),
        ("شلون ديعرفون الخبر؟", "شلون يعرفون الخبر"),
        ("شكد طول الجسر؟", "شكد طول الجسر"),
        ("قديش بتاخد الرحلة عالجزيرة؟", "قديش يستغرق الرحله الجزيره"),
    ],
)
def test_a_question_in_dialect_is_put_into_standard_words(question: str, standard: str) -> None:
    assert put_into_standard(question) == standard


@pytest.mark.parametrize(
    "question",
    ["متى راح الوفد إلى بيروت؟", "ما حق الجار؟", "كم بلغ مال التاجر؟", "أين تقع هون كونغ؟"],
)
def test_a_question_in_standard_arabic_stays_as_it_is(question: str) -> None:
    assert not is_dialect(words(question))
    assert in_standard(words(question)) == [None] * len(words(question))


def test_a_word_may_carry_nothing() -> None:
    assert in_standard(["كتاب", "بتاع"]) == [None, ()]
