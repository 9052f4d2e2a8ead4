"""The second look: passages that BM25 found, ordered by how they hold the question's words.

BM25 counts words wherever they stand. Here each passage is read once more: how much of the
question one sentence, two neighbours or a window of it covers, which of its words stand side
by side as they do in the question, whether a «متى» meets a date. A weighted sum of that, its
weights fitted on training questions (`tests/training/ranking.py`), is added up for each passage.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.arabic import fold, stem, weighed_words, without_prefix, word_terms, words
from index.spelling import rejoined, respelt
from index.variants import Form, Variant, is_date, is_number, variants, without_proclitic

WEIGHTS_FILE = Path(__file__).with_name("ranking.json")

K1, B = 0.7, 0.85
"""BM25's constants here; tantivy's are fixed at 1.2 and 0.75, which favours long passages."""
GRAM_LENGTH = 3
LEAST_LIKENESS = 0.4
"""Dice of two words' 3-grams below which they have nothing to do with each other."""
SAME_STEM = 0.95
OTHERWISE = 0.9
"""Likeness of a month, number or date in another form («شباط» for «فبراير»)."""
GUESSED = 0.6
"""Likeness of a word to one that no passage has and that a slip of the pen may have made of it."""
FIRM = 0.6
"""Likeness from which two words count as the same one where their order is weighed."""
TITLE_SHARE = 0.5
"""A word of the title counts in every sentence, but less than one that stands there."""
WINDOW_WORDS = 15
_CACHED_WORDS = 1 << 13
"""Most words of passages share nothing with the question and are not looked at closely."""
SHORT_QUESTION = 4
"""Words of substance up to which «ما هو …» asks for a definition."""

FEATURES = (
    *("bm25", "likeness", "sentence", "typed", "neighbours", "window"),
    *("adjacent", "title", "group", "opening", "length"),
)
"""Share of the question (by IDF) unless said otherwise, all 0 to 1 but `typed` and `length`."""

_DATE_WORDS = frozenset(fold("عام العام سنة تاريخ يوم اليوم متى شهر امتى وقت").split())
_COUNT_WORDS = frozenset(fold("كم وكم بكم عدد مساحة طول ارتفاع عمر سن نسبة كمية سعر").split())
_DEFINING_WORDS = frozenset(fold("هو هي ماهو ماهي تعريف عرف معنى").split())


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


