"""Weigh the encoder's opinion: `python -m tests.training pointing DATA`.

Writes `assistant/extractive/pointing.json`. Fitted on articles that the encoder was not trained on,
each question as it is and once as people type it, put to a library that holds its answer and to one
that has lost it. The clause scorer beside it has not seen them either. How far the sum is to be
trusted is also told by the choosing half of the questions of `seeds/people`, which are asked as
people ask: lists, steps and reasons, in dialects, in other words than the document's.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from scipy.optimize import minimize

from assistant import Assistant
from assistant.answering import HITS
from assistant.extractive import pointing
from assistant.extractive.answerability import answer_odds
from assistant.extractive.evidence import Evidence, gather
from assistant.extractive.evidence_selection import ClauseScorer, QuoteCandidate, select
from assistant.extractive.reader import passages_of, worth_reading
from assistant.extractive.signals import Signals, signals
from assistant.extractive.span_extraction import extract_span
from index.arabic import words
from index.question import Question
from index.retrieval.encoder import Encoder, shipped_encoder
from index.retrieval.search import READ_WEIGHT, Searcher, read_first
from index.types import Hit, PassageReading
from tests.benchmarks import people
from tests.training import evidence_selection
from tests.training.answerability import holding, threshold
from tests.training.corpus import (
    SETS,
    Asked,
    Shelf,
    english_questions,
    holds,
    shelved,
    training_paragraphs,
    training_questions,
)
from tests.training.encoder.examples import HELD_OUT, fold_key, native_spans
from tests.training.encoder.typed import as_typed
from tests.training.span_extraction import fold_of

SHARES = (0.0, 0.25, 0.4, 0.5, 0.6, 0.75)
WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.5, 0.8)
QUESTIONS = 110
"""At most of each set."""
UNANSWERABLE_WEIGHT = 0.5
PEOPLE_WEIGHT = 3.0
"""Of a question as people type them beside one of the sets, which are five times as many."""
_SEARCHED = 40
"""Hits among which ten are left when the documents that answer are taken away."""
_RIDGE = 0.1
_PRECISE = {"ftol": 1e-14, "gtol": 1e-9}
_RISING = (1, 2, 3)
"""Columns that speak for an answer: the classifier's log odds, the quote's and the passage's."""
ANSWERS_FROM = 0.38
"""The probability from which a question is answered, by the choosing half of the questions as
people type them (`tests/benchmarks/people.py --part choose`): from there three unanswerable ones of
15 are answered, from 0.35 four, from 0.45 two and six answerable ones of 122 fewer."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question put to a library."""

    right: bool
    """Whether the first quote holds the answer."""
    weight: float
    found: Signals
    read: pointing.Pointed


@dataclass(frozen=True, slots=True)
class Setting:
    """How passages are read and quotes are chosen."""

    reader: Remembering
    model: ClauseScorer
    weight: float
    """Of the encoder in search."""
    share: float
    """Of the encoder in the mix of clause shares."""


