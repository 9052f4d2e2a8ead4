"""JSONL: a turn on each line, in the shape of `ask --json` with the works that it quotes."""

from __future__ import annotations

import json
from collections.abc import Iterator

from assistant.answer import KeptQuote
from assistant.export import csl
from assistant.export.locators import fingerprint, locator_text
from assistant.export.reading import from_json
from assistant.export.transcript import ExportedQuote, ExportedTurn, Transcript
from assistant.schema import SCHEMA, Json, dumps, place_json


def write(transcript: Transcript) -> str:
    return "".join(dumps(_turn(turn), indent=None) + "\n" for turn in transcript.turns)


def read(data: bytes) -> Iterator[KeptQuote]:
    """The quotes of every turn; of one that `ask --json` wrote over many lines, too."""
    for turn in _values(data.decode("utf-8-sig")):
        for quote in turn["quotes"]:
            document = quote["document"]
            yield from_json(quote, document, document["title"], document["source"])


def _values(text: str) -> Iterator[Json]:
    """Values of JSON with nothing but white space between them."""
    decoder = json.JSONDecoder()
    at = len(text) - len(text.lstrip())
    while at < len(text):
        value, end = decoder.raw_decode(text, at)
        yield value
        at = len(text) - len(text[end:].lstrip())


def _turn(turn: ExportedTurn) -> Json:
    return {
        "schema": SCHEMA,
        "question": turn.question,
        "understood": turn.understood,
        "status": "refused" if turn.reason else "answered",
        "reason": turn.reason,
        "missing": list(turn.missing),
        "confidence": turn.confidence,
        "likely": turn.likely,
        "text": " ".join(each.marked for each in turn.statements),
        "statements": [
            {"text": each.text, "quotes": list(each.quotes), "doubts": list(each.unsupported)}
            for each in turn.statements
        ],
        "writing": {"model": turn.writer, "incomplete": turn.incomplete} if turn.writer else None,
        "quotes": [_quote(quote) for quote in turn.quotes],
    }


def _quote(quote: ExportedQuote) -> Json:
    source = quote.source
    return {
        "n": quote.number,
        "document": {
            "title": source.title,
            "source": source.path,
            "sha256": source.sha256,
            "bibliography": csl.item(source),
        },
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "short": quote.short
        and {"start": quote.short.start, "end": quote.short.end, "text": quote.short_text},
        "page": quote.page,
        **place_json(quote.anchor, quote.caveats),
        "headings": list(quote.headings),
        "prefix": quote.prefix,
        "suffix": quote.suffix,
        "place": locator_text(quote),
        "fingerprint": fingerprint(quote),
    }
