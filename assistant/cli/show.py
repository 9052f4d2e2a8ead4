"""`shawahid show`: a document's text, or a span of it with what stands around."""

from __future__ import annotations

from argparse import Namespace

from assistant.cli.exits import DONE
from assistant.cli.help import Parser
from assistant.cli.options import add_document, span
from index.errors import Language, Message

CONTEXT_SHOWN = 300
"""Code points on each side of a span."""


def add_options(parser: Parser) -> None:
    add_document(parser)
    parser.takes(
        "span",
        nargs="?",
        type=span,
        metavar="START:END",
        help=Message("الموضع بالمحارف", "the span, in code points"),
    )


def run(options: Namespace, language: Language) -> int:
    from assistant.assistant import Assistant
    from assistant.controls import visible
    from assistant.terminal.page import open_page
    from index.arabic import next_boundary

    page = open_page(language, options.display)
    with Assistant.open(options.library) as assistant:
        if options.span is None:
            page.line(visible(assistant.document(options.document).text))
            return DONE
        quote = assistant.cite(options.document, *options.span).quotes[0]
    text = quote.document.text
    before = text[next_boundary(text, quote.start - CONTEXT_SHOWN) : quote.start]
    after = text[quote.end : next_boundary(text, quote.end + CONTEXT_SHOWN)]
    marked = visible(quote.text)
    # Without styles to tell it apart, the span stands between brackets that texts do not use.
    shown = page.bold(marked) if page.styled else f"⟦{marked}⟧"
    page.line(visible(before), shown, visible(after))
    return DONE
