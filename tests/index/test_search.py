"""Question → hits: found in any spelling, best first, one document not before all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from index.search import FROM_ONE_DOCUMENT, Searcher
from tests.index.shelf import BAGHDAD, CAIRO, CORDOBA, DAMASCUS, put


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path) as library:
        yield library


@pytest.fixture
def searcher(library: Library) -> Searcher:
    with library.writing():
        for number, text in enumerate((CAIRO, BAGHDAD, CORDOBA, DAMASCUS)):
            put(library, f"/{number}.txt", text, title=text.split()[0])
        library.set("embedder_fingerprint", "none")
    return Searcher.open(library)


@pytest.mark.parametrize(
    "question",
    [
        "من بنى بغداد؟",
        "مَنْ بَنَى بَغْدَادَ؟",
        "من بني بغــداد",
        "باني بغداد المنصور",
        "ماذا بنى المنصور؟",
    ],
)
def test_a_passage_is_found_in_any_spelling_of_the_question(
    searcher: Searcher, question: str
) -> None:
    assert searcher.search(question)[0].text == "بنى المنصور بغداد سنة 762م."


def test_a_hit_says_where_it_stands_and_how_it_was_found(searcher: Searcher) -> None:
    hit = searcher.search("متى أسست القاهرة؟")[0]

    assert hit.text == CAIRO[hit.passage.start : hit.passage.end] == "أُسست القاهرة سنة 969م."
    assert hit.title == "أُسست"
    assert hit.lexical_rank == 1
    assert hit.lexical > 0


def test_a_question_about_nothing_here_finds_nothing_by_its_words(searcher: Searcher) -> None:
    assert searcher.search("xylophone") == []


def test_one_document_does_not_crowd_out_the_others(library: Library) -> None:
    with library.writing():
        put(library, "/a.txt", " ".join(f"ذكر المؤرخ الجامع الكبير مرة {n}." for n in range(8)))
        put(library, "/b.txt", "الجامع الكبير في قرطبة من العجائب التي ذكرها الرحالة قديما.")

    hits = Searcher.open(library).search("الجامع الكبير", limit=5)

    documents = [hit.passage.document_id for hit in hits]
    assert documents[: FROM_ONE_DOCUMENT + 1] == [1, 1, 1, 2]
    assert len(documents) == 5


def test_the_same_question_gets_the_same_hits(searcher: Searcher, library: Library) -> None:
    assert searcher.search("الجامع") == Searcher.open(library).search("الجامع")


def test_how_often_a_stem_occurs_counts_its_forms(searcher: Searcher) -> None:
    assert searcher.frequency("_جامع") == 2
    assert searcher.passage_count == 8
