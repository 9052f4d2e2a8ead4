"""What each assertion means, held against answers about three cities."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from assistant.answer import Answer, Quote, Statement, Unsupported
from assistant.assistant import Assistant
from assistant.testing.assertion import Seen, check_assertion
from assistant.testing.assertions import Assertion, distance, overlap
from index.store.library import Library
from index.types import Anchor, Document, Span

FORM: TypeAdapter[Assertion] = TypeAdapter(Assertion)


def document(library: Library, name: str) -> Document:
    (id,) = (each.id for each in library.documents() if each.sources[0].endswith(name))
    return library.document(id)


@pytest.fixture
def answered(cities: Assistant) -> Seen:
    """«جوهر الصقلي», from a quote of one document, with another document's behind it."""
    cairo, basra = document(cities.library, "القاهرة.txt"), document(cities.library, "البصرة.txt")
    start = cairo.text.index("جوهر")
    quotes = (
        Quote(cairo, 0, len(cairo.text), Span(start, start + len("جوهر الصقلي"))),
        Quote(basra, 0, basra.text.index("،")),
    )
    hits = tuple(cities.find("من القائد الذي أسس القاهرة؟"))
    answer = Answer("من؟", (Statement("جوهر الصقلي", (1,)),), quotes, hits, None)
    return Seen(answer, 40.0, cities.library)


@pytest.fixture
def refused(cities: Assistant) -> Seen:
    return Seen(Answer("ما لونها؟", (), (), (), "not_supported"), 40.0, cities.library)


def holds(seen: Seen, type: str, **given: Any) -> bool:  # noqa: ANN401 - as a file gives them
    """Whether an assertion holds; its `not-` form must always say the contrary."""
    shown = check_assertion(FORM.validate_python({"type": type, **given}), seen).holds
    assert (
        check_assertion(FORM.validate_python({"type": f"not-{type}", **given}), seen).holds
        is not shown
    )
    return shown


@pytest.mark.parametrize(
    ("type", "value", "expected"),
    [
        ("contains", "جوهر", True),
        ("contains", "عتبة", False),
        ("contains", "[1]", False),
        ("icontains", "جوهر", True),
        ("equals", "جوهر الصقلي", True),
        ("equals", "جوهر", False),
        ("starts-with", "جوهر", True),
        ("starts-with", "الصقلي", False),
        ("regex", "^جوهر .لصقلي$", True),
        ("regex", "[0-9]", False),
        ("contains-any", ["عتبة", "الصقلي"], True),
        ("contains-any", "عتبة, الصقلي", True),
        ("contains-all", "جوهر, الصقلي", True),
        ("contains-all", ["جوهر", "عتبة"], False),
    ],
)
def test_texts_are_looked_for_in_the_statements(
    answered: Seen, type: str, value: object, expected: bool
) -> None:
    assert holds(answered, type, value=value) is expected


def test_letters_are_of_one_case_only_for_icontains(answered: Seen, cities: Assistant) -> None:
    answer = Answer("?", (Statement("Alhazen", (1,)),), answered.answer.quotes, (), None)
    seen = Seen(answer, 1.0, cities.library)

    assert holds(seen, "icontains", value="ALHAZEN")
    assert not holds(seen, "contains", value="ALHAZEN")


def test_levenshtein_counts_code_points_up_to_its_threshold(answered: Seen) -> None:
    assert holds(answered, "levenshtein", value="جوهر الصقلّي", threshold=1)
    assert not holds(answered, "levenshtein", value="جوهر الصقلّي", threshold=0)
    assert holds(answered, "levenshtein", value="جوهر الصقل")


def test_latency_is_in_milliseconds(answered: Seen) -> None:
    assert holds(answered, "latency", threshold=40)
    assert not holds(answered, "latency", threshold=39)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"value": "سنه 969م علي يد"}, True),
        ({"value": "سنه 969م علي يد", "fold": "none"}, False),
        ({"value": "سنة 969م\n على  يد", "fold": "none"}, True),
        ({"value": ["سنة 970م", "بُنيت البصرة"]}, True),
        ({"value": "عتبة"}, False),
    ],
)
def test_a_text_stands_in_a_quote_as_search_sees_it_unless_letters_count(
    answered: Seen, given: dict[str, Any], expected: bool
) -> None:
    assert holds(answered, "quotes", **given) is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"value": "القاهرة.txt"}, True),
        ({"value": "corpus/القاهرة.txt"}, True),
        ({"value": "القاهرة"}, True),
        ({"value": "قرطبة.txt"}, False),
        ({"value": "القاهرة.txt", "page": "٣"}, False),
        ({"value": "البصرة.txt", "span": [0, 10]}, True),
        ({"value": "البصرة.txt", "span": [0, 60]}, False),
        ({"value": "البصرة.txt", "span": [0, 60], "tolerance": 30}, True),
        ({"value": "البصرة.txt", "span": [50, 60], "tolerance": 60}, False),
    ],
)
def test_a_document_is_cited_by_name_page_and_span(
    answered: Seen, given: dict[str, Any], expected: bool
) -> None:
    assert holds(answered, "cites", **given) is expected


