"""A summary in a document's own words: its opening and the sentences that stand for the others."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Quote
from index.arabic import STOP_WORDS, fold, sentences, stem, words
from index.arabic.idf import corpus_idf
from index.arabic.intents import asks_for_summary
from index.question import Question
from index.store.library import Library
from index.types import Document, Hit, Span

MOST = 5
"""Quotes of a summary."""
SUREST = 0.95
"""Most that is believed of a summary, whose sentences are chosen by their words alone."""
_READ = 60_000
"""Code points of a long document that are weighed."""
_SHORTEST, _LONGEST = 7, 60
"""Words of a sentence that says something by itself, and of one that is still quoted."""
_REPEATS = 0.5
"""Share of words in common from which a sentence only says another one again."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Quotes in the order of the document."""

    quotes: tuple[Quote, ...]
    confidence: float
    """Share, 0 to 1, of what the question names that the document has."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    stems: frozenset[str]
    words: int


def summarise(library: Library, question: Question, hits: Sequence[Hit]) -> Summary | None:
    """The sentences that carry the document that a question names; None without one."""
    named = [stem(term) for term in question.terms if not asks_for_summary(term)]
    documents = _documents(library, hits)
    if not documents:
        return None
    shares = [_share(named, document) for document in documents]
    best = shares.index(max(shares))
    chosen = _chosen(_prose(documents[best]))
    quotes = [_quote(library, documents[best], each.span) for each in chosen]
    return Summary(tuple(quotes), shares[best]) if quotes else None


def _documents(library: Library, hits: Sequence[Hit]) -> list[Document]:
    found = []
    for id in dict.fromkeys(hit.passage.document_id for hit in hits):
        try:
            found.append(library.document(id))
        except KeyError:  # removed since it was found
            continue
    return found


def _share(named: Sequence[str], document: Document) -> float:
    """How much of what is named the title has, and by half as much the text."""
    if not named:
        return SUREST
    title, text = fold(document.title), fold(document.text[:_READ])
    weights = [corpus_idf(each) for each in named]
    told = [1.0 if each in title else 0.5 * (each in text) for each in named]
    told_of = sum(weight * own for weight, own in zip(weights, told, strict=True))
    return min(SUREST, told_of / sum(weights))


def _prose(document: Document) -> list[_Sentence]:
    """The sentences that are neither headings, tables nor questions."""
    apart = [Span(one.start, one.end) for one in document.blocks if one.kind != "list"]
    found = []
    for span in sentences(document.text[:_READ]):
        said = document.text[span.start : span.end]
        own = words(said)
        inside = any(block.meets(span) for block in apart)
        if inside or not _SHORTEST <= len(own) <= _LONGEST or said[-1] in "؟?:":
            continue
        stems = frozenset(stem(word) for word in own if word not in STOP_WORDS)
        found.append(_Sentence(span, stems, len(own)))
    return found


def _chosen(prose: Sequence[_Sentence]) -> list[_Sentence]:
    """The first, then those whose words most of the others share; in order."""
    if not prose:
        return []
    frequency = Counter(each for sentence in prose for each in sentence.stems)
    chosen = [prose[0]]
    for sentence in sorted(prose[1:], key=lambda one: -_centrality(one, frequency)):
        if len(chosen) == MOST:
            break
        if not any(_repeats(sentence, other) for other in chosen):
            chosen.append(sentence)
    return sorted(chosen, key=lambda one: one.span.start)


def _centrality(sentence: _Sentence, frequency: Counter[str]) -> float:
    shared = [
        math.log(frequency[each]) * corpus_idf(each)
        for each in sentence.stems
        if frequency[each] > 1
    ]
    return sum(shared) / math.sqrt(sentence.words)


def _repeats(one: _Sentence, other: _Sentence) -> bool:
    smaller = min(len(one.stems), len(other.stems))
    return len(one.stems & other.stems) >= _REPEATS * max(1, smaller)


def _quote(library: Library, document: Document, span: Span) -> Quote:
    passages = library.passages_of(document.id)
    above = next((one.headings for one in passages if one.start <= span.start < one.end), ())
    return Quote(document, span.start, span.end, None, above)
