"""Reading with no model: places in hits, counted in the hit's own text, headings left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from assistant.extractive.reader import passages_of, read_hits, worth_reading
from index.arabic import index_terms
from index.arabic.idf import TermStatistics
from index.question import analyse
from index.types import Hit, Passage

BODY = "افتتح جسر الوادي في ربيع عام 1912 أمام العربات."
OTHER = "تقع المنارة عند مدخل الميناء الشرقي منذ قرنين."


def hit(
    text: str,
    *,
    title: str = "جسر الوادي",
    headings: Sequence[str] = (),
    score: float = 1.0,
    lexical: float = 2.0,
) -> Hit:
    """A passage that search found."""
    return Hit(
        passage=Passage(1, 1, 100, 100 + len(text), tuple(headings)),
        title=title,
        text=text,
        score=score,
        lexical=lexical,
        vector=0.0,
        lexical_rank=1,
        vector_rank=None,
    )


def found_in(question: str, hits: Sequence[Hit]) -> list[tuple[str, str]]:
    """Of each finding its hit's title and the words that its span cuts from the hit."""
    frequency = Counter(term for one in hits for term in set(index_terms(one.text)))
    statistics = TermStatistics(len(hits), frequency.__getitem__)
    reading = read_hits(analyse(question, statistics), hits, statistics)
    return [
        (finding.hit.title, finding.hit.text[finding.span.start : finding.span.end])
        for finding in reading.findings
    ]


@pytest.mark.parametrize(
    ("above", "title", "headings"),
    [
        ("", "جسر الوادي", []),
        ("جسر الوادي\n\n", "جسر الوادي", []),
        ("متى افتتح الجسر\n", "متى افتتح الجسر", []),
        ("جسر الوادي\n\nافتتاح  الجسر\n\n", "جسر الوادي", ["افتتاح الجسر"]),
        ("\n\nالباب الأول\nافتتاح الجسر\n", "تاريخ الجسور", ["الباب الأول", "افتتاح الجسر"]),
    ],
)
def test_headings_that_a_passage_begins_with_are_never_quoted(
    above: str, title: str, headings: list[str]
) -> None:
    hits = [hit(above + BODY, title=title, headings=headings)]

    assert found_in("متى افتتح جسر الوادي؟", hits) == [(title, BODY)]


def test_a_passage_of_headings_alone_gives_nothing() -> None:
    assert found_in("متى افتتح جسر الوادي؟", [hit("جسر الوادي\n")]) == []


def test_a_line_that_only_begins_like_a_heading_is_prose() -> None:
    assert found_in("أين جسر الوادي؟", [hit("جسر الوادي فوق النهر الكبير.")]) == [
        ("جسر الوادي", "جسر الوادي فوق النهر الكبير.")
    ]


def test_the_best_finding_comes_first_whichever_hit_it_is_in() -> None:
    bridge, lighthouse = hit(BODY), hit("المنارة\n" + OTHER, title="المنارة")

    for hits in ([bridge, lighthouse], [lighthouse, bridge]):
        assert found_in("متى افتتح جسر الوادي؟", hits)[0] == ("جسر الوادي", BODY)
        assert found_in("أين تقع المنارة؟", hits)[0] == ("المنارة", OTHER)


def test_without_hits_nothing_is_found() -> None:
    assert found_in("متى افتتح جسر الوادي؟", []) == []


def test_a_hit_is_read_as_its_prose_with_its_names_beside_it() -> None:
    hits = [
        hit("الافتتاح\n" + BODY, headings=["الافتتاح"], score=3.0, lexical=7.0),
        hit(OTHER, title="المنارة", score=3.0, lexical=5.0),
    ]

    assert [(one.text, one.title, one.score, one.share, one.rank) for one in passages_of(hits)] == [
        (BODY, "جسر الوادي الافتتاح", 7.0, 0.5, 0),
        (OTHER, "المنارة", 5.0, 0.5, 1),
    ]


def test_hits_that_search_all_but_rules_out_are_not_read() -> None:
    sure = [hit(BODY, score=9.0), hit(OTHER, score=3.0), hit(OTHER, score=2.0), hit(BODY, score=1)]
    unsure = [hit(BODY, score=9.0 - 0.1 * place) for place in range(10)]

    assert [len(worth_reading(passages_of(hits))) for hits in (sure, unsure)] == [3, 10]
