"""Answers in the formats of reference managers, editors, browsers and programs.

`export` is the one door; each format has a module that only maps, and a library that writes.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.export.formats import DEFAULT_STYLE, FORMATS, Format, format_of
from index.errors import Language, Message, UserError

if TYPE_CHECKING:
    from assistant.export.transcript import Transcript

__all__ = [
    "DEFAULT_STYLE",
    "FORMATS",
    "Format",
    "check_style",
    "chosen_format",
    "export",
    "format_of",
]


def export(transcript: Transcript, format: str, style: str = DEFAULT_STYLE) -> bytes:
    """The transcript in a format of `FORMATS`; text is UTF-8.

    :param style: of references, where people read them: see `References`.
    :raises UserError: when there is no such style.
    """
    from assistant.export.references import References

    chosen = FORMATS[format]
    read_by_people = (References(transcript, style),) if chosen.has_references else ()
    written: str | bytes = import_module(chosen.module).write(transcript, *read_by_people)
    return written if isinstance(written, bytes) else written.encode()


def check_style(format: str, style: str, language: Language) -> None:
    """:raises UserError: when the format names works, and there is no such style."""
    if FORMATS[format].has_references:
        from assistant.export.references import style_named

        style_named(style, language)


def chosen_format(file: Path | None, format: str | None) -> str:
    """The format asked for, else that of the file's suffix, else text.

    :raises UserError: when there is none of this name or suffix.
    """
    chosen = format or (format_of(file) if file else "text")
    if chosen not in FORMATS:
        raise UserError(
            Message(f"لا صيغة باسم «{chosen}»", f"There is no format “{chosen}”"),
            Message(f"الصيغ: {' '.join(FORMATS)}", f"The formats: {' '.join(FORMATS)}"),
        )
    return chosen
