"""A library of the seeds, made once for all tests of the assistant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.ingest import add
from index.retrieval.search import Searcher
from index.store.library import Library

SEEDS = Path(__file__).parents[2] / "seeds" / "corpus"


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library that holds the seed documents; tests do not write to it."""
    folder = tmp_path_factory.mktemp("seeds") / "library"
    with Library.create(folder) as library:
        list(add(library, [SEEDS]))
    return folder


@pytest.fixture
def searcher(seeds: Path) -> Iterator[Searcher]:
    with Library.open(seeds) as library:
        yield Searcher.open(library)
