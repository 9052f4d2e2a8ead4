"""The main job: question → search → read → ground → answer."""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

from assistant.answer import QUOTES, Answer, RefusalReason, Writing
from assistant.extractive.answerability import is_sure, shipped_threshold
from assistant.extractive.cells import absent_from_table, cell_told, most_told
from assistant.extractive.reader import Reading, read_hits
from assistant.extractive.refusing import known
from assistant.extractive.showing import Shown, show, statements
from assistant.extractive.signals import missing_words
from assistant.extractive.summary import summarise
from index.arabic import fold, stem
from index.question import Question
from index.retrieval.search import Searcher
from index.store.library import Library
from index.types import Hit

if TYPE_CHECKING:
    from assistant.generative.writer import Written
    from assistant.llms.llm import LanguageModel

Found = tuple[Question, Sequence[Hit]]
"""A question with what was found for it."""

HITS = 10
ALONG = 0.5
"""Of the least probability: what a part needs whose other part the same document answers."""
ABSENT = 0.2
"""Most that is believed of an answer whose document lacks a name, a number or an attribute that
the question has."""
CELL = 0.9
"""Least that is believed of a cell whose row and column the question names."""
ANSWERS_FROM = "answers_from"
"""The library's state: a threshold fitted to its users' own cases; none before that."""


def ask(
    searcher: Searcher,
    question: str,
    quotes: int = QUOTES,
    *,
    scope: Collection[int] | None = None,
    favoured: Collection[int] = (),
    model: LanguageModel | None = None,
    strict: bool = True,
) -> Answer:
    """The grounded answer to a question, or a refusal with its reason.

    :param quotes: how many to show at most; at least 1.
    :param scope: ids of the only documents to look in; None for the whole library.
    :param favoured: ids of documents to weigh a little more, as those last cited.
    :param model: what writes the answer; None to let the documents speak for themselves.
    :param strict: whether a model's statements without support are dropped instead of marked.
    """
    *_, answer = stream(
        searcher, question, quotes, scope=scope, favoured=favoured, model=model, strict=strict
    )
    assert isinstance(answer, Answer)  # noqa: S101 - the last that `stream` yields
    return answer


def stream(
    searcher: Searcher,
    question: str,
    quotes: int = QUOTES,
    *,
    scope: Collection[int] | None = None,
    favoured: Collection[int] = (),
    model: LanguageModel | None = None,
    strict: bool = True,
) -> Generator[Sequence[Hit] | str | Answer]:
    """The same step by step, for those who show it as it comes: the hits, then the answer.

    With a model, pieces of its text come between the two, each safe to show and true to the last;
    empty ones while it is waited for, so that closing the generator stops it within 0.2 seconds.
    A model is asked whenever anything was found: it reads better than our classifier of extractive
    answers, whose opinion counts again when the model fails. Nothing found is refused without it.
    A model's answer has all the quotes that it rests on, however few are asked for.
    """
    start = perf_counter()
    asked = searcher.analyse(question)
    apart = model is None and len(asked.parts) > 1  # then each part is searched for and read
    hits = searcher.search(asked, HITS, scope=scope, favoured=favoured, unread=apart)
    found_ms = (perf_counter() - start) * 1e3
    yield hits

    writing = None
    if model and hits:
        from assistant.generative.writer import generate_answer

        resumed = perf_counter()
        written = yield from generate_answer(model, question, hits, searcher.library, strict)
        timings_ms = {"search": found_ms, "write": (perf_counter() - resumed) * 1e3}
        if written.statements or written.refused:
            yield _written(searcher, asked, hits, written, timings_ms)
            return
        writing = written.writing
    found = _found(searcher, asked, hits, scope=scope, favoured=favoured)
    yield _extractive(searcher, asked, found, quotes, found_ms, writing)


def _written(
    searcher: Searcher,
    question: Question,
    hits: Sequence[Hit],
    written: Written,
    timings_ms: Mapping[str, float],
) -> Answer:
    """What a model wrote or would not write; its refusal is stated in our words."""
    return Answer(
        question=question.text,
        statements=written.statements,
        quotes=written.quotes,
        nearest=tuple(hits),
        reason="not_supported" if written.refused else None,
        missing=tuple(missing_words(question, searcher.statistics)) if written.refused else (),
        timings_ms=timings_ms,
        writing=written.writing,
        asked=question,
    )


def _extractive(
    searcher: Searcher,
    asked: Question,
    found: Sequence[Found],
    quotes: int,
    found_ms: float,
    writing: Writing | None,
) -> Answer:
    """What the documents answer by themselves.

    :param found: the question, or each of its parts.
    :param writing: how a model failed before; None when there is none.
    """
    start = perf_counter()
    readings = [_read(searcher, *one, quotes) for one in found]
    read_at = perf_counter()
    reads = searcher.reader is not None
    least = threshold(searcher.library, reads=reads)
    confidence, shown = _answered(searcher.library, found, readings, least)
    done = perf_counter()
    grounded = tuple(quote for one in shown for quote in one.quotes)
    (question, hits), reading = found[0], readings[0]
    return Answer(
        question=asked.text,
        statements=statements(shown, len(found)),
        quotes=grounded,
        nearest=tuple(hits),
        reason=None if grounded else _reason(hits),
        missing=() if grounded else _missing(searcher, question, reading),
        known=None if grounded else known(question, reading),
        confidence=round(confidence, 2) if any(one.findings for one in readings) else None,
        likely=bool(grounded) and not is_sure(confidence, read=reads),
        further=sum(one.further for one in shown),
        timings_ms={
            "search": found_ms,
            "read": (read_at - start) * 1e3,
            "ground": (done - read_at) * 1e3,
        },
        writing=writing,
        asked=asked,
    )


