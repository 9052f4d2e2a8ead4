"""What went wrong, in words by which the user can mend it.

UserError              a wrong path, a locked library, a missing extra: two lines, exit code 1
├── ExtraMissing       an extra's packages are not installed
├── EncoderMissing     the encoder's model, which ships with us, is not there
├── FileSkipped        one file cannot be indexed; the rest of the work goes on
│   └── FileEncrypted  … unless its password is given
├── LibraryMissing     there is no library yet
├── LibraryBusy        another process is writing
└── EmbedderMismatch   the library's vectors were made by another embedder
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["ar", "en"]


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence for the user, in both languages of the interface."""

    ar: str
    en: str

    def to(self, language: Language) -> str:
        return self.ar if language == "ar" else self.en


class UserError(Exception):
    """Something that the user can mend.

    :param message: what happened, and where.
    :param hint: what to do next.
    """

    def __init__(self, message: Message, hint: Message) -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint


class ExtraMissing(UserError):
    """The packages that an extra brings are not installed."""

    def __init__(self, extra: str) -> None:
        install = how_to_install(extra)
        super().__init__(
            Message(f"حزمة {extra} غير مثبّتة", f"The {extra} package is not installed"),
            Message(f"ثبّتها {install.ar}", f"Install it {install.en}"),
        )


class EncoderMissing(UserError):
    """The model of the built-in embedder, or what runs it, is not there."""


def how_to_install(extra: str) -> Message:
    """The commands that bring an extra of `pyproject.toml` into the ways of installing."""
    tool, make = f"uv tool install '.[{extra}]'", f"sh .ci/install --extra {extra}"
    return Message(
        f"من نسختك من المستودع: {tool}، ولبيئة make: {make}",
        f"from your clone: {tool}, or for make's environment: {make}",
    )


class FileSkipped(UserError):
    """A file from which no document could be read; the message is its reason."""


class FileEncrypted(FileSkipped):
    """A file that its password would open."""


class LibraryMissing(UserError):
    """No library lies in the folder that was named."""


class LibraryBusy(UserError):
    """Another process holds the library's write lock."""


class EmbedderMismatch(UserError):
    """The library's vectors were made by another embedder than the one asked for."""
