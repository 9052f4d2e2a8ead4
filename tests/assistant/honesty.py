"""The one promise, looked for in all that an answer with a model shows, saves and exports."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Collection

from assistant.answer import Answer
from assistant.answering import stream
from assistant.contract import answer_json, dumps
from assistant.conversation import Turn
from assistant.export import export
from assistant.export.transcript import Transcript, transcript_of
from assistant.models.llm import Model
from assistant.terminal import Page, visible_line, write_answer
from index.search import Searcher

_QUOTED = re.compile("«([^«»]*)»")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def honest(searcher: Searcher, question: str, model: Model) -> Answer:
    """The model's answer, after looking at everything that a person or a program is shown."""
    _, *pieces, answer = stream(searcher, question, model=model, strict=False)
    assert isinstance(answer, Answer)
    documents = {d.id: searcher.library.document(d.id).text for d in searcher.library.documents()}
    saved = json.loads(dumps(answer_json(answer, searcher.library)))
    for quote in saved["quotes"]:
        assert documents[quote["document"]["id"]][quote["start"] : quote["end"]] == quote["text"]
    for statement in saved["statements"]:
        assert set(statement["quotes"]) <= set(range(1, len(saved["quotes"]) + 1))
        _assert_quoted(statement["text"], documents.values())

    screen = io.StringIO()
    write_answer(Page("ar", screen), answer)
    shown = "".join(piece for piece in pieces if isinstance(piece, str))
    for text in (shown, screen.getvalue()):
        assert not _CONTROLS.search(text.replace("\u2068", "").replace("\u2069", ""))
        _assert_quoted(text, [visible_line(each) for each in documents.values()])

    for line in export(_transcript(answer, searcher), "jsonl").decode().splitlines():
        for quote in json.loads(line).get("quotes", ()):
            assert any(quote["text"] in document for document in documents.values())
    return answer


def _transcript(answer: Answer, searcher: Searcher) -> Transcript:
    turn = Turn(answer.question, answer.question, answer)
    return transcript_of(
        [turn], searcher.library, title="", created="2026-11-22T00:00:00Z", language="ar"
    )


def _assert_quoted(text: str, documents: Collection[str]) -> None:
    """Whatever stands between quotation marks is in a document, word for word."""
    for words in _QUOTED.findall(text):
        assert any(words in document for document in documents), words
