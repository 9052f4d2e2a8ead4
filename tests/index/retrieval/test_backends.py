"""A store from outside is one class and one row: ingest, search and status speak to it alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from index.arabic import index_terms
from index.errors import UserError
from index.ingest import add, embed, remove_documents
from index.retrieval.backends import IndexState, Progress
from index.retrieval.chosen import (
    LEXICAL_INDEX,
    LEXICAL_INDEXES,
    VECTOR_INDEX,
    VECTOR_INDEXES,
)
from index.retrieval.embedding import EMBEDDERS
from index.retrieval.expansion import Expansion
from index.retrieval.search import Searcher
from index.status import status_of
from index.store.library import Library
from index.store.records import Vectors
from tests.index.shelf import HashedWords, hits_of


class ClusterOfWords:
    """An index on another machine, which here is a dictionary: terms of each passage."""

    passages_there: dict[int, tuple[int, tuple[str, ...]]]
    lsn_there: int | None

    def __init__(self, library: Library) -> None:
        self._library = library

    @classmethod
    def open(cls, library: Library) -> ClusterOfWords:
        return cls(library)

    @classmethod
    def state(cls, library: Library) -> IndexState:
        return IndexState(0, cls.lsn_there)

    @property
    def passages(self) -> int:
        return len(self.passages_there)

    def search(
        self,
        terms: Mapping[str, float],
        limit: int,
        documents: Collection[int] | None = None,
        expansions: Sequence[Expansion] = (),
    ) -> list[tuple[int, float]]:
        scores = {
            id: sum(weight for term, weight in terms.items() if term in held)
            for id, (document, held) in self.passages_there.items()
            if documents is None or document in documents
        }
        found = sorted(scores.items(), key=lambda each: (-each[1], each[0]))
        return [(id, score) for id, score in found[:limit] if score]

    def frequency(self, term: str) -> int:
        return sum(term in held for _, held in self.passages_there.values())

    def refresh(self) -> None:
        pass

    def catch_up(self, progress: Progress = lambda done, total: None) -> None:
        self.passages_there.clear()
        for _, passage, title in self._library.passages_after(0):
            text = self._library.text(passage.document_id, passage.start, passage.end)
            terms = tuple(index_terms(f"{title}\n{text}"))
            self.passages_there[passage.id] = (passage.document_id, terms)
        type(self).lsn_there = self._library.lsn


class ClusterOfVectors:
    """Another such index: the library's vectors as they were when it was built."""

    damaged = None
    ids_there: list[int]
    rows_there: Vectors
    lsn_there: int | None

    @classmethod
    def open(cls, library: Library, *, resident: bool = False) -> ClusterOfVectors:
        return cls()

    @classmethod
    def state(cls, library: Library) -> IndexState:
        return IndexState(0, cls.lsn_there, number=7)

    @classmethod
    def needs_build(cls, library: Library) -> bool:
        return cls.lsn_there != library.embedded

    @classmethod
    def build(cls, library: Library, progress: Progress = lambda done, total: None) -> None:
        ids, cls.rows_there = library.vectors_after(0)
        cls.ids_there, cls.lsn_there = ids.tolist(), library.embedded

    def search(
        self, vector: npt.ArrayLike, limit: int, documents: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        cosines = (self.rows_there @ np.asarray(vector, np.float32)).tolist()
        return sorted(
            zip(self.ids_there, cosines, strict=True), key=lambda each: (-each[1], each[0])
        )[:limit]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    for name, text in {
        "بغداد": "بنى المنصور بغداد سنة 762م.",
        "القاهرة": "أسس جوهر الصقلي القاهرة سنة 969م.",
        "قرطبة": "في قرطبة الجامع الكبير.",
    }.items():
        (tmp_path / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def library(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """Empty, with both its indexes elsewhere."""
    for store, name, value in (
        (ClusterOfWords, "passages_there", {}),
        (ClusterOfWords, "lsn_there", None),
        (ClusterOfVectors, "lsn_there", None),
    ):
        monkeypatch.setattr(store, name, value, raising=False)
    monkeypatch.setitem(LEXICAL_INDEXES, "cluster", ClusterOfWords)
    monkeypatch.setitem(VECTOR_INDEXES, "cluster", ClusterOfVectors)
    with Library.create(folder / "library") as library:
        with library.writing():
            library.set(LEXICAL_INDEX, "cluster")
            library.set(VECTOR_INDEX, "cluster")
        yield library


def test_a_question_is_answered_from_the_indexes_that_were_chosen(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(EMBEDDERS, "hashed", HashedWords)
    list(add(library, [folder / "texts"], embedder="hashed"))
    embed(library)

    searcher = Searcher.open(library)
    hits = hits_of(searcher, "من أسس القاهرة؟")

    assert isinstance(searcher.lexical, ClusterOfWords)
    assert isinstance(searcher.vectors, ClusterOfVectors)
    assert hits[0].text == "أسس جوهر الصقلي القاهرة سنة 969م."
    assert (hits[0].lexical_rank, hits[0].vector_rank) == (1, 1)
    assert searcher.statistics.passages == 3
    assert sorted(path.name for path in (folder / "library").glob("*/")) == []


def test_they_follow_what_is_removed(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(EMBEDDERS, "hashed", HashedWords)
    list(add(library, [folder / "texts"], embedder="hashed"))
    embed(library)
    (cairo,) = (each.id for each in library.documents() if each.title == "القاهرة")

    remove_documents(library, [cairo])

    assert [hit.title for hit in hits_of(library, "سنة القاهرة")] == ["بغداد", "قرطبة"]


def test_their_state_is_told(library: Library, folder: Path) -> None:
    list(add(library, [folder / "texts"]))

    status = status_of(library)

    assert (status.pending_words, status.pending_vectors, status.snapshot) == (0, 0, 7)
    assert (status.lexical_bytes, status.vector_bytes) == (0, 0)
    assert status.trouble is None


def test_a_store_that_is_not_here_is_told_by_its_name(library: Library) -> None:
    with library.writing():
        library.set(LEXICAL_INDEX, "elsewhere")

    with pytest.raises(UserError, match="elsewhere"):
        Searcher.open(library)
