"""Question sets with gold answers, read for the benchmarks.

A set is a folder with `docs.jsonl`, `articles.jsonl` and `qa.jsonl` (id, question, answers, doc_id,
article_id, split), any of them perhaps gzipped. Paragraphs of a set that has none are those of the
asked articles in the folder `wiki_ar` beside it. Questions marked as not `sure` are left out.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.store.library import Library
from tests.training.corpus import Paragraph, fill, read_rows, set_file

ALL = "all"
CONTEXTS = "wiki_ar"
_SEED = 1
"""Of samples, so that they are the same whenever they are as large."""

Row = dict[str, Any]
"""A line of a file, as JSON has it."""


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    text: str
    answers: tuple[str, ...]
    """Empty when only its paragraph is known."""
    texts: frozenset[str]
    """Ids of the indexed texts that hold its paragraph."""


@dataclass(slots=True)
class Shelf:
    """Texts and the questions asked of them."""

    name: str
    """Of the set, with the variety of Arabic that its questions are in when it has several."""
    contents: dict[str, Paragraph]
    questions: list[Question]
    documents: dict[str, int] = field(default_factory=dict)
    """By text id, once they are in a library."""
    texts: dict[int, str] = field(default_factory=dict)
    """The other way round."""

    def fill(self, library: Library, *, fast: bool = False) -> None:
        """:param fast: whether to do without vectors."""
        self.documents = fill(library, self.contents.values(), vectors=not fast)
        self.texts = {id: text for text, id in self.documents.items()}


def load(folder: Path, articles: bool, split: str, sample: int | None = None) -> list[Shelf]:
    """A set's texts and questions, a shelf for each variety of Arabic.

    :param articles: whether a text is a whole article instead of a paragraph.
    :param split: of the questions, or `all`.
    :param sample: how many questions of each variety at most; None for all.
    :raises SystemExit: when the set has no such questions.
    """
    rows = [row for row in _rows(folder / "qa.jsonl") if row.get("sure", True)]
    contents = {text.id: text for text in _texts(folder, articles, rows)}
    key = "article_id" if articles else "doc_id"
    asked = [row for row in rows if split in (ALL, row["split"]) and row[key] in contents]
    if not asked:
        known = ", ".join(sorted({row["split"] for row in rows}))
        raise SystemExit(f"{folder.name}: no questions of the split {split}; it has {known}")
    varieties = dict.fromkeys(row.get("dialect", "") for row in asked)
    return [
        Shelf(
            f"{folder.name} · {variety}" if len(varieties) > 1 else folder.name,
            contents,
            sampled([_question(r, key) for r in asked if r.get("dialect", "") == variety], sample),
        )
        for variety in varieties
    ]


def sampled(questions: Sequence[Question], size: int | None) -> list[Question]:
    """So many of them, in order, and the same each time; all when there are no more."""
    if size is None or size >= len(questions):
        return list(questions)
    places = random.Random(_SEED).sample(range(len(questions)), size)  # noqa: S311 - no secret
    return [questions[place] for place in sorted(places)]


def _question(row: Row, key: str) -> Question:
    answers = tuple(answer["text"] for answer in row["answers"])
    return Question(str(row["id"]), row["question"], answers, frozenset([row[key]]))


def _texts(folder: Path, articles: bool, asked: Iterable[Row]) -> list[Paragraph]:
    name = "articles.jsonl" if articles else "docs.jsonl"
    if set_file(folder / name):
        return [_paragraph(row) for row in _rows(folder / name)]
    wanted = {row["article_id"] for row in asked}
    rows = _rows(folder.parent / CONTEXTS / "docs.jsonl")
    paragraphs = [_paragraph(row) for row in rows if row["article_id"] in wanted]
    return _joined(paragraphs) if articles else paragraphs


def _paragraph(row: Row) -> Paragraph:
    article = str(row.get("article_id", row["id"]))
    return Paragraph(row["id"], article, row["title"].replace("_", " "), row["text"])


def _joined(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Whole articles, of paragraphs that stand in their order."""
    articles: dict[str, list[Paragraph]] = {}
    for one in paragraphs:
        articles.setdefault(one.article, []).append(one)
    return [
        Paragraph(article, article, own[0].title, "\n\n".join(one.text for one in own))
        for article, own in articles.items()
    ]


def _rows(path: Path) -> Iterator[Row]:
    if set_file(path) is None:
        raise SystemExit(f"{path}: no such file, gzipped or not")
    yield from read_rows(path)
