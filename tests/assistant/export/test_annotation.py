"""W3C Web Annotation: the selectors each lead to the quote, and the shape is the model's."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft7Validator

from assistant.export import export
from assistant.export.transcript import Transcript
from index.arabic import is_boundary
from tests.assistant.export.samples import (
    BOOK,
    HOSTILE,
    NEWS,
    OPTICS,
    PAGE,
    SCHOLAR,
    hostile,
    quote,
    transcript,
    turn,
)

ADDRESS = {"type": "string", "pattern": "^[a-z]+:[^ ]+$"}
NUMBER = {"type": "integer", "minimum": 0}
QUOTE = {
    "type": "object",
    "properties": {
        "type": {"const": "TextQuoteSelector"},
        **{part: {"type": "string"} for part in ("exact", "prefix", "suffix")},
    },
    "required": ["type", "exact"],
    "additionalProperties": False,
}
POSITION = {
    "type": "object",
    "properties": {"type": {"const": "TextPositionSelector"}, "start": NUMBER, "end": NUMBER},
    "required": ["type", "start", "end"],
    "additionalProperties": False,
}
FRAGMENT = {
    "type": "object",
    "properties": {
        "type": {"const": "FragmentSelector"},
        "value": {"type": "string"},
        "conformsTo": ADDRESS,
        "refinedBy": QUOTE,
    },
    "required": ["type", "value"],
    "additionalProperties": False,
}
ANNOTATION = {
    "type": "object",
    "properties": {
        "id": ADDRESS,
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["commenting", "highlighting"]},
        "created": {"type": "string"},
        "generator": {"type": "object"},
        "body": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "type": {"const": "TextualBody"},
                    "textDirection": {"enum": ["rtl", "ltr", "auto"]},
                    "purpose": {"enum": ["questioning", "commenting"]},
                    **{part: {"type": "string"} for part in ("value", "format", "language")},
                },
                "required": ["type", "value"],
                "additionalProperties": False,
            },
        },
        "target": {
            "type": "object",
            "properties": {
                "source": {"type": "object", "required": ["id"], "properties": {"id": ADDRESS}},
                "selector": {"type": "array", "items": {"oneOf": [QUOTE, POSITION, FRAGMENT]}},
                "state": {"type": "object"},
            },
            "required": ["source"],
            "additionalProperties": False,
        },
    },
    "required": ["id", "type", "target"],
    "additionalProperties": False,
}
"""The model's sections 3 and 4, as far as we write them."""


def annotated(exported: Transcript = SCHOLAR) -> list[Any]:
    collection = json.loads(export(exported, "annotation"))
    assert collection["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["total"] == len(collection["first"]["items"])
    items: list[Any] = collection["first"]["items"]
    return items


def test_every_selector_leads_to_the_quote() -> None:
    for annotation in annotated():
        target = annotation["target"]
        text = NEWS if target["source"]["id"] == PAGE.web_address else OPTICS
        words, place, fragment = target["selector"][:3]
        assert text[place["start"] : place["end"]] == words["exact"]
        assert text.count(words["prefix"] + words["exact"] + words["suffix"]) == 1
        assert fragment["value"] == f"char={place['start']},{place['end']}"


def test_the_state_says_which_text_the_offsets_count_in() -> None:
    first = annotated()[0]["target"]

    assert first["state"]["shawahid:sha256"] == BOOK.sha256
    assert first["source"]["id"] == "file:///%D9%83%D8%AA%D8%A8/manazir.txt"


def test_a_page_is_a_fragment_that_the_quote_refines() -> None:
    page = annotated()[0]["target"]["selector"][3]

    assert page["value"] == "page=٣٥"
    assert page["refinedBy"]["exact"].startswith("الضوء يشرق")


def test_the_question_and_the_answer_are_its_bodies() -> None:
    bodies = annotated()[2]["body"]

    assert [(body["purpose"], body["value"]) for body in bodies] == [
        ("questioning", "ومتى افتُتحت؟"),
        ("commenting", "صباح السبت 2 آذار/مارس 2024"),
    ]


def test_offsets_are_code_points_beyond_the_basic_plane_too() -> None:
    text = "رمز 🏛 ثم خبر"
    shown = transcript(turn("؟", "خبر", [quote(1, BOOK, text, "ثم خبر")]))

    place = annotated(shown)[0]["target"]["selector"][1]

    assert (place["start"], place["end"]) == (6, 12)


@pytest.mark.parametrize("words", [None, *HOSTILE])
def test_the_model_holds_and_words_are_to_the_letter(words: str | None) -> None:
    items = annotated(SCHOLAR if words is None else hostile(words))

    for annotation in items:
        Draft7Validator(ANNOTATION).validate(annotation)
    if words is not None:
        exact = items[0]["target"]["selector"][0]["exact"]
        assert exact == words
        assert is_boundary(exact, len(exact))
