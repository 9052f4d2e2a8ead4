"""An assertion from outside is one class and one row: it is parsed, judged, told, explained."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, TypeAdapter, ValidationError

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.testing.assertion import AssertionForm, Seen, one_of
from assistant.testing.assertions import ASSERTIONS
from assistant.testing.case import Case, CaseTurn
from assistant.testing.diagnosis import diagnose
from assistant.testing.messages import stated
from assistant.testing.runner import run_case, run_settings
from assistant.testing.schema import SettingsForm


class BriefForm(AssertionForm):
    """Every quote has at most so many words; «مختصر»."""

    type: Literal["brief", "not-brief"]
    most: Annotated[int, Field(ge=1)] = 20
    instead: str = ""
    """What would have been brief enough."""

    def look(self, seen: Seen) -> tuple[bool, str]:
        longest = max((quote.text for quote in seen.answer.quotes), key=len, default="")
        return len(longest.split()) <= self.most, longest

    def expected(self, answer: Answer) -> list[tuple[str, str | None]]:
        return [(self.instead, None)] if self.instead else []


FORM: TypeAdapter[AssertionForm] = TypeAdapter(one_of([*ASSERTIONS, BriefForm]))


def case(**given: Any) -> Case:  # noqa: ANN401 - as a file gives them
    return Case("حالة", 1, (CaseTurn("متى أُسست القاهرة؟", (FORM.validate_python(given),)),))


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({"type": "brief"}, "passed"),
        ({"type": "brief", "most": 3}, "failed"),
        ({"type": "not-brief", "most": 3}, "passed"),
        ({"type": "not-brief"}, "failed"),
        ({"type": "contains", "value": "969"}, "passed"),
    ],
)
def test_it_is_judged_beside_those_that_were_there(
    cities: Assistant, given: dict[str, Any], outcome: str
) -> None:
    how = run_settings(cities, SettingsForm(top=1))

    assert run_case(cities, case(**given), how).outcome == outcome


def test_why_it_fails_is_told_and_traced(cities: Assistant) -> None:
    failing = case(type="brief", most=3, instead="سنة 969م")
    result = run_case(cities, failing, run_settings(cities, SettingsForm(top=1)))

    (traced,) = diagnose(cities, result.shown.failures)

    assert stated(traced.check.assertion) == "brief most=3 instead=سنة 969م"
    assert traced.expected == "سنة 969م"
    assert traced.located is not None
    assert traced.located.state == "there"


def test_its_form_is_checked() -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        FORM.validate_python({"type": "brief", "most": 0})
