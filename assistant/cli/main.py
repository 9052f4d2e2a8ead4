"""The command line: what the user types, and the exit code that tells how it went.

0 answered or done, 3 refused, 4 a quote no longer stands, 2 wrong usage, 1 any error that the
user can mend.
Nothing heavy is imported here; each command brings what it needs.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from assistant.cli.citing_options import add_citing_commands, add_editing, add_export
from assistant.cli.help import Parser
from assistant.cli.test_options import add_options
from index.errors import Language, Message, UserError

DEFAULT_LIBRARY = ".shawahid"
ERROR, INTERRUPTED = 1, 130
_MOST_QUOTES = 100
_STOPPED = UserError(
    Message("أُوقف العمل.", "Stopped."),
    Message(
        "ما تمّ محفوظ، وإعادة الأمر تكمله.",
        "What was done is saved, and the same command goes on from here.",
    ),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; never lets a traceback reach the user for what the user can mend."""
    _mend_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    language, display = _language(given), _value("--display", given)
    # Not the parser's defaults: those of a command would hide what stands before it.
    library = Path(os.environ.get("SHAWAHID_LIBRARY") or DEFAULT_LIBRARY)
    otherwise = Namespace(library=library, display=None)
    try:
        parser = _parser(language, display)
        options = parser.parse_args(given, otherwise)
        if options.command is None:
            options = parser.parse_args([*given, _without_command()], otherwise)
        from assistant.cli import commands

        code: int = getattr(commands, f"run_{options.command}")(options, language)
        sys.stdout.flush()
        return code
    except UserError as error:
        from assistant.terminal.page import tell

        tell(error, language, display)
        return ERROR
    except KeyboardInterrupt:
        from assistant.terminal.page import tell

        print(file=sys.stderr)
        tell(_STOPPED, language, display)
        return INTERRUPTED
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        _discard_output()
        return 0
    except OSError as error:  # the output itself refuses: a full disk, a closed terminal
        _discard_output()
        print(f"{error.strerror or error}", file=sys.stderr)
        return ERROR


def _without_command() -> str:
    """A person at a terminal wants to ask; a program in a pipe is told how."""
    return "chat" if sys.stdin.isatty() and sys.stdout.isatty() else "--help"


def _mend_streams() -> None:
    """Arabic must go out whatever the locale says, and nowhere when there is no output at all."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for good
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for good
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.encoding.lower().startswith("utf"):
            stream.reconfigure(encoding="utf-8")


def _discard_output() -> None:
    """What is still to be flushed at exit goes where nothing can refuse it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _language(arguments: Sequence[str]) -> Language:
    chosen = _value("--lang", arguments) or os.environ.get("SHAWAHID_LANG", "ar")
    return "en" if chosen.startswith("en") else "ar"


def _value(option: str, arguments: Sequence[str]) -> str | None:
    """Known before parsing, because help and usage errors go by it too."""
    chosen = None
    for at, argument in enumerate(arguments):
        if argument == option and at + 1 < len(arguments):
            chosen = arguments[at + 1]
        elif argument.startswith(f"{option}="):
            chosen = argument.removeprefix(f"{option}=")
    return chosen


def _parser(language: Language, display: str | None) -> Parser:
    def told(ar: str, en: str) -> str:
        return Message(ar, en).to(language)

    make = partial(Parser, language=language, display=display)
    shared = make(add_help=False)
    _add_shared(shared, language)
    parser = make(
        prog="shawahid",
        parents=[shared],
        description=told(
            "اسأل وثائقك العربية؛ كل جواب معه شاهده منقولًا بحروفه وموضعه.",
            "Ask your own Arabic documents; every answer carries its quoted source.",
        ),
    )
    parser.add_argument(
        "--version", action="version", version="shawahid 0.1.0", help=told("النسخة", "the version")
    )
    # It need not be a class, whatever its type says.
    commands = parser.add_subparsers(  # type: ignore[call-overload]
        dest="command", metavar="COMMAND", parser_class=make
    )

    add = commands.add_parser(
        "add",
        parents=[shared],
        help=told("أضف ملفات ومجلدات أو جدّدها", "add or refresh files and folders"),
    )
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    add.add_argument(
        "--prune",
        action="store_true",
        help=told("وانسَ ما لم يعد موجودًا فيها", "and forget what is no longer there"),
    )
    _add_embedder(add, language)

    ask = commands.add_parser(
        "ask",
        parents=[shared],
        help=told("اسأل، وخذ الجواب بشواهده", "ask, and get the answer with its quotes"),
    )
    ask.add_argument("question", type=_question, help=told("السؤال", "the question"))
    ask.add_argument(
        "--top",
        type=_positive,
        default=3,
        metavar="N",
        help=told("أكثر عدد الشواهد (3)", "most quotes shown (3)"),
    )
    _add_model(ask, language)
    ask.add_argument(
        "--no-strict",
        action="store_true",
        help=told("علّم ما لا سند له ولا تحذفه", "mark unsupported statements, keep them"),
    )
    add_export(ask, language)
    _add_json(ask, language)

    sources = commands.add_parser(
        "sources", parents=[shared], help=told("اعرض قائمة الوثائق", "list the documents")
    )
    add_editing(sources, language)
    _add_json(sources, language)

    show = commands.add_parser(
        "show",
        parents=[shared],
        help=told("اعرض نص وثيقة أو موضعًا منها", "a document's text, or a place in it"),
    )
    _add_document(show, language)
    show.add_argument(
        "span",
        nargs="?",
        type=_span,
        metavar="START:END",
        help=told("الموضع بالمحارف", "the place, in code points"),
    )

    remove = commands.add_parser(
        "remove", parents=[shared], help=told("انسَ وثائق", "forget documents")
    )
    _add_document(remove, language, nargs="+")

    status = commands.add_parser(
        "status",
        parents=[shared],
        help=told("حال المكتبة وفهارسها", "the state of the library and its indexes"),
    )
    _add_json(status, language)

    chat = commands.add_parser(
        "chat",
        parents=[shared],
        help=told("حاور وثائقك في الطرفية", "converse with your documents in the terminal"),
    )
    chat.add_argument(
        "chat", nargs="?", type=int, metavar="CHAT", help=told("أكمل محادثة برقمها", "resume")
    )
    chat.add_argument(
        "-c",
        "--continue",
        dest="latest",
        action="store_true",
        help=told("أكمل الأخيرة", "the last"),
    )
    _add_model(chat, language)

    chats = commands.add_parser(
        "chats",
        parents=[shared],
        help=told("المحادثات المحفوظة", "saved conversations"),
    )
    _add_chats(chats, language)

    models = commands.add_parser(
        "models", parents=[shared], help=told("تحقق من النموذج", "does the model work")
    )
    models.add_argument("action", choices=["check"])
    _add_model(models, language)

    test = commands.add_parser(
        "test",
        parents=[shared],
        help=told("اختبر الأجوبة بحالات مكتوبة", "run scripted cases over the answers"),
    )
    add_options(test, language)

    add_citing_commands(
        lambda name, about: commands.add_parser(name, parents=[shared], help=about.to(language)),
        language,
        _span,
        _positive,
    )

    reindex = commands.add_parser(
        "reindex",
        parents=[shared],
        help=told("جدّد المقاطع والمتجهات كلها", "renew every passage and vector"),
    )
    _add_embedder(reindex, language)
    return parser


