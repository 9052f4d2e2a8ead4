"""What a PDF says of itself: title, author, date."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.readers.bibliography import first_title, one_line, stem_title
from index.types import Block

if TYPE_CHECKING:
    from playa import Document

FIELDS = {"Title": "title", "Author": "author", "Keywords": "keyword"}
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?")
_NO_TITLE = re.compile(
    r"untitled\W*\d*|document\W*\d*|بدون عنوان|مستند\W*\d*|title|slide \d+|presentation\W*\d*"
    r"|microsoft (?:word|powerpoint|excel)\b.*"
    r"|.*\.(?:docx?|pdf|indd|pptx?|xlsx?|odt|rtf|html?|tex)",
    re.IGNORECASE,
)


def of(document: Document) -> dict[str, str]:
    """Fields under their CSL names, as far as the file has them and they make sense."""
    fields: dict[str, str] = {}
    info = _info(document)
    for key, name in FIELDS.items():
        value = _text(info.get(key))
        if value:
            fields[name] = value
    date = _DATE.match(_text(info.get("CreationDate")))
    if date:
        fields["issued"] = "-".join(part for part in date.groups() if part)
    if _NO_TITLE.fullmatch(fields.get("title", "")):
        del fields["title"]
    return fields


def _info(document: Document) -> Mapping[str, object]:
    from playa import resolve

    for table in document.xrefs:
        info = resolve(table.trailer.get("Info"))
        if isinstance(info, dict):
            return {key: resolve(value) for key, value in info.items()}
    return {}


def title(fields: Mapping[str, str], text: str, blocks: Sequence[Block], path: Path) -> str:
    """The title that the file names, else its first heading, else its name."""
    named = fields.get("title", "")
    if named and any(map(str.isalpha, named)) and named != path.stem:
        return named
    first = next((block for block in blocks if block.kind == "heading"), None)
    if first and not first_title(text, blocks):
        return one_line(text[first.start : first.end])
    return first_title(text, blocks) or stem_title(path)


def _text(value: object) -> str:
    from playa.utils import decode_text

    if isinstance(value, bytes):
        value = decode_text(value)
    return one_line(value) if isinstance(value, str) else ""
