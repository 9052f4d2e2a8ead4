"""A question laid over its retrieved passages: who matches whom, where, and how rarely.

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
from index.arabic.idf import LibraryWords
from index.arabic.lexemes import BIT, SKETCH_BYTES, Lexeme, lexeme
from index.arabic.stop_words import EMPTY_WORDS
from index.arabic.tokenised import tokenise as prose
from index.question import Question

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

MET = 0.7
"""Likeness from which a word counts as met."""
_SAME_STEM = 0.95
_SAME_SKELETON = 0.75
_LOOSE_DICE = 0.55
"""Share of bigrams from which two stems are alike at all."""
_SKELETON_DICE = 0.2
_RARE_SHARE = 0.72
"""Share of the highest possible IDF from which a word reads as a name."""
_SENTENCE_GAP = 4.0
_PASSAGE_GAP = 80.0
"""Words of distance that a sentence's and a passage's end add between matches."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrieved passage as the reader takes it."""

    text: str
    title: str
    score: float
    """BM25's, higher is better."""
    share: float
    """Probability, among these passages, that search gives this one."""
    rank: int
    """0 for the best."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The arrays of one question; see the module's head for the axes."""

    question: Question
    passages: Sequence[Passage]
    clauses: list[tuple[int, Clause]]
    """Passage and clause."""
    keys: list[str]
    """Per clause its folded words: equal clauses of two passages count once."""
    term_idf: Floats
    term_kinds: Ints
    likeness: Floats
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
    title_terms: Floats
    """terms × passages: likeness of each term to the passage's title, 0 below `MET`."""
    title_asked: Floats
    """Per passage the share of its title's IDF that the question names."""
    title_leads: Floats
    """Per passage how many of its first words are its title's, as a share."""


def gather(
    question: Question,
    passages: Sequence[Passage],
    library: LibraryWords,
) -> Evidence | None:
    """Lay the question over the passages; None when either has no words."""
    read = [prose(passage.text) for passage in passages]
    placed = [
        (at, clause)
        for at, passage in enumerate(passages)
        for clause in clauses(passage.text, read[at])
    ]
    if not placed or not question.terms:
        return None
    tokens = [word for one in read for word in one.words]
    distinct: dict[str, int] = {}
    ids = np.array([distinct.setdefault(token, len(distinct)) for token in tokens])
    lexemes = [lexeme(word) for word in distinct]
    asked = [lexeme(term) for term in question.terms]
    rarity = np.array([library.rarity(stem(word)) for word in distinct])
    kinds = np.array([one.kinds for one in lexemes])
    kinds |= np.where(_reads_as_name(kinds, rarity, library.highest_rarity()), BIT["RARE"], 0)

    sizes = np.array([clause.stop - clause.first for _, clause in placed])
    stops = np.cumsum(sizes)
    passage = np.array([at for at, _ in placed])
    sentence = np.array([clause.sentence for _, clause in placed])
    new_passage = np.append(True, passage[1:] != passage[:-1])
    new_sentence = new_passage | np.append(True, sentence[1:] != sentence[:-1])
    gaps = np.where(new_passage, _PASSAGE_GAP, np.where(new_sentence, _SENTENCE_GAP, 0.0))
    starts = stops - sizes
    source = passage[new_passage]
    titles = _titles(question, asked, [passages[at] for at in source], library)
    first_tokens = [starts[at] for at in np.flatnonzero(new_passage)] + [len(tokens)]
    leads = [
        _share_of_title(lexemes, ids[begin : min(begin + 5, end)], titles[passages[at].title])
        for at, begin, end in zip(source, first_tokens, first_tokens[1:], strict=False)
    ]
    named = np.array([titles[passages[at].title].likeness for at in source]).T
    return Evidence(
        question=question,
        passages=passages,
        clauses=placed,
        keys=[" ".join(tokens[a:b]) for a, b in zip(starts.tolist(), stops.tolist(), strict=True)],
        term_idf=np.array([library.rarity(stem(term)) for term in question.terms]) + 1e-6,
        term_kinds=np.array([one.kinds for one in asked]),
        likeness=_likeness(question.terms, asked, list(distinct), lexemes)[:, ids],
        kinds=kinds[ids],
        token_idf=rarity[ids],
        position=np.arange(len(tokens)) + np.repeat(np.cumsum(gaps), sizes),
        clause_start=starts,
        clause_stop=stops,
        sentence_start=np.flatnonzero(new_sentence),
        passage_start=np.flatnonzero(new_passage),
        sentence_of=np.cumsum(new_sentence) - 1,
        passage_of=np.cumsum(new_passage) - 1,
        source=source,
        title_terms=np.where(named >= MET, named, 0.0),
        title_asked=np.array([titles[passages[at].title].asked for at in source]),
        title_leads=np.array(leads),
    )


