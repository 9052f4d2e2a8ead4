"""A PDF's bytes are opened, or refused with the reason: encrypted, damaged, cut short, too big."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import FileSkipped, Message

if TYPE_CHECKING:
    from playa import Document

MAX_PAGES = 10_000
_HEADER = b"%PDF-"
_HEADER_WITHIN = 1_024
_END_WITHIN = 4_096


@contextmanager
def opened(data: bytes, password: str) -> Iterator[Document]:
    """The document, closed at the end.

    :raises FileSkipped: when it cannot be opened; of anything that the parser raises inside,
        too, as then the file is damaged.
    """
    import playa

    if _HEADER not in data[:_HEADER_WITHIN]:
        raise _damaged(Message("ليس ملف PDF", "it is not a PDF file"))
    if b"%%EOF" not in data[-_END_WITHIN:] and b"startxref" not in data[-_END_WITHIN:]:
        raise _damaged(Message("الملف مقطوع: لا نهاية له", "the file is cut short: it has no end"))
    logging.getLogger("playa").setLevel(logging.CRITICAL)  # what it says goes to no user
    try:
        document = playa.parse(data, password=password)
    except UnicodeError as error:  # a password that no encryption of its age could have had
        raise _locked(bool(password)) from error
    except Exception as error:
        raise _named(error, bool(password)) from error
    try:
        with document:
            if not len(document.pages):
                raise _damaged(Message("الملف بلا صفحات", "the file has no pages"))
            if len(document.pages) > MAX_PAGES:
                raise _too_many(len(document.pages))
            yield document
    except (FileSkipped, MemoryError):
        raise
    except Exception as error:
        raise _named(error, bool(password)) from error


def _named(error: Exception, tried: bool) -> FileSkipped:
    """What an exception of the parser tells the user."""
    import playa

    if isinstance(error, playa.PDFPasswordIncorrect):
        return _locked(tried)
    if isinstance(error, playa.PDFEncryptionError):
        return FileSkipped(
            Message("معمّى بطريقة لا نعرفها", "encrypted in a way that we do not know"),
            Message("احفظه بلا تعمية ثم أضفه", "save it without encryption, then add it"),
        )
    return _damaged(Message("الملف تالف", "the file is damaged"))


def _locked(tried: bool) -> FileSkipped:
    return FileSkipped(
        Message("كلمة المرور لا تفتحه", "the password does not open it")
        if tried
        else Message("محميّ بكلمة مرور", "it is protected by a password"),
        Message(
            "ضع كلمة المرور في ملف وأعطه: --password-file",
            "put the password into a file and name it: --password-file",
        ),
    )


def _damaged(message: Message) -> FileSkipped:
    return FileSkipped(
        message,
        Message("أعد تنزيله أو تصديره ثم أضفه", "download or export it again, then add it"),
    )


def _too_many(pages: int) -> FileSkipped:
    return FileSkipped(
        Message(f"صفحاته {pages}، والحد {MAX_PAGES}", f"{pages} pages; the limit is {MAX_PAGES}"),
        Message("قسّمه إلى ملفات أصغر", "split it into smaller files"),
    )
