"""`shawahid chat`: the terminal is made ready before Textual has it, and given back after."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from assistant.config import setting
from assistant.terminal.display import Display, Terminal, chosen_display
from index.errors import Language, Message, UserError


def start(
    folder: Path,
    language: Language,
    display: str | None,
    model: str | None,
    resume: int | None,
    latest: bool,
    fast: bool,
) -> int:
    """Run the chat to its end; returns its exit code.

    :param display: the order that a flag names, or `auto`.
    :param model: spec of what writes the answers, that a flag names.
    :param resume: id of a saved conversation.
    :param latest: whether to go on with the last one.
    :param fast: whether to answer by words alone, without the encoder.
    :raises UserError: when there is no terminal, or the order asked for is none.
    """
    output = sys.__stderr__  # where Textual draws
    if output is None or not (sys.stdin.isatty() and output.isatty()):
        raise UserError(
            Message("المحادثة تحتاج طرفية تفاعلية", "A conversation needs a terminal"),
            Message("اسأل سؤالًا واحدًا: shawahid ask", "Ask a single question: shawahid ask"),
        )
    found = chosen_display(display, sys.stdin, output)
    if found.reason.startswith("XTerm"):  # says `xterm` of itself, as if it had sixteen colours
        os.environ.setdefault("COLORTERM", "truecolor")
    from assistant.tui.app import ChatApp

    with Terminal(found, output) as terminal:
        app = ChatApp(
            terminal,
            folder.absolute(),
            language,
            resume=resume,
            latest=latest,
            model=model,
            fast=fast,
            theme=setting("theme"),
            ask_display=_is_a_guess(found, display),
        )
        app.run()
    return app.return_code or 0


def _is_a_guess(found: Display, asked: str | None) -> bool:
    """Whether neither the user nor the terminal has said which order it is."""
    if asked not in (None, "auto") or setting("display"):
        return False
    return found.reason in ("unknown terminal", os.environ.get("TERM"))
