"""CSL-JSON and csl-citation, held against what their specification allows."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft7Validator

from assistant.answer import Source
from assistant.export import csl, export
from tests.assistant.export.samples import BOOK, HOSTILE, PAGE, SCHOLAR, hostile

NAME = {
    "type": "object",
    "properties": {
        part: {"type": "string"}
        for part in ("family", "given", "literal", "suffix", "dropping-particle")
    },
    "additionalProperties": False,
}
DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        },
        "literal": {"type": "string"},
    },
    "additionalProperties": False,
}
ITEM = {
    "type": "object",
    "required": ["id", "type"],
    "properties": {
        "id": {"type": "string"},
        "type": {"enum": sorted(csl.TYPES)},
        **{role: {"type": "array", "items": NAME} for role in ("author", "editor", "translator")},
        **dict.fromkeys(("issued", "accessed"), DATE),
        **{
            variable: {"type": "string"}
            for variable in (
                *("title", "publisher", "publisher-place", "container-title", "edition"),
                *("collection-title", "volume", "issue", "page", "language", "URL", "DOI"),
                *("ISBN", "ISSN", "abstract", "keyword", "note", "annote"),
            )
        },
        "custom": {"type": "object"},
    },
    "additionalProperties": False,
}
LABELS = ["article-locator", "chapter", "folio", "page", "part", "verse"]
CITATION = {
    "type": "object",
    "required": ["schema", "citationID"],
    "properties": {
        "schema": {
            "const": "https://resource.citationstyles.org/schema/latest/input/json/csl-citation.json"
        },
        "citationID": {"type": "string"},
        "citationItems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": {"type": "string"},
                    "itemData": ITEM,
                    "locator": {"type": "string"},
                    "label": {"enum": LABELS},
                    "suffix": {"type": "string"},
                    "uris": {"type": "array", "items": {"type": "string"}},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
"""The parts of the CSL 1.0.2 schemas that we write; closed, as the citation's schema is."""


def loaded(format: str, transcript: Any = SCHOLAR) -> Any:  # noqa: ANN401 - JSON
    return json.loads(export(transcript, format))


def test_an_item_describes_the_work() -> None:
    assert csl.item(BOOK) == {
        "id": BOOK.key,
        "type": "book",
        "title": "كتاب المناظر",
        "author": [{"literal": "الحسن بن الهيثم"}],
        "editor": [{"literal": "عبد الحميد صبرة"}],
        "translator": [{"family": "Rashed", "given": "Roshdi"}, {"literal": "فلان بن فلان"}],
        "publisher": "المجلس الوطني",
        "publisher-place": "الكويت",
        "volume": "٢",
        "edition": "١",
        "language": "ar",
        "ISBN": "978-3-16-148410-0",
        "issued": {"date-parts": [[1983]]},
        "note": "١٤٠٣ هـ",
    }


def test_what_a_source_does_not_state_is_left_out() -> None:
    assert csl.item(Source("رسالة", "/رسالة.txt", "0" * 64)) == {
        "id": "shawahid-000000000000",
        "type": "document",
        "title": "رسالة",
    }


def test_a_date_in_no_known_calendar_stays_as_it_is_written() -> None:
    source = Source("رسالة", "/رسالة.txt", "0" * 64, {"issued": "1403", "type": "نوع غريب"})

    assert csl.item(source)["issued"] == {"literal": "1403"}
    assert csl.item(source)["type"] == "document"


def test_quotes_stand_under_annote_and_custom() -> None:
    book, _ = loaded("csl-json")

    assert book["annote"].count("\n\n") == 1
    assert book["custom"]["sha256"] == BOOK.sha256
    assert [(each["start"], each["end"]) for each in book["custom"]["quotes"]] == [
        (16, 76),
        (110, 133),
    ]
    assert "page" not in book


def test_a_citation_names_the_place_and_not_the_words() -> None:
    first, second = loaded("csl-citation")

    assert [item["id"] for item in first["citationItems"]] == [BOOK.key, BOOK.key]
    page, whole = first["citationItems"]
    assert (page["label"], page["locator"], page["suffix"]) == ("page", "٣٥", "، الفصل الثاني")
    assert "locator" not in whole
    assert second["citationItems"][0]["uris"] == [PAGE.web_address]


@pytest.mark.parametrize("words", [None, *HOSTILE])
def test_the_schemas_hold_whatever_the_words(words: str | None) -> None:
    transcript = SCHOLAR if words is None else hostile(words)

    for item in loaded("csl-json", transcript):
        Draft7Validator(ITEM).validate(item)
    for citation in loaded("csl-citation", transcript):
        Draft7Validator(CITATION).validate(citation)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_quotes_come_back_to_the_letter(words: str) -> None:
    (item,) = loaded("csl-json", hostile(words))

    assert item["custom"]["quotes"][0]["text"] == words
