"""What a file beside a document says of it: `book.bib` or `book.json`, as reference managers write.

A sidecar describes one work: its first entry counts. What is not a bibliography is passed over,
since any `.json` may lie beside a document.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

from index.readers.bibliography import csl_name, field, joined, one_line

SUFFIXES = (".bib", ".json")
MAX_BYTES = 1_000_000
"""Of one sidecar: it describes one work."""

_ARABIC = re.compile("[ء-ي]")
_TYPES = {
    "article": "article-journal",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "techreport": "report",
    "online": "webpage",
}
"""BibTeX's kinds → CSL's, where CSL has other names for them."""

_LANGUAGES = {"arabic": "ar", "english": "en", "french": "fr", "german": "de", "persian": "fa"}
"""What biblatex calls languages → what CSL does."""

_NAMES = ("author", "editor", "translator")
_NOT_BIBLIOGRAPHY = frozenset({"id", "citation-key", "file"})


def sidecar_bytes(path: Path) -> bytes:
    """The bytes of the sidecar of a document's file, empty when there is none to be read.

    `book.txt` is described by `book.txt.bib`, `book.bib`, `book.txt.json` or `book.json`.
    """
    for suffix in SUFFIXES:
        for sidecar in (path.with_name(path.name + suffix), path.with_suffix(suffix)):
            try:
                if sidecar != path and sidecar.is_file():
                    with sidecar.open("rb") as file:
                        return file.read(MAX_BYTES)
            except OSError:  # a name too long is one
                continue
    return b""


def fields(data: bytes) -> dict[str, str]:
    """What a sidecar's first entry says, under CSL names; empty when it is no bibliography."""
    text = data.decode("utf-8-sig", "replace").strip()
    stated = _bibtex(text) if text.startswith(("@", "%")) else _csl_json(text)
    found: dict[str, str] = {}
    for name, value in stated:
        known = csl_name(name)
        kept = field(known, value)
        if kept and known not in _NOT_BIBLIOGRAPHY:
            found.setdefault(known, kept)
    return found


def _bibtex(text: str) -> Iterator[tuple[str, str]]:
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import LatexDecodingMiddleware

    # Without a handler of its own its complaints of a broken file would go to the terminal.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    entries = parse_string(text).entries
    if not entries:
        return
    # Names are parted while their braces still stand: those keep a name whole.
    for name in _NAMES:
        if name in entries[0].fields_dict:
            yield name, joined(_people(str(entries[0].fields_dict[name].value)))
    decoded = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    entry = decoded.entries[0] if decoded.entries else entries[0]
    yield "type", _TYPES.get(entry.entry_type.lower(), entry.entry_type.lower())
    for each in entry.fields:
        if each.key.lower() not in _NAMES:
            value = str(each.value).replace("{", "").replace("}", "")
            yield each.key, _LANGUAGES.get(value, value)


def _people(names: str) -> list[str]:
    """The names of a BibTeX field: parted by «and» outside of braces, written without them."""
    parts, depth, start = [], 0, 0
    for match in re.finditer(r"[{}]|\s+and\s+", names):
        if match.group() in "{}":
            depth += 1 if match.group() == "{" else -1
        elif not depth:
            parts.append(names[start : match.start()])
            start = match.end()
    return [part.replace("{", "").replace("}", "") for part in (*parts, names[start:])]


def _csl_json(text: str) -> Iterator[tuple[str, str]]:
    try:
        item: object = json.loads(text)
    except (ValueError, RecursionError):
        return
    if isinstance(item, list):
        item = item[0] if item else None
    if not isinstance(item, dict) or not {"type", "title"} & item.keys():
        return
    for name, value in item.items():
        yield name, _value(value)


def _value(value: object) -> str:
    """A plain value, the names of a list of names, or a date."""
    if isinstance(value, list):
        return joined(map(_value, value[:100]))
    if isinstance(value, dict):
        return _date(value) or _name(value)
    return one_line(str(value)) if isinstance(value, (str, int)) else ""


def _date(value: dict[object, object]) -> str:
    """A CSL date as ISO 8601, or as it is put into words; empty when it is no date."""
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return "-".join(str(part).zfill(2) for part in parts[0])
    return str(value.get("raw") or "")


def _name(value: dict[object, object]) -> str:
    """A CSL name: an Arabic one whole, one in another script as «Family, Given»."""
    if value.get("literal"):
        return str(value["literal"])
    given, family = (str(value.get(part) or "") for part in ("given", "family"))
    if _ARABIC.search(family) or not given:
        return f"{given} {family}".strip()
    return f"{family}, {given}"