def _answered(
    library: Library, found: Sequence[Found], readings: Sequence[Reading], least: float
) -> tuple[float, list[Shown]]:
    """How sure the answer is, and what is shown of each part that has one; nothing when refused.

    :param least: the probability from which a part is answered.
    """
    question, hits = found[0]
    if question.intent == "summary" and (summary := summarise(library, question, hits)):
        told = summary.confidence >= least
        return summary.confidence, [Shown(summary.quotes)] if told else []
    answered = [
        (one, reading)
        for one, reading in zip(found, readings, strict=True)
        if reading.confidence >= least or _goes_with(reading, readings, least)
    ]
    shown = _shown(library, answered, several=len(found) > 1)
    told_by = [reading for _, reading in answered] or readings
    surest = min if answered else max
    return surest(reading.confidence for reading in told_by), shown


def _goes_with(reading: Reading, others: Sequence[Reading], least: float) -> bool:
    """Whether one part of a question is answered along with a surer one, by the same document."""
    if not reading.findings or reading.confidence < ALONG * least:
        return False
    own = reading.findings[0].hit.passage.document_id
    return any(
        other.confidence >= least and other.findings[0].hit.passage.document_id == own
        for other in others
        if other.findings
    )


def _missing(searcher: Searcher, question: Question, reading: Reading) -> tuple[str, ...]:
    return tuple(missing_words(question, searcher.statistics, reading.there))


def _read(searcher: Searcher, question: Question, hits: Sequence[Hit], quotes: int) -> Reading:
    """The reading, all but refused where a document lacks what the question names."""
    reading = read_hits(question, hits, searcher.statistics, max(quotes, QUOTES))
    if reading.absent and _lacks(searcher.library, question, reading):
        reading = replace(reading, confidence=min(reading.confidence, ABSENT))
    reading = _with_cell(searcher.library, question, hits, reading)
    evident = reading.evident if quotes <= QUOTES else quotes
    return replace(reading, findings=reading.findings[: min(quotes, evident)])


def _with_cell(
    library: Library, question: Question, hits: Sequence[Hit], reading: Reading
) -> Reading:
    """With the cell that answers; all but refused where the table lacks the row or the column."""
    if not reading.findings:
        return reading
    first = reading.findings[0]
    told = cell_told(library, question, hits) or most_told(library, question, hits, first.text)
    if told is not None:
        return replace(reading, cell=told, confidence=max(reading.confidence, CELL), differing=())
    lacking = absent_from_table(library, question, first.hit, first.span)
    if not lacking:
        return reading
    absent = tuple(sorted({*reading.absent, *lacking}))
    return replace(reading, absent=absent, confidence=min(reading.confidence, ABSENT))


def _lacks(library: Library, question: Question, reading: Reading) -> bool:
    """Whether the whole document has not what its passages lack, either."""
    try:
        text = library.document(reading.findings[0].hit.passage.document_id).text
    except KeyError:  # removed since it was found
        return True
    folded = fold(text)
    return any(not _stands(question.terms[at], folded) for at in reading.absent)


def _stands(term: str, folded: str) -> bool:
    """Whether a folded text has a term in some form; «الزعروري» is no form of «الزعرور»."""
    form = stem(term)
    bare_name = term.startswith("ال") and not term.endswith("ي")
    at = folded.find(form)
    while at >= 0:
        if not (bare_name and folded[at + len(form) : at + len(form) + 1] == "ي"):
            return True
        at = folded.find(form, at + 1)
    return False


def _shown(
    library: Library, answered: Sequence[tuple[Found, Reading]], *, several: bool
) -> list[Shown]:
    """What is shown of each part that is answered, of several parts the best place of each."""
    shown = [
        show(library, question, replace(reading, findings=reading.findings[:1]))
        if several
        else show(library, question, reading)
        for (question, _), reading in answered
    ]
    return [one for one in shown if one.quotes]


def unrefused(
    searcher: Searcher,
    question: str,
    quotes: int = QUOTES,
    *,
    scope: Collection[int] | None = None,
) -> tuple[float, Answer]:
    """What the documents would answer were nothing ever refused, and how sure it is.

    :return: a probability, 0 to 1, and an answer that is refused only where nothing is found.
    """
    asked = searcher.analyse(question)
    found = _found(searcher, asked, scope=scope)
    readings = [_read(searcher, *one, quotes) for one in found]
    confidence, shown = _answered(searcher.library, found, readings, 0.0)
    grounded = tuple(quote for one in shown for quote in one.quotes)
    hits = tuple(found[0][1])
    reason = None if grounded else _reason(hits)
    return confidence, Answer(question, statements(shown, len(found)), grounded, hits, reason)


def _found(
    searcher: Searcher,
    asked: Question,
    hits: Sequence[Hit] | None = None,
    *,
    scope: Collection[int] | None,
    favoured: Collection[int] = (),
) -> list[Found]:
    """What is found for a question, or for each of its parts.

    :param hits: for the whole question, where they are known.
    """
    if len(asked.parts) > 1:
        parts = [searcher.analyse(part) for part in asked.parts]
        return [
            (part, searcher.search(part, HITS, scope=scope, favoured=favoured)) for part in parts
        ]
    if hits is None:
        hits = searcher.search(asked, HITS, scope=scope, favoured=favoured)
    return [(asked, hits)]


def threshold(library: Library, *, reads: bool = False) -> float:
    """The probability from which a question is answered: the library's own, else the shipped.

    :param reads: whether the encoder reads the passages.
    """
    own = library.get(ANSWERS_FROM)
    return shipped_threshold(read=reads) if own is None else float(own)


def _reason(hits: Sequence[Hit]) -> RefusalReason:
    return "not_supported" if hits else "nothing_found"
