"""What a quote shares with the question, weighed by how rare each word is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.extractive.evidence import Evidence, gather
from assistant.extractive.evidence_selection import QuoteCandidate
from assistant.extractive.reader import passages_of
from assistant.extractive.signals import Signals, missing_words, signals
from index.arabic import index_terms, stem, words
from index.arabic.idf import TermStatistics
from index.question import analyse
from index.types import Hit, Passage, Span

EMPTY = TermStatistics(12, lambda term: 0)


def library(*passages: str) -> TermStatistics:
    held = Counter(term for passage in passages for term in set(index_terms(passage)))
    return TermStatistics(len(passages), held.__getitem__)


def hit(
    text: str, title: str = "", *, score: float = 1.0, lexical: float = 1.0, vector: float = 0.0
) -> Hit:
    """A passage that search found."""
    return Hit(Passage(1, 1, 0, len(text), ()), title, text, score, lexical, vector, 1, None)


def told(
    question: str,
    quote: str,
    hits: Sequence[Hit],
    statistics: TermStatistics,
    short: str = "",
    shares: Sequence[float] = (0.7,),
) -> Signals | None:
    """What tells whether a quote at the start of a clause of the first hit answers.

    :param shares: of the quote, then of those chosen after it.
    """
    evidence = gather(analyse(question, statistics), passages_of(hits), statistics)
    if evidence is None:
        return None
    chosen = [candidate(evidence, quote, share) for share in shares]
    return signals(evidence, hits, chosen, statistics, short, 0.6)


def candidate(evidence: Evidence, quote: str, share: float) -> QuoteCandidate:
    start = evidence.passages[0].text.index(quote)
    first = [clause.end > start for _, clause in evidence.clauses].index(True)
    end = start + len(quote)
    return QuoteCandidate(0, start, end, share, len(words(quote)), first, Span(start, end))


def found_in(question: str, quote: str, passage: str | None = None) -> Signals:
    """The same in a library of one passage, the quote by default."""
    searched = quote if passage is None else passage
    found = told(question, quote, [hit(searched)], library(searched))
    assert found is not None
    return found


def test_the_share_of_a_question_that_a_quote_repeats_is_weighed_by_rarity() -> None:
    quote = "ولد نجيب في القاهرة"

    found = found_in("متى ولد نجيب محفوظ؟", quote)

    born, given_name, surname = (library(quote).idf(each) for each in ("ولد", "نجيب", "محفوظ"))
    assert found.quote_cover == pytest.approx(
        (born + given_name) / (born + given_name + surname), abs=1e-6
    )
    assert found.heaviest_missing == pytest.approx(
        surname / (born + given_name + surname), abs=1e-6
    )
    assert found.question_words == 3


def test_a_quote_with_every_word_of_the_question_covers_all_of_it() -> None:
    found = found_in("متى ولد نجيب محفوظ؟", "ولد نجيب محفوظ سنة 1911")

    covers = (found.quote_cover, found.quote_cover_exact, found.passage_cover, found.near_cover)
    assert covers == pytest.approx((1, 1, 1, 1))
    assert (found.rarest_in_quote, found.heaviest_missing, found.unknown_share) == (1, 0, 0)


def test_a_quote_about_something_else_covers_nothing() -> None:
    found = found_in("متى ولد نجيب محفوظ؟", "زرعت أشجار الزيتون")

    assert (found.quote_cover, found.passage_cover, found.near_cover) == (0, 0, 0)
    assert found.unknown_share == pytest.approx(1)


def test_an_akin_word_counts_in_part_and_not_as_exact() -> None:
    found = found_in("من المهندس؟", "الهندسة")

    assert found.quote_cover_exact == 0
    assert 0 < found.quote_cover < 1


def test_what_the_passage_says_outside_the_quote_counts_for_the_passage_alone() -> None:
    found = found_in("متى ولد محفوظ؟", "ولد سنة 1911", passage="محفوظ\nولد سنة 1911")

    assert found.passage_cover == pytest.approx(1)
    assert found.quote_cover < 1


def test_words_far_apart_do_not_stand_together() -> None:
    filler = "والشوارع والحدائق والأسواق والمساجد والمدارس والمصانع والقصور "
    near = found_in("هل زار سعيد القاهرة؟", "زار سعيد القاهرة " + filler * 3)
    far = found_in("هل زار سعيد القاهرة؟", "زار سعيد " + filler * 3 + "القاهرة")

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
    assert found_in(question, passage).number_missing == missing


def test_a_foreign_name_that_is_absent_weighs_as_a_name_a_common_word_does_not() -> None:
    passage = "افتتح السلطان القناة"

    absent_name = found_in("هل افتتح كولمان القناة؟", passage)
    absent_word = found_in("هل افتتح السلطان القناة بالضروريات؟", passage)

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
    assert found_in(question, quote).type_match == match


def test_scores_of_search_are_told_as_shares() -> None:
    hits = [
        hit("سعيد", score=2 + math.log(4), lexical=12.0, vector=0.3),
        hit("خالد", score=2.0, lexical=6.0, vector=0.5),
    ]

    found = told("من سعيد؟", "سعيد", hits, EMPTY, shares=(0.7, 0.1))

    assert found is not None
    most = 2.2 * sum(EMPTY.term_idf(term) for term in index_terms("سعيد"))
    assert (found.own_score, found.margin) == pytest.approx((12 / most, 6 / 12))
    assert found.quote_margin == pytest.approx(6 / 7)
    assert found.passage_share == pytest.approx(0.8)
    assert (found.quote_share, found.short_confidence) == (0.7, 0.6)
    assert found.vector_agrees == 1 / 2


def test_without_a_second_quote_or_hit_the_first_leads_by_all() -> None:
    found = found_in("من سعيد؟", "سعيد")

    assert (found.margin, found.quote_margin, found.passage_share, found.vector_agrees) == (1,) * 4


def test_titles_and_other_passages_are_weighed_beside_the_quote() -> None:
    hits = [
        hit("وُلد سنة 1911. كتب الثلاثية.", "نجيب محفوظ"),
        hit("نال الجائزة سنة 1988.", "نجيب محفوظ"),
        hit("ولد في القاهرة سنة 1911 وعاش في مصر.", "نجيب سرور"),
        hit("فيها السويدية.", "القاهرة"),
    ]

    found = told("متى نال نجيب محفوظ الجائزة السويدية؟", "وُلد سنة 1911.", hits, EMPTY, "سنة 1911")

    assert found is not None
    words_asked = ("نال", "نجيب", "محفوظ", "جايز", "سويد")
    given_name, surname = EMPTY.idf("نجيب"), EMPTY.idf("محفوظ")
    total = sum(map(EMPTY.idf, words_asked))
    assert found.title_cover == pytest.approx((given_name + surname) / total, abs=1e-6)
    assert found.other_title_cover == pytest.approx(given_name / total, abs=1e-6)
    assert found.document_cover == pytest.approx(1 - EMPTY.idf("سويد") / total, abs=1e-6)
    assert found.passage_cover == found.title_cover
    assert found.quote_cover == 0
    assert found.agreement == 1


@pytest.mark.parametrize(("short", "agreement"), [("", -1), ("سنة 191", 0), ("سنة ١٩١١", 2)])
def test_an_answer_span_agrees_with_passages_that_have_its_whole_words(
    short: str, agreement: float
) -> None:
    others = ("وُلد سنة 1911.", "سنة 1911 بدأ البناء", "بعد 1911 بسنة")

    found = told("متى؟", "سنة 1911", [hit("سنة 1911"), *map(hit, others)], EMPTY, short)

    assert found is not None
    assert found.agreement == agreement


MISSPELT = ("انتشرت", "الانفولنزا", "الخبيثه")


def test_a_word_that_is_there_in_another_spelling_is_corrected_and_not_unknown() -> None:
    found = found_in("أين انتشرت الأنفولنزا الخبيثة؟", "انتشرت الأنفلونزا")

    weights = [library("انتشرت الأنفلونزا").idf(stem(word)) for word in MISSPELT]
    assert found.corrected_share == pytest.approx(weights[1] / sum(weights), abs=1e-6)
    assert found.unknown_share == pytest.approx(weights[2] / sum(weights), abs=1e-6)


@given(st.text(max_size=40), st.text(max_size=60))
def test_shares_are_shares_whatever_is_asked_and_quoted(question: str, quote: str) -> None:
    found = told(question, quote.strip(), [hit(quote)], library(quote))
    assume(found is not None)
    assert found is not None

    shares = (
        *(found.quote_cover, found.quote_cover_exact, found.passage_cover, found.gram_cover),
        *(found.passage_cover_exact, found.rarest_in_quote, found.rarest_in_passage),
        *(found.heaviest_missing, found.name_missing, found.unknown_share, found.near_cover),
        *(found.corrected_share, found.title_cover, found.document_cover, found.own_score),
    )
    assert all(-1e-6 <= share <= 1 + 1e-6 for share in shares)
    assert found.quote_cover_exact <= found.quote_cover + 1e-6


def missing_of(question: str, statistics: TermStatistics) -> list[str]:
    return missing_words(analyse(question, statistics), statistics)


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

    assert missing_of(question, held) == missing


def test_a_word_that_the_library_has_in_another_form_is_not_missing() -> None:
    held = library("زار الرئيس المدينة في فبراير ومعه ٢٥ وزيرا")

    assert missing_of("هل زار الرئيس حلب في شباط؟", held) == ["حلب"]
    assert missing_of("هل زار خمسة وعشرون سفيرا المدينة؟", held) == ["سفيرا"]


def test_the_rarest_of_the_missing_words_is_named_first() -> None:
    found = missing_of("هل في المدينة مرصد؟", EMPTY)

    assert found == ["مرصد", "المدينة"]
    assert EMPTY.idf("مرصد") > EMPTY.idf("مدين")


def test_a_word_that_the_library_has_in_another_spelling_is_not_missing() -> None:
    held = library("انتشرت الأنفلونزا في القرى")

    assert missing_of("هل انتشرت الأنفولنزا في حلب؟", held) == ["حلب"]
