"""A question laid over its retrieved passages: which word matches which, where, and how rarely.

Everything the features ask about is gathered here in arrays. Axes: `terms` of the question,
`tokens` of all passages in one row, `clauses`, `sentences` and `passages` in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.extractive.clauses import Clause, clauses
from index.arabic import stem, words
from index.arabic.idf import TermStatistics
from index.arabic.lexemes import BIT, lexeme
from index.arabic.morphology import canonical
from index.arabic.stop_words import FUNCTION_WORDS
from index.arabic.tokenised import TokenisedText, tokenise
from index.question import Question
from index.retrieval.alignment import Alignment, Floats, Ints, align
from index.types import PassageReading

Flags = NDArray[np.bool_]

MATCHED = 0.7
"""Similarity from which a word counts as matched."""
_RARE_SHARE = 0.72
"""Share of the highest possible IDF from which a word reads as a name."""
_SENTENCE_GAP = 4.0
_PASSAGE_GAP = 80.0
"""Words of distance that a sentence's and a passage's end add between matches."""
_TITLE_OPENING = 5
"""First words of a passage among which its title's are looked for."""


@dataclass(frozen=True, slots=True)
class RetrievedPassage:
    """A retrieved passage as the reader takes it."""

    text: str
    title: str
    score: float
    """BM25's, higher is better."""
    share: float
    """Probability, among these passages, that search gives this one."""
    rank: int
    """0 for the best."""
    reading: PassageReading | None = None
    """The encoder's, of `text`."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The arrays of one question; see the module's head for the axes."""

    question: Question
    passages: Sequence[RetrievedPassage]
    clauses: list[tuple[int, Clause]]
    """Passage and clause."""
    keys: list[str]
    """Per clause its folded words: equal clauses of two passages count once."""
    term_idf: Floats
    term_kinds: Ints
    tokens: tuple[str, ...]
    """Folded words."""
    similarity: Floats
    """terms × tokens, 0 to 1."""
    kinds: Ints
    """Per token the bits of `lexemes.BIT`, RARE included."""
    token_idf: Floats
    position: Floats
    """Per token its place with gaps at the ends of sentences and passages."""
    clause_start: Ints
    """Per clause its first token."""
    clause_stop: Ints
    sentence_start: Ints
    """Per sentence its first clause."""
    passage_start: Ints
    """Per passage its first clause."""
    sentence_of: Ints
    """Per clause."""
    passage_of: Ints
    """Per clause, counting only passages with words."""
    source: Ints
    """Per passage with words, its place in `passages`."""
    titles: Floats
    """terms × passages: the greatest similarity in the passage's title."""
    title_terms: Floats
    """terms × passages: similarity of each term to the passage's title, 0 below `MATCHED`."""
    title_asked: Floats
    """Per passage the share of its title's IDF that the question names."""
    title_leads: Floats
    """Per passage how many of its first words are its title's, as a share."""

    def place_of(self, passage: int) -> int:
        """Of one of `passages`, among those with words."""
        place: int = self.source.tolist().index(passage)
        return place

    def tokens_of(self, passage: int) -> slice:
        """Of one of `passages`, its tokens."""
        edges = np.append(self.clause_start[self.passage_start], len(self.tokens))
        own = self.place_of(passage)
        return slice(int(edges[own]), int(edges[own + 1]))


