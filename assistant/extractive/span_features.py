"""The spans of a quoted text that may be the short answer, and what speaks for each."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.extractive.chunks import KINDS, chunks
from assistant.extractive.word_features import (
    Floats,
    Text,
    column_names,
    mark_names,
    question_columns,
    question_row,
)
from index.arabic import stem
from index.arabic.calendar import ERA_LETTERS
from index.arabic.idf import corpus_idf
from index.question import Question

Positions = NDArray[np.int32]
AnyNumbers = NDArray[np.floating[Any]] | NDArray[np.integer[Any]] | NDArray[np.bool_]
"""Columns before they are stacked as float32 (NumPy mixes widths here, hence Any)."""

_FREE_LENGTH = 6
"""Up to this many words a span may end anywhere; a longer one only where a phrase may end."""
_LONGEST = 22
_NEAR = 6
"""Words on either side in which repeats of the question's words are counted."""
_FADING = 0.75
"""What is left of a repeated word's weight one word further on."""
_NOWHERE = 10**6
FAR = 40.0
"""Distance, in words, given when nothing is there to measure to."""

EDGE = (
    "preposition", "pronoun", "relative", "conjunction", "particle", "be", "called", "cause",
    "born", "died", "place", "person", "link", "organisation", "work", "time", "numword",
    "ordinal", "unit", "approx", "example", "manner", "nationality", "role", "kindof",
    "territory", "month", "number", "year", "latin", "article", "joined", "feminine", "plural",
    "past", "past form", "accusative", "purpose", "attached", "nisba", "verb", "function",
    "quoted", "bracketed", "match", "idf", "focus", "foreign", "forename", "city",
)  # fmt: skip
_INSIDE = (
    "preposition", "relative", "particle", "be", "called", "cause", "place", "person", "link",
    "organisation", "work", "time", "numword", "ordinal", "unit", "nationality", "role",
    "territory", "language", "month", "number", "year", "latin", "article", "joined", "feminine",
    "verb", "past", "past form", "purpose", "function", "quoted", "bracketed", "match",
    "idf", "focus", "kindof", "conjunction", "foreign", "forename", "city", "accusative",
    "attached",
)  # fmt: skip
_NAMELIKE = 0.4
"""Letters this much likelier in a name than in a common word, in nats, make no verb."""
_RIVALS = ("number", "year", "month", "latin", "territory", "quoted")
_END_FORBIDDEN = ("preposition", "conjunction", "relative", "particle")


def candidates(text: Text) -> tuple[Positions, Positions]:
    """First and last word of each span that may be an answer, both inclusive."""
    count = len(text.words)
    if count == 0:
        nothing = np.zeros(0, np.int32)
        return nothing, nothing
    index = _index()
    stop = np.cumsum(text.gaps[:, mark_names().index("stop")])
    forbidden = np.asarray(text.columns[:, [index[n] for n in _END_FORBIDDEN]].any(axis=1))
    forbidden &= text.columns[:, index["number"]] == 0
    phrase_end = np.ones(count, bool)
    next_opens = text.columns[:, [index[n] for n in ("function", "joined", "preposition")]]
    phrase_end[:-1] = next_opens[1:].any(axis=1) | text.gaps[1:-1].any(axis=1)
    starts, ends = (side.astype(np.int32) for side in np.triu_indices(count))
    length = ends - starts + 1
    allowed = (length <= _FREE_LENGTH) | ((length <= _LONGEST) & phrase_end[ends])
    allowed &= ~forbidden[ends] & (stop[starts] == stop[ends])
    # A span stays within the brackets and quotation marks that it begins in.
    allowed &= text.enclosed[starts] == text.enclosed[ends]
    starts, ends = starts[allowed], ends[allowed]
    allowed = _uncut(text, starts, ends)
    return starts[allowed], ends[allowed]


def _uncut(text: Text, starts: Positions, ends: Positions) -> NDArray[np.bool_]:
    """Whether a span parts no run of words in another script and no number from its era."""
    index = _index()
    latin = np.asarray(text.columns[:, index["latin"]] > 0)
    broken = np.asarray(text.gaps.any(axis=1))
    tied = text.unspaced.copy()
    tied[1:-1] |= latin[1:] & latin[:-1] & ~broken[1:-1]
    era = np.array([word.text in ERA_LETTERS for word in text.words])
    number = text.columns[:, index["number"]] > 0
    short = np.array([word.text == "ق" for word in text.words])
    tied[1:-1] |= era[1:] & (number[:-1] | short[:-1])
    return np.asarray(~tied[starts] & ~tied[ends + 1])


