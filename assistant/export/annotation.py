"""W3C Web Annotation (Recommendation of 2017): each quote a target of three or four selectors.

Offsets are code points of the source's canonical text, whose sha256 the state records; `exact`
is that text to the letter, in logical order, and no grapheme cluster is cut.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from assistant.answer import KeptQuote, Source
from assistant.export import words
from assistant.export.csl import title
from assistant.export.locators import fingerprint, locator_text
from assistant.export.reading import path_of
from assistant.export.transcript import ExportedQuote, ExportedTurn, Transcript
from assistant.schema import Json, dumps, kept_place, place_json

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"shawahid": "urn:shawahid:"}]
PLAIN_TEXT_FRAGMENTS = "http://tools.ietf.org/rfc/rfc5147"


def write(transcript: Transcript) -> str:
    """A collection with its one page inside."""
    items = [
        _annotation(quote, turn, transcript) for turn in transcript.turns for quote in turn.quotes
    ]
    collection = {
        "@context": CONTEXT,
        "id": f"urn:shawahid:collection:{transcript.created}",
        "type": "AnnotationCollection",
        "label": transcript.title,
        "created": transcript.created,
        "total": len(items),
        "first": {
            "id": f"urn:shawahid:page:{transcript.created}",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    return dumps(collection) + "\n"


def read(data: bytes) -> Iterator[KeptQuote]:
    for annotation in json.loads(data.decode("utf-8-sig"))["first"]["items"]:
        target = annotation["target"]
        words, place = target["selector"][:2]
        source = target["source"]
        digest = target["state"]["shawahid:sha256"]
        yield KeptQuote(
            text=words["exact"],
            start=place["start"],
            end=place["end"],
            source=Source(source["title"], path_of(source.get("via") or source["id"]), digest),
            prefix=words["prefix"],
            suffix=words["suffix"],
            **kept_place(target["state"].get("shawahid:stands", {}), place["start"]),
        )


def _annotation(quote: ExportedQuote, turn: ExportedTurn, transcript: Transcript) -> Json:
    said = words.likely(turn, transcript.language) + turn.text
    bodies = [("questioning", turn.question, ""), ("commenting", said, turn.writer)]
    return {
        "id": f"urn:shawahid:{fingerprint(quote)}",
        "type": "Annotation",
        "motivation": "commenting" if turn.text else "highlighting",
        "created": transcript.created,
        "generator": {"id": "urn:shawahid", "type": "Software", "name": "Shawahid"},
        "body": [_body(*each) for each in bodies if each[1]],
        "target": {
            "source": _source(quote),
            "selector": _selectors(quote),
            "state": {
                "type": ["TimeState", "shawahid:TextState"],
                "sourceDate": transcript.created,
                "shawahid:sha256": quote.source.sha256,
                **(_stands(quote) if quote.anchor or quote.caveats else {}),
            },
        },
    }


def _stands(quote: ExportedQuote) -> Json:
    return {
        "shawahid:place": locator_text(quote),
        "shawahid:stands": place_json(quote.anchor, quote.caveats),
    }


def _body(purpose: str, value: str, writer: str) -> Json:
    """
    :param writer: the model that worded the value; empty when none did.
    """
    return {
        **({"creator": {"type": "Software", "name": writer}} if writer else {}),
        "type": "TextualBody",
        "value": value,
        "format": "text/plain",
        "language": "ar",
        "textDirection": "rtl",
        "purpose": purpose,
    }


def _source(quote: ExportedQuote) -> Json:
    source = quote.source
    described: Json = {
        "id": source.web_address or Path(source.path).as_uri(),
        "type": "Text",
        "title": title(source),
    }
    if source.web_address:
        described["via"] = Path(source.path).as_uri()
    if source.fields.get("language"):
        described["language"] = source.fields["language"]
    return described


def _selectors(quote: ExportedQuote) -> list[Json]:
    """Each finds the same words by itself: by what they are, by where, by RFC 5147, by page."""
    by_words = {
        "type": "TextQuoteSelector",
        "exact": quote.text,
        "prefix": quote.prefix,
        "suffix": quote.suffix,
    }
    selectors: list[Json] = [
        by_words,
        {"type": "TextPositionSelector", "start": quote.start, "end": quote.end},
        {
            "type": "FragmentSelector",
            "conformsTo": PLAIN_TEXT_FRAGMENTS,
            "value": f"char={quote.start},{quote.end}",
        },
    ]
    if quote.page:
        page = {"type": "FragmentSelector", "value": f"page={quote.page}", "refinedBy": by_words}
        selectors.append(page)
    return selectors
