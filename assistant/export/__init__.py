"""Answers in the formats of reference managers, editors, browsers and programs.

`export` is the one door; each format has a module that only maps, and a library that writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from assistant.export.references import DEFAULT_STYLE, References, style_named
from assistant.export.transcript import Transcript
from index.errors import Language, Message, UserError

__all__ = [
    "DEFAULT_STYLE",
    "FORMATS",
    "Format",
    "check_style",
    "chosen_format",
    "export",
    "format_of",
]


@dataclass(frozen=True, slots=True)
class Format:
    """What a format is called and where it is written."""

    suffixes: tuple[str, ...]
    """Of files that are taken to be of this format when none is named."""
    module: str
    has_references: bool = False
    """Whether people read it, so that works are named in a citation style."""


FORMATS = {
    "html": Format((".html", ".htm"), "html", True),
    "docx": Format((".docx",), "word", True),
    "markdown": Format((".md", ".markdown"), "markdown", True),
    "text": Format((".txt",), "text", True),
    "csv": Format((".csv",), "table", True),
    "bibtex": Format((".bib",), "bibtex"),
    "biblatex": Format((), "biblatex"),
    "ris": Format((".ris",), "ris"),
    "csl-json": Format((".json",), "csl_json"),
    "csl-citation": Format((), "csl_citation"),
    "annotation": Format((".jsonld",), "annotation"),
    "jsonl": Format((".jsonl",), "lines"),
    "char-location": Format((), "char_location"),
}


def export(transcript: Transcript, format: str, style: str = DEFAULT_STYLE) -> bytes:
    """The transcript in a format of `FORMATS`; text is UTF-8.

    :param style: of references, where people read them: see `References`.
    :raises UserError: when there is no such style.
    """
    chosen = FORMATS[format]
    module = import_module(f"assistant.export.{chosen.module}")
    read_by_people = (References(transcript, style),) if chosen.has_references else ()
    written: str | bytes = module.render(transcript, *read_by_people)
    return written if isinstance(written, bytes) else written.encode()


def check_style(format: str, style: str, language: Language) -> None:
    """:raises UserError: when the format names works, and there is no such style."""
    if FORMATS[format].has_references:
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


def format_of(file: Path) -> str:
    """The format that a file's suffix names.

    :raises UserError: when it names none.
    """
    for name, each in FORMATS.items():
        if file.suffix.lower() in each.suffixes:
            return name
    raise UserError(
        Message(f"لا صيغة للّاحقة «{file.suffix}»", f"No format has the suffix “{file.suffix}”"),
        Message(f"سمِّها: --format {'|'.join(FORMATS)}", f"Name one: --format {'|'.join(FORMATS)}"),
    )
