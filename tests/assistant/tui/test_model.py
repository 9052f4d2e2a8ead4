"""A model in the chat: its words as they come, what was removed, and a stop that stops it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.tui.asking import CurrentConversation, QuestionRequest, answer
from assistant.tui.exchange import Exchange
from tests.assistant.scripted_server import Reply, serving, statements

TEXT = "أُسست القاهرة سنة 969م."
ANSWER = Reply(statements(([1], "أُسست القاهرة سنة 969م."), ([], "وهي كبيرة.")))
REPHRASED = Reply(json.dumps({"question": "ومتى أُسست القاهرة؟"}, ensure_ascii=False))


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    (tmp_path / "القاهرة.txt").write_text(TEXT, encoding="utf-8")
    assistant = Assistant.open(tmp_path / "library", model="ollama:سيناريو", create=True)
    list(assistant.add([tmp_path]))
    return assistant


def test_statements_are_shown_as_they_come_and_what_was_removed_is_told(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Exchange] = []
    with serving(ANSWER) as server:
        monkeypatch.setenv("SHAWAHID_BASE_URL", server.url)
        done = answer(
            assistant, CurrentConversation(), QuestionRequest("متى أُسست القاهرة؟"), seen.append
        )

    assert done
    assert done.text == "أُسست القاهرة سنة 969م. [1]"
    assert [note.ar for note in done.notes] == [
        "النموذج: ollama:سيناريو",
        "حُذف (بلا شاهد): وهي كبيرة.",
    ]
    assert all(done.text.startswith(each.text.strip()) for each in seen)


def test_a_follow_up_is_put_by_the_model(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_in = CurrentConversation()
    with serving(ANSWER, REPHRASED, ANSWER) as server:
        monkeypatch.setenv("SHAWAHID_BASE_URL", server.url)
        answer(assistant, asked_in, QuestionRequest("ما القاهرة؟"), lambda _: None)
        done = answer(assistant, asked_in, QuestionRequest("ومتى أُسست؟"), lambda _: None)

    assert done
    assert done.understood == "ومتى أُسست القاهرة؟"


def test_a_stop_hangs_up(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    question = QuestionRequest("متى أُسست القاهرة؟")
    with serving(Reply(raw=b"", hold=True)) as server:
        monkeypatch.setenv("SHAWAHID_BASE_URL", server.url)

        def stop_once_found(exchange: Exchange) -> None:
            if exchange.found is not None:
                question.stopped.set()

        assert answer(assistant, CurrentConversation(), question, stop_once_found) is None
        assert server.hung_up.wait(10) or not server.requests
