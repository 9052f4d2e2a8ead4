"""`csl-citation.json` (schema 1.0.2): one object for each statement, naming the places cited.

The schema is closed, so that the quoted words cannot stand in it: they are in the CSL-JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from assistant.answer import KeptQuote
from assistant.export import csl
from assistant.export.locators import beyond_locator, locator
from assistant.export.transcript import ExportedQuote, ExportedTurn, Transcript
from assistant.schema import Json, dumps

SCHEMA = "https://resource.citationstyles.org/schema/latest/input/json/csl-citation.json"


def write(transcript: Transcript) -> str:
    """An array of citations, each of which is valid by the schema."""
    citations = [
        _citation(f"{turn_number}-{number}", quotes)
        for turn_number, turn in enumerate(transcript.turns, 1)
        for number, quotes in enumerate(_grouped(turn), 1)
    ]
    return dumps(citations) + "\n"


def read(data: bytes) -> Iterator[KeptQuote]:
    """No quote of any citation: they name places without the words."""
    if not all("citationItems" in each for each in json.loads(data.decode("utf-8-sig"))):
        raise ValueError("no citations")
    return iter(())


def _grouped(turn: ExportedTurn) -> list[list[ExportedQuote]]:
    """The quotes that each statement rests on, then those that none names, one by one."""
    by_number = {quote.number: quote for quote in turn.quotes}
    stated = [[by_number[number] for number in each.quotes] for each in turn.statements]
    named = {number for each in turn.statements for number in each.quotes}
    return stated + [[quote] for quote in turn.quotes if quote.number not in named]


def _citation(id: str, quotes: list[ExportedQuote]) -> Json:
    return {"schema": SCHEMA, "citationID": id, "citationItems": [_item(each) for each in quotes]}


def _item(quote: ExportedQuote) -> Json:
    cited: Json = {"id": quote.source.key, "itemData": csl.item(quote.source)}
    part = locator(quote)
    if part:
        cited |= {"locator": part.value, "label": part.label}
    under = beyond_locator(quote)
    if under:
        cited["suffix"] = f"، {under}"
    if quote.source.web_address:
        cited["uris"] = [quote.source.web_address]
    return cited