@pytest.mark.parametrize(
    ("anchor", "given", "expected"),
    [
        (Anchor(0, "3", "slide"), {"anchor": 3}, True),
        (Anchor(0, "3", "slide"), {"anchor": "4"}, False),
        (Anchor(0, "3", "slide"), {"page": "3"}, False),
        (Anchor(0, "3"), {"page": "3", "anchor": "3"}, True),
        (Anchor(0, "الأسعار!A4:C4", "row"), {"anchor": "الأسعار!A4:C4"}, True),
    ],
)
def test_a_document_is_cited_at_an_anchor(
    answered: Seen, anchor: Anchor, given: dict[str, Any], expected: bool
) -> None:
    document = replace(answered.answer.quotes[0].document, anchors=(anchor,))
    quote = Quote(document, 0, len(document.text))
    seen = replace(answered, answer=Answer("؟", (), (quote,), (), None))

    assert holds(seen, "cites", value=document.title, **given) is expected


def test_a_forbidden_document_is_not_quoted(answered: Seen) -> None:
    assert holds(answered, "forbids", value="قرطبة.txt")
    assert not holds(answered, "forbids", value="القاهرة.txt")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"value": "جَوْهَر الصقلّي"}, True),
        ({"value": "القائد جوهر الصقلي"}, False),
        ({"value": "القائد جوهر الصقلي", "threshold": 0.8}, True),
        ({"value": ["عتبة", "الصقلي جوهر"]}, True),
    ],
)
def test_the_short_answer_is_compared_by_its_folded_words(
    answered: Seen, given: dict[str, Any], expected: bool
) -> None:
    assert holds(answered, "short-answer", **given) is expected


def test_a_refusal_abstains_for_its_reason(answered: Seen, refused: Seen) -> None:
    assert holds(refused, "abstains")
    assert holds(refused, "abstains", value="not_supported")
    assert not holds(refused, "abstains", value="nothing_found")
    assert not holds(answered, "abstains")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"value": "القاهرة.txt", "k": 1}, True),
        ({"value": "قرطبة.txt", "k": 1}, False),
        ({"passage": "القائد جوهر الصقلى"}, True),
        ({"value": "البصرة.txt", "passage": "القائد جوهر"}, False),
        ({"passage": "عاصمة اليابان"}, False),
    ],
)
def test_a_document_or_a_passage_is_among_the_first_hits(
    answered: Seen, given: dict[str, Any], expected: bool
) -> None:
    assert holds(answered, "retrieves", **given) is expected


def test_a_context_longer_than_our_passage_is_retrieved_with_it(answered: Seen) -> None:
    longer = f"مقدمة. {answered.answer.quotes[0].text} خاتمة."

    assert holds(answered, "retrieves", passage=longer, k=1)


def test_an_answer_is_stable_while_its_quotes_are_those_approved(answered: Seen) -> None:
    first, second = answered.answer.quotes
    approved = [
        {"document": "القاهرة.txt", "quote": first.text},
        {"document": "البصرة.txt", "quote": second.text},
    ]

    assert holds(answered, "stable", value=approved)
    assert not holds(answered, "stable", value=approved[:1])
    assert not holds(answered, "stable", value=approved[::-1])


def test_what_was_never_approved_is_not_stable(answered: Seen) -> None:
    assert not holds(answered, "stable")


def test_a_statement_without_a_quote_is_not_grounded(answered: Seen) -> None:
    assert holds(answered, "grounded")
    for numbers in ((), (3,), (0,)):
        answer = Answer("؟", (Statement("س", numbers),), answered.answer.quotes, (), None)
        assert not holds(Seen(answer, 1.0, answered.library), "grounded")


def test_a_statement_that_its_quotes_do_not_support_is_not_grounded(answered: Seen) -> None:
    unsupported = Statement("بناها سنة 970م", (1,), (Unsupported.NUMBER,))
    answer = Answer("؟", (unsupported,), answered.answer.quotes, (), None)

    assert not holds(Seen(answer, 1.0, answered.library), "grounded")


def test_a_quote_that_its_document_no_longer_holds_is_not_grounded(
    answered: Seen, library: Library
) -> None:
    with library.writing():
        library.remove(answered.answer.quotes[0].document.id)

    assert not holds(answered, "grounded")


@given(st.text("ابتث ", max_size=12), st.text("ابتث ", max_size=12))
def test_distance_is_a_metric_between_the_difference_of_lengths_and_the_longer(
    one: str, other: str
) -> None:
    far = distance(one, other)

    assert far == distance(other, one)
    assert abs(len(one) - len(other)) <= far <= max(len(one), len(other))
    assert (far == 0) == (one == other)


@given(st.text("ابتث ", max_size=12), st.text("ابتث ", max_size=12))
def test_overlap_is_one_exactly_for_the_same_words(one: str, other: str) -> None:
    shared = overlap(one, other)

    assert 0 <= shared <= 1
    assert (shared == 1) == (sorted(one.split()) == sorted(other.split()) and bool(one.split()))
