"""Vectors come after the words: some of them, all of them, another embedder's, or none at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from index.errors import EncoderMissing, LibraryBusy, Message
from index.ingest import EMBEDDED_AT_ONCE, add, embed, reindex
from index.retrieval.chroma import named_snapshot
from index.retrieval.embedding import BUILTIN, EMBEDDERS, FINGERPRINT, builtin_embedder
from index.retrieval.search import Searcher
from index.retrieval.vectors import ChromaIndex, build_snapshot
from index.status import status_of
from index.store.library import Library
from index.store.records import Vectors
from index.types import Extraction
from tests.index.chroma_use import uses_chroma
from tests.index.shelf import HashedWords, chapter, hits_of, put_many, sentences

MANY = EMBEDDED_AT_ONCE + 4
"""Documents of a passage each: a batch, and some."""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """Of documents found by their words, its embedder one without a model."""
    monkeypatch.setitem(EMBEDDERS, BUILTIN, HashedWords)
    folder = tmp_path / "وثائق"
    folder.mkdir()
    for number in range(MANY):
        text = chapter(0, number).split(".")[0] + "."
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    with Library.create(tmp_path / "library") as library:
        list(add(library, [folder]))
        yield library


def stop_before(batch: int) -> partial[None]:
    """A progress whose user has had enough after so many batches."""
    return partial(_stop, [batch])


def _stop(left: list[int], what: Message, done: int, total: int) -> None:
    left[0] -= 1
    if left[0] < 0:
        raise KeyboardInterrupt


def with_vectors(library: Library) -> tuple[int, int]:
    status = status_of(library)
    return status.vectors, status.passages


def test_documents_are_found_before_they_have_vectors(library: Library) -> None:
    searcher = Searcher.open(library)

    assert with_vectors(library) == (0, MANY)
    assert searcher.notice is None
    assert hits_of(searcher, "ماذا حدث في السنة 70 للهجرة؟")[0].title == "07"
    assert {hit.vector for hit in hits_of(searcher, "السنة 70")} == {0.0}


def test_a_run_that_is_stopped_keeps_what_it_made_and_the_next_goes_on(library: Library) -> None:
    with pytest.raises(KeyboardInterrupt):
        embed(library, progress=stop_before(1))
    assert with_vectors(library) == (EMBEDDED_AT_ONCE, MANY)
    first = library.vectors_after(0)

    seen: list[tuple[int, int]] = []
    embed(library, snapshot=False, progress=lambda what, done, total: seen.append((done, total)))

    assert seen == [(EMBEDDED_AT_ONCE, MANY)]
    assert with_vectors(library) == (MANY, MANY)
    ids, rows = library.vectors_after(0)
    assert ids[:EMBEDDED_AT_ONCE].tolist() == first[0].tolist()
    assert rows[:EMBEDDED_AT_ONCE].tolist() == first[1].tolist()


def test_a_question_is_answered_from_passages_with_and_without_vectors(library: Library) -> None:
    with pytest.raises(KeyboardInterrupt):
        embed(library, progress=stop_before(1))
    early, late = f"السنة {MANY} للهجرة", f"السنة {10 * (MANY - 1)} للهجرة"  # no title

    searcher = Searcher.open(library)
    found = {question: hits_of(searcher, question)[0] for question in (early, late)}

    assert found[early].title == f"{MANY // 10:02}"
    assert found[early].vector > 0
    assert found[late].title == f"{MANY - 1}"
    assert found[late].vector == 0


def test_an_open_searcher_learns_of_vectors_as_they_are_made(library: Library) -> None:
    with pytest.raises(KeyboardInterrupt):
        embed(library, progress=stop_before(1))
    searcher = Searcher.open(library)

    def cosine_of_the_last() -> float:
        hits = hits_of(searcher, f"السنة {10 * (MANY - 1)} للهجرة")
        return {hit.title: hit.vector for hit in hits}[f"{MANY - 1}"]

    assert cosine_of_the_last() == 0
    embed(library, snapshot=False)
    assert cosine_of_the_last() > 0


@pytest.mark.parametrize("resident", [False, True])
def test_a_snapshot_holds_the_vectors_there_were_and_newer_ones_are_scanned(
    tmp_path: Path, resident: bool
) -> None:
    with Library.create(tmp_path) as library:
        with library.writing():
            put_many(library, 10)
            text = chapter(1, 1)
            library.put("/متأخر.txt", "", 1, Extraction(text, "متأخر"), sentences(text))
            build_snapshot(library)
        snapshot = named_snapshot(library)
        assert snapshot is not None
        assert (snapshot.rows, library.count()) == (100, 110)
        index = ChromaIndex.open(library, resident=resident)
        asked = HashedWords().embed_question(text.split(".")[0])
        before = index.search(asked, 10)

        waiting = [passage for _, passage, _ in library.passages_after(library.embedded)]
        rows = HashedWords().embed([text[each.start : each.end] for each in waiting])
        with library.writing():
            library.put_vectors([each.id for each in waiting], rows)

        assert uses_chroma(index) is resident
        after = index.search(asked, 10)
        assert after[0][0] == waiting[0].id
        assert after != before
        assert after == ChromaIndex.open(library).search(asked, 10)


def test_vectors_of_another_embedder_are_left_aside_until_they_are_made_anew(
    library: Library,
) -> None:
    embed(library, snapshot=False)
    with library.writing():
        library.set(FINGERPRINT, "builtin:hash-256:folding-1:1")
    documents = library.documents()

    searcher = Searcher.open(library)

    assert searcher.notice is not None
    assert "shawahid embed" in searcher.notice.ar
    assert hits_of(searcher, "السنة 70 للهجرة")[0].title == "07"
    status = status_of(library)
    assert status.vectors == 0
    assert status.trouble is not None
    assert "builtin:hash-256:folding-1:1" in status.trouble.ar

    embed(library, snapshot=False)

    assert library.documents() == documents
    assert with_vectors(library) == (MANY, MANY)
    assert Searcher.open(library).notice is None


class OneNumber:
    """An embedder of one dimension: how long a text is."""

    fingerprint = "lengths:1"

    def __init__(self, model: str) -> None:
        pass

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.array([[len(text)] for text in texts], np.float32)

    def embed_question(self, question: str) -> Vectors:
        return np.array([len(question)], np.float32)


def test_vectors_of_another_dimension_take_the_place_of_the_old(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(EMBEDDERS, "lengths", OneNumber)
    embed(library, snapshot=False)

    reindex(library, embedder="lengths")
    assert library.dimension is None
    embed(library, snapshot=False)

    assert library.dimension == 1
    assert library.get(FINGERPRINT) == "lengths:1"


def test_without_the_model_words_are_searched_and_status_says_so(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = tmp_path / "encoder.onnx"
    monkeypatch.setitem(EMBEDDERS, BUILTIN, partial(builtin_embedder, file=missing))

    assert hits_of(library, "السنة 70 للهجرة")[0].title == "07"
    assert Searcher.open(library).notice is None
    status = status_of(library)
    assert status.vectors == 0
    assert status.trouble is not None
    assert str(missing) in status.trouble.ar
    assert "فالبحث بالكلمات وحدها" in status.trouble.ar
    with pytest.raises(EncoderMissing):
        embed(library)


def test_a_fast_searcher_does_without_vectors(library: Library) -> None:
    embed(library, snapshot=False)

    hit = hits_of(Searcher.open(library, fast=True), "السنة 70 للهجرة")[0]

    assert (hit.title, hit.vector, hit.vector_rank) == ("07", 0.0, None)


def test_passages_that_were_removed_meanwhile_do_not_hinder(library: Library) -> None:
    """Another process removes a document of the batch while its vectors are made."""
    gone = library.documents()[2]

    def remove(what: Message, done: int, total: int) -> None:
        if done == 0 and library.holder(gone.sha256):
            with library.writing():
                library.remove(gone.id)

    embed(library, snapshot=False, progress=remove)

    assert with_vectors(library) == (MANY - 1, MANY - 1)


def test_who_writes_for_long_is_named(library: Library) -> None:
    with (
        Library.open(library.path) as other,
        other.writing(),
        pytest.raises(LibraryBusy, match="PID"),
    ):
        embed(library)


def test_an_english_question_finds_the_arabic_passage_by_its_meaning(tmp_path: Path) -> None:
    texts = {
        "القاهرة": "أُسست القاهرة سنة 969م على يد القائد جوهر الصقلي.",
        "القمح": "يزرع القمح في الشتاء ويحصد في أول الصيف.",
        "الميناء": "تفرغ السفن حمولتها في الميناء عند الفجر.",
        "النحل": "يجمع النحل الرحيق من الأزهار ويصنع منه العسل.",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    with Library.create(tmp_path / "library") as library:
        list(add(library, [tmp_path]))
        assert hits_of(library, "How do insects gather nectar?") == []

        embed(library, snapshot=False)

        hits = hits_of(library, "How do insects gather nectar?")
        assert hits[0].title == "النحل"
        assert hits[0].lexical_rank is None
