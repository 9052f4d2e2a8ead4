"""CSV (RFC 4180, UTF-8 with its mark): a quote on each row, for spreadsheets."""

from __future__ import annotations

import csv
import io

from assistant.controls import visible
from assistant.export.csl import title
from assistant.export.place import fingerprint, place_words
from assistant.export.references import References
from assistant.export.transcript import ExportedQuote, ExportedTurn, Transcript

COLUMNS = (
    *("turn", "question", "understood", "status", "confidence", "likely", "answer"),
    *("writer", "number", "quote", "short_answer", "reference", "title", "author", "issued"),
    *("place", "url", "path"),
    *("start", "end", "fingerprint", "prefix", "suffix"),
)
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
"""A spreadsheet runs a cell that begins so; behind an apostrophe it is text."""


def render(transcript: Transcript, references: References) -> str:
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, turn in enumerate(transcript.turns, 1):
        for quote in turn.quotes or (None,):
            row = {"turn": str(number), **_turn(turn)}
            if quote:
                row |= _quote(quote, references)
            writer.writerow(cell(row.get(column, "")) for column in COLUMNS)
    return "\ufeff" + output.getvalue()


def cell(text: str) -> str:
    """The text as a spreadsheet shows it and does not run it."""
    text = visible(text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _turn(turn: ExportedTurn) -> dict[str, str]:
    return {
        "question": turn.question,
        "understood": turn.understood,
        "status": "refused" if turn.reason else "answered",
        "confidence": "" if turn.confidence is None else f"{turn.confidence:.2f}",
        "likely": "yes" if turn.likely else "",
        "answer": turn.text,
        "writer": turn.writer,
    }


def _quote(quote: ExportedQuote, references: References) -> dict[str, str]:
    source = quote.source
    return {
        "number": str(quote.number),
        "quote": quote.text,
        "short_answer": quote.short_text or "",
        "reference": references.citation(quote),
        "title": title(source),
        "author": source.fields.get("author", ""),
        "issued": source.fields.get("issued", ""),
        "place": place_words(quote),
        "url": source.web_address,
        "path": source.path,
        "start": str(quote.start),
        "end": str(quote.end),
        "fingerprint": fingerprint(quote),
        "prefix": quote.prefix,
        "suffix": quote.suffix,
    }
