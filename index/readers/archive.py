"""An archive's documents, each under its name inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from index.errors import FileSkipped, Message
from index.readers.zipped import member, open_zip
from index.types import Extraction, ReaderOptions

_UTF8 = 0x800
MAX_DEPTH = 2
"""Archives in archives."""


def read(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """Take the documents of a `.zip`; what is none of ours is counted in the first one's remarks.

    :raises FileSkipped: when it is damaged, encrypted, would inflate beyond reason, or holds
        nothing that can be read.
    """
    found = list(_documents(data, options, 1))
    read = [each for each in found if isinstance(each, Extraction)]
    remarks = tuple(each for each in found if isinstance(each, Message))
    if not read:
        why = remarks[0] if remarks else Message("أرشيف فارغ", "an empty archive")
        raise FileSkipped(
            Message(f"لا وثيقة فيه تُقرأ: {why.ar}", f"no document in it can be read: {why.en}"),
            Message("راجع محتواه", "check its content"),
        )
    yield replace(read[0], remarks=(*read[0].remarks, *remarks))
    yield from read[1:]


def _documents(data: bytes, options: ReaderOptions, depth: int) -> Iterator[Extraction | Message]:
    from index.readers.formats import READERS

    archive = open_zip(data)
    for info in archive.infolist():
        name = _name(info)
        own = PurePosixPath(name)
        if info.is_dir() or not name or own.name.startswith(".") or "__MACOSX" in own.parts:
            continue
        suffix = own.suffix.lower()
        try:
            inside = replace(options, path=Path(own.name))
            if suffix == ".zip" and depth < MAX_DEPTH:
                read: Iterable[Extraction | Message] = _documents(
                    member(archive, info.filename), inside, depth + 1
                )
            elif suffix in READERS and suffix != ".zip":
                read = READERS[suffix](member(archive, info.filename), inside)
            else:
                yield Message(f"ليس مما يُقرأ: {name}", f"not for us: {name}")
                continue
            for one in read:
                if isinstance(one, Extraction):
                    place = "/".join(filter(None, (name, one.member)))
                    yield replace(one, member=place)
                else:
                    yield one
        except FileSkipped as reason:
            yield Message(f"{name}: {reason.message.ar}", f"{name}: {reason.message.en}")


def _name(info: ZipInfo) -> str:
    """The name of a member, as the system that packed it wrote it, without steps upwards."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "cp1256"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = name.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))
