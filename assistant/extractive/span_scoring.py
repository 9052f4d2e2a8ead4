"""From a question and a quote to weighed spans: word by word first, then span by span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.extractive.answer_types import expected_kind, fitting
from assistant.extractive.feature_table import FeatureTable, beside
from assistant.extractive.forest import Forest, load_forest
from assistant.extractive.span_features import (
    EDGE,
    Positions,
    candidates,
    feature_names,
    span_features,
)
from assistant.extractive.word_features import (
    Floats,
    Text,
    column_names,
    question_columns,
    question_row,
)
from index.question import Question

KEPT = 48
"""Spans that the second stage weighs."""
_OVERLAP_WEIGHT = 8.0
"""How much the expected overlap counts beside the log odds of the two ends, first stage."""
_VALUE_WEIGHT = 8.0
"""How much the expected F1 counts beside the log odds of being the answer, second stage."""
_SHARPNESS = 1.5
"""Exponent on the odds of spans before the least risky one is chosen; found on train folds."""
_FROM_WORDS = (
    "first", "last", "first and last", "inside log odds", "held", "held a word", "expected overlap",
    "log odds before", "log odds after", "log odds of first", "log odds of last", "total held",
    "most inside", "best first", "best last", "first behind best", "last behind best",
)  # fmt: skip
"""What the first stage says of a span."""

_MODEL = Path(__file__).parent / "span_extraction.npz"


@dataclass(frozen=True, slots=True)
class Reader:
    """The trained forests."""

    first: Forest
    """Log odds that an answer begins at a word."""
    last: Forest
    inside: Forest
    value: Forest
    """Expected F1 of a span."""
    choice: Forest
    """Log odds, up to a constant a quote, that a span is the answer."""


@dataclass(frozen=True, slots=True)
class Spans:
    """The spans that are left after the first stage, best first by it."""

    starts: Positions
    ends: Positions
    rows: FeatureTable
    """What the second stage asks about, one row a span."""


@lru_cache(maxsize=1)
def load_reader() -> Reader:
    """The reader that ships."""
    with np.load(_MODEL) as file:
        return Reader(*(load_forest(file, name) for name in Reader.__slots__))


def word_rows(question: Question, text: Text) -> FeatureTable:
    """What the first stage asks about, one row a word: a one-word span and wider surroundings."""
    count = len(text.words)
    positions = np.arange(count, dtype=np.int32)
    rows = span_features(question, text, positions, positions)
    names = column_names()
    edge = text.columns[:, [names.index(name) for name in EDGE]]
    pad = np.zeros((3, edge.shape[1]), np.float32)
    padded = np.vstack([pad, edge, pad])
    around = [padded[5 : 5 + count], padded[6 : 6 + count], padded[:count]]
    wider = tuple(f"{role} {name}" for role in ("after2", "after3", "before3") for name in EDGE)
    table = np.concatenate([rows, *around], axis=1)
    return FeatureTable((*feature_names(), *wider), table)


def word_scores(reader: Reader, rows: FeatureTable) -> Floats:
    """Log odds of first, last and inside; shape (3, words)."""
    return np.stack([forest.score(rows) for forest in (reader.first, reader.last, reader.inside)])


def weighed_spans(question: Question, text: Text, scores: Floats) -> Spans:
    """The likeliest spans by the word scores, with all that is known of each."""
    starts, ends = candidates(text)
    fits = fitting(question, text, starts, ends)
    if fits.any() or expected_kind(question):
        starts, ends = starts[fits], ends[fits]
    known = _from_words(scores, starts, ends)
    overlap = known.column("expected overlap")
    first_stage = known.column("first and last") + _OVERLAP_WEIGHT * overlap
    best = np.argsort(-first_stage, kind="stable")[:KEPT]
    starts, ends = starts[best], ends[best]
    ranked = np.stack([first_stage[best], np.arange(len(best))], axis=1).astype(np.float32)
    table = beside(
        FeatureTable(feature_names(), span_features(question, text, starts, ends)),
        FeatureTable(known.names, known.rows[best]),
        FeatureTable(("first stage", "rank"), ranked),
    )
    return Spans(starts, ends, table)


def _from_words(scores: Floats, starts: Positions, ends: Positions) -> FeatureTable:
    """What the word scores tell of each span."""
    first = scores[0] - np.log(np.exp(scores[0]).sum())
    last = scores[1] - np.log(np.exp(scores[1]).sum())
    inside = scores[2]
    chance = 1 / (1 + np.exp(-inside))
    running = np.concatenate([[0.0], np.cumsum(chance)])
    running_log = np.concatenate([[0.0], np.cumsum(inside)])
    total = running[-1]
    length = ends - starts + 1
    held = running[ends + 1] - running[starts]
    padded = np.concatenate([[-6.0], inside, [-6.0]])
    parts = (
        first[starts], last[ends], first[starts] + last[ends],
        running_log[ends + 1] - running_log[starts], held, held / length,
        2 * held / (length + total), padded[starts], padded[ends + 2], inside[starts],
        inside[ends], np.full(len(starts), total), np.full(len(starts), inside.max()),
        np.full(len(starts), first.max()), np.full(len(starts), last.max()),
        first[starts] - first.max(), last[ends] - last.max(),
    )  # fmt: skip
    return FeatureTable(_FROM_WORDS, np.stack(parts, axis=1).astype(np.float32))


def weigh(
    question: Question, text: Text, reader: Reader
) -> tuple[Spans, tuple[Floats, Floats, Floats, Floats], int] | None:
    """The likely spans, their value, choice, chance and expected overlap, and the best one.

    None when the text holds no span that may be an answer.
    """
    if not len(text.words):
        return None
    spans = weighed_spans(question, text, word_scores(reader, word_rows(question, text)))
    if not len(spans.starts):
        return None
    value, choice = reader.value.score(spans.rows), reader.choice.score(spans.rows)
    chance = chances(value, choice)
    overlap = expected_overlap(chance, spans.starts, spans.ends)
    return spans, (value, choice, chance, overlap), int(overlap.argmax())


def chances(value: Floats, choice: Floats) -> Floats:
    """The chance that each span is the answer, given that one of them is; sums to 1."""
    odds = _SHARPNESS * (choice + _VALUE_WEIGHT * value)
    odds = np.exp(odds - odds.max())
    return np.asarray(odds / odds.sum(), np.float32)


def expected_overlap(chance: Floats, starts: Positions, ends: Positions) -> Floats:
    """The F1 that each span may expect against an answer drawn by its chance."""
    length = ends - starts + 1
    common = np.minimum(ends[:, None], ends) - np.maximum(starts[:, None], starts) + 1
    overlap = 2 * np.maximum(common, 0) / (length[:, None] + length)
    return np.asarray(overlap @ chance, np.float32)


_KNOWN_OF_BEST = (
    "first and last", "expected overlap", "total held", "most inside", "best first", "best last"
)  # fmt: skip
_CONFIDENCE = (
    "overlap", "chance", "value", "best value", "lead over the sixth", "rival", "lead over rival",
    "length", "text length", "words matched", "sum of matches",
)  # fmt: skip


def confidence_row(
    question: Question, text: Text, spans: Spans, scored: Sequence[Floats], best: int
) -> FeatureTable:
    """Features of the confidence in one span: one row.

    :param scored: the value, the choice, the chance and the expected overlap of the spans.
    """
    value, _, chance, overlap = scored
    ordered = np.sort(overlap)[::-1]
    apart = (spans.ends < spans.starts[best]) | (spans.starts > spans.ends[best])
    rival = overlap[apart].max() if apart.any() else 0.0
    length = spans.ends[best] - spans.starts[best] + 1
    matched = text.columns[:, column_names().index("match")]
    known = spans.rows.columns(_KNOWN_OF_BEST)[best]
    numbers = (
        overlap[best], chance[best], value[best], value.max(),
        ordered[0] - ordered[min(5, len(ordered) - 1)],
        rival, overlap[best] - rival, length, len(text.words), (matched > 0).sum(), matched.sum(),
        *known,
    )  # fmt: skip
    row = np.concatenate([np.asarray(numbers, np.float32), question_row(question)])
    return FeatureTable((*_CONFIDENCE, *_KNOWN_OF_BEST, *question_columns()), row[None, :])
