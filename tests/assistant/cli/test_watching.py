"""`add --watch` in a terminal of its own: a folder, with its library inside, is kept in step."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.cli.watching import _is_of

pytest.importorskip("watchfiles")

ROOT = Path(__file__).parents[3]
COMMAND = "from assistant.cli.main import main; import signal, sys;"
COMMAND += "signal.signal(signal.SIGINT, signal.default_int_handler); sys.exit(main(sys.argv[1:]))"


@contextmanager
def watching(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", COMMAND, "add", "--fast", "--watch", "--lang", "en", *options]
    run = subprocess.Popen(
        [*command, "."],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield run
    finally:
        run.kill()
        run.communicate()


def next_line(run: subprocess.Popen[str]) -> str:
    assert run.stderr is not None
    return run.stderr.readline().rstrip("\n")


def test_each_change_is_a_line_and_the_library_itself_is_none(tmp_path: Path) -> None:
    first, second = tmp_path / "أول.txt", tmp_path / "ثان.txt"
    first.write_text("مدة العقد سنتان.", "utf-8")
    (tmp_path / "تالف.docx").write_bytes(b"x")

    with watching(tmp_path) as run:
        assert [next_line(run) for _ in range(2)] == [
            f"+ {first}",
            f"✗ {tmp_path}/تالف.docx: the file is damaged or cut short",
        ]
        hint = next_line(run)
        second.write_text("الإيجار ألف.", "utf-8")
        assert next_line(run) == f"+ {second}"
        second.write_text("الإيجار ألفان.", "utf-8")
        assert next_line(run) == f"~ {second}"
        first.unlink()
        assert next_line(run) == f"- {first}"
        run.send_signal(signal.SIGINT)
        out, errors = run.communicate()

    assert hint.startswith("  ")
    assert (run.returncode, errors) == (0, "")
    told = [line for line in out.splitlines() if not line.startswith("2 files in")]
    assert told == [
        "added 1, refreshed 0, unchanged 0, removed 0, refused 1",
        "refused 1: the file is damaged or cut short",
        "left out 1: hidden names 1",
    ], "one table, of the first pass"


@pytest.mark.parametrize(
    ("changed", "counts"),
    [
        ("وثائق/عقد.txt", True),
        ("وثائق/فصول/.shawahidignore", True),
        ("وثائق/.git/عقد.txt", False),
        ("وثائق/مكتبة/library.db", False),
        ("مفرد.txt", True),
        ("جار.txt", False),
    ],
)
def test_what_of_the_changes_is_the_documents(changed: str, counts: bool) -> None:
    home = Path("/بيت")
    named = [home / "وثائق", home / "مفرد.txt"]

    assert _is_of(home / changed, named, home / "وثائق" / "مكتبة") is counts
