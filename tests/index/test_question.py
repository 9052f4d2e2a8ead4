"""What a question asks for, in the forms that people ask it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.arabic import index_terms, stem, word_terms, words
from index.arabic.idf import NO_LIBRARY, TermStatistics
from index.arabic.latin_letters import in_arabic_letters
from index.arabic.variants import Alternative
from index.question import ANSWER_TYPES, FRAMING_WEIGHT, QUESTION_TYPES, analyse


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
    asked = analyse(question)

    assert (asked.question_type, asked.answer_types) == (
        question_type,
        frozenset(answer_types.split()),
    )


@pytest.mark.parametrize(
    ("question", "terms", "focus", "predicate"),
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
    question: str, terms: tuple[str, ...], focus: str | None, predicate: str | None
) -> None:
    asked = analyse(question)

    assert asked.terms == terms
    assert asked.focus == (-1 if focus is None else terms.index(focus))
    assert asked.predicate == (-1 if predicate is None else terms.index(predicate))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("ما هو عدد سكان مدينة القاهرة؟", ("عدد", "سكان", "مدينه", "القاهره")),
        ("من هو؟", ("من", "هو")),
        ("لماذا؟", ("لماذا",)),
    ],
)
def test_words_that_carry_no_subject_are_left_out_unless_there_are_no_others(
    text: str, terms: tuple[str, ...]
) -> None:
    assert analyse(text).terms == terms


def test_what_follows_the_question_mark_is_not_asked() -> None:
    short = "متى افتتح الجسر؟"

    asked = analyse(short + " أجب باختصار")

    assert replace(asked, text=short) == analyse(short)
    assert asked.core == "متى افتتح الجسر"


def test_each_term_is_kept_as_it_is_written_and_weighs_less_when_it_only_frames() -> None:
    asked = analyse("ما اسْمُ زَوْجَةِ «الرئيسِ» الرئيس؟")

    assert asked.terms == ("اسم", "زوجه", "الرييس")
    assert asked.written == ("اسْمُ", "زَوْجَةِ", "الرئيسِ")
    assert asked.weights == (FRAMING_WEIGHT, 1.0, 1.0)


def test_words_that_frame_a_question_weigh_less_than_its_subject() -> None:
    asked = analyse("ما اسم عاصمة مصر؟")

    assert dict(zip(asked.terms, asked.weights, strict=True)) == {
        **{"اسم": 0.5, "عاصمه": 1.0, "مصر": 1.0},
    }


def test_words_that_only_frame_weigh_fully_when_there_are_no_others() -> None:
    asked = analyse("ما معنى اسم؟")

    assert (asked.terms, asked.weights) == (("معني", "اسم"), (1.0, 1.0))


def test_an_index_term_weighs_as_the_heaviest_word_that_has_it() -> None:
    asked = analyse("كم فترة حفظ دفتره؟")

    assert asked.weights == (FRAMING_WEIGHT, 1.0, 1.0)
    assert asked.query_terms() == {
        **{"_تره": 0.5, "فتره": 1.0},
        **{"_حفظ": 1.0, "حفظ": 1.0},
        **{"_دفتر": 1.0, "دفتر": 1.0},
    }


def shelf(*passages: str) -> TermStatistics:
    held = Counter(term for passage in passages for term in set(index_terms(passage)))
    return TermStatistics(len(passages), held.__getitem__)


FLU = shelf("انتشرت الأنفلونزا في سلطنة عبد الله", "ثم انتشرت في فرانكفورت")


@pytest.mark.parametrize(
    ("question", "corrections"),
    [
        ("أين انتشرت الأنفلونزا؟", ((), ())),
        ("أين انتشرت الأنفولنزا؟", ((), ("انفلونزا",))),
        ("هل انتشرت الكوليرا في فرانكفورط؟", ((), (), ("رانكفورت",))),
    ],
)
def test_a_word_that_the_library_lacks_has_the_stems_one_slip_away(
    question: str, corrections: tuple[tuple[str, ...], ...]
) -> None:
    assert analyse(question, FLU).corrections == corrections


def test_without_a_library_no_spelling_is_doubted() -> None:
    asked = analyse("أين انتشرتالأنفولنزا؟")

    assert (asked.corrections, asked.alternatives) == (((),), ())


@pytest.mark.parametrize(
    ("question", "own", "forms"),
    [
        ("ماذا حدث في شباط؟", "شباط", ["فبراير", "فيفري"]),
        ("هل معه خمسة وعشرون فارسا؟", "خمسه وعشرون", ["25"]),
        ("من حكم سلطنة عبدالله؟", "عبدالله", ["عبد الله"]),
        ("أين فرانك فورت؟", "فرانك فورت", ["فرانكفورت"]),
    ],
)
def test_months_numbers_and_joined_words_have_their_other_forms(
    question: str, own: str, forms: list[str]
) -> None:
    assert analyse(question, FLU).alternatives == (
        Alternative(tuple(own.split()), tuple(tuple(form.split()) for form in forms)),
    )


@pytest.mark.parametrize(
    ("question", "may_be"),
    [
        ("ما هي الهيولى؟", True),
        ("ما معنى كلمة الهيولى؟", True),
        ("من ذكر الهيولى؟", False),
        ("ما هي المدينة التي بناها الخليفة المنصور العباسي؟", False),
    ],
)
def test_a_short_question_that_opens_like_one_for_a_definition_may_be_one(
    question: str, may_be: bool
) -> None:
    assert analyse(question).may_be_defined is may_be


@pytest.mark.parametrize(
    ("question", "is_one"),
    [("ما هو المدار؟", True), ("من هو الخوارزمي؟", True), ("من بنى القلعة؟", False)],
)
def test_a_question_for_what_or_who_something_is_asks_for_a_definition(
    question: str, is_one: bool
) -> None:
    assert analyse(question).is_definition is is_one


@pytest.mark.parametrize("text", ["", "؟؟؟", " \n", "«»"])
def test_a_text_without_words_asks_for_nothing(text: str) -> None:
    asked = analyse(text)

    assert (asked.terms, asked.question_type, asked.focus, asked.predicate) == ((), "OTHER", -1, -1)


@pytest.mark.parametrize(
    ("polite", "plain"),
    [
        (
            "السلام عليكم، ممكن حدا يقلي كم أجرة الليلة في خان الحرير؟ وشكرًا",
            "كم أجرة الليلة في خان الحرير؟",
        ),
        ("لو سمحت، متى افتتح الجسر؟", "متى افتتح الجسر؟"),
        ("متى افتتح الجسر من فضلك؟", "متى افتتح الجسر؟"),
        ("من فضلك أخبرني أين ولد الشاعر؟", "أين ولد الشاعر؟"),
        ("يا ريت تساعدني، من بنى القلعة؟", "من بنى القلعة؟"),
        ("أرجوكم قولوا لي ما اسم مدير المتحف؟", "ما اسم مدير المتحف؟"),
        ("هل يمكنك أن تخبرني لماذا جفت البئر؟ شكرا جزيلا", "لماذا جفت البئر؟"),
    ],
)
def test_address_and_politeness_change_nothing(polite: str, plain: str) -> None:
    assert replace(analyse(polite), text=plain) == analyse(plain)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("ما معنى السلام عليكم؟", ("معني", "السلام", "عليكم")),
        ("شكرا", ("شكرا",)),
        ("لو سمحت", ("سمحت",)),
    ],
)
def test_polite_words_are_kept_when_they_are_all_that_is_asked(
    text: str, terms: tuple[str, ...]
) -> None:
    assert analyse(text).terms == terms


@pytest.mark.parametrize(
    ("dialect", "standard"),
    [
        ("وين ولد الشاعر؟", "أين ولد الشاعر؟"),
        ("ليش جفت البئر؟", "لماذا جفت البئر؟"),
        ("علاش جفت البئر؟", "لماذا جفت البئر؟"),
        ("إمتى افتتح الجسر؟", "متى افتتح الجسر؟"),
        ("مين بنى القلعة؟", "من بنى القلعة؟"),
        ("قديش طول الجسر؟", "كم طول الجسر؟"),
        ("شو اسم مدير المتحف؟", "ما اسم مدير المتحف؟"),
        ("شلون تصنع القهوة؟", "كيف تصنع القهوة؟"),
        ("إزاي تصنع القهوة؟", "كيف تصنع القهوة؟"),
        ("ايمتى خلص العرس؟", "متى انتهى العرس؟"),
    ],
)
def test_a_question_in_dialect_is_read_as_in_standard_arabic(dialect: str, standard: str) -> None:
    asked, same = analyse(dialect), analyse(standard)

    as_standard = replace(
        asked,
        text=standard,
        core=same.core,
        read_as=None,
        words=same.words,
        written=same.written,
    )
    assert as_standard == same
    assert asked.core == dialect.rstrip("؟")


def test_a_word_of_a_dialect_is_kept_as_it_is_written() -> None:
    asked = analyse("ايمتى خلص العُرس؟")

    assert dict(zip(asked.terms, asked.written, strict=True)) == {
        **{"انتهي": "خلص", "العرس": "العُرس"},
    }


PIECES = st.one_of(
    st.sampled_from(
        (
            *(
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
            ),
            *(
                "لسه",
                "بتاع",
                "وين",
                "لو",
                "سمحت",
                "شكرا",
                "شباط",
                "٢٥",
                "02-02-2024",
                "الأنفولنزا",
                "عبدالله",
                "مَنْ",
                "اسم",
                "?",
            ),
        )
    ),
    st.text(max_size=8),
)


@given(st.lists(PIECES, max_size=12).map(" ".join), st.sampled_from([NO_LIBRARY, FLU]))
@example("بتاع", NO_LIBRARY)
@example("لسه وين الجسر؟", NO_LIBRARY)
@example("¼0", NO_LIBRARY)
@example("AR AR", NO_LIBRARY)
@example("AR AU", NO_LIBRARY)
def test_any_text_is_read_as_some_question(text: str, statistics: TermStatistics) -> None:
    asked = analyse(text, statistics)
    core = words(asked.core)

    assert asked.text == text
    assert any(
        set(core) <= set(words(whole)) and len(core) <= len(words(whole))
        for whole in {text, in_arabic_letters(text, statistics)}
    )
    assert asked.question_type in QUESTION_TYPES
    assert asked.answer_types <= set(ANSWER_TYPES)
    assert bool(asked.terms) == bool(asked.words) == bool(words(text))
    assert set(asked.terms) <= set(asked.words)
    assert len(set(asked.terms)) == len(asked.terms)
    assert -1 <= asked.focus < len(asked.terms) or not asked.terms
    assert -1 <= asked.predicate < len(asked.terms) or not asked.terms


@given(st.lists(PIECES, max_size=12).map(" ".join), st.sampled_from([NO_LIBRARY, FLU]))
def test_what_is_told_of_the_terms_is_in_step_with_them(
    text: str, statistics: TermStatistics
) -> None:
    asked = analyse(text, statistics)

    count = len(asked.terms)
    assert (len(asked.written), len(asked.weights), len(asked.corrections)) == (count,) * 3
    assert all(written in text for written in asked.written)
    assert set(asked.weights) <= {FRAMING_WEIGHT, 1.0}
    assert max(asked.weights, default=1.0) == 1.0
    assert all(
        not stems or (not statistics.holds(stem(term)) and all(map(statistics.holds, stems)))
        for term, stems in zip(asked.terms, asked.corrections, strict=True)
    )
    assert set(asked.query_terms()) == {term for word in asked.terms for term in word_terms(word)}
