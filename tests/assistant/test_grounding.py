"""A reader points, and the words are cut from the truth; what has moved is no quote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.grounding import Finding, ground
from index.store.library import Library
from index.types import Hit, Span
from tests.index.shelf import BAGHDAD, CAIRO, hits_of, put


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path) as library:
        with library.writing():
            put(library, "/cairo.txt", CAIRO, title="القاهرة")
        yield library


@pytest.fixture
def hit(library: Library) -> Hit:
    return hits_of(library, "من بناها؟ جوهر الصقلي")[0]


def test_a_finding_becomes_the_documents_own_words(library: Library, hit: Hit) -> None:
    start = hit.text.index("جوهر")
    finding = Finding(hit, Span(0, len(hit.text)), Span(start, start + 11))

    (quote,) = ground(library, [finding])

    assert quote.text == "بناها جوهر الصقلي للفاطميين."
    assert quote.short_text == "جوهر الصقلي"
    assert CAIRO[quote.start : quote.end] == quote.text


@pytest.mark.parametrize("wrong", [Span(0, 500), Span(5, 5), Span(-3, 4)])
def test_a_place_outside_the_passage_is_not_shown(library: Library, hit: Hit, wrong: Span) -> None:
    assert ground(library, [Finding(hit, wrong, None)]) == []


def test_a_hit_whose_words_are_not_the_documents_yields_no_quote(
    library: Library, hit: Hit
) -> None:
    forged = replace(hit, text="بناها المعز لدين الله بنفسه.")

    assert ground(library, [Finding(forged, Span(0, 5), None)]) == []


def test_a_document_refreshed_since_yields_no_quote(library: Library, hit: Hit) -> None:
    with library.writing():
        put(library, "/cairo.txt", BAGHDAD, title="القاهرة")

    assert ground(library, [Finding(hit, Span(0, 5), None)]) == []


def test_a_document_forgotten_since_yields_no_quote(library: Library, hit: Hit) -> None:
    with library.writing():
        library.remove(hit.passage.document_id)

    assert ground(library, [Finding(hit, Span(0, 5), None)]) == []
