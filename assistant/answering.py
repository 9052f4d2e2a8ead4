"""The main job: question → search → read → ground → answer."""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

from assistant.answer import QUOTES, Answer, Quote, RefusalReason, Statement, Writing
from assistant.extractive.answerability import is_sure, shipped_threshold
from assistant.extractive.reader import read_hits
from assistant.extractive.signals import missing_words
from assistant.grounding import ground
from index.question import Question
from index.retrieval.search import Searcher
from index.store.library import Library
from index.types import Hit

if TYPE_CHECKING:
    from assistant.generative.writer import Written
    from assistant.llms.llm import LanguageModel

HITS = 10
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
    hits = searcher.search(asked, HITS, scope=scope, favoured=favoured)
    found_ms = (perf_counter() - start) * 1e3
    yield hits

    writing = None
    if model and hits:
        from assistant.generative.writer import generate_answer

        resumed = perf_counter()
        written = yield from generate_answer(model, question, hits, searcher.library, strict)
        timings_ms = {"search": found_ms, "write": (perf_counter() - resumed) * 1e3}
        if written.statements or written.refused:
            yield replace(_written(searcher, asked, hits, written, timings_ms), asked=asked)
            return
        writing = written.writing
    yield replace(_extractive(searcher, asked, hits, quotes, found_ms, writing), asked=asked)


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
    )


def _extractive(
    searcher: Searcher,
    question: Question,
    hits: Sequence[Hit],
    quotes: int,
    found_ms: float,
    writing: Writing | None,
) -> Answer:
    """What the documents answer by themselves.

    :param writing: how a model failed before; None when there is none.
    """
    start = perf_counter()
    reading = read_hits(question, hits, searcher.statistics, quotes)
    read_at = perf_counter()
    answered = reading.confidence >= threshold(searcher.library)
    grounded = ground(searcher.library, reading.findings if answered else ())
    done = perf_counter()

    return Answer(
        question=question.text,
        statements=_headline(grounded),
        quotes=tuple(grounded),
        nearest=tuple(hits),
        reason=None if grounded else _reason(hits),
        missing=() if grounded else tuple(missing_words(question, searcher.statistics)),
        confidence=round(reading.confidence, 2) if reading.findings else None,
        likely=bool(grounded) and not is_sure(reading.confidence),
        timings_ms={
            "search": found_ms,
            "read": (read_at - start) * 1e3,
            "ground": (done - read_at) * 1e3,
        },
        writing=writing,
    )


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
    hits = searcher.search(asked, HITS, scope=scope)
    reading = read_hits(asked, hits, searcher.statistics, quotes)
    grounded = ground(searcher.library, reading.findings)
    reason = None if grounded else _reason(hits)
    answer = Answer(question, _headline(grounded), tuple(grounded), tuple(hits), reason)
    return reading.confidence, answer


def threshold(library: Library) -> float:
    """The probability from which a question is answered: the library's own, else the shipped."""
    own = library.get(ANSWERS_FROM)
    return shipped_threshold() if own is None else float(own)


def _headline(quotes: Sequence[Quote]) -> tuple[Statement, ...]:
    """The first quote's short answer, or all its words."""
    return (Statement(quotes[0].short_text or quotes[0].text, (1,)),) if quotes else ()


def _reason(hits: Sequence[Hit]) -> RefusalReason:
    return "not_supported" if hits else "nothing_found"
