"""What BibTeX and biblatex share: entries whose every value is text, whatever TeX makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from assistant.answer import KeptQuote, Source
from assistant.controls import visible_line
from assistant.export.csl import item, people
from assistant.export.locators import locator, note
from assistant.export.reading import from_note
from assistant.export.transcript import ExportedQuote, Transcript
from assistant.schema import Json

_ESCAPED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "{}$&#_%"},
}
_LONE_BRACES = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
"""BibTeX counts braces even behind a backslash: a lone one would swallow the rest of the file. In
pairs they keep their usual form, which more programs know."""

_UNESCAPED = {escape: character for character, escape in (*_ESCAPED.items(), *_LONE_BRACES.items())}
_ESCAPE = re.compile("|".join(map(re.escape, _UNESCAPED)))


def escape_tex(text: str) -> str:
    shown = visible_line(text)
    table = _ESCAPED if _pairs_braces(shown) else {**_ESCAPED, **_LONE_BRACES}
    return "".join(table.get(character, character) for character in shown)


def unescape_tex(value: str) -> str:
    """The way back."""
    return _ESCAPE.sub(lambda match: _UNESCAPED[match[0]], value)


def _pairs_braces(text: str) -> bool:
    depth = 0
    for character in text:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth < 0:
            return False
    return depth == 0


def names(field: str) -> str:
    """Names joined as BibTeX joins them; a whole name in braces, or it would be cut at spaces."""
    return " and ".join(_name(person) for person in people(field))


def _name(person: Json) -> str:
    if "literal" in person:
        return "{" + escape_tex(person["literal"]) + "}"
    return f"{escape_tex(person['family'])}, {escape_tex(person['given'])}"


def quotes_field(quotes: Sequence[ExportedQuote]) -> str:
    """All quotes of a work in one field, since BibTeX allows each field once."""
    return "\n\n".join(escape_tex(note(quote)) for quote in quotes)


def file_field(source: Source) -> str:
    """Percent-encoded, for TeX reads it verbatim: no brace, blank or backslash is left."""
    return Path(source.path).as_uri().removeprefix("file://")


def kind(source: Source, types: Mapping[str, str]) -> str:
    """The type of a source's entry; `misc` for one without a like in `types`."""
    return types.get(item(source)["type"], "misc")


def written(
    transcript: Transcript,
    types: Mapping[str, str],
    fields: Callable[[Source, list[ExportedQuote]], Mapping[str, str]],
    command: str,
) -> str:
    """The file: an entry for each source, above them how LaTeX would cite each place.

    :param types: CSL's types → the format's.
    :param fields: of a source's entry, with its quotes; empty ones are left out.
    :param command: the citing command, with two places: the locator and the key.
    """
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, ExplicitComment, Field

    library = Library()
    # BibTeX ends a comment at the next `@`, braces or not.
    citing = [
        command.format(escape_tex(part.words).replace("@", r"\char64{}"), quote.source.key)
        for quote in transcript.quotes
        if (part := locator(quote))
    ]
    if citing:
        library.add(ExplicitComment("\n".join(dict.fromkeys(citing))))
    quotes = transcript.quotes_of()
    for source in transcript.sources:
        stated = fields(source, quotes[source.key])
        kept = [Field(name, value) for name, value in stated.items() if value]
        library.add(Entry(kind(source, types), source.key, kept))
    return str(write_string(library))


def quotes(data: bytes) -> Iterator[KeptQuote]:
    """The quotes of a file that either format has written."""
    from bibtexparser.entrypoint import parse_string

    for entry in parse_string(data.decode("utf-8-sig")).entries:
        fields = {field.key: str(field.value) for field in entry.fields}
        title = unescape_tex(fields.get("title", "").strip("{}"))
        for line in fields.get("annote", fields.get("annotation", "")).split("\n\n"):
            yield from from_note(unescape_tex(line), title, unquote(fields.get("file", "")))
