"""Which sentences define what is asked for, rather than use it."""

from __future__ import annotations

import numpy as np

from assistant.extractive.evidence import MATCHED, Evidence, Flags
from index.arabic.definitions import AFTER_TERM, ASKS_MEANING, IS, NAMES
from index.arabic.lexemes import BIT
from index.arabic.tokenised import tokenise
from index.question import Question
from index.retrieval.alignment import Floats

DEFINES, MAY_DEFINE = 1.0, 0.4
"""A sentence that says «هو», and one that only opens as a definition does."""
_SHORT = 4
"""Words of a question with «ما» that may ask for a definition."""
_TERM_WORDS = 3
"""Words of a term that a definition has to have, where they stand side by side."""
_NAMED_WITHIN = 3
"""Words before a term among which stands the verb that names it."""
_DESCRIBED = 2
"""Words that stand before that verb at least: «سُمّيت …» alone tells why, not what."""
_OPENING = 6
"""Words at the head of a sentence among which stands a term that a colon follows."""
_NO_NOUN = BIT["FUNC"] | BIT["VERB"] | BIT["AL"] | BIT["DIGIT"] | BIT["DEFN"]


def defining(evidence: Evidence) -> Floats:
    """Per clause how surely its sentence defines the term of the question, 0 to 1."""
    question = evidence.question
    strength = np.zeros(len(evidence.clauses))
    term = _term(question)
    if not _may_be_defined(question) or not term:
        return strength
    edges = np.append(evidence.sentence_start, len(evidence.clauses))
    for first, stop in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        start, end = int(evidence.clause_start[first]), int(evidence.clause_stop[stop - 1])
        places = _places(evidence.similarity[term, start:end] >= MATCHED)
        strength[first:stop] = max(
            (
                _strength(evidence, first, (start, end), (start + one, start + last))
                for one, last in places
            ),
            default=0.0,
        )
    return strength


def _places(met: Flags) -> list[tuple[int, int]]:
    """The first and the last token of each place where all words of a term stand together.

    :param met: words of the term × tokens of a sentence.
    """
    found = []
    for at in np.flatnonzero(met[0]).tolist():
        window = met[:, at : at + len(met)]
        if window.any(1).all():
            found.append((at, at + int(np.flatnonzero(window.any(0))[-1])))
    return found


def _may_be_defined(question: Question) -> bool:
    """Whether it asks for a definition, or is so short that it may: «ما المادة المقيّدة؟»."""
    short = question.question_type == "WHATNOUN" and len(question.terms) <= _SHORT
    asks = question.intent == "definition" and question.question_type != "WHODEF"
    return asks or (short and question.intent == "fact" and not question.parts)


def _term(question: Question) -> list[int]:
    """Places in `question.terms` of the first words of the term that is to be defined."""
    asked = [at for at, word in enumerate(question.terms) if word not in ASKS_MEANING]
    term = asked[:1]
    for at in asked[1:_TERM_WORDS]:
        if not _adjoins(question, at):
            break
        term.append(at)
    return term


def _adjoins(question: Question, at: int) -> bool:
    """Whether a word stands right after the one before it: «المادة المقيدة», not «… عند فلان»."""
    words, own, before = question.words, question.terms[at], question.terms[at - 1]
    return own in words and before in words and words.index(own) == words.index(before) + 1


def _strength(
    evidence: Evidence, clause: int, sentence: tuple[int, int], place: tuple[int, int]
) -> float:
    """:param sentence: its tokens; :param place: the first and the last of the term's."""
    (start, end), (first, last) = sentence, place
    mark = _mark_after(evidence, clause, last)
    after = evidence.tokens[last + 1 : min(last + (8 if mark == "(" else 3), end)]
    naming = evidence.tokens[max(start + _DESCRIBED, first - _NAMED_WITHIN) : first]
    if IS & set(after) or NAMES & set(naming):
        return DEFINES
    if first - start > _OPENING:
        return 0.0
    if mark and mark in AFTER_TERM:
        return DEFINES
    noun = bool(after) and not evidence.kinds[last + 1] & _NO_NOUN
    return MAY_DEFINE if noun and len(after[0]) > 2 and first - start <= 1 else 0.0


def _mark_after(evidence: Evidence, clause: int, token: int) -> str:
    """The mark right behind a token; empty without one."""
    passage = evidence.clauses[clause][0]
    read = tokenise(evidence.passages[passage].text)
    at = token - evidence.tokens_of(passage).start
    text = evidence.passages[passage].text[read.ends[at] : read.ends[at] + 4]
    bare = text.lstrip(" *»”\"'\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
    return bare[:1]
