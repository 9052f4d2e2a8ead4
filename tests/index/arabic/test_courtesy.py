"""Address and politeness are told from what a question is about."""

from __future__ import annotations

import pytest

from index.arabic import words
from index.arabic.courtesy import courtesies


def without_courtesies(question: str) -> str:
    found = words(question)
    covered = {at for start, end in courtesies(found) for at in range(start, end)}
    return " ".join(word for at, word in enumerate(found) if at not in covered)


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("السلام عليكم، كم ارتفاع البرج؟", "كم ارتفاع البرج"),
        (
            "ممكن حدا يساعدني ويقلي كم أجرة الليلة في خان الحرير",
            "كم اجره الليله في خان الحرير",
        ),
        (
            "السلام عليكم، عندي بحث عن النحل وأحتاج أن أعرف كم خلية ترعى سلمى المرجاوي، وشكرًا",
            "عن النحل كم خليه ترعي سلمي المرجاوي",
        ),
        ("لو سمحت، هل يمكنك إخباري متى ولد ابن الهيثم؟", "متي ولد ابن الهيثم"),
        ("ممكن تقول لي أين تقع القاهرة من فضلك؟", "اين تقع القاهره"),
        ("بدي اعرف وين كانت المعركة", "وين كانت المعركه"),
        ("عايز أعرف مين كتب الرواية يا باشا", "مين كتب الروايه"),
        ("عافاك بغيت نعرف شحال عدد سكان فاس", "شحال عدد سكان فاس"),
        ("الله يعطيك العافية، ابغى اعرف وش سبب الحريق", "وش سبب الحريق"),
        ("أحتاج هذا لبحث المدرسة: ما هي عاصمة الأندلس؟", "ما هي عاصمه الاندلس"),
        ("حسب الوثائق المرفقة كم بلغت الميزانية؟", "كم بلغت الميزانيه"),
        ("متى تأسست دولة المماليك؟ شكرا لك", "متي تاسست دوله المماليك"),
        ("هل تعرف متى افتتح المتحف؟", "متي افتتح المتحف"),
        ("تكفى وين المكتبة؟", "وين المكتبه"),
        ("أخي الكريم، أين ولد المتنبي؟ جزاك الله خيرا", "اين ولد المتنبي"),
    ],
)
def test_address_and_politeness_are_found(question: str, left: str) -> None:
    assert without_courtesies(question) == left


@pytest.mark.parametrize(
    "question",
    [
        "ما معنى السلام عليكم؟",
        "كم مرطبانًا تكفي وصفة المربى؟",
        "أين يقع رأس الرجاء الصالح؟",
        "متى صدرت مجلة صباح الخير؟",
        "متى ولدت رجاء النقاش؟",
        "هل تعرف النحلة طريق بيتها؟",
        "هل يمكن زراعة القطن في الشتاء؟",
        "كم أحتاج من الماء للعجين؟",
        "من ساعدني في كتابة الرسالة؟",
        "حسب النص القرآني كم مدة الرضاعة؟",
        "من أعد تقرير اللجنة؟",
        "كم عدد العاملين لدى مشروع السد؟",
        "متى صدر قانون العفو؟",
        "ما رأي الإمام في مساعدة الفقراء؟",
        "شكرا لك",
    ],
)
def test_what_a_question_is_about_is_left_alone(question: str) -> None:
    assert courtesies(words(question)) == ()


def test_a_long_text_is_worked_through() -> None:
    assert courtesies(["ممكن"] * 20_000) == ()
