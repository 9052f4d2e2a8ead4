"""The command line: what the user types, and the exit code that tells how it went.

Nothing heavy is imported here; each command is a module, and brings what it needs.
"""

from __future__ import annotations

import io
import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType

from assistant.cli.exits import DONE, FAILED, INTERRUPTED
from assistant.cli.help import Parser
from assistant.cli.options import add_shared
from index.errors import Language, Message, UserError

DEFAULT_LIBRARY = ".shawahid"
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
    default = Namespace(library=library, display=None)
    try:
        parser = _parser(language, display)
        options = parser.parse_args(given, default)
        if options.command is None:
            options = parser.parse_args([*given, _without_command()], default)
        code: int = _module(options.command).run(options, language)
        sys.stdout.flush()
        return code
    except UserError as error:
        from assistant.terminal.page import tell

        tell(error, language, display)
        return FAILED
    except KeyboardInterrupt:
        from assistant.terminal.page import tell

        print(file=sys.stderr)
        tell(_STOPPED, language, display)
        return INTERRUPTED
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        _discard_output()
        return DONE
    except OSError as error:  # the output itself refuses: a full disk, a closed terminal
        _discard_output()
        print(f"{error.strerror or error}", file=sys.stderr)
        return FAILED


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
    make = partial(Parser, language=language, display=display)
    shared = make(add_help=False)
    add_shared(shared)
    parser = make(prog="shawahid", parents=[shared], description=_ABOUT.to(language))
    parser.takes(
        "--version",
        action="version",
        version="shawahid 0.1.0",
        help=Message("النسخة", "the version"),
    )
    # It need not be a class, whatever its type says.
    commands = parser.add_subparsers(  # type: ignore[call-overload]
        dest="command", metavar="COMMAND", parser_class=make
    )
    for name, help in COMMANDS.items():
        commands.add_parser(
            name,
            parents=[shared],
            help=help.to(language),
            add_options=partial(_add_options, name),
        )
    return parser


def _add_options(command: str, parser: Parser) -> None:
    _module(command).add_options(parser)


def _module(command: str) -> ModuleType:
    """Where a command's `add_options` and `run` are."""
    return import_module(f"assistant.cli.{command}")


_ABOUT = Message(
    "اسأل وثائقك العربية؛ كل جواب معه شاهده منقولًا بحروفه وموضعه.",
    "Ask your own Arabic documents; every answer carries its quoted source.",
)
COMMANDS: Mapping[str, Message] = {
    "add": Message("أضف ملفات ومجلدات أو جدّدها", "add or refresh files and folders"),
    "ask": Message("اسأل، وخذ الجواب بشواهده", "ask, and get the answer with its quotes"),
    "sources": Message("اعرض قائمة الوثائق", "list the documents"),
    "show": Message("اعرض نص وثيقة أو موضعًا منها", "a document's text, or a span of it"),
    "remove": Message("أزِل وثائق", "remove documents"),
    "status": Message("حال المكتبة وفهارسها", "the state of the library and its indexes"),
    "doctor": Message("افحص ملفًّا أو المكتبة كلها", "what is wrong with a file or the library"),
    "chat": Message("حاور وثائقك في الطرفية", "converse with your documents in the terminal"),
    "chats": Message("المحادثات المحفوظة", "saved conversations"),
    "models": Message("تحقق من النموذج", "does the model work"),
    "test": Message("اختبر الأجوبة بحالات مكتوبة", "run scripted cases over the answers"),
    "export": Message("صدّر محادثة محفوظة", "export a saved conversation"),
    "cite": Message("وثّق موضعًا من وثيقة", "a reference for a span"),
    "verify": Message("هل ما زالت الشواهد قائمة؟", "do quotes still stand?"),
    "embed": Message("أكمل متجهات المقاطع", "make the vectors that passages lack"),
    "reindex": Message("جدّد المقاطع والمتجهات كلها", "rebuild every passage and vector"),
}
"""Each is a module of this package, imported when it is asked for."""
