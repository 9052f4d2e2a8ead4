"""What the command line says of itself: argparse in the user's language, laid out as all we print.

argparse writes both in English, in the order of letters in memory; a terminal needs more.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from index.errors import Language, Message, UserError

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

USAGE = 2
"""The exit code of a command that was not understood."""

AddOptions = Callable[["Parser"], None]


class Parser(argparse.ArgumentParser):
    """Tells help and errors in one language."""

    def __init__(
        self,
        *,
        language: Language,
        display: str | None,
        add_options: AddOptions | None = None,
        **given: Any,  # noqa: ANN401 - argparse's own
    ) -> None:
        """
        :param display: the order that `--display` names, if any.
        :param add_options: gives the parser its options when it has something to parse: those of
            the other commands need not be imported.
        """
        super().__init__(**given)
        self.language = language
        self._display = display
        self._add_options = add_options

    def takes(self, *names: str, help: Message, **given: Any) -> None:  # noqa: ANN401 - argparse's
        """As `add_argument`, with help in both languages."""
        self.add_argument(*names, help=help.to(self.language), **given)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401
        if self._add_options is not None:
            add_options, self._add_options = self._add_options, None
            add_options(self)
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        from assistant.terminal.page import tell

        wrong = Message(f"استعمال غير صحيح: {in_arabic(message)}", f"Wrong usage: {message}")
        see = Message(f"انظر: {self.prog} --help", f"See: {self.prog} --help")
        tell(UserError(wrong, see), self.language, self._display)
        sys.exit(USAGE)

    def format_help(self) -> str:
        # In Python 3.11 and 3.12 the headings can be changed only here.
        text = super().format_help()
        if self.language == "ar":
            for english, arabic in _HEADINGS.items():
                text = text.replace(english, arabic)
        return text

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        if self.language == "en" or not sys.stdout.isatty():
            super().print_help(file)
            return
        from assistant.terminal.line import isolate
        from assistant.terminal.page import isolating_paths, open_page

        page = open_page(self.language, self._display)
        for before, typed, about in map(_parts, self.format_help().splitlines()):
            page.line(before, typed and isolate(typed), isolating_paths(about))


_HEADINGS = {
    "usage:": "الاستعمال:",
    "positional arguments:": "المطلوب:",
    "options:": "الخيارات:",
    "show this help message and exit": "هذه المساعدة",
}


def _parts(line: str) -> Sequence[str]:
    """A line of help: its heading and blanks; what is typed, left to right and as one; the rest."""
    parts = re.fullmatch(r"((?:\w+:)? *)((?:[!-~]+(?: [!-~]+)*)?)(.*)", line)
    return parts.groups() if parts else ("", "", line)


def in_arabic(message: str) -> str:
    """One of argparse's errors; what it is not known to say stays as it is."""
    named, colon, wrong = message.partition(": ")
    if colon and named.startswith("argument "):
        return f"{named.removeprefix('argument ')}: {in_arabic(wrong)}"
    for english, arabic in _ERRORS:
        if match := re.fullmatch(english, message, re.S):
            return arabic.format(*match.groups())
    return message


_ERRORS = (
    (r"the following arguments are required: (.*)", "ينقص {}"),
    (r"unrecognized arguments: (.*)", "لا يُعرف {}"),
    (r"expected (?:one|at least one) argument", "لم تُذكر قيمته"),
    (r"invalid choice: (.*) \(choose from (.*)\)", "لا يُقبل {}؛ المقبول: {}"),
    (r"invalid int value: (.*)", "ليس عددًا: {}"),
    (r"the question is empty", "هو فارغ"),
    (r"not allowed with argument (.*)", "لا يجتمع مع {}"),
    (r"ignored explicit argument (.*)", "لا يأخذ قيمة: {}"),
    (r"ambiguous option: (.*) could match (.*)", "لا يُعرف أي خيار هو {}: {}"),
)
"""argparse's words in Python 3.11 to 3.13, and those of our own checks."""
