"""Everything that is trained, made anew: `python -m tests.training all DATA` (two cores, minutes).

    python -m tests.training {all,TARGET…} DATA

DATA holds the sets of `tests.training.corpus.SETS`; only their questions marked `train` are read.
Each target is made after those that it depends on; the last lines give what was written, with
sizes and SHA-256. The same data give the same bytes on every x86-64 machine.
"""

from __future__ import annotations

import os

# One kernel and one thread: sums come in the same order on every x86-64 machine.
os.environ.setdefault("OPENBLAS_CORETYPE", "Haswell")
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import argparse
import hashlib
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[2]
EXTRACTIVE = ROOT / "assistant" / "extractive"


@dataclass(frozen=True, slots=True)
class Target:
    """Files that one training writes."""

    files: tuple[Path, ...]
    make: Callable[[Path], None]
    """From the folder of the data."""
    after: tuple[str, ...] = ()
    """Targets whose files it reads."""


def _word_tables(data: Path) -> None:
    from tests.training import word_tables

    word_tables.write(data, word_tables.TABLES)


def _reranker(data: Path) -> None:
    from tests.training import reranker

    reranker.write([data / name for name in reranker.SETS], TARGETS["reranker"].files[0])


def _evidence_selection(data: Path) -> None:
    from tests.training import evidence_selection

    evidence_selection.main(data, TARGETS["evidence_selection"].files[0])


def _answerability(data: Path) -> None:
    from tests.training import answerability

    answerability.main(data, EXTRACTIVE)


def _encoder(data: Path) -> None:
    from tests.training.encoder import making

    making.main(data, *TARGETS["encoder"].files)


def _pointing(data: Path) -> None:
    from tests.training import pointing

    pointing.main(data, EXTRACTIVE / "pointing.json")


def _english_words(data: Path) -> None:
    from tests.training import english_words

    english_words.main(data, TARGETS["english_words"].files[0])


TARGETS = {
    "english_words": Target((ROOT / "index" / "arabic" / "english_words.txt",), _english_words),
    "word_tables": Target(
        tuple(ROOT / "index" / "arabic" / name for name in ("background.txt", "naming.txt")),
        _word_tables,
    ),
    "reranker": Target(
        (ROOT / "index" / "retrieval" / "reranker.json",), _reranker, ("word_tables",)
    ),
    "evidence_selection": Target(
        (EXTRACTIVE / "evidence_selection.npz",), _evidence_selection, ("word_tables", "reranker")
    ),
    "answerability": Target(
        (EXTRACTIVE / "span_extraction.npz", EXTRACTIVE / "answerability.npz"),
        _answerability,
        ("word_tables", "reranker"),
    ),
    "encoder": Target(
        tuple(
            ROOT / "index" / "retrieval" / "encoder_files" / name
            for name in ("pieces.json", "encoder.onnx")
        ),
        _encoder,
    ),
    "pointing": Target((EXTRACTIVE / "pointing.json",), _pointing, ("answerability", "encoder")),
}
"""In an order in which each comes after what it depends on."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("targets", nargs="+", choices=["all", *TARGETS])
    parser.add_argument("data", type=Path, metavar="DATA")
    options = parser.parse_args()
    chosen = list(TARGETS) if "all" in options.targets else options.targets
    table = Table("made", "file", "bytes", "SHA-256", "seconds", title="What ships")
    for name, target in TARGETS.items():
        if name not in chosen:
            continue
        started = time.monotonic()
        target.make(options.data)
        taken = f"{time.monotonic() - started:.0f}"
        for file in target.files:
            content = file.read_bytes()
            digest = hashlib.sha256(content).hexdigest()[:16]
            table.add_row(name, str(file.relative_to(ROOT)), str(len(content)), digest, taken)
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
