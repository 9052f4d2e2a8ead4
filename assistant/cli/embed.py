"""`shawahid embed`: the vectors that passages lack are made, from where the last run stopped."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from assistant.cli.exits import DONE, INTERRUPTED
from assistant.cli.help import Parser
from index.errors import Language, Message

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.terminal.page import TerminalPage
    from index.ingest import Progress
    from index.status import Status


def add_options(parser: Parser) -> None:
    pass


def run(options: Namespace, language: Language) -> int:
    from assistant.assistant import Assistant
    from assistant.cli.progress import progress_bar
    from assistant.terminal.page import open_page

    with Assistant.open(options.library) as assistant:
        with progress_bar(language) as (_, move):
            code = make_vectors(assistant, open_page(language, options.display, sys.stderr), move)
        if code == DONE:
            told = vectors_told(assistant.status())
            open_page(language, options.display).say(told)
    return code


def make_vectors(assistant: Assistant, page: TerminalPage, move: Progress) -> int:
    """Make vectors until there are none to make, or the user has had enough; the exit code.

    :param page: where it is told how to go on.
    """
    try:
        assistant.embed(move)
    except KeyboardInterrupt:
        status = assistant.status()
        page.say(
            Message(
                f"أُوقف إعداد المتجهات عند {status.vectors} من {status.passages}؛"
                " الوثائق جاهزة للسؤال، وللإكمال: shawahid embed",
                f"Stopped at {status.vectors} of {status.passages} vectors; the documents can be"
                " asked, and this goes on: shawahid embed",
            )
        )
        return INTERRUPTED
    return DONE


def vectors_told(status: Status) -> Message:
    """How many passages have a vector, and what makes the others."""
    counted = Message(
        f"متجهات: {status.vectors} من {status.passages} مقطعًا",
        f"Vectors: {status.vectors} of {status.passages} passages",
    )
    if status.vectors == status.passages:
        return counted
    return Message(
        f"{counted.ar}؛ أكملها: shawahid embed", f"{counted.en}; make the rest: shawahid embed"
    )
