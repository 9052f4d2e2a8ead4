"""How good is it? Finding, reading, short answers and refusing, on question sets with gold answers.

    python tests/benchmarks/quality.py DIR… [--articles] [--pool] [--split test|train|all] [--fast]

Each DIR holds `docs.jsonl` (id, title, text), `articles.jsonl` and `qa.jsonl` (question, answers,
doc_id, split). Everything goes the way of the product: split, embedded, indexed, searched, read.
Beside it, in the same run, a baseline that anyone can reproduce: bm25s with the Snowball Arabic
stemmer, and the sentence that shares most words with the question. In brackets: 95% intervals
from 1,000 bootstrap samples of the questions.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from assistant.answering import HITS
from assistant.extractive.answerability import is_sure, shipped_threshold
from assistant.extractive.reader import read_hits
from index.arabic import sentences, words
from index.retrieval.search import Searcher
from index.store.library import Library
from index.types import Hit
from tests.training.corpus import Paragraph, fill

CUT_WORDS = 25
SAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    answers: tuple[str, ...]
    texts: frozenset[str]
    """Ids of the indexed texts that hold its paragraph."""


@dataclass(slots=True)
class Shelf:
    """Texts and the questions asked of them."""

    contents: dict[str, Paragraph]
    questions: list[Question]
    documents: dict[str, int] = field(default_factory=dict)
    """By text id, once they are in a library."""
    texts: dict[int, str] = field(default_factory=dict)
    """The other way round."""
    fast: bool = False
    """Whether to do without vectors."""

    def fill(self, library: Library) -> None:
        self.documents = fill(library, self.contents.values(), vectors=not self.fast)
        self.texts = {id: text for text, id in self.documents.items()}


@dataclass(slots=True)
class Scores:
    """One figure a question, for each measure."""

    values: dict[str, list[float]] = field(default_factory=dict)
    seconds: float = 0.0

    def add(self, measure: str, value: float) -> None:
        self.values.setdefault(measure, []).append(value)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    unit = parser.add_mutually_exclusive_group()
    unit.add_argument("--paragraphs", action="store_true", help="a document each (the default)")
    unit.add_argument("--articles", action="store_true", help="whole articles, splitting at work")
    parser.add_argument("--pool", action="store_true", help="all sets in one library")
    parser.add_argument("--split", choices=["test", "train", "all"], default="test")
    parser.add_argument("--fast", action="store_true", help="without the encoder")
    parser.add_argument("--no-baseline", action="store_true", help="only our own figures")
    options = parser.parse_args()
    shelves = [load(folder, options.articles, options.split) for folder in options.folders]
    pooled = {id: text for shelf in shelves for id, text in shelf.contents.items()}
    for folder, shelf in zip(options.folders, shelves, strict=True):
        shelf.fast = options.fast
        foreign = [q for other in shelves if other is not shelf for q in other.questions]
        if options.pool:
            shelf.contents, foreign = pooled, []
        systems = {"shawahid": measure(shelf, foreign)}
        if not options.no_baseline:
            systems["bm25s + overlap"] = baseline(shelf)
        size = f"{len(shelf.questions)} questions, {len(shelf.contents)} texts"
        show(f"{folder.name} · {options.split} · {size}", systems)
    return 0


def load(folder: Path, articles: bool, split: str) -> Shelf:
    rows = read_jsonl(folder / ("articles.jsonl" if articles else "docs.jsonl"))
    texts = [
        Paragraph(row["id"], row["id"], row["title"].replace("_", " "), row["text"]) for row in rows
    ]
    key = "article_id" if articles else "doc_id"
    questions = [
        Question(
            row["question"],
            tuple(answer["text"] for answer in row["answers"]),
            frozenset([row[key]]),
        )
        for row in read_jsonl(folder / "qa.jsonl")
        if split in ("all", row["split"])
    ]
    return Shelf({text.id: text for text in texts}, questions)


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def measure(shelf: Shelf, foreign: Sequence[Question]) -> Scores:
    """Our own figures, each question asked of a library made of the texts."""
    scores = Scores()
    with tempfile.TemporaryDirectory() as folder, Library.create(folder) as library:
        shelf.fill(library)
        searcher = Searcher.open(library)
        searcher.search(searcher.analyse("سؤال قبل القياس"))
        start = time.perf_counter()
        answered = [score_question(scores, searcher, shelf, each) for each in shelf.questions]
        scores.seconds = time.perf_counter() - start
        score_reading_alone(scores, searcher, shelf)
        withheld = [confidence(searcher, shelf, each, True) for each in shelf.questions]
        strangers = [confidence(searcher, shelf, each, False) for each in foreign]
    score_refusals(scores, answered, withheld, strangers)
    return scores


def score_question(
    scores: Scores, searcher: Searcher, shelf: Shelf, question: Question
) -> tuple[float, bool]:
    """Adds every measure of one question; returns its confidence and whether it is right."""
    asked = searcher.analyse(question.text)
    hits = searcher.search(asked, limit=HITS)
    found = list(dict.fromkeys(shelf.texts[hit.passage.document_id] for hit in hits))
    score_ranks(scores, found, question)
    reading = read_hits(asked, hits, searcher.statistics)
    findings = reading.findings
    quotes = [finding.hit.text[finding.span.start : finding.span.end] for finding in findings[:3]]
    right = [holds_answer(quote, question.answers) for quote in quotes]
    first = quotes[0] if quotes else ""
    score_quote(scores, first, question)
    brief = read_hits(asked, hits, searcher.statistics, 1, longest=CUT_WORDS).findings
    quoted = brief[0].hit.text[brief[0].span.start : brief[0].span.end] if brief else ""
    scores.add(f"first quote, at most {CUT_WORDS} words", holds_answer(quoted, question.answers))
    scores.add("any of three", any(right))
    short = findings[0].short if findings else None
    shown = findings[0].hit.text[short.start : short.end] if short else ""
    scores.add("short shown", bool(shown))
    scores.add("short EM, all", exact(shown, question.answers))
    scores.add("short F1, all", overlap_f1(shown, question.answers))
    if shown:
        scores.add("short EM, shown", exact(shown, question.answers))
        scores.add("short F1, shown", overlap_f1(shown, question.answers))
    return reading.confidence, bool(right and right[0])


def score_ranks(scores: Scores, found: Sequence[str], question: Question) -> None:
    rank = next((at for at, id in enumerate(found, 1) if id in question.texts), None)
    for limit in (1, 5, 10):
        scores.add(f"R@{limit}", rank is not None and rank <= limit)
    scores.add("MRR@10", 1 / rank if rank else 0.0)


def score_quote(scores: Scores, quote: str, question: Question) -> None:
    cut = " ".join(quote.split()[:CUT_WORDS])
    scores.add("first quote", holds_answer(quote, question.answers))
    scores.add(f"first quote, its first {CUT_WORDS} words", holds_answer(cut, question.answers))
    scores.add("words quoted", len(quote.split()))


def score_reading_alone(scores: Scores, searcher: Searcher, shelf: Shelf) -> None:
    """The sentence chosen when the right text is given."""
    for question in shelf.questions:
        hits = [
            hit for text in sorted(question.texts) for hit in passages_of(searcher, shelf, text)
        ]
        reading = read_hits(searcher.analyse(question.text), hits, searcher.statistics)
        findings = reading.findings
        first = findings[0].hit.text[findings[0].span.start : findings[0].span.end]
        scores.add("paragraph given", holds_answer(first, question.answers))


def passages_of(searcher: Searcher, shelf: Shelf, text: str) -> list[Hit]:
    """A text's passages as if they had been found, in order."""
    id = shelf.documents[text]
    library = searcher.library
    return [
        Hit(
            passage=passage,
            title=library.titles([id])[id],
            text=library.text(id, passage.start, passage.end),
            score=1.0,
            lexical=10.0,
            vector=0.5,
            lexical_rank=rank,
            vector_rank=rank,
        )
        for rank, passage in enumerate(library.passages_of(id), 1)
    ]


