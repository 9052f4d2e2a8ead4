"""`shawahid export`: a saved conversation leaves, in any format that can be verified later."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.cli.exits import DONE
from assistant.cli.help import Parser
from assistant.cli.options import add_output, positive
from index.errors import Language, Message, UserError

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.assistant import Assistant
    from assistant.conversation.turns import Turn


def add_options(parser: Parser) -> None:
    parser.takes("chat", metavar="CHAT", help=Message("رقمها، أو last", "its number, or last"))
    parser.takes(
        "--turn",
        type=positive,
        metavar="N",
        help=Message("سؤال واحد منها", "one of its turns"),
    )
    add_output(parser)


def run(options: Namespace, language: Language) -> int:
    from assistant.assistant import Assistant

    with Assistant.open(options.library, language=language) as assistant:
        chat = assistant.chats.named(options.chat)
        if options.turn is not None and options.turn > chat.turns:
            raise UserError(
                Message(f"في المحادثة {chat.turns} أسئلة", f"The chat has {chat.turns} turns"),
                Message("اختر واحدًا منها", "Choose one of them"),
            )
        first, last = (options.turn, options.turn) if options.turn else (1, None)
        turns = assistant.turns(chat.id, first, last)
        write_export(assistant, options, turns, "" if options.turn else chat.title)
    return DONE


def write_export(
    assistant: Assistant, options: Namespace, what: Answer | Sequence[Turn], title: str
) -> None:
    """To the file of `-o`, or to the output when none is named."""
    if options.output is None and options.format == "docx":
        raise UserError(
            Message("هذه الصيغة تُكتب في ملف", "This format is written to a file"),
            Message("سمِّه: -o FILE.docx", "Name it: -o FILE.docx"),
        )
    written = assistant.export(
        what, options.output, format=options.format, style=options.style, title=title
    )
    if options.output is None:
        sys.stdout.write(written.decode())
