"""`shawahid ask`: one question, and its answer with the quotes that it rests on."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from assistant.cli.exits import DONE, REFUSED
from assistant.cli.help import Parser
from assistant.cli.options import (
    add_fast,
    add_format,
    add_json,
    add_model,
    is_fast,
    positive,
    question,
)
from index.errors import Language, Message


def add_options(parser: Parser) -> None:
    parser.takes("question", type=question, help=Message("السؤال", "the question"))
    parser.takes(
        "--top",
        type=positive,
        default=3,
        metavar="N",
        help=Message("أكثر عدد الشواهد (3)", "most quotes shown (3)"),
    )
    add_model(parser)
    add_fast(parser)
    parser.takes(
        "--no-strict",
        action="store_true",
        help=Message("علّم ما لا سند له ولا تحذفه", "mark unsupported statements, keep them"),
    )
    parser.takes(
        "--export",
        type=Path,
        metavar="FILE",
        help=Message("واكتب الجواب في ملف أيضًا", "and write the answer to a file"),
    )
    add_format(parser)
    add_json(parser)


def run(options: Namespace, language: Language) -> int:
    from assistant.assistant import Assistant
    from assistant.cli.answers import write_answer
    from assistant.llms.chosen import chosen_spec
    from assistant.terminal.page import open_page

    page = open_page(language, options.display)
    with Assistant.open(
        options.library,
        model=chosen_spec(options.model),
        language=language,
        fast=is_fast(options),
    ) as assistant:
        if options.export:  # before a model is paid for, not after
            assistant.check_export(options.export, options.format, options.style)
        answer = assistant.ask(options.question, options.top, strict=not options.no_strict)
        if options.json:
            from assistant.schema import answer_json, dumps

            page.result(dumps(answer_json(answer, assistant.library)))
        else:
            write_answer(page, answer, assistant.library)
        if options.export:
            assistant.export(answer, options.export, format=options.format, style=options.style)
        if assistant.notice:
            open_page(language, options.display, sys.stderr).say(assistant.notice)
        if assistant.is_damaged:
            from assistant.cli.progress import progress_bar

            with progress_bar(language) as (_, move):
                assistant.heal(move)
    return REFUSED if answer.refusal else DONE
