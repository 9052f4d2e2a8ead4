"""`shawahid sources`: the documents of the library, and what is known of each corrected."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.cli.exits import DONE
from assistant.cli.help import Parser
from assistant.cli.options import add_json
from index.errors import Language, Message, UserError

if TYPE_CHECKING:
    from assistant.terminal.page import TerminalPage
    from index.store.records import DocumentSummary

_FIELDS = "author editor translator issued hijri publisher place volume url accessed …"
_DESCRIBING_A_WORK = ("author", "editor", "translator", "publisher", "issued")


def add_options(parser: Parser) -> None:
    parser.takes(
        "action",
        nargs="?",
        choices=["edit"],
        help=Message("صحّح بيانات وثيقة", "correct what is known of a document"),
    )
    parser.add_argument("document", nargs="?", metavar="DOC")
    parser.takes("fields", nargs="*", metavar="key=value", help=Message(_FIELDS, _FIELDS))
    add_json(parser)


def run(options: Namespace, language: Language) -> int:
    from assistant.assistant import Assistant
    from assistant.terminal.page import open_page

    page = open_page(language, options.display)
    if options.action == "edit":
        fields = _fields(options)
        with Assistant.open(options.library) as assistant:
            corrected = assistant.correct(options.document, fields)
        page.say(Message(f"صُحّحت: {corrected.title}", f"Corrected: {corrected.title}"))
        return DONE
    with Assistant.open(options.library) as assistant:
        documents = assistant.sources()
    if options.json:
        from assistant.schema import dumps

        page.result(dumps([_json(document) for document in documents]))
        return DONE
    for document in documents:
        _write(page, document)
    if not documents:
        page.say(Message("المكتبة فارغة.", "The library is empty."))
    return DONE


def _fields(options: Namespace) -> Mapping[str, str]:
    """`key=value`, or `key=` to leave the field out.

    :raises UserError: when no document or no field is named, or a field is no pair.
    """
    if options.document is None or not options.fields:
        raise UserError(
            Message("أي وثيقة، وأي حقل؟", "Which document, and which field?"),
            Message(
                "مثلًا: shawahid sources edit 3 author=الجاحظ المحقق=… year=1965",
                "As in: shawahid sources edit 3 author=الجاحظ editor=… year=1965",
            ),
        )
    return dict(map(_pair, options.fields))


def _pair(field: str) -> tuple[str, str]:
    name, equals, value = field.partition("=")
    if not name.strip() or not equals:
        raise UserError(
            Message(f"لا يُفهم الحقل «{name}»", f"The field “{name}” cannot be understood"),
            Message("اكتبه key=value؛ والرابط http…", "Write key=value; an address is http…"),
        )
    return name, value


def _write(page: TerminalPage, document: DocumentSummary) -> None:
    from assistant.controls import visible_line
    from assistant.terminal.line import isolate

    page.line(f"{document.id:>4}  ", page.bold(visible_line(document.title)))
    for source in document.sources:
        page.line(page.dim(isolate(visible_line(source))), indent=6)
    known = [document.metadata.get(name, "") for name in _DESCRIBING_A_WORK]
    if any(known):
        page.line(page.dim("، ".join(map(visible_line, filter(None, known)))), indent=6)
    page.line(page.dim(_state(document).to(page.language)), indent=6)


def _state(document: DocumentSummary) -> Message:
    gone = document.is_missing
    return Message(
        f"المقاطع {document.passages}، المحارف {document.characters}، {document.encoding}"
        + ("، لم يعد ملفها موجودًا" if gone else ""),
        f"passages: {document.passages}, characters: {document.characters}, {document.encoding}"
        + (", its file is gone" if gone else ""),
    )


def _json(document: DocumentSummary) -> dict[str, object]:
    return {
        "id": document.id,
        "title": document.title,
        "sources": list(document.sources),
        "sha256": document.sha256,
        "passages": document.passages,
        "characters": document.characters,
        "encoding": document.encoding,
        "state": "missing" if document.is_missing else "current",
        "added_at": document.added_at,
        "bibliography": document.metadata,
    }
