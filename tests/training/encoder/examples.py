"""What the reader learns from: a question, a passage, and where in it the answer stands, if at all.

Negatives are what search finds beside the right paragraph, and the right paragraph itself for a
question whose subject or year was put in another's place: a like thing elsewhere is no answer.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.arabic import words, words_with_spans
from tests.training.corpus import (
    SETS,
    Asked,
    Paragraph,
    english_questions,
    holds,
    read_rows,
    shelved,
    training_paragraphs,
    training_questions,
)
from tests.training.encoder.typed import as_typed
from tests.training.span_extraction import fold_of

HELD_OUT = frozenset({4})
"""Folds of articles that the reader never sees: what weighs its opinion is fitted on them."""
NEGATIVES = 4
"""Passages without the answer that are kept for a question."""
_WEAK = 2400
"""Questions whose paragraph alone is known."""
_TYPED = 0.5
"""Share of questions that are put as people type them, each time anew."""
_NEGATIVE, _SWAPPED, _ENGLISH = 0.75, 0.25, 0.5
"""Chances of a negative, of one with another subject, and of the English wording, an epoch."""


@dataclass(frozen=True, slots=True)
class Example:
    """One reading."""

    question: str
    title: str
    text: str
    span: tuple[int, int] | None
    """Code points of the answer; None when it is somewhere in the passage, nobody knows where."""
    answered: bool
    """False when the passage has no answer."""


@dataclass(frozen=True, slots=True)
class Source:
    """A question with all that examples are made of."""

    question: str
    english: str
    """Empty without one."""
    paragraph: Paragraph
    span: tuple[int, int] | None
    negatives: tuple[Paragraph, ...]
    swapped: tuple[str, ...]
    """The question about other subjects, which its paragraph does not answer."""


def sources(data: Path, seed: int = 1) -> list[Source]:
    """Of all sets that may be trained on, the articles held out left out."""
    rng = random.Random(seed)  # noqa: S311 - a sample, not a secret
    made: list[Source] = []
    for name in SETS:
        asked = training_questions(data / name)
        paragraphs = training_paragraphs(data / name, asked)
        english = english_questions(data / name)
        made += _of_set(_learnt(asked), paragraphs, english, rng, weak=False)
    wiki = _wiki_paragraphs(data)
    spans, weak = _native(data, wiki)
    mine = {one.article for one in (*spans, *weak)}
    paragraphs = [one for one in wiki.values() if one.article in mine]
    made += _of_set(spans, paragraphs, {}, rng, weak=False)
    made += _of_set(weak, paragraphs, {}, rng, weak=True)
    return made


def _learnt(asked: Sequence[Asked]) -> list[Asked]:
    return [one for one in asked if fold_of(one.article) not in HELD_OUT]


def _wiki_paragraphs(data: Path) -> dict[str, Paragraph]:
    return {
        row["id"]: Paragraph(row["id"], row["article_id"], row["title"], row["text"])
        for row in read_rows(data / "wiki_ar" / "docs.jsonl")
    }


def _native(data: Path, wiki: dict[str, Paragraph]) -> tuple[list[Asked], list[Asked]]:
    """Natural questions over Wikipedia: with spans, and with their paragraph alone."""
    spans = _asked(data / "arabicaqa_wiki", wiki, split="train")
    weak = [one for one in _asked(data / "mrtydi_ar", wiki, split="train") if not one.spans]
    return _learnt(spans), _learnt(weak)[:_WEAK]


def native_spans(data: Path) -> tuple[list[Asked], list[Paragraph]]:
    """Natural questions with spans, and the paragraphs of their articles."""
    wiki = _wiki_paragraphs(data)
    asked = _asked(data / "arabicaqa_wiki", wiki, split="train")
    articles = {one.article for one in asked}
    return asked, [one for one in wiki.values() if one.article in articles]


def _asked(folder: Path, wiki: dict[str, Paragraph], split: str) -> list[Asked]:
    """Sure questions that share no text with the sets that are reported."""
    made = []
    for row in read_rows(folder / "qa.jsonl"):
        if row["split"] != split or row.get("shares_text_with") or not row["sure"]:
            continue
        if row["doc_id"] not in wiki:
            continue
        answers = row["answers"]
        made.append(
            Asked(
                id=row["id"],
                text=row["question"],
                answers=tuple(answer["text"] for answer in answers),
                starts=tuple(answer["start"] for answer in answers),
                spans=tuple((a["start"], a["start"] + len(a["text"])) for a in answers),
                paragraph=row["doc_id"],
                article=row["article_id"],
            )
        )
    return sorted(made, key=lambda one: fold_key(one.id))


def fold_key(text: str) -> str:
    """An order that has nothing to do with the file's, the same on every machine."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _of_set(
    asked: Sequence[Asked],
    paragraphs: Sequence[Paragraph],
    english: dict[str, str],
    rng: random.Random,
    *,
    weak: bool,
) -> list[Source]:
    by_id = {one.id: one for one in paragraphs}
    titles = sorted({one.title for one in paragraphs if len(one.title) > 2})
    made = []
    with shelved(paragraphs) as shelf:
        for one in asked:
            hits = shelf.found(one.text)
            found = [shelf.paragraphs[hit.passage.document_id] for hit in hits]
            gold = by_id[one.paragraph]
            made.append(
                Source(
                    question=one.text,
                    english=english.get(one.id, ""),
                    paragraph=gold,
                    span=None if weak or not one.spans else one.spans[0],
                    negatives=tuple(_negatives(one, gold, found, weak=weak)[:NEGATIVES]),
                    swapped=tuple(_swapped(one.text, gold.title, titles, rng)),
                )
            )
    return made


