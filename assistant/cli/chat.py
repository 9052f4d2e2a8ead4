"""`shawahid chat`: a conversation with the documents in the terminal."""

from __future__ import annotations

from argparse import Namespace

from assistant.cli.help import Parser
from assistant.cli.options import add_fast, add_model, is_fast
from index.errors import Language, Message


def add_options(parser: Parser) -> None:
    parser.takes(
        "chat", nargs="?", type=int, metavar="CHAT", help=Message("أكمل محادثة برقمها", "resume")
    )
    parser.takes(
        "-c",
        "--continue",
        dest="latest",
        action="store_true",
        help=Message("أكمل الأخيرة", "the last"),
    )
    add_model(parser)
    add_fast(parser)


def run(options: Namespace, language: Language) -> int:
    from assistant.tui.start import start

    return start(
        options.library,
        language,
        options.display,
        options.model,
        options.chat,
        options.latest,
        is_fast(options),
    )
