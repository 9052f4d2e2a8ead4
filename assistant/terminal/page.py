"""Words on a plain terminal or in a pipe: what comes from documents is shown, never obeyed."""

from __future__ import annotations

import os
import re
import sys
from shutil import get_terminal_size
from typing import TextIO

from assistant.controls import visible, visible_line
from assistant.terminal.display import Display, chosen_display, printed
from assistant.terminal.line import isolate
from assistant.terminal.paint import Part, in_logical_order, paint
from index.errors import Language, Message, UserError

_BOLD, _DIM = "\x1b[1m", "\x1b[2m"

_PATH = re.compile(
    r"(?<!\S)(?:uv|sh) [!-~]+(?: [!-~]+)*|[^\s«»:،]*/[^\s«»:،]*|(?<![^\s(])\.[a-z]+"
    r"|(?<![A-Za-z] )(?<!\S)--?[a-z][\w-]*(?: [A-Za-z][!-~]*)*"
)
"""Also a command that installs, a bare suffix, such as `.txt`, or an option with its value
(`-o FILE`), whose dots, dashes and quotation marks would change sides."""


class TerminalPage:
    """Where one command writes: in the user's language, laid out and emphasised as it can be."""

    def __init__(
        self,
        language: Language,
        output: TextIO | None = None,
        display: Display = Display("logical"),  # noqa: B008 - a frozen value
    ) -> None:
        """
        :param display: of the terminal that is written to.
        """
        self.language = language
        self._output = output or sys.stdout
        self._display = display
        self.styled = self._output.isatty() and "NO_COLOR" not in os.environ

    def line(self, *parts: str | Part, indent: int = 0) -> None:
        """Text of our own, or made visible already.

        :param indent: columns that stay free where the text begins.
        """
        styled = [Part(part) if isinstance(part, str) else part for part in parts]
        if self._display.order == "logical":
            self._output.write(" " * indent + in_logical_order(styled) + "\n")
            return
        lines = paint(styled, get_terminal_size().columns, self._display, indent)
        text = "".join(line + "\n" for line in lines)
        # In one piece, so that nothing can come between and leave the terminal changed.
        self._output.write(self._display.enter + text + self._display.leave)

    def result(self, text: str) -> None:
        """What programs read: never laid out."""
        self._output.write(text + "\n")

    def say(self, message: Message) -> None:
        self.line(isolating_paths(visible(message.to(self.language))))

    def bold(self, text: str) -> Part:
        return Part(text, _BOLD if self.styled else "")

    def dim(self, text: str) -> Part:
        return Part(text, _DIM if self.styled else "")


def open_page(
    language: Language, asked: str | None = None, output: TextIO | None = None
) -> TerminalPage:
    """An output of ours: laid out on a terminal, in logical order in a pipe or a file.

    :param asked: the order of the `--display` flag.
    :param output: the standard output when none is given.
    :raises UserError: when the user's settings name an order that there is not.
    """
    output = output or sys.stdout
    if not output.isatty():
        return TerminalPage(language, output)
    return TerminalPage(language, output, printed(chosen_display(asked, sys.stdin, output)))


def tell(error: UserError, language: Language, asked: str | None = None) -> None:
    """What went wrong, and what to do, on the error stream."""
    try:
        page = open_page(language, asked, sys.stderr)
    except UserError:  # of the settings; the one that is reported may be the same
        page = TerminalPage(language, sys.stderr)
    for part in (error.message, error.hint):
        page.line(isolating_paths(visible_line(part.to(language))))


def isolating_paths(text: str) -> str:
    """The text with each path and option in it running by itself: every sign where it belongs."""
    return _PATH.sub(lambda path: isolate(path.group()), text)
