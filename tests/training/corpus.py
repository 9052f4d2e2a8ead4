"""The question sets that training learns from, searched the way of the product.

Only questions marked `train` are read, and only the paragraphs of their articles.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.answering import HITS
from index.arabic import words
from index.ingest import embed, store
from index.retrieval.embedding import BUILTIN, EMBEDDER
from index.retrieval.lexical import TantivyIndex
from index.retrieval.search import Searcher
from index.store.library import Library
from index.types import Extraction, Hit

SETS = ("arcd", "xquad_ar")
_SEARCHED = 50
"""Hits among which enough are left when some are taken out."""
_PROCLITICS = ("و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "فال", "كال")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a set, or a whole article."""

    id: str
    article: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its gold answers."""

    id: str
    text: str
    answers: tuple[str, ...]
    starts: tuple[int, ...]
    """Of the answers in the paragraph, -1 for one that is not verbatim in it."""
    spans: tuple[tuple[int, int], ...]
    """Of the answers that stand verbatim in the paragraph, edges without punctuation."""
    paragraph: str
    article: str


def training_questions(folder: Path) -> list[Asked]:
    """The questions of a set that are for training, in order."""
    texts = {row["id"]: row["text"] for row in read_rows(folder / "docs.jsonl")}
    return [
        Asked(
            id=str(row["id"]),
            text=row["question"],
            answers=tuple(answer["text"] for answer in row["answers"]),
            starts=tuple(answer["start"] for answer in row["answers"]),
            spans=tuple(
                _span(texts[row["doc_id"]], answer["start"], len(answer["text"]))
                for answer in row["answers"]
                if answer["start"] >= 0
            ),
            paragraph=row["doc_id"],
            article=row["article_id"],
        )
        for row in read_rows(folder / "qa.jsonl")
        if row["split"] == "train"
    ]


def training_paragraphs(folder: Path, asked: Sequence[Asked]) -> list[Paragraph]:
    """The paragraphs of articles with training questions, in order."""
    articles = {question.article for question in asked}
    return [
        Paragraph(row["id"], row["article_id"], row["title"].replace("_", " "), row["text"])
        for row in read_rows(folder / "docs.jsonl")
        if row["article_id"] in articles
    ]


def english_questions(folder: Path) -> dict[str, str]:
    """A set's questions in English by id; none when it has no `questions_en.jsonl`."""
    path = folder / "questions_en.jsonl"
    return {str(row["id"]): row["question"] for row in read_rows(path)} if set_file(path) else {}


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of lines, which may be gzipped.

    :raises FileNotFoundError: when it is there in neither form.
    """
    found = set_file(path) or path
    with (gzip.open if found.suffix == ".gz" else open)(found, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def set_file(path: Path) -> Path | None:
    """The file, or the gzipped one beside it; None without either."""
    zipped = path.with_name(f"{path.name}.gz")
    return next((each for each in (path, zipped) if each.exists()), None)


def _span(text: str, start: int, length: int) -> tuple[int, int]:
    end = start + length
    while end > start and not text[end - 1].isalnum():
        end -= 1
    while start < end and not text[start].isalnum():
        start += 1
    return start, end


class Shelf:
    """Paragraphs in a library of ours, each a document."""

    def __init__(self, library: Library, paragraphs: Sequence[Paragraph], vectors: bool) -> None:
        """Use `shelved`."""
        self._documents = fill(library, paragraphs, vectors=vectors)
        self.paragraphs = {self._documents[one.id]: one for one in paragraphs}
        """By the id of the document that holds it."""
        self.searcher = Searcher.open(library)

    def found(self, question: str, without: Container[str] = ()) -> list[Hit]:
        """The hits, as if the paragraphs of these ids were not in the library."""
        asked = self.searcher.analyse(question)
        hits = self.searcher.search(asked, limit=_SEARCHED if without else HITS)
        kept = [h for h in hits if self.paragraphs[h.passage.document_id].id not in without]
        return kept[:HITS]

    def given(self, paragraph: str) -> list[Hit]:
        """The passages of one paragraph as if they had been found, in order."""
        id = self._documents[paragraph]
        library = self.searcher.library
        return [
            Hit(
                passage=passage,
                title=self.paragraphs[id].title,
                text=library.text(id, passage.start, passage.end),
                score=1.0,
                lexical=1.0,
                vector=0.0,
                lexical_rank=rank,
                vector_rank=None,
            )
            for rank, passage in enumerate(library.passages_of(id), 1)
        ]


def fill(
    library: Library, paragraphs: Iterable[Paragraph], *, vectors: bool = False
) -> dict[str, int]:
    """Put each paragraph into a library as a document; the documents' ids by the paragraphs'.

    :param vectors: whether passages get theirs as well: about 0.1 s each on one core.
    """
    documents = {}
    with library.writing():
        library.set(EMBEDDER, BUILTIN)
        with library.transaction():
            for one in paragraphs:
                extraction = Extraction(one.text, one.title)
                path = Path(f"/{one.id}.txt")
                documents[one.id], _ = store(library, path, one.id, len(one.text), extraction)
        TantivyIndex.open(library).catch_up()
    if vectors:
        embed(library, snapshot=False)
    return documents


@contextmanager
def shelved(paragraphs: Sequence[Paragraph], *, vectors: bool = False) -> Iterator[Shelf]:
    """The paragraphs in a library that is thrown away afterwards.

    :param vectors: as `fill` has it.
    """
    with TemporaryDirectory() as folder, Library.create(folder) as library:
        yield Shelf(library, paragraphs, vectors)


def holds(quote: Sequence[str], answer: Sequence[str]) -> bool:
    """Whether the words of an answer stand in a quote in one run, a proclitic on the first free."""
    size = len(answer)
    return size > 0 and any(
        quote[at + 1 : at + size] == answer[1:] and _same_first(quote[at], answer[0])
        for at in range(len(quote) - size + 1)
    )


def _same_first(found: str, wanted: str) -> bool:
    if found == wanted:
        return True
    if found.endswith(wanted):
        return found[: -len(wanted)] in _PROCLITICS
    return len(found) > 1 and wanted.endswith(found) and wanted[: -len(found)] in _PROCLITICS


def plain(text: str) -> list[str]:
    """The words that SQuAD's EM and F1 compare: folded, no punctuation, the article ال dropped."""
    return [w[2:] if w.startswith("ال") and len(w) > 3 else w for w in words(text)]
