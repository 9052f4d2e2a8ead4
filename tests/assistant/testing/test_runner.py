"""A case asked: its turns, its score, its repeats, its settings."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from assistant.assistant import Assistant
from assistant.testing.assertions import Assertion
from assistant.testing.case import Case, CaseTurn
from assistant.testing.runner import Result, RunSettings, run_case, run_settings
from assistant.testing.schema import SettingsForm
from index.errors import UserError
from tests.assistant.scripted_server import Reply, model_at, serving, statements

FORM: TypeAdapter[Assertion] = TypeAdapter(Assertion)
CAIRO = "متى أُسست القاهرة؟"


def case(*assertions: dict[str, Any], question: str = CAIRO, **given: Any) -> Case:  # noqa: ANN401
    shown = tuple(FORM.validate_python(each) for each in assertions)
    return Case("حالة", 1, (CaseTurn(question, shown),), **given)


def run(assistant: Assistant, case: Case, **settings: Any) -> Result:  # noqa: ANN401
    return run_case(assistant, case, run_settings(assistant, SettingsForm(**settings)))


RIGHT = {"type": "quotes", "value": "سنة 969م"}
WRONG = {"type": "quotes", "value": "سنة 970م"}


def test_a_case_passes_when_every_assertion_holds(cities: Assistant) -> None:
    assert run(cities, case(RIGHT)).outcome == "passed"
    assert run(cities, case(RIGHT, WRONG)).outcome == "failed"


def test_a_case_without_assertions_asks_for_a_grounded_answer_alone(cities: Assistant) -> None:
    (attempt,) = run(cities, case()).attempts

    assert attempt.passed
    assert [each.assertion.type for each in attempt.turns[0].checks] == ["grounded"]


def test_the_score_is_the_weighted_mean_and_a_threshold_is_enough_of_it(cities: Assistant) -> None:
    heavy = {**RIGHT, "weight": 3}

    assert run(cities, case(heavy, WRONG)).score == 0.75
    assert run(cities, case(heavy, WRONG, threshold=0.75)).outcome == "passed"
    assert run(cities, case(heavy, WRONG, threshold=0.8)).outcome == "failed"


def test_an_assertion_of_weight_0_never_fails_a_case(cities: Assistant) -> None:
    result = run(cities, case(RIGHT, {**WRONG, "weight": 0}))

    assert (result.outcome, result.score) == ("passed", 1.0)


def test_a_repeated_case_passes_by_its_pass_rate(cities: Assistant) -> None:
    result = run(cities, case(RIGHT, repeat=3, pass_rate=0.6))

    assert len(result.attempts) == 3
    assert (result.pass_rate, result.outcome) == (1.0, "passed")


def test_a_model_that_answers_now_so_now_so_passes_by_its_rate(
    cities: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = Reply(statements(([1], "أُسست القاهرة سنة 969م.")))
    refused = Reply(statements())
    with serving(right, refused, right, refused) as server:
        asking = Assistant.open(cities.library.path, model=model_at(server, monkeypatch))
        asked = case({"type": "not-abstains"}, repeat=4, pass_rate=0.5)
        result = run_case(asking, asked, RunSettings(3, None))

    assert [attempt.passed for attempt in result.attempts] == [True, False, True, False]
    assert (result.pass_rate, result.outcome, result.score) == (0.5, "passed", 0.5)
    assert not result.shown.passed


def test_a_model_understands_follow_ups_as_in_the_chat(
    cities: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = Reply(statements(([1], "أُسست القاهرة سنة 969م.")))
    rephrased = Reply('{"question": "من أسس القاهرة؟"}')
    turns = (CaseTurn(CAIRO), CaseTurn("ومن أسسها؟"))
    with serving(answer, rephrased, answer) as server:
        asking = Assistant.open(cities.library.path, model=model_at(server, monkeypatch))
        (attempt,) = run_case(asking, Case("حالة", 1, turns), RunSettings(3, None)).attempts

    assert attempt.turns[1].understood == "من أسس القاهرة؟"


def test_a_case_known_to_fail_may_pass_unexpectedly(cities: Assistant) -> None:
    assert run(cities, case(WRONG, xfail="لم تُقرأ")).outcome == "xfailed"
    assert run(cities, case(RIGHT, xfail="لم تُقرأ")).outcome == "xpassed"


REFUSED = {"type": "abstains"}


@pytest.mark.parametrize(
    ("asserted", "fails", "outcome"),
    [
        pytest.param((RIGHT, WRONG), {1}, "xfailed", id="fails as it is marked"),
        pytest.param((RIGHT, RIGHT), {1}, "failed", id="passes"),
        pytest.param((WRONG, WRONG), {1}, "failed", id="another assertion fails too"),
        pytest.param((WRONG, RIGHT), {1}, "failed", id="another assertion fails instead"),
        pytest.param((REFUSED, WRONG), {0, 1}, "xfailed", id="answers wrongly, as marked"),
        pytest.param(({"type": "not-abstains"}, WRONG), {0, 1}, "failed", id="refuses no more"),
    ],
)
def test_a_case_whose_mark_names_what_fails_fails_exactly_there(
    cities: Assistant, asserted: tuple[dict[str, Any], ...], fails: set[int], outcome: str
) -> None:
    marked = case(*asserted, xfail="لم تُقرأ", fails=frozenset(fails))

    assert run(cities, marked).outcome == outcome


def test_what_a_mark_names_is_told_when_it_holds_and_not_when_it_fails(cities: Assistant) -> None:
    other = {"type": "cites", "value": "البصرة.txt"}
    marked = case(RIGHT, WRONG, other, xfail="لم تُقرأ", fails=frozenset({0, 1}))

    result = run(cities, marked, top=1)

    assert [check.assertion.type for check in result.mended] == ["quotes"]
    assert [check.assertion.type for _, check in result.failures] == ["cites"]


def test_each_turn_is_asked_after_those_before_it(cities: Assistant) -> None:
    turns = (CaseTurn(CAIRO), CaseTurn("من بنى البصرة؟", (FORM.validate_python(RIGHT),)))

    (attempt,) = run(cities, Case("حالة", 1, turns), top=1).attempts

    assert [asked.question for asked in attempt.turns] == [CAIRO, "من بنى البصرة؟"]
    ((asked, check),) = attempt.failures
    assert asked.question == "من بنى البصرة؟"
    assert check.assertion.type == "quotes"


def test_settings_hold_the_quotes_and_the_documents(cities: Assistant) -> None:
    question = "في عهد من بُنيت المدينة؟"

    (attempt,) = run(cities, case(question=question), top=1, scope=("البصرة.txt",)).attempts

    answer = attempt.turns[0].answer
    assert len(answer.quotes) <= 1
    assert {hit.title for hit in answer.nearest} == {"البصرة"}


def test_a_scope_that_names_no_document_is_told(cities: Assistant) -> None:
    with pytest.raises(UserError, match="دمشق"):
        run_settings(cities, SettingsForm(scope=("دمشق.txt",)))


def test_a_model_that_there_is_not_is_told(cities: Assistant) -> None:
    nobody = Assistant.open(cities.library.path, model="لا-أحد:نموذج")

    with pytest.raises(UserError):
        run_settings(nobody, SettingsForm())
