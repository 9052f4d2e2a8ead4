"""One open library in many threads: each reads a moment of its own, one at a time writes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import LibraryBusy, UserError
from index.ingest import add
from index.retrieval.search import Searcher
from index.store.library import Library
from tests.index.shelf import hits_of

THREADS, TIMES = 8, 25
CITIES = {
    "بغداد": "بنى المنصور بغداد سنة 762م، وسماها مدينة السلام.",
    "القاهرة": "أُسست القاهرة سنة 969م على يد القائد جوهر الصقلي.",
    "قرطبة": "قرطبة حاضرة الأندلس، وفيها الجامع الكبير.",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in CITIES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def library(corpus: Path, tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "library") as library:
        list(add(library, [corpus]))
        yield library


def test_documents_and_passages_are_the_same_in_every_thread(library: Library) -> None:
    def read(_: int) -> list[str]:
        ids = [summary.id for summary in library.documents()]
        with library.snapshot():
            whole = [library.document(id).text for id in ids]
            cut = [library.text(id, 0, len(text)) for id, text in zip(ids, whole, strict=True)]
        assert whole == cut
        return whole

    with ThreadPoolExecutor(THREADS) as threads:
        read_by_all = list(threads.map(read, range(THREADS * TIMES)))

    assert read_by_all == [read(0)] * THREADS * TIMES


def test_a_search_finds_the_same_in_every_thread(library: Library) -> None:
    searcher = Searcher.open(library)
    questions = ["من بنى بغداد؟", "متى أُسست القاهرة؟", "أين الجامع الكبير؟"] * TIMES
    alone = [hits_of(searcher, question) for question in questions]

    with ThreadPoolExecutor(THREADS) as threads:
        together = list(threads.map(lambda question: hits_of(searcher, question), questions))

    assert together == alone


def test_a_thread_that_writes_is_not_mistaken_for_another(library: Library) -> None:
    with ThreadPoolExecutor(1) as other, library.writing():
        assert library.is_writing
        assert not other.submit(lambda: library.is_writing).result()
        with pytest.raises(LibraryBusy):
            other.submit(lambda: _remove_first(library)).result()


def test_questions_are_answered_while_a_thread_adds(library: Library, corpus: Path) -> None:
    searcher = Searcher.open(library)

    def add_towns(number: int) -> int:
        (corpus / f"بلدة {number}.txt").write_text(f"البلدة {number} على النهر.", encoding="utf-8")
        return sum(result.outcome == "added" for result in add(library, [corpus]))

    with ThreadPoolExecutor(THREADS) as threads:
        asked = [threads.submit(hits_of, searcher, "من بنى بغداد؟") for _ in range(THREADS * TIMES)]
        added = [add_towns(number) for number in range(3)]

    assert added == [1, 1, 1]
    assert {search.result()[0].title for search in asked} == {"بغداد"}
    assert hits_of(searcher, "أين البلدة 2؟")[0].title == "بلدة 2"


def test_a_library_that_is_closed_cannot_be_read(library: Library) -> None:
    library.close()

    with pytest.raises(UserError):
        library.documents()


def _remove_first(library: Library) -> None:
    with library.writing():
        library.remove(library.documents()[0].id)
