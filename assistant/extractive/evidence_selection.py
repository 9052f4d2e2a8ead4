"""Choose the quotes that answer: clauses are weighed, and the best runs of them are quoted.

A small trained network gives every clause of the retrieved passages its share of one
probability, that the answer stands there. A quote is a run of clauses of one passage; the
best holds the most probability for its words.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

import numpy as np

from assistant.extractive.clause_features import clause_features
from assistant.extractive.definitions import defining
from assistant.extractive.evidence import Evidence, Flags
from assistant.extractive.feature_table import FeatureTable
from assistant.extractive.pointing import mixed
from index.arabic import next_boundary
from index.arabic.segmentation import goes_on
from index.arabic.tokenised import tokenise
from index.retrieval.alignment import Floats, Ints
from index.types import Span

LONGEST_QUOTE = 60
"""Words that joined clauses may reach; a single clause is never longer than its sentence."""
FIRST_QUOTE_PRICE = 0.001
"""Probability that one more word must bring: 38 words on average in cross-validation."""
LATER_QUOTE_PRICE = 0.0001
"""The same for the quotes after the first, which say what it left out."""
SHORT_QUOTE_PRICE = 0.0003
"""The same when `longest` already keeps the quote short."""
DEFINING_WEIGHT = 4.0
"""How many times as likely a clause grows when its sentence defines what is to be defined."""
_CLIP = 4.0
"""Standard deviations beyond which a feature says no more."""


@dataclass(frozen=True, slots=True)
class QuoteCandidate:
    """A stretch of a passage that may answer."""

    passage: int
    """Place in the passages given."""
    start: int
    end: int
    """Code points `[start, end)` of the passage's text."""
    score: float
    """Probability that the answer stands in it, given that it stands in these passages."""
    words: int
    first_clause: int
    """Place in the evidence's clauses."""
    core: Span
    """The one sentence of it, or clause of a long one, that likeliest holds the answer: where the
    answer span is looked for; in code points of the passage's text."""

    def tokens(self, evidence: Evidence) -> slice:
        """Of the evidence's tokens, those of the stretch."""
        start = int(evidence.clause_start[self.first_clause])
        return slice(start, start + self.words)


@dataclass(frozen=True, slots=True)
class ClauseScorer:
    """The trained file."""

    names: tuple[str, ...]
    """Columns that the network reads, in order."""
    term_weights: Floats
    mean: Floats
    deviation: Floats
    hidden: Floats
    """columns × units; several networks side by side make one wide layer."""
    hidden_bias: Floats
    """Per unit."""
    output: Floats
    """Per unit, divided by the number of networks: the sum is their mean."""
    direct: Floats
    """Per column, past the hidden layer."""


def select(
    evidence: Evidence,
    *,
    count: int = 3,
    longest: int = LONGEST_QUOTE,
    model: ClauseScorer | None = None,
    share: float | None = None,
) -> list[QuoteCandidate]:
    """The best quotes, best first, none overlapping another.

    :param longest: words that no quote exceeds, unless it is one clause within the default.
    :param model: the shipped one by default.
    :param share: the encoder's weight beside it, 0 to 1; the shipped one by default.
    """
    model = model or shipped_scorer()
    shares = _handed_on(evidence, mixed(evidence, clause_shares(evidence, model), share))
    shares = shares * (1 + DEFINING_WEIGHT * defining(evidence))
    shares /= max(float(shares.sum()), 1.0)
    prices = (FIRST_QUOTE_PRICE, LATER_QUOTE_PRICE)
    if longest < LONGEST_QUOTE:
        prices = (SHORT_QUOTE_PRICE, SHORT_QUOTE_PRICE)
    return best_runs(evidence, shares, count=count, longest=longest, prices=prices)


@lru_cache(maxsize=1)
def shipped_scorer() -> ClauseScorer:
    """The shipped model, read once."""
    return scorer_from(
        resources.files("assistant.extractive").joinpath("evidence_selection.npz").read_bytes()
    )


def scorer_from(data: bytes) -> ClauseScorer:
    """Read a trained file.

    :raises ValueError: when it was trained for other columns.
    """
    with np.load(io.BytesIO(data)) as file:
        names = tuple(file["names"].tobytes().decode("utf-8").split("\n"))
        return ClauseScorer(
            names=names,
            **{
                part: file[part].astype(np.float32)
                for part in (
                    *("term_weights", "mean", "deviation"),
                    *("hidden", "hidden_bias", "output", "direct"),
                )
            },
        )


def clause_shares(evidence: Evidence, model: ClauseScorer) -> Floats:
    """Per clause the probability that the answer stands in it or in an equal clause."""
    logits = network(clause_features(evidence, model.term_weights), model)
    odds = np.exp(logits - logits.max())
    shares = odds / odds.sum()
    together: dict[str, float] = {}
    for key, share in zip(evidence.keys, shares, strict=True):
        together[key] = together.get(key, 0.0) + share
    return np.array([together[key] for key in evidence.keys])


def _handed_on(evidence: Evidence, shares: Floats) -> Floats:
    """A question in the text answers nothing: its share goes to the sentence that follows it."""
    handed = shares.copy()
    edges = [*evidence.sentence_start.tolist(), len(shares), len(shares)]
    for first, last, end in zip(edges, edges[1:], edges[2:], strict=False):
        passage, clause = evidence.clauses[last - 1]
        if evidence.passages[passage].text[clause.end - 1] not in "؟?":
            continue
        if end > last and evidence.passage_of[last] == evidence.passage_of[first]:
            handed[last:end] += handed[first:last].sum() / (end - last)
        handed[first:last] = 0.0
    return handed


