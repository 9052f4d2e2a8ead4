"""RIS: a record for each work, each quote a note (`N1`) of it, which Zotero makes a child note.

A value is one line: a line of its own could pass for a tag.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.answer import KeptQuote, Source
from assistant.controls import visible_line
from assistant.export.csl import item, people, title
from assistant.export.dates import Dated, dated
from assistant.export.locators import note
from assistant.export.reading import from_note, path_of
from assistant.export.transcript import ExportedQuote, Transcript
from assistant.schema import Json

_TYPES = {
    "book": "BOOK",
    "chapter": "CHAP",
    "article": "JOUR",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "paper-conference": "CPAPER",
    "thesis": "THES",
    "report": "RPRT",
    "webpage": "ELEC",
    "post": "BLOG",
    "post-weblog": "BLOG",
    "manuscript": "MANSCPT",
    "legislation": "STAT",
    "entry-encyclopedia": "ENCYC",
    "entry-dictionary": "DICT",
    "map": "MAP",
    "dataset": "DATA",
}
"""CSL's types → RIS's; `GEN` for any other."""


def write(transcript: Transcript) -> str:
    from rispy import RisWriter

    class Writer(RisWriter):
        def set_header(self, count: int) -> str:
            """No number above each record: readers other than rispy do not expect one."""
            return ""

    quotes = transcript.quotes_of()
    records = [_record(source, quotes[source.key]) for source in transcript.sources]
    tags = {**Writer.DEFAULT_MAPPING, "ED": "editors"}
    lists = [*Writer.DEFAULT_LIST_TAGS, "ED"]
    return Writer(mapping=tags, list_tags=lists).formats(records) if records else ""


def read(data: bytes) -> Iterator[KeptQuote]:
    import rispy

    for record in rispy.loads(data.decode("utf-8-sig")):
        path = path_of(record.get("file_attachments1", ""))
        for line in record.get("notes", []):
            yield from from_note(line, record.get("title", ""), path)


def _record(source: Source, quotes: list[ExportedQuote]) -> Json:
    """Under rispy's names for the tags; what is empty is left out."""

    def said(name: str) -> str:
        return visible_line(source.fields.get(name, ""))

    issued = dated(source.fields.get("issued", ""), source.fields.get("issued-hijri", ""))
    start, _, end = said("page").partition("-")
    record = {
        "type_of_reference": _TYPES.get(item(source)["type"], "GEN"),
        "id": source.key,
        "authors": _names(said("author")),
        "title": title(source),
        "editors": _names(said("editor")),
        "subsidiary_authors": _names(said("translator")),
        "year": str(issued.gregorian[0]) if issued.gregorian else "",
        "date": _date(issued),
        "publisher": said("publisher"),
        "place_published": said("publisher-place"),
        "secondary_title": said("container-title"),
        "tertiary_title": said("collection-title"),
        "volume": said("volume"),
        "number": said("issue"),
        "edition": said("edition"),
        "start_page": start.strip(),
        "end_page": end.strip(" -"),
        "language": said("language"),
        "doi": said("DOI"),
        "issn": said("ISBN") or said("ISSN"),
        "urls": [source.web_address] if source.web_address else [],
        "access_date": dated(source.fields.get("accessed", "")).iso.replace("-", "/"),
        "keywords": [word.strip() for word in said("keyword").split(";") if word.strip()],
        "file_attachments1": Path(source.path).as_uri(),
        "notes": [note(quote) for quote in quotes],
    }
    return {name: value for name, value in record.items() if value}


def _names(field: str) -> list[str]:
    return [
        person.get("literal") or f"{person['family']}, {person['given']}"
        for person in people(field)
    ]


def _date(issued: Dated) -> str:
    """`YYYY/MM/DD/other`: the Hijri date, or one in no calendar, is what is other."""
    if not (issued.gregorian or issued.words):
        return ""
    parts = [*(str(part).zfill(2) for part in issued.gregorian), "", "", ""][:3]
    return "/".join((*parts, visible_line(issued.hijri or issued.literal)))
