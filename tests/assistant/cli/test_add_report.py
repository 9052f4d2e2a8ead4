"""The table at the end of `add`: every file is in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli.main import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "وثائق"
    folder.mkdir()
    for name, data in {
        "عقد.txt": "مدة العقد سنتان.".encode(),
        "تالف.docx": b"x",
        "صورة.png": b"x",
        "أخرى.PNG": b"x",
        "بلا لاحقة": b"x",
        ".سر.txt": b"x",
    }.items():
        (folder / name).write_bytes(data)
    return folder


def test_each_thing_that_became_of_a_file_is_a_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", "--fast", "--lang", "en", str(folder)]) == 0

    told = capsys.readouterr().out.splitlines()
    # A slow machine is told its rate too.
    assert [line for line in told if not line.startswith("2 files in")] == [
        "added 1, refreshed 0, unchanged 0, removed 0, refused 1",
        "refused 1: the file is damaged or cut short",
        "not for us 3: .png 2, without a suffix 1",
        "left out 1: hidden names 1",
    ]


def test_programs_are_told_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", "--fast", "--json", str(folder)]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["added"] == told["refused"] == 1
    assert told["not_for_us"] == {".png": 2, "": 1}
    (refused,) = (each for each in told["files"] if each["outcome"] == "refused")
    assert refused["reason"]["en"] == "the file is damaged or cut short"


def test_patterns_choose_what_of_a_folder_is_added(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", "--fast", "--lang", "en", "--exclude", "*.docx", str(folder)])

    assert "left out 2: hidden names 1, left as you said 1" in capsys.readouterr().out


def test_a_file_that_a_reader_would_take_under_another_name_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "مذكرة").write_text("ملاحظات على العقد.", "utf-8")

    main(["add", "--fast", "--lang", "en", str(folder)])

    assert "readable if you rename 1: without a suffix to .txt 1" in capsys.readouterr().out


def test_no_name_gives_a_terminal_orders(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "أ.\x1b[2J\u202e").write_text("x", "utf-8")
    (folder / "[بلا/").mkdir()
    (folder / "[بلا" / "\x1b[31m.docx").write_bytes(b"x")

    for options in ([], ["--json"]):
        main(["add", "--fast", *options, str(folder)])
        told = "".join(capfd.readouterr())
        assert "\x1b" not in told
        assert "\u202e" not in told
