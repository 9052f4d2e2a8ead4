"""Features of clauses: one row of numbers per clause, to find the one that answers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from assistant.extractive.evidence import MATCHED, Evidence, Flags
from assistant.extractive.feature_table import FeatureTable
from assistant.extractive.proximity import nearness, phrases, positions
from index.arabic.lexemes import BIT
from index.question import ANSWER_TYPES, QUESTION_TYPES
from index.retrieval.alignment import Floats

Column = tuple[str, Floats]

TERM_FEATURES = 14
_TERM_FLOOR = 0.05
_FOCUS_WEIGHT = 0.3
"""The noun asked about is often left out of the answer: في أي مدينة … ولد في بيروت."""
_RELATED = ("u_loc", "u_idf", "s_loc", "s_idf", "u_nf", "N_nov", "NI_nov", "s+t", "p_loc", "u+nb")
_RELATED_IN_PASSAGE = ("u_loc", "s_loc", "N_nov", "s_idf", "fit_NI")
_RELATED_IN_SENTENCE = ("u_loc", "N_nov", "NI_nov")


def clause_features(evidence: Evidence, term_weights: Floats) -> FeatureTable:
    """A row for each clause.

    :param term_weights: of `term_features`, from training.
    """
    weights = _weights(evidence)
    columns: dict[str, Floats] = {}
    columns.update(_coverage(evidence, weights))
    columns.update(_bayes(evidence, term_weights))
    columns.update(_key_terms(evidence, weights))
    columns.update(phrases(evidence, weights["idf"]))
    columns.update(nearness(evidence, weights))
    columns.update(positions(evidence, weights["idf"]))
    columns.update(_passages(evidence, weights))
    columns.update(_relative(evidence, columns))
    columns.update(_kind_of_question(evidence))
    return FeatureTable(tuple(columns), np.stack(list(columns.values()), axis=1))


def _weights(evidence: Evidence) -> dict[str, Floats]:
    """Weights of the question's words, each set summing to 1."""
    idf, count = evidence.term_idf, len(evidence.term_idf)
    unfocused = np.ones(count)
    if evidence.question.focus >= 0 and count > 1:
        unfocused[evidence.question.focus] = _FOCUS_WEIGHT
    sets = {
        "idf": idf,
        "loc": local_idf(evidence) * idf,
        "nf": idf * unfocused,
        "nt": idf * ((evidence.title_terms[:, 0] < MATCHED) + 0.1),
        "uni": np.ones(count),
    }
    return {name: weight / weight.sum() for name, weight in sets.items()}


def clause_similarity(evidence: Evidence) -> Floats:
    """terms × clauses: the best likeness in each clause."""
    best: Floats = np.maximum.reduceat(evidence.similarity, evidence.clause_start, axis=1)
    return best


def local_idf(evidence: Evidence) -> Floats:
    """Per term, how few of the retrieved clauses hold it."""
    met = (clause_similarity(evidence) >= MATCHED).sum(1)
    idf: Floats = np.log((len(evidence.clauses) + 1) / (1 + met)) + 0.05
    return idf


def _neighbours(values: Floats, group: np.ndarray) -> tuple[Floats, Floats]:
    """Columns of the one before and the one after, zero across the borders of a group."""
    before, after = np.zeros_like(values), np.zeros_like(values)
    same = group[1:] == group[:-1]
    before[:, 1:] = values[:, :-1] * same
    after[:, :-1] = values[:, 1:] * same
    return before, after