def feature_names() -> tuple[str, ...]:
    """The columns of `span_features`, in order."""
    return _names()


@lru_cache(maxsize=1)
def _index() -> dict[str, int]:
    return {name: at for at, name in enumerate(column_names())}


@lru_cache(maxsize=1)
def _names() -> tuple[str, ...]:
    names = list(question_columns())
    for role in ("before", "first", "last", "after", "before2"):
        names += [f"{role} {name}" for name in EDGE]
    for role in ("open gap", "close gap"):
        names += [f"{role} {name}" for name in (*mark_names(), "edge")]
    names += [f"inside {name}" for name in _INSIDE]
    names += [f"inside mark {name}" for name in mark_names()]
    names += [f"rivals {name}" for name in _RIVALS]
    for kind in KINDS:
        names += [f"{how} {kind}" for how in ("begins", "ends", "cuts into", "cuts out of", "is")]
    names += list(_PLACE_NAMES)
    return tuple(names)


_PLACE_NAMES = (
    "length", "position", "relative position", "text length", "matched share inside",
    "matched share", "left distance", "right distance", "left mass near", "right mass near",
    "left mass", "clause mass", "nearest is left", "distance to focus", "focus is left",
    "distance to rarest", "rarest is left", "distance to last asked", "last asked is left",
    "distance to first asked", "first asked is left", "mean idf", "longest word",
    "unbalanced", "whole quote", "whole bracket", "left gap marks", "right gap marks",
    "matched words inside", "to predicate asked", "left decay", "right decay", "decay share",
    "to second asked", "second asked is left", "mean foreign", "after the predicate",
)  # fmt: skip


def span_features(question: Question, text: Text, starts: Positions, ends: Positions) -> Floats:
    """One row a span, one column for each of `feature_names`."""
    index = _index()
    count = len(text.words)
    pad = np.zeros((1, text.columns.shape[1]), np.float32)
    padded = np.vstack([pad, pad, text.columns, pad])
    edge = padded[:, [index[name] for name in EDGE]]
    before, first, last, after = (
        edge[starts + 1], edge[starts + 2], edge[ends + 2], edge[ends + 3],
    )  # fmt: skip
    before2 = edge[starts]
    at_edges = np.zeros((count + 1, 1), np.float32)
    at_edges[0] = at_edges[count] = 1
    gaps = np.hstack([text.gaps, at_edges])
    columns = text.columns[:, [index[name] for name in _INSIDE]]
    sums = _prefix(columns)
    inside = sums[ends + 1] - sums[starts]
    mark_sums = _prefix(text.gaps)
    marks = mark_sums[ends + 1] - mark_sums[starts + 1]
    rivals = text.columns[:, [index[name] for name in _RIVALS]].sum(axis=0)
    asked = question_row(question)
    parts = [
        np.broadcast_to(asked, (len(starts), len(asked))),
        before, first, last, after, before2,
        gaps[starts], gaps[ends + 1],
        inside, marks,
        np.broadcast_to(rivals, (len(starts), len(rivals))),
        _chunk_features(text, starts, ends),
        _place_features(question, text, starts, ends),
    ]  # fmt: skip
    return np.concatenate(parts, axis=1, dtype=np.float32)


def _chunk_features(text: Text, starts: Positions, ends: Positions) -> Floats:
    """For each kind of chunk: begins at one, ends at one, begins or ends inside one, is one."""
    begins, closes = chunks(text)
    opened = np.cumsum(begins, axis=1)
    within = opened > 0
    within[:, 1:] = opened[:, 1:] > np.cumsum(closes, axis=1)[:, :-1]
    first, last = begins[:, starts] > 0, closes[:, ends] > 0
    cuts_into, cuts_out = within[:, starts] & ~first, within[:, ends] & ~last
    same = first & last & (opened[:, starts] == opened[:, ends])
    parts = np.stack([first, last, cuts_into, cuts_out, same], axis=1)
    return np.concatenate(parts).T.astype(np.float32)


