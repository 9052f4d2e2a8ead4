"""JSONL: a turn on each line, in the shape of `ask --json` with the works that it quotes."""

from __future__ import annotations

from assistant.export import csl
from assistant.export.place import fingerprint, place_words
from assistant.export.transcript import ExportedQuote, ExportedTurn, Transcript
from assistant.schema import SCHEMA, Json, dumps


def render(transcript: Transcript) -> str:
    return "".join(dumps(_turn(turn), indent=None) + "\n" for turn in transcript.turns)


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
            {"text": each.text, "quotes": list(each.quotes), "doubts": list(each.doubts)}
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
        "headings": list(quote.headings),
        "prefix": quote.prefix,
        "suffix": quote.suffix,
        "place": place_words(quote),
        "fingerprint": fingerprint(quote),
    }
