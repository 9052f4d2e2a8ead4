"""The options of the commands that take answers out and check them: `export`, `cite`, `verify`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from assistant.export.formats import DEFAULT_STYLE, FORMATS
from index.errors import Language, Message

AddCommand = Callable[[str, Message], argparse.ArgumentParser]
Positional = Callable[[str], object]


def add_citing_commands(
    add_command: AddCommand, language: Language, span: Positional, positive: Positional
) -> None:
    """
    :param add_command: makes a command of a name and its help.
    :param span: what `START:END` is parsed with; `positive`, a number of a turn.
    """

    export = add_command("export", Message("صدّر محادثة محفوظة", "export a saved conversation"))
    _argument(export, language, "chat", "CHAT", Message("رقمها، أو last", "its number, or last"))
    turn = Message("سؤال واحد منها", "one of its turns").to(language)
    export.add_argument("--turn", type=positive, metavar="N", help=turn)
    _add_output(export, language)

    cite = add_command("cite", Message("وثّق موضعًا من وثيقة", "a reference for a span"))
    document = Message("رقمها أو مسارها أو عنوانها", "its id, path or title")
    _argument(cite, language, "document", "DOC", document)
    place = Message("الموضع بالمحارف", "the place, in code points").to(language)
    cite.add_argument("span", type=span, metavar="START:END", help=place)
    _add_output(cite, language)

    _add_verify(
        add_command("verify", Message("هل ما زالت الشواهد قائمة؟", "do quotes still stand?")),
        language,
    )


def add_export(parser: argparse.ArgumentParser, language: Language) -> None:
    """`--export FILE`, with its format and style."""
    told = Message("واكتب الجواب في ملف أيضًا", "and write the answer to a file")
    parser.add_argument("--export", type=Path, metavar="FILE", help=told.to(language))
    _add_format(parser, language)


def add_editing(parser: argparse.ArgumentParser, language: Language) -> None:
    """`edit DOC key=value…`, behind `sources`."""
    told = Message("صحّح بيانات وثيقة", "correct what is known of a document").to(language)
    parser.add_argument("action", nargs="?", choices=["edit"], help=told)
    parser.add_argument("document", nargs="?", metavar="DOC")
    parser.add_argument(
        "fields",
        nargs="*",
        metavar="key=value",
        help=Message(
            "author editor translator issued hijri publisher place volume url accessed …",
            "author editor translator issued hijri publisher place volume url accessed …",
        ).to(language),
    )


def _add_verify(parser: argparse.ArgumentParser, language: Language) -> None:
    files = Message(
        "ملف مصدَّر، أو ‎.qa، أو رقم محادثة، أو last",
        "an exported or .qa file, a chat's number, or last",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help=files.to(language))
    sources = Message("ملفات المصادر بدل المكتبة", "source files instead of the library")
    parser.add_argument("--source", nargs="+", type=Path, metavar="FILE", help=sources.to(language))
    result = Message("نتيجة للبرامج", "a result for programs").to(language)
    parser.add_argument("--json", action="store_true", help=result)


def _argument(
    parser: argparse.ArgumentParser, language: Language, name: str, shown: str, told: Message
) -> None:
    parser.add_argument(name, metavar=shown, help=told.to(language))


def _add_output(parser: argparse.ArgumentParser, language: Language) -> None:
    told = Message("في ملف، وإلا فعلى المخرج", "to a file, else to the output")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=told.to(language))
    _add_format(parser, language)


def _add_format(parser: argparse.ArgumentParser, language: Language) -> None:
    names = " ".join(FORMATS)
    told = Message(f"وإلا فمن لاحقة الملف: {names}", f"else by the suffix: {names}")
    parser.add_argument("--format", metavar="FORMAT", help=told.to(language))
    style = Message("أسلوب التوثيق من CSL", "a CSL citation style").to(language)
    parser.add_argument("--style", default=DEFAULT_STYLE, metavar="STYLE", help=style)
