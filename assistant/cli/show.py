"""`shawahid show`: a document's text, a page of it, or a span with what stands around."""

from __future__ import annotations

from argparse import Namespace

from assistant.cli.exits import DONE
from assistant.cli.help import Parser
from assistant.cli.options import add_document, add_place, named_place
from index.errors import Language

CONTEXT_SHOWN = 300
"""Code points on each side of a span."""


def add_options(parser: Parser) -> None:
    add_document(parser)
    add_place(parser)


def run(options: Namespace, language: Language) -> int:
    from assistant.assistant import Assistant
    from assistant.controls import visible
    from assistant.terminal.page import open_page
    from index.arabic import next_boundary

    page = open_page(language, options.display)
    with Assistant.open(options.library) as assistant:
        cited = named_place(assistant, options)
        if cited is None:
            page.line(visible(assistant.document(options.document).text))
            return DONE
    quote = cited.quotes[0]
    if options.page is not None:
        page.line(visible(quote.text))
        return DONE
    text = quote.document.text
    before = text[next_boundary(text, quote.start - CONTEXT_SHOWN) : quote.start]
    after = text[quote.end : next_boundary(text, quote.end + CONTEXT_SHOWN)]
    marked = visible(quote.text)
    # Without styles to tell it apart, the span stands between brackets that texts do not use.
    shown = page.bold(marked) if page.styled else f"⟦{marked}⟧"
    page.line(visible(before), shown, visible(after))
    return DONE
