"""The main job: question → search → read → ground → answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import perf_counter

from assistant.answer import Answer, RefusalReason, Statement
from assistant.extractive import library_words, read
from assistant.grounding import ground
from assistant.shortanswer.confidence import answers
from assistant.shortanswer.evidence import missing_words
from index.search import Searcher
from index.types import Hit

HITS = 10
QUOTES = 3


def ask(searcher: Searcher, question: str, quotes: int = QUOTES) -> Answer:
    """The grounded answer to a question, or a refusal with its reason.

    :param quotes: how many to show at most; at least 1.
    """
    *_, answer = stream(searcher, question, quotes)
    assert isinstance(answer, Answer)  # noqa: S101 - the last that `stream` yields
    return answer


def stream(
    searcher: Searcher, question: str, quotes: int = QUOTES
) -> Iterator[Sequence[Hit] | Answer]:
    """The same step by step, for those who show it as it comes: the hits, then the answer."""
    start = perf_counter()
    hits = searcher.search(question, limit=HITS)
    found = perf_counter()
    yield hits

    resumed = perf_counter()
    reading = read(question, hits, searcher.passage_count, searcher.frequency, quotes)
    read_at = perf_counter()
    grounded, _ = ground(searcher.library, reading.findings if answers(reading.confidence) else ())
    done = perf_counter()

    known = library_words(question, searcher.passage_count, searcher.frequency)
    statements = (Statement(grounded[0].short_text or grounded[0].text, (1,)),) if grounded else ()
    yield Answer(
        question=question,
        statements=statements,
        quotes=tuple(grounded),
        nearest=tuple(hits),
        reason=None if grounded else _reason(hits),
        missing=() if grounded else tuple(missing_words(question, known)),
        timings_ms={
            "search": (found - start) * 1e3,
            "read": (read_at - resumed) * 1e3,
            "ground": (done - read_at) * 1e3,
        },
    )


def _reason(hits: Sequence[Hit]) -> RefusalReason:
    return "not_supported" if hits else "nothing_found"
