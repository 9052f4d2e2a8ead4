"""The sentence that defines is told from those that only use the word."""

from __future__ import annotations

import pytest

from assistant.extractive.definitions import defining
from assistant.extractive.evidence import RetrievedPassage, gather
from index.arabic.idf import NO_LIBRARY
from index.question import analyse


@pytest.mark.parametrize(
    ("question", "defines", "uses"),
    [
        (
            "ما المقصود بالكفالة؟",
            "الكفالة: مبلغ نقدي يودعه المستعير.",
            "يودع غير المقيم الكفالة عند الاشتراك.",
        ),
        (
            "ما معنى البكتين؟",
            "في البذور كمية كبيرة من البكتين، وهي المادة التي تجعل المربّى متماسكًا.",
            "ترفع الحرارة البكتين إلى السطح.",
        ),
        (
            "ما هو الجُمّار؟",
            "لب القمة الأبيض يُسمّى الجُمّار.",
            "ويأكل أهل الواحة الجمار في الشتاء.",
        ),
        (
            "عرّف التأبير",
            "التأبير هو نقل اللقاح إلى الأنثى.",
            "يبدأ الفلاح التأبير في آذار.",
        ),
    ],
)
def test_the_sentence_that_defines_stands_out(question: str, defines: str, uses: str) -> None:
    passage = RetrievedPassage(f"{uses} {defines}", "", 1.0, 1.0, 0)
    evidence = gather(analyse(question), [passage], NO_LIBRARY)
    assert evidence is not None

    strength = defining(evidence)[evidence.sentence_start].tolist()

    assert strength[1] > strength[0]


def test_other_questions_are_answered_without_definitions() -> None:
    passage = RetrievedPassage("التأبير هو نقل اللقاح إلى الأنثى.", "", 1.0, 1.0, 0)
    evidence = gather(analyse("متى يبدأ التأبير؟"), [passage], NO_LIBRARY)
    assert evidence is not None

    assert not defining(evidence).any()
