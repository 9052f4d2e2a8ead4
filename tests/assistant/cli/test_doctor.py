"""`shawahid doctor` as its user meets it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from assistant.cli.main import main
from index.retrieval import lexical

CAIRO = "أُسست القاهرة سنة 969م على يد القائد جوهر الصقلي في عهد الدولة الفاطمية."


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SHAWAHID_LIBRARY", raising=False)
    monkeypatch.delenv("SHAWAHID_LANG", raising=False)
    (tmp_path / "القاهرة.txt").write_text(CAIRO, encoding="utf-8")
    return tmp_path


def test_a_sound_library_is_said_to_be_sound_with_code_0(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", "--fast", "القاهرة.txt"])
    capsys.readouterr()

    assert main(["doctor"]) == 0
    assert capsys.readouterr().out == "الوثائق 1، المقاطع 1\nالمكتبة سليمة.\n"


def test_a_missing_index_has_code_5_and_is_repaired(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", "--fast", "القاهرة.txt"])
    shutil.rmtree(here / ".shawahid" / lexical.FOLDER)
    capsys.readouterr()

    assert main(["doctor", "--lang", "en"]) == 5
    assert "✗ the word index is missing or damaged" in capsys.readouterr().out
    assert main(["doctor", "--repair"]) == 0


def test_a_quote_of_a_saved_chat_that_no_longer_stands_is_told(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", "--fast", "القاهرة.txt"])
    from assistant.assistant import Assistant

    with Assistant.open(here / ".shawahid", fast=True) as assistant:
        assistant.chat().ask("متى أُسست القاهرة؟")
    main(["remove", "القاهرة"])
    (here / "القاهرة.txt").unlink()
    capsys.readouterr()

    assert main(["doctor", "--json"]) == 5
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert "stale_quote" in {each["kind"] for each in findings}


def test_a_file_is_reported_as_json_without_a_library(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor", "القاهرة.txt", "--json"]) == 0
    (report,) = json.loads(capsys.readouterr().out)
    assert (report["path"], report["encoding"], report["document_id"]) == (
        "القاهرة.txt",
        "utf-8",
        None,
    )


def test_a_document_is_named_in_either_normal_form(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "آثار.txt").write_text(CAIRO, encoding="utf-8")
    main(["add", "--fast", "آثار.txt"])
    capsys.readouterr()

    assert main(["doctor", "ا\u0653ثار"]) == 0
    assert "آثار.txt" in capsys.readouterr().out
