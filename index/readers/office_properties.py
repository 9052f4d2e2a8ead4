"""What the properties of an Office Open XML file say of the work."""

from __future__ import annotations

import re
import zipfile

from index.readers.bibliography import one_line
from index.readers.zipped import xml

_DC = "{http://purl.org/dc/elements/1.1/}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_EXTENDED = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_FIELDS = {f"{_DC}creator": "author", f"{_DC}language": "language", f"{_CORE}keywords": "keyword"}
_NO_TITLE = re.compile(
    r"(?i)(?:untitled|document|presentation|powerpoint presentation|book|microsoft word - .*"
    r"|مستند|عرض تقديمي|عرض تقديمي في powerpoint|بلا عنوان|.*\.(?:docx?|pptx?|xlsx?))\s*\d*"
)
"""Titles that a program gave."""


def properties(archive: zipfile.ZipFile) -> tuple[str, dict[str, str], int | None]:
    """Title (empty without a sane one), fields under CSL names, and number of pages if known."""
    core, extended = xml(archive, "docProps/core.xml"), xml(archive, "docProps/app.xml")
    title, fields = "", dict[str, str]()
    for one in () if core is None else core:
        words = one_line(one.text or "")
        if one.tag == f"{_DC}title":
            title = sane_title(words)
        elif one.tag in _FIELDS and words:
            fields[_FIELDS[one.tag]] = words
    counted = "" if extended is None else extended.findtext(f"{_EXTENDED}Pages", "")
    return title, fields, int(counted) if counted.isdecimal() else None


def sane_title(words: str) -> str:
    """A title that a person gave; empty for one that is a program's, or a file's name."""
    return "" if _NO_TITLE.fullmatch(words) else words
