"""What may be misread is quoted, and never stands above the quote as the plain answer."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.answering import ask
from index.retrieval.search import Searcher
from index.store.library import Library
from index.types import Caveat, CaveatKind, Extraction, NewPassage

TEXT = "بنى المهندس رائد المرجاوي جسر الوادي سنة 1987. وبلغت كلفة جسر الوادي 85 ألف دينار."
COST = "كم بلغت كلفة جسر الوادي؟"
BUILDER = "من بنى جسر الوادي؟"


def answered(folder: Path, question: str, *caveats: Caveat) -> Answer:
    extraction = Extraction(TEXT, "جسر الوادي", caveats=caveats)
    with Library.create(folder) as library:
        with library.writing():
            digest = sha256(TEXT.encode()).hexdigest()
            library.put("/جسر.pdf", digest, len(TEXT), extraction, [NewPassage(0, len(TEXT))])
        return ask(Searcher.open(library), question)


def over_all(kind: CaveatKind) -> Sequence[Caveat]:
    return (Caveat(kind, 0, len(TEXT)),)


@pytest.mark.parametrize(
    ("question", "kind", "short"),
    [
        (COST, None, True),
        (COST, "mended", True),
        (COST, "ocr", False),
        (COST, "unsure", False),
        (BUILDER, "ocr", True),
        (BUILDER, "unsure", False),
    ],
)
def test_a_number_from_an_image_and_whatever_is_unsure_are_quotes_alone(
    tmp_path: Path, question: str, kind: CaveatKind | None, short: bool
) -> None:
    answer = answered(tmp_path, question, *(over_all(kind) if kind else ()))

    (quote, *_) = answer.quotes
    assert (quote.short is not None) is short
    assert (answer.headline is not None) is short
    assert quote.caveats == ((kind,) if kind else ())


def test_a_number_beside_what_was_recognised_is_told(tmp_path: Path) -> None:
    name = Caveat("ocr", 0, TEXT.index(" جسر"))

    answer = answered(tmp_path, COST, name)

    assert answer.headline is not None
    assert "85" in answer.headline
