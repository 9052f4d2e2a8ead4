"""`shawahid show`: a document's text, a page of it, or a span with what stands around."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from assistant.cli.exits import DONE
from assistant.cli.help import Parser
from assistant.cli.options import add_document, add_place, named_place
from index.errors import Language, Message, UserError

CONTEXT_SHOWN = 300
"""Code points on each side of a span."""


def add_options(parser: Parser) -> None:
    add_document(parser)
    add_place(parser)
    parser.takes(
        "--page-image",
        type=Path,
        metavar="FILE",
        help=Message(
            "صورة صفحة PDF والموضع معلَّم فيها، في ملف PNG جديد",
            "the page of a PDF with the span marked, as a new PNG file",
        ),
    )


def run(options: Namespace, language: Language) -> int:
    from assistant.assistant import Assistant
    from assistant.controls import visible
    from assistant.terminal.page import open_page
    from index.arabic import next_boundary

    page = open_page(language, options.display)
    with Assistant.open(options.library) as assistant:
        cited = named_place(assistant, options)
        if cited is None and options.page_image is not None:
            raise UserError(
                Message("أي موضع في الصفحة؟", "Which span is to be marked?"),
                Message("سمّه: START:END أو ‎--page", "Name it: START:END or --page"),
            )
        if cited is None:
            page.line(visible(assistant.document(options.document).text))
            return DONE
        quote = cited.quotes[0]
        if options.page_image is not None:
            png = assistant.page_image(options.document, quote.start, quote.end)
            _write_new(options.page_image, png)
            page.line(visible(str(options.page_image)))
            return DONE
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


def _write_new(file: Path, data: bytes) -> None:
    """:raises UserError: when the file is there already, or cannot be written."""
    try:
        with file.open("xb") as stream:
            stream.write(data)
    except OSError as error:
        raise UserError(
            Message(
                f"تعذّرت كتابة {file}: {error.strerror}", f"Cannot write {file}: {error.strerror}"
            ),
            Message("اختر اسمًا جديدًا في مجلد لك", "Choose a new name in a folder of yours"),
        ) from error