def _negatives(
    asked: Asked, gold: Paragraph, found: Sequence[Paragraph], *, weak: bool
) -> list[Paragraph]:
    """Found paragraphs that do not hold the answer; where none is known, of other articles."""
    answers = [words(answer) for answer in asked.answers]
    return [
        one
        for one in found
        if one.id != gold.id
        and (one.article != gold.article if weak else True)
        and not any(holds(words(one.text), answer) for answer in answers)
    ]


_YEAR = re.compile(r"\d{3,4}")


def _swapped(question: str, title: str, titles: Sequence[str], rng: random.Random) -> Iterator[str]:
    """The question with another title where its paragraph's stands, and with another year."""
    named = [word for word in words(title.replace("_", " ")) if word.isalpha()]
    placed = words_with_spans(question)
    texts = [word.text for word in placed]
    for at in range(len(texts) - len(named) + 1):
        if named and texts[at : at + len(named)] == named:
            other = re.sub(r"\(.*?\)", "", rng.choice(titles)).strip()
            if other and not set(words(other)) & set(named):
                yield (
                    question[: placed[at].start]
                    + other
                    + question[placed[at + len(named) - 1].end :]
                )
            break
    if year := _YEAR.search(question):
        changed = str(int(year.group()) + rng.choice((-30, -7, -2, 3, 5, 11, 40)))
        yield question[: year.start()] + changed + question[year.end() :]


def epoch(made: Sequence[Source], rng: random.Random) -> list[Example]:
    """The examples of one pass, in random order, half of the questions as people type them."""
    examples = []
    for one in made:
        asked = one.english if one.english and rng.random() < _ENGLISH else one.question
        examples.append(_example(asked, one, rng))
        if one.negatives and rng.random() < _NEGATIVE:
            at = min(int(rng.expovariate(0.6)), len(one.negatives) - 1)
            asked = one.english if one.english and rng.random() < _ENGLISH / 2 else one.question
            wrong = replace(one, paragraph=one.negatives[at])
            examples.append(replace(_example(asked, wrong, rng), span=None, answered=False))
        if one.swapped and rng.random() < _SWAPPED:
            other = _example(rng.choice(one.swapped), one, rng)
            examples.append(replace(other, span=None, answered=False))
    rng.shuffle(examples)
    return examples


def _example(question: str, source: Source, rng: random.Random) -> Example:
    arabic = not question.isascii()
    typed = as_typed(question, rng) if arabic and rng.random() < _TYPED else question
    one = source.paragraph
    title = one.title if rng.random() < 0.9 else ""
    return Example(typed, title.replace("_", " "), one.text, source.span, answered=True)
