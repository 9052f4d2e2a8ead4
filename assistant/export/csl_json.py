"""CSL-JSON (schema 1.0.2): an array of works; the quotes of each under `annote` and `custom`."""

from __future__ import annotations

import json
from collections.abc import Iterator

from assistant.answer import KeptQuote, Source
from assistant.export import csl
from assistant.export.locators import locator_text, note
from assistant.export.reading import from_json
from assistant.export.transcript import ExportedQuote, Transcript
from assistant.schema import Json, dumps, place_json


def write(transcript: Transcript) -> str:
    quotes = transcript.quotes_of()
    items = [_item(source, quotes[source.key]) for source in transcript.sources]
    return dumps(items) + "\n"


def read(data: bytes) -> Iterator[KeptQuote]:
    for item in json.loads(data.decode("utf-8-sig")):
        about = item.get("custom", {})  # of a work that another program added, nothing of ours
        for quote in about.get("quotes", ()):
            yield from_json(quote, about, item["title"], about["path"])


def _item(source: Source, quotes: list[ExportedQuote]) -> Json:
    described = csl.item(source)
    # Of all fields only these two may carry what is not the work's: `page` means its extent.
    described["annote"] = "\n\n".join(note(quote) for quote in quotes)
    described["custom"] = {
        "sha256": source.sha256,
        "path": source.path,
        "quotes": [_place(quote) for quote in quotes],
    }
    return described


def _place(quote: ExportedQuote) -> Json:
    return {
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "prefix": quote.prefix,
        "suffix": quote.suffix,
        **(_stands(quote) if quote.anchor or quote.caveats else {}),
        "place": locator_text(quote),
    }


def _stands(quote: ExportedQuote) -> Json:
    return {"page": quote.page, **place_json(quote.anchor, quote.caveats)}
