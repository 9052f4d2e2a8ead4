"""A letter, a mailbox of them, or a web page saved as one (RFC 5322, 4155 and 2557)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath

from index.errors import FileSkipped, Message
from index.readers import html
from index.readers.bibliography import one_line, stem_title
from index.readers.encoding import decode
from index.readers.zipped import damaged
from index.types import Extraction, ReaderOptions

_PARTED = re.compile(rb"(?m)^From [^\r\n]*\r?\n")
_FIELDS = {"From": "author", "To": "recipient"}


def read(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """Take a letter (`.eml`) and what is attached to it, as far as that can be read.

    :raises FileSkipped: when it has no header of a letter.
    """
    return _letter(data, options, "")


def read_mailbox(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """Take the letters of a mailbox (`.mbox`), each by its number.

    :raises FileSkipped: when there is none in it.
    """
    if not data.startswith(b"From "):
        raise damaged()
    letters = [part for part in _PARTED.split(data) if part.strip()]
    for number, letter in enumerate(letters, 1):
        yield from _letter(re.sub(rb"(?m)^>(>*From )", rb"\1", letter), options, str(number))


def read_page(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """Take the page of a web archive (`.mhtml`).

    :raises FileSkipped: when it holds no page.
    """
    for part in _parsed(data).walk():
        if part.get_content_type() == "text/html":
            words = decode(_payload(part), part.get_content_charset() or "").text
            yield from html.read(words.encode(), options)
            return
    raise damaged()


def _parsed(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    if not message.keys():
        raise damaged()
    return message


def _letter(data: bytes, options: ReaderOptions, member: str) -> Iterator[Extraction]:
    message = _parsed(data)
    attached = list(_attached(message, options, member))
    read = [each for each in attached if isinstance(each, Extraction)]
    remarks = tuple(each for each in attached if isinstance(each, Message))
    title = one_line(_header(message, "Subject")) or stem_title(options.path)
    body = _body(message, title, options)
    if body is not None and body.text.strip():
        yield replace(
            body,
            title=title,
            metadata=_fields(message),
            remarks=(*body.remarks, *remarks),
            member=member,
        )
    elif read and remarks:
        read[0] = replace(read[0], remarks=(*read[0].remarks, *remarks))
    yield from read


def _body(message: EmailMessage, title: str, options: ReaderOptions) -> Extraction | None:
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        if part is None:
            continue
        decoded = decode(_payload(part) or b" ", part.get_content_charset() or "")
        if kind == "html":
            return next(iter(html.read(decoded.text.encode(), options)), None)
        text = decoded.text.strip("\n")
        return Extraction(
            text,
            title,
            caveats=decoded.caveats_for(text),
            encoding=decoded.encoding,
            remarks=decoded.remarks,
        )
    return None


def _payload(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, LookupError):  # the parser's, on broken ones
        return ""


def _fields(message: EmailMessage) -> dict[str, str]:
    fields = {csl: one_line(_header(message, name)) for name, csl in _FIELDS.items()}
    try:
        fields["issued"] = parsedate_to_datetime(_header(message, "Date")).date().isoformat()
    except (ValueError, TypeError, IndexError):
        fields["issued"] = ""
    return {name: words for name, words in fields.items() if words}


def _attached(
    message: EmailMessage, options: ReaderOptions, member: str
) -> Iterator[Extraction | Message]:
    """What is attached: read, or why it is not."""
    from index.readers.formats import READERS

    for number, part in enumerate(message.iter_attachments(), 1):
        name = PurePosixPath(one_line(part.get_filename() or f"{number}").replace("\\", "/")).name
        reader = READERS.get(PurePosixPath(name).suffix.lower())
        if reader is None:
            yield Message(f"مرفق لم يُقرأ: {name}", f"attachment not read: {name}")
            continue
        try:
            for one in reader(_payload(part), replace(options, path=Path(name))):
                place = "/".join(filter(None, (member, name, one.member)))
                yield replace(one, member=place)
        except FileSkipped as reason:
            yield Message(
                f"مرفق لم يُقرأ: {name}: {reason.message.ar}",
                f"attachment not read: {name}: {reason.message.en}",
            )
