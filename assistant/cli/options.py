"""Options and arguments that several commands take, and how what is typed for them is read."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.help import Parser
from index.errors import Message, UserError

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.assistant import Assistant

_MOST_QUOTES = 100
_FORMATS = (
    "html docx markdown text csv bibtex biblatex ris csl-json csl-citation annotation jsonl"
    " char-location"
)
"""As `assistant.export` has them, which is too heavy to import for a page of help."""


def add_shared(parser: Parser) -> None:
    """What every command takes, and what may stand before it as well."""
    parser.takes(
        "--library",
        type=Path,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help=Message(
            "مجلد المكتبة (.shawahid هنا، أو SHAWAHID_LIBRARY)",
            "the library's folder (.shawahid here, or SHAWAHID_LIBRARY)",
        ),
    )
    parser.takes(
        "--lang",
        choices=["ar", "en"],
        default=argparse.SUPPRESS,
        help=Message("لغة الرسائل", "of messages"),
    )
    parser.takes(
        "--display",
        choices=["auto", "visual", "words", "kitty", "logical"],
        default=argparse.SUPPRESS,
        help=Message("ترتيب الحروف على الشاشة", "order of letters on the screen"),
    )


def add_json(parser: Parser) -> None:
    parser.takes(
        "--json", action="store_true", help=Message("نتيجة للبرامج", "a result for programs")
    )


def add_model(parser: Parser) -> None:
    parser.takes(
        "--model",
        metavar="SPEC",
        help=Message(
            "نموذج يصوغ الجواب: ollama:NAME أو openai:NAME أو anthropic:NAME أو gguf:FILE",
            "a model to word the answer: ollama:NAME, openai:NAME, anthropic:NAME or gguf:FILE",
        ),
    )


def add_fast(parser: Parser) -> None:
    parser.takes(
        "--fast",
        action="store_true",
        help=Message(
            "بالكلمات وحدها، بلا المُرمِّز (أو fast = true في الإعدادات)",
            "by words alone, without the encoder (or fast = true in the settings)",
        ),
    )


def is_fast(options: argparse.Namespace) -> bool:
    """By the flag, else by the user's settings."""
    from assistant.config import switch

    return bool(options.fast) or switch("fast")


def add_embedder(parser: Parser) -> None:
    parser.takes(
        "--embedder",
        metavar="SPEC",
        help=Message(
            "المُضمِّن: builtin أو ollama:MODEL أو openai:MODEL أو huggingface:MODEL",
            "builtin, ollama:MODEL, openai:MODEL or huggingface:MODEL",
        ),
    )


def add_document(parser: Parser, nargs: str | None = None) -> None:
    parser.takes(
        "document",
        nargs=nargs,
        metavar="DOC",
        help=Message("رقم الوثيقة أو مسارها أو عنوانها", "a document's id, path or title"),
    )


def add_place(parser: Parser) -> None:
    """`START:END`, or `--page` with a label."""
    parser.takes(
        "span",
        nargs="?",
        type=span,
        metavar="START:END",
        help=Message("الموضع بالمحارف", "the span, in code points"),
    )
    parser.takes(
        "--page",
        metavar="LABEL",
        help=Message("صفحة بدل الموضع: 12", "a page instead of a span: 12"),
    )


def named_place(assistant: Assistant, options: argparse.Namespace) -> Answer | None:
    """What the two name, cited; None where neither is given.

    :raises UserError: as `Assistant.cite`, and where both are given.
    """
    if options.page is None:
        return assistant.cite(options.document, *options.span) if options.span else None
    if options.span:
        raise UserError(
            Message("أُعطي موضع وصفحة معًا", "Both a span and a page are given"),
            Message("اكتف بأحدهما", "Give one of them"),
        )
    return assistant.cite_page(options.document, options.page)


def add_output(parser: Parser) -> None:
    """`-o FILE`, with its format and style."""
    parser.takes(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help=Message("في ملف، وإلا فعلى المخرج", "to a file, else to the output"),
    )
    add_format(parser)


def add_format(parser: Parser) -> None:
    parser.takes(
        "--format",
        metavar="FORMAT",
        help=Message(f"وإلا فمن لاحقة الملف: {_FORMATS}", f"else by the suffix: {_FORMATS}"),
    )
    parser.takes(
        "--style",
        default="shawahid",
        metavar="STYLE",
        help=Message("أسلوب التوثيق من CSL", "a CSL citation style"),
    )


def question(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("the question is empty")
    return text


def positive(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_QUOTES:
        raise argparse.ArgumentTypeError(f"{text!r}: 1–{_MOST_QUOTES}")
    return int(text)


def span(text: str) -> tuple[int, int]:
    start, colon, end = text.partition(":")
    if not (colon and start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        raise argparse.ArgumentTypeError(f"{text!r}: START:END, 0 ≤ START < END")
    return int(start), int(end)
