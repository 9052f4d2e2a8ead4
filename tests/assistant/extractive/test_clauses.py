"""Clauses: cut where a reader would pause, never inside a word, brackets or quotation marks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.extractive.clauses import Clause
from assistant.extractive.clauses import clauses as cut
from index.arabic.tokenised import tokenise

WORDED = (
    *("القاهرة", "بناها", "جَوْهَرٌ", "سنة", "٩٦٩", "3.5", "مـــصر", "حيث", "وكانت", "في", "الذي"),
    *("على", "وخرج", "لأن", "NATO", "كم2"),
)
MARKS = (
    *(".", "،", "؛", ":", "؟", "!", "…", "(", ")", "[", "]", "«", "»", '"', "–", "\n", "\n\n"),
    *(",", ";", "\u200f", "👨‍👩‍👧", "🇪🇬"),
)
PROSE = st.lists(st.sampled_from(WORDED + MARKS), max_size=60).flatmap(
    lambda parts: st.sampled_from([" ".join(parts), "".join(parts)])
)


def clauses(text: str) -> list[str]:
    return [text[clause.start : clause.end] for clause in cut(text, tokenise(text))]


@pytest.mark.parametrize(
    "text",
    [
        "افتتح الجسر، ثم أغلق.",
        "بغداد",
        "عاد القوم إلى ديارهم حيث كانوا، ولم يرحلوا بعدها أبدا.",
    ],
)
def test_a_short_sentence_is_one_clause(text: str) -> None:
    assert clauses(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        [
            "بنى الوالي القلعة فوق التل،",
            "ثم حفر حولها خندقا عميقا،",
            "وأقام على بابها حراسا من أهل المدينة.",
        ],
        [
            "تروي كتب الأقدمين قصة الوادي:",
            "سكنه قوم من الرعاة سنين كثيرة ثم جف النبع فرحلوا.",
        ],
        [
            "سكن القوم الوادي سنين كثيرة –",
            "وكانوا أهل زرع وضرع – فلما جف النبع رحلوا إلى الشمال.",
        ],
    ],
)
def test_a_long_sentence_is_cut_after_its_pauses(parts: list[str]) -> None:
    assert clauses(" ".join(parts)) == parts


def test_a_pause_cuts_no_clause_of_fewer_than_five_words_off() -> None:
    assert clauses(
        "زرع أهل الوادي القمح، والشعير، والعدس، وسقوا زرعهم من ماء النبع حتى جف، فرحلوا."
    ) == [
        "زرع أهل الوادي القمح، والشعير،",
        "والعدس، وسقوا زرعهم من ماء النبع حتى جف، فرحلوا.",
    ]


def test_a_clause_without_pauses_is_cut_before_the_word_that_opens_another() -> None:
    assert clauses(
        "نقل العمال الحجارة الكبيرة من الجبل إلى موقع البناء الجديد حيث كان المهندسون ينتظرون"
        " وصولها منذ الصباح الباكر."
    ) == [
        "نقل العمال الحجارة الكبيرة من الجبل إلى موقع البناء الجديد",
        "حيث كان المهندسون ينتظرون وصولها منذ الصباح الباكر.",
    ]


@pytest.mark.parametrize(
    "kept",
    [
        "(وكان شيخا، ضعيف البصر، قليل الزاد، كثير الأسفار)",
        "[وكان شيخا، ضعيف البصر، قليل الزاد، كثير الأسفار]",
        "«كنت شيخا، ضعيف البصر، قليل الزاد، كثير الأسفار»",
        "“كنت شيخا، ضعيف البصر، قليل الزاد، كثير الأسفار”",
        '"كنت شيخا، ضعيف البصر، قليل الزاد، كثير الأسفار"',
    ],
)
def test_brackets_and_quotation_marks_are_never_cut_open(kept: str) -> None:
    text = f"زار الرحالة مدينة البصرة قديما {kept} ثم عاد منها إلى داره."

    assert [clause for clause in clauses(text) if kept in clause] != []


def test_a_bracket_that_nothing_closes_hinders_no_cut() -> None:
    assert clauses(
        "بنى الوالي القلعة (فوق التل العالي، ثم حفر حولها خندقا عميقا، وأقام على بابها حراسا."
    ) == [
        "بنى الوالي القلعة (فوق التل العالي،",
        "ثم حفر حولها خندقا عميقا،",
        "وأقام على بابها حراسا.",
    ]


def test_a_mark_that_leans_on_a_word_stays_with_it() -> None:
    assert clauses(
        "ألف الشيخ كتابا كبيرا في النحو، «نزهة الطالب» عنوانه عند تلاميذه، وأهداه إلى الوالي."
    ) == [
        "ألف الشيخ كتابا كبيرا في النحو،",
        "«نزهة الطالب» عنوانه عند تلاميذه، وأهداه إلى الوالي.",
    ]


def test_a_number_is_not_cut_at_its_comma() -> None:
    text = "بلغ ثمن المخطوط 1,250 دينارا عدا ما دفعه التاجر للحمالين والحراس طول الطريق الطويل."

    assert clauses(text) == [text]


def test_text_without_words_has_no_clause() -> None:
    assert clauses("… !\n\n — «»") == []


def test_clauses_know_their_sentence_and_their_words() -> None:
    text = "*\nبنى المنصور بغداد. سماها مدينة السلام."

    assert cut(text, tokenise(text)) == [Clause(2, 20, 0, 0, 3), Clause(21, 40, 1, 3, 6)]


@given(PROSE)
@example("القاهرة.\u200f")
@example("القاهرة؛\u200f")
def test_clauses_hold_every_word_once_and_in_order(text: str) -> None:
    read = tokenise(text)
    found = cut(text, read)

    assert [at for clause in found for at in range(clause.first, clause.stop)] == list(
        range(len(read.words))
    )
    for clause in found:
        assert clause.start <= read.starts[clause.first]
        assert read.ends[clause.stop - 1] <= clause.end
        assert text[clause.start : clause.end].strip() == text[clause.start : clause.end]
    assert all(one.end <= two.start for one, two in pairwise(found))


@given(PROSE)
def test_sentences_are_numbered_without_a_gap(text: str) -> None:
    numbers = [clause.sentence for clause in cut(text, tokenise(text))]

    assert sorted(set(numbers)) == list(range(len(set(numbers))))
    assert numbers == sorted(numbers)


@given(PROSE)
def test_a_clause_begins_where_white_space_or_a_sentence_ends(text: str) -> None:
    for one, two in pairwise(cut(text, tokenise(text))):
        assert one.sentence != two.sentence or text[two.start - 1].isspace()


def test_pauses_cut_in_every_sentence() -> None:
    first = "بنى الوالي القلعة فوق التل."
    parts = [
        "حفر العمال حولها خندقا عميقا من الشرق إلى الغرب،",
        "وأقام الوالي على بابها حراسا من أهل المدينة.",
    ]

    assert clauses(" ".join((first, *parts))) == [first, *parts]
