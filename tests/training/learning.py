"""What training learns from: examples made of questions, and the networks fitted to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.extractive.clause_features import (
    TERM_FEATURES,
    clause_features,
    clause_similarity,
    term_features,
)
from assistant.extractive.evidence import MATCHED, Evidence, gather
from assistant.extractive.evidence_selection import _CLIP, ClauseScorer
from assistant.extractive.reader import passages_of
from index.arabic import words
from index.retrieval.alignment import Floats
from index.types import Hit
from tests.training.corpus import Asked, Shelf, holds

HIDDEN_UNITS = 64
NETWORKS = 6
_EPOCHS, _BATCH = 20, 16
_RATE, _WARM_UP = 2e-3, 100
_DECAY = 0.05
"""Of the weights, per step and unit of rate (AdamW)."""
_DROP_UNITS, _DROP_COLUMNS = 0.4, 0.1
_TERM_RIDGE = 1.0


@dataclass(frozen=True, slots=True)
class Example:
    """A question laid over passages, with where its answer stands."""

    asked: Asked
    evidence: Evidence
    right: Floats
    """Per clause the share of the answer that it holds: 1 when it holds all of it."""


def example(asked: Asked, shelf: Shelf, hits: Sequence[Hit]) -> Example | None:
    """Lay a question over the passages found; None when there is nothing to lay."""
    searcher = shelf.searcher
    evidence = gather(searcher.analyse(asked.text), passages_of(hits), searcher.statistics)
    if evidence is None:
        return None
    right = np.zeros(len(evidence.clauses))
    answers = [words(answer) for answer in asked.answers]
    for place, (at, clause) in enumerate(evidence.clauses):
        passage = hits[at].passage
        if shelf.paragraphs[passage.document_id].id == asked.paragraph:
            start, end = passage.start + clause.start, passage.start + clause.end
            shares = [_overlap(span, start, end) for span in asked.spans]
            right[place] = max(shares, default=0.0)
        elif any(holds(evidence.keys[place].split(), answer) for answer in answers):
            right[place] = 1.0
    return Example(asked, evidence, right)


def _overlap(span: tuple[int, int], start: int, end: int) -> float:
    return max(0, min(end, span[1]) - max(start, span[0])) / max(1, span[1] - span[0])


def examples(asked: Sequence[Asked], shelf: Shelf) -> tuple[list[Example], list[Example]]:
    """Each question over the passages it finds, and over its own paragraph alone."""
    found = [example(one, shelf, shelf.found(one.text)) for one in asked]
    given = [example(one, shelf, shelf.given(one.paragraph)) for one in asked]
    return [one for one in found if one], [one for one in given if one]


def fit_terms(retrieved: Sequence[Example]) -> Floats:
    """Weights that tell whether the answer's sentence holds a word: logistic regression."""
    rows, met = [], []
    for one in retrieved:
        own = np.flatnonzero(one.right)
        if len(own):
            sentence = one.evidence.sentence_of == one.evidence.sentence_of[own[0]]
            similarity = clause_similarity(one.evidence)[:, sentence].max(1)
            rows.append(term_features(one.evidence))
            met.append(similarity >= MATCHED)
    table, target = np.concatenate(rows), np.concatenate(met).astype(np.float64)
    weights = np.zeros(TERM_FEATURES)
    for _ in range(12):  # Newton's method: converged to the last bit that float16 keeps
        chance = 1 / (1 + np.exp(-(table @ weights)))
        slope = table.T @ (chance - target) + _TERM_RIDGE * weights
        curve = (table.T * (chance * (1 - chance))) @ table + _TERM_RIDGE * np.eye(TERM_FEATURES)
        weights -= np.linalg.solve(curve, slope)
    return weights


Rows = tuple[np.ndarray, np.ndarray]


def tabulate(made: Sequence[Example], term_weights: Floats) -> tuple[tuple[str, ...], list[Rows]]:
    """The columns of each example, and where its answer stands."""
    names: tuple[str, ...] = ()
    tables = []
    for one in made:
        table = clause_features(one.evidence, term_weights)
        names = table.names
        tables.append((table.rows.astype(np.float32), one.right))
    return names, tables


