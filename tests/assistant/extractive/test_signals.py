"""What a quote shares with the question, weighed by how rare each word is."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.extractive.signals import (
    Evidence,
    Place,
    Ranking,
    gather,
    missing_words,
)
from index.arabic import index_terms
from index.arabic.idf import TermStatistics

RANKING = Ranking(12.0, 6.0, 15.0, 0.8, 0.7, 0.1, 1)


EMPTY = TermStatistics(12, lambda term: 0)


def library(*passages: str) -> TermStatistics:
    held = Counter(term for passage in passages for term in set(index_terms(passage)))
    return TermStatistics(len(passages), held.__getitem__)


def evidence(question: str, quote: str, passage: str | None = None) -> Evidence:
    searched = quote if passage is None else passage
    return gather(question, place(quote, searched), library(searched), RANKING, 0.6)


def place(quote: str, passage: str) -> Place:
    return Place(quote, "", passage, (), (), frozenset(), "")


def test_the_share_of_a_question_that_a_quote_repeats_is_weighed_by_rarity() -> None:
    quote = "ولد نجيب في القاهرة"

    found = evidence("متى ولد نجيب محفوظ؟", quote)

    born, given_name, surname = (library(quote).rarity(each) for each in ("ولد", "نجيب", "محفوظ"))
    assert found.quote_cover == pytest.approx(
        (born + given_name) / (born + given_name + surname), abs=1e-6
    )
    assert found.heaviest_missing == pytest.approx(
        surname / (born + given_name + surname), abs=1e-6
    )
    assert found.question_words == 3


def test_a_quote_with_every_word_of_the_question_covers_all_of_it() -> None:
    found = evidence("متى ولد نجيب محفوظ؟", "ولد نجيب محفوظ سنة 1911")

    covers = (found.quote_cover, found.quote_cover_exact, found.passage_cover, found.near_cover)
    assert covers == pytest.approx((1, 1, 1, 1))
    assert (found.rarest_in_quote, found.heaviest_missing, found.unknown_share) == (1, 0, 0)


def test_a_quote_about_something_else_covers_nothing() -> None:
    found = evidence("متى ولد نجيب محفوظ؟", "زرعت أشجار الزيتون")

    assert (found.quote_cover, found.passage_cover, found.near_cover) == (0, 0, 0)
    assert found.unknown_share == pytest.approx(1)


def test_an_akin_word_counts_in_part_and_not_as_exact() -> None:
    found = evidence("من المهندس؟", "الهندسة")

    assert found.quote_cover_exact == 0
    assert 0 < found.quote_cover < 1


def test_what_the_passage_says_outside_the_quote_counts_for_the_passage_alone() -> None:
    found = evidence("متى ولد محفوظ؟", "ولد سنة 1911", passage="محفوظ\nولد سنة 1911")

    assert found.passage_cover == pytest.approx(1)
    assert found.quote_cover < 1


def test_words_far_apart_do_not_stand_together() -> None:
    filler = "والشوارع والحدائق والأسواق والمساجد والمدارس والمصانع والقصور "
    near = evidence("هل زار سعيد القاهرة؟", "زار سعيد القاهرة " + filler * 3)
    far = evidence("هل زار سعيد القاهرة؟", "زار سعيد " + filler * 3 + "القاهرة")

    assert near.quote_cover == far.quote_cover
    assert far.near_cover < near.near_cover


@pytest.mark.parametrize(
    ("question", "passage", "missing"),
    [
        ("ماذا حدث سنة 1914؟", "حدث ذلك سنة 1914", 0.0),
        ("ماذا حدث سنة ١٩١٤؟", "حدث ذلك سنة 1914", 0.0),
        ("كم دفع من 1,250 ريالا؟", "دفع ١٬٢٥٠ ريالا", 0.0),
        ("ماذا حدث سنة 1914؟", "حدث ذلك سنة 1915", 1.0),
        ("ماذا حدث سنة 1914؟", "حدث ذلك سنة 19145", 1.0),
        ("ماذا حدث في الحرب؟", "حدث ذلك سنة 1915", 0.0),
    ],
)
def test_a_number_of_the_question_is_in_the_passage_or_missing(
    question: str, passage: str, missing: float
) -> None:
    assert evidence(question, passage).number_missing == missing


def test_a_foreign_name_that_is_absent_weighs_as_a_name_a_common_word_does_not() -> None:
    passage = "افتتح السلطان القناة"

    absent_name = evidence("هل افتتح كولمان القناة؟", passage)
    absent_word = evidence("هل افتتح السلطان القناة بالضروريات؟", passage)

    assert absent_name.name_missing == absent_name.heaviest_missing > 0
    assert absent_word.name_missing == 0 < absent_word.heaviest_missing


@pytest.mark.parametrize(
    ("question", "quote", "match"),
    [
        ("متى بدأ البناء؟", "بدأ البناء سنة 1950", 1.0),
        ("متى بدأ البناء؟", "بدأ البناء في مارس", 1.0),
        ("متى بدأ البناء؟", "بدأ البناء بالحجر", 0.0),
        ("كم عدد العمال؟", "عدد العمال خمسون", 1.0),
        ("كم عدد العمال؟", "عدد العمال كبير", 0.0),
        ("كم عدد العمال؟", "أضرب العمال يوم 2 شباط سنة 1950", 0.0),
        ("كم عدد العمال؟", "أضرب 2000 عامل يوم 2 شباط", 1.0),
        ("متى انتهت حرب 1948؟", "حرب 1948 طويلة", 0.0),
        ("من بدأ البناء؟", "بدأ البناء سنة 1950", 0.5),
    ],
)
def test_a_time_or_number_asked_for_is_in_the_quote_and_not_already_in_the_question(
    question: str, quote: str, match: float
) -> None:
    assert evidence(question, quote).type_match == match


def test_scores_of_search_are_told_as_shares() -> None:
    found = gather("من؟", place("سعيد", "سعيد"), EMPTY, RANKING, 0.6)

    assert (found.own_score, found.margin) == pytest.approx((12 / 15, 6 / 12))
    assert found.quote_margin == pytest.approx(6 / 7)
    assert (found.passage_share, found.quote_share, found.short_confidence) == (0.8, 0.7, 0.6)
    assert found.vector_agrees == 1 / 2


def test_titles_and_other_passages_are_weighed_beside_the_quote() -> None:
    where = Place(
        quote="وُلد سنة 1911.",
        title="نجيب محفوظ",
        passage="وُلد سنة 1911. كتب الثلاثية.",
        others=("نال الجائزة سنة 1988.", "ولد في القاهرة سنة 1911 وعاش في مصر."),
        same_title=("نال الجائزة سنة 1988.",),
        other_titles=frozenset({"نجيب سرور", "القاهرة"}),
        short="سنة 1911",
    )
    found = gather("متى نال نجيب محفوظ الجائزة؟", where, EMPTY, RANKING, 0.6)

    each = EMPTY.rarity("نال"), EMPTY.rarity("نجيب"), EMPTY.rarity("محفوظ"), EMPTY.rarity("جايز")
    assert found.title_cover == pytest.approx((each[1] + each[2]) / sum(each), abs=1e-6)
    assert found.other_title_cover == pytest.approx(each[1] / sum(each), abs=1e-6)
    assert found.document_cover == pytest.approx((each[0] + each[3]) / sum(each), abs=1e-6)
    assert found.agreement == 1


@pytest.mark.parametrize(("short", "agreement"), [("", -1), ("سنة 191", 0), ("سنة ١٩١١", 2)])
def test_a_short_answer_agrees_with_passages_that_have_its_whole_words(
    short: str, agreement: float
) -> None:
    others = ("وُلد سنة 1911.", "سنة 1911 بدأ البناء", "بعد 1911 بسنة")
    where = Place("سنة 1911", "", "سنة 1911", others, (), frozenset(), short)

    assert gather("متى؟", where, EMPTY, RANKING, 0.6).agreement == agreement


@given(st.text(max_size=40), st.text(max_size=60))
def test_shares_are_shares_whatever_is_asked_and_quoted(question: str, quote: str) -> None:
    found = evidence(question, quote)

    shares = (
        *(found.quote_cover, found.quote_cover_exact, found.passage_cover, found.gram_cover),
        *(found.passage_cover_exact, found.rarest_in_quote, found.rarest_in_passage),
        *(found.heaviest_missing, found.name_missing, found.unknown_share, found.near_cover),
    )
    assert all(-1e-6 <= share <= 1 + 1e-6 for share in shares)
    assert found.quote_cover_exact <= found.quote_cover + 1e-6


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("ما اسم زوجة الرئيسِ؟", ["زوجة"]),
        ("ما اسم زَوْجَةِ الرئيسِ؟", ["زَوْجَةِ"]),
        ("هل زار الرئيسُ مدينةَ «تدمر»؟", ["تدمر"]),
        ("هل زار الرئيس ﻣﺪﻳﻨﺔ Palmyra؟", ["Palmyra"]),
        ("لماذا زار الرئيس المدينة؟", []),
        ("ما معنى زيارة الرئيس؟", []),
        ("من هو؟", []),
    ],
)
def test_words_that_the_library_lacks_are_named_as_the_user_wrote_them(
    question: str, missing: list[str]
) -> None:
    held = library("زار الرئيس المدينة زيارة طويلة")

    assert missing_words(question, held) == missing


def test_a_word_that_the_library_has_in_another_form_is_not_missing() -> None:
    held = library("زار الرئيس المدينة في فبراير ومعه ٢٥ وزيرا")

    assert missing_words("هل زار الرئيس حلب في شباط؟", held) == ["حلب"]
    assert missing_words("هل زار خمسة وعشرون سفيرا المدينة؟", held) == ["سفيرا"]


def test_the_rarest_of_the_missing_words_is_named_first() -> None:
    found = missing_words("هل في المدينة مرصد؟", EMPTY)

    assert found == ["مرصد", "المدينة"]
    assert EMPTY.rarity("مرصد") > EMPTY.rarity("مدين")
