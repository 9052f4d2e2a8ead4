"""CSL-JSON (schema 1.0.2): an array of works; the quotes of each under `annote` and `custom`."""

from __future__ import annotations

from assistant.export import csl
from assistant.export.place import note, place_words
from assistant.export.transcript import ExportedQuote, Source, Transcript
from assistant.schema import Json, dumps


def render(transcript: Transcript) -> str:
    quotes = transcript.quotes_of()
    items = [_item(source, quotes[source.key]) for source in transcript.sources]
    return dumps(items) + "\n"


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
        "place": place_words(quote),
    }
