"""`shawahid reindex`: every passage and vector rebuilt, perhaps by another embedder."""

from __future__ import annotations

import sys
from argparse import Namespace
from contextlib import suppress

from assistant.cli.exits import DONE
from assistant.cli.help import Parser
from assistant.cli.options import add_embedder, add_fast, is_fast
from index.errors import EncoderMissing, Language, Message


def add_options(parser: Parser) -> None:
    add_embedder(parser)
    add_fast(parser)


def run(options: Namespace, language: Language) -> int:
    from assistant.assistant import Assistant
    from assistant.cli.embed import make_vectors
    from assistant.cli.progress import progress_bar
    from assistant.terminal.page import open_page

    beside = open_page(language, options.display, sys.stderr)
    code = DONE
    with Assistant.open(options.library) as assistant, progress_bar(language) as (_, move):
        assistant.reindex(options.embedder, move)
        if not is_fast(options):
            with suppress(EncoderMissing):
                code = make_vectors(assistant, beside, move)
    if code == DONE:
        page = open_page(language, options.display)
        page.say(Message("جُدّدت المكتبة.", "The library is reindexed."))
    return code
