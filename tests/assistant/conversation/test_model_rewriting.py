"""A model may rephrase a follow-up; what it invents is not taken."""

from __future__ import annotations

import json
from collections.abc import Generator

import pytest

from assistant.answer import Answer, Statement
from assistant.conversation.dialogue import Understood, understand
from assistant.conversation.model_rewriting import understand_with
from assistant.conversation.turns import Turn
from tests.assistant.scripted_server import Reply, model_at, serving

FIRST = Turn(
    "من بنى القاهرة؟",
    "من بنى القاهرة؟",
    Answer("من بنى القاهرة؟", (Statement("بناها جوهر الصقلي", (1,)),), (), (), None),
)
QUESTION = "ومتى بناها؟"


def understood(reply: Reply, monkeypatch: pytest.MonkeyPatch) -> tuple[Understood, str]:
    with serving(reply) as server:
        steps = understand_with(model_at(server, monkeypatch), QUESTION, [FIRST])
        return result(steps), server.requests[0].said if server.requests else ""


def result(steps: Generator[str, None, Understood]) -> Understood:
    def kept() -> Generator[str]:
        found.append((yield from steps))

    found: list[Understood] = []
    assert set(kept()) <= {""}
    return found[0]


def rephrased(question: object) -> Reply:
    return Reply(json.dumps({"question": question}, ensure_ascii=False))


def test_the_models_words_are_taken_with_what_they_carry(monkeypatch: pytest.MonkeyPatch) -> None:
    found, sent = understood(rephrased("متى بنى جوهر الصقلي القاهرة؟"), monkeypatch)

    assert found.question == "متى بنى جوهر الصقلي القاهرة؟"
    assert {"جوهر", "الصقلي", "القاهرة"} <= set(found.carried)
    assert "بناها جوهر الصقلي [1]" in sent


@pytest.mark.parametrize(
    "reply",
    [
        rephrased("متى بنى نابليون القاهرة؟"),
        rephrased("متى بنى جوهر القاهرة سنة 1798؟"),
        rephrased("متى لم يبن جوهر القاهرة؟"),
        rephrased("متى\x1b[2J بنى جوهر القاهرة؟"),
        rephrased("القاهرة " * 100),
        rephrased(""),
        rephrased(None),
        Reply("بنى جوهر القاهرة سنة 969م."),
        Reply("{" * 10_000),
        Reply(""),
        Reply(status=500),
    ],
)
def test_what_cannot_be_taken_gives_way_to_the_rules(
    reply: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, _ = understood(reply, monkeypatch)

    assert found == understand(QUESTION, [FIRST])


def test_a_first_question_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(rephrased("غيره")) as server:
        found = result(understand_with(model_at(server, monkeypatch), QUESTION, []))

    assert found == understand(QUESTION, [])
    assert server.requests == []


def test_closing_stops_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Reply(raw=b"", hold=True)) as server:
        steps = understand_with(model_at(server, monkeypatch), QUESTION, [FIRST])
        next(steps)
        steps.close()

        assert server.hung_up.wait(10)
