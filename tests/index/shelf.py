"""Small libraries of real Arabic sentences, with vectors that no model makes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from hashlib import sha256
from zlib import crc32

import numpy as np

from index.arabic import words
from index.retrieval.search import Searcher
from index.store.library import Library
from index.store.records import Vectors
from index.types import Extraction, Hit, NewPassage

CAIRO = "أُسست القاهرة سنة 969م. بناها جوهر الصقلي للفاطميين."
BAGHDAD = "بنى المنصور بغداد سنة 762م. سماها مدينة السلام."
CORDOBA = "قرطبة حاضرة الأندلس. فيها الجامع الكبير."
DAMASCUS = "دمشق من أقدم مدن العالم. فيها الجامع الأموي."


class HashedWords:
    """An embedder without a model: two texts are near when they share words."""

    fingerprint = "hashed:1"
    dimension = 256

    def __init__(self, model: str = "") -> None:
        """As a row of `EMBEDDERS` is called."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for word in words(text):
                vectors[row] += _vector(word)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors

    def embed_question(self, question: str) -> Vectors:
        vector: Vectors = self.embed([question])[0]
        return vector


@cache
def _vector(word: str) -> Vectors:
    """A direction of its own, as good as at right angles to every other word's."""
    drawn = np.random.default_rng(crc32(word.encode())).standard_normal(HashedWords.dimension)
    vector: Vectors = drawn.astype(np.float32)
    return vector


def put(
    library: Library, path: str, text: str, *, title: str = "مدن", headings: Sequence[str] = ()
) -> int:
    """A file whose passages are its sentences, each with a vector of `HashedWords`."""
    passages = sentences(text, headings)
    digest = sha256(text.encode()).hexdigest()
    with library.transaction():
        id = library.put(path, digest, len(text.encode()), Extraction(text, title), passages)
        ids = [passage.id for passage in library.passages_of(id)]
        vectors = HashedWords().embed([text[each.start : each.end] for each in passages])
        library.put_vectors(ids, vectors)
    return id


def hits_of(
    where: Library | Searcher,
    question: str,
    limit: int = 10,
    *,
    scope: Collection[int] | None = None,
    favoured: Collection[int] = (),
) -> list[Hit]:
    """What a question finds, read for the library that it is asked of."""
    searcher = where if isinstance(where, Searcher) else Searcher.open(where)
    return searcher.search(searcher.analyse(question), limit, scope=scope, favoured=favoured)


def sentences(text: str, headings: Sequence[str] = ()) -> list[NewPassage]:
    ends = [at + 1 for at, letter in enumerate(text) if letter == "."] or [len(text)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return [NewPassage(*span, tuple(headings)) for span in zip(starts, ends, strict=True)]


def put_many(library: Library, count: int, seed: int = 0) -> None:
    """Documents of ten sentences each, every one with words of its own."""
    for number in range(count):
        put(library, f"/كتب/{seed}-{number}.txt", chapter(seed, number), title=f"باب {number}")


def chapter(seed: int, number: int) -> str:
    people = ("جوهر", "المنصور", "الناصر", "الوليد", "المأمون", "صلاح الدين", "الظاهر")
    places = ("القاهرة", "بغداد", "قرطبة", "دمشق", "مراكش", "حلب", "القيروان", "سامراء")
    deeds = ("بنى", "جدد", "وسّع", "حصّن", "زار", "حكم")
    return " ".join(
        f"{deeds[(number + nth) % 6]} {people[(number * 3 + nth) % 7]} مدينة"
        f" {places[(number + nth * 5) % 8]} في السنة {1000 * seed + 10 * number + nth} للهجرة."
        for nth in range(10)
    )
