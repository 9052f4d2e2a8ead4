"""A model in the chat: its words as they come, what was removed, and a stop that stops it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.conversation.chats import Chats
from assistant.llms.chosen import ChosenModel
from assistant.tui.asking import Conversation, Question, answer
from assistant.tui.exchange import Exchange
from assistant.tui.worker import Opened
from index.ingest import add
from index.retrieval.search import Searcher
from index.store.library import Library
from tests.assistant.scripted_server import Reply, serving, statements

TEXT = "أُسست القاهرة سنة 969م."
ANSWER = Reply(statements(([1], "أُسست القاهرة سنة 969م."), ([], "وهي كبيرة.")))
REPHRASED = Reply(json.dumps({"question": "ومتى أُسست القاهرة؟"}, ensure_ascii=False))


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    (tmp_path / "القاهرة.txt").write_text(TEXT, encoding="utf-8")
    library = Library.create(tmp_path / "library")
    list(add(library, [tmp_path]))
    return Opened(
        library, Searcher.open(library), Chats.open(library.path), ChosenModel("ollama:سيناريو")
    )


def test_statements_are_shown_as_they_come_and_what_was_removed_is_told(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Exchange] = []
    with serving(ANSWER) as server:
        monkeypatch.setenv("SHAWAHID_BASE_URL", server.url)
        done = answer(opened, Conversation(), Question("متى أُسست القاهرة؟"), seen.append)

    assert done
    assert done.text == "أُسست القاهرة سنة 969م. [1]"
    assert [note.ar for note in done.notes] == [
        "النموذج: ollama:سيناريو",
        "حُذف (بلا شاهد): وهي كبيرة.",
    ]
    assert all(done.text.startswith(each.text.strip()) for each in seen)


def test_a_follow_up_is_put_by_the_model(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = Conversation()
    with serving(ANSWER, REPHRASED, ANSWER) as server:
        monkeypatch.setenv("SHAWAHID_BASE_URL", server.url)
        answer(opened, conversation, Question("ما القاهرة؟"), lambda _: None)
        done = answer(opened, conversation, Question("ومتى أُسست؟"), lambda _: None)

    assert done
    assert done.understood == "ومتى أُسست القاهرة؟"


def test_a_stop_hangs_up(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    question = Question("متى أُسست القاهرة؟")
    with serving(Reply(raw=b"", hold=True)) as server:
        monkeypatch.setenv("SHAWAHID_BASE_URL", server.url)

        def stop_once_found(exchange: Exchange) -> None:
            if exchange.found is not None:
                question.stopped.set()

        assert answer(opened, Conversation(), question, stop_once_found) is None
        assert server.hung_up.wait(10) or not server.requests
