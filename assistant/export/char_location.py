"""Messages with `char_location` citations, as clients of Anthropic's API read them.

`document_index` counts in `documents`, which a request would have sent in that order.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from assistant.answer import KeptQuote, Source
from assistant.export import words
from assistant.export.csl import title
from assistant.export.transcript import ExportedQuote, ExportedTurn, Transcript, unsupported
from assistant.schema import Json, dumps, kept_place, place_json


def write(transcript: Transcript) -> str:
    sources = transcript.sources
    indexes = {source.key: index for index, source in enumerate(sources)}
    messages: list[Json] = []
    for turn in transcript.turns:
        if turn.question:
            messages.append({"role": "user", "content": turn.question})
        by = {"model": turn.writer} if turn.writer else {}
        messages.append({"role": "assistant", **by, "content": _blocks(turn, transcript, indexes)})
    documents = [
        {"title": title(source), "source": source.path, "sha256": source.sha256}
        for source in sources
    ]
    return dumps({"documents": documents, "messages": messages}) + "\n"


def read(data: bytes) -> Iterator[KeptQuote]:
    value = json.loads(data.decode("utf-8-sig"))
    for message in value["messages"]:
        if message["role"] == "assistant":
            for block in message["content"]:
                for citation in block["citations"]:
                    document = value["documents"][citation["document_index"]]
                    yield KeptQuote(
                        text=citation["cited_text"],
                        start=citation["start_char_index"],
                        end=citation["end_char_index"],
                        source=Source(document["title"], document["source"], document["sha256"]),
                        **kept_place(citation, citation["start_char_index"]),
                    )


def _blocks(turn: ExportedTurn, transcript: Transcript, indexes: dict[str, int]) -> list[Json]:
    """A block for each statement; quotes that no statement names are blocks of their own words."""
    likely = words.likely(turn, transcript.language)
    by_number = {quote.number: quote for quote in turn.quotes}
    blocks = [
        _block(
            likely + each.text + unsupported(each),
            [by_number[number] for number in each.quotes],
            indexes,
        )
        for each in turn.statements
    ]
    named = {number for each in turn.statements for number in each.quotes}
    blocks += [
        _block(quote.text, [quote], indexes) for quote in turn.quotes if quote.number not in named
    ]
    return blocks


def _block(text: str, quotes: list[ExportedQuote], indexes: dict[str, int]) -> Json:
    return {
        "type": "text",
        "text": text,
        "citations": [
            {
                "type": "char_location",
                "cited_text": quote.text,
                "document_index": indexes[quote.source.key],
                "document_title": title(quote.source),
                "start_char_index": quote.start,
                "end_char_index": quote.end,
                # More than the API's own has, which its clients pass over.
                **(place_json(quote.anchor, quote.caveats) if _stands(quote) else {}),
            }
            for quote in quotes
        ],
    }


def _stands(quote: ExportedQuote) -> bool:
    """Whether there is more to say of its place than offsets."""
    return quote.anchor is not None or bool(quote.caveats)
