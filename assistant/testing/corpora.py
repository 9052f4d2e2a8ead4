"""The library that a file's cases are asked of: one that is there, or one made for them."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from assistant.assistant import Assistant
from assistant.testing.case import CaseFile
from index.errors import FileSkipped, Message, UserError
from index.readers import file_bytes, find_files, sidecar
from index.store.library import FILE

KEPT_SECONDS = 30 * 24 * 3600
"""After its last use a library made for cases is removed."""


@contextmanager
def opened(file: CaseFile, default: Path, fast: bool = False) -> Iterator[Assistant]:
    """What answers from the library of a file's `corpus` or `library`, by its model if it has one.

    :param default: the library's folder when the file names neither.
    :param fast: whether to answer by words alone, without the encoder.
    :raises UserError: when it is missing, or a file of the corpus cannot be read.
    """
    model = file.head.settings.model
    with Assistant.open(folder_of(file, default), model=model, fast=fast) as assistant:
        yield assistant


def folder_of(file: CaseFile, default: Path) -> Path:
    """The folder of that library, made first where the file has a corpus."""
    here = file.path.parent
    if file.head.library is not None:
        return here / file.head.library
    if file.head.corpus is None:
        return default
    corpus = file.head.corpus
    names = (corpus,) if isinstance(corpus, str) else corpus
    return _made_of([(here / name).resolve() for name in names])


def cache_folder() -> Path:
    """`shawahid` in the user's folder of what may be lost (XDG Base Directory 0.8)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "shawahid"


@cache
def program_fingerprint(package: str) -> str:
    """Of every file of a package that bears on its work: code, word lists, trained models."""
    digest = hashlib.sha256()
    for part in sorted((Path(__file__).parents[2] / package).rglob("*")):
        if part.suffix in _PROGRAM and part.is_file():
            digest.update(part.name.encode() + hashlib.sha256(part.read_bytes()).digest())
    return digest.hexdigest()[:16]


_PROGRAM = frozenset({".py", ".npz", ".json", ".onnx", ".txt"})


def _made_of(paths: Sequence[Path]) -> Path:
    """A library of these files, found again for as long as they and the index's code are the same.

    :raises FileSkipped: for the first file that cannot be read.
    :raises UserError: when there is no place for it.
    """
    cache = cache_folder() / "cases"
    folder = cache / _content(paths)
    if not (folder / FILE).is_file():
        _make(cache)
        _remove_old(cache)
        made = Path(tempfile.mkdtemp(dir=cache))
        try:
            _fill(made, paths)
            with suppress(OSError):  # another process has put the same one there meanwhile
                made.rename(folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    os.utime(folder)
    return folder


def _make(cache: Path) -> None:
    try:
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            Message(
                f"تعذّر إنشاء {cache}: {error.strerror}", f"Cannot make {cache}: {error.strerror}"
            ),
            Message("عيّن مجلدًا في XDG_CACHE_HOME", "Name a folder in XDG_CACHE_HOME"),
        ) from error


def _content(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256(program_fingerprint("index").encode())
    for file in find_files(paths):
        try:
            parts = (os.fsencode(file), file_bytes(file), sidecar.sidecar_bytes(file))
        except FileSkipped as reason:
            raise _naming(file, reason) from reason
        for part in parts:
            digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:32]


def _fill(folder: Path, paths: Sequence[Path]) -> None:
    with Assistant.open(folder, create=True) as assistant:
        for result in assistant.add(paths):
            if result.reason is not None:
                raise _naming(result.path, result.reason) from result.reason


def _naming(file: Path, reason: FileSkipped) -> FileSkipped:
    why = reason.message
    return FileSkipped(Message(f"{file}: {why.ar}", f"{file}: {why.en}"), reason.hint)


def _remove_old(cache: Path) -> None:
    for folder in cache.iterdir():
        if folder.stat().st_mtime < time.time() - KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
