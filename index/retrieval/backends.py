"""What holds a derived index: the protocols that search, ingest and status speak to.

An index is derived from the library, never trusted further than that, and can be rebuilt from
it at any time. Which class holds it is said in `index.retrieval.chosen`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

import numpy.typing as npt

from index.retrieval.expansion import Expansion
from index.store.library import Library

Progress = Callable[[int, int], None]
"""Progress of building an index: how much is done, of how much."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """State of an index, found without changing anything in it."""

    size_bytes: int
    """On this machine's disk."""
    lsn: int | None
    """The last passage that it has taken in; None when there is no sound index."""
    number: int | None = None
    """Of the build that answers, where an index is rebuilt rather than added to."""
    damage: str | None = None
    """What is wrong with it, in English, for a log."""


@dataclass(frozen=True, slots=True)
class IndexContents:
    """What lies in an index on disk, found without changing anything in it."""

    ids: frozenset[int]
    """Of the passages that it answers with."""
    remains: int
    """Removed passages whose words or vectors still lie in its files."""


class LexicalIndex(Protocol):
    """BM25 over the passages of one library; used by one thread at a time."""

    @classmethod
    def open(cls, library: Library) -> Self:
        """Ready to search; inside `writing()` bringing it up to date is left to `catch_up`."""
        ...

    @classmethod
    def state(cls, library: Library) -> IndexState: ...

    @classmethod
    def contents(cls, library: Library) -> IndexContents | None:
        """None when there is no sound index on disk."""
        ...

    @classmethod
    def clear(cls, library: Library) -> None:
        """Delete it, to be made anew; only inside `library.writing()`."""
        ...

    @property
    def passages(self) -> int:
        """How many the index holds."""
        ...

    def search(
        self,
        terms: Mapping[str, float],
        limit: int,
        documents: Collection[int] | None = None,
        expansions: Sequence[Expansion] = (),
    ) -> list[tuple[int, float]]:
        """Passage ids with their BM25, best first, equals by rising id; at most `limit`.

        :param terms: as `index.arabic.index_terms` gives them, each with its weight; any of them
            may match.
        :param documents: ids of the only documents to look in; None for all.
        :param expansions: what may stand in a passage in place of some of the terms.
        """
        ...

    def frequency(self, term: str) -> int:
        """In how many passages a term stands."""
        ...

    def refresh(self) -> None:
        """Take in what the library has learnt, as every search does."""
        ...

    def catch_up(self, progress: Progress = ...) -> None:
        """Take in what the library has learnt, for good; only inside `library.writing()`.

        :raises UserError: when it cannot; the library itself has lost nothing.
        """
        ...


class VectorIndex(Protocol):
    """Nearest passages of one library by the cosine of their vectors; used by one thread.

    Passages may be without a vector; those that have one come first in the order of passages.
    """

    @classmethod
    def open(cls, library: Library, *, resident: bool = False) -> Self:
        """Ready to search; later changes to the library are taken in by each search.

        :param resident: for a process that asks many questions.
        """
        ...

    @classmethod
    def state(cls, library: Library) -> IndexState: ...

    @classmethod
    def contents(cls, library: Library) -> IndexContents | None:
        """None where nothing is built, or what was built is not sound."""
        ...

    @classmethod
    def clear(cls, library: Library) -> None:
        """Delete what was built, to be made anew; only inside `library.writing()`."""
        ...

    @classmethod
    def needs_build(cls, library: Library) -> bool:
        """Whether `build` is due: much has changed since, or the index is damaged."""
        ...

    @classmethod
    def build(cls, library: Library, progress: Progress = ...) -> None:
        """Rebuild the index of the vectors there are; only inside `library.writing()`.

        :raises UserError: when it cannot be made; searches do without it.
        """
        ...

    @property
    def damaged(self) -> str | None:
        """Why what was built is not used, in English, for a log; the answers do not suffer."""
        ...

    def search(
        self, vector: npt.ArrayLike, limit: int, documents: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """Passage ids with their cosines, best first, equals by rising id; at most `limit`.

        Empty for a vector of zeros: it is as near to one passage as to another.

        :param documents: ids of the only documents to look in; None for all.
        """
        ...


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files below a folder; 0 when there is neither."""
    files = [path] if path.is_file() else path.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file())
