"""What a question wants, and the questions that it consists of."""

from __future__ import annotations

import pytest

from index.question import analyse


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("متى ولد الشاعر؟", "fact"),
        ("اذكر أنواع النخيل", "list"),
        ("ما هي أطوار الثمرة؟", "list"),
        ("من هم الشعراء الذين حضروا؟", "list"),
        ("ما أسباب تملّح التربة؟", "reasons"),
        ("ليش جفت البئر؟", "reasons"),
        ("اذكر خطوات استصلاح الأرض", "steps"),
        ("ازاي اعمل مربى السفرجل؟", "steps"),
        ("ما شروط الاشتراك في المكتبة؟", "conditions"),
        ("ايش لازم اسوي عشان اشترك؟", "conditions"),
        ("ما معنى التأبير؟", "definition"),
        ("شنو هو العود؟", "definition"),
        ("ما هو العود؟", "definition"),
        ("شو الفرق بين دجلة والفرات؟", "comparison"),
        ("أيهما أطول دجلة أم الفرات؟", "comparison"),
        ("ما أكبر سد على الفرات؟", "superlative"),
        ("هل يوجد مطعم في الجزيرة؟", "yes_no"),
        ("مفيش مطعم في الجزيرة؟", "yes_no"),
        ("لخص مقال تملح التربة", "summary"),
        ("لو سمحت، عن شو بيحكي المقال؟", "summary"),
    ],
)
def test_nouns_and_verbs_of_asking_tell_the_intent(question: str, intent: str) -> None:
    assert analyse(question).intent == intent


@pytest.mark.parametrize(
    ("question", "several"),
    [("ما شروط الاشتراك؟", True), ("ما شرط الاشتراك؟", False), ("ما مسافة الطريق؟", False)],
)
def test_a_plural_asks_for_several(question: str, several: bool) -> None:
    assert analyse(question).asks_for_several is several


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "كم مدة عقد إيجار المحل ومتى ينتهي؟",
            ("كم مدة عقد إيجار المحل؟", "متى ينتهي عقد إيجار المحل؟"),
        ),
        ("متى وأين ولد ابن الهيثم؟", ("متى ولد ابن الهيثم؟", "أين ولد ابن الهيثم؟")),
        (
            "كم أجرة الليلة في الفندق وأين الفنار؟",
            ("كم أجرة الليلة في الفندق؟", "أين الفنار؟"),
        ),
        ("شنو هو العود ومنين جا؟", ("شنو هو العود؟", "منين جا العود؟")),
        ("ما المسافة من البصرة ومن بغداد؟", ()),
        ("اذكر أسباب التملح وطرق علاجه", ()),
    ],
)
def test_a_question_of_two_parts_gives_each_with_its_subject(
    question: str, parts: tuple[str, ...]
) -> None:
    assert analyse(question).parts == parts
