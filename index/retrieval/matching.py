"""What each word of a passage has to do with a question: the same, akin, or nothing."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.arabic import fold, stem, weighed_words, without_prefix, word_terms, words
from index.arabic.calendar import is_date, of_a_date
from index.arabic.clitics import without_proclitic
from index.arabic.folding import Form
from index.arabic.number_words import is_number
from index.arabic.variants import Variant, variants
from index.retrieval.spelling import rejoined, respelt

GRAM_LENGTH = 3
LEAST_LIKENESS = 0.4
"""Dice of two words' 3-grams below which they have nothing to do with each other."""
SAME_STEM = 0.95
OTHERWISE = 0.9
"""Likeness of a month, number or date in another form («شباط» for «فبراير»)."""
GUESSED = 0.6
"""Likeness of a word to one that no passage has and that a slip of the pen may have made of it."""
_CACHED_WORDS = 1 << 13
"""Most words of passages share nothing with the question and are not looked at closely."""
SHORT_QUESTION = 4
"""Words of substance up to which «ما هو …» asks for a definition."""

_DATE_WORDS = frozenset(fold("عام العام سنة تاريخ يوم اليوم متى شهر امتى وقت").split())
_COUNT_WORDS = frozenset(fold("كم وكم بكم عدد مساحة طول ارتفاع عمر سن نسبة كمية سعر").split())
_DEFINING_WORDS = frozenset(fold("هو هي ماهو ماهي تعريف عرف معنى").split())


@dataclass(frozen=True, slots=True)
class Match:
    """What one word of a passage has to do with the question."""

    place: int
    """Index of the question's word that it is like, -1 for none."""
    likeness: float
    terms: tuple[int, ...]
    """The question's index terms that it holds."""


class Question(dict[str, "Match | None"]):
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

        def rarity(term: str) -> float:
            return idf(document_frequency(term), passages)

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
            self.idf.append(weight * rarity(own[0]))
            self._sizes.append(len(grams))
            for gram in grams:
                self._holding.setdefault(gram, []).append(place)
            for term in own:
                if term not in self._terms:
                    self._terms[term] = len(self.term_weights)
                    self.term_weights.append(weight * rarity(term))
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

    def _written_otherwise(self, others: Sequence[Variant]) -> dict[str, list[tuple[Form, Match]]]:
        """By their first words the other forms of the question's words, each with its match."""
        found: dict[str, list[tuple[Form, Match]]] = {}
        for variant in others:
            word = variant.own[(len(variant.own) - 1) // 2]  # the month of a date
            if stem(word) in self._places:
                terms = [self._terms[term] for term in word_terms(word) if term in self._terms]
                match = Match(self._places[stem(word)], OTHERWISE, tuple(terms))
                for form in variant.forms:
                    found.setdefault(form[0], []).append((form, match))
        return found

    def matches(self, passage_words: Sequence[str]) -> list[Match | None]:
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

    def __missing__(self, word: str) -> Match | None:
        name, own, grams = _analysis(word)
        terms = tuple([self._terms[term] for term in own if term in self._terms])
        place = self._places.get(name, -1)
        if place >= 0:
            likeness = 1.0 if word in self._words else SAME_STEM
        else:
            place, likeness = self._most_like(grams)
            if likeness < GUESSED and name in self._near:
                place, likeness = self._near[name], GUESSED
        match = Match(place, likeness, terms) if place >= 0 or terms else None
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
        if self.kind == "date":
            return any(is_date(word) and word not in self._all for word in passage_words)
        return any(
            is_number(word) and word not in self._all and not of_a_date(passage_words, at)
            for at, word in enumerate(passage_words)
        )


def idf(seen: int, passages: int) -> float:
    """BM25's inverse document frequency, in nats; above 0 even for what every passage has.

    :param seen: passages that have the term, removed ones perhaps among them.
    """
    seen = min(seen, passages)
    return math.log(1 + (passages - seen + 0.5) / (seen + 0.5))


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