def network(table: FeatureTable, model: ClauseScorer) -> Floats:
    """Per row the mean output of the networks."""
    rows = table.checked(model.names)
    scaled = np.clip((rows - model.mean) / model.deviation, -_CLIP, _CLIP).astype(np.float32)
    hidden = np.maximum(scaled @ model.hidden + model.hidden_bias, 0.0)
    mean: Floats = hidden @ model.output + scaled @ model.direct
    return mean.astype(np.float64)


class _Run(NamedTuple):
    first: int
    last: int
    words: int


def best_runs(
    evidence: Evidence,
    shares: Floats,
    *,
    count: int,
    longest: int,
    prices: tuple[float, float],
) -> list[QuoteCandidate]:
    """Runs of clauses worth the most probability less the price of their words.

    :param prices: of a word in the first quote and in the later ones.
    """
    runs, whole = _runs(evidence, longest), _whole_sentences(evidence)
    total = np.append(0.0, np.cumsum(shares))
    words = np.array([run.words for run in runs])
    worth = np.array([total[run.last + 1] - total[run.first] for run in runs])
    quoted: set[str] = set()
    chosen: list[QuoteCandidate] = []
    for price in (prices[0], *[prices[1]] * (count - 1)):
        for position in np.argsort(price * words - worth, kind="stable"):
            run = runs[position]
            keys = evidence.keys[run.first : run.last + 1]
            if worth[position] > 0 and quoted.isdisjoint(keys):
                quoted.update(keys)
                core = _core(evidence, run, shares, whole)
                chosen.append(_candidate(evidence, run, core, float(worth[position]), longest))
                break
    return chosen


def _runs(evidence: Evidence, longest: int) -> list[_Run]:
    """Every run of whole sentences up to the longest, of clauses where a sentence is longer."""
    lengths = (evidence.clause_stop - evidence.clause_start).tolist()
    opens, ends = _edges(evidence, longest)
    closing = [_closes(evidence, position) for position in range(len(lengths))]
    runs: list[_Run] = []
    for first in np.flatnonzero(opens).tolist():
        words, known = 0, len(runs)
        for last in range(first, len(lengths)):
            if last > first and words + lengths[last] > longest:
                if len(runs) == known:  # a list that is too long: what announces it stands alone
                    runs.append(_Run(first, last - 1, words))
                break
            words += lengths[last]
            if ends[last]:
                runs.append(_Run(first, last, words))
            if closing[last]:
                break
    return runs


def _edges(evidence: Evidence, longest: int) -> tuple[Flags, Flags]:
    """Of each clause whether a quote may begin with it, and whether it may end with it."""
    lengths = evidence.clause_stop - evidence.clause_start
    whole = _whole_sentences(evidence)
    torn = np.bincount(whole, lengths)[whole] > longest
    turns = whole[1:] != whole[:-1]
    opens, ends = np.append(True, turns) | torn, np.append(turns, True) | torn
    for position in np.flatnonzero(ends).tolist():
        passage, clause = evidence.clauses[position]
        announces = evidence.passages[passage].text[clause.end - 1] == ":"
        ends[position] = not announces or _closes(evidence, position) or lengths[position] > longest
    return opens, ends


def _whole_sentences(evidence: Evidence) -> Ints:
    """Of each clause the number of its sentence, one that goes on over a line's end counted once.

    A semicolon or a comma ends no sentence, and neither does the end of a wrapped line.
    """
    begins = np.zeros(len(evidence.clauses), np.int64)
    for first in evidence.sentence_start[1:].tolist():
        (passage, before), (own, after) = evidence.clauses[first - 1 : first + 1]
        text = evidence.passages[own].text
        begins[first] = passage != own or not goes_on(text, before.end, after.start)
    whole: Ints = np.cumsum(begins)
    return whole


def _closes(evidence: Evidence, position: int) -> bool:
    """Whether a clause ends its passage, or its paragraph: a blank line follows, unless a colon
    leads over it, as to a list."""
    passage, clause = evidence.clauses[position]
    following = evidence.clauses[position + 1 : position + 2]
    if not following or following[0][0] != passage:
        return True
    text = evidence.passages[passage].text
    between = text[clause.end : following[0][1].start]
    return between.count("\n") > 1 and text[clause.end - 1] != ":"


_LOOSE_ENDS = " \t\u00a0،,؛;:–—-"


def _core(evidence: Evidence, run: _Run, shares: Floats, whole: Ints) -> Span:
    """The sentence of a run with most of the probability; all that the run has of a long one."""
    whole = whole[run.first : run.last + 1]
    own = np.bincount(whole - whole[0], shares[run.first : run.last + 1])
    places = run.first + np.flatnonzero(whole - whole[0] == own.argmax())
    clauses = [evidence.clauses[at][1] for at in places.tolist()]
    return Span(clauses[0].start, clauses[-1].end)


def _candidate(
    evidence: Evidence, run: _Run, core: Span, worth: float, longest: int
) -> QuoteCandidate:
    """The run as offsets, a clause that is too long cut after its last word that fits."""
    passage, clause = evidence.clauses[run.first]
    text = evidence.passages[passage].text
    end = evidence.clauses[run.last][1].end
    words = min(run.words, longest)
    if words < run.words:
        end = tokenise(text).ends[clause.first + words - 1]
    while text[end - 1] in _LOOSE_ENDS:
        end -= 1
    # A mark may follow white space or a full stop: it stays with what it stands on.
    start, end = next_boundary(text, clause.start), next_boundary(text, end)
    core = Span(start if core.start <= start else core.start, min(core.end, end))
    return QuoteCandidate(passage, start, end, min(worth, 1.0), words, run.first, core)
