"""`shawahid chats`: saved conversations from the command line."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering import ask
from assistant.cli.main import main
from assistant.conversation.chats import Chats
from assistant.conversation.turns import Turn
from index.ingest import add
from index.retrieval.search import Searcher
from index.store.library import Library

CAIRO = "أُسست القاهرة سنة 969م على يد القائد جوهر الصقلي."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with one paper and two conversations, copied for each test."""
    folder = tmp_path_factory.mktemp("chats")
    (folder / "cairo.txt").write_text(CAIRO, encoding="utf-8")
    with Library.create(folder / "library") as library:
        list(add(library, [folder / "cairo.txt"]))
        searcher = Searcher.open(library)
        with Chats.open(library.path) as chats:
            for question in ("متى أُسست القاهرة؟", "ما لون سيارة جوهر الصقلي؟"):
                answer = ask(searcher, question)
                chats.append(chats.create(), Turn(question, question, answer), library)
    return folder


@pytest.fixture
def library(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(made / "library", tmp_path / "library")
    monkeypatch.setenv("SHAWAHID_LIBRARY", str(tmp_path / "library"))
    monkeypatch.delenv("SHAWAHID_LANG", raising=False)
    return tmp_path / "library"


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["chats", *arguments]) == 0
    return capsys.readouterr().out


def test_the_list_has_the_newest_first(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = json.loads(said(capsys, "--json"))

    assert [(chat["id"], chat["turns"]) for chat in listed] == [(2, 1), (1, 1)]
    assert "متى أُسست القاهرة؟" in said(capsys)


def test_a_search_lists_what_it_found_and_in_which_turns(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (found,) = json.loads(said(capsys, "--search", "اسست", "--json"))

    assert (found["id"], found["found"]) == (1, [1])
    assert "لا محادثات فيها ذلك" in said(capsys, "--search", "الأندلس")


def test_a_conversation_is_shown_with_its_quotes_and_their_places(
    library: Path, made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = said(capsys, "1")

    assert f"«{CAIRO}»" in shown
    assert str(made / "cairo.txt") in shown
    assert "المصدر" not in shown


def test_the_last_conversation_has_a_name_and_a_refusal_its_reason(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "«سيارة»" in said(capsys, "last")


def test_an_answer_that_is_only_likely_is_shown_as_such(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Library.open(library) as opened, Chats.open(opened.path) as chats:
        answer = ask(Searcher.open(opened), "متى أُسست القاهرة؟")
        likely = replace(answer, confidence=0.72, likely=True)
        chats.append(chats.create(), Turn(answer.question, answer.question, likely), opened)

    assert f"الأرجح (72%): {answer.text}" in said(capsys, "last")
    assert f"Likely (72%): {answer.text}" in said(capsys, "last", "--lang", "en")


def test_a_quote_whose_source_is_gone_is_marked(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["remove", "1"])
    capsys.readouterr()

    shown = said(capsys, "1")

    assert f"«{CAIRO}»" in shown
    assert "لم يعد المصدر في المكتبة" in shown


def test_a_conversation_is_renamed_and_deleted(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "1", "--rename", "تأسيس القاهرة")
    assert "تأسيس القاهرة" in said(capsys)

    said(capsys, "1", "--delete")
    assert "تأسيس القاهرة" not in said(capsys)


@pytest.mark.parametrize("name", ["9", "الأولى"])
def test_a_conversation_that_is_not_there_is_told_in_two_lines(
    library: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main(["chats", name]) == 1

    output = capsys.readouterr()
    assert output.err.count("\n") == 2
    assert name in output.err


@pytest.mark.parametrize("flag", [["--delete"], ["--rename", "عنوان"]])
def test_a_change_needs_to_know_which_conversation(
    library: Path, capsys: pytest.CaptureFixture[str], flag: list[str]
) -> None:
    before = said(capsys)

    assert main(["chats", *flag]) == 1

    assert "أي محادثة؟" in capsys.readouterr().err
    assert said(capsys) == before