def confidence(searcher: Searcher, shelf: Shelf, question: Question, withheld: bool) -> float:
    """Of the first quote; with its texts and all others that hold an answer taken out, if asked."""
    asked = searcher.analyse(question.text)
    hits = searcher.search(asked, limit=50 if withheld else HITS)
    if withheld:
        hits = [
            hit
            for hit in hits
            if shelf.texts[hit.passage.document_id] not in question.texts
            and not holds_answer(hit.text, question.answers)
        ][:HITS]
    return read_hits(asked, hits, searcher.statistics).confidence


def score_refusals(
    scores: Scores,
    answered: Sequence[tuple[float, bool]],
    withheld: Sequence[float],
    foreign: Sequence[float],
) -> None:
    """Figures over all questions at once; precision is on two answerable to one that is not."""
    answerable = [confidence for confidence, _ in answered]
    mixed = [*answered, *((confidence, False) for confidence in withheld[::2])]
    shown = [(confidence, right) for confidence, right in mixed if answers(confidence)]
    figures = {
        "AUROC, paragraph removed": area_under_curve(answerable, withheld),
        "coverage at 90% precision": coverage(mixed, len(answered), 0.9),
        "answered, of answerable": share_shown(answerable),
        "answered, of removed": share_shown(withheld),
        "wrong, of answered": 1 - sum(right for _, right in shown) / max(1, len(shown)),
        **reliability("sure", [one for one in shown if is_sure(one[0])], len(shown)),
        **reliability("likely", [one for one in shown if not is_sure(one[0])], len(shown)),
    }
    if foreign:
        figures["AUROC, foreign questions"] = area_under_curve(answerable, foreign)
        figures["answered, of foreign"] = share_shown(foreign)
    scores.values.update({measure: [value] for measure, value in figures.items()})