@dataclass(frozen=True, slots=True)
class _Match:
    """What one word of a passage has to do with the question."""

    place: int
    """Index of the question's word that it is like, -1 for none."""
    likeness: float
    terms: tuple[int, ...]
    """The question's index terms that it holds."""


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
    asked = _Question(question, document_frequency, passages)
    asked.pass_over({word for each in candidates for word in (*each.words, *each.title)})
    length = sum(len(candidate.words) for candidate in candidates) / len(candidates) or 1.0
    shares = _group_shares(candidates)
    rows = []
    for candidate, share in zip(candidates, shares, strict=True):
        reading = _Reading(asked, candidate)
        likeness, title, adjacent = reading.whole()
        sentence, typed, neighbours, opening = reading.sentences()
        rows.append(
            [
                reading.bm25(length),
                likeness,
                sentence,
                typed - sentence,
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


class _Question(dict[str, "_Match | None"]):
    """A question made ready, and a memory of what each word of a passage has to do with it."""

    def __init__(
        self, question: str, document_frequency: Callable[[str], int], passages: int
    ) -> None:
        super().__init__()
        weighted = weighed_words(question)
        asked = words(question)
        others = [*variants(asked), *rejoined(asked, document_frequency)]
        self._all = frozenset(asked).union(*(form for one in others for form in one.forms))
        self.kind = _kind(asked)
        by_stem: dict[str, tuple[str, float]] = {}
        for word, weight in weighted.items():
            by_stem.setdefault(stem(word), (word, weight))

        def idf(term: str) -> float:
            count = min(document_frequency(term), passages)
            return math.log(1 + (passages - count + 0.5) / (count + 0.5))

        self._words = frozenset(weighted)
        self._runs = frozenset(run for word in weighted for run in _runs(word))
        self._places = {name: place for place, name in enumerate(by_stem)}
        self.idf: list[float] = []
        self._holding: dict[str, list[int]] = {}
        self._sizes: list[int] = []
        self._terms: dict[str, int] = {}
        self.term_weights: list[float] = []
        for place, (word, weight) in enumerate(by_stem.values()):
            _, own, grams = _analysis(word)
            self.idf.append(weight * idf(own[0]))
            self._sizes.append(len(grams))
            for gram in grams:
                self._holding.setdefault(gram, []).append(place)
            for term in own:
                if term not in self._terms:
                    self._terms[term] = len(self.term_weights)
                    self.term_weights.append(weight * idf(term))
        self._near = {
            near: place
            for name, place in reversed(self._places.items())
            for near in respelt(name, document_frequency)
        }
        self._runs |= {run for near in self._near for run in _runs(near)}
        self._grams = frozenset(self._holding)
        self._otherwise = self._written_otherwise(others)
        self._shortest = min(self._sizes, default=0)
        self.total = sum(self.idf) or 1.0
        self.defines = len(self.idf) <= SHORT_QUESTION and not _DEFINING_WORDS.isdisjoint(asked[:3])

    def _written_otherwise(self, others: Sequence[Variant]) -> dict[str, list[tuple[Form, _Match]]]:
        """By their first words the other forms of the question's words, each with its match."""
        found: dict[str, list[tuple[Form, _Match]]] = {}
        for variant in others:
            word = variant.own[(len(variant.own) - 1) // 2]  # the month of a date
            if stem(word) in self._places:
                terms = [self._terms[term] for term in word_terms(word) if term in self._terms]
                match = _Match(self._places[stem(word)], OTHERWISE, tuple(terms))
                for form in variant.forms:
                    found.setdefault(form[0], []).append((form, match))
        return found

    def matches(self, passage_words: Sequence[str]) -> list[_Match | None]:
        """What each word has to do with the question; of another form of several its middle."""
        found = [self[word] for word in passage_words]
        if self._otherwise:
            for at, word in enumerate(passage_words):
                forms = self._otherwise.get(word) or self._otherwise.get(without_proclitic(word))
                for form, match in forms or ():
                    middle = at + len(form) // 2
                    if form[1:] == tuple(passage_words[at + 1 : at + len(form)]):
                        before = found[middle]
                        if before is None or before.likeness < match.likeness:
                            found[middle] = match
        return found

    def pass_over(self, passage_words: Collection[str]) -> None:
        """Remember of the words that share no `GRAM_LENGTH` letters with the question that they
        have nothing to do with it: most have not, and their letters tell it at once."""
        text = f" {' '.join(passage_words)} "
        near = set()
        for run in self._runs:
            at = text.find(run)
            while at >= 0:
                end = text.find(" ", at)
                near.add(text[text.rfind(" ", 0, at) + 1 : end])
                at = text.find(run, end)
        strangers = [word for word in passage_words if len(word) > GRAM_LENGTH and word not in near]
        self.update(dict.fromkeys(strangers))

    def __missing__(self, word: str) -> _Match | None:
        name, own, grams = _analysis(word)
        terms = tuple([self._terms[term] for term in own if term in self._terms])
        place = self._places.get(name, -1)
        if place >= 0:
            likeness = 1.0 if word in self._words else SAME_STEM
        else:
            place, likeness = self._most_like(grams)
            if likeness < GUESSED and name in self._near:
                place, likeness = self._near[name], GUESSED
        match = _Match(place, likeness, terms) if place >= 0 or terms else None
        self[word] = match
        return match

    def _most_like(self, grams: frozenset[str]) -> tuple[int, float]:
        common = grams & self._grams
        if 2 * len(common) < LEAST_LIKENESS * (len(grams) + self._shortest):
            return -1, 0.0
        shared: dict[int, int] = {}
        for gram in common:
            for place in self._holding[gram]:
                shared[place] = shared.get(place, 0) + 1
        best, likeness = -1, 0.0
        for place, count in sorted(shared.items()):  # of equals the first, in every process
            dice = 2 * count / (len(grams) + self._sizes[place])
            if dice > likeness:
                best, likeness = place, dice
        return (best, likeness) if likeness >= LEAST_LIKENESS else (-1, 0.0)

    def answers_kind(self, passage_words: Sequence[str]) -> bool:
        """Whether there is a date or number that the question does not itself give."""
        if not self.kind:
            return True
        fits = is_date if self.kind == "date" else is_number
        return any(fits(word) and word not in self._all for word in passage_words)


class _Reading:
    """One passage against one question."""

    def __init__(self, asked: _Question, candidate: Candidate) -> None:
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

    def _count(self, match: _Match) -> None:
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

    def sentences(self) -> tuple[float, float, float, float]:
        """The best sentence, the best of the asked kind, the best two, and the first one."""
        candidate, hits = self._candidate, self._hits
        background = [TITLE_SHARE * like for like in self._titled]
        starts = candidate.sentence_starts
        ends = [*starts[1:], len(candidate.words)][: len(starts)]
        best = typed = best_two = opening = 0.0
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
                best = max(best, share)
                if share > typed and self._asked.answers_kind(candidate.words[start:end]):
                    typed = share
                if before is not None:
                    best_two = max(best_two, self._share(list(map(max, found, before))))
            before = found
        return best, typed, max(best, best_two), opening

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


def _kind(asked: Sequence[str]) -> str:
    opening = asked[:4]
    if not _DATE_WORDS.isdisjoint(opening):
        return "date"
    return "" if _COUNT_WORDS.isdisjoint(opening) else "number"


def _runs(word: str) -> list[str]:
    """Its letters, `GRAM_LENGTH` at a time; none of a shorter word."""
    return [word[at : at + GRAM_LENGTH] for at in range(len(word) - GRAM_LENGTH + 1)]


@lru_cache(maxsize=_CACHED_WORDS)
def _analysis(word: str) -> tuple[str, tuple[str, ...], frozenset[str]]:
    """Stem, index terms and 3-grams of a folded word: one look-up for each word of a passage."""
    bounded = f"^{without_prefix(word)}$"
    last = len(bounded) - GRAM_LENGTH
    grams = frozenset([bounded[at : at + GRAM_LENGTH] for at in range(last + 1)])
    return stem(word), word_terms(word), grams
