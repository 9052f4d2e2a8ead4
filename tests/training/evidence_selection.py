"""Train evidence selection: `python -m tests.training evidence_selection DATA`.

Writes `assistant/extractive/evidence_selection.npz`, always the same bits. Learns from questions
marked `train` and from the paragraphs of their articles, nothing else.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from assistant.extractive.evidence_selection import ClauseScorer
from tests.training.corpus import SETS, shelved, training_paragraphs, training_questions
from tests.training.learning import (
    NETWORKS,
    Example,
    examples,
    fit,
    fit_terms,
    tabulate,
)


def main(data: Path, target: Path) -> None:
    """Train on the training parts of the sets in `data` and write the model to `target`."""
    written = packed(fitted(*training_examples(data)))
    target.write_bytes(written)
    print(f"{target}: {len(written)} bytes, sha256 {hashlib.sha256(written).hexdigest()}")


def fold_models(data: Path, folds: int, fold_of: Callable[[str], int]) -> list[ClauseScorer]:
    """For each fold of articles a reader that has not seen them, of half as many networks."""
    retrieved, given = training_examples(data)

    def without(fold: int, some: Sequence[Example]) -> list[Example]:
        return [one for one in some if fold_of(one.asked.article) != fold]

    return [
        fitted(without(fold, retrieved), without(fold, given), NETWORKS // 2)
        for fold in range(folds)
    ]


def training_examples(data: Path) -> tuple[list[Example], list[Example]]:
    """Every train question over what it finds, and over its paragraph."""
    asked = {name: training_questions(data / name) for name in SETS}
    texts = {name: training_paragraphs(data / name, asked[name]) for name in SETS}
    retrieved: list[Example] = []
    given: list[Example] = []
    for name in SETS:
        with shelved(texts[name]) as shelf:
            found, own = examples(asked[name], shelf)
        retrieved += found
        given += own
    return retrieved, given


def fitted(
    retrieved: Sequence[Example],
    given: Sequence[Example],
    networks: int = NETWORKS,
) -> ClauseScorer:
    term_weights = fit_terms(retrieved)
    names, tables = tabulate([*retrieved, *given], term_weights)
    return fit(names, tables, term_weights, networks=networks)


def packed(model: ClauseScorer) -> bytes:
    """The model as it ships: weights in half precision."""
    file = io.BytesIO()
    np.savez_compressed(
        file,
        names=np.frombuffer("\n".join(model.names).encode("utf-8"), dtype=np.uint8),
        term_weights=model.term_weights.astype(np.float32),
        mean=model.mean.astype(np.float32),
        deviation=model.deviation.astype(np.float32),
        hidden=model.hidden.astype(np.float16),
        hidden_bias=model.hidden_bias.astype(np.float16),
        output=model.output.astype(np.float16),
        direct=model.direct.astype(np.float16),
    )
    return file.getvalue()
