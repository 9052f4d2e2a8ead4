"""The way back: what an exported file claims to be quoted, and from where.

Formats for programs carry a quote to the letter; those for people carry it as it is shown, on one
line and with controls made visible, which is how `verify` then compares it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from assistant.controls import SHOWN_CONTROL
from assistant.export.place import FINGERPRINT
from assistant.schema import Json
from assistant.testing import ENDINGS
from index.errors import Message, UserError

MAX_BYTES = 200_000_000
"""Of one exported file."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A quote as a file states it; nothing of it is known to be true."""

    text: str
    start: int
    end: int
    """0 when the file does not tell where the quote stood."""
    sha256: str = ""
    """Of the canonical text that the offsets count in; empty when the file does not tell."""
    title: str = ""
    source: str = ""
    """A path or the name of a file; empty when the file tells neither."""
    prefix: str = ""
    suffix: str = ""


def claims(file: Path) -> list[Claim]:
    """The quotes of an exported file, in its order.

    :raises UserError: when it cannot be read, or is of no format that carries quotes.
    """
    try:
        if file.name.endswith(ENDINGS):
            return list(_approved(file))
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES)
        return list(_READERS[file.suffix.lower()](data))
    except UserError:  # of a file of cases, which names the line
        raise
    except OSError as error:
        raise UserError(
            Message(f"تعذّر فتح {file}: {error.strerror}", f"Cannot open {file}: {error.strerror}"),
            Message("راجع المسار", "Check the path"),
        ) from error
    except Exception as error:  # whatever a parser makes of a file that is not what it is called
        raise UserError(
            Message(f"ليس في {file} شواهد تُقرأ", f"No quotes can be read from {file}"),
            Message(
                f"أعط ملفًّا صدّره شواهد: {' '.join(_READERS)}، أو ملف حالات: {' '.join(ENDINGS)}",
                f"Give a file that shawahid exported: {' '.join(_READERS)},"
                f" or one of cases: {' '.join(ENDINGS)}",
            ),
        ) from error


def _json(data: bytes) -> Iterator[Claim]:
    value = json.loads(data.decode("utf-8-sig"))
    if isinstance(value, dict) and "messages" in value:
        yield from _char_locations(value)
    elif isinstance(value, dict) and "first" in value:
        yield from map(_annotated, value["first"]["items"])
    elif isinstance(value, dict):
        yield from map(_saved, value["quotes"])
    else:
        for item in value:
            # CSL's `csl-citation` names places and has no room for their words.
            for quote in item.get("custom", {}).get("quotes", ()):
                yield _located(quote, item["custom"], item["title"], item["custom"]["path"])


def _json_lines(data: bytes) -> Iterator[Claim]:
    for line in data.decode("utf-8-sig").splitlines():
        if line.strip():
            yield from map(_saved, json.loads(line)["quotes"])


def _saved(quote: Json) -> Claim:
    document = quote["document"]
    return _located(quote, document, document["title"], document["source"])


def _located(quote: Json, text: Mapping[str, str], title: str, source: str) -> Claim:
    return Claim(
        text=quote["text"],
        start=int(quote["start"]),
        end=int(quote["end"]),
        sha256=text["sha256"],
        title=title,
        source=source,
        prefix=quote.get("prefix", ""),
        suffix=quote.get("suffix", ""),
    )


def _annotated(annotation: Json) -> Claim:
    target = annotation["target"]
    words, place = target["selector"][:2]
    address = target["source"].get("via") or target["source"]["id"]
    return Claim(
        text=words["exact"],
        start=place["start"],
        end=place["end"],
        sha256=target["state"]["shawahid:sha256"],
        title=target["source"]["title"],
        source=_path(address),
        prefix=words["prefix"],
        suffix=words["suffix"],
    )


def _char_locations(value: Json) -> Iterator[Claim]:
    for message in value["messages"]:
        if message["role"] == "assistant":
            for block in message["content"]:
                for citation in block["citations"]:
                    document = value["documents"][citation["document_index"]]
                    yield Claim(
                        text=citation["cited_text"],
                        start=citation["start_char_index"],
                        end=citation["end_char_index"],
                        sha256=document["sha256"],
                        title=document["title"],
                        source=document["source"],
                    )


def _table(data: bytes) -> Iterator[Claim]:
    csv.field_size_limit(MAX_BYTES)
    for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        cells = {name: _without_apostrophe(value) for name, value in row.items()}
        match = FINGERPRINT.fullmatch(cells["fingerprint"])
        if match:
            yield Claim(
                text=cells["quote"],
                start=int(match[2]),
                end=int(match[3]),
                sha256=match[1],
                title=cells["title"],
                source=cells["path"],
                prefix=cells["prefix"],
                suffix=cells["suffix"],
            )


def _approved(file: Path) -> Iterator[Claim]:
    """The quotes that somebody approved as what a scripted question must bring."""
    from assistant.testing.loading import load
    from assistant.testing.schema import StableForm

    for case in load(file).cases:
        for assertion in (each for turn in case.turns for each in turn.assertions):
            if isinstance(assertion, StableForm) and not assertion.negated:
                for quote in assertion.value or ():
                    yield Claim(quote.quote, 0, 0, source=quote.document)


