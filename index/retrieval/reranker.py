"""The second look: passages that BM25 found, ordered by how they hold the question's words.

BM25 counts words wherever they stand. Here each passage is read once more: how much of the
question one sentence, two neighbours or a window of it covers, which of its words stand side
by side as they do in the question, whether a «متى» meets a date. A weighted sum of that, its
weights fitted on training questions (`tests/training/ranking.py`), is added up for each passage.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.retrieval.matching import Match, Question

WEIGHTS_FILE = Path(__file__).with_name("ranking.json")

K1, B = 0.7, 0.85
"""BM25's constants here; tantivy's are fixed at 1.2 and 0.75, which favours long passages."""
FIRM = 0.6
"""Likeness from which two words count as the same one where their order is weighed."""
TITLE_SHARE = 0.5
"""A word of the title counts in every sentence, but less than one that stands there."""
WINDOW_WORDS = 15

FEATURES = (
    *("bm25", "likeness", "sentence", "neighbours", "window"),
    *("adjacent", "title", "group", "opening", "length"),
)
"""Share of the question (by IDF) unless said otherwise, all 0 to 1 but `length`; `sentence` is the
best that may answer: with a date for «متى», with a number for «كم»."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage as the reranker reads it."""

    words: Sequence[str]
    """Folded, in order, as `index.arabic.words` gives them."""
    sentence_starts: Sequence[int]
    """For each sentence the index of its first word, rising from 0."""
    title: Sequence[str]
    """Folded words of title and headings."""
    group: Hashable
    """What passages about one subject share: the title, or the document."""
    lexical: float
    """BM25 from the index."""


def rerank(
    question: str,
    candidates: Sequence[Candidate],
    document_frequency: Callable[[str], int],
    passages: int,
    weights: Mapping[str, float] | None = None,
) -> list[float]:
    """A score for each candidate, higher is better, comparable within one call only.

    Time is linear in the candidates' words: pass the best 20 or so.

    :param document_frequency: of a term of `index_terms`, 0 when it is in no passage.
    :param passages: how many there are in the library.
    :param weights: by feature; the shipped ones by default.
    """
    chosen = trained_weights() if weights is None else weights
    used = [(at, chosen[name]) for at, name in enumerate(FEATURES) if chosen.get(name)]
    rows = features(question, candidates, document_frequency, passages)
    return [sum(weight * row[at] for at, weight in used) for row in rows]


@lru_cache(maxsize=1)
def trained_weights() -> Mapping[str, float]:
    """The shipped weights, by feature."""
    weights: dict[str, float] = json.loads(WEIGHTS_FILE.read_text("utf-8"))["weights"]
    return weights


def features(
    question: str,
    candidates: Sequence[Candidate],
    document_frequency: Callable[[str], int],
    passages: int,
) -> list[list[float]]:
    """A row of `FEATURES` for each candidate."""
    if not candidates:
        return []
    asked = Question(question, document_frequency, passages)
    asked.pass_over({word for each in candidates for word in (*each.words, *each.title)})
    length = sum(len(candidate.words) for candidate in candidates) / len(candidates) or 1.0
    shares = _group_shares(candidates)
    rows = []
    for candidate, share in zip(candidates, shares, strict=True):
        reading = _Reading(asked, candidate)
        likeness, title, adjacent = reading.whole()
        sentence, neighbours, opening = reading.sentences()
        rows.append(
            [
                reading.bm25(length),
                likeness,
                sentence,
                neighbours,
                reading.window(),
                adjacent,
                title,
                share,
                opening if asked.defines else 0.0,
                math.log(len(candidate.words) + 5),
            ]
        )
    top = max(row[0] for row in rows) or 1.0
    for row in rows:
        row[0] /= top
    return rows


def _group_shares(candidates: Sequence[Candidate]) -> list[float]:
    """Of the candidates' BM25 to the fourth, the share that falls to each one's group."""
    groups: dict[Hashable, float] = {}
    for candidate in candidates:
        mass = candidate.lexical**4
        groups[candidate.group] = groups.get(candidate.group, 0.0) + mass
    total = sum(groups.values()) or 1.0
    return [groups[candidate.group] / total for candidate in candidates]


