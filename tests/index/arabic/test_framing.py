"""What leads up to a question is told from what is asked."""

from __future__ import annotations

import pytest

from index.question import analyse


@pytest.mark.parametrize(
    ("question", "core"),
    [
        ("أرجو منكم التكرم بإفادتي عن مدة العقد ولكم جزيل الشكر", "مدة العقد"),
        ("حدا يعرف قديش طول الجسر", "قديش طول الجسر"),
        ("اسمحوا لي أن أسأل عن عدد محلات السوق", "عدد محلات السوق"),
        ("هل لكم أن تبينوا لي من هو مدير المتحف؟", "من هو مدير المتحف"),
        ("بصراحة أنا محتار وما لقيت جواب، كم طول الجسر؟", "كم طول الجسر"),
        ("قرأت المقال مرتين ولم أفهم. لماذا جفت البئر؟", "لماذا جفت البئر"),
        ("زرنا الميناء الصيف الماضي. كم درجة في برج الفنار؟", "كم درجة في برج الفنار"),
        ("من خلال النص أجب: من صاحبة الفندق؟", "من صاحبة الفندق"),
        ("ممكن مساعدة؟ محتاجة أعرف كمية السكر في المربى", "كمية السكر في المربى"),
        ("بحسب ما هو مكتوب في الملف المرفق، كم تبلغ الغرامة؟", "كم تبلغ الغرامة"),
        ("مرحبا، نرجو التكرم بإطلاعنا على مساحة المتحف مع الشكر والتقدير", "مساحة المتحف"),
        ("أرجو إفادتي بناء على النصوص الموجودة لديكم بعدد الطوابق", "بعدد الطوابق"),
        ("السلام عليكم أستاذ، ممكن تعطوني السن المسموح لراكب القارب؟", "السن المسموح لراكب القارب"),
        ("اكتب لي طريقة صنع الصابون", "طريقة صنع الصابون"),
    ],
)
def test_sentences_about_the_writer_and_verbs_of_telling_are_no_part_of_it(
    question: str, core: str
) -> None:
    assert analyse(question).core == core


@pytest.mark.parametrize(
    "question",
    [
        "هل تعرف النحلة طريق بيتها",
        "من أخبر الملك بموت القائد",
        "من كتب لي رسالة الغفران",
        "ماذا قال الشيخ لي مسعود بن رافع",
        "إذا تأخر القسط، كم تبلغ الغرامة",
        "في عقد الإيجار، كم مدة العقد",
    ],
)
def test_what_is_asked_about_stays(question: str) -> None:
    assert analyse(question).core == question.replace("،", "")


def test_the_subject_that_a_sentence_about_the_writer_names_stays() -> None:
    assert analyse("عندي بحث عن النحل. كم تنتج الخلية؟").core == "عن النحل كم تنتج الخلية"


def test_what_the_writer_wants_to_do_stays_where_the_question_leans_on_it() -> None:
    assert analyse("بدي أسجل بنتي بالدورة، قديش الرسوم؟").core == "أسجل بالدورة قديش الرسوم"
    assert analyse("بدي أسجل بنتي، كم ثمن دورة الخط؟").core == "كم ثمن دورة الخط"


def test_a_question_without_a_subject_keeps_the_sentence_before_it() -> None:
    assert "ينتهي" in analyse("وقّعنا عقد الإيجار. متى ينتهي؟").core
