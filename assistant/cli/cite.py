"""`shawahid cite`: a reference for any span of a document, as text or in any format."""

from __future__ import annotations

from argparse import Namespace

from assistant.cli.exits import DONE
from assistant.cli.help import Parser
from assistant.cli.options import add_output, add_place, named_place
from index.errors import Language, Message, UserError


def add_options(parser: Parser) -> None:
    parser.takes(
        "document",
        metavar="DOC",
        help=Message("رقمها أو مسارها أو عنوانها", "its id, path or title"),
    )
    add_place(parser)
    add_output(parser)


def run(options: Namespace, language: Language) -> int:
    from assistant.assistant import Assistant
    from assistant.controls import visible, visible_line
    from assistant.terminal.page import open_page

    with Assistant.open(options.library, language=language) as assistant:
        cited = named_place(assistant, options)
        if cited is None:
            raise UserError(
                Message("ما الموضع الذي يوثَّق؟", "Which place is to be cited?"),
                Message("أعط START:END أو ‎--page", "Give START:END or --page"),
            )
        if options.format or options.output:
            from assistant.cli.export import write_export

            write_export(assistant, options, cited, cited.quotes[0].title)
            return DONE
        citation = assistant.reference(cited, options.style)
    page = open_page(language, options.display)
    page.line(f"«{visible(citation.text)}»")
    for line in dict.fromkeys((citation.place, *citation.works)):
        page.line(line)
    for line in (citation.fingerprint, citation.address):
        if line:
            page.line(page.dim(visible_line(line)))
    return DONE
