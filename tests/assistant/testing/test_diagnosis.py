"""Why a case failed: where the expected text now stands, and how its passage ranked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from assistant.assistant import Assistant
from assistant.testing.assertions import Assertion
from assistant.testing.case import Case, CaseTurn
from assistant.testing.diagnosis import Diagnosis, diagnose, locate
from assistant.testing.runner import run_case, run_settings
from assistant.testing.schema import SettingsForm
from index.retrieval.embedding import BUILTIN, EMBEDDERS
from tests.index.shelf import HashedWords

FORM: TypeAdapter[Assertion] = TypeAdapter(Assertion)


def diagnoses(
    assistant: Assistant, question: str, assertion: dict[str, Any]
) -> tuple[Diagnosis, ...]:
    case = Case("حالة", 1, (CaseTurn(question, (FORM.validate_python(assertion),)),))
    result = run_case(assistant, case, run_settings(assistant, SettingsForm(top=1)))
    return diagnose(assistant, result.failures)


def test_a_text_that_was_not_quoted_is_found_where_it_stands(
    cities: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(EMBEDDERS, BUILTIN, HashedWords)
    cities.embed(snapshot=False)

    (traced,) = diagnoses(
        cities, "متى أُسست القاهرة؟", {"type": "quotes", "value": "بناها عتبه بن غزوان"}
    )

    located = traced.located
    assert located is not None
    assert (located.state, located.text) == ("there", "بناها عتبة بن غزوان")
    assert located.document is not None
    assert Path(located.document.sources[0]).name == "البصرة.txt"
    assert "القاهرة" in traced.found
    assert traced.ranks is not None
    assert traced.ranks.vector is not None


def test_a_text_that_was_altered_is_found_as_it_is_now(cities: Assistant) -> None:
    located = locate(cities, "أُسست القاهرة سنة 970م على يد القائد جوهر الصقلي")

    assert located.state == "altered"
    assert "سنة 969م" in located.text


def test_a_text_that_moved_to_another_document_is_found_there(cities: Assistant) -> None:
    located = locate(cities, "في عهد عمر بن الخطاب", named="القاهرة.txt")

    assert located.state == "there"
    assert located.document is not None
    assert located.document.title == "البصرة"


def test_a_text_whose_document_has_gone_is_told_so(cities: Assistant) -> None:
    assert locate(cities, "ما كان في دمشق", named="دمشق.txt").state == "gone"


def test_a_text_that_is_nowhere_is_missing(cities: Assistant) -> None:
    assert locate(cities, "هبط الإنسان على القمر").state == "missing"
    assert locate(cities, "ـــ").state == "missing"


def test_each_quote_of_those_approved_that_was_not_seen_is_traced(cities: Assistant) -> None:
    found = diagnoses(
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
    assert [each.located.state for each in found if each.located] == ["altered", "gone"]


def test_a_negated_assertion_expects_no_text(cities: Assistant) -> None:
    (traced,) = diagnoses(cities, "متى أُسست القاهرة؟", {"type": "not-quotes", "value": "القاهرة"})

    assert (traced.expected, traced.located, traced.ranks) == ("", None, None)
