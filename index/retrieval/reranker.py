"""The reranker: passages that BM25 found, ordered by how they hold the question's words.

BM25 counts words wherever they stand. Here each passage is read once more: how much of the
question one sentence, two neighbours or a window of it covers, which of its words stand side
by side as they do in the question, whether a «متى» meets a date. A weighted sum of that, its
weights fitted on training questions (`tests/training/reranker.py`), is added up for each passage.
Beside it counts how near the passage's vector is to the question's, the more, the less of the
question its words explain: another language or other words have nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from index.arabic import STEM_MARK, stem, word_terms
from index.arabic.calendar import is_date, of_a_date
from index.arabic.idf import TermStatistics
from index.arabic.number_words import is_number
from index.arabic.stems import GRAM_LENGTH
from index.question import Question
from index.retrieval.alignment import Alignment, Floats, Ints, align

WEIGHTS_FILE = Path(__file__).with_name("reranker.json")

K1, B = 0.7, 0.85
"""BM25's constants here; tantivy's are fixed at 1.2 and 0.75, which favours long passages."""
FIRM = 0.6
"""Similarity from which two words count as the same one where their order is weighed."""
TITLE_SHARE = 0.5
"""A word of the title counts in every sentence, but less than one that stands there."""
WINDOW_WORDS = 15
COSINE_WEIGHTS = 40.0, 200.0
"""Of a passage's cosine where the words of some passage cover the whole question, and where none
does. On training questions the right passage came first for 96.7 of 100 instead of 94.7 (XQuAD),
77.2 instead of 76.0 (ARCD), 64.0 instead of 18.0 (XQuAD asked in English); the first weight
hardly matters from 20 to 80."""

FEATURES = (
    *("bm25", "similarity", "sentence", "neighbours", "window"),
    *("adjacent", "title", "group", "opening", "length"),
)
"""Share of the question (by IDF) unless said otherwise, all 0 to 1 but `length`; `sentence` is the
best that may answer: with a date for «متى», with a number for «كم»."""


@dataclass(frozen=True, slots=True)
class RerankCandidate:
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
    cosine: float | None = None
    """Of its vector with the question's; None where there is none."""


def rerank(
    question: Question,
    candidates: Sequence[RerankCandidate],
    statistics: TermStatistics,
    weights: Mapping[str, float] | None = None,
) -> list[float]:
    """A score for each candidate, higher is better, comparable within one call only.

    Time is linear in the candidates' words: pass the best 20 or so.

    :param weights: by feature; the shipped ones by default.
    """
    chosen = trained_weights() if weights is None else weights
    row = np.array([chosen.get(name, 0.0) for name in FEATURES])
    features = reranking_features(question, candidates, statistics)
    scores: Floats = features @ row + _nearness(features, candidates)
    return [float(score) for score in scores]


def _nearness(features: Floats, candidates: Sequence[RerankCandidate]) -> Floats:
    """What each candidate loses for being farther than the nearest.

    One that has no vector yet counts as the mean of the others.
    """
    known = [each.cosine for each in candidates if each.cosine is not None]
    if not known:
        return np.zeros(len(candidates))
    mean = sum(known) / len(known)
    cosines = np.array([mean if each.cosine is None else each.cosine for each in candidates])
    covered = features[:, FEATURES.index("similarity")].max()
    all_covered, none_covered = COSINE_WEIGHTS
    weight = none_covered + (all_covered - none_covered) * covered
    lost: Floats = weight * (cosines - cosines.max())
    return lost


@lru_cache(maxsize=1)
def trained_weights() -> Mapping[str, float]:
    """The shipped weights, by feature."""
    weights: dict[str, float] = json.loads(WEIGHTS_FILE.read_text("utf-8"))["weights"]
    return weights


def reranking_features(
    question: Question, candidates: Sequence[RerankCandidate], statistics: TermStatistics
) -> Floats:
    """A row of `FEATURES` for each candidate."""
    if not candidates or not question.terms:
        return np.zeros((len(candidates), len(FEATURES)))
    aligned = align(question, [c.words for c in candidates], [c.title for c in candidates])
    idf = _term_idf(question, statistics)
    share = idf / (idf.sum() or 1.0)
    sizes = np.array([max(len(candidate.words), 1) for candidate in candidates])
    sentence, neighbours, opening = _sentences(question, candidates, aligned, share)
    bm25 = _bm25(question, aligned, statistics, sizes)
    columns = (
        bm25 / (bm25.max() or 1.0),
        share @ np.maximum.reduceat(aligned.similarity, aligned.start, axis=1),
        sentence,
        neighbours,
        _window(aligned, share, sizes),
        _adjacent(aligned, idf),
        share @ aligned.titles,
        _group_shares(candidates),
        opening if question.may_be_defined else np.zeros(len(candidates)),
        np.log([len(candidate.words) + 5 for candidate in candidates]),
    )
    return np.stack(columns, axis=1)


def _term_idf(question: Question, statistics: TermStatistics) -> Floats:
    """Per term its IDF times its weight in the question."""
    found = [statistics.term_idf(STEM_MARK + stem(term)) for term in question.terms]
    weighed: Floats = np.array(found) * np.array(question.weights)
    return weighed


