"""Small libraries of real Arabic sentences, for the tests of the store."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import sha256

from index.retrieval.embedding import BuiltinEmbedder
from index.retrieval.search import Searcher
from index.store.library import Library
from index.types import Extraction, Hit, NewPassage

CAIRO = "أُسست القاهرة سنة 969م. بناها جوهر الصقلي للفاطميين."
BAGHDAD = "بنى المنصور بغداد سنة 762م. سماها مدينة السلام."
CORDOBA = "قرطبة حاضرة الأندلس. فيها الجامع الكبير."
DAMASCUS = "دمشق من أقدم مدن العالم. فيها الجامع الأموي."


def put(
    library: Library, path: str, text: str, *, title: str = "مدن", headings: Sequence[str] = ()
) -> int:
    """A file whose passages are its sentences, with the built-in embedder's vectors."""
    passages = sentences(text, headings)
    vectors = BuiltinEmbedder().embed([text[each.start : each.end] for each in passages])
    digest = sha256(text.encode()).hexdigest()
    return library.put(path, digest, len(text.encode()), Extraction(text, title), passages, vectors)


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