class _Reading:
    """One passage against one question."""

    def __init__(self, asked: Question, candidate: Candidate) -> None:
        self._asked = asked
        self._candidate = candidate
        self._hits = [
            (at, match)
            for at, match in enumerate(asked.matches(candidate.words))
            if match is not None
        ]
        self._titled = [0.0] * len(asked.idf)
        self._counts: dict[int, int] = {}
        for match in asked.matches(candidate.title):
            if match is not None:
                self._count(match)
                if match.place >= 0 and match.likeness > self._titled[match.place]:
                    self._titled[match.place] = match.likeness
        for _, match in self._hits:
            self._count(match)

    def _count(self, match: Match) -> None:
        for term in match.terms:
            self._counts[term] = self._counts.get(term, 0) + 1

    def _share(self, likeness: Sequence[float]) -> float:
        idf = self._asked.idf
        total = sum([weight * like for weight, like in zip(idf, likeness, strict=True)])
        return total / self._asked.total

    def bm25(self, mean_length: float) -> float:
        norm = K1 * (1 - B + B * len(self._candidate.words) / mean_length)
        weights = self._asked.term_weights
        return sum(weights[term] * n / (n + norm) for term, n in self._counts.items())

    def whole(self) -> tuple[float, float, float]:
        """Likeness of the passage, of the title, and pairs of words side by side."""
        idf = self._asked.idf
        best = [0.0] * len(idf)
        places: list[list[int]] = [[] for _ in idf]
        for at, match in self._hits:
            if match.place >= 0:
                if match.likeness > best[match.place]:
                    best[match.place] = match.likeness
                if match.likeness >= FIRM:
                    places[match.place].append(at)
        adjacent = total = 0.0
        for first in range(len(idf) - 1):
            weight = min(idf[first], idf[first + 1])
            total += weight
            after = [at + 1 for at in places[first]]
            if not set(after).isdisjoint(places[first + 1]):
                adjacent += weight
        return self._share(best), self._share(self._titled), adjacent / (total or 1.0)

    def sentences(self) -> tuple[float, float, float]:
        """The best sentence of the asked kind, the best two of any, and the first one."""
        candidate, hits = self._candidate, self._hits
        background = [TITLE_SHARE * like for like in self._titled]
        starts = candidate.sentence_starts
        ends = [*starts[1:], len(candidate.words)][: len(starts)]
        typed = best_two = opening = 0.0
        before: list[float] | None = None
        at = 0
        for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
            found, own = background.copy(), [0.0] * len(background)
            touched = False
            while at < len(hits) and hits[at][0] < end:
                match = hits[at][1]
                if match.place >= 0:
                    touched = True
                    own[match.place] = max(own[match.place], match.likeness)
                    found[match.place] = max(found[match.place], match.likeness)
                at += 1
            if touched:
                share = self._share(found)
                opening = self._share(own) if index == 0 else opening
                best_two = max(best_two, share)
                if share > typed and self._asked.answers_kind(candidate.words[start:end]):
                    typed = share
                if before is not None:
                    best_two = max(best_two, self._share(list(map(max, found, before))))
            before = found
        return typed, best_two, opening

    def window(self) -> float:
        """The best stretch of `WINDOW_WORDS`, each word of the question at its last place."""
        idf = self._asked.idf
        last = [(-WINDOW_WORDS, 0.0)] * len(idf)
        best = 0.0
        for at, match in self._hits:
            if match.place < 0:
                continue
            last[match.place] = (at, match.likeness)
            oldest = at - WINDOW_WORDS
            share = sum(
                [
                    weight * like
                    for weight, (place, like) in zip(idf, last, strict=True)
                    if place > oldest
                ]
            )
            best = max(best, share)
        return best / self._asked.total