def _add_shared(shared: Parser, language: Language) -> None:
    """What every command takes, and what may stand before it as well."""
    shared.add_argument(
        "--library",
        type=Path,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help=Message(
            "مجلد المكتبة (.shawahid هنا، أو SHAWAHID_LIBRARY)",
            "the library's folder (.shawahid here, or SHAWAHID_LIBRARY)",
        ).to(language),
    )
    shared.add_argument(
        "--lang",
        choices=["ar", "en"],
        default=argparse.SUPPRESS,
        help=Message("لغة الرسائل", "of messages").to(language),
    )
    shared.add_argument(
        "--display",
        choices=["auto", "visual", "words", "kitty", "logical"],
        default=argparse.SUPPRESS,
        help=Message("ترتيب الحروف على الشاشة", "order of letters on the screen").to(language),
    )


def _add_json(parser: argparse.ArgumentParser, language: Language) -> None:
    told = Message("نتيجة للبرامج", "a result for programs").to(language)
    parser.add_argument("--json", action="store_true", help=told)


def _add_model(parser: argparse.ArgumentParser, language: Language) -> None:
    told = Message(
        "نموذج يصوغ الجواب: ollama:NAME أو openai:NAME أو anthropic:NAME أو gguf:FILE",
        "a model to word the answer: ollama:NAME, openai:NAME, anthropic:NAME or gguf:FILE",
    )
    parser.add_argument("--model", metavar="SPEC", help=told.to(language))


def _add_embedder(parser: argparse.ArgumentParser, language: Language) -> None:
    told = Message(
        "المُضمِّن: builtin أو ollama:MODEL أو openai:MODEL أو huggingface:MODEL",
        "builtin, ollama:MODEL, openai:MODEL or huggingface:MODEL",
    )
    parser.add_argument("--embedder", metavar="SPEC", help=told.to(language))


def _add_document(
    parser: argparse.ArgumentParser, language: Language, nargs: str | None = None
) -> None:
    told = Message("رقم الوثيقة أو مسارها أو عنوانها", "a document's id, path or title")
    parser.add_argument("document", nargs=nargs, metavar="DOC", help=told.to(language))


def _add_chats(parser: argparse.ArgumentParser, language: Language) -> None:
    def told(ar: str, en: str) -> str:
        return Message(ar, en).to(language)

    parser.add_argument(
        "chat", nargs="?", metavar="CHAT", help=told("رقمها، أو last", "its number, or last")
    )
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--search", metavar="WORDS", help=told("ابحث فيها", "search in them"))
    action.add_argument("--rename", metavar="TITLE", help=told("سمّها", "give it a title"))
    action.add_argument("--delete", action="store_true", help=told("احذفها", "delete it"))
    _add_json(parser, language)


def _question(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("the question is empty")
    return text


def _positive(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_QUOTES:
        raise argparse.ArgumentTypeError(f"{text!r}: 1–{_MOST_QUOTES}")
    return int(text)


def _span(text: str) -> tuple[int, int]:
    start, colon, end = text.partition(":")
    if not (colon and start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        raise argparse.ArgumentTypeError(f"{text!r}: START:END, 0 ≤ START < END")
    return int(start), int(end)


if __name__ == "__main__":
    sys.exit(main())
