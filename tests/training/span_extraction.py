"""Train the readers of short answers on the sentences that hold the gold answers.

Two stages of LightGBM: words first, then spans. No question is weighed at the second stage, or
judged by `confidence`, by a reader that was trained on its article.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import lightgbm
import numpy as np

from assistant.extractive.feature_table import FeatureTable
from assistant.extractive.forest import Forest
from assistant.extractive.span_scoring import Reader, Spans, weighed_spans, word_rows, word_scores
from assistant.extractive.word_features import Text, read_text
from index.arabic import sentences
from index.question import Question, analyse
from tests.training.corpus import Asked, Paragraph, plain
from tests.training.forests import forest_of

FOLDS = 5
SEED = 1
WORD_TREES, SPAN_TREES = 200, 200
TEMPERATURE = 8.0
EXACT_SHARE = 0.2
"""Of the target: how much an exact answer counts over its F1."""
COMMON = {
    "learning_rate": 0.08, "num_leaves": 8, "max_depth": 4, "min_data_in_leaf": 40,
    "feature_fraction": 0.3, "lambda_l2": 5.0, "max_bin": 63, "verbose": -1, "num_threads": 1,
    "seed": SEED, "deterministic": True, "force_row_wise": True,
}  # fmt: skip


@dataclass(slots=True)
class Example:
    asked: Asked
    question: Question
    quote: str
    text: Text
    rows: FeatureTable
    goal: np.ndarray
    """Whether an answer begins, ends, is inside, at each word; shape (3, words)."""
    scores: np.ndarray = field(init=False)
    spans: Spans = field(init=False)
    target: np.ndarray = field(init=False)


def fold_of(article: str) -> int:
    """Which fifth an article belongs to, the same on every machine."""
    return int(hashlib.md5(article.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def examples(asked: Sequence[Asked], paragraphs: Mapping[str, Paragraph]) -> list[Example]:
    """Every question whose answer is in its paragraph, with the sentence that holds it."""
    made = []
    for one in asked:
        answer, start = one.answers[0], one.starts[0]
        text = paragraphs[one.paragraph].text
        place = _gold_sentence(text, answer, start)
        if place is None:
            continue
        quote = text[slice(*place)]
        question = analyse(one.text)
        read = read_text(question, quote)
        begin, end = start - place[0], start - place[0] + len(answer)
        within = [i for i, w in enumerate(read.words) if w.start < end and w.end > begin]
        if not within:
            continue
        goal = np.zeros((3, len(read.words)))
        goal[0, within[0]] = goal[1, within[-1]] = 1
        goal[2, within] = 1
        made.append(Example(one, question, quote, read, word_rows(question, read), goal))
    return made


def _gold_sentence(text: str, answer: str, start: int) -> tuple[int, int] | None:
    """The sentence in which an answer begins, carried on to where the answer ends."""
    spans = sentences(text)
    first = [span for span in spans if span.start <= start < span.end]
    if start < 0 or not first:
        return None
    last = [span.end for span in spans if span.start < start + len(answer)]
    return first[0].start, max(first[0].end, last[-1])


def train_words(given: list[Example]) -> list[lightgbm.Booster]:
    rows = np.concatenate([e.rows.rows for e in given])
    goals = np.concatenate([e.goal for e in given], axis=1)
    settings = COMMON | {"objective": "binary", "bagging_fraction": 0.8, "bagging_freq": 1}
    return [lightgbm.train(settings, lightgbm.Dataset(rows, g), WORD_TREES) for g in goals]


def prepare_spans(example: Example, reader: Reader) -> None:
    example.scores = word_scores(reader, example.rows)
    example.spans = weighed_spans(example.question, example.text, example.scores)
    words = [(plain(word.text) or [""])[0] for word in example.text.words]
    gold = plain(example.asked.answers[0])
    counts = Counter(gold)
    target = []
    for first, last in zip(example.spans.starts, example.spans.ends, strict=True):
        found = words[first : last + 1]
        common = sum((Counter(found) & counts).values())
        score = 2 * common / (len(found) + len(gold))
        target.append((1 - EXACT_SHARE) * score + EXACT_SHARE * (found == gold))
    example.target = np.array(target)


def train_spans(given: list[Example]) -> tuple[lightgbm.Booster, lightgbm.Booster]:
    rows = np.concatenate([e.spans.rows.rows for e in given])
    target = np.concatenate([e.target for e in given])
    sizes = np.array([len(e.target) for e in given])
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(given)), sizes)
    wanted = np.exp(TEMPERATURE * target) * (target > 0.3)
    total = np.add.reduceat(wanted, begins)
    wanted = wanted / np.maximum(total, 1e-9)[owner]
    useful = (total > 0)[owner] * 10.0

    def listwise(scores: np.ndarray, _: lightgbm.Dataset) -> tuple[np.ndarray, np.ndarray]:
        raised = np.exp(scores - np.maximum.reduceat(scores, begins)[owner])
        chance = raised / np.add.reduceat(raised, begins)[owner]
        return (chance - wanted) * useful, np.maximum(chance * (1 - chance), 1e-4) * useful * 1.5

    bagged = {"bagging_fraction": 0.7, "bagging_freq": 1}
    value = lightgbm.train(
        COMMON | bagged | {"objective": "regression"}, lightgbm.Dataset(rows, target), SPAN_TREES
    )
    choice = lightgbm.train(
        COMMON | {"objective": listwise}, lightgbm.Dataset(rows, target), SPAN_TREES
    )
    return value, choice


def nothing() -> Forest:
    node, leaf = np.zeros((1, 1), np.intp), np.zeros((1, 1), np.float32)
    return Forest(node, leaf, node, leaf, 0, ())


def word_reader(given: list[Example]) -> Reader:
    names = given[0].rows.names
    first, last, inside = (forest_of(model, names) for model in train_words(given))
    return Reader(first, last, inside, nothing(), nothing())


def save(reader: Reader, path: Path) -> None:
    arrays: dict[str, np.ndarray] = {}
    for name in Reader.__slots__:
        arrays |= getattr(reader, name).arrays(name)
    np.savez(path, allow_pickle=False, **arrays)


def train(given: list[Example]) -> tuple[Reader, list[Reader]]:
    """The reader that ships, and one a fold that has not seen the fold's articles."""
    words = [
        word_reader([e for e in given if fold_of(e.asked.article) != fold]) for fold in range(FOLDS)
    ]
    for example in given:
        prepare_spans(example, words[fold_of(example.asked.article)])
    given = [example for example in given if len(example.spans.starts)]
    names = given[0].spans.rows.names
    folds = []
    for fold, reader in enumerate(words):
        models = train_spans([e for e in given if fold_of(e.asked.article) != fold])
        folds.append(_joined(reader, models, names))
    return _joined(word_reader(given), train_spans(given), names), folds


def _joined(
    words: Reader, spans: tuple[lightgbm.Booster, lightgbm.Booster], names: tuple[str, ...]
) -> Reader:
    value, choice = (forest_of(model, names) for model in spans)
    return Reader(words.first, words.last, words.inside, value, choice)
