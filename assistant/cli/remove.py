"""`shawahid remove`: documents are removed, by their numbers, paths or titles."""

from __future__ import annotations

from argparse import Namespace

from assistant.cli.exits import DONE
from assistant.cli.help import Parser
from assistant.cli.options import add_document
from index.errors import Language, Message


def add_options(parser: Parser) -> None:
    add_document(parser, nargs="+")


def run(options: Namespace, language: Language) -> int:
    from assistant.assistant import Assistant
    from assistant.terminal.page import open_page

    page = open_page(language, options.display)
    with Assistant.open(options.library) as assistant:
        documents = assistant.remove(options.document)
    for document in documents:
        page.say(Message(f"أُزيلت: {document.title}", f"Removed: {document.title}"))
    return DONE
