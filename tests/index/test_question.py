"""What a question asks for, in the forms that people ask it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.question import ANSWER_TYPES, QUESTION_TYPES, understand


@pytest.mark.parametrize(
    ("question", "question_type", "answer_types"),
    [
        ("متى افتتح الجسر؟", "WHEN", "time"),
        ("القلعة متى بنيت؟", "WHEN", "time"),
        ("في أي عام بنيت القلعة؟", "WHICH", "time"),
        ("ما تاريخ افتتاح المتحف؟", "WHATNOUN", "time"),
        ("أين ولد الشاعر؟", "WHERE", "place"),
        ("إلى أين رحل الشيخ؟", "WHERE", "place"),
        ("في أي مدينة يقع المتحف؟", "WHICH", "place"),
        ("ما عاصمة الدولة؟", "WHATNOUN", "place"),
        ("كم كتابا ألف الجاحظ؟", "HOWMANY", "number"),
        ("بكم بيعت اللوحة؟", "HOWMANY", "number"),
        ("ما مساحة الواحة؟", "WHATNOUN", "number"),
        ("من بنى القلعة؟", "WHO", "person"),
        ("من هو مؤسس الشركة؟", "WHO", "person"),
        ("من هو الذي كسر السد؟", "WHO", "person"),
        ("ما اسم مدير المتحف؟", "WHATNOUN", "name"),
        ("لمن أهدي الكتاب؟", "WHO", "person"),
        ("من هو الخوارزمي؟", "WHODEF", "definition"),
        ("ما هو المدار؟", "WHATDEF", "definition"),
        ("ماهي الهندسة؟", "WHATDEF", "definition"),
        ("ما معنى الهيولى؟", "WHATNOUN", "definition"),
        ("ماذا يعني الهيولى؟", "WHATVERB", "definition"),
        ("لماذا جفت البئر؟", "WHY", "reason"),
        ("ما سبب الهجرة؟", "WHATNOUN", "reason"),
        ("كيف تصنع القهوة؟", "HOW", "manner"),
        ("ما طريقة صنع القهوة؟", "WHATNOUN", "manner"),
        ("بأي لغة كتب الديوان؟", "WHICH", "thing"),
        ("ما هي عملة البلد؟", "WHATNOUN", "thing"),
        ("ما ترتيب الفريق؟", "WHATNOUN", "rank"),
        ("ماذا يأكل الهدهد؟", "WHATVERB", ""),
        ("ما الذي دفع القبيلة إلى الرحيل؟", "WHATVERB", ""),
        ("هل زار ابن بطوطة الصين؟", "YESNO", ""),
        ("اذكر أنواع النخيل", "OTHER", "list"),
        ("من أين جاء التجار؟", "WHERE", "place"),
        ("خالد من هو؟", "WHODEF", "definition"),
        ("سافر خالد إلى أين؟", "WHERE", "place"),
        ("من أي مدينة جاء التجار؟", "WHICH", "place"),
        ("اذكر بعضا من كتب خالد", "OTHER", ""),
        ("ما أكبر مدينة في البلاد؟", "WHATNOUN", "place"),
        ("كم سنة غاب خالد؟", "HOWMANY", "number time"),
    ],
)
def test_a_question_is_known_by_its_question_word_and_what_follows_it(
    question: str, question_type: str, answer_types: str
) -> None:
    asked = understand(question)

    assert (asked.question_type, asked.answer_types) == (
        question_type,
        frozenset(answer_types.split()),
    )


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
    assert asked.answer_types <= set(ANSWER_TYPES)
    assert len(set(asked.terms)) == len(asked.terms)
    assert -1 <= asked.focus < len(asked.terms) or not asked.terms
    assert -1 <= asked.verb < len(asked.terms) or not asked.terms
