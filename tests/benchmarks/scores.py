"""Figures of a question set: kept one a question, summed up with intervals, shown, written."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from rich.console import Console
from rich.table import Table

SAMPLES = 1000
CUT_WORDS = 25
NAMES = {
    "r1": "R@1",
    "r5": "R@5",
    "first": "first quote",
    "any": "any of three",
    "given": "paragraph given",
    "first25": f"first quote, at most {CUT_WORDS} words",
    "span_shown": "short shown",
    "span_f1": "short F1, shown",
    "span_em": "short EM, shown",
    "span_wrong": "short wrong, shown",
    "auroc_removed": "AUROC, paragraph removed",
    "auroc_foreign": "AUROC, foreign questions",
    "answered": "answered, of answerable",
    "wrong": "wrong, of answered",
    "torn": "torn, of three",
}
"""Of the figures that are written to a file, with the measures of the table that they are."""


@dataclass(slots=True)
class Scores:
    """One figure a question, for each measure."""

    values: dict[str, list[float]] = field(default_factory=dict)
    seconds: float = 0.0

    def add(self, measure: str, value: float) -> None:
        self.values.setdefault(measure, []).append(value)


def summary(scores: Scores) -> dict[str, float | None]:
    """The mean of each figure, 0 to 1; None where nothing was measured."""
    means = {name: _mean(scores.values.get(measure, ())) for name, measure in NAMES.items()}
    return {name: None if math.isnan(mean) else round(mean, 4) for name, mean in means.items()}


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else math.nan


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
