"""`shawahid chats`: saved conversations listed and searched; one shown, renamed or deleted."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.cli.exits import DONE
from assistant.cli.help import Parser
from assistant.cli.options import add_json
from assistant.controls import visible, visible_line
from assistant.terminal.line import isolate
from assistant.terminal.page import TerminalPage, open_page
from index.errors import Language, Message, UserError

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.conversation.chats import Chat, Chats
    from assistant.conversation.saved import SavedQuote
    from assistant.conversation.turns import Turn

TURNS_AT_ONCE = 50
"""Read from the file together, so that the longest conversation needs little memory."""


def add_options(parser: Parser) -> None:
    def text(ar: str, en: str) -> str:
        return Message(ar, en).to(parser.language)

    parser.add_argument(
        "chat", nargs="?", metavar="CHAT", help=text("رقمها، أو last", "its number, or last")
    )
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--search", metavar="WORDS", help=text("ابحث فيها", "search in them"))
    action.add_argument("--rename", metavar="TITLE", help=text("سمّها", "give it a title"))
    action.add_argument("--delete", action="store_true", help=text("احذفها", "delete it"))
    add_json(parser)


def run(options: Namespace, language: Language) -> int:
    from assistant.assistant import Assistant

    page = open_page(language, options.display)
    with Assistant.open(options.library) as assistant:
        chats = assistant.chats
        if options.chat is None:
            if options.rename is not None or options.delete:
                raise UserError(
                    Message("أي محادثة؟", "Which conversation?"),
                    Message("اذكر رقمها أو last", "Give its number, or last"),
                )
            _list(page, chats, options)
            return DONE
        chat = chats.named(options.chat)
        if options.rename is not None:
            chats.rename(chat.id, options.rename)
            page.say(Message(f"صار اسمها: {options.rename}", f"Renamed: {options.rename}"))
        elif options.delete:
            chats.delete(chat.id)
            page.say(Message(f"حُذفت: {chat.title}", f"Deleted: {chat.title}"))
        else:
            _show(page, assistant, chat)
    return DONE


def _list(page: TerminalPage, chats: Chats, options: Namespace) -> None:
    from assistant.conversation.chats import Match
    from assistant.schema import dumps

    if options.search is None:
        found = [Match(chat, ()) for chat in chats.listed()]
    else:
        found = chats.find(options.search)
    if options.json:
        page.result(dumps([{**asdict(each.chat), "found": list(each.turns)} for each in found]))
        return
    for each in found:
        page.line(f"{each.chat.id:>4}  ", page.bold(visible_line(each.chat.title)))
        page.line(page.dim(_facts(each.chat, each.turns).to(page.language)), indent=6)
    if not found:
        page.say(_NO_CHATS if options.search is None else _NONE_FOUND)


_NO_CHATS = Message("لا محادثات.", "There are no conversations.")
_NONE_FOUND = Message("لا محادثات فيها ذلك.", "There are no conversations with that.")


def _facts(chat: Chat, turns: tuple[int, ...]) -> Message:
    numbers = "، ".join(str(number) for number in turns)
    at = datetime.fromisoformat(chat.changed_at).astimezone().strftime("%Y-%m-%d %H:%M")
    return Message(
        f"{at}، عدد الأسئلة {chat.turns}" + (f"، في {numbers}" if turns else ""),
        f"{at}, questions: {chat.turns}" + (f", in {numbers}" if turns else ""),
    )


def _show(page: TerminalPage, assistant: Assistant, chat: Chat) -> None:
    page.line(page.bold(visible_line(chat.title)))
    for first in range(1, chat.turns + 1, TURNS_AT_ONCE):
        for turn in assistant.turns(chat.id, first, first + TURNS_AT_ONCE - 1):
            _show_turn(page, turn)


def _show_turn(page: TerminalPage, turn: Turn) -> None:
    from assistant.cli.answers import UNDERSTOOD
    from assistant.conversation.saved import SavedAnswer
    from assistant.messages import likelihood, refusal

    page.line()
    page.line("؟ ", page.bold(visible_line(turn.question)))
    understood = turn.answer.read_as or turn.understood
    if understood != turn.question:
        page.line(page.dim(UNDERSTOOD.to(page.language) + visible_line(understood)), indent=2)
    if turn.answer.reason:
        page.line(visible_line(refusal(turn.answer).to(page.language)))
        return
    likely = likelihood(turn.answer)
    before = [isolate(likely.to(page.language)), ": "] if likely else []
    page.line(*before, visible_line(turn.answer.text))
    assert isinstance(turn.answer, SavedAnswer)  # noqa: S101 - it was read from the file
    for number, quote in enumerate(turn.answer.quotes, 1):
        page.line(f"[{number}] «{visible(quote.text)}»", indent=2)
        page.line(page.dim(_place(quote)), indent=6)
        if quote.state != "current":
            page.line(page.bold(_STATES[quote.state].to(page.language)), indent=6)


def _place(quote: SavedQuote) -> str:
    parts = (quote.title, quote.source.path, f"{quote.start}:{quote.end}")
    return " — ".join(isolate(visible_line(part)) for part in parts)


_STATES = {
    "changed": Message(
        "تغيّر المصدر بعد الجواب؛ هذا ما كان فيه.",
        "The source has changed since; this is what it said.",
    ),
    "gone": Message(
        "لم يعد المصدر في المكتبة؛ هذا ما كان فيه.",
        "The source is no longer in the library; this is what it said.",
    ),
}
