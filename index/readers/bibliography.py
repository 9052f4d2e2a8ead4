"""Titles and bibliographic fields, as files name them, under the names that CSL gives them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from index.types import Block

MAX_FIELD = 1_000
"""Code points kept of one field; a longer one is no bibliographic datum."""

CSL_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("title", "العنوان", "عنوان"), "title"),
    **dict.fromkeys(("authors", "by", "المؤلف", "مؤلف", "تأليف"), "author"),
    # In an Arabic classic the muhaqqiq (المحقق) is who a CSL style names as editor.
    **dict.fromkeys(("editors", "muhaqqiq", "المحقق", "محقق", "تحقيق"), "editor"),
    **dict.fromkeys(("translators", "المترجم", "مترجم", "ترجمة"), "translator"),
    **dict.fromkeys(("date", "published", "year", "التاريخ", "تاريخ النشر", "السنة"), "issued"),
    **dict.fromkeys(("hijri", "التاريخ الهجري", "issued-hijri"), "issued-hijri"),
    **dict.fromkeys(("الناشر", "ناشر"), "publisher"),
    **dict.fromkeys(("place", "address", "location", "مكان النشر"), "publisher-place"),
    **dict.fromkeys(("journal", "journaltitle", "booktitle", "site"), "container-title"),
    **dict.fromkeys(("series", "السلسلة"), "collection-title"),
    **dict.fromkeys(("الجزء", "المجلد", "مجلد"), "volume"),
    **dict.fromkeys(("number", "العدد"), "issue"),
    **dict.fromkeys(("الطبعة", "طبعة"), "edition"),
    **dict.fromkeys(("pages", "الصفحات"), "page"),
    **dict.fromkeys(("url", "link", "permalink", "الرابط"), "URL"),
    **dict.fromkeys(("urldate", "تاريخ الاطلاع"), "accessed"),
    **dict.fromkeys(("lang", "locale", "langid", "اللغة"), "language"),
    **dict.fromkeys(("tags", "keywords"), "keyword"),
    **{"doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "النوع": "type"},
}
"""Names in use, in lower case → the names that CSL gives them."""


def csl_name(name: str) -> str:
    """The CSL name of a field; one that CSL does not know is kept, in lower case."""
    lowered = one_line(name).lower()
    return CSL_NAMES.get(lowered, lowered)


def field(name: str, value: str) -> str:
    """What is kept of a field's value under its CSL name."""
    return web_address(one_line(value)) if name == "URL" else one_line(value)


def one_line(value: str) -> str:
    """The value as one line that encodes to UTF-8, cut at `MAX_FIELD`."""
    value = value[:MAX_FIELD].encode("utf-8", "replace").decode()
    return " ".join(value.replace("\0", " ").split())


def joined(values: Iterable[str]) -> str:
    """Several values of one field, each given once."""
    return one_line("; ".join(dict.fromkeys(filter(None, map(one_line, values)))))


def stem_title(path: Path) -> str:
    """A title made of the file's name."""
    stem = os.fsencode(path.stem).decode("utf-8", "replace")
    return one_line(stem.replace("-", " ").replace("_", " ")) or one_line(stem)


def first_title(text: str, blocks: Sequence[Block]) -> str:
    """The first heading of level 1, empty when there is none."""
    for block in blocks:
        if block.kind == "heading" and block.level == 1:
            return one_line(text[block.start : block.end])
    return ""


def web_address(value: str) -> str:
    """The value if it is an address on the web, else nothing: `javascript:` is no source."""
    return value if value.lower().startswith(("http://", "https://")) else ""
