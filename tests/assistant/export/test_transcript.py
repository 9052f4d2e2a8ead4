"""A fresh answer, a saved chat and a single span are exported alike."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from assistant.answer import CONTEXT_CHARACTERS, Answer, Quote, Statement, Unsupported, Writing
from assistant.conversation.chats import FILE, Chats
from assistant.conversation.turns import Turn
from assistant.export import export
from assistant.export.transcript import PARAGRAPH_CHARACTERS, Transcript, cited, transcript_of
from index.errors import Message
from index.ingest import add, remove_documents
from index.store.corrections import edit
from index.store.library import Library
from index.types import Document

PAPER = """\
---
title: خبر المكتبة
author: رائد المرجاوي
---
فقرة أولى.

افتُتحت المكتبة صباح السبت. وحضر الناس من القرى. ثم انصرفوا.

فقرة أخيرة.
"""
QUOTED = "وحضر الناس من القرى."


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the paper and a library of it, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "خبر.md").write_text(PAPER, encoding="utf-8")
    with Library.create(folder / "library") as library:
        list(add(library, [folder / "خبر.md"]))
    return folder


@pytest.fixture
def library(shelf: Path, tmp_path: Path) -> Iterator[Library]:
    (shelf / "خبر.md").write_text(PAPER, encoding="utf-8")
    shutil.copytree(shelf / "library", tmp_path / "library")
    with Library.open(tmp_path / "library") as library:
        yield library


def document(library: Library) -> Document:
    return library.document(library.documents()[0].id)


def answered(library: Library) -> Turn:
    held = document(library)
    start = held.text.index(QUOTED)
    quote = Quote(held, start, start + len(QUOTED))
    return Turn(
        "من حضر؟", "من حضر؟", Answer("من حضر؟", (Statement("الناس", (1,)),), (quote,), (), None)
    )


def exported(turns: list[Turn], library: Library) -> Transcript:
    return transcript_of(turns, library, title="", created="2026-11-22", language="ar")


def saved(library: Library, turn: Turn) -> int:
    with Chats.open(library.path) as chats:
        chat = chats.create()
        chats.append(chat, turn, library)
        return chat


def read_back(library: Library, chat: int) -> list[Turn]:
    with Chats.open(library.path) as chats:
        return list(chats.turns(chat, library))


def test_a_quote_comes_with_its_paragraph_and_what_its_source_states(library: Library) -> None:
    (quote,) = exported([answered(library)], library).quotes

    assert (quote.before, quote.text, quote.after) == (
        "افتُتحت المكتبة صباح السبت. ",
        QUOTED,
        " ثم انصرفوا.",
    )
    assert quote.source.title == "خبر المكتبة"
    assert quote.source.fields == {"author": "رائد المرجاوي"}


def test_a_saved_answer_is_exported_like_a_fresh_one(library: Library) -> None:
    turn = answered(library)

    back = read_back(library, saved(library, turn))

    assert exported(back, library) == exported([turn], library)


def test_numbers_run_through_all_turns(library: Library) -> None:
    transcript = exported([answered(library), answered(library)], library)

    assert [quote.number for quote in transcript.quotes] == [1, 2]
    assert [turn.statements[0].quotes for turn in transcript.turns] == [(1,), (2,)]
    assert len(transcript.sources) == 1


def test_the_first_question_is_the_title_of_what_has_none(library: Library) -> None:
    assert exported([answered(library)], library).title == "من حضر؟"


def test_what_the_source_says_no_more_is_exported_as_it_was_saved(
    library: Library, shelf: Path
) -> None:
    chat = saved(library, answered(library))
    (shelf / "خبر.md").write_text("نص آخر تمامًا.", encoding="utf-8")
    list(add(library, [shelf / "خبر.md"]))

    (quote,) = exported(read_back(library, chat), library).quotes

    assert (quote.current, quote.text) == (False, QUOTED)
    assert quote.before.endswith("صباح السبت. ")


def test_so_is_what_has_no_source_any_more(library: Library) -> None:
    chat = saved(library, answered(library))
    remove_documents(library, [document(library).id])

    (quote,) = exported(read_back(library, chat), library).quotes

    assert (quote.current, quote.source.title, quote.source.fields) == (False, "خبر المكتبة", {})


def test_what_the_user_corrected_is_what_is_exported(library: Library) -> None:
    edit(library, document(library).id, {"المحقق": "عبد السلام هارون", "author": ""})

    (quote,) = exported([answered(library)], library).quotes

    assert quote.source.fields == {"editor": "عبد السلام هارون"}


def test_the_context_grows_until_it_tells_the_quote_from_its_like(library: Library) -> None:
    verse = "سطر يعاد كما هو بلا تغيير فيه. " * 4 + QUOTED + " وسطر يليه يعاد كما هو أيضًا." * 4
    text = f"أول.\n{verse}\nوسط.\n{verse}\nآخر."
    start = text.rindex(QUOTED)
    twice = replace(document(library), text=text)

    (quote,) = exported([Turn("", "", cited(twice, start, start + len(QUOTED)))], library).quotes

    assert text.count(quote.prefix + quote.text + quote.suffix) == 1
    assert quote.prefix.endswith(text[start - CONTEXT_CHARACTERS : start])


def test_a_long_paragraph_is_cut_at_words(library: Library) -> None:
    text = "كلمة " * 300 + QUOTED + " كلمة" * 300
    start = text.index(QUOTED)
    long = replace(document(library), text=text)

    turn = Turn("", "", cited(long, start, start + len(QUOTED)))
    (quote,) = exported([turn], library).quotes

    assert quote.before.startswith("… كلمة")
    assert quote.after.endswith("كلمة …")
    assert len(quote.before) <= PARAGRAPH_CHARACTERS + 2
    assert len(quote.after) <= PARAGRAPH_CHARACTERS + 2


def test_keys_are_the_same_in_every_export_of_a_text(library: Library) -> None:
    transcript = exported([answered(library)], library)

    (source,) = transcript.sources
    assert source.key == f"shawahid-{document(library).sha256[:12]}"
    assert json.dumps(source.key) == f'"{source.key}"'


def only_likely(library: Library) -> Turn:
    turn = answered(library)
    assert isinstance(turn.answer, Answer)
    return replace(turn, answer=replace(turn.answer, confidence=0.72, likely=True))


@pytest.mark.parametrize(
    "format", ["text", "markdown", "html", "docx", "char-location", "annotation"]
)
def test_an_answer_that_is_only_likely_says_so_wherever_its_words_stand(
    format: str, library: Library
) -> None:
    chat = saved(library, only_likely(library))

    likely = export(exported(read_back(library, chat), library), format)
    sure = export(exported([answered(library)], library), format)

    told = "الأرجح (72%): "
    assert told in shown(likely, format)
    assert told not in shown(sure, format)


def test_programs_get_the_probability_as_a_number(library: Library) -> None:
    likely = exported([only_likely(library)], library)

    (row,) = csv.DictReader(io.StringIO(export(likely, "csv").decode("utf-8-sig"), newline=""))
    line = json.loads(export(likely, "jsonl"))

    assert (row["answer"], row["confidence"], row["likely"]) == ("الناس", "0.72", "yes")
    assert (line["text"], line["confidence"], line["likely"]) == ("الناس [1]", 0.72, True)


def test_what_was_saved_before_answers_told_their_probability_is_exported_plainly(
    library: Library,
) -> None:
    chat = saved(library, only_likely(library))
    with sqlite3.connect(library.path / FILE) as file:
        file.execute("UPDATE turns SET answer = json_remove(answer, '$.confidence', '$.likely')")

    (turn,) = exported(read_back(library, chat), library).turns

    assert (turn.text, turn.confidence, turn.likely) == ("الناس", None, False)


def shown(data: bytes, format: str) -> str:
    """An export as text."""
    if format == "docx":
        with ZipFile(io.BytesIO(data)) as package:
            data = package.read("word/document.xml")
    return data.decode()


def worded(library: Library, writing: Writing) -> Turn:
    """The same answer with a model's part in it."""
    turn = answered(library)
    assert isinstance(turn.answer, Answer)
    return replace(turn, answer=replace(turn.answer, writing=writing))


