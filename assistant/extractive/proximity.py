"""Where a clause's words stand: near the matches, of the kind asked for, early or late.

An answer is seldom a word of the question; it is a new word of the right kind close to them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from assistant.extractive.evidence import MATCHED, Evidence, Flags
from index.arabic.lexemes import BIT, KINDS
from index.retrieval.alignment import Floats, Ints

Column = tuple[str, Floats]

_DECAY = 1 / 6
"""Nearness falls by e every six words."""
_ALIKE = 0.55
"""Likeness from which a word casts nearness around it."""
_FAINT = 1e-9
_MOST = 5.0
"""Counts of a kind above this say no more."""
_LEAD_WORDS = 3
_PASSAGE_LEAD = 6
_NAME_WORDS = 8
"""Words at the head of a sentence in which a long name may stand before what is said of it."""
_FITTING = {
    "person": ("PERSON", "RARE", "LATIN"),
    "time": ("YEAR", "MONTH", "TIME", "DIGIT"),
    "place": ("PLACE", "PLACEHEAD"),
    "number": ("DIGIT", "NUMWORD"),
    "rank": ("ORDINAL", "NUMWORD", "DIGIT"),
    "name": ("PERSON", "RARE", "LATIN", "ORG", "DEFN"),
    "definition": ("DEFN",),
    "reason": ("REASON",),
    "manner": ("MANNER",),
    "list": (),
    "group": ("RARE", "LATIN", "ORG", "DEFN"),
    "thing": ("RARE", "LATIN", "ORG", "DEFN"),
}
"""Kinds of word that each type of answer is made of."""
_NEAR_KINDS = ("DIGIT", "PLACE", "PERSON", "RARE", "DEFN", "REASON")


def phrases(evidence: Evidence, weight: Floats) -> Iterator[Column]:
    """Neighbouring words of the question that are neighbours here too, in order."""
    met = evidence.similarity >= MATCHED
    position = evidence.position
    found = np.zeros(len(position))
    for term in range(len(weight) - 1):
        for step in (1, 2):
            if len(position) > step:
                adjacent = position[step:] - position[:-step] == step
                pair = met[term, :-step] & met[term + 1, step:] & adjacent
                found[:-step] += pair * min(weight[term], weight[term + 1])
    here = np.add.reduceat(found, evidence.clause_start)
    yield "big_u", here
    yield "big_s", np.add.reduceat(here, evidence.sentence_start)[evidence.sentence_of]


def nearness(evidence: Evidence, weights: dict[str, Floats]) -> Iterator[Column]:
    """How near new words, and new words of the kind asked for, stand to the matches."""
    start, length = evidence.clause_start, evidence.clause_stop - evidence.clause_start
    before, around = _fields(evidence)
    near, after = weights["loc"] @ around, weights["loc"] @ before
    unfocused = weights["nf"] @ around
    matched: Flags = np.any(evidence.similarity >= MATCHED, axis=0)
    function_only = evidence.kinds == BIT["FUNC"]
    new = ~matched & ~function_only

    def most(values: Floats) -> Floats:
        best: Floats = np.maximum.reduceat(values, start)
        return best

    def total(values: Floats | Flags) -> Floats:
        added: Floats = np.add.reduceat(values, start, dtype=np.float64)
        return added

    yield "N_max", most(near)
    yield "N_mean", total(near) / length
    yield "NI_max", most(unfocused)
    yield "N_nov", most(near * new)
    yield "NL_nov", most(after * new)
    yield "NI_nov", most(unfocused * new)
    yield "N_novsum", total(near * new)
    yield "N_first", near[start]
    yield "N_last", near[evidence.clause_stop - 1]
    fitting = (evidence.kinds & _mask(evidence.question.answer_types)) > 0
    fits = fitting & ~matched
    fit = most(near * fits)
    yield "fit_cnt", total(fits)
    yield "fit_N", fit
    yield "fit_NI", most(unfocused * fits)
    yield "fit_NL", most(after * fits)
    in_sentence = np.maximum.reduceat(fit, evidence.sentence_start)[evidence.sentence_of]
    in_passage = np.maximum.reduceat(fit, evidence.passage_start)[evidence.passage_of]
    yield "fit_s", in_sentence
    yield "fit_rel", fit - in_sentence
    yield "fit_relp", fit - in_passage
    yield "fit_rela", fit - fit.max()
    yield from _beside_focus(evidence, near, matched, new)
    for kind in KINDS:
        yield "c_" + kind, np.minimum(total(_of_kind(evidence, kind) & ~matched), _MOST)
    for kind in _NEAR_KINDS:
        yield "n_" + kind, most(near * (_of_kind(evidence, kind) & ~matched))
    yield "nov_cnt", total(new)
    yield "nov_idf", total(evidence.token_idf * new)
    yield "nov_frac", total(new) / length


def _fields(evidence: Evidence) -> tuple[Floats, Floats]:
    """terms × tokens: the strongest match before each token, and on either side, decayed."""
    along = evidence.position * _DECAY
    logs = np.log(np.where(evidence.similarity >= _ALIKE, evidence.similarity, _FAINT))
    before = np.exp(np.maximum.accumulate(logs + along, axis=1) - along)
    backwards = np.maximum.accumulate((logs - along)[:, ::-1], axis=1)[:, ::-1]
    return before, np.maximum(before, np.exp(backwards + along))


def _mask(answer_types: Collection[str]) -> int:
    return sum({BIT[kind] for each in answer_types for kind in _FITTING[each]})


def _of_kind(evidence: Evidence, kind: str) -> Flags:
    found: Flags = (evidence.kinds & BIT[kind]) > 0
    return found


def _beside_focus(evidence: Evidence, near: Floats, matched: Flags, new: Flags) -> Iterator[Column]:
    """A number beside the noun counted; a new word after the noun asked about."""
    if evidence.question.focus < 0:
        unknown = np.full(len(evidence.clauses), -1.0)
        yield "foc_num", unknown
        yield "foc_nov", unknown
        return
    focus = evidence.similarity[evidence.question.focus]
    focus = np.where(focus >= MATCHED, focus, 0.0)
    follows = np.maximum(_shifted(focus, 1), _shifted(focus, 2) * 0.8)
    precedes = np.maximum(_shifted(focus, -1), _shifted(focus, -2) * 0.8)
    number = (_of_kind(evidence, "DIGIT") | _of_kind(evidence, "NUMWORD")) & ~matched
    beside = np.maximum(follows, precedes) * number * (0.5 + near)
    yield "foc_num", np.maximum.reduceat(beside, evidence.clause_start)
    after = follows * new * (0.5 + near)
    yield "foc_nov", np.maximum.reduceat(after, evidence.clause_start)


def _shifted(values: Floats, steps: int) -> Floats:
    """The values moved right by `steps` (left when negative), zeros let in."""
    moved = np.zeros_like(values)
    if steps > 0:
        moved[steps:] = values[:-steps]
    else:
        moved[:steps] = values[-steps:]
    return moved


def positions(evidence: Evidence, weight: Floats) -> Iterator[Column]:
    """Place and length of clause, sentence and passage, and what their first words match."""
    sentence, passage = evidence.sentence_of, evidence.passage_of
    clause = np.arange(len(evidence.clauses))
    in_passage, in_sentence = np.bincount(passage), np.bincount(sentence)
    position = clause - evidence.passage_start[passage]
    first_sentence = sentence[evidence.passage_start]
    length = (evidence.clause_stop - evidence.clause_start).astype(np.float64)
    yield "u_idx", position.astype(np.float64)
    yield "u_frac", position / in_passage[passage]
    yield "p_units", in_passage[passage].astype(np.float64)
    yield "s_idx", (sentence - first_sentence[passage]).astype(np.float64)
    yield "u_in_s", (clause - evidence.sentence_start[sentence]).astype(np.float64)
    yield "s_units", in_sentence[sentence].astype(np.float64)
    last = evidence.sentence_start + in_sentence - 1
    yield "u_from_end", (last[sentence] - clause).astype(np.float64)
    yield "u_len", length
    yield "s_len", np.add.reduceat(length, evidence.sentence_start)[sentence]
    yield "p_len", np.add.reduceat(length, evidence.passage_start)[passage]
    yield from _leads(evidence, weight)


def _leads(evidence: Evidence, weight: Floats) -> Iterator[Column]:
    """How much of the question the first words of clause, sentence and passage match."""
    met = np.where(evidence.similarity >= MATCHED, evidence.similarity, 0.0)
    lead = np.zeros(met.shape[1])
    for step in range(_LEAD_WORDS):
        lead[np.minimum(evidence.clause_start + step, len(lead) - 1)] = 1.0
    here = np.add.reduceat((weight @ met) * lead, evidence.clause_start)
    yield "lead", here
    yield "lead_s", here[evidence.sentence_start][evidence.sentence_of]
    begin: Ints = evidence.clause_start[evidence.passage_start]
    end = np.append(begin[1:], len(lead))
    early = np.array(
        [
            weight @ evidence.similarity[:, a : min(a + _PASSAGE_LEAD, b)].max(1)
            for a, b in zip(begin, end, strict=True)
        ]
    )
    yield "p_early", early[evidence.passage_of]
    yield "ra_p_early", (early - early.max())[evidence.passage_of]
    heads = evidence.clause_start[evidence.sentence_start]
    named = np.array([weight @ evidence.similarity[:, a : a + _NAME_WORDS].max(1) for a in heads])
    asks_what = "definition" in evidence.question.answer_types
    opening = np.isin(evidence.sentence_start, evidence.passage_start)
    yield "def_s", (named * asks_what)[evidence.sentence_of]
    yield "def_p", (named * opening * asks_what)[evidence.sentence_of]
    defining = np.add.reduceat(_of_kind(evidence, "DEFN"), begin, dtype=np.float64)
    yield "p_defn", defining[evidence.passage_of]
