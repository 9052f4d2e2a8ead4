"""The one promise, looked for in all that an answer with a model shows, saves and exports."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

from assistant.answer import Answer
from assistant.answering import stream
from assistant.cli.answers import write_answer
from assistant.controls import visible, visible_line
from assistant.conversation.saved import read_saved, saved_json
from assistant.conversation.turns import Turn
from assistant.export import export
from assistant.export.claims import claims
from assistant.export.transcript import Transcript, transcript_of
from assistant.llms.llm import LanguageModel
from assistant.schema import answer_json, dumps
from assistant.terminal.page import TerminalPage
from index.retrieval.search import Searcher
from index.types import Document
from tests.assistant.export.samples import SUFFIXES

_QUOTED = re.compile("«([^«»]*)»")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def honest(searcher: Searcher, question: str, model: LanguageModel) -> Answer:
    """The model's answer, after looking at everything that a person or a program is shown."""
    _, *pieces, answer = stream(searcher, question, model=model, strict=False)
    assert isinstance(answer, Answer)
    documents = {d.id: searcher.library.document(d.id) for d in searcher.library.documents()}
    texts = [document.text for document in documents.values()]
    contract = json.loads(dumps(answer_json(answer, searcher.library)))
    for quote in contract["quotes"]:
        text = documents[quote["document"]["id"]].text
        assert text[quote["start"] : quote["end"]] == quote["text"]
    for statement in contract["statements"]:
        assert set(statement["quotes"]) <= set(range(1, len(contract["quotes"]) + 1))
        _assert_quoted(statement["text"], texts)

    saved = read_saved(
        json.loads(dumps(saved_json(answer, searcher.library))), "", searcher.library
    )
    for kept in saved.quotes:
        assert kept.text == documents[kept.document_id].text[kept.start : kept.end]

    screen = io.StringIO()
    write_answer(TerminalPage("ar", screen), answer)
    shown = "".join(piece for piece in pieces if isinstance(piece, str))
    for said in (shown, screen.getvalue()):
        plain = said.replace("\u2068", "").replace("\u2069", "")
        assert not _CONTROLS.search(plain)
        _assert_quoted(said, [visible_line(each) for each in texts])
    _assert_shown(answer, screen.getvalue(), documents)
    _assert_exported(answer, searcher, {each.sha256: each.text for each in documents.values()})
    return answer


def _assert_shown(answer: Answer, screen: str, documents: dict[int, Document]) -> None:
    """Each quote on the screen is what its document holds at the offsets beside it."""
    plain = screen.replace("\u2068", "").replace("\u2069", "")
    for number, quote in enumerate(answer.quotes, 1):
        words = documents[quote.document_id].text[quote.start : quote.end]
        _, found, rest = plain.partition(f"[{number}] «{visible(words)}»\n")
        assert found, words
        assert rest.partition("\n")[0].endswith(f" {quote.start}:{quote.end}")


def _assert_exported(answer: Answer, searcher: Searcher, texts: dict[str, str]) -> None:
    """The quotes of an export, read back from it, are all there and where it says."""
    # All that say where a quote stands; its words choose one.
    format = list(SUFFIXES)[crc32(answer.text.encode()) % len(SUFFIXES)]
    with TemporaryDirectory() as folder:
        file = Path(folder, "export" + SUFFIXES[format])
        file.write_bytes(export(_transcript(answer, searcher), format))
        found = claims(file) if answer.quotes else []
    for claim in found:
        words = texts[claim.source.sha256][claim.start : claim.end]
        # Formats for people hold a quote as it is shown, on one line.
        assert visible_line(claim.text) == visible_line(words), format
    assert {(each.source.sha256, each.start, each.end) for each in found} == {
        (each.document.sha256, each.start, each.end) for each in answer.quotes
    }


def _transcript(answer: Answer, searcher: Searcher) -> Transcript:
    turn = Turn(answer.question, answer.question, answer)
    return transcript_of(
        [turn], searcher.library, title="", created="2026-11-22T00:00:00Z", language="ar"
    )


def _assert_quoted(text: str, documents: Collection[str]) -> None:
    """Whatever stands between quotation marks is in a document, word for word."""
    for words in _QUOTED.findall(text):
        assert any(words in document for document in documents), words