def _without_apostrophe(cell: str) -> str:
    from assistant.export.table import FORMULA_STARTS

    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def _report(data: bytes) -> Iterator[Claim]:
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(data.decode())
    files = {
        node.attributes.get("id"): (named.attributes.get("title") or "", named.text())
        for node in page.css(".sources li")
        if (named := node.css_first(".file"))
    }
    for figure in page.css("figure.quote"):
        marked, code = figure.css_first("mark"), figure.css_first("code")
        link = figure.css_first("figcaption a")
        match = FINGERPRINT.fullmatch(code.text()) if code else None
        if match and marked and link:
            key = (link.attributes.get("href") or "").removeprefix("#")
            title, file = files.get(key, ("", ""))
            yield Claim(marked.text(), int(match[2]), int(match[3]), match[1], title, file)


def _records(data: bytes) -> Iterator[Claim]:
    import rispy

    for record in rispy.loads(data.decode("utf-8-sig")):
        source = _path(record.get("file_attachments1", ""))
        for note in record.get("notes", []):
            yield from _noted(note, record.get("title", ""), source)


def _entries(data: bytes) -> Iterator[Claim]:
    from bibtexparser.entrypoint import parse_string

    from assistant.export.tex import unescaped

    for entry in parse_string(data.decode("utf-8-sig")).entries:
        fields = {field.key: str(field.value) for field in entry.fields}
        for note in fields.get("annote", fields.get("annotation", "")).split("\n\n"):
            title = unescaped(fields.get("title", "").strip("{}"))
            yield from _noted(unescaped(note), title, unquote(fields.get("file", "")))


def _word(data: bytes) -> Iterator[Claim]:
    from zipfile import ZipFile

    from docx import Document
    from docx.oxml.parser import parse_xml

    with ZipFile(io.BytesIO(data)) as package:
        footnotes = parse_xml(package.read("word/footnotes.xml"))
    paragraphs = [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]
    yield from _lines(["".join(note.itertext()).strip() for note in footnotes], paragraphs)


def _plain_text(data: bytes) -> Iterator[Claim]:
    lines = data.decode("utf-8-sig").split("\n")
    yield from _lines([_after(r"\[\d+\] ", line) for line in lines], lines)


def _markdown(data: bytes) -> Iterator[Claim]:
    from assistant.export.markdown import unescaped

    lines = [unescaped(line) for line in data.decode("utf-8-sig").split("\n")]
    notes = (_after(r"\[\^\d+\]: ", line) for line in lines)
    yield from _lines([re.sub(r" <http[^ ]*>$", "", note) for note in notes], lines)


def _after(mark: str, line: str) -> str:
    """The rest of a line behind the mark that it begins with; nothing of any other line."""
    match = re.match(mark, line)
    return line[match.end() :] if match else ""


_SOURCE_LINE = re.compile(r" — ([^—]+) — sha256:([0-9a-f]{64})$")


def _lines(notes: list[str], others: list[str]) -> Iterator[Claim]:
    """
    :param others: lines among which the list of sources names the file of each.
    """
    files = {match[2]: match[1] for line in others if (match := _SOURCE_LINE.search(line))}
    for note in notes:
        for claim in _noted(note, "", ""):
            yield replace(claim, source=files.get(claim.sha256, ""))


def _noted(line: str, title: str, source: str) -> Iterator[Claim]:
    """The quote of a line that `place.note` wrote; nothing for any other line.

    Words and title may hold whatever they like: the fingerprint that counts is the last, and it
    tells how long the words between the quotation marks were.
    """
    found = list(FINGERPRINT.finditer(line))
    if not found or found[-1].end() != len(line) or not line.startswith("«"):
        return
    digest, start, end = found[-1].groups()
    body = line[1 : found[-1].start()]
    length = int(end) - int(start)
    texts = [body[: match.start()] for match in re.finditer("» — ", body)]
    # White space was drawn together and controls spelt out, so that it is at most as long.
    fitting = [text for text in texts if len(SHOWN_CONTROL.sub(" ", text)) <= length]
    for text in fitting[-1:] or texts[:1]:
        yield Claim(text, int(start), int(end), digest, title, source)


def _path(address: str) -> str:
    """The path of a `file:` address; empty for any other address."""
    parts = urlsplit(address)
    return unquote(parts.path) if parts.scheme == "file" else ""


_READERS: Mapping[str, Callable[[bytes], Iterator[Claim]]] = {
    **dict.fromkeys((".json", ".jsonld"), _json),
    ".jsonl": _json_lines,
    ".csv": _table,
    **dict.fromkeys((".html", ".htm"), _report),
    ".docx": _word,
    ".ris": _records,
    ".bib": _entries,
    **dict.fromkeys((".md", ".markdown"), _markdown),
    ".txt": _plain_text,
}
