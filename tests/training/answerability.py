"""Train the judge of answers, with the readers of short answers that it rests on.

    python -m tests.training answerability DATA_DIR

Writes `span_extraction.npz` and `answerability.npz` in `assistant/extractive`. Every train question
is put, through our own search and reader, to a library that holds its answer, to one that has lost
it, and to one of other things, both in whole sets and in libraries of a dozen articles; one in four
is put misspelt, too. No case is judged by a reader that was trained on its article.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import lightgbm
import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.extractive.evidence import gather
from assistant.extractive.evidence_selection import ClauseScorer, select
from assistant.extractive.feature_table import FeatureTable
from assistant.extractive.reader import passages_of, worth_reading
from assistant.extractive.signals import Signals, signal_names, signals
from assistant.extractive.span_scoring import Reader, confidence_row, weigh
from assistant.extractive.word_features import read_text
from index.arabic import words
from index.types import Hit
from tests.training import evidence_selection, span_extraction
from tests.training.corpus import (
    SETS,
    Asked,
    Paragraph,
    Shelf,
    holds,
    plain,
    shelved,
    training_paragraphs,
    training_questions,
)
from tests.training.forests import forest_of
from tests.training.misspelling import misspelt
from tests.training.span_extraction import FOLDS, fold_of

SMALL = 12
"""Articles in a small library."""
NEAR_DUPLICATE = 0.4
"""Share of the gold paragraph's word triples from which another paragraph repeats it."""
PRECISION = 0.9
"""Of the answers given, two answerable questions to one that is not."""
SHOWN = 0.55
"""Share of the answerable train questions whose short answer is shown."""
MISSPELT = 4
"""One of so many train questions is also put with a slip of the pen."""
UNANSWERABLE_WEIGHT = 0.25
"""Each question stands once with its answer, once without, once among strangers: two to one."""
RISING = {
    *("quote_cover", "quote_cover_exact", "passage_cover", "passage_cover_exact"),
    *("rarest_in_quote", "rarest_in_passage", "second_in_passage", "gram_cover", "near_cover"),
    *("own_score", "passage_share", "quote_share", "short_confidence", "type_match"),
}
FALLING = {"heaviest_missing", "unknown_share", "number_missing", "name_missing"}
COMMON = {
    **{"verbose": -1, "num_threads": 1, "seed": 1, "deterministic": True, "force_row_wise": True},
    **{"bagging_fraction": 0.7, "bagging_freq": 1},
}
OVERLAP = COMMON | {
    **{"objective": "regression", "learning_rate": 0.04, "num_leaves": 7, "max_depth": 4},
    **{"min_data_in_leaf": 40, "feature_fraction": 0.4},
}
CHANCE = COMMON | {
    **{"objective": "binary", "learning_rate": 0.05, "num_leaves": 8, "max_depth": 4},
    **{"min_data_in_leaf": 60, "feature_fraction": 0.5, "lambda_l2": 5.0},
    "boost_from_average": False,
    "monotone_constraints": [(name in RISING) - (name in FALLING) for name in signal_names()],
}
OVERLAP_TREES, CHANCE_TREES = 120, 150
Rows = np.ndarray


@dataclass(frozen=True, slots=True)
class Readers:
    """The two readers of one fold."""

    quotes: ClauseScorer
    short: Reader


@dataclass(frozen=True, slots=True)
class Case:
    """A question put to a library, and what came of it."""

    article: str
    present: bool
    """Whether the library holds the answer."""
    right: bool
    """Whether the first quote does."""
    shown: bool
    """Whether any of the three quotes that are shown does."""
    row: FeatureTable | None
    """What the confidence in the short answer is told from; None without a short answer."""
    f1: float
    found: Signals
    """With a confidence of 0 in the answer span, filled in later."""


