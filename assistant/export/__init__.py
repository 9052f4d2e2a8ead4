"""Answers in the formats of reference managers, editors, browsers and programs.

`export` is the one door; each format has a module that only maps, and a library that writes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from assistant.export.formats import DEFAULT_STYLE, FORMATS, Format, format_of
from index.errors import Language

if TYPE_CHECKING:
    from assistant.export.transcript import Transcript

__all__ = ["DEFAULT_STYLE", "FORMATS", "Format", "check_style", "export", "format_of"]


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
