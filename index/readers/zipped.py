"""Archives that documents come in are looked at before anything of them is inflated."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.etree import ElementTree

from index.errors import FileEncrypted, FileSkipped, Message

MAX_MEMBERS = 10_000
MAX_INFLATED = 400_000_000
"""Bytes of all members together, as the archive states them."""
MAX_RATIO, RATIO_FROM = 200, 2_000_000
"""Of a member's bytes to the archived ones, asked of members of more bytes than the second."""
_DECLARES = (b"<!DOCTYPE", b"<!ENTITY")
_PLAIN_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*>")
"""One that names a form of document and declares nothing."""
_ENCRYPTED = 0x1
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What an Office file behind a password begins with, instead of an archive."""


def open_zip(data: bytes) -> zipfile.ZipFile:
    """An archive that can be read without harm.

    :raises FileSkipped: when it is damaged or encrypted, or would inflate beyond reason.
    """
    if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        raise encrypted()
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError) as error:
        raise damaged() from error
    large = [
        one
        for one in members
        if one.file_size > RATIO_FROM and one.file_size > MAX_RATIO * max(1, one.compress_size)
    ]
    if len(members) > MAX_MEMBERS or sum(one.file_size for one in members) > MAX_INFLATED or large:
        raise FileSkipped(
            Message(
                f"يتضخم عند فكّه إلى أكثر من الحد ({MAX_INFLATED // 1_000_000} ميغابايت)",
                f"it would inflate beyond the limit ({MAX_INFLATED // 1_000_000} MB)",
            ),
            Message(
                "لا تفتحه إن لم تعرف مصدره؛ وإلا فقسّمه إلى ملفات أصغر",
                "do not open it unless you know where it is from; else split it",
            ),
        )
    if any(one.flag_bits & _ENCRYPTED for one in members):
        raise encrypted()
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a member; empty when there is none of that name.

    :raises FileSkipped: when it is damaged, or holds more than the archive stated.
    """
    try:
        stated = archive.getinfo(name)
    except KeyError:
        return b""
    try:
        with archive.open(stated) as file:
            data = file.read(stated.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError) as error:
        raise damaged() from error
    if len(data) > stated.file_size:
        raise damaged()
    return data


def xml(archive: zipfile.ZipFile, name: str) -> ElementTree.Element | None:
    """The root of a member that is XML; None when there is no such member.

    :raises FileSkipped: when it is no XML, or declares entities, as no office program does.
    """
    data = member(archive, name)
    if not data:
        return None
    data = _PLAIN_DOCTYPE.sub(b"", data, count=1)
    if any(each in data.replace(b"\0", b"") for each in _DECLARES):
        raise damaged()
    try:
        return ElementTree.fromstring(data)  # noqa: S314 - what declares entities is refused
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError) as error:
        raise damaged() from error


def damaged() -> FileSkipped:
    """A file that is not what its name says, or was cut short."""
    return FileSkipped(
        Message("الملف تالف أو مبتور", "the file is damaged or cut short"),
        Message(
            "افتحه في برنامجه واحفظه من جديد، أو استعد نسخة سليمة",
            "open it in its program and save it anew, or restore a sound copy",
        ),
    )


def encrypted() -> FileEncrypted:
    """A file that only its password opens."""
    return FileEncrypted(
        Message("محميّ بكلمة مرور", "protected by a password"),
        Message(
            "احفظ نسخة منه بلا كلمة مرور ثم أضفها", "save a copy without a password, then add it"
        ),
    )
