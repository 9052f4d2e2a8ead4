"""How one quote is cited, in words for people and as what a program can check."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.export.locators import beyond_page, fingerprint, text_fragment
from assistant.export.references import References
from assistant.export.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Citation:
    """One quote with its reference."""

    text: str
    place: str
    """Work, page and division, as a note under a text names them."""
    works: tuple[str, ...]
    """The entries of the list of works, in the style's order."""
    fingerprint: str
    """The sha256 of the source's text, and the span in it."""
    address: str
    """On the web, opening at the quote; empty when the source has none."""


def citation_of(transcript: Transcript, style: str) -> Citation:
    """The first quote of a transcript; there has to be one.

    :raises UserError: when there is no such style.
    """
    references = References(transcript, style)
    quote = next(transcript.quotes)
    return Citation(
        text=quote.text,
        place="، ".join(filter(None, (references.citation(quote), beyond_page(quote)))),
        works=tuple(entry for _, entry in references.works()),
        fingerprint=fingerprint(quote),
        address=text_fragment(quote),
    )
