"""The order fits the terminal, and the terminal is left as it was found."""

from __future__ import annotations

import io
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.terminal.display import (
    Display,
    Terminal,
    by_answer,
    by_environment,
    chosen_display,
    detect,
    in_order,
    printed,
)
from assistant.terminal.orders import Order
from index.errors import UserError

OFF, ON = "\x1b[8l", "\x1b[8h"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("SHAWAHID_DISPLAY", raising=False)
    for name in ("TMUX", "VTE_VERSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.mark.parametrize(
    ("environment", "order", "enter"),
    [
        ({"TERM": "xterm-256color"}, "visual", ""),
        ({"VTE_VERSION": "7006"}, "visual", OFF),
        ({"VTE_VERSION": "5200"}, "visual", ""),
        ({"TERM": "xterm-kitty"}, "kitty", ""),
        ({"KONSOLE_VERSION": "221203"}, "visual", "\x1b]50;BidiRenderingEnabled=false\x07"),
        ({"MLTERM": "3.9.0"}, "visual", "\x1b]5379;use_ctl=false\x07"),
        ({"TMUX": "/tmp/tmux-0/default,1,0"}, "visual", ""),  # noqa: S108 - never opened
        ({"TERM": "tmux-256color", "VTE_VERSION": "7006"}, "words", ""),
        ({"TERM_PROGRAM": "Apple_Terminal"}, "words", ""),
        ({"TERM_PROGRAM": "mintty"}, "visual", OFF),
        ({}, "visual", ""),
    ],
)
def test_the_environment_gives_the_best_guess(
    environment: dict[str, str], order: str, enter: str
) -> None:
    display = by_environment(environment)

    assert (display.order, display.enter) == (order, enter)


@pytest.mark.parametrize(
    ("answer", "order", "enter", "leave"),
    [
        ("\x1b[8;1$y\x1bP>|VTE(7006)\x1b\\\x1b[?65;1;9c", "visual", OFF, ON),
        ("\x1b[8;2$y\x1b[?65;1;9c", "visual", "", ""),
        ("\x1b[8;0$y\x1bP>|XTerm(379)\x1b\\\x1b[?64;1c", "visual", "", ""),
        ("\x1bP>|kitty(0.26.5)\x1b\\\x1b[?62;c", "kitty", "", ""),
        (
            "\x1bP>|Konsole 22.12.3\x1b\\\x1b[?62;1;4c",
            "visual",
            "\x1b]50;BidiRenderingEnabled=false\x07",
            "\x1b]50;BidiRenderingEnabled=true\x07",
        ),
        ("\x1b[?6c", "words", "", ""),
        ("", "words", "", ""),
    ],
)
def test_what_the_terminal_answers_counts_for_more_than_a_guess(
    answer: str, order: str, enter: str, leave: str
) -> None:
    display = by_answer(answer, Display("words"))

    assert (display.order, display.enter, display.leave) == (order, enter, leave)


def test_nothing_is_asked_where_no_terminal_listens() -> None:
    output = io.StringIO()

    detect(io.StringIO(), output, {})

    assert output.getvalue() == ""


def test_a_terminal_is_asked_and_its_answer_is_read() -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", ANSWERING, str(ours)]
    child = subprocess.Popen(command, pass_fds=[ours], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()

    with open(theirs, encoding="utf-8") as stdin, open(theirs, "w", closefd=False) as output:
        display = detect(stdin, output, {"TERM": "xterm"})
    child.wait()
    os.close(ours)

    assert display.order == "kitty"


def test_a_user_who_types_ahead_is_not_asked() -> None:
    ours, theirs = pty.openpty()
    os.write(ours, "سؤال\n".encode())

    with open(theirs, encoding="utf-8") as stdin, open(theirs, "w", closefd=False) as output:
        display = detect(stdin, output, {"TERM": "xterm-kitty"})
        assert stdin.readline() == "سؤال\n"
    os.close(ours)

    assert display.order == "kitty"


ANSWERING = """
import os, sys
print("ready", flush=True)
asked = b""
while not asked.endswith(b"[c"):
    asked += os.read(int(sys.argv[1]), 100)
os.write(int(sys.argv[1]), b"\\x1bP>|kitty(0.26.5)\\x1b\\\\\\x1b[?62;c")
"""


@pytest.mark.parametrize(
    ("flag", "environment", "settings", "order"),
    [
        ("kitty", "words", "visual", "kitty"),
        (None, "words", "kitty", "words"),
        ("auto", "", "kitty", "kitty"),
        (None, "auto", "kitty", "visual"),
        (None, "", "", "visual"),
    ],
)
def test_the_flag_comes_before_the_environment_and_that_before_the_settings(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    flag: str | None,
    environment: str,
    settings: str,
    order: str,
) -> None:
    monkeypatch.setenv("SHAWAHID_DISPLAY", environment)
    (tmp_path / "shawahid").mkdir()
    (tmp_path / "shawahid" / "config.toml").write_text(
        f'display = "{settings}"' if settings else "", "utf-8"
    )

    assert chosen_display(flag, io.StringIO(), io.StringIO()).order == order


def test_an_order_that_there_is_not_is_told_with_those_that_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SHAWAHID_DISPLAY", "معكوس")

    with pytest.raises(UserError) as error:
        chosen_display(None, io.StringIO(), io.StringIO())

    assert "«معكوس»" in error.value.message.ar
    assert "visual words kitty logical" in error.value.hint.ar


@pytest.mark.parametrize(("order", "enter"), [("visual", OFF), ("words", ""), ("logical", "")])
def test_an_order_that_counts_on_the_terminals_bidi_leaves_it_on(order: Order, enter: str) -> None:
    assert in_order(Display(enter=OFF, leave=ON), order).enter == enter


def test_rows_that_would_be_turned_again_are_printed_otherwise() -> None:
    konsole = by_environment({"KONSOLE_VERSION": "221203"})
    vte = by_environment({"VTE_VERSION": "7006"})

    assert printed(konsole).order == "words"
    assert printed(konsole).enter == ""
    assert printed(vte) is vte


def test_the_terminals_bidi_is_off_within_and_on_after() -> None:
    output = io.StringIO()

    with Terminal(Display(enter=OFF, leave=ON), output) as terminal:
        output.write("نص")
        terminal.pause()
        output.write("محرر")
        terminal.resume()
        terminal.change(Display("words"))
        output.write("كلمات")

    assert output.getvalue() == f"{OFF}نص{ON}محرر{OFF}{ON}كلمات"


def test_the_terminals_bidi_is_on_again_after_a_crash() -> None:
    output = io.StringIO()

    with pytest.raises(RuntimeError), Terminal(Display(enter=OFF, leave=ON), output):
        raise RuntimeError

    assert output.getvalue() == OFF + ON


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_the_terminals_bidi_is_on_again_after_a_signal(ending: signal.Signals) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", WAITING], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert child.stdout is not None
    first = child.stdout.readline()

    child.send_signal(ending)
    rest = child.stdout.read()

    assert (first + rest).decode() == f"{OFF}\n{ON}"
    assert child.wait() == -ending


WAITING = """
import signal, sys
from assistant.terminal.display import Display, Terminal
signal.signal(signal.SIGINT, signal.default_int_handler)
with Terminal(Display(enter="\\x1b[8l", leave="\\x1b[8h"), sys.stdout):
    print(flush=True)
    while True:
        signal.pause()
"""
