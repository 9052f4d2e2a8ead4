"""The quotes of a file or of a saved conversation, each compared with its source as it is now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from assistant.answer import KeptQuote
from assistant.conversation.chats import LAST, Chat, Chats
from assistant.conversation.saved import SavedQuote
from assistant.export.claims import claims
from assistant.verification.source_texts import SourceTexts
from assistant.verification.status import CheckedClaim, check_claim
from index.errors import Message, UserError
from index.store.library import Library


def verify(
    name: str, library: Library | None = None, sources: Sequence[Path] = ()
) -> list[CheckedClaim]:
    """
    :param name: of a file that was exported; with a library also a conversation's number, or
        `last`.
    :param library: where the sources are looked for; None when they are files alone.
    :param sources: files to look in, and in none of the places that a quote names itself.
    :raises UserError: when there are no quotes in it, or a source is not there.
    """
    found = _saved(name, library) if library and _is_chat(name) else claims(Path(name))
    return verify_quotes(found, Path(name), library, sources)


def verify_quotes(
    quotes: Sequence[KeptQuote], file: Path, library: Library | None, sources: Sequence[Path]
) -> list[CheckedClaim]:
    """As `verify`, of quotes that were read already.

    :param file: that they stand in; beside it their sources may lie.
    """
    for source in sources:
        if not source.is_file():
            raise UserError(
                Message(f"لا ملف في {source}", f"There is no file {source}"),
                Message("راجع المسار", "Check the path"),
            )
    if not quotes:
        raise UserError(
            Message(f"لا شواهد في {file}", f"There are no quotes in {file}"),
            Message("أعط ملفًّا صدّره شواهد", "Give a file that shawahid exported"),
        )
    recognised = any("ocr" in quote.caveats for quote in quotes)
    texts = SourceTexts(library, sources, file.absolute().parent, ocr=recognised)
    return [check_claim(each, texts) for each in quotes]


def broken_quotes(
    library: Library, chats: Chats, documents: Collection[int]
) -> Iterator[tuple[Chat, CheckedClaim]]:
    """The quotes of saved conversations that no longer stand in some documents."""
    texts = SourceTexts(library)
    for chat in chats.listed():
        for turn in chats.turns(chat.id, library):
            for quote in turn.answer.quotes:
                if isinstance(quote, SavedQuote) and quote.document_id in documents:
                    checked = check_claim(quote, texts)
                    if not checked.status.holds:
                        yield chat, checked


def _is_chat(name: str) -> bool:
    return (name.isdecimal() or name == LAST) and not Path(name).exists()


def _saved(name: str, library: Library) -> list[KeptQuote]:
    with Chats.open(library.path) as chats:
        turns = chats.turns(chats.named(name).id, library)
    quotes = [quote for turn in turns for quote in turn.answer.quotes]
    return [quote for quote in quotes if isinstance(quote, SavedQuote)]
