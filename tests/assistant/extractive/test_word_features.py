"""What is known of a question and of each word of a quote before any span is weighed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.extractive.chunks import KINDS, chunks
from assistant.extractive.word_features import (
    Text,
    column_names,
    mark_names,
    question_columns,
    question_row,
    read_text,
)
from index.arabic import words
from index.question import analyse

ARABIC = st.text(
    st.one_of(
        st.sampled_from("ابتدرسمنوهيكة 3٣5 .،؛؟!\n«»()[]\"'%٪-ـَّ"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


def test_a_question_is_told_from_others_by_its_type_and_what_it_asks_for() -> None:
    row = question_row(analyse("ما ألقاب التي عرفت بها بغداد؟"))

    told = dict(zip(question_columns(), row.tolist(), strict=True))
    assert {name for name, value in told.items() if value} >= {"WHATNOUN", "words"}


@pytest.mark.parametrize(
    ("text", "column", "marked"),
    [
        ("ولد سنة 1911 وله 2 من الأبناء", "year", ["1911"]),
        ("توفي عام ٢٣٥ هـ", "year", ["235"]),
        ("توفي وله 235 كتابًا", "year", []),
        pytest.param(
            *("دفع 1,250 ريالًا", "year", []),
        ),
        ("ثمنه 1,250 ريالًا", "number", ["1250"]),
        ("في نوفمبر من العام", "month", ["نوفمبر"]),
        ("شركة Naughty Dog الأمريكية", "latin", ["naughty", "dog"]),
        ("قال «نعم أوافق» ثم خرج", "quoted", ["نعم", "اوافق"]),
        ('قال "نعم أوافق" ثم خرج', "quoted", ["نعم", "اوافق"]),
        ("وقّع (أحمد [سالم]) العقد", "bracketed", ["احمد", "سالم"]),
        ("من هو في البيت", "function", ["من", "هو", "في"]),
    ],
)
def test_a_word_of_a_text_is_known_by_its_form_and_its_surroundings(
    text: str, column: str, marked: list[str]
) -> None:
    read = read_text(analyse("ما هو؟"), text)

    flags = read.columns[:, column_names().index(column)]
    assert [word.text for word, flag in zip(read.words, flags, strict=True) if flag] == marked


def test_words_of_the_question_are_found_again_in_other_forms() -> None:
    question = analyse("كم بلغ عدد مهندسي المدينة؟")

    read = read_text(question, "في مدينتنا مئة من المهندسين والمهندسات")

    found = [question.terms[place - 1] if place else "" for place in read.matched]
    assert found == ["", "المدينه", "", "", "مهندسي", "مهندسي"]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("تاج، سيف", [[], ["comma"], []]),
        ("تاج سيف.", [[], [], ["stop"]]),
        ("(تاج) سيف", [["opens"], ["closes"], []]),
        ("«تاج» سيف؟", [["quote"], ["quote"], ["stop"]]),
        ("تاج - سيف", [[], ["dash"], []]),
        ("5% سيف", [[], ["percent"], []]),
        ("د. سيف", [[], [], []]),
    ],
)
def test_the_marks_before_each_word_and_after_the_last_are_kept(
    text: str, marks: list[list[str]]
) -> None:
    read = read_text(analyse("ما هو؟"), text)

    assert [
        [name for name, flag in zip(mark_names(), gap, strict=True) if flag] for gap in read.gaps
    ] == marks


@pytest.mark.parametrize(
    ("text", "unspaced"),
    [
        ("سنة 1037م", [False, False, True, False]),
        ("فكرة يين-يانج", [False, False, True, False]),
        ("الساعة 4:51", [False, False, True, False]),
        ("سيف - تاج", [False, False, False]),
        ("سيف، تاج", [False, False, False]),
    ],
)
def test_words_written_as_one_lean_on_each_other(text: str, unspaced: list[bool]) -> None:
    assert read_text(analyse("ما هو؟"), text).unspaced.tolist() == unspaced


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("افتُتحت القناة في 17 نوفمبر 1869 بحضور الملوك.", "date", ["17 نوفمبر 1869"]),
        ("توفي عام 1037م في همدان.", "date", ["1037م"]),
        ("دفع خالد 1,250 ريالًا للمالك.", "quantity", ["1,250"]),
        ("انتظر ثلاث ساعات ثم رحل.", "quantity", ["ثلاث"]),
        ("طورتها شركة Naughty Dog الأمريكية.", "latin", ["Naughty Dog"]),
        ("عاد في المساء إلى سعيد الحلبي.", "name", ["سعيد الحلبي"]),
        ("اشترى منه: برتقالا، موزا، عنبا.", "list", ["برتقالا، موزا، عنبا"]),
        ("سافر إلى المدينة ثم عاد.", "list", []),
    ],
)
def test_dates_quantities_names_and_lists_are_seen_whole(
    text: str, kind: str, found: list[str]
) -> None:
    read = read_text(analyse("ما هو؟"), text)

    assert _chunks(text, read, kind) == found


def _chunks(text: str, read: Text, kind: str) -> list[str]:
    begins, ends = (side[KINDS.index(kind)] for side in chunks(read))
    edges = zip(np.flatnonzero(begins), np.flatnonzero(ends), strict=True)
    return [text[read.words[first].start : read.words[last].end] for first, last in edges]


@given(ARABIC, ARABIC)
def test_every_word_has_its_row_and_every_gap_between_words(question: str, text: str) -> None:
    read = read_text(analyse(question), text)

    count = len(words(text))
    assert [word.text for word in read.words] == words(text)
    assert read.columns.shape == (count, len(column_names()))
    assert read.gaps.shape == (count + 1, len(mark_names()))
    assert (len(read.unspaced), len(read.matched)) == (count + 1, count)
    assert np.isfinite(read.columns).all()


@given(ARABIC.filter(lambda text: bool(words(text))))
def test_what_begins_also_ends_and_before_the_next_begins(text: str) -> None:
    begins, ends = chunks(read_text(analyse("ما هو؟"), text))

    open_after = np.cumsum(begins, axis=1) - np.cumsum(ends, axis=1)
    assert set(np.unique(open_after)) <= {0.0, 1.0}
    assert not open_after[:, -1].any()