def main(data: Path, target: Path) -> None:
    """Train on the training parts of the sets in `data` and write the files to `target`."""
    asked = {name: training_questions(data / name) for name in SETS}
    texts = {name: training_paragraphs(data / name, asked[name]) for name in SETS}
    paragraphs = {one.id: one for name in SETS for one in texts[name]}
    given = span_extraction.examples([one for name in SETS for one in asked[name]], paragraphs)
    shipped, folds = span_extraction.train(given)
    span_extraction.save(shipped, target / "span_extraction.npz")
    quoting = evidence_selection.fold_models(data, FOLDS, fold_of)
    readers = [Readers(*pair) for pair in zip(quoting, folds, strict=True)]
    fit_classifier(list(all_cases(asked, texts, readers)), target / "answerability.npz")


def all_cases(
    asked: dict[str, list[Asked]], texts: dict[str, list[Paragraph]], readers: Sequence[Readers]
) -> Iterator[Case]:
    rng = random.Random(11)  # noqa: S311 - a sample, not a secret
    for name in SETS:
        strangers = [one for other in SETS if other != name for one in asked[other]]
        with shelved(texts[name]) as shelf:
            yield from cases(shelf, asked[name], strangers, readers)
        articles = sorted({one.article for one in texts[name]})
        for article in sorted({one.article for one in asked[name]}):
            others = [one for one in articles if one != article]
            chosen = {article, *rng.sample(others, min(SMALL - 1, len(others)))}
            mine = [one for one in asked[name] if one.article == article]
            some = rng.sample(strangers, len(mine))
            with shelved([one for one in texts[name] if one.article in chosen]) as shelf:
                yield from cases(shelf, mine, some, readers)


def cases(
    shelf: Shelf, asked: Sequence[Asked], strangers: Sequence[Asked], readers: Sequence[Readers]
) -> Iterator[Case]:
    """Each question with its answer and without, some of them misspelt too; then the strangers."""
    for one in [each for question in asked for each in _as_typed(question)]:
        own = readers[fold_of(one.article)]
        yield from case(shelf, one, shelf.found(one.text), own, present=True)
        left = shelf.found(one.text, without=holding(shelf, one))
        yield from case(shelf, one, left, own, present=False)
    for one in strangers:
        found = shelf.found(one.text)
        yield from case(shelf, one, found, readers[fold_of(one.article)], present=False)


def _as_typed(question: Asked) -> Iterator[Asked]:
    yield question
    if (
        int(hashlib.md5(question.id.encode(), usedforsecurity=False).hexdigest(), 16) % MISSPELT
        == 0
    ):
        yield replace(question, text=misspelt(question.text, question.id))


def case(
    shelf: Shelf, asked: Asked, hits: Sequence[Hit], readers: Readers, *, present: bool
) -> Iterator[Case]:
    """None or one: a question that finds nothing is refused without any judge."""
    statistics = shelf.searcher.statistics
    question = shelf.searcher.analyse(asked.text)
    seen = worth_reading(passages_of(hits))
    evidence = gather(question, seen, statistics)
    chosen = select(evidence, model=readers.quotes) if evidence else []
    if not evidence or not chosen:
        return
    first = chosen[0]
    bodies = [passage.text for passage in seen]
    quote = bodies[first.passage][first.core.start : first.core.end]
    text = read_text(question, quote)
    judged = weigh(question, text, readers.short)
    row, short = None, ""
    if judged is not None:
        spans, numbers, best = judged
        row = confidence_row(question, text, spans, numbers, best)
        short = quote[text.words[spans.starts[best]].start : text.words[spans.ends[best]].end]
    gold = [words(answer) for answer in asked.answers]
    quoted = [words(bodies[each.passage][each.start : each.end]) for each in chosen]
    right = [present and any(holds(own, answer) for answer in gold) for own in quoted]
    yield Case(
        asked.article,
        present,
        right[0],
        any(right),
        row,
        max(f1(short, answer) for answer in asked.answers) if present else 0.0,
        signals(evidence, hits, chosen, statistics, short, 0.0),
    )


def holding(shelf: Shelf, asked: Asked) -> set[str]:
    """The paragraphs that must go so that a question has no answer left."""
    own = next((p for p in shelf.paragraphs.values() if p.id == asked.paragraph), None)
    triples = _triples(words(own.text)) if own else set()
    gold = [words(answer) for answer in asked.answers]
    gone = {asked.paragraph}
    for one in shelf.paragraphs.values():
        text = words(one.text)
        repeats = len(_triples(text) & triples) >= NEAR_DUPLICATE * max(1, len(triples))
        if repeats or any(holds(text, answer) for answer in gold):
            gone.add(one.id)
    return gone


