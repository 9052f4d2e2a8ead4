"""What the terminal must be sent for Arabic to read properly, and how we know.

By the user's choice, else by what the terminal answers, else by the environment, which leaks
from one terminal into the next that is started in it.
"""

from __future__ import annotations

import os
import re
import signal
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from time import monotonic
from types import FrameType
from typing import Any, Self, TextIO, TypeAlias, cast

from assistant.config import setting
from assistant.terminal.orders import ORDERS, Order
from index.errors import Message, UserError

QUERY_SECONDS = 0.3
"""The longest wait for an answer; every terminal of today answers the last question at once."""
_QUERY = "\x1b[8$p\x1b[>q\x1b[c"
"""Is the bidi mode set (DECRQM 8); what are you (XTVERSION); and one that all answer (DA1)."""
_ANSWERED = re.compile(rb"\x1b\[\?[\d;]*c")
_BIDI_IS_ON, _BIDI_IS_OFF = "\x1b[8;1$y", "\x1b[8;2$y"

_EXPLICIT, _IMPLICIT = "\x1b[8l", "\x1b[8h"
_TMUX_EXPLICIT, _TMUX_IMPLICIT = "\x1bPtmux;\x1b\x1b[8l\x1b\\", "\x1bPtmux;\x1b\x1b[8h\x1b\\"
_OLDEST_VTE = 5800
_ENDING = (signal.SIGTERM, signal.SIGHUP)
"""Signals that end a program without its last words; Ctrl+C and crashes have theirs."""

Handler: TypeAlias = Callable[[int, FrameType | None], Any] | int | None


@dataclass(frozen=True, slots=True)
class Display:
    """How text goes out to one terminal."""

    order: Order = "visual"
    marks: bool = True
    """Whether vowel marks are sent; some terminals put them over the wrong letter."""
    enter: str = ""
    """Written first, so that the terminal leaves the order to us."""
    leave: str = ""
    """Written last; undoes `enter`."""
    reason: str = "unknown terminal"
    """How it was found, for the user who wonders."""
    printed: Order | None = None
    """The order for rows that stay on the screen, where `leave` would turn them round again."""


def chosen_display(asked: str | None, stdin: TextIO, output: TextIO) -> Display:
    """The user's choice, by flag, `SHAWAHID_DISPLAY` or settings; `auto` or none: as detected.

    :raises UserError: when the choice is no order.
    """
    asked = asked if asked and asked != "auto" else setting("display")
    if asked and asked != "auto" and asked not in ORDERS:
        raise UserError(
            Message(f"لا ترتيب للعرض باسم «{asked}»", f"There is no display order “{asked}”"),
            Message(f"اختر من: auto {' '.join(ORDERS)}", f"Choose from: auto {' '.join(ORDERS)}"),
        )
    found = detect(stdin, output)
    return found if not asked or asked == "auto" else in_order(found, cast(Order, asked))


def in_order(found: Display, order: Order) -> Display:
    """The same terminal in an order that the user has chosen."""
    if order in ("words", "logical"):  # these count on the terminal's own bidi
        return Display(order, found.marks, reason="chosen")
    enter, leave = (found.enter, found.leave) if found.enter else (_EXPLICIT, _IMPLICIT)
    marks = found.marks and order != "kitty"
    return replace(found, order=order, marks=marks, enter=enter, leave=leave, reason="chosen")


def printed(display: Display) -> Display:
    """For lines that stay on the screen after the command has ended."""
    return in_order(display, display.printed) if display.printed else display


def detect(stdin: TextIO, output: TextIO, environment: Mapping[str, str] = os.environ) -> Display:
    """By the terminal's answer where there is one to ask, else by the environment."""
    guessed = by_environment(environment)
    if environment.get("TERM_PROGRAM") == "Apple_Terminal":  # it would print the question
        return guessed
    if not (stdin.isatty() and output.isatty()):
        return guessed
    return by_answer(_ask(stdin, output), guessed)


