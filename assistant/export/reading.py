"""What the ways back of several formats share: a note's line, a list of sources, an address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from assistant.answer import KeptQuote, Source
from assistant.controls import SHOWN_CONTROL
from assistant.export.locators import FINGERPRINT
from assistant.messages import CAVEATS, is_chapter, placed
from assistant.schema import Json, kept_place
from index.types import Anchor

_SOURCE_LINE = re.compile(r" — ([^—]+) — sha256:([0-9a-f]{64})$")


def from_json(quote: Json, text: Mapping[str, str], title: str, path: str) -> KeptQuote:
    """A quote whose fields stand in JSON under our own names.

    :param text: what states the sha256 of the text that was quoted.
    """
    return KeptQuote(
        text=quote["text"],
        start=int(quote["start"]),
        end=int(quote["end"]),
        source=Source(title, path, text["sha256"]),
        prefix=quote.get("prefix", ""),
        suffix=quote.get("suffix", ""),
        **kept_place(quote, int(quote["start"])),
    )


def from_notes(notes: Sequence[str], lines: Sequence[str]) -> Iterator[KeptQuote]:
    """The quotes of notes; any line that is no note has none.

    :param lines: among which the list of sources names the file of each.
    """
    files = {match[2]: match[1] for line in lines if (match := _SOURCE_LINE.search(line))}
    for line in notes:
        for quote in from_note(line):
            path = files.get(quote.source.sha256, "")
            yield replace(quote, source=replace(quote.source, path=path))


def from_note(line: str, title: str = "", path: str = "") -> Iterator[KeptQuote]:
    """The quote of a line that `locators.note` wrote; nothing for any other line.

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
        quote = KeptQuote(text, int(start), int(end), Source(title, path, digest))
        yield with_place(quote, body[len(text) + len("» — ") :].removesuffix(" — "))


def with_place(quote: KeptQuote, where: str) -> KeptQuote:
    """The quote with the page, the anchor and the caveats that its place in words names.

    :param where: what `locators.locator_text` wrote; a citation of the work may stand before it.
    """
    caveats = tuple(kind for kind, said in CAVEATS.items() if said.ar in where.split("، "))
    parts = [part for part in where.split("، ") if part]
    page = anchor = None
    for at, part in enumerate(parts):
        # A chapter's title may hold commas; nothing but caveats follows it.
        rest = parts[at : len(parts) - len(caveats)]
        found = placed("، ".join(rest) if is_chapter(part) else part)
        if found:
            kind, label = found
            anchor = Anchor(quote.start, label, kind)
            page = label if kind == "page" else page
            if kind == "chapter":
                break
    return replace(quote, page=page, anchor=anchor, caveats=caveats)


def after(mark: str, line: str) -> str:
    """The rest of a line behind the mark that it begins with; nothing of any other line.

    :param mark: a regular expression.
    """
    match = re.match(mark, line)
    return line[match.end() :] if match else ""


def path_of(address: str) -> str:
    """The path of a `file:` address; empty for any other address."""
    parts = urlsplit(address)
    return unquote(parts.path) if parts.scheme == "file" else ""