_NEVER_NAMES = sum(
    BIT[kind] for kind in ("DIGIT", "AL", "VERB", "NUMWORD", "FUNC", "MONTH", "TIME", "UNIT")
)


def _reads_as_name(kinds: Ints, rarity: Floats, highest: float) -> Flags:
    named: Flags = (rarity > _RARE_SHARE * highest) & ((kinds & _NEVER_NAMES) == 0)
    return named


def _likeness(
    terms: Sequence[str], asked: list[Lexeme], distinct: list[str], lexemes: list[Lexeme]
) -> Floats:
    """terms × distinct words: 1 for the same word, less for kin, 0 for strangers."""
    sketches, own = _sketches(lexemes)[:, None], _sketches(asked)[:, :, None]
    shared = np.bitwise_count(sketches & own).sum(0, dtype=np.int64)
    sizes = [np.bitwise_count(part).sum(0, dtype=np.int64) for part in (sketches, own)]
    dice = 2 * shared / (sizes[0] + sizes[1])
    rows = np.where(dice >= _LOOSE_DICE, dice * 0.9, 0.0)
    stems = _places([one.stem for one in lexemes], {one.stem for one in asked})
    bones = _places([one.skeleton for one in lexemes], {one.skeleton for one in asked} - {""})
    for at, (term, one) in enumerate(zip(terms, asked, strict=True)):
        row = rows[at]
        if one.exact_only:
            row[:] = 0.0
        for place in () if one.exact_only else bones.get(one.skeleton, ()):
            if dice[at, place] > _SKELETON_DICE:
                row[place] = max(_SAME_SKELETON, dice[at, place])
        for place in stems.get(one.stem, ()):
            row[place] = 1.0 if distinct[place] == term else _SAME_STEM
    return rows


def _sketches(lexemes: list[Lexeme]) -> NDArray[np.uint64]:
    """Parts of a sketch × lexemes."""
    packed = b"".join([one.sketch.to_bytes(SKETCH_BYTES, "little") for one in lexemes])
    return np.ascontiguousarray(np.frombuffer(packed, np.uint64).reshape(len(lexemes), -1).T)


def _places(values: list[str], wanted: set[str]) -> dict[str, list[int]]:
    """Where each wanted value stands."""
    found: dict[str, list[int]] = {}
    for at, value in enumerate(values):
        if value in wanted:
            found.setdefault(value, []).append(at)
    return found


@dataclass(frozen=True, slots=True)
class _Title:
    stems: frozenset[str]
    likeness: list[float]
    """Per term."""
    asked: float


def _titles(
    question: Question,
    asked: list[Lexeme],
    passages: list[Passage],
    library: LibraryWords,
) -> dict[str, _Title]:
    """What each distinct title shares with the question."""
    read = {}
    for title in {passage.title for passage in passages}:
        title_words = words(title.replace("_", " "))
        found = [lexeme(word) for word in title_words]
        telling = [word for word in title_words if word not in EMPTY_WORDS]
        weights = [library.rarity(stem(word)) for word in telling]
        named = [
            max(
                1.0 if one.stem == term.stem else max(0.0, _dice(one, term) - 0.4) for term in asked
            )
            for one in map(lexeme, telling)
        ]
        read[title] = _Title(
            stems=frozenset(lexeme(word).stem for word in telling),
            likeness=[
                max(
                    (1.0 if one.stem == term.stem else _dice(one, term) for one in found),
                    default=0.0,
                )
                for term in asked
            ],
            asked=float(np.dot(weights, named)) / (sum(weights) or 1.0),
        )
    return read


def _dice(one: Lexeme, other: Lexeme) -> float:
    shared = (one.sketch & other.sketch).bit_count()
    return 2 * shared / (one.sketch.bit_count() + other.sketch.bit_count())


def _share_of_title(lexemes: list[Lexeme], first_ids: Ints, title: _Title) -> float:
    if not title.stems:
        return 0.0
    shared = sum(lexemes[at].stem in title.stems for at in first_ids)
    return shared / min(len(title.stems), 5)