def _prefix(columns: Floats) -> Floats:
    out = np.zeros((len(columns) + 1, columns.shape[1]), np.float32)
    np.cumsum(columns, axis=0, out=out[1:])
    return out


def _place_features(question: Question, text: Text, starts: Positions, ends: Positions) -> Floats:
    mass = text.columns[:, _index()["match"]] * text.columns[:, _index()["idf"]]
    around, marks = _around(question, text, mass, starts, ends)
    parts = (
        *around,
        *_ties(text, mass, starts, ends),
        *_looks(text, starts, ends),
        *marks,
        *_fading(question, text, mass, starts, ends),
    )
    return np.stack([np.asarray(part, np.float32) for part in parts], axis=1)


def _around(
    question: Question, text: Text, mass: Floats, starts: Positions, ends: Positions
) -> tuple[list[AnyNumbers], list[AnyNumbers]]:
    """Where a span stands among the repeated words; and the marks between it and them."""
    count = len(text.words)
    total = float(mass.sum()) or 1.0
    running = _running(mass)
    length = (ends - starts + 1).astype(np.float32)
    inside = running[ends + 1] - running[starts]
    left_near = running[starts] - running[np.maximum(starts - _NEAR, 0)]
    right_near = running[np.minimum(ends + 1 + _NEAR, count)] - running[ends + 1]
    left_place, right_place = _neighbours(mass > 0, starts, ends)
    left = np.where(left_place >= 0, starts - left_place, FAR)
    right = np.where(right_place < _NOWHERE, right_place - ends, FAR)
    marks = _running(np.asarray(text.gaps.any(axis=1), np.float32))
    left_marks = marks[starts + 1] - marks[np.maximum(left_place, 0) + 1]
    right_marks = marks[np.minimum(right_place, count - 1) + 1] - marks[ends + 1]
    clause = np.cumsum(text.gaps[:-1].any(axis=1)).astype(np.int64)
    clause_mass = np.bincount(clause, weights=mass, minlength=int(clause[-1]) + 1)
    around: list[AnyNumbers] = [
        length, starts, starts / count, np.full(len(starts), count), inside / total,
        np.full(len(starts), min(1.0, total / _asked_mass(question))), left, right, left_near,
        right_near, running[starts] / total, clause_mass[clause[starts]] / total, left < right,
    ]  # fmt: skip
    return around, [left_marks, right_marks]


def _ties(text: Text, mass: Floats, starts: Positions, ends: Positions) -> list[AnyNumbers]:
    """Distances to the word asked for, the rarest, the last and the first repeated word."""
    matched = matches_of(text) > 0
    asked = np.array(text.matched)
    lowest = asked[matched].min() if matched.any() else 0
    tied = [
        text.columns[:, _index()["focus"]] > 0,
        (mass == mass.max()) & matched,
        (asked == asked.max()) & matched,
        (asked == lowest) & matched,
    ]
    distances, lefts = _distance(np.stack(tied), starts, ends)
    return [part for pair in zip(distances, lefts, strict=True) for part in pair]


def matches_of(text: Text) -> Floats:
    """How surely each word repeats one of the question, 0–1."""
    return text.columns[:, _index()["match"]]


def _looks(text: Text, starts: Positions, ends: Positions) -> list[AnyNumbers]:
    """IDF, length and the marks around a span."""
    names = mark_names()
    idf_sums = _running(text.columns[:, _index()["idf"]])
    quote = text.gaps[:, names.index("quote")] > 0
    opens, closes = (text.gaps[:, names.index(mark)] for mark in ("opens", "closes"))
    level = _running(opens) - _running(closes)
    letters = text.columns[:, _index()["letters"]]
    return [
        (idf_sums[ends + 1] - idf_sums[starts]) / (ends - starts + 1).astype(np.float32),
        np.maximum(letters[starts], letters[ends]),
        level[ends + 1] - level[starts + 1],
        quote[starts] & quote[ends + 1],
        (opens[starts] > 0) & (closes[ends + 1] > 0),
    ]


