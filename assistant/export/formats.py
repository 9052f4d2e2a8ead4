"""Which module writes and reads which format: an export format is one module and one row here.

Names and suffixes alone, so that the command line can list them without loading any format.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.errors import Message, UserError

DEFAULT_STYLE = "shawahid"
"""Of citations: our own, beside this file, made for an Arabic book's footnotes."""


@dataclass(frozen=True, slots=True)
class Format:
    """What a format is called and where it is written and read."""

    suffixes: tuple[str, ...]
    """Of files that are taken to be of this format when none is named."""
    module: str
    """Its `write(transcript)` makes text or bytes, its `read(data)` the quotes of those bytes;
    `write(transcript, references)` where works are named in a citation style."""
    has_references: bool = False
    """Whether people read it, so that works are named in a citation style."""
    also_in: tuple[str, ...] = ()
    """Suffixes of files that may hold it as well, when somebody named the format."""


_JSON = (".json", ".jsonld")

FORMATS: dict[str, Format] = {
    "html": Format((".html", ".htm"), "assistant.export.html", True),
    "docx": Format((".docx",), "assistant.export.word", True),
    "markdown": Format((".md", ".markdown"), "assistant.export.markdown", True),
    "text": Format((".txt",), "assistant.export.text", True),
    "csv": Format((".csv",), "assistant.export.table", True),
    "bibtex": Format((".bib",), "assistant.export.bibtex"),
    "biblatex": Format((), "assistant.export.biblatex", also_in=(".bib",)),
    "ris": Format((".ris",), "assistant.export.ris"),
    "csl-json": Format((".json",), "assistant.export.csl_json", also_in=_JSON),
    "csl-citation": Format((), "assistant.export.csl_citation", also_in=_JSON),
    "annotation": Format((".jsonld",), "assistant.export.annotation", also_in=_JSON),
    "jsonl": Format((".jsonl",), "assistant.export.lines", also_in=_JSON),
    "char-location": Format((), "assistant.export.char_location", also_in=_JSON),
}
"""Name → format; the order in which a file of a suffix that several share is tried."""


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
