"""What a person calls a document: its number, its title, its path or the last parts of one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index.arabic import composed
from index.errors import Message, UserError
from index.store.records import DocumentSummary
from index.types import Document


def goes_by(name: str, document: Document | DocumentSummary) -> bool:
    """Whether it is the document's title, one of its paths, or the last parts of one.

    Names that look the same are the same: a Mac writes «أ» as two code points.
    """
    name = composed(name)
    wanted = Path(name).parts
    return name == composed(document.title) or any(
        bool(wanted) and Path(composed(source)).parts[-len(wanted) :] == wanted
        for source in document.sources
    )


def named(name: str, documents: Sequence[DocumentSummary]) -> DocumentSummary:
    """The one document that a name fits; an id wins over a title that is a number.

    :raises UserError: when none fits, or more than one.
    """
    found = [document for document in documents if str(document.id) == name] or [
        document for document in documents if goes_by(name, document)
    ]
    if len(found) == 1:
        return found[0]
    hint = Message("القائمة: shawahid sources", "The list: shawahid sources")
    if not found:
        raise UserError(Message(f"لا وثيقة باسم «{name}»", f"There is no document “{name}”"), hint)
    ids = [str(document.id) for document in found]
    raise UserError(
        Message(
            f"«{name}» يصدق على وثائق عدة: {'، '.join(ids)}",
            f"“{name}” fits several documents: {', '.join(ids)}",
        ),
        hint,
    )
