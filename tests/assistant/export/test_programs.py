"""JSONL and char_location: answers for programs, whose offsets lead to the quotes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.export import FORMATS, export, format_of
from assistant.schema import SCHEMA
from index.errors import UserError
from tests.assistant.export.samples import (
    BOOK,
    HOSTILE,
    NEWS,
    OPTICS,
    PAGE,
    SCHOLAR,
    hostile,
    transcript,
)

TEXTS = {BOOK.sha256: OPTICS, PAGE.sha256: NEWS}


def test_a_line_for_each_turn() -> None:
    first, second, refused = map(json.loads, export(SCHOLAR, "jsonl").decode().splitlines())

    assert first["schema"] == SCHEMA
    assert first["text"] == "على سموت خطوط مستقيمة [1] [2]"
    assert second["understood"] == "متى افتُتحت المكتبة؟"
    assert (refused["status"], refused["missing"]) == ("refused", ["المريخ"])
    for turn in (first, second):
        for quote in turn["quotes"]:
            text = TEXTS[quote["document"]["sha256"]]
            assert text[quote["start"] : quote["end"]] == quote["text"]
    assert first["quotes"][0]["document"]["bibliography"]["type"] == "book"


def test_messages_carry_char_locations() -> None:
    written = json.loads(export(SCHOLAR, "char-location"))

    question, answer, *_ = written["messages"]
    assert question == {"role": "user", "content": "كيف يشرق الضوء؟"}
    (block,) = answer["content"]
    assert block["citations"][0] == {
        "type": "char_location",
        "cited_text": "الضوء يشرق من كل نقطة من الجسم المضيء على سموت خطوط مستقيمة.",
        "document_index": 0,
        "document_title": "كتاب المناظر",
        "start_char_index": 16,
        "end_char_index": 76,
    }
    assert [document["sha256"] for document in written["documents"]] == list(TEXTS)


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("format", ["jsonl", "char-location"])
def test_hostile_words_are_strings(format: str, words: str) -> None:
    written = export(hostile(words), format).decode()

    assert "\x1b" not in written
    assert "\u202e" not in written
    assert json.dumps(words)[1:-1] in json.dumps(json.loads(written))


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_at_all_can_be_exported(format: str) -> None:
    assert isinstance(export(transcript(), format), bytes)


def test_a_suffix_names_its_format() -> None:
    for name, format in FORMATS.items():
        for suffix in format.suffixes:
            assert format_of(Path(f"جواب{suffix.upper()}")) == name
    with pytest.raises(UserError):
        format_of(Path("جواب.pdf"))
