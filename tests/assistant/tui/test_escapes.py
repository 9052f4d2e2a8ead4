"""A real terminal's own bidi is off while the app draws, and on whenever the app does not."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

OFF, ON = b"\x1b[8l", b"\x1b[8h"
PATIENCE = 300.0
"""Seconds until a silent app is given up; none is spent when it speaks."""

APP = """
import sys
from textual.widgets import Static
from assistant.terminal.display import Display, Terminal
from assistant.tui.content import RtlApp, RtlContent

class App(RtlApp[None]):
    BINDINGS = [("ctrl+z", "suspend_process"), ("q", "quit"), ("c", "crash")]

    def compose(self):
        yield Static(RtlContent.of("دار"))

    def action_crash(self):
        raise RuntimeError

with Terminal(Display(enter="\\x1b[8l", leave="\\x1b[8h"), sys.__stderr__) as terminal:
    App(terminal).run()
"""


class Watched:
    """The app in a terminal of its own, of which all that it writes is kept."""

    def __init__(self) -> None:
        self._ours, theirs = pty.openpty()
        environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "40", "LINES": "10"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", APP],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
            start_new_session=True,
        )
        os.close(theirs)
        self.written = b""

    def until(self, expected: bytes) -> None:
        """Read on from what was read, up to these bytes."""
        while expected not in self.written:
            assert select.select([self._ours], [], [], PATIENCE)[0], self.written[-200:]
            self.written += os.read(self._ours, 4096)

    def to_the_end(self) -> bytes:
        self.process.wait(PATIENCE)
        while select.select([self._ours], [], [], 0)[0]:
            try:
                self.written += os.read(self._ours, 4096)
            except OSError:  # all of it is read
                break
        return self.written

    def press(self, key: bytes) -> None:
        os.write(self._ours, key)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._ours)


@pytest.fixture
def app() -> Iterator[Watched]:
    watched = Watched()
    watched.until("ﺭﺍﺩ".encode())
    yield watched
    watched.close()


def switches(written: bytes) -> list[bytes]:
    return re.findall(rb"\x1b\[8[lh]", written)


@pytest.mark.parametrize("key", [b"q", b"c"])
def test_after_the_end_and_after_a_crash_the_terminals_bidi_is_on(app: Watched, key: bytes) -> None:
    assert switches(app.written) == [OFF]

    app.press(key)

    assert switches(app.to_the_end()) == [OFF, ON]


def test_after_being_ended_from_outside_the_terminals_bidi_is_on(app: Watched) -> None:
    app.process.send_signal(signal.SIGTERM)

    assert switches(app.to_the_end()) == [OFF, ON]


def test_while_the_app_is_suspended_the_terminals_bidi_is_on(app: Watched) -> None:
    app.press(b"\x1a")
    os.waitpid(app.process.pid, os.WUNTRACED)
    app.until(ON)
    app.written = b""

    app.process.send_signal(signal.SIGCONT)
    app.until(OFF)
    app.press(b"q")

    assert switches(app.to_the_end()) == [OFF, ON]