def _coverage(evidence: Evidence, weights: dict[str, Floats]) -> Iterator[Column]:
    """How much of the question is met: here, in the sentence, around, in passage and title."""
    sentence, passage = evidence.sentence_of, evidence.passage_of
    here = clause_similarity(evidence)
    around = np.maximum.reduceat(here, evidence.sentence_start, axis=1)
    whole = np.maximum.reduceat(here, evidence.passage_start, axis=1)
    passage_of_sentence = passage[evidence.sentence_start]
    before, after = _neighbours(here, passage)
    sentence_before, sentence_after = _neighbours(around, passage_of_sentence)
    titled = evidence.title_terms
    idf, local = weights["idf"], weights["loc"]
    for name, weight in weights.items():
        yield "u_" + name, weight @ here
        yield "s_" + name, (weight @ around)[sentence]
    yield "u_hard", idf @ _met(here)
    yield "s_hard", (idf @ _met(around))[sentence]
    yield "p_hard", (idf @ _met(whole))[passage]
    yield "p_idf", (idf @ whole)[passage]
    yield "p_loc", (local @ whole)[passage]
    yield "prev", idf @ before
    yield "next", idf @ after
    yield "sprev", (idf @ sentence_before)[sentence]
    yield "snext", (idf @ sentence_after)[sentence]
    yield "u+prev", local @ np.maximum(here, before)
    yield "u+nb", local @ np.maximum(np.maximum(here, before), after)
    yield "s+prev", (local @ np.maximum(around, sentence_before))[sentence]
    yield "u+t", idf @ np.maximum(here, titled[:, passage])
    yield "s+t", (idf @ np.maximum(around, titled[:, passage_of_sentence]))[sentence]
    yield "u_sum", evidence.term_idf @ _met(here)
    yield "s_sum", (evidence.term_idf @ _met(around))[sentence]
    missed = np.where(around < MATCHED, evidence.term_idf[:, None], 0.0).max(0)
    yield "s_miss", missed[sentence]
    yield "u_cnt", (here >= MATCHED).sum(0)
    yield "s_cnt", (around >= MATCHED).sum(0)[sentence]


def _met(likeness: Floats) -> Floats:
    return np.where(likeness >= MATCHED, likeness, 0.0)


def term_features(evidence: Evidence) -> Floats:
    """terms × `TERM_FEATURES`, from which to learn whether the answer's sentence repeats a word."""
    question, kinds = evidence.question, evidence.term_kinds
    count = len(question.terms)
    position = np.arange(count)
    columns = (
        np.ones(count),
        evidence.term_idf / 6,
        local_idf(evidence) / 4,
        position / max(1, count - 1),
        position == question.focus,
        position == question.predicate,
        evidence.title_terms[:, 0] >= MATCHED,
        (kinds & BIT["AL"]) > 0,
        (kinds & BIT["VERB"]) > 0,
        np.array([min(len(term), 8) / 8 for term in question.terms]),
        np.full(count, min(count, 10) / 10),
        (kinds & (BIT["DIGIT"] | BIT["MONTH"])) > 0,
        np.full(count, question.is_definition),
        position == count - 1,
    )
    return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)


def _bayes(evidence: Evidence, term_weights: Floats) -> Iterator[Column]:
    """Log odds that the words met and missed come from the answer and not from chance."""
    here = clause_similarity(evidence)
    expected = 1 / (1 + np.exp(-(term_features(evidence) @ term_weights)))
    expected = np.clip(expected, _TERM_FLOOR, 1 - _TERM_FLOOR)
    chance = ((here >= MATCHED).sum(1) + 0.5) / (len(evidence.clauses) + 2)
    won, lost = np.log(expected / chance), np.log((1 - expected) / (1 - chance))

    def odds(likeness: Floats) -> Floats:
        total: Floats = np.where(likeness >= MATCHED, won[:, None], lost[:, None]).sum(0)
        return total

    before, after = _neighbours(here, evidence.passage_of)
    around = np.maximum(here, np.maximum(before, after) * 0.9)
    by_sentence = np.maximum.reduceat(here, evidence.sentence_start, axis=1)
    by_passage = np.maximum.reduceat(here, evidence.passage_start, axis=1)
    for name, values in (
        ("u", odds(here)),
        ("nb", odds(around)),
        ("s", odds(by_sentence)[evidence.sentence_of]),
        ("p", odds(by_passage)[evidence.passage_of]),
    ):
        yield "nb_" + name, values
        yield "ranb_" + name, values - values.max()


def _key_terms(evidence: Evidence, weights: dict[str, Floats]) -> Iterator[Column]:
    """The rarest words, the verb and the noun asked about, each by itself."""
    here = clause_similarity(evidence)
    around = np.maximum.reduceat(here, evidence.sentence_start, axis=1)[:, evidence.sentence_of]
    whole = np.maximum.reduceat(here, evidence.passage_start, axis=1)[:, evidence.passage_of]
    rarest = np.argsort(-weights["loc"], kind="stable")
    for position in range(3):
        term = rarest[min(position, len(rarest) - 1)]
        yield f"u_top{position}", here[term]
        yield f"s_top{position}", around[term]
    by_idf = np.argsort(-weights["idf"], kind="stable")
    for position in range(2):
        yield f"p_top{position}", whole[by_idf[min(position, len(by_idf) - 1)]]
    yield "w_top0", _everywhere(evidence, weights["loc"][rarest[0]])
    unknown = _everywhere(evidence, -1.0)
    verb, focus = evidence.question.predicate, evidence.question.focus
    yield "verb_u", here[verb] if verb >= 0 else unknown
    yield "verb_s", around[verb] if verb >= 0 else unknown
    yield "foc_u", here[focus] if focus >= 0 else unknown
    yield "foc_s", around[focus] if focus >= 0 else unknown