def _fading(
    question: Question, text: Text, mass: Floats, starts: Positions, ends: Positions
) -> list[AnyNumbers]:
    """Repeated words counted less the further they stand; distances to the first two asked."""
    asked = np.array(text.matched)
    hits = _running((matches_of(text) > 0).astype(np.float32))
    distances, lefts = _distance(np.stack([asked == 1, asked == 2]), starts, ends)
    left = np.concatenate([[0.0], _decayed(mass)])[starts]
    right = np.concatenate([_decayed(mass[::-1])[::-1], [0.0]])[ends + 1]
    best = (left + right).max() if len(starts) else 0.0
    foreign = _running(text.columns[:, _index()["foreign"]])
    length = (ends - starts + 1).astype(np.float32)
    return [
        hits[ends + 1] - hits[starts], distances[0], left, right,
        (left + right) / np.maximum(best, 1e-6), distances[1], lefts[1],
        (foreign[ends + 1] - foreign[starts]) / length, after_predicate(question, text)[starts],
    ]  # fmt: skip


def after_predicate(question: Question, text: Text) -> Floats:
    """For each word, how many words before it the asked predicate stands, no other verb between."""
    predicate = (matches_of(text) > 0) & (np.array(text.matched) == question.predicate + 1)
    turns = verbs(text) | (text.gaps[:-1, mark_names().index("stop")] > 0)
    out = np.full(len(text.words), FAR, np.float32)
    since = FAR
    for at, (is_predicate, turns_away) in enumerate(
        zip(predicate.tolist(), turns.tolist(), strict=True)
    ):
        out[at] = since
        since = 1.0 if is_predicate else FAR if turns_away or since == FAR else since + 1
    return out


def verbs(text: Text) -> NDArray[np.bool_]:
    """Words that look like verbs; one spelt like a name of foreign origin does not."""
    index = _index()
    named = (text.columns[:, index["foreign"]] > _NAMELIKE) | (
        text.columns[:, index["forename"]] > 0
    )
    surely = text.columns[:, [index[name] for name in ("past", "born", "died")]].any(axis=1)
    shaped = text.columns[:, [index[name] for name in ("verb", "past form")]].any(axis=1)
    return np.asarray(surely | (shaped & ~named))


def _running(values: Floats) -> Floats:
    return _prefix(values[:, None])[:, 0]


def _decayed(mass: Floats) -> Floats:
    """For each word, the mass up to and with it, fading with every word."""
    out = np.zeros(len(mass), np.float32)
    carried = 0.0
    for at, weight in enumerate(mass.tolist()):
        carried = carried * _FADING + weight
        out[at] = carried
    return out


def _asked_mass(question: Question) -> float:
    return sum(corpus_idf(stem(word)) for word in question.terms) or 1.0


def _distance(
    marked: NDArray[np.bool_], starts: Positions, ends: Positions
) -> tuple[NDArray[np.floating[Any]], NDArray[np.bool_]]:
    """Words from each span to the nearest marked word outside it, and whether that is before.

    :param marked: a row of words for each kind of mark; so are the results, of spans.
    """
    before, after = _neighbours(marked, starts, ends)
    left = np.where(before >= 0, starts - before, FAR)
    right = np.where(after < _NOWHERE, after - ends, FAR)
    return np.minimum(left, right), left < right


def _neighbours(
    marked: NDArray[np.bool_], starts: Positions, ends: Positions
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The last marked word before each span, -1 for none, and the first after it."""
    count = marked.shape[-1]
    before = np.full((*marked.shape[:-1], count + 1), -1)
    after = np.full_like(before, _NOWHERE)
    positions = np.arange(count)
    before[..., 1:] = np.where(marked, positions, -1)
    after[..., :-1] = np.where(marked, positions, _NOWHERE)
    np.maximum.accumulate(before, axis=-1, out=before)
    after = np.minimum.accumulate(after[..., ::-1], axis=-1)[..., ::-1]
    return before[..., starts], after[..., ends + 1]


def ends_list(text: Text, first: int, last: int) -> bool:
    """Whether the span from one word to another is an enumeration."""
    begins, closes = chunks(text)
    within = begins[KINDS.index("list"), first : last + 1].any()
    commas = text.gaps[first + 1 : last + 1, mark_names().index("comma")].sum()
    return bool(within and closes[KINDS.index("list"), first : last + 1].any()) or commas >= 2
