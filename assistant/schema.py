"""An answer as JSON: the one place that fixes its shape, for scripts that depend on it.

`SCHEMA` rises when a field changes its meaning or goes; new fields may come at any time.
All offsets are code points of the document's canonical text, which has the sha256 given.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, TypedDict

from assistant.answer import Answer, Quote, Writing
from assistant.controls import UNESCAPED
from index.question import Question
from index.store.library import Library
from index.types import Anchor, CaveatKind, Document, Hit, Span

SCHEMA = 1

Json = dict[str, Any]  # whatever `json` can write


def answer_json(answer: Answer, library: Library) -> Json:
    """:param library: what the nearest passages' documents are looked up in."""
    return {
        "schema": SCHEMA,
        "question": answer.question,
        "understood": answer.asked and _understood_json(answer.asked),
        "status": answer.status,
        "reason": answer.reason,
        "text": answer.text,
        "headline": answer.headline,
        "statements": [
            {
                "text": statement.text,
                "quotes": list(statement.quotes),
                "doubts": list(statement.unsupported),
            }
            for statement in answer.statements
        ],
        "quotes": [quote_json(number, quote) for number, quote in enumerate(answer.quotes, 1)],
        "nearest": [_hit_json(hit, library) for hit in answer.nearest],
        "missing": list(answer.missing),
        "known": answer.known and asdict(answer.known),
        "confidence": answer.confidence,
        "likely": answer.likely,
        "further": answer.further,
        "timings_ms": {step: round(taken, 2) for step, taken in answer.timings_ms.items()},
        "writing": answer.writing and _writing_json(answer.writing),
    }


def quote_json(number: int, quote: Quote) -> Json:
    """One quote of an answer, under the number that its statements name it by."""
    short = quote.short and {
        "start": quote.short.start,
        "end": quote.short.end,
        "text": quote.short_text,
    }
    return {
        "n": number,
        "document": _document_json(quote.document),
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "short": short,
        "page": quote.page,
        **place_json(quote.anchor, quote.caveats),
        "heading": " › ".join(quote.headings) or None,
        "headings": list(quote.headings),
        "prefix": quote.prefix,
        "suffix": quote.suffix,
    }


def place_json(anchor: Anchor | None, caveats: Sequence[CaveatKind]) -> Json:
    """Where in its file something stands, and how its words were read."""
    return {
        "anchor": anchor and {"kind": anchor.kind, "label": anchor.label},
        "caveats": list(caveats),
    }


class KeptPlace(TypedDict):
    """What `place_json` says, as fields of what is kept."""

    page: str | None
    anchor: Anchor | None
    caveats: tuple[CaveatKind, ...]


def kept_place(value: Json, start: int) -> KeptPlace:
    """The way back; all empty for what was kept before there were any.

    :param start: of the quote, in code points.
    """
    named = value.get("anchor")
    anchor = Anchor(start, named["label"], named["kind"]) if named else None
    page = anchor.label if anchor and anchor.kind == "page" else None
    caveats = tuple(value.get("caveats", ()))
    return {"page": value.get("page", page), "anchor": anchor, "caveats": caveats}


def _understood_json(asked: Question) -> Json:
    """What a question was read as; `as` is null where nothing but politeness was left out."""
    spelling = zip(asked.written, asked.corrections, strict=True)
    return {
        "as": asked.read_as,
        "core": asked.core,
        "type": asked.question_type,
        "answer_types": sorted(asked.answer_types),
        "intent": asked.intent,
        "several": asked.asks_for_several,
        "parts": list(asked.parts),
        "terms": list(asked.terms),
        "corrections": [
            {"written": written, "stems": list(stems)} for written, stems in spelling if stems
        ],
    }


def _writing_json(writing: Writing) -> Json:
    """A model's part; what it wrote itself, never to be taken for a quote."""
    return {
        "model": writing.model,
        "incomplete": writing.incomplete,
        "cause": writing.cause and asdict(writing.cause),
        "quotations": [asdict(quotation) for quotation in writing.quotations],
        "dropped": [
            {"text": each.text, "doubts": list(each.unsupported)} for each in writing.dropped
        ],
    }


def _hit_json(hit: Hit, library: Library) -> Json:
    passage = hit.passage
    page, stands = None, place_json(None, ())
    try:
        held = library.document(passage.document_id)
        document, page = _document_json(held), held.page_at(passage.start)
        caveats = held.caveats_in(Span(passage.start, passage.end))
        stands = place_json(held.anchor_at(passage.start), caveats)
    except KeyError:  # removed since it was found
        document = {"id": passage.document_id, "title": hit.title, "source": None, "sha256": None}
    return {
        "document": document,
        "start": passage.start,
        "end": passage.end,
        "text": hit.text,
        "page": page,
        **stands,
        "heading": " › ".join(passage.headings) or None,
        "headings": list(passage.headings),
        "score": round(hit.score, 4),
    }


def _document_json(document: Document) -> Json:
    return {
        "id": document.id,
        "title": document.title,
        "source": document.sources[0],
        "sha256": document.sha256,
    }


def dumps(value: object, *, indent: int | None = 2) -> str:
    """JSON in readable Arabic; controls that a terminal would obey are escaped.

    :param indent: None for all on one line.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return UNESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
