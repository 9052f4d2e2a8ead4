"""biblatex: an entry for each work, its quotes under `annotation`; dates in ISO 8601."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer import KeptQuote, Source
from assistant.export import bibtex, tex
from assistant.export.csl import title
from assistant.export.dates import dated
from assistant.export.transcript import ExportedQuote, Transcript

TYPES = {
    **bibtex.TYPES,
    "thesis": "thesis",
    "report": "report",
    "webpage": "online",
    "post": "online",
    "post-weblog": "online",
}
"""CSL's types → biblatex's."""

_PUBLISHERS = {
    **dict.fromkeys(("misc", "online"), "organization"),
    **dict.fromkeys(("thesis", "report"), "institution"),
}
_CONTAINERS = {
    "article": "journaltitle",
    **dict.fromkeys(("incollection", "inproceedings"), "booktitle"),
}
"""What biblatex's data model calls these fields, by type."""

_LANGUAGES = {"ar": "arabic", "en": "english", "fa": "persian", "fr": "french", "de": "german"}


def write(transcript: Transcript) -> str:
    return tex.written(transcript, TYPES, _fields, r"\autocite[{}]{{{}}}")


def read(data: bytes) -> Iterator[KeptQuote]:
    return tex.quotes(data)


def _fields(source: Source, quotes: list[ExportedQuote]) -> dict[str, str]:
    def said(name: str) -> str:
        return tex.escape_tex(source.fields.get(name, ""))

    issued = dated(source.fields.get("issued", ""), source.fields.get("issued-hijri", ""))
    kind = tex.kind(source, TYPES)
    language = source.fields.get("language", "")
    return {
        "author": tex.names(source.fields.get("author", "")),
        "title": "{" + tex.escape_tex(title(source)) + "}",
        "editor": tex.names(source.fields.get("editor", "")),
        "translator": tex.names(source.fields.get("translator", "")),
        "date": issued.iso,
        "year": "" if issued.iso else tex.escape_tex(issued.words),
        "note": tex.escape_tex(issued.hijri) if issued.iso else "",
        _PUBLISHERS.get(kind, "publisher"): said("publisher"),
        "location": said("publisher-place"),
        _CONTAINERS.get(kind, "titleaddon"): said("container-title"),
        "series": said("collection-title"),
        "volume": said("volume"),
        "number": said("issue"),
        "edition": said("edition"),
        "pages": said("page"),
        "langid": _LANGUAGES.get(language.partition("-")[0], ""),
        "doi": said("DOI"),
        "isbn": said("ISBN"),
        "issn": said("ISSN"),
        "url": source.web_address,
        "urldate": dated(source.fields.get("accessed", "")).iso,
        "keywords": said("keyword"),
        "file": tex.file_field(source),
        "annotation": tex.quotes_field(quotes),
    }
