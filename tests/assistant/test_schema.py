"""The shape of an answer as JSON, which scripts depend on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.answer import (
    Answer,
    Dropped,
    Quotation,
    Quote,
    Statement,
    Unsupported,
    Verdict,
    Writing,
)
from assistant.schema import answer_json, dumps
from index.errors import Message
from index.store.library import Library
from index.types import Anchor, Caveat, Document, Span
from tests.index.shelf import CAIRO, hits_of, put


def test_an_answer_has_schema_1(tmp_path: Path) -> None:
    with Library.create(tmp_path) as library:
        with library.writing():
            put(library, "/cairo.txt", CAIRO, title="القاهرة", headings=("الباب", "الفصل"))
        (hit, *_) = hits_of(library, "جوهر الصقلي")
        document = Document(
            id=1,
            text=CAIRO,
            sha256="ab" * 32,
            title="القاهرة",
            sources=("/cairo.txt",),
            anchors=(Anchor(0, "٣"),),
            caveats=(Caveat("mended", 0, 5), Caveat("ocr", 30, 41)),
        )
        quote = Quote(document, 24, 52, Span(30, 41), ("الباب", "الفصل"))
        answer = Answer(
            question="من بناها؟",
            statements=(Statement("جوهر الصقلي", (1,)),),
            quotes=(quote,),
            nearest=(hit,),
            reason=None,
            confidence=0.72,
            likely=True,
            timings_ms={"search": 1.23456},
        )
        written = json.loads(dumps(answer_json(answer, library)))
        stored = library.document(1)

    assert written == {
        "schema": 1,
        "question": "من بناها؟",
        "understood": None,
        "status": "answered",
        "reason": None,
        "text": "جوهر الصقلي [1]",
        "headline": "جوهر الصقلي",
        "statements": [{"text": "جوهر الصقلي", "quotes": [1], "doubts": []}],
        "quotes": [
            {
                "n": 1,
                "document": {
                    "id": 1,
                    "title": "القاهرة",
                    "source": "/cairo.txt",
                    "sha256": "ab" * 32,
                },
                "start": 24,
                "end": 52,
                "text": "بناها جوهر الصقلي للفاطميين.",
                "short": {"start": 30, "end": 41, "text": "جوهر الصقلي"},
                "page": "٣",
                "anchor": {"kind": "page", "label": "٣"},
                "caveats": ["ocr"],
                "heading": "الباب › الفصل",
                "headings": ["الباب", "الفصل"],
                "prefix": "أُسست القاهرة سنة 969م. ",
                "suffix": "",
            }
        ],
        "nearest": [
            {
                "document": {
                    "id": 1,
                    "title": "القاهرة",
                    "source": "/cairo.txt",
                    "sha256": stored.sha256,
                },
                "start": hit.passage.start,
                "end": hit.passage.end,
                "text": hit.text,
                "page": None,
                "anchor": None,
                "caveats": [],
                "heading": "الباب › الفصل",
                "headings": ["الباب", "الفصل"],
                "score": round(hit.score, 4),
            }
        ],
        "missing": [],
        "known": None,
        "confidence": 0.72,
        "likely": True,
        "further": 0,
        "timings_ms": {"search": 1.23},
        "writing": None,
    }


def test_a_refusal_has_the_same_shape(tmp_path: Path) -> None:
    refused = Answer("من؟", (), (), (), "not_supported", ("المريخ",), 0.31)
    with Library.create(tmp_path) as library:
        written = answer_json(refused, library)

    assert (written["status"], written["reason"]) == ("refused", "not_supported")
    assert (written["confidence"], written["likely"]) == (0.31, False)
    assert (written["text"], written["statements"], written["quotes"]) == ("", [], [])
    assert written["missing"] == ["المريخ"]


def test_a_models_part_is_told_and_is_no_quote(tmp_path: Path) -> None:
    answer = Answer(
        question="متى؟",
        statements=(Statement("القاهرة كبيرة.", (), (Unsupported.UNSOURCED,)),),
        quotes=(),
        nearest=(),
        reason=None,
        writing=Writing(
            "ollama:qwen3",
            (Quotation("بناها نابليون", Verdict.FABRICATED),),
            (Dropped("أُسست سنة 970م.", (Unsupported.NUMBER,)),),
            True,
            Message("انقطع", "broke off"),
        ),
    )
    with Library.create(tmp_path) as library:
        written = json.loads(dumps(answer_json(answer, library)))

    assert written["text"] == "القاهرة كبيرة. [؟]"
    assert (written["confidence"], written["likely"]) == (None, False)
    assert written["statements"][0]["doubts"] == ["unsourced"]
    assert written["writing"] == {
        "model": "ollama:qwen3",
        "incomplete": True,
        "cause": {"ar": "انقطع", "en": "broke off"},
        "quotations": [
            {"written": "بناها نابليون", "verdict": "fabricated", "features": [], "quote": None}
        ],
        "dropped": [{"text": "أُسست سنة 970م.", "doubts": ["number"]}],
    }


@pytest.mark.parametrize(
    "control", ["\x1b", "\x9b", "\x7f", "\u202e", "\u2067", "\u2028", "\udce9"]
)
def test_controls_are_escaped_and_come_back_the_same(control: str) -> None:
    text = f"قبل{control}بعد"

    assert control not in dumps({"text": text})
    assert json.loads(dumps({"text": text})) == {"text": text}
