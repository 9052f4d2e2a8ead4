"""A question laid over texts: each term's similarity to each word, one way for all who read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.arabic import fold, index_terms, words
from index.arabic.idf import NO_LIBRARY, TermStatistics
from index.arabic.lexemes import SAME_ROOT, SAME_STEM
from index.arabic.similarity import similarity
from index.question import Question, analyse
from index.retrieval.alignment import (
    ALTERNATIVE,
    CORRECTED,
    NO_WORD,
    Alignment,
    align,
    similarities,
)

PROSE = fold(
    "كتب الكاتب كتابا في المكتبة واستكتب المكتوب والكتب مدينة المدن مدينتها مهندس هندسة المهندسون "
    "علم معلم يعلم تعليم العلماء شهر شباط فبراير رجب رجل كانون يناير ثلاثة وثلاث بسبعة عشر عشرون "
    "سفينة السفن سفينتان محمد محمود أحمد ابن بن أجرت أجرة حجرة الأنفلونزا الأنفولنزا حمى الحمى "
    "استخرج خراج مخرج إخراج تأسيس أسس مؤسسة 1905 1906 05 5 12 2024 b12 4g nato natos القرن"
).split()
WORD = st.one_of(
    st.sampled_from(PROSE),
    st.text("ابتدرسمنوهيكعلءة", min_size=1, max_size=9).map(fold),
    st.text(min_size=1, max_size=6).map(words).filter(bool).map(lambda found: found[0]),
)


def held(*passages: str) -> TermStatistics:
    frequency = Counter(term for passage in passages for term in set(index_terms(passage)))
    return TermStatistics(len(passages), frequency.__getitem__)


def laid(question: str, *texts: str, statistics: TermStatistics = NO_LIBRARY) -> Alignment:
    return align(analyse(question, statistics), [words(text) for text in texts], [()] * len(texts))


def rows(question: Question, found: Alignment) -> dict[str, list[float]]:
    """The similarities of each term to the tokens."""
    return dict(zip(question.terms, found.similarity.tolist(), strict=True))


@given(st.lists(WORD, min_size=1, max_size=8), st.lists(WORD, unique=True, max_size=20))
@example(PROSE[:40], PROSE)
@example(PROSE[40:], PROSE)
def test_all_at_once_says_what_each_pair_by_itself_does(
    asked: Sequence[str], found: Sequence[str]
) -> None:
    question = analyse(" ".join(asked))

    one_by_one = [[similarity(term, word) for word in found] for term in question.terms]

    expected = np.array(one_by_one).reshape(len(question.terms), len(found))
    assert similarities(question, found) == pytest.approx(expected)


def test_a_correction_counts_for_its_term_by_every_word_of_its_stem() -> None:
    statistics = held("انتشرت الأنفلونزا في القرى", "انتشرت الحمى")
    question = analyse("أين انتشرت الأنفولنزا؟", statistics)

    found = similarities(question, ["بالانفلونزا", "الانفولنزا", "الحمي"])

    assert question.corrections == ((), ("انفلونزا",))
    assert found.tolist() == [[0, 0, 0], [max(CORRECTED, SAME_ROOT), 1.0, 0]]
    assert similarities(analyse("أين انتشرت الأنفولنزا؟"), ["انفلونزا"])[1] == [SAME_ROOT]


def test_a_correction_never_lowers_what_two_words_are_like_anyway() -> None:
    statistics = held("سافر الفارابي", "بغداد")
    asked = analyse("متى سافر الفاربي؟", statistics)

    (found,) = similarities(asked, ["الفارابي"])[asked.terms.index("الفاربي")]

    assert found == max(CORRECTED, similarity("الفاربي", "الفارابي"))


@pytest.mark.parametrize(
    ("question", "term", "text", "row"),
    [
        ("متى سافر في شباط؟", "شباط", "سافر في شباط", [0, 0, 1]),
        ("متى سافر في شباط؟", "شباط", "سافر في فبراير", [0, 0, SAME_STEM]),
        ("بيع في 5 آذار 2011", "اذار", "بيع 5/3/2011 أمس", [0, 0, ALTERNATIVE, 0, 0]),
        ("بيع في 5 آذار 2011", "اذار", "بيع 5/4/2011 أمس", [0, 0, 0, 0, 0]),
        ("كم غاب 25 يوما؟", "25", "غاب خمسة وعشرين يوما", [0, 0, ALTERNATIVE, 0]),
        ("كم غاب 25 يوما؟", "25", "غاب بخمسة وعشرين يوما", [0, 0, ALTERNATIVE, 0]),
        ("كم غاب 25 يوما؟", "25", "غاب خمسة وثلاثين يوما", [0, 0, 0, 0]),
    ],
)
def test_another_form_of_a_month_number_or_date_is_like_the_word_it_stands_for(
    question: str, term: str, text: str, row: list[float]
) -> None:
    assert rows(analyse(question), laid(question, text))[term] == row


def test_a_name_written_as_two_words_is_like_the_one() -> None:
    statistics = held("حكم عبد الله سلطنة")
    question = analyse("من حكم مع عبدالله؟", statistics)
    akin = similarity("عبدالله", "عبد")

    found = laid(question.text, "حكم عبد الله", "حكم عبد الملك", statistics=statistics)

    assert rows(question, found)["عبدالله"] == pytest.approx([0, akin, ALTERNATIVE, 0, akin, 0])


def test_another_form_does_not_begin_in_one_text_and_end_in_the_next() -> None:
    whole = laid("سافر في يناير", "كانون الثاني", "سافر")
    torn = laid("سافر في يناير", "كانون", "الثاني سافر")

    assert whole.similarity.tolist() == [[0, 0, 1], [0, ALTERNATIVE, 0]]
    assert torn.similarity.tolist() == [[0, 0, 1], [0, 0, 0]]


def test_texts_stand_in_one_row_each_word_known_once() -> None:
    found = laid("من بنى بغداد؟", "بنى المنصور بغداد", "", "بغداد بغداد")

    assert found.tokens == ("بني", "المنصور", "بغداد", NO_WORD, "بغداد", "بغداد")
    assert found.start.tolist() == [0, 3, 4]
    assert [found.distinct[at] for at in found.ids] == list(found.tokens)
    assert found.similarity.tolist() == [[1, 0, 0, 0, 0, 0], [0, 0, 1, 0, 1, 1]]


def test_a_title_is_as_like_a_term_as_its_likest_word() -> None:
    question = analyse("من بنى بغداد؟")

    found = align(question, [["قصر"], ["سور"]], [("بغداد", "المدوره"), ()])

    assert found.titles.tolist() == [[0, 0], [1, 0]]
    assert [[found.distinct[at] for at in own] for own in found.title_ids] == [
        ["بغداد", "المدوره"],
        [],
    ]


TEXTS = st.lists(st.lists(WORD, max_size=8), min_size=1, max_size=4)


@given(st.lists(WORD, min_size=1, max_size=6).map(" ".join), TEXTS)
def test_the_axes_are_in_step_and_similarities_are_shares(
    question: str, texts: list[list[str]]
) -> None:
    asked = analyse(question)

    found = align(asked, texts, texts)

    assert found.similarity.shape == (len(asked.terms), len(found.tokens))
    assert found.titles.shape == (len(asked.terms), len(texts))
    assert len(found.start) == len(found.title_ids) == len(texts)
    assert ((found.similarity >= 0) & (found.similarity <= 1)).all()
    assert len(set(found.distinct)) == len(found.distinct)
    edges = [*found.start.tolist(), len(found.tokens)]
    assert [list(found.tokens[a:b]) for a, b in pairwise(edges)] == [
        text or [NO_WORD] for text in texts
    ]
