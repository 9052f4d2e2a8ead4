"""A question laid over texts: how like each of its terms every word of them is.

Reranker and reader both begin here, so that one word is as like another to both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.arabic import without_proclitic
from index.arabic.folding import Form
from index.arabic.lexemes import (
    DICE_FLOOR,
    DICE_WEIGHT,
    ROOT_DICE_FLOOR,
    SAME_ROOT,
    SAME_STEM,
    SKETCH_BYTES,
    Lexeme,
    lexeme,
)
from index.arabic.morphology import canonical
from index.question import Question

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ALTERNATIVE = 0.9
"""Similarity of a month, number or date in another form («شباط» for «فبراير»)."""
CORRECTED = 0.6
"""Similarity of a word to one that is a misspelling away that no passage has."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Axes: `terms` of the question, `tokens` of all texts in one row, `texts` in order."""

    tokens: tuple[str, ...]
    """Folded words."""
    distinct: tuple[str, ...]
    """The words that `tokens` and titles are made of, each once."""
    ids: Ints
    """Per token its place in `distinct`."""
    similarity: Floats
    """terms × tokens, 0 to 1."""
    start: Ints
    """Per text its first token; every text has at least one."""
    titles: Floats
    """terms × texts: the greatest similarity in the text's title, 0 without one."""
    title_ids: tuple[Ints, ...]
    """Per text the places of its title's words in `distinct`."""
    alternatives: tuple[tuple[int, int], ...]
    """Pairs of token and term: where another form of some of the question's words stands."""


NO_WORD = "·"
"""Stands for the words of a text that has none: like nothing."""


def align(
    question: Question, texts: Sequence[Sequence[str]], titles: Sequence[Sequence[str]]
) -> Alignment:
    """Lay the question over texts, each given as folded words in order.

    :param titles: of each text.
    """
    filled = [text or (NO_WORD,) for text in texts]
    tokens = tuple(chain.from_iterable(filled))
    positions: dict[str, int] = {}
    ids = _ids(tokens, positions)
    title_ids = tuple(_ids(title, positions) for title in titles)
    distinct = tuple(positions)
    of_words = similarities(question, distinct)
    similarity = of_words[:, ids]
    sizes = np.array([len(text) for text in filled], np.int64)
    found = tuple(_alternatives(question, filled))
    for token, term in found:
        similarity[term, token] = max(similarity[term, token], ALTERNATIVE)
    named = [of_words[:, own].max(1) if len(own) else np.zeros(len(of_words)) for own in title_ids]
    return Alignment(
        tokens=tokens,
        distinct=distinct,
        ids=ids,
        similarity=similarity,
        start=np.cumsum(sizes) - sizes,
        titles=np.array(named).T.reshape(len(of_words), len(texts)),
        title_ids=title_ids,
        alternatives=found,
    )


def _ids(words: Iterable[str], positions: dict[str, int]) -> Ints:
    return np.array([positions.setdefault(word, len(positions)) for word in words], np.int64)


def similarities(question: Question, words: Sequence[str]) -> Floats:
    """terms × words, as `index.arabic.similarity` has it; corrected spelling counts too.

    :param words: folded, best without repeats.
    """
    asked, found = [lexeme(term) for term in question.terms], [lexeme(word) for word in words]
    dice = _dice(asked, found)
    rows = np.where(dice >= DICE_FLOOR, dice * DICE_WEIGHT, 0.0)
    rows[:, [one.exact_only for one in found]] = 0.0
    corrected = {near for stems in question.corrections for near in stems}
    stems = _places([one.stem for one in found], {one.stem for one in asked} | corrected)
    roots = _places([one.root for one in found], {one.root for one in asked} - {""})
    for at, (term, one) in enumerate(zip(question.terms, asked, strict=True)):
        row = rows[at]
        if one.exact_only:
            row[:] = 0.0
        for position in () if one.exact_only else roots.get(one.root, ()):
            if dice[at, position] > ROOT_DICE_FLOOR and not found[position].exact_only:
                row[position] = max(SAME_ROOT, dice[at, position])
        for near in question.corrections[at]:
            row[stems.get(near, [])] = np.maximum(row[stems.get(near, [])], CORRECTED)
        for position in stems.get(one.stem, ()):
            row[position] = 1.0 if words[position] == term else SAME_STEM
    return rows


def _dice(asked: Sequence[Lexeme], found: Sequence[Lexeme]) -> Floats:
    """Share of letter pairs in common, terms × words."""
    own, others = _sketches(asked)[:, :, None], _sketches(found)[:, None]
    shared = np.bitwise_count(own & others).sum(0, dtype=np.int64)
    sizes = [np.bitwise_count(part).sum(0, dtype=np.int64) for part in (own, others)]
    dice: Floats = 2 * shared / np.maximum(sizes[0] + sizes[1], 1)
    return dice


def _sketches(lexemes: Sequence[Lexeme]) -> NDArray[np.uint64]:
    """Parts of a sketch × lexemes."""
    packed = b"".join([one.packed for one in lexemes])
    parts = np.frombuffer(packed, np.uint64).reshape(len(lexemes), SKETCH_BYTES // 8)
    return np.ascontiguousarray(parts.T)


def _places(values: Sequence[str], wanted: set[str]) -> dict[str, list[int]]:
    """Where each wanted value stands."""
    found: dict[str, list[int]] = {}
    for at, value in enumerate(values):
        if value in wanted:
            found.setdefault(value, []).append(at)
    return found


def _alternatives(question: Question, texts: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """The middle token of each other form of some of the question's words, with their term."""
    terms = {canonical(term): at for at, term in enumerate(question.terms)}
    by_first: dict[str, list[tuple[Form, int]]] = {}
    for one in question.alternatives:
        middle = one.own[(len(one.own) - 1) // 2]  # the month of a date
        if (position := terms.get(canonical(middle))) is not None:
            for form in one.forms:
                by_first.setdefault(form[0], []).append((form, position))
    first = 0
    for text in texts if by_first else ():
        for at, token in enumerate(text):
            for form, position in (
                by_first.get(token) or by_first.get(without_proclitic(token)) or ()
            ):
                if form[1:] == tuple(text[at + 1 : at + len(form)]):
                    yield first + at + len(form) // 2, position
        first += len(text)