class Remembering:
    """The encoder, which reads nothing twice."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._read: dict[tuple[str, str, str], PassageReading] = {}

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[PassageReading]:
        new = [one for one in passages if (question, *one) not in self._read]
        for one, reading in zip(new, self._encoder.read(question, new), strict=True):
            self._read[question, *one] = reading
        return [self._read[question, *one] for one in passages]


def main(data: Path, target: Path) -> None:
    """Fit on the held-out articles of the sets in `data` and write the weights to `target`."""
    encoder = shipped_encoder()
    if encoder is None:
        raise FileNotFoundError("make the encoder first: python -m tests.training encoder DATA")
    reader = Remembering(encoder)
    retrieved, given = (
        [one for one in made if fold_of(one.asked.article) not in HELD_OUT]
        for made in evidence_selection.training_examples(data)
    )
    model = evidence_selection.fitted(retrieved, given)
    tried: dict[tuple[float, float], list[bool]] = {}
    for shelf, asked in _shelves(data):
        for one in asked:
            for pair, right in _tried(shelf, one, reader, model):
                tried.setdefault(pair, []).append(right)
    for pair, own in tried.items():
        print(*pair, f"{np.mean(own):.3f}", len(own))
    weight, share = max(tried, key=lambda pair: float(np.mean(tried[pair])))
    setting = Setting(reader, model, weight, share)
    cases = [
        case
        for shelf, asked in _shelves(data)
        for one in asked
        for case in _cases(shelf, one, setting)
    ]
    cases += _peoples(setting)
    written = fitted(cases, share)
    target.write_text(json.dumps(written, indent=2) + "\n", "utf-8")
    print(f"{len(cases)} cases, search weight {weight} (now {READ_WEIGHT}), {written}")


def _shelves(data: Path) -> Iterator[tuple[Shelf, list[Asked]]]:
    """The libraries, each with the questions that are asked of it."""
    for name in SETS:
        asked = training_questions(data / name)
        english = english_questions(data / name)
        with shelved(training_paragraphs(data / name, asked)) as shelf:
            yield shelf, list(_as_asked(asked, english))
    asked, paragraphs = native_spans(data)
    with shelved(paragraphs) as shelf:
        yield shelf, list(_as_asked(asked, {}))


def _as_asked(asked: Sequence[Asked], english: dict[str, str]) -> Iterator[Asked]:
    """The held-out questions, each as it is, as it may be typed, and one in three in English."""
    held = sorted(
        (one for one in asked if fold_of(one.article) in HELD_OUT and one.spans),
        key=lambda one: fold_key(one.id),
    )
    rng = random.Random(5)  # noqa: S311 - a sample, not a secret
    for at, one in enumerate(held[:QUESTIONS]):
        yield one
        yield replace(one, text=as_typed(one.text, rng))
        if at % 3 == 0 and one.id in english:
            yield replace(one, text=english[one.id])


def _tried(
    shelf: Shelf, asked: Asked, reader: Remembering, model: ClauseScorer
) -> Iterator[tuple[tuple[float, float], bool]]:
    """For each weight in search and share in the mix, whether the first quote is right."""
    question, found = shelf.searcher.analyse(asked.text), shelf.found(asked.text)
    for weight in WEIGHTS:
        hits = read_first(reader, question, found, weight)
        evidence = gather(question, worth_reading(passages_of(hits)), shelf.searcher.statistics)
        for share in SHARES:
            chosen = select(evidence, model=model, share=share) if evidence else []
            yield (
                (weight, share),
                bool(evidence and chosen and _right(evidence, chosen[0], asked.answers)),
            )


def _right(evidence: Evidence, quote: QuoteCandidate, answers: Sequence[str]) -> bool:
    quoted = words(evidence.passages[quote.passage].text[quote.start : quote.end])
    return any(holds(quoted, words(answer)) for answer in answers)


def _cases(shelf: Shelf, asked: Asked, setting: Setting) -> Iterator[Case]:
    """The question put to a library with its answer, and to one without."""
    question, searcher = shelf.searcher.analyse(asked.text), shelf.searcher
    found, left = shelf.found(asked.text), shelf.found(asked.text, holding(shelf, asked))
    yield from _case(searcher, question, found, asked.answers, setting, 1.0)
    yield from _case(searcher, question, left, (), setting, UNANSWERABLE_WEIGHT)


def _peoples(setting: Setting) -> Iterator[Case]:
    """The same of questions as people type them."""
    with TemporaryDirectory() as folder, Assistant.open(folder, create=True) as assistant:
        list(assistant.add(people.documents()))
        assistant.embed()
        searcher = Searcher.open(assistant.library)
        files = {one.id: Path(one.sources[0]).name for one in assistant.sources()}
        for asked in (one for one in people.read_questions() if one.part == "choose"):
            question = searcher.analyse(asked.question)
            found = searcher.search(question, limit=_SEARCHED)
            left = [h for h in found if files[h.passage.document_id] not in asked.documents][:HITS]
            gold = [spelling for part in asked.gold for spelling in part]
            lost = UNANSWERABLE_WEIGHT * PEOPLE_WEIGHT
            yield from _case(searcher, question, found[:HITS], gold, setting, PEOPLE_WEIGHT)
            if gold:
                yield from _case(searcher, question, left, (), setting, lost)


def _case(
    searcher: Searcher,
    question: Question,
    found: Sequence[Hit],
    answers: Sequence[str],
    setting: Setting,
    weight: float,
) -> Iterator[Case]:
    """None or one: there may be nothing to quote.

    :param answers: none for a question that the hits do not answer.
    """
    hits = read_first(setting.reader, question, found, setting.weight)
    evidence = gather(question, worth_reading(passages_of(hits)), searcher.statistics)
    chosen = select(evidence, model=setting.model, share=setting.share) if evidence else []
    if not evidence or not chosen:
        return
    first = chosen[0]
    body = evidence.passages[first.passage].text
    core = body[first.core.start : first.core.end]
    told = extract_span(question, core)
    short = core[told.start : told.end] if told else ""
    sureness = told.confidence if told else 0.0
    own = pointing.pointed(evidence, first.passage, first.start, first.end)
    yield Case(
        right=_right(evidence, first, answers),
        weight=weight,
        found=signals(evidence, hits, chosen, searcher.statistics, short, sureness),
        read=own or pointing.Pointed(0.0, -10.0, -10.0),
    )


def fitted(cases: Sequence[Case], share: float) -> dict[str, float | list[float]]:
    """The weights, from the cases."""
    columns = np.array([pointing.answer_columns(answer_odds(c.found), c.read) for c in cases])
    right = np.array([case.right for case in cases], float)
    weight = np.array([case.weight for case in cases])
    answer = _logistic(columns, right, weight)
    chance = 1 / (1 + np.exp(-columns @ answer))
    return {
        "share": share,
        "answer": [round(float(one), 4) for one in answer],
        "answers_from": ANSWERS_FROM,
        "sure_from": round(threshold(chance, right, weight), 4),
    }


def _logistic(columns: np.ndarray, goal: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Logistic regression in which what speaks for an answer never counts against it."""
    signs = 2 * goal - 1

    def loss(own: np.ndarray) -> tuple[float, np.ndarray]:
        margin = signs * (columns @ own)
        slope = _RIDGE * own - (weight * signs / (1 + np.exp(margin))) @ columns
        return float(weight @ np.logaddexp(0, -margin) + _RIDGE / 2 * own @ own), slope

    count = columns.shape[1]
    bounds = [(0 if at in _RISING else None, None) for at in range(count)]
    found = minimize(loss, np.zeros(count), jac=True, bounds=bounds, options=_PRECISE)
    coefficients: np.ndarray = found.x
    return coefficients