def gather(
    question: Question, passages: Sequence[RetrievedPassage], statistics: TermStatistics
) -> Evidence | None:
    """Lay the question over the passages; None when either has no words."""
    read = [tokenise(passage.text) for passage in passages]
    source = [at for at, one in enumerate(read) if one.words]
    placed = [(at, one) for at in source for one in clauses(passages[at].text, read[at])]
    if not placed or not question.terms:
        return None
    titles = [words(passages[at].title.replace("_", " ")) for at in source]
    aligned = align(question, [read[at].words for at in source], titles)
    kinds, idf = _of_words(aligned, statistics)
    sizes = np.array([clause.stop - clause.first for _, clause in placed])
    stops = np.cumsum(sizes)
    passage = np.array([at for at, _ in placed])
    sentence = np.array([clause.sentence for _, clause in placed])
    new_passage = np.append(True, passage[1:] != passage[:-1])
    new_sentence = new_passage | np.append(True, sentence[1:] != sentence[:-1])
    gaps = np.where(new_passage, _PASSAGE_GAP, np.where(new_sentence, _SENTENCE_GAP, 0.0))
    return Evidence(
        question=question,
        passages=passages,
        clauses=placed,
        keys=_keys(aligned, stops - sizes, stops),
        term_idf=np.array([statistics.idf(stem(term)) for term in question.terms]) + 1e-6,
        term_kinds=np.array([lexeme(term).kinds for term in question.terms]),
        tokens=aligned.tokens,
        similarity=aligned.similarity,
        kinds=kinds[aligned.ids],
        token_idf=idf[aligned.ids],
        position=np.arange(len(aligned.ids)) + np.repeat(np.cumsum(gaps), sizes),
        clause_start=stops - sizes,
        clause_stop=stops,
        sentence_start=np.flatnonzero(new_sentence),
        passage_start=np.flatnonzero(new_passage),
        sentence_of=np.cumsum(new_sentence) - 1,
        passage_of=np.cumsum(new_passage) - 1,
        source=np.array(source),
        titles=aligned.titles,
        title_terms=np.where(aligned.titles >= MATCHED, aligned.titles, 0.0),
        title_asked=_titles_asked(question, titles, statistics),
        title_leads=np.array(
            [_share_of_title(read[at], own) for at, own in zip(source, titles, strict=True)]
        ),
    )


def _of_words(aligned: Alignment, statistics: TermStatistics) -> tuple[Ints, Floats]:
    """Of each distinct word the bits of its kinds, RARE included, and its IDF."""
    idf = np.array([statistics.idf(stem(word)) for word in aligned.distinct])
    kinds = np.array([lexeme(word).kinds for word in aligned.distinct])
    named = _reads_as_name(kinds, idf, statistics.highest_idf())
    marked: Ints = kinds | named.astype(np.int64) * BIT["RARE"]
    return marked, idf


def _keys(aligned: Alignment, starts: Ints, stops: Ints) -> list[str]:
    edges = zip(starts.tolist(), stops.tolist(), strict=True)
    return [" ".join(aligned.tokens[start:stop]) for start, stop in edges]


_NEVER_NAMES = sum(
    BIT[kind] for kind in ("DIGIT", "AL", "VERB", "NUMWORD", "FUNC", "MONTH", "TIME", "UNIT")
)


def _reads_as_name(kinds: Ints, idf: Floats, highest: float) -> Flags:
    named: Flags = (idf > _RARE_SHARE * highest) & ((kinds & _NEVER_NAMES) == 0)
    return named


def _titles_asked(
    question: Question, titles: Sequence[Sequence[str]], statistics: TermStatistics
) -> Floats:
    """Of each title the share of its IDF in words that the question has."""
    asked = {canonical(term) for term in question.terms}
    shares = []
    for title in titles:
        content = [word for word in title if word not in FUNCTION_WORDS]
        weights = [statistics.idf(stem(word)) for word in content]
        named = [canonical(word) in asked for word in content]
        shares.append(float(np.dot(weights, named)) / (sum(weights) or 1.0))
    return np.array(shares)


def _share_of_title(passage: TokenisedText, title: Sequence[str]) -> float:
    """How many of a passage's first words are its title's, as a share."""
    named = {canonical(word) for word in title if word not in FUNCTION_WORDS}
    if not named:
        return 0.0
    opening = passage.words[:_TITLE_OPENING]
    return sum(canonical(word) in named for word in opening) / min(len(named), _TITLE_OPENING)
