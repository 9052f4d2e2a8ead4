"""Whole conversations over the seeds: what is carried over, and what is answered from where.

The table is `conversations.yaml`; each conversation runs through the real search and answers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answer import Answer
from assistant.answering import ask
from assistant.conversation.dialogue import Understood, understand
from assistant.conversation.turns import Turn
from index.arabic import fold
from index.retrieval.search import Searcher

TABLE = Path(__file__).with_name("conversations.yaml")

Asked = dict[str, Any]  # one turn, as YAML holds it


def conversations() -> list[Any]:  # what pytest makes of a table
    return [
        pytest.param(
            conversation["turns"],
            id=" · ".join(turn["ask"] for turn in conversation["turns"]),
            marks=[pytest.mark.xfail(reason=conversation["fails"], strict=True)]
            if "fails" in conversation
            else [],
        )
        for conversation in yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("asked", conversations())
def test_a_conversation_goes_as_its_reader_means_it(asked: list[Asked], searcher: Searcher) -> None:
    turns: list[Turn] = []
    for each in asked:
        understood = understand(each["ask"], turns)
        answer = ask(searcher, understood.question, favoured=understood.documents)
        check(each, understood, answer)
        turns.append(Turn(each["ask"], understood.question, answer))


def check(asked: Asked, understood: Understood, answer: Answer) -> None:
    if asked.get("alone"):
        assert understood == Understood(asked["ask"])
    for words in asked.get("understood", ()):
        assert fold(words) in fold(understood.question)
    if asked.get("refused"):
        assert answer.quotes == ()
    if "document" in asked:
        assert answer.quotes, f"refused: {understood.question}"
        first = answer.quotes[0].document
        assert Path(first.sources[0]).name == asked["document"], understood.question
        said = " ".join(quote.text for quote in answer.quotes if quote.document.id == first.id)
        for words in asked.get("says", ()):
            assert words in said, understood.question


def test_the_table_is_as_large_and_as_careful_as_it_should_be() -> None:
    table = yaml.safe_load(TABLE.read_text(encoding="utf-8"))

    assert len(table) >= 60
    assert sum(any(turn.get("alone") for turn in each["turns"]) for each in table) >= 12
