"""`shawahid reindex`: every passage and vector rebuilt, perhaps by another embedder."""

from __future__ import annotations

from argparse import Namespace

from assistant.cli.exits import DONE
from assistant.cli.help import Parser
from assistant.cli.options import add_embedder
from index.errors import Language, Message


def add_options(parser: Parser) -> None:
    add_embedder(parser)


def run(options: Namespace, language: Language) -> int:
    from assistant.assistant import Assistant
    from assistant.cli.progress import progress_bar
    from assistant.terminal.page import open_page

    with Assistant.open(options.library) as assistant, progress_bar(language) as (_, move):
        assistant.reindex(options.embedder, move)
    open_page(language, options.display).say(Message("جُدّدت المكتبة.", "The library is reindexed."))
    return DONE
