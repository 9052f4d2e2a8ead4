"""Where a quote stands, in words for people and as a fingerprint that can be checked later."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote as percent_encoded

from assistant.controls import visible_line
from assistant.export.transcript import ExportedQuote
from assistant.messages import place, stands
from index.types import AnchorKind

FINGERPRINT = re.compile(r"sha256:([0-9a-f]{64})#char=([0-9]+),([0-9]+)")
"""The sha256 of a document's canonical text, and a span of it as RFC 5147 writes one."""

FRAGMENT_WORDS = 4
"""At each end of a long quote; more would fail at the first change of the page."""

_LABELS = {
    "مادة": "article-locator",
    "فصل": "chapter",
    "باب": "part",
    "سورة": "chapter",
    "آية": "verse",
    "بيت": "verse",
    "ورقة": "folio",
}
"""What divisions of Arabic works are called → CSL's labels for them."""

_ANCHORS: dict[AnchorKind, str] = {"chapter": "chapter", "time": "timestamp"}
"""CSL 1.0.2 has a label for these; a slide, a row and a message go into what follows a locator."""

_DIVISION = re.compile(rf"(?:ال)?({'|'.join(_LABELS)}) *\(? *([^\s:：(–—،.-][^:：(–—،.-]{{0,40}})")


_INSIDE_WORD = re.compile("[\\w\u0640\u064b-\u065f\u0670]")
"""A letter, or a mark that is written on one: a cut beside it parts a word."""


@dataclass(frozen=True, slots=True)
class Locator:
    """A part of a work, as CSL knows it."""

    label: str
    value: str
    words: str
    """The same in Arabic: «ص ٣٥», «المادة 3»."""


def fingerprint(quote: ExportedQuote) -> str:
    return f"sha256:{quote.source.sha256}#char={quote.start},{quote.end}"


def locator(quote: ExportedQuote) -> Locator | None:
    """The narrowest place that the source itself names; None when it names none."""
    if quote.page:
        page = visible_line(quote.page)
        return Locator("page", page, f"ص {page}")
    anchor = quote.anchor
    if anchor and anchor.kind in _ANCHORS:
        label = visible_line(anchor.label)
        return Locator(_ANCHORS[anchor.kind], label, visible_line(place(anchor)))
    return next(reversed(_divisions(quote)), None)


def locator_text(quote: ExportedQuote) -> str:
    """All of it: volume, page and divisions, or the nearest heading; empty when none is named."""
    volume = visible_line(quote.source.fields.get("volume", ""))
    parts = [f"ج {volume}"] if volume else []
    if quote.page:
        parts.append(f"ص {visible_line(quote.page)}")
    return "، ".join((*parts, *_under(quote)))


def beyond_page(quote: ExportedQuote) -> str:
    """The part of the place that a CSL style does not print, since it prints volume and page."""
    return "، ".join(_under(quote))


def beyond_locator(quote: ExportedQuote) -> str:
    """The part of the place that `locator` does not name."""
    part = locator(quote)
    if part is None or part.label == "page":
        return beyond_page(quote)
    return "، ".join(each for each in _stands(quote) if each != part.words)


def note(quote: ExportedQuote, citation: str = "") -> str:
    """One line for formats of text: the words, where they stand, and the fingerprint.

    :param citation: of the work and page; empty inside an entry that describes the work.
    """
    where = locator_text(quote)
    if citation:
        where = "، ".join(filter(None, (citation, beyond_page(quote))))
    return " — ".join(filter(None, (f"«{visible_line(quote.text)}»", where, fingerprint(quote))))


def text_fragment(quote: ExportedQuote) -> str:
    """The source's address on the web, opening at the quote; empty when it has none.

    As the WICG draft "URL Fragment Text Directives" asks: whole words, `,` `-` `&` escaped.
    """
    address = quote.source.web_address.partition("#")[0]
    words = quote.text.split()
    if _INSIDE_WORD.match(quote.prefix[-1:]):
        words = words[1:]
    if _INSIDE_WORD.match(quote.suffix[:1]):
        words = words[:-1]
    if not address or not words:
        return address
    long = len(words) > 2 * FRAGMENT_WORDS
    ends = [words[:FRAGMENT_WORDS], words[-FRAGMENT_WORDS:]] if long else [words]
    escaped = (percent_encoded(" ".join(end), safe="").replace("-", "%2D") for end in ends)
    return f"{address}#:~:text={','.join(escaped)}"


def _under(quote: ExportedQuote) -> list[str]:
    named = quote.anchor.label if quote.anchor else ""
    headings = [each for each in quote.headings if each != named]
    under = [division.words for division in _divisions(quote)]
    if headings and not under:
        under = [f"«{visible_line(headings[-1])}»"]
    return under + _stands(quote)


def _stands(quote: ExportedQuote) -> list[str]:
    """Its anchor, unless that is the page, and its caveats."""
    anchor = quote.anchor if quote.anchor and quote.anchor.kind != "page" else None
    return [visible_line(each) for each in stands(anchor, quote.caveats)]


def _divisions(quote: ExportedQuote) -> list[Locator]:
    """Of the headings above a quote, those that name a division: «المادة (3): التعريفات»."""
    found = []
    named = quote.anchor.label if quote.anchor else ""
    for heading in (visible_line(each) for each in quote.headings if each != named):
        match = _DIVISION.match(heading)
        if match:
            value = match[2].rstrip(" )")
            name = match[0][: match.start(2) - match.start()].rstrip(" (")
            found.append(Locator(_LABELS[match[1]], value, f"{name} {value}"))
    return found
