"""A question laid over its passages: what is matched, how rare, where, under which title."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.extractive.evidence import Evidence, RetrievedPassage, gather
from index.arabic import index_terms, stem
from index.arabic.idf import TermStatistics
from index.arabic.lexemes import BIT
from index.question import analyse


def held(*passages: str) -> TermStatistics:
    frequency = Counter(term for passage in passages for term in set(index_terms(passage)))
    return TermStatistics(len(passages), frequency.__getitem__)


def laid(question: str, *texts: str, title: str = "") -> Evidence | None:
    statistics = held(*texts)
    passages = [
        RetrievedPassage(text, title, 1.0, 1 / len(texts), at) for at, text in enumerate(texts)
    ]
    return gather(analyse(question, statistics), passages, statistics)


def over(question: str, *texts: str, title: str = "") -> Evidence:
    evidence = laid(question, *texts, title=title)
    assert evidence is not None
    return evidence


@pytest.mark.parametrize(
    ("question", "text"), [("؟!", "بنى المنصور بغداد."), ("من بنى بغداد؟", "…!"), ("من؟", "")]
)
def test_where_question_or_passages_have_no_words_there_is_no_evidence(
    question: str, text: str
) -> None:
    assert laid(question, text) is None


def test_a_passage_without_words_is_passed_over() -> None:
    evidence = over("من بنى بغداد؟", "…", "بنى المنصور بغداد.")

    assert evidence.source.tolist() == [1]
    assert evidence.tokens == ("بني", "المنصور", "بغداد")
    assert evidence.similarity.tolist() == [[1, 0, 0], [0, 0, 1]]


def test_terms_and_words_weigh_by_their_idf_in_the_library() -> None:
    text = "بنى المنصور بغداد."
    evidence = over("من بنى بغداد؟", text)

    idf = [held(text).idf(stem(word)) for word in ("بني", "المنصور", "بغداد")]
    assert evidence.token_idf.tolist() == pytest.approx(idf)
    assert evidence.term_idf.tolist() == pytest.approx([idf[0], idf[2]], abs=1e-5)


def test_words_of_sentences_and_passages_stand_apart() -> None:
    evidence = over("أين الماء؟", "شرب القوم. ثم رحلوا.", "جف النبع.")

    assert np.diff(evidence.position).tolist() == [1, 5, 1, 81, 1]
    assert evidence.sentence_of.tolist() == [0, 1, 2]
    assert evidence.passage_of.tolist() == [0, 0, 1]
    assert evidence.keys == ["شرب القوم", "ثم رحلوا", "جف النبع"]


def test_a_rare_word_that_is_nothing_else_reads_as_a_name() -> None:
    evidence = over("من بنى بغداد؟", "خرج كولمان يوم 5 شباط في السفينة.")

    rare = (evidence.kinds & BIT["RARE"]) > 0
    assert [word for word, named in zip(evidence.tokens, rare, strict=True) if named] == ["كولمان"]


def test_a_title_is_weighed_by_what_the_question_names_of_it() -> None:
    text = "نجيب محفوظ روائي مصري."
    evidence = over("متى ولد نجيب محفوظ؟", text, title="نجيب_محفوظ")

    assert evidence.titles.tolist() == [[0], [1], [1]]
    assert evidence.title_terms.tolist() == [[0], [1], [1]]
    assert evidence.title_asked.tolist() == pytest.approx([1.0])
    assert evidence.title_leads.tolist() == [1.0]


def test_a_word_hardly_like_the_title_is_not_matched_by_it() -> None:
    evidence = over("من أبحر بالسفن؟", "رست السفينة.", title="السفينة")

    assert evidence.titles.max() == pytest.approx(0.675)
    assert not evidence.title_terms.any()


WORDED = st.sampled_from(
    (
        *("القاهرة", "بناها", "جَوْهَرٌ", "سنة", "٩٦٩", "3.5", "مـــصر", "حيث", "وكانت", "في", "متى"),
        *("شباط", "NATO", ". ", "، ", "؟ ", "\n\n", "…", "«", "»"),
    )
)
TEXTS = st.lists(st.lists(WORDED, max_size=30).map(" ".join), min_size=1, max_size=4)


@given(st.lists(WORDED, max_size=6).map(" ".join), TEXTS)
def test_the_axes_are_in_step(question: str, texts: list[str]) -> None:
    evidence = laid(question, *texts, title="تاريخ القاهرة")
    if evidence is None:
        return

    terms, tokens = len(evidence.question.terms), len(evidence.tokens)
    clauses, passages = len(evidence.clauses), len(evidence.source)
    assert evidence.similarity.shape == (terms, tokens)
    assert evidence.titles.shape == evidence.title_terms.shape == (terms, passages)
    assert len(evidence.term_idf) == len(evidence.term_kinds) == terms
    assert len(evidence.kinds) == len(evidence.token_idf) == len(evidence.position) == tokens
    assert len(evidence.keys) == len(evidence.clause_start) == clauses
    assert len(evidence.sentence_of) == len(evidence.passage_of) == clauses
    assert len(evidence.passage_start) == len(evidence.title_asked) == passages
    assert evidence.clause_stop[-1] == tokens
    assert (evidence.clause_start[1:] == evidence.clause_stop[:-1]).all()
    assert (np.diff(evidence.position) >= 1).all()
