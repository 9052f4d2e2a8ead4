"""Why an assertion fails: what was expected and found, where it now stands, how it ranked."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from assistant.assistant import Assistant
from assistant.testing.assertion import AssertionCheck
from assistant.testing.runner import AskedTurn
from index.arabic import fold, fold_with_map, words
from index.arabic.fuzzy_match import find_similar
from index.retrieval.search import LEXICAL_CANDIDATES, NEAREST
from index.store.library import Library
from index.store.names import goes_by
from index.types import Document, Hit, Span

LOOKED_INTO = 10
"""Passages that an expected text is looked for in: those that search finds likeliest."""

State = Literal["there", "altered", "missing", "gone"]
"""`there`: the documents hold the text; `altered`: only one like it; `missing`: none;
`gone`: the library does not hold the document that was named."""


@dataclass(frozen=True, slots=True)
class Located:
    """Where an expected text stands in the library today."""

    state: State
    document: Document | None = None
    """None when missing or gone."""
    span: Span | None = None

    @property
    def text(self) -> str:
        if self.document is None or self.span is None:
            return ""
        return _cut(self.document, self.span)


@dataclass(frozen=True, slots=True)
class Ranks:
    """How the passage with an expected text was found, 1 being the best; None when it was not."""

    order: int | None
    """Among the hits that the answer was read from, after the reranker."""
    lexical: int | None
    vector: int | None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One assertion that failed."""

    asked: AskedTurn
    check: AssertionCheck
    expected: str
    """The text that was to be quoted; empty when the assertion names none."""
    found: str
    """Of what was quoted, the text most like it; what the answer shows, where none was named."""
    located: Located | None
    ranks: Ranks | None


def diagnose(
    assistant: Assistant,
    failures: Sequence[tuple[AskedTurn, AssertionCheck]],
    scope: frozenset[int] | None = None,
) -> tuple[Diagnosis, ...]:
    """Every assertion that failed, each expected text of it by itself."""
    return tuple(
        _diagnosed(assistant, asked, check, text, document, scope)
        for asked, check in failures
        for text, document in _expected(asked, check) or [("", None)]
    )


def _expected(asked: AskedTurn, check: AssertionCheck) -> list[tuple[str, str | None]]:
    """The texts that were to be quoted or retrieved, each with the name of its document."""
    assertion = check.assertion
    return [] if assertion.negated else assertion.expected(asked.answer)


def _diagnosed(
    assistant: Assistant,
    asked: AskedTurn,
    check: AssertionCheck,
    text: str,
    document: str | None,
    scope: frozenset[int] | None,
) -> Diagnosis:
    if not text:
        return Diagnosis(asked, check, "", check.found, None, None)
    located = locate(assistant, text, document)
    found = max(
        (quote.text for quote in asked.answer.quotes), key=lambda q: _alike(text, q), default=""
    )
    return Diagnosis(asked, check, text, found, located, _ranks(assistant, asked, located, scope))


def locate(assistant: Assistant, text: str, named: str | None = None) -> Located:
    """Where a text stands today, compared as search does.

    :param named: the document that it stood in; looked into first.
    """
    ids = [] if named is None else _named(assistant.library, named)
    if named is not None and not ids:
        return Located("gone")
    hits = assistant.find(text, LOOKED_INTO, scope=ids) if ids else []
    hits = [*hits, *assistant.find(text, LOOKED_INTO)]
    near = list(_surroundings(assistant.library, hits, text))
    for document, window in near:
        span = find_folded(document.text, text, window)
        if span is not None:
            return Located("there", document, span)
    like = [
        (document, Span(window.start + span.start, window.start + span.end))
        for document, window in near
        if (span := find_similar(text, _cut(document, window)))
    ]
    best = max(like, key=lambda each: _alike(text, _cut(*each)), default=None)
    return Located("altered", *best) if best else Located("missing")


def find_folded(document: str, text: str, window: Span) -> Span | None:
    """The first place in a window of a document that holds a text, whatever the spelling."""
    wanted = fold(text).split()
    folded = fold_with_map(document[window.start : window.end])
    match = re.search(r"\s+".join(map(re.escape, wanted)), folded.text) if wanted else None
    if match is None:
        return None
    span = folded.span(*match.span())
    return Span(window.start + span.start, window.start + span.end)


def _surroundings(
    library: Library, hits: Sequence[Hit], text: str
) -> Iterator[tuple[Document, Span]]:
    """The hits' passages, with room on both sides for a text that begins or ends outside."""
    for hit in hits:
        with suppress(KeyError):  # removed since it was found
            document = library.document(hit.passage.document_id)
            start = max(0, hit.passage.start - 2 * len(text))
            yield document, Span(start, min(hit.passage.end + 2 * len(text), len(document.text)))


def _named(library: Library, name: str) -> list[int]:
    return [each.id for each in library.documents() if goes_by(name, each)]


def _cut(document: Document, span: Span) -> str:
    return document.text[span.start : span.end]


def _alike(expected: str, other: str) -> float:
    """The share of the expected words, 0 to 1, that stand in another text in the same order."""
    mine, its = words(expected), words(other)
    matcher = difflib.SequenceMatcher(None, mine, its, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(len(mine), 1)


def _ranks(
    assistant: Assistant, asked: AskedTurn, located: Located, scope: frozenset[int] | None
) -> Ranks | None:
    if located.document is None or located.span is None:
        return None
    for order, hit in enumerate(asked.answer.nearest, 1):
        if _holds(hit, located.document.id, located.span):
            return Ranks(order, hit.lexical_rank, hit.vector_rank)
    deeper = LEXICAL_CANDIDATES + NEAREST
    for hit in assistant.find(asked.understood, deeper, scope=scope):
        if _holds(hit, located.document.id, located.span):
            return Ranks(None, hit.lexical_rank, hit.vector_rank)
    return Ranks(None, None, None)


def _holds(hit: Hit, document: int, span: Span) -> bool:
    passage = hit.passage
    return passage.document_id == document and passage.start < span.end and span.start < passage.end
