"""The command line as its user meets it: words, exit codes, and no traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.cli.main import main
from index.store.library import Library

CAIRO = "أُسست القاهرة سنة 969م على يد القائد جوهر الصقلي في عهد الدولة الفاطمية."


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder with one document to add."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SHAWAHID_LIBRARY", raising=False)
    monkeypatch.delenv("SHAWAHID_LANG", raising=False)
    (tmp_path / "القاهرة.txt").write_text(CAIRO, encoding="utf-8")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_add_then_ask_answers_with_the_source(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", "القاهرة.txt"]) == 0
    assert "أُضيف 1" in said(capsys)

    assert main(["ask", "متى أُسست القاهرة؟"]) == 0
    answer = said(capsys)
    assert "969" in answer
    assert str(here / "القاهرة.txt") in answer


def test_a_log_of_add_has_a_line_for_each_file_and_no_trace_of_the_bar(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", "القاهرة.txt"])

    assert capsys.readouterr().err == f"+ {here / 'القاهرة.txt'}\n"


def test_ask_prints_json_whose_offsets_slice_to_its_words(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", "."])
    said(capsys)

    assert main(["ask", "متى أُسست القاهرة؟", "--json"]) == 0

    answer = json.loads(said(capsys))
    assert answer["schema"] == 1
    for quote in answer["quotes"]:
        assert CAIRO[quote["start"] : quote["end"]] == quote["text"]


def test_a_question_without_an_answer_is_refused_with_code_3(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", "."])
    said(capsys)

    assert main(["ask", "كم عدد سكان القاهرة اليوم؟"]) == 3
    assert "لا يرد في الوثائق جواب" in said(capsys)


def test_asking_without_a_library_says_how_to_make_one(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "متى؟"]) == 1

    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.count("\n") == 2
    assert "shawahid add" in output.err


def test_options_may_stand_before_the_command_or_after_it(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--library", "كتب", "add", "القاهرة.txt"]) == 0
    said(capsys)

    assert main(["status", "--library", "كتب", "--lang=en"]) == 0
    after = said(capsys)
    assert main(["--lang=en", "--library", "كتب", "status"]) == 0
    assert said(capsys) == after
    assert "Documents: 1" in after


@pytest.mark.parametrize(
    "arguments",
    [["ask"], ["ask", " "], ["ask", "من؟", "--top", "0"], ["show", "1", "9:3"], ["fly"]],
)
def test_wrong_usage_has_code_2(here: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)

    assert stop.value.code == 2


@pytest.mark.parametrize("options", [[], ["--library", "كتب"]])
def test_without_a_command_a_pipe_gets_the_help(
    here: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(options)

    assert stop.value.code == 0
    assert "chat" in said(capsys)


def test_the_chat_needs_a_terminal(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chat"]) == 1
    assert "shawahid ask" in capsys.readouterr().err


def test_messages_are_arabic_unless_english_is_asked_for(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["sources", "--lang", "en"])
    assert "There is no library" in capsys.readouterr().err
    main(["sources"])
    assert "لا مكتبة" in capsys.readouterr().err
    monkeypatch.setenv("SHAWAHID_LANG", "en")
    main(["sources"])
    assert "There is no library" in capsys.readouterr().err


def test_sources_lists_documents_and_their_state(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", "."])
    (here / "القاهرة.txt").unlink()
    said(capsys)

    assert main(["sources", "--json"]) == 0

    (document,) = json.loads(said(capsys))
    assert document["title"] == "القاهرة"
    assert document["sources"] == [str(here / "القاهرة.txt")]
    assert (document["passages"], document["state"]) == (1, "missing")


@pytest.mark.parametrize("name", ["1", "القاهرة", "القاهرة.txt"])
def test_a_document_is_named_by_id_title_or_path(
    here: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    main(["add", "."])
    said(capsys)

    assert main(["show", name]) == 0
    assert said(capsys) == CAIRO + "\n"


def test_show_marks_a_span_in_its_context(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["add", "."])
    said(capsys)
    start = CAIRO.index("969")

    assert main(["show", "1", f"{start}:{start + 4}"]) == 0
    assert said(capsys) == CAIRO.replace("969م", "⟦969م⟧") + "\n"


def test_show_refuses_a_place_outside_the_document(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", "."])

    assert main(["show", "1", "5:5000"]) == 1
    assert "5:5000" in capsys.readouterr().err


def test_an_unknown_document_and_an_ambiguous_one_are_told(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("أ", "ب"):
        (here / folder).mkdir()
        (here / folder / "نص.txt").write_text(f"{folder} {CAIRO}", encoding="utf-8")
    main(["add", "."])

    assert main(["remove", "مجهول"]) == 1
    assert "مجهول" in capsys.readouterr().err
    assert main(["remove", "نص.txt"]) == 1
    assert "2، 3" in capsys.readouterr().err


def test_a_removed_document_is_not_found_again(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", "."])

    assert main(["remove", "1"]) == 0
    assert main(["ask", "متى أُسست القاهرة؟"]) == 3


def test_status_tells_counts_and_what_is_pending(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", "."])
    said(capsys)

    assert main(["status", "--json"]) == 0

    status = json.loads(said(capsys))
    assert (status["documents"], status["passages"], status["pending_words"]) == (1, 1, 0)
    assert status["trouble"] is None


def test_status_tells_counts_in_figures_and_the_rest_in_the_users_words(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", "."])
    said(capsys)

    main(["status"])
    told = dict(line.split(": ", 1) for line in said(capsys).splitlines())

    assert (told["الوثائق"], told["مقاطع تنتظر فهرسة الكلمات"]) == ("1", "0")
    assert told["خلل"] == "لا شيء"
    assert told["عدّ دقيق للرموز"] in ("نعم", "لا")


def test_what_is_wrong_with_an_index_is_told_in_the_users_language(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", "."])
    shutil.rmtree(here / ".shawahid" / "lexical")
    said(capsys)

    main(["status"])
    assert "خلل: فهرس الكلمات مفقود أو تالف؛ يصلحه السؤال القادم" in said(capsys)
    main(["status", "--lang", "en"])
    assert "Trouble: the word index is missing or damaged" in said(capsys)


def test_adding_nothing_but_a_bad_file_fails_and_says_why(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "فارغ.txt").write_bytes(b"")

    assert main(["add", "فارغ.txt"]) == 1
    output = capsys.readouterr()
    assert "فارغ.txt" in output.err + output.out
    assert "رُفض 1: ليس فيه نص" in output.out


def test_the_library_may_lie_elsewhere(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main(["add", ".", "--library", "مكتبة"])
    with Library.open(here / "مكتبة") as library:
        assert len(library.documents()) == 1

    monkeypatch.setenv("SHAWAHID_LIBRARY", str(here / "مكتبة"))
    assert main(["ask", "متى أُسست القاهرة؟"]) == 0


def test_help_imports_nothing_heavy() -> None:
    script = """
import sys
from assistant.cli.main import main
try:
    main(["--help"])
except SystemExit:
    pass
heavy = {"numpy", "chromadb", "llama_index", "textual", "tantivy", "tiktoken", "rich", "sqlite3"}
print(sorted(heavy & set(sys.modules)))
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert run.stdout.splitlines()[-1] == "[]"


def test_ask_on_a_small_library_imports_neither_chroma_nor_llamaindex(seeds: Path) -> None:
    script = f"""
import sys
from assistant.cli.main import main
main(["ask", "من هو ابن الهيثم؟", "--library", {str(seeds)!r}, "--json"])
print(sorted({{"chromadb", "llama_index.core", "textual", "rich"}} & set(sys.modules)))
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert run.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_leaves_early_is_no_error(seeds: Path) -> None:
    command = f"{sys.executable} -m assistant show 1 --library {seeds} | head -c 10"
    run = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )

    assert (run.returncode, run.stderr) == (0, b"")