def _triples(text: Sequence[str]) -> set[tuple[str, str, str]]:
    return set(zip(text, text[1:], text[2:], strict=False))


def f1(found: str, gold: str) -> float:
    one, other = plain(found), plain(gold)
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common / (len(one) + len(other)) if common else float(one == other)


def fit_classifier(given: Sequence[Case], target: Path) -> None:
    """Fit both confidences, calibrate on folds, set the thresholds and write them all."""
    fold = np.array([fold_of(one.article) for one in given])
    present = np.array([one.present for one in given])
    right = np.array([float(one.right) for one in given])
    overlaps = np.array([one.f1 for one in given])
    told = np.array([one.row is not None for one in given])
    names = next(one.row.names for one in given if one.row is not None)
    nothing = np.zeros(len(names))
    spans = np.array([nothing if one.row is None else one.row.rows[0] for one in given], np.float32)
    weight = np.where(present, 1.0, UNANSWERABLE_WEIGHT)
    sure = np.zeros(len(given))
    for out in range(FOLDS):
        rest, held = (fold != out) & present & told, (fold == out) & told
        model = fit(OVERLAP, OVERLAP_TREES, spans[rest], overlaps[rest], weight[rest])
        sure[held] = forest_of(model, names).score(FeatureTable(names, spans[held])).clip(0, 1)
    rows = np.array(
        [
            astuple(replace(one.found, short_confidence=float(own)))
            for one, own in zip(given, sure, strict=True)
        ],
        np.float32,
    )
    told_by = signal_names()
    goals = {"right": right, "answerable": present.astype(float)}
    odds = np.zeros(len(given))
    for out in range(FOLDS):
        rest, held = fold != out, fold == out
        for goal in goals.values():
            model = fit(CHANCE, CHANCE_TREES, rows[rest], goal[rest], weight[rest])
            odds[held] += forest_of(model, told_by).score(FeatureTable(told_by, rows[held])) / 2
    platt = LogisticRegression(C=1e6).fit(odds[:, None], right, sample_weight=weight)
    slope, offset = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    chance = 1 / (1 + np.exp(-(slope * odds + offset)))
    # An answer shows three quotes: it is right when one of them holds what was asked for.
    answers_from = threshold(chance, np.array([float(one.shown) for one in given]), weight)
    sure_from = threshold(chance, right, weight)
    product = np.sort((chance * sure)[present])[::-1]
    shows_from = float(product[int(SHOWN * len(product))])
    kept = present & told
    model = fit(OVERLAP, OVERLAP_TREES, spans[kept], overlaps[kept], weight[kept])
    arrays = forest_of(model, names).arrays("overlap")
    for name, goal in goals.items():
        arrays |= forest_of(fit(CHANCE, CHANCE_TREES, rows, goal, weight), told_by).arrays(name)
    numbers = np.array([slope, offset, answers_from, sure_from, shows_from])
    np.savez(target, allow_pickle=False, numbers=numbers, **arrays)
    shown, sure = ((chance >= least)[present].mean() for least in (answers_from, sure_from))
    print(
        f"{len(given)} cases, right {right[present].mean():.3f} of the answerable; answers from"
        f" {answers_from:.3f}: {shown:.3f} of them; sure from {sure_from:.3f}: {sure:.3f};"
        f" short answers from {shows_from:.3f}"
    )


def fit(
    settings: dict[str, object], trees: int, rows: Rows, goal: Rows, weight: Rows
) -> lightgbm.Booster:
    return lightgbm.train(settings, lightgbm.Dataset(rows, goal, weight=weight), trees)


def threshold(chance: Rows, right: Rows, weight: Rows) -> float:
    """The lowest probability from which answers are right nine times of ten."""
    order = np.argsort(-chance, kind="stable")
    precision = np.cumsum((right * weight)[order]) / np.cumsum(weight[order])
    good = np.flatnonzero(precision >= PRECISION)
    return float(chance[order][good[-1]]) if len(good) else 1.0