def _everywhere(evidence: Evidence, value: float) -> Floats:
    return np.full(len(evidence.clauses), value)


def _passages(evidence: Evidence, weights: dict[str, Floats]) -> Iterator[Column]:
    """How good the passage is: its score, its title, and what its title's passages say."""
    idf, passage = weights["idf"], evidence.passage_of
    whole = np.maximum.reduceat(clause_similarity(evidence), evidence.passage_start, axis=1)
    score = np.array([evidence.passages[at].score for at in evidence.source], dtype=np.float64)
    share = np.array([evidence.passages[at].share for at in evidence.source], dtype=np.float64)
    rank = np.array([evidence.passages[at].rank for at in evidence.source], dtype=np.float64)
    top = max(float(score.max()), 1e-9)
    runner_up = float(np.sort(score)[-2]) if len(score) > 1 else top
    asked = float(evidence.term_idf.sum())
    titled = idf @ evidence.title_terms
    met = weights["loc"] @ (whole >= MATCHED)
    for name, values in (
        ("rank", rank),
        ("share", share),
        ("log_share", np.log(share + 1e-4)),
        ("score_r", score / top),
        ("score", score),
        ("gap", (score - runner_up) / top),
        ("score_q", score / asked),
        ("title", titled),
        ("ra_title", titled - titled.max()),
        ("t_rev", evidence.title_asked),
        ("ra_t_rev", evidence.title_asked - evidence.title_asked.max()),
        ("leadp", evidence.title_leads),
        ("ra_p_hard", met - met.max()),
    ):
        yield name, values[passage]
    yield "top_q", _everywhere(evidence, top / asked)
    yield "q_sum", _everywhere(evidence, asked)
    yield "qcov_all", _everywhere(evidence, float(idf @ whole.max(1)))
    for name, values in _of_one_title(evidence, whole >= MATCHED, score, idf):
        yield name, values[passage]


def _of_one_title(evidence: Evidence, met: Flags, score: Floats, idf: Floats) -> Iterator[Column]:
    """Per passage: what the passages that share its title hold together."""
    numbers: dict[str, int] = {}
    title = np.array(
        [numbers.setdefault(evidence.passages[at].title, len(numbers)) for at in evidence.source]
    )
    total = np.bincount(title, score)
    share = total / max(float(total.sum()), 1e-9)
    covered = np.array([idf @ met[:, title == one].any(1) for one in range(len(numbers))])
    best = np.array([score[title == one].max() for one in range(len(numbers))])
    yield "g_share", share[title]
    yield "g_rel", (share - share.max())[title]
    yield "g_cnt", np.bincount(title)[title].astype(np.float64)
    yield "g_cov", covered[title]
    yield "ra_g_cov", (covered - covered.max())[title]
    yield "g_top", (best / max(float(score.max()), 1e-9))[title]


def _relative(evidence: Evidence, columns: dict[str, Floats]) -> Iterator[Column]:
    """How far behind the best clause of all, of the passage and of the sentence."""
    for name in _RELATED:
        yield "ra_" + name, columns[name] - columns[name].max()
    for name in _RELATED_IN_PASSAGE:
        best = np.maximum.reduceat(columns[name], evidence.passage_start)
        yield "rp_" + name, columns[name] - best[evidence.passage_of]
    for name in _RELATED_IN_SENTENCE:
        best = np.maximum.reduceat(columns[name], evidence.sentence_start)
        yield "rs_" + name, columns[name] - best[evidence.sentence_of]


def _kind_of_question(evidence: Evidence) -> Iterator[Column]:
    question = evidence.question
    yield "nq", _everywhere(evidence, len(question.terms))
    for kind in QUESTION_TYPES:
        yield "q_" + kind, _everywhere(evidence, question.question_type == kind)
    for kind in ANSWER_TYPES:
        yield "a_" + kind, _everywhere(evidence, kind in question.answer_types)