def _bm25(
    question: Question, aligned: Alignment, statistics: TermStatistics, sizes: Ints
) -> Floats:
    """BM25 of each text and its title over the question's index terms."""
    weighed = question.query_terms()
    holds = _holding(aligned.distinct, list(weighed))
    text_of = np.repeat(np.arange(len(sizes)), sizes)
    times = np.zeros((len(sizes), len(aligned.distinct)))
    np.add.at(times, (text_of, aligned.ids), 1)
    for text, own in enumerate(aligned.title_ids):
        np.add.at(times[text], own, 1)
    counts = times @ holds
    position = {term: at for at, term in enumerate(weighed)}
    for token, term in aligned.alternatives:
        columns = [position[each] for each in word_terms(question.terms[term])]
        counts[text_of[token], columns] += 1
    norm = K1 * (1 - B + B * sizes / sizes.mean())
    idf = np.array([weight * statistics.term_idf(term) for term, weight in weighed.items()])
    scores: Floats = (counts / (counts + norm[:, None])) @ idf
    return scores


def _holding(words: Sequence[str], terms: Sequence[str]) -> Floats:
    """words × terms: how often each word holds each index term.

    Most words hold none, so each term is looked for in all of them at once.
    """
    holds = np.zeros((len(words), len(terms)))
    together = f" {' '.join(words)} "
    ends = np.cumsum([len(word) + 1 for word in words])
    wanted = {term: at for at, term in enumerate(terms) if term.startswith(STEM_MARK)}
    for place, word in enumerate(words):
        if (at := wanted.get(STEM_MARK + stem(word))) is not None:
            holds[place, at] = 1
    for at, term in enumerate(terms):
        if term.startswith(STEM_MARK):
            continue
        gram = term if len(term) >= GRAM_LENGTH else f" {term} "
        found = together.find(gram)
        while found >= 0:
            holds[np.searchsorted(ends, found + len(gram) - 2), at] += 1
            found = together.find(gram, found + 1)
    return holds


def _sentences(
    question: Question, candidates: Sequence[RerankCandidate], aligned: Alignment, share: Floats
) -> tuple[Floats, Floats, Floats]:
    """Of each text the best sentence of the asked kind, the best two of any, and the first one."""
    starts = [candidate.sentence_starts or (0,) for candidate in candidates]
    text_of = np.repeat(np.arange(len(starts)), [len(each) for each in starts])
    first = np.concatenate([at + np.array(s) for at, s in zip(aligned.start, starts, strict=True)])
    own = np.maximum.reduceat(aligned.similarity, first, axis=1)
    found = np.maximum(own, TITLE_SHARE * aligned.titles[:, text_of])
    touched = own.max(0) > 0
    covered = np.where(touched, share @ found, 0.0)
    same = text_of[1:] == text_of[:-1]
    pairs = np.append(0.0, (share @ np.maximum(found[:, 1:], found[:, :-1])) * same) * touched
    begin = np.searchsorted(text_of, np.arange(len(starts)))
    typed = covered * _of_asked_kind(question, aligned, first)
    return (
        np.maximum.reduceat(typed, begin),
        np.maximum.reduceat(np.maximum(covered, pairs), begin),
        (share @ own)[begin],
    )


def _of_asked_kind(question: Question, aligned: Alignment, first: Ints) -> Floats:
    """Per sentence 1 when it has a date or number, if one is asked for, that is not the question's.

    :param first: token of each sentence.
    """
    tokens = aligned.tokens
    given = frozenset(question.words).union(*(f for a in question.alternatives for f in a.forms))
    if "time" in question.answer_types:
        fits = [is_date(word) and word not in given for word in tokens]
    elif "number" in question.answer_types:
        fits = [
            is_number(word) and word not in given and not of_a_date(tokens, at)
            for at, word in enumerate(tokens)
        ]
    else:
        return np.ones(len(first))
    held: Floats = np.maximum.reduceat(np.array(fits, np.float64), first)
    return held


def _window(aligned: Alignment, share: Floats, sizes: Ints) -> Floats:
    """Of each text the stretch of `WINDOW_WORDS` that covers most of the question."""
    spread = np.arange(len(aligned.ids)) + np.repeat(np.arange(len(sizes)), sizes) * WINDOW_WORDS
    best = np.zeros((len(share), int(spread[-1]) + 1))
    best[:, spread] = aligned.similarity
    reach = 1
    while reach < WINDOW_WORDS:  # the best of twice as many words, until the window is full
        step = min(reach, WINDOW_WORDS - reach)
        best[:, step:] = np.maximum(best[:, step:], best[:, :-step])
        reach += step
    covered: Floats = (share @ best)[spread]
    window: Floats = np.maximum.reduceat(covered, aligned.start)
    return window


def _adjacent(aligned: Alignment, idf: Floats) -> Floats:
    """Of each text the share of the question's neighbouring terms that are neighbours in it too."""
    if len(idf) < 2:
        return np.zeros(len(aligned.start))
    firm = aligned.similarity >= FIRM
    pairs = np.minimum(idf[:-1], idf[1:])
    both = np.zeros((len(pairs), firm.shape[1]), bool)
    both[:, :-1] = firm[:-1, :-1] & firm[1:, 1:]
    both[:, aligned.start[1:] - 1] = False
    met = np.logical_or.reduceat(both, aligned.start, axis=1)
    adjacent: Floats = pairs @ met / (pairs.sum() or 1.0)
    return adjacent


def _group_shares(candidates: Sequence[RerankCandidate]) -> Floats:
    """Of the candidates' BM25 to the fourth, the share that falls to each one's group."""
    groups: dict[Hashable, float] = {}
    for candidate in candidates:
        groups[candidate.group] = groups.get(candidate.group, 0.0) + candidate.lexical**4
    total = sum(groups.values()) or 1.0
    return np.array([groups[candidate.group] / total for candidate in candidates])
