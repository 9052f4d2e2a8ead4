"""Where an export goes: to a new file, or over an earlier export; never over anything else."""

from __future__ import annotations

import os
from pathlib import Path

from assistant.export.claims import claims
from index.errors import Message, UserError
from index.store.library import Library


def check_file(file: Path, library: Library) -> None:
    """Known before anything is asked or made.

    An earlier export is known by quotes that `verify` can read, and by not being a source.

    :raises UserError: when nothing may be written there, or there is no such folder.
    """
    if not file.parent.is_dir():
        raise _cannot_write(file, Message(f"لا مجلد في {file.parent}", f"no folder {file.parent}"))
    if file.is_file() and (library.file(os.path.abspath(file)) or not _is_export(file)):
        raise UserError(
            Message(
                f"في {file} ما ليس تصديرًا سابقًا، فلا يُكتب فوقه",
                f"{file} is there, and is no earlier export",
            ),
            Message("اختر اسمًا آخر، أو انقل ذلك الملف", "Choose another name, or move that file"),
        )


def write_file(file: Path, data: bytes) -> None:
    """:raises UserError: when the system refuses."""
    try:
        file.write_bytes(data)
    except OSError as error:
        raise _cannot_write(file, Message(str(error.strerror), str(error.strerror))) from error


def _is_export(file: Path) -> bool:
    try:
        return bool(claims(file))
    except UserError:
        return False


def _cannot_write(file: Path, why: Message) -> UserError:
    return UserError(
        Message(f"تعذّرت كتابة {file}: {why.ar}", f"Cannot write {file}: {why.en}"),
        Message("راجع المسار والصلاحية", "Check the path and its permissions"),
    )