@pytest.mark.parametrize(
    "format",
    ["text", "markdown", "html", "docx", "csv", "jsonl", "char-location", "annotation"],
)
def test_an_answer_that_a_model_worded_says_so(format: str, library: Library) -> None:
    by_model = worded(library, Writing("ollama:qwen3"))

    data = export(exported([by_model], library), format)

    assert "ollama:qwen3" in shown(data, format)


def test_an_answer_that_a_model_could_not_word_is_the_documents_own(library: Library) -> None:
    failed = Writing("ollama:qwen3", cause=Message("تأخر", "late"))
    cut_off = Writing("ollama:qwen3", cause=Message("انقطع", "cut"), incomplete=True)

    own, started = exported([worded(library, failed), worded(library, cut_off)], library).turns

    assert own.writer == ""
    assert (started.writer, started.incomplete) == ("ollama:qwen3", True)


def test_a_model_on_the_disk_is_named_without_its_folders(library: Library) -> None:
    by_model = worded(library, Writing("gguf:/home/layla/models/small.gguf"))

    assert exported([by_model], library).turns[0].writer == "gguf:small.gguf"


@pytest.mark.parametrize("format", ["text", "markdown", "html", "csv", "char-location"])
def test_what_has_no_support_is_marked_in_every_format(format: str, library: Library) -> None:
    turn = worded(library, Writing("ollama:qwen3"))
    assert isinstance(turn.answer, Answer)
    claim = Statement("الناس كلهم", (), (Unsupported.UNSOURCED,))
    unsupported = replace(turn, answer=replace(turn.answer, statements=(claim,)))

    data = export(exported([unsupported], library), format)

    assert "[؟]" in data.decode()