def reliability(name: str, own: Sequence[tuple[float, bool]], answered: int) -> dict[str, float]:
    """What the answers of one kind promise, and what they keep."""
    promised, right = np.mean(own, axis=0) if own else (np.nan, np.nan)
    return {
        f"{name} answers, of all answers": len(own) / max(1, answered),
        f"{name} answers: probability told": float(promised),
        f"{name} answers: first quote right": float(right),
    }


def answers(confidence: float) -> bool:
    """Whether a question is answered rather than refused."""
    return confidence >= shipped_threshold()


def share_shown(confidences: Sequence[float]) -> float:
    return sum(map(answers, confidences)) / max(1, len(confidences))


def area_under_curve(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The chance that a positive scores above a negative, ties counting half."""
    _, inverse, counts = np.unique([*positive, *negative], return_inverse=True, return_counts=True)
    mean_ranks = np.cumsum(counts) - (counts - 1) / 2
    total = float(mean_ranks[inverse][: len(positive)].sum())
    return (total - len(positive) * (len(positive) + 1) / 2) / (len(positive) * len(negative))


def coverage(mixed: Sequence[tuple[float, bool]], answerable: int, precision: float) -> float:
    """Questions answered rightly at this precision or better, as a share of the answerable."""
    ordered = sorted(mixed, key=lambda scored: -scored[0])
    right = np.cumsum([right for _, right in ordered])
    precise = np.flatnonzero(right / np.arange(1, len(ordered) + 1) >= precision)
    return float(right[precise[-1]]) / answerable if len(precise) else 0.0


def baseline(shelf: Shelf) -> Scores:
    """bm25s over Snowball stems of folded words, and the best-overlap sentence of the best text."""
    import bm25s
    import Stemmer

    stem: Callable[[list[str]], list[str]] = Stemmer.Stemmer("arabic").stemWords
    texts = list(shelf.contents.values())
    stems = [stem(words(f"{text.title}\n{text.text}")) for text in texts]
    index = bm25s.BM25()
    index.index(stems, show_progress=False)
    frequency = Counter(word for some in stems for word in set(some))
    scores = Scores()
    for question in shelf.questions:
        start = time.perf_counter()
        asked = stem(words(question.text))
        best, _ = index.retrieve([asked], k=min(10, len(texts)), show_progress=False)
        found = [texts[at] for at in best[0]]
        weights = {word: np.log(1 + len(texts) / (1 + frequency[word])) for word in asked}
        spans = [found[0].text[span.start : span.end] for span in sentences(found[0].text)]
        held = [sum(weights.get(word, 0) for word in set(stem(words(span)))) for span in spans]
        scores.seconds += time.perf_counter() - start
        score_ranks(scores, [text.id for text in found], question)
        score_quote(scores, spans[int(np.argmax(held))], question)
    return scores


def holds_answer(quote: str, answers: Sequence[str]) -> bool:
    """Whether all words of an answer stand in the quote, the first perhaps behind a proclitic."""
    there = set(words(quote))
    bare = {word[1:] for word in there if word[0] in "وفبكل"} | there
    for answer in answers:
        first, *others = words(answer) or [""]
        if first and there.issuperset(others) and (first in bare or first[1:] in there):
            return True
    return False


def exact(given: str, answers: Sequence[str]) -> float:
    """SQuAD's exact match, after folding, without articles or punctuation."""
    return float(any(plain(given) == plain(answer) != [] for answer in answers))


def overlap_f1(given: str, answers: Sequence[str]) -> float:
    """SQuAD's F1 over the same words."""
    best = 0.0
    for answer in answers:
        mine, gold = plain(given), plain(answer)
        shared = sum((Counter(mine) & Counter(gold)).values())
        best = max(best, 2 * shared / (len(mine) + len(gold)) if shared else 0.0)
    return best


def plain(text: str) -> list[str]:
    return [re.sub("^ال(?=..)", "", word) for word in words(text)]


def show(title: str, systems: dict[str, Scores]) -> None:
    table = Table(title=title, title_justify="left")
    table.add_column("measure")
    for name in systems:
        table.add_column(name, justify="right")
    for measure in next(iter(systems.values())).values:
        table.add_row(measure, *(figure(measure, scores) for scores in systems.values()))
    speeds = (len(scores.values["R@1"]) / scores.seconds for scores in systems.values())
    table.add_row("questions a second", *(f"{speed:.0f}" for speed in speeds))
    Console(width=80).print(table)


def figure(measure: str, scores: Scores) -> str:
    values = np.asarray(scores.values.get(measure, ()), float)
    if not len(values):
        return "–"
    scale = 1 if measure == "words quoted" else 100
    if len(values) == 1:
        return f"{scale * values[0]:.1f}"
    samples = np.random.default_rng(1).choice(values, (SAMPLES, len(values))).mean(axis=1)
    low, high = np.percentile(samples, [2.5, 97.5])
    return f"{scale * values.mean():.1f} [{scale * low:.1f}–{scale * high:.1f}]"


if __name__ == "__main__":
    sys.exit(main())
