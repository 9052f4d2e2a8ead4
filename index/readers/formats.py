"""Which reader makes text of which file: a format is one module and one row here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from index.readers import (
    archive,
    docx,
    epub,
    html,
    legacy,
    mail,
    markdown,
    opendocument,
    openiti,
    pdf,
    pptx,
    rtf,
    separated,
    subtitles,
    text,
    xlsx,
)
from index.types import Extraction, ReaderOptions

Reader = Callable[[bytes, ReaderOptions], Iterable[Extraction]]
"""A whole file's bytes → the documents in it, in order; nothing is opened, followed or fetched.

Raises FileSkipped when the bytes are not of the format.
"""

READERS: dict[str, Reader] = {
    ".txt": text.read,
    **dict.fromkeys((".md", ".markdown"), markdown.read),
    **dict.fromkeys((".html", ".htm"), html.read),
    ".pdf": pdf.read,
    **dict.fromkeys((".docx", ".docm", ".dotx"), docx.read),
    **dict.fromkeys((".pptx", ".pptm", ".ppsx"), pptx.read),
    **dict.fromkeys((".xlsx", ".xlsm"), xlsx.read),
    **dict.fromkeys((".odt", ".ods", ".odp", ".ott"), opendocument.read),
    ".rtf": rtf.read,
    **dict.fromkeys((".csv", ".tsv"), separated.read),
    ".epub": epub.read,
    **dict.fromkeys((".completed", ".inprogress"), openiti.read),
    **dict.fromkeys((".srt", ".vtt"), subtitles.read),
    ".eml": mail.read,
    ".mbox": mail.read_mailbox,
    **dict.fromkeys((".mhtml", ".mht"), mail.read_page),
    ".zip": archive.read,
    **dict.fromkeys(legacy.SUFFIXES, legacy.read),
}
"""Suffix in lower case, matched in any case → its reader."""

APART: frozenset[Reader] = frozenset(
    {
        *(archive.read, docx.read, epub.read, mail.read, mail.read_mailbox, mail.read_page),
        *(opendocument.read, pdf.read, pptx.read, rtf.read, xlsx.read),
    }
)
"""Readers that run in a child process, within limits: what they read is a program's own form."""
