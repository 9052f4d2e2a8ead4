"""BibTeX: an entry for each work, its quotes under `annote`, which styles do not print."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer import KeptQuote, Source
from assistant.export import tex
from assistant.export.csl import item, title
from assistant.export.dates import dated
from assistant.export.transcript import ExportedQuote, Transcript

TYPES = {
    "book": "book",
    "chapter": "incollection",
    "article": "article",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "paper-conference": "inproceedings",
    "thesis": "phdthesis",
    "report": "techreport",
    "manuscript": "unpublished",
}
"""CSL's types → BibTeX's."""


def write(transcript: Transcript) -> str:
    return tex.written(transcript, TYPES, _fields, r"\cite[{}]{{{}}}")


def read(data: bytes) -> Iterator[KeptQuote]:
    return tex.quotes(data)


def _fields(source: Source, quotes: list[ExportedQuote]) -> dict[str, str]:
    def said(name: str) -> str:
        return tex.escape_tex(source.fields.get(name, ""))

    issued = dated(source.fields.get("issued", ""), source.fields.get("issued-hijri", ""))
    parts = issued.gregorian
    container = (
        "booktitle" if item(source)["type"] in ("chapter", "paper-conference") else "journal"
    )
    return {
        "author": tex.names(source.fields.get("author", "")),
        "title": "{" + tex.escape_tex(title(source)) + "}",
        "editor": tex.names(source.fields.get("editor", "")),
        "translator": tex.names(source.fields.get("translator", "")),
        "year": str(parts[0]) if parts else tex.escape_tex(issued.words),
        "month": str(parts[1]) if len(parts) > 1 else "",
        "publisher": said("publisher"),
        "address": said("publisher-place"),
        container: said("container-title"),
        "series": said("collection-title"),
        "volume": said("volume"),
        "number": said("issue"),
        "edition": said("edition"),
        "pages": said("page"),
        "language": said("language"),
        "doi": said("DOI"),
        "isbn": said("ISBN"),
        "issn": said("ISSN"),
        "url": source.web_address,
        "urldate": dated(source.fields.get("accessed", "")).iso,
        "keywords": said("keyword"),
        "file": tex.file_field(source),
        "annote": tex.quotes_field(quotes),
    }
