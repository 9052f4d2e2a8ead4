"""Which files the user means: those named, those of the folders named, and why any is left out."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from index.errors import Message, UserError
from index.readers.formats import READERS
from index.readers.sidecar import SUFFIXES as SIDECARS

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILE = ".shawahidignore"
"""In any folder: names of what is meant to be left there, in the syntax of `.gitignore`."""

Why = Literal["suffix", "hidden", "link", "ignored", "sidecar"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a walk meets and does not give to be read; a folder stands for all that is in it."""

    path: Path
    why: Why
    """`suffix`: no reader takes such files; `ignored`: the user said so, by file or by option."""
    looks_like: str = ""
    """The suffix by which a reader would take what is in it, as far as its first bytes tell."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user wants of folders; names in the syntax of `.gitignore`."""

    include: Sequence[str] = ()
    """Files that match none of these are left, when there is any."""
    exclude: Sequence[str] = ()


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file to read, as `walk` meets them; raises as it does."""
    return (found for found in walk(paths) if isinstance(found, Path))


def walk(paths: Iterable[Path], wanted: Wanted | None = None) -> Iterator[Path | LeftOut]:
    """Everything that lies in the folders named, each once, in the order of names.

    A file that is named is given whatever it is, so that reading it can say what is wrong.
    In a folder, hidden names (`.shawahid` is one) and links are left out, so that the walk neither
    leaves the folder nor loops. A folder that cannot be opened is given itself, to be reported.

    :raises UserError: before the first file, when a path does not exist, or a pattern is no
        pattern.
    """
    named = list(paths)
    for path in named:
        if not os.path.lexists(path):
            raise UserError(
                Message(f"لا وجود لهذا المسار: {_shown(path)}", f"no such path: {_shown(path)}"),
                Message("راجع كتابة الاسم والمجلد الذي أنت فيه", "check the name and your folder"),
            )
    wanted = wanted or Wanted()
    chosen = _patterns(wanted.include) if wanted.include else None
    rules = _Rules(chosen, _patterns(wanted.exclude))
    return _each_once(found for path in named for found in _below(path, rules))


@dataclass(frozen=True, slots=True)
class _Rules:
    """What of a folder counts."""

    include: GitIgnoreSpec | None
    exclude: GitIgnoreSpec
    ignored: tuple[tuple[Path, GitIgnoreSpec], ...] = ()
    """The ignore files above, with their folders."""

    def within(self, folder: Path) -> _Rules:
        """With what the folder's own ignore file says."""
        try:
            lines = (folder / IGNORE_FILE).read_text("utf-8", "replace").splitlines()
        except OSError:
            return self
        own = (folder, _patterns(lines))
        return _Rules(self.include, self.exclude, (*self.ignored, own))

    def leaves(self, path: Path, root: Path, *, is_folder: bool) -> bool:
        """Whether something below a folder named is meant to be left."""
        mark = "/" if is_folder else ""
        place = path.relative_to(root).as_posix() + mark
        if self.exclude.match_file(place):
            return True
        if self.include is not None and not is_folder and not self.include.match_file(place):
            return True
        return any(
            spec.match_file(path.relative_to(folder).as_posix() + mark)
            for folder, spec in self.ignored
        )


def _patterns(lines: Sequence[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError as error:
        raise UserError(
            Message(f"نمط غير صحيح: {error}", f"no sound pattern: {error}"),
            Message("اكتبه كما في ‎.gitignore", "write it as in .gitignore"),
        ) from error


def _each_once(found: Iterable[Path | LeftOut]) -> Iterator[Path | LeftOut]:
    seen: set[str] = set()
    for one in found:
        absolute = os.path.abspath(one if isinstance(one, Path) else one.path)
        if absolute not in seen:
            seen.add(absolute)
            yield one


def _below(path: Path, rules: _Rules) -> Iterator[Path | LeftOut]:
    if not path.is_dir():
        yield path
        return
    closed: list[OSError] = []
    within: dict[str, _Rules] = {}
    for folder, names, files in os.walk(path, onerror=closed.append):
        here = within.pop(folder, rules).within(Path(folder))
        kept = []
        for name in sorted(names):
            inner = Path(folder, name)
            why = _why_left(inner, path, here, is_folder=True)
            if why:
                yield LeftOut(inner, why)
            else:
                kept.append(name)
                within[str(inner)] = here
        names[:] = kept
        for name in sorted(files):
            file = Path(folder, name)
            why = _why_left(file, path, here, is_folder=False)
            if why:
                yield LeftOut(file, why, _looks_like(file) if why == "suffix" else "")
            else:
                yield file
    yield from (Path(os.fsdecode(error.filename)) for error in closed)


def _why_left(path: Path, root: Path, rules: _Rules, *, is_folder: bool) -> Why | None:
    if path.name.startswith("."):
        return "hidden"
    if os.path.islink(path):  # unlike Path's, false where a folder lets nobody ask
        return "link"
    if rules.leaves(path, root, is_folder=is_folder):
        return "ignored"
    if is_folder or path.suffix.lower() in READERS:
        return None
    return "sidecar" if _is_sidecar(path) else "suffix"


def _is_sidecar(path: Path) -> bool:
    """Whether a file describes a document beside it."""
    if path.suffix.lower() not in SIDECARS:
        return False
    beside = (path.with_suffix(suffix) for suffix in ("", *READERS))
    return any(map(os.path.isfile, beside))  # unlike Path's, false for a name too long


def _looks_like(path: Path) -> str:
    """The suffix that fits a file's first bytes, empty where none does for sure.

    Of text only what holds Arabic: whoever keeps programs in a folder has not misnamed them.
    """
    try:
        # Asked before opening: a FIFO would block, a device might act.
        if not stat.S_ISREG(path.stat().st_mode):
            return ""
        with path.open("rb") as file:
            start = file.read(_FIRST_BYTES)
    except OSError:
        return ""
    for suffix, begins, holds in _SIGNS:
        if start.startswith(begins) and holds in start:
            return suffix
    text = start.decode("utf-8", "ignore")
    is_whole = len(text.encode()) > len(start) - 4  # the last character may be cut
    is_text = is_whole and not _CONTROL.search(text) and _ARABIC.search(text)
    return ".txt" if is_text else ""


_FIRST_BYTES = 4_096
_SIGNS = (
    (".pdf", b"%PDF-", b""),
    (".rtf", b"{\\rtf", b""),
    (".epub", b"PK\x03\x04", b"mimetypeapplication/epub+zip"),
    (".odt", b"PK\x03\x04", b"mimetypeapplication/vnd.oasis.opendocument.text"),
    (".docx", b"PK\x03\x04", b"word/"),
    (".pptx", b"PK\x03\x04", b"ppt/"),
    (".xlsx", b"PK\x03\x04", b"xl/"),
)
"""Suffix, what such a file begins with, and what its first bytes hold."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ARABIC = re.compile("[ء-ي]{2}")


def _shown(path: Path) -> str:
    return os.fsencode(path).decode("utf-8", "replace")
