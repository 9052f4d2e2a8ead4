"""CSV (RFC 4180, UTF-8 with its mark): a quote on each row, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from assistant.answer import KeptQuote, Source
from assistant.controls import visible
from assistant.export.csl import title
from assistant.export.locators import FINGERPRINT, fingerprint, locator_text
from assistant.export.reading import with_place
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


def write(transcript: Transcript, references: References) -> str:
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


def read(data: bytes) -> Iterator[KeptQuote]:
    csv.field_size_limit(max(csv.field_size_limit(), len(data)))
    for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        cells = {name: _without_apostrophe(value) for name, value in row.items()}
        match = FINGERPRINT.fullmatch(cells["fingerprint"])
        if match:
            quote = KeptQuote(
                text=cells["quote"],
                start=int(match[2]),
                end=int(match[3]),
                source=Source(cells["title"], cells["path"], match[1]),
                prefix=cells["prefix"],
                suffix=cells["suffix"],
            )
            yield with_place(quote, cells["place"])


def cell(text: str) -> str:
    """The text as a spreadsheet shows it and does not run it."""
    text = visible(text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _without_apostrophe(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


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
        "place": locator_text(quote),
        "url": source.web_address,
        "path": source.path,
        "start": str(quote.start),
        "end": str(quote.end),
        "fingerprint": fingerprint(quote),
        "prefix": quote.prefix,
        "suffix": quote.suffix,
    }
