"""`shawahid models check`: does the model answer, stream and cite as it should?"""

from __future__ import annotations

from argparse import Namespace

from assistant.cli.exits import DONE, FAILED
from assistant.cli.help import Parser
from assistant.cli.options import add_model
from index.errors import Language, Message, UserError


def add_options(parser: Parser) -> None:
    parser.add_argument("action", choices=["check"])
    add_model(parser)


def run(options: Namespace, language: Language) -> int:
    from assistant.controls import visible_line
    from assistant.llms.chosen import chosen_spec
    from assistant.terminal.page import open_page

    page = open_page(language, options.display)
    spec = chosen_spec(options.model)
    if spec is None:
        raise UserError(
            Message("لم يُختر نموذج", "No model is chosen"),
            Message(
                "سمّه: shawahid models check --model ollama:qwen3",
                "Name it: shawahid models check --model ollama:qwen3",
            ),
        )
    from assistant.generative.model_check import check_model
    from assistant.llms.llm import model_for

    model = model_for(spec)
    checked = check_model(model)
    page.line(visible_line(f"{model.name} — {model.endpoint.base_url}"))
    for message in checked.report():
        page.say(message)
    return DONE if checked.good else FAILED
