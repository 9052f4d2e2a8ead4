"""What a question asks for, in the forms that people ask it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.question import ANSWER_TYPES, QUESTION_TYPES, understand


@pytest.mark.parametrize(
    ("question", "question_type", "answer_type"),
    [
        ("متى افتتح الجسر؟", "WHEN", "DATE"),
        ("القلعة متى بنيت؟", "WHEN", "DATE"),
        ("في أي عام بنيت القلعة؟", "WHICH", "DATE"),
        ("ما تاريخ افتتاح المتحف؟", "WHATNOUN", "DATE"),
        ("أين ولد الشاعر؟", "WHERE", "PLACE"),
        ("إلى أين رحل الشيخ؟", "WHERE", "PLACE"),
        ("في أي مدينة يقع المتحف؟", "WHICH", "PLACE"),
        ("ما عاصمة الدولة؟", "WHATNOUN", "PLACE"),
        ("كم كتابا ألف الجاحظ؟", "HOWMANY", "NUMBER"),
        ("بكم بيعت اللوحة؟", "HOWMANY", "NUMBER"),
        ("ما مساحة الواحة؟", "WHATNOUN", "NUMBER"),
        ("من بنى القلعة؟", "WHO", "PERSON"),
        ("من هو مؤسس الشركة؟", "WHO", "PERSON"),
        ("من هو الذي كسر السد؟", "WHO", "PERSON"),
        ("ما اسم مدير المتحف؟", "WHATNOUN", "PERSON"),
        ("لمن أهدي الكتاب؟", "WHATVERB", "PERSON"),
        ("من هو الخوارزمي؟", "WHODEF", "DEF"),
        ("ما هو المدار؟", "WHATDEF", "DEF"),
        ("ماهي الهندسة؟", "WHATDEF", "DEF"),
        ("ما معنى الهيولى؟", "WHATNOUN", "DEF"),
        ("ماذا يعني الهيولى؟", "WHATVERB", "DEF"),
        ("لماذا جفت البئر؟", "WHY", "REASON"),
        ("ما سبب الهجرة؟", "WHATNOUN", "REASON"),
        ("كيف تصنع القهوة؟", "HOW", "MANNER"),
        ("ما طريقة صنع القهوة؟", "WHATNOUN", "MANNER"),
        ("بأي لغة كتب الديوان؟", "WHICH", "NAME"),
        ("ما هي عملة البلد؟", "WHATNOUN", "NAME"),
        ("ما ترتيب الفريق؟", "WHATNOUN", "ORDINAL"),
        ("ماذا يأكل الهدهد؟", "WHATVERB", "OTHER"),
        ("ما الذي دفع القبيلة إلى الرحيل؟", "WHATVERB", "OTHER"),
        ("هل زار ابن بطوطة الصين؟", "YESNO", "OTHER"),
        ("اذكر أنواع النخيل", "OTHER", "OTHER"),
        pytest.param(
            *("من أين جاء التجار؟", "WHERE", "PLACE"),
        ),
    ],
)
def test_a_question_is_known_by_its_question_word_and_what_follows_it(
    question: str, question_type: str, answer_type: str
) -> None:
    asked = understand(question)

    assert (asked.question_type, asked.answer_type) == (question_type, answer_type)


@pytest.mark.parametrize(
    ("question", "terms", "focus", "verb"),
    [
        ("كم كتابا ألف الجاحظ؟", ("كتابا", "الف", "الجاحظ"), "كتابا", "الف"),
        ("كم عدد طلاب المدرسة؟", ("عدد", "طلاب", "المدرسه"), "طلاب", "المدرسه"),
        ("ما اسم النهر الذي عبره الجيش؟", ("اسم", "النهر", "عبره", "الجيش"), "النهر", "عبره"),
        ("في أي مدينة ولد الشاعر؟", ("مدينه", "ولد", "الشاعر"), "مدينه", "ولد"),
        ("متى افتتح الجسر؟", ("افتتح", "الجسر"), None, "افتتح"),
        ("ما هو المدار؟", ("المدار",), "المدار", None),
        ("الجسر وجسر الوادي", ("الجسر", "الوادي"), None, "الجسر"),
        ("مَنْ بَنَى الـقـلـعـة؟", ("بني", "القلعه"), None, "بني"),
    ],
)
def test_a_question_keeps_its_telling_words_and_the_noun_and_verb_among_them(
    question: str, terms: tuple[str, ...], focus: str | None, verb: str | None
) -> None:
    asked = understand(question)

    assert asked.terms == terms
    assert asked.focus == (-1 if focus is None else terms.index(focus))
    assert asked.verb == (-1 if verb is None else terms.index(verb))


def test_what_follows_the_question_mark_is_not_asked() -> None:
    assert understand("متى افتتح الجسر؟ أجب باختصار") == understand("متى افتتح الجسر؟")


@pytest.mark.parametrize("text", ["", "؟؟؟", " \n", "«»"])
def test_a_text_without_words_asks_for_nothing(text: str) -> None:
    asked = understand(text)

    assert (asked.terms, asked.question_type, asked.focus, asked.verb) == ((), "OTHER", -1, -1)


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                (
                    "من",
                    "متى",
                    "أين",
                    "كم",
                    "ما",
                    "هو",
                    "أي",
                    "في",
                    "الذي",
                    "عدد",
                    "لمن",
                    "؟",
                    "القلعة",
                )
            ),
            st.text(max_size=8),
        ),
        max_size=12,
    ).map(" ".join)
)
def test_any_text_is_read_as_some_question(text: str) -> None:
    asked = understand(text)

    assert asked.question_type in QUESTION_TYPES
    assert asked.answer_type in ANSWER_TYPES
    assert len(set(asked.terms)) == len(asked.terms)
    assert -1 <= asked.focus < len(asked.terms) or not asked.terms
    assert -1 <= asked.verb < len(asked.terms) or not asked.terms
