"""Which files the user means: those named, and those of the folders named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.errors import Message, UserError
from index.readers.formats import READERS


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file to read, each once, folders walked in the order of names.

    A file that is named is given whatever it is, so that reading it can say what is wrong.
    In a folder only files with a suffix of `READERS` count; hidden names (`.shawahid` is one) and
    links are passed over, so that the walk neither leaves the folder nor loops. A folder that
    cannot be opened is given itself, to be reported.

    :raises UserError: before the first file, when a path does not exist.
    """
    named = list(paths)
    for path in named:
        if not os.path.lexists(path):
            raise UserError(
                Message(f"لا وجود لهذا المسار: {_shown(path)}", f"no such path: {_shown(path)}"),
                Message("راجع كتابة الاسم والمجلد الذي أنت فيه", "check the name and your folder"),
            )
    return _each_once(file for path in named for file in _below(path))


def _each_once(files: Iterable[Path]) -> Iterator[Path]:
    seen: set[str] = set()
    for file in files:
        absolute = os.path.abspath(file)
        if absolute not in seen:
            seen.add(absolute)
            yield file


def _below(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    closed: list[OSError] = []
    for folder, names, files in os.walk(path, onerror=closed.append):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            file = Path(folder, name)
            if name.startswith(".") or file.suffix.lower() not in READERS or file.is_symlink():
                continue
            yield file
    yield from (Path(os.fsdecode(error.filename)) for error in closed)


def _shown(path: Path) -> str:
    return os.fsencode(path).decode("utf-8", "replace")
