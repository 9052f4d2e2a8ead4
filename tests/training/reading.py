"""Train the reader: `python -m tests.training.reading DATA_DIR`, always the same bits.

Writes `assistant/reading/reading.npz`. Learns from questions marked `train` and from the
paragraphs of their articles, nothing else.
"""

from __future__ import annotations

import os

# One kernel and one thread: sums come in the same order on every x86-64 machine.
os.environ.setdefault("OPENBLAS_CORETYPE", "Haswell")
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import hashlib
import io
import sys
from pathlib import Path

import numpy as np

from assistant.reading import ranker
from assistant.reading.ranker import Model
from tests.training.corpus import SETS, shelved, training_paragraphs, training_questions
from tests.training.learning import Example, background_shares, examples, fit, fit_terms, tabulate


def main(data: Path, target: Path) -> None:
    """Train on the training parts of the sets in `data` and write the model to `target`."""
    asked = {name: training_questions(data / name) for name in SETS}
    texts = {name: training_paragraphs(data / name, asked[name]) for name in SETS}
    background = background_shares([one for name in SETS for one in texts[name]])
    retrieved: list[Example] = []
    given: list[Example] = []
    for name in SETS:
        with shelved(texts[name]) as shelf:
            found, own = examples(asked[name], shelf, background)
        retrieved += found
        given += own
    term_weights = fit_terms(retrieved)
    names, tables = tabulate([*retrieved, *given], term_weights)
    written = packed(fit(names, tables, term_weights, background))
    target.write_bytes(written)
    print(f"{target}: {len(written)} bytes, sha256 {hashlib.sha256(written).hexdigest()}")


def packed(model: Model) -> bytes:
    """The model as it ships: weights in half precision."""
    file = io.BytesIO()
    np.savez_compressed(
        file,
        names=_text(model.names),
        stems=_text(model.background),
        stem_shares=np.array(list(model.background.values()), dtype=np.float16),
        term_weights=model.term_weights.astype(np.float32),
        mean=model.mean.astype(np.float32),
        deviation=model.deviation.astype(np.float32),
        hidden=model.hidden.astype(np.float16),
        hidden_bias=model.hidden_bias.astype(np.float16),
        output=model.output.astype(np.float16),
        direct=model.direct.astype(np.float16),
    )
    return file.getvalue()


def _text(lines: tuple[str, ...] | dict[str, float]) -> np.ndarray:
    return np.frombuffer("\n".join(lines).encode("utf-8"), dtype=np.uint8)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(ranker.__file__).parent / "reading.npz")