def by_environment(environment: Mapping[str, str]) -> Display:
    """The best guess without asking."""
    get = environment.get
    program, term = get("TERM_PROGRAM", ""), get("TERM", "")
    vte = get("VTE_VERSION", "")
    if get("TMUX") or term.startswith(("tmux", "screen")):
        return _in_multiplexer(bool(vte or get("KONSOLE_VERSION")))
    if term == "xterm-kitty" or (get("KITTY_WINDOW_ID") and not program):
        return Display("kitty", marks=False, reason="kitty")
    if vte.isdecimal() and int(vte) >= _OLDEST_VTE:
        return Display(enter=_EXPLICIT, leave=_IMPLICIT, reason="VTE")
    if get("KONSOLE_VERSION"):
        return _KONSOLE
    if get("MLTERM"):
        return _MLTERM
    if program == "Apple_Terminal":
        return Display("words", reason="Apple Terminal")
    if get("ALACRITTY_WINDOW_ID"):
        return Display(marks=False, reason="Alacritty")
    if program == "mintty":
        return Display(enter=_EXPLICIT, leave=_IMPLICIT, reason="mintty")
    return Display(reason=program or term or "unknown terminal")


def by_answer(answer: str, guessed: Display) -> Display:
    """What the terminal's answer to our questions tells, else the guess."""
    version = re.search(r"\x1bP>\|([^\x1b]*)\x1b\\", answer)
    name = version[1] if version else ""
    if _BIDI_IS_ON in answer:
        return Display(enter=_EXPLICIT, leave=_IMPLICIT, reason="DECRQM 8")
    if _BIDI_IS_OFF in answer:  # as the user wishes it; there is nothing to undo
        return Display(reason="DECRQM 8, off")
    if name.startswith("kitty"):
        return Display("kitty", marks=False, reason=name)
    if name.startswith("Konsole"):
        return replace(_KONSOLE, reason=name)
    if name.startswith(("XTerm", "WezTerm", "ghostty", "foot", "iTerm2")):
        return Display(reason=name)
    return guessed


class Terminal:
    """The terminal while we write to it: its own bidi is off, and on again however that ends."""

    def __init__(self, display: Display, output: TextIO) -> None:
        self.display = display
        self._output = output
        self._paused = False
        self._kept: dict[signal.Signals, Handler] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._kept = {ending: signal.signal(ending, self._end) for ending in _ENDING}
        self.resume()
        return self

    def __exit__(self, *_: object) -> None:
        self.pause()
        for ending, handler in self._kept.items():
            signal.signal(ending, handler)

    def change(self, display: Display) -> None:
        """Go on in another order."""
        self.pause()
        self.display = display
        self.resume()

    def pause(self) -> None:
        """As the user had it: for another program, or for good; once is enough."""
        if not self._paused:
            self._write(self.display.leave)
        self._paused = True

    def resume(self) -> None:
        self._write(self.display.enter)
        self._paused = False

    def _write(self, text: str) -> None:
        if text:
            self._output.write(text)
            self._output.flush()

    def _end(self, number: int, _: FrameType | None) -> None:
        os.write(self._output.fileno(), self.display.leave.encode())
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)


def _in_multiplexer(bidi_around: bool) -> Display:
    """It draws cells as they come, but the terminal around it may turn its rows round."""
    if bidi_around:
        return Display("words", reason="multiplexer in a terminal with bidi")
    return Display(reason="multiplexer")


def _ask(stdin: TextIO, output: TextIO) -> str:
    """What the terminal answers; empty when it keeps silent or the user is typing ahead."""
    import select
    import termios
    import tty

    descriptor = stdin.fileno()
    if select.select([descriptor], [], [], 0)[0]:
        return ""
    answer, end = b"", monotonic() + QUERY_SECONDS
    try:
        before = termios.tcgetattr(descriptor)
    except termios.error:
        return ""
    try:
        tty.setcbreak(descriptor)
        output.write(_QUERY)
        output.flush()
        while not _ANSWERED.search(answer) and (left := end - monotonic()) > 0:
            if select.select([descriptor], [], [], left)[0]:
                answer += os.read(descriptor, 512)
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, before)
    return answer.decode("latin-1")


_KONSOLE = Display(
    enter="\x1b]50;BidiRenderingEnabled=false\x07",
    leave="\x1b]50;BidiRenderingEnabled=true\x07",
    reason="Konsole",
    printed="words",
)
_MLTERM = Display(
    enter="\x1b]5379;use_ctl=false\x07",
    leave="\x1b]5379;use_ctl=true\x07",
    reason="mlterm",
    printed="logical",  # it has no glyph for our blanks, and lays each row out well itself
)
