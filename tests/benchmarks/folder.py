"""A folder of mixed files: how fast, in how much memory, and what becomes of each.

    python -m tests.benchmarks.folder [--files 1000] [--keep FOLDER]

The folder is added once to the end; then into another library, stopped by Ctrl+C in the middle,
and added again, which must give the same documents. The memory is that of the command and all its
children, what they share counted once. Exits 1 when a file is not in the table, is not what
it should be there, or when the two libraries differ.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.store.library import Library
from tests.benchmarks.folder_making import make_folder

ROOT = Path(__file__).parents[2]
EVERY_S = 0.1
"""Between two looks at the memory."""
COMMAND = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
COMMAND += "from assistant.cli.main import main; sys.exit(main(sys.argv[1:]))"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--keep", type=Path, help="a folder for the files and the libraries")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="shawahid-folder-") as own:
        place = (options.keep or Path(own)).resolve()
        wanted = make_folder(place / "files", options.files)
        print(f"made {len(wanted)} files", flush=True)
        whole = run(place / "files", place / "whole")
        wrong = compared(wanted, json.loads(whole.out))
        show(wanted, whole, json.loads(whole.out))
        wrong += interrupted(place, len(wanted))
    for each in wrong:
        print(f"  ✗ {each}")
    return 1 if wrong else 0


@dataclass(slots=True)
class Run:
    """What a run of the command took, and what it said."""

    code: int = 0
    out: str = ""
    seconds: float = 0.0
    peak: int = 0
    """Bytes of memory, children's with it."""
    left: set[int] = field(default_factory=set)
    """Process ids of children that live on."""


def run(folder: Path, library: Path, stop_after: int | None = None) -> Run:
    """Add a folder; with `stop_after`, Ctrl+C once so many files were told of."""
    command = [sys.executable, "-c", COMMAND, "add", "--fast", "--json", str(folder)]
    # Not a pipe: it would be full before its end, and nobody reads it while files are told of.
    out = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed below
    started, done = time.monotonic(), Run()
    process = subprocess.Popen(
        [*command, "--library", str(library)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    seen: set[int] = set()
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, done, seen, over))
    watcher.start()
    told = 0
    for line in process.stderr:
        told += line[:1] in "+~✗"
        if told == stop_after:
            process.send_signal(signal.SIGINT)
            stop_after = None
    done.code = process.wait()
    with out:
        out.seek(0)
        done.out = out.read()
    done.seconds = time.monotonic() - started
    over.set()
    watcher.join()
    done.left = {pid for pid in seen if _is_ours(pid)}
    return done


def _watch(parent: int, done: Run, seen: set[int], over: threading.Event) -> None:
    while not over.wait(EVERY_S):
        family = _family(parent)
        seen |= family - {parent}
        done.peak = max(done.peak, sum(map(_memory, family)))


def _family(parent: int) -> set[int]:
    """A process and those that it began."""
    found = {parent}
    for task in Path(f"/proc/{parent}/task").glob("*/children"):
        with suppress(OSError):
            for child in task.read_text().split():
                found |= _family(int(child))
    return found


def _memory(pid: int) -> int:
    with suppress(OSError, IndexError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _is_ours(pid: int) -> bool:
    with suppress(OSError):
        return b"index.readers.apart" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def compared(wanted: dict[Path, str], told: dict[str, Any]) -> list[str]:
    """What is wrong with what was told of each file."""
    outcomes: dict[str, list[str]] = {}
    reasons: dict[str, str] = {}
    names = {str(path) for path in wanted}
    for each in told["files"]:
        path = Path(each["path"])
        file = next((str(one) for one in (path, *path.parents) if str(one) in names), str(path))
        outcomes.setdefault(file, []).append(each.get("why") or each["outcome"])
        reasons[file] = each.get("reason", {}).get("en", "")
    wrong = [f"in no folder: {path}" for path in outcomes.keys() - names]
    for wanted_path, outcome in wanted.items():
        found = outcomes.get(str(wanted_path))
        if not found:
            wrong.append(f"goes unmentioned: {wanted_path}")
        elif set(found) != {outcome}:
            reason = reasons[str(wanted_path)]
            wrong.append(f"{found[0]}, not {outcome}: {wanted_path.name} {reason}")
    return wrong


def show(wanted: dict[Path, str], whole: Run, told: dict[str, Any]) -> None:
    size = sum(path.lstat().st_size for path in wanted) / 1e6
    print(f"{len(wanted)} files, {size:.1f} MB, {os.cpu_count()} cores")
    rate = len(wanted) / whole.seconds
    print(f"  {whole.seconds:.1f} s, {rate:.1f} files/s, peak memory {whole.peak / 1e6:.0f} MB")
    counts = Counter(each.get("why") or each["outcome"] for each in told["files"])
    print("  " + ", ".join(f"{name} {count}" for name, count in counts.most_common()))
    reasons = Counter(each["reason"]["en"] for each in told["files"] if "reason" in each)
    for reason, count in reasons.most_common():
        print(f"    refused {count}: {reason}")


def interrupted(place: Path, files: int) -> list[str]:
    """Ctrl+C in the middle, then again: what is wrong with the library that this leaves."""
    first = run(place / "files", place / "stopped", stop_after=files // 3)
    with Library.open(place / "stopped") as library:
        kept = len(library.files())
    again = run(place / "files", place / "stopped")
    told = json.loads(again.out)
    print(f"  stopped after {first.seconds:.1f} s with {kept} documents, exit code {first.code}")
    print(
        f"  again: {again.seconds:.1f} s, unchanged {told['unchanged']}, added {told['added']},"
        f" peak memory {again.peak / 1e6:.0f} MB"
    )
    wrong = [f"a child lives on: {pid}" for pid in first.left | again.left]
    if first.code != 130:
        wrong.append(f"stopped, it exits with {first.code}")
    if told["unchanged"] != kept:
        wrong.append(f"of {kept} documents, {told['unchanged']} were not read again")
    if texts(place / "stopped") != texts(place / "whole"):
        wrong.append("stopped and added again, the library holds other documents")
    return wrong


def texts(library: Path) -> set[tuple[str, tuple[str, ...]]]:
    with Library.open(library) as opened:
        return {(each.sha256, each.sources) for each in opened.documents()}


if __name__ == "__main__":
    raise SystemExit(main())
