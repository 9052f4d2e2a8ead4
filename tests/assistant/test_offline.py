"""Nothing reaches the network: not by add, not by ask, not by a search through Chroma."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OPENING = ROOT / "seeds" / "corpus" / "library-opening.md"

WORK = f"""
import os, sys
from assistant.cli.main import main
library = sys.argv[1]
assert main(["add", {str(OPENING)!r}, "--library", library]) == 0
assert main(["ask", "متى افتُتحت المكتبة العامة في مرج الزيتونة؟", "--library", library]) == 0
from index.store.library import Library
from index.retrieval.search import Searcher
from tests.index.chroma_use import uses_chroma
with Library.open(library) as opened:
    searcher = Searcher.open(opened, resident=True)
    assert uses_chroma(searcher.vectors)
    question = searcher.analyse("متى افتُتحت المكتبة العامة في مرج الزيتونة؟")
    assert searcher.search(question)
print("done")
"""

GUARD = """
import sys
def guard(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind"):
        raise SystemExit(f"{event}: {arguments[1:]}")
sys.addaudithook(guard)
"""


def test_python_opens_no_connection(tmp_path: Path) -> None:
    # Read by every Python process on this path, so by the builder of the vector index too.
    (tmp_path / "sitecustomize.py").write_text(GUARD, encoding="utf-8")

    run = subprocess.run(
        [sys.executable, "-c", WORK, str(tmp_path / "library")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "SHAWAHID_FAST": "0"},
        check=False,
    )

    assert (run.returncode, run.stdout.splitlines()[-1:]) == (0, ["done"]), run.stderr


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_no_process_connects_whatever_it_is_written_in(tmp_path: Path) -> None:
    log = tmp_path / "calls"
    command = [sys.executable, "-c", WORK, str(tmp_path / "library")]

    subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=connect,sendto,bind", "-o", str(log), *command],
        cwd=ROOT,
        capture_output=True,
        env={**os.environ, "SHAWAHID_FAST": "0"},
        check=True,
    )

    assert not re.findall(r"AF_INET6?.*", log.read_text())
