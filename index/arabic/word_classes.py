"""Word classes that tell what a word may be: closed classes, cue words, place names, months."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from index.arabic.clitics import PROCLITICS
from index.arabic.folding import fold

_FOLDER = Path(__file__).parent
_SHORTEST_REST = 2
_GENERIC_IN_NAMES = ("place", "ordinal", "preposition", "conjunction", "time", "work", "unit")

Classes = dict[str, int]
"""A folded word to the bits of its classes."""


def class_names() -> tuple[str, ...]:
    """The classes, in the order of their bits."""
    return _lexicon()[0]


@lru_cache(maxsize=1 << 15)
def classes(word: str) -> int:
    """The classes of a folded word, one bit each; 0 when the word is in none."""
    known = _lexicon()[1]
    found = known.get(word)
    if found is not None:
        return found
    for proclitic in PROCLITICS if word.startswith(PROCLITICS) else ():
        rest = word[len(proclitic) :]
        if word.startswith(proclitic) and len(rest) >= _SHORTEST_REST:
            found = known.get(rest) or known.get("ال" + rest)
            if found:
                return found
    return 0


def bit(name: str) -> int:
    """The bit of one class.

    :raises ValueError: when there is no such class.
    """
    return 1 << class_names().index(name)


@lru_cache(maxsize=1)
def _lexicon() -> tuple[tuple[str, ...], Classes]:
    names, known = _read("lexicon.txt", " ")
    place_names, gazetteer = _read("gazetteer.txt", "|")
    generic = sum(1 << names.index(name) for name in _GENERIC_IN_NAMES)
    for entry, bits in gazetteer.items():
        for word in entry.split():
            if len(word) > _SHORTEST_REST and not known.get(word, 0) & generic:
                known[word] = known.get(word, 0) | bits << len(names)
    return names + place_names, known


def _read(file: str, separator: str) -> tuple[tuple[str, ...], Classes]:
    names: list[str] = []
    known: Classes = {}
    for line in (_FOLDER / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, _, entries = line.partition(": ")
        for entry in entries.split(separator):
            word = fold(entry)
            known[word] = known.get(word, 0) | 1 << len(names)
        names.append(name)
    return tuple(names), known