def fit(
    names: tuple[str, ...],
    tables: Sequence[Rows],
    term_weights: Floats,
    *,
    networks: int = NETWORKS,
) -> ClauseScorer:
    """Fit the networks; the same input gives the same bits on the same processor."""
    tables = [(rows, right) for rows, right in tables if right.max() > 0]
    everything = np.concatenate([rows for rows, _ in tables])
    mean = everything.mean(0, dtype=np.float64)
    deviation = everything.std(0, dtype=np.float64) + 1e-3
    scaled = [
        (np.clip((rows - mean) / deviation, -_CLIP, _CLIP).astype(np.float32), right)
        for rows, right in tables
    ]
    parts = [_fit_one(scaled, seed) for seed in range(networks)]
    hidden, bias, output, direct = zip(*parts, strict=True)
    return ClauseScorer(
        names=names,
        term_weights=term_weights,
        mean=mean.astype(np.float32),
        deviation=deviation.astype(np.float32),
        hidden=np.concatenate(hidden, axis=1).astype(np.float32),
        hidden_bias=np.concatenate(bias).astype(np.float32),
        output=(np.concatenate(output) / networks).astype(np.float32),
        direct=np.mean(direct, axis=0).astype(np.float32),
    )


def _fit_one(tables: Sequence[Rows], seed: int) -> list[Floats]:
    """One network: AdamW on the listwise loss, dropout on columns and hidden units."""
    rng = np.random.default_rng(seed)
    width = tables[0][0].shape[1]
    weights = [
        rng.standard_normal((width, HIDDEN_UNITS)) / np.sqrt(width),
        np.zeros(HIDDEN_UNITS),
        rng.standard_normal(HIDDEN_UNITS) * 0.1,
        np.zeros(width),
    ]
    weights = [weight.astype(np.float32) for weight in weights]
    first = [np.zeros_like(weight) for weight in weights]
    second = [np.zeros_like(weight) for weight in weights]
    steps = _EPOCHS * -(-len(tables) // _BATCH)
    step = 0
    for _ in range(_EPOCHS):
        order = rng.permutation(len(tables))
        for begin in range(0, len(order), _BATCH):
            step += 1
            batch = [tables[at] for at in order[begin : begin + _BATCH]]
            gradients = _gradients(batch, weights, rng)
            rate = _RATE * min(1.0, step / _WARM_UP) * (1 - step / (steps + 1))
            for at, gradient in enumerate(gradients):
                first[at] += 0.1 * (gradient - first[at])
                second[at] += 0.001 * (gradient**2 - second[at])
                move = first[at] / (1 - 0.9**step)
                move /= np.sqrt(second[at] / (1 - 0.999**step)) + 1e-8
                decay = 0.0 if at == 1 else _DECAY
                weights[at] = (weights[at] - rate * (move + decay * weights[at])).astype(np.float32)
    return [weight.astype(np.float64) for weight in weights]


def _gradients(
    batch: Sequence[Rows], weights: Sequence[np.ndarray], rng: np.random.Generator
) -> list[np.ndarray]:
    """Of the loss: half whether any right clause is probable, half whether each one is."""
    hidden, bias, output, direct = weights
    rows = np.concatenate([rows for rows, _ in batch])
    rows = rows * (rng.random((1, rows.shape[1])) > _DROP_COLUMNS)
    right = np.concatenate([right for _, right in batch])
    sizes = np.array([len(right) for _, right in batch])
    starts, group = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(sizes)), sizes)

    def per_list(values: np.ndarray) -> np.ndarray:
        return np.asarray(np.add.reduceat(values, starts)[group])

    raw = rows @ hidden + bias
    kept = (rng.random(raw.shape) > _DROP_UNITS) / (1 - _DROP_UNITS)
    units = np.maximum(raw, 0) * kept
    logits = units @ output + rows @ direct
    odds = np.exp(logits - np.maximum.reduceat(logits, starts)[group])
    shares = odds / per_list(odds)
    held = shares * right
    wanted = 0.5 * held / np.maximum(per_list(held), 1e-9) + 0.5 * right / per_list(right)
    error = (shares - wanted) / len(batch)
    back = error[:, None] * output * kept * (raw > 0)
    return [rows.T @ back, back.sum(0), units.T @ error, rows.T @ error]
