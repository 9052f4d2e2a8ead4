"""Why a case failed: where the expected text now stands, and how its passage ranked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from assistant.assistant import Assistant
from assistant.testing.case import Case, CaseTurn
from assistant.testing.diagnosis import Trace, standing, trace
from assistant.testing.runner import manner, run_case
from assistant.testing.schema import Assertion, SettingsForm

FORM: TypeAdapter[Assertion] = TypeAdapter(Assertion)


def traces(assistant: Assistant, question: str, assertion: dict[str, Any]) -> tuple[Trace, ...]:
    case = Case("حالة", 1, (CaseTurn(question, (FORM.validate_python(assertion),)),))
    result = run_case(assistant, case, manner(assistant, SettingsForm(top=1)))
    return trace(assistant, result.failures)


def test_a_text_that_was_not_quoted_is_found_where_it_stands(cities: Assistant) -> None:
    (traced,) = traces(
        cities, "متى أُسست القاهرة؟", {"type": "quotes", "value": "بناها عتبه بن غزوان"}
    )

    stands = traced.standing
    assert stands is not None
    assert (stands.state, stands.text) == ("there", "بناها عتبة بن غزوان")
    assert stands.document is not None
    assert Path(stands.document.sources[0]).name == "البصرة.txt"
    assert "القاهرة" in traced.found
    assert traced.ranks is not None
    assert traced.ranks.vector is not None


def test_a_text_that_was_altered_is_found_as_it_is_now(cities: Assistant) -> None:
    stands = standing(cities, "أُسست القاهرة سنة 970م على يد القائد جوهر الصقلي")

    assert stands.state == "altered"
    assert "سنة 969م" in stands.text


def test_a_text_that_moved_to_another_document_is_found_there(cities: Assistant) -> None:
    stands = standing(cities, "في عهد عمر بن الخطاب", named="القاهرة.txt")

    assert stands.state == "there"
    assert stands.document is not None
    assert stands.document.title == "البصرة"


def test_a_text_whose_document_has_gone_is_told_so(cities: Assistant) -> None:
    assert standing(cities, "ما كان في دمشق", named="دمشق.txt").state == "gone"


def test_a_text_that_is_nowhere_is_missing(cities: Assistant) -> None:
    assert standing(cities, "هبط الإنسان على القمر").state == "missing"
    assert standing(cities, "ـــ").state == "missing"


def test_each_quote_of_those_approved_that_was_not_seen_is_traced(cities: Assistant) -> None:
    found = traces(
        cities,
        "متى أُسست القاهرة؟",
        {
            "type": "stable",
            "value": [
                {"document": "القاهرة.txt", "quote": "أُسست القاهرة سنة 970م"},
                {"document": "دمشق.txt", "quote": "دمشق أقدم المدن"},
            ],
        },
    )

    assert [each.expected for each in found] == ["أُسست القاهرة سنة 970م", "دمشق أقدم المدن"]
    assert [each.standing.state for each in found if each.standing] == ["altered", "gone"]


def test_a_negated_assertion_expects_no_text(cities: Assistant) -> None:
    (traced,) = traces(cities, "متى أُسست القاهرة؟", {"type": "not-quotes", "value": "القاهرة"})

    assert (traced.expected, traced.standing, traced.ranks) == ("", None, None)
