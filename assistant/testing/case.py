"""The values that a file of cases becomes: each case whole, with the file's defaults in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.testing.schema import Assertion, HeadForm


@dataclass(frozen=True, slots=True)
class CaseTurn:
    """One question of a case, and what its answer must show."""

    question: str
    assertions: tuple[Assertion, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A scripted question, or several in a row, with what the answers must show."""

    name: str
    """Tells it from the others of its file: its description and last question, on one line."""
    line: int
    """Of the file that it is written in, from 1."""
    turns: tuple[CaseTurn, ...]
    """Never empty."""
    tags: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    threshold: float | None = None
    weight: float = 1
    repeat: int = 1
    pass_rate: float = 1
    xfail: str | None = None
    """Why it is known to fail."""
    fails: frozenset[int] = frozenset()
    """Positions, among the assertions of all its turns, of those that are known to fail. Empty
    where the file does not say which."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file of cases."""

    path: Path
    head: HeadForm
    cases: tuple[Case, ...]
    written_in: Path
    """The file that the cases stand in: this one, or the one that its `tests` names."""
