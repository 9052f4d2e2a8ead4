"""Files become text here: one module for each format, one door before them.

`file_bytes` and `extract` are two steps: a file whose bytes are known need not be extracted.
"""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path
from unicodedata import category

from index.errors import FileSkipped, Message
from index.readers import sidecar
from index.readers.apart import Children
from index.readers.finding import LeftOut, Wanted, find_files, walk
from index.readers.formats import APART, READERS
from index.types import Extraction, ReaderOptions

__all__ = [
    "MAX_BYTES",
    "READERS",
    "Children",
    "LeftOut",
    "Wanted",
    "documents",
    "extract",
    "file_bytes",
    "find_files",
    "read_file",
    "sidecar",
    "walk",
    "with_sidecar",
]

MAX_BYTES = 200_000_000
"""Of one file: extracting takes up to ten times as much memory."""


def read_file(path: Path) -> Extraction:
    """Load a file, extract its text and add what its sidecar says of it.

    :raises FileSkipped: with the reason, when no text can be had from the file.
    """
    return with_sidecar(extract(path, file_bytes(path)), sidecar.sidecar_bytes(path))


def file_bytes(path: Path) -> bytes:
    """The bytes of a file that may hold a document.

    :raises FileSkipped: when the suffix is unknown, or the file is too big, empty, not a
        regular file, or cannot be opened.
    """
    try:
        # Asked before opening: a FIFO would block, a device might act.
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise _not_a_file(mode)
        _refuse_suffix(path)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileSkipped(
            Message(f"تعذّر فتح الملف: {error.strerror}", f"cannot be opened: {error.strerror}"),
            Message("راجع وجود الملف وصلاحية قراءته", "check that it exists and may be read"),
        ) from error
    if len(data) > MAX_BYTES:
        raise FileSkipped(
            Message(
                f"أكبر من الحد ({MAX_BYTES // 1_000_000} ميغابايت)",
                f"over the size limit ({MAX_BYTES // 1_000_000} MB)",
            ),
            Message("قسّمه إلى ملفات أصغر", "split it into smaller files"),
        )
    if not data.strip():
        raise _empty()
    return data


def documents(
    data: bytes, options: ReaderOptions, children: Children | None = None
) -> list[Extraction]:
    """Make text of a file's bytes; nothing is opened, followed or fetched.

    :param options: whose path tells the format and, where the file names no title, the title.
    :param children: who reads formats of `APART`; this process without any.
    :return: one document; as many as an archive or a mailbox holds.
    :raises FileSkipped: when there is no text in the bytes.
    """
    _refuse_suffix(options.path)
    reader = READERS[options.path.suffix.lower()]
    if children is not None and reader in APART:
        found = children.read(reader, data, options)
    else:
        found = list(reader(data, options))
    worded = [one for one in found if _is_worded(one.text)]
    if not worded:
        raise _empty()
    return worded


def _is_worded(text: str) -> bool:
    """Whether anything is to be seen: not by white space, direction marks and joiners alone."""
    return any(not each.isspace() and category(each) not in {"Cc", "Cf"} for each in text)


def extract(path: Path, data: bytes) -> Extraction:
    """The one document of a file, read in this process; raises as `documents`, and for several."""
    found = documents(data, ReaderOptions(path))
    if len(found) > 1:
        raise _several()
    return found[0]


def with_sidecar(extraction: Extraction, sidecar_data: bytes) -> Extraction:
    """The extraction with the fields of a sidecar, which outweigh the file's own."""
    fields = sidecar.fields(sidecar_data) if sidecar_data else {}
    title = fields.pop("title", extraction.title)
    return replace(extraction, title=title, metadata={**extraction.metadata, **fields})


def _refuse_suffix(path: Path) -> None:
    if path.suffix.lower() in READERS:
        return
    known = " ".join(sorted(READERS))
    raise FileSkipped(
        Message(f"لاحقة غير معروفة؛ المعروف: {known}", f"unknown suffix; known: {known}"),
        Message(
            "إن كان نصًّا فأعطه اللاحقة .txt، وإلا فحوّله إلى نص",
            "if it is text name it .txt, else convert it to text",
        ),
    )


def _not_a_file(mode: int) -> FileSkipped:
    if stat.S_ISDIR(mode):
        return FileSkipped(
            Message("مجلد لا يمكن فتحه", "a folder that cannot be opened"),
            Message("راجع صلاحية قراءته", "check that you may read it"),
        )
    return FileSkipped(
        Message("ليس ملفًّا عاديًّا", "not a regular file"),
        Message("أعطني ملفًّا أو مجلدًا", "give a file or a folder"),
    )


def _several() -> FileSkipped:
    return FileSkipped(
        Message("فيه أكثر من وثيقة", "it holds more than one document"),
        Message("اجعل كل وثيقة في ملف ثم أضفها", "put each document into a file, then add it"),
    )


def _empty() -> FileSkipped:
    return FileSkipped(
        Message("ليس فيه نص", "no text in it"),
        Message("راجع محتواه؛ لا شيء فيه يُقتبس", "check its content; nothing can be quoted"),
    )
