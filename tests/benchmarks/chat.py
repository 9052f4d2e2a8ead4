"""How fast the terminal chat is, and what it keeps in memory: a table on the standard output.

python -m tests.benchmarks.chat
"""

from __future__ import annotations

import asyncio
import io
import os
import pty
import resource
import select
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from assistant.terminal.display import Display, Terminal
from assistant.tui.app import ChatApp
from assistant.tui.conversation_view import ConversationView
from assistant.tui.editor import Editor
from assistant.tui.exchange import Card, Exchange
from index.ingest import add
from index.store.library import Library

SEEDS = Path(__file__).parents[2] / "seeds" / "corpus"
TURNS = (100, 500, 2_000)
COLD_STARTS = 5
KEYS = 60
SIZE = (120, 36)
MEGABYTE = 1 << 20


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        library_folder = Path(folder) / "library"
        os.environ["XDG_CONFIG_HOME"] = folder
        with Library.create(library_folder) as library:
            list(add(library, [SEEDS]))
        frames = sorted(first_frame(library_folder) for _ in range(COLD_STARTS))
        print(f"first full frame, cold process   {median(frames):6.2f} s (worst {frames[-1]:.2f})")
        asyncio.run(long_conversations(library_folder))
        asyncio.run(keys_while_answering(library_folder))


def first_frame(library_folder: Path) -> float:
    """Seconds from the start of the process until the bottom line has been drawn."""
    leader, follower = pty.openpty()
    started = perf_counter()
    command = [sys.executable, "-m", "assistant", "chat", "--display", "visual"]
    process = subprocess.Popen(
        [*command, "--library", str(library_folder)],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "COLUMNS": str(SIZE[0]), "LINES": str(SIZE[1])},
    )
    os.close(follower)
    seen = b""
    try:
        while b"F10" not in seen:
            if not select.select([leader], [], [], 10)[0]:
                raise TimeoutError
            seen += os.read(leader, 65536)
            if seen.endswith(b"\x1b[c"):
                os.write(leader, b"\x1b[?62c")
        return perf_counter() - started
    finally:
        process.kill()
        process.wait()
        os.close(leader)


async def long_conversations(library_folder: Path) -> None:
    for count in TURNS:
        app = chat(library_folder)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            before = resident()
            view = app.screen.query_one(ConversationView)
            started = perf_counter()
            await view.load([exchange(number) for number in range(count)])
            await pilot.pause()
            loaded = perf_counter() - started
            view.focus()
            pages = []
            for _ in range(60):
                started = perf_counter()
                await pilot.press("pageup")
                pages.append(perf_counter() - started)
            await pilot.press("home", "end")
            await pilot.pause()
            grown = (resident() - before) / MEGABYTE
            widgets = len(view.query("*"))
            print(
                f"{count:5} turns                      shown in {loaded:5.2f} s, +{grown:.0f} MB,"
                f" {widgets} widgets, a page in {median(pages) * 1e3:.0f} ms"
                f" (worst {max(pages) * 1e3:.0f})"
            )


async def keys_while_answering(library_folder: Path) -> None:
    app = chat(library_folder)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        prompt = app.screen.query_one(Editor)
        for _ in range(40):
            prompt.replace_all("متى قصفت أمريكا الأراضي العراقية؟")
            await pilot.press("enter")
        taken = []
        for letter in "وثائق" * (KEYS // 5):
            started = perf_counter()
            prompt.insert(letter)
            await pilot.pause()
            prompt.render_line(0)
            taken.append((perf_counter() - started) * 1e3)
        taken.sort()
        print(
            f"a key while 40 answers run       {median(taken):.0f} ms"
            f" (95 % {taken[int(len(taken) * 0.95)]:.0f}, worst {taken[-1]:.0f})"
        )


def chat(library_folder: Path) -> ChatApp:
    return ChatApp(Terminal(Display(), io.StringIO()), library_folder, "ar", fast=True)


def exchange(number: int) -> Exchange:
    """An answer of the usual size, each with words of its own."""
    text = f"أُسست المدينة رقم {number} سنة {900 + number}م على يد القائد جوهر في عهد الفاطميين."
    cards = tuple(
        Card(each, f"تاريخ المدن {number}", "", f"/كتب/{number}.txt", 1, 0, len(text), "", text, "")
        for each in (1, 2, 3)
    )
    return Exchange(
        f"متى أُسست المدينة رقم {number}؟", stage="answered", text=f"{text} [1]", cards=cards
    )


def resident() -> int:
    """Bytes of memory that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


if __name__ == "__main__":
    main()
