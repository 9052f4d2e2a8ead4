"""`shawahid cite`: a reference for any span of a document, as text or in any format."""

from __future__ import annotations

from argparse import Namespace

from assistant.cli.exits import DONE
from assistant.cli.help import Parser
from assistant.cli.options import add_output, span
from index.errors import Language, Message


def add_options(parser: Parser) -> None:
    parser.takes(
        "document",
        metavar="DOC",
        help=Message("رقمها أو مسارها أو عنوانها", "its id, path or title"),
    )
    parser.takes(
        "span",
        type=span,
        metavar="START:END",
        help=Message("الموضع بالمحارف", "the span, in code points"),
    )
    add_output(parser)


def run(options: Namespace, language: Language) -> int:
    from assistant.assistant import Assistant
    from assistant.controls import visible, visible_line
    from assistant.terminal.page import open_page

    with Assistant.open(options.library, language=language) as assistant:
        cited = assistant.cite(options.document, *options.span)
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
