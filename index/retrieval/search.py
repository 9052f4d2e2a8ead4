"""Question → ranked hits: BM25 and vectors bring the candidates, the reranker orders them.

A library may have vectors for some of its passages only, or for none: the others are found by
their words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from index.arabic import words
from index.arabic.idf import TermStatistics
from index.arabic.tokenised import tokenise
from index.errors import EncoderMissing, Message
from index.question import Question, analyse
from index.retrieval.backends import LexicalIndex, VectorIndex
from index.retrieval.chosen import lexical_index, vector_index
from index.retrieval.embedding import BUILTIN, EMBEDDER, FINGERPRINT, Embedder, embedder_for
from index.retrieval.expansion import expansions
from index.retrieval.reranker import RerankCandidate, rerank
from index.store.library import Library
from index.store.records import Vectors
from index.types import Hit, Passage, PassageReading

LEXICAL_CANDIDATES = 50
RERANKED = 12
"""BM25's best, which the reranker is given; from 10 to 30 the order hardly differs (0.3 points)."""
NEAREST = 10
"""By cosine, which it is given as well."""
FAVOUR = 1.5
"""What a favoured document's passages gain in the reranker's units. The document that answers
came first for 194 of 204 questions on the seeds, for 200 when it was favoured, and still for 194
when another one was."""
FAVOUR_AMONG_CANDIDATES = 0.1
"""What they gain before it, as a share of the best BM25."""
READ = 5
"""Of the reranked hits: as many as the encoder reads."""
READ_WEIGHT = 0.8
"""Of the log odds that a passage holds the answer, in the reranker's units; from 0.2 to 0.8 the
first quotes of training questions hardly differ (0.4 points)."""
FROM_ONE_DOCUMENT = 3
"""Passages of one document that stand before those of others get their turn."""


class PassageReader(Protocol):
    """What reads the first hits: the encoder."""

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[PassageReading]:
        """How each passage, given with its title, reads as an answer."""
        ...


class Searcher:
    """A library that is open for questions; safe to use from threads."""

    def __init__(
        self,
        library: Library,
        lexical: LexicalIndex,
        vectors: VectorIndex | None,
        embedder: Embedder | None,
        notice: Message | None,
        reader: PassageReader | None = None,
    ) -> None:
        self.library = library
        self.lexical = lexical
        self.vectors = vectors
        self.notice = notice
        """What the user should know of how this searcher answers; None when all is well."""
        self._embedder = embedder
        self.reader = reader
        """What reads the first hits; None where words alone are compared."""

    @classmethod
    def open(
        cls,
        library: Library,
        *,
        resident: bool = False,
        fast: bool = False,
        reader: PassageReader | None = None,
    ) -> Searcher:
        """Ready to search; a lexical index that is missing or damaged is rebuilt first.

        :param resident: for a process that asks many questions: lets Chroma answer, which takes
            a second to load; a single question on a small library scans the vectors exactly.
        :param fast: by words alone, without what makes vectors.
        :param reader: what reads the first hits; None to do without.
        """
        lexical = lexical_index(library).open(library)
        embedder = None if fast else _embedder(library)
        if embedder is None:
            return cls(library, lexical, None, None, None, reader)
        if embedder.fingerprint != library.get(FINGERPRINT):
            notice = _OTHER_EMBEDDER if library.embedded else None
            return cls(library, lexical, None, None, notice, reader)
        vectors = vector_index(library).open(library, resident=resident)
        return cls(library, lexical, vectors, embedder, None, reader)

    def analyse(self, text: str) -> Question:
        """A question read for this library: its spelling is corrected to what the library holds."""
        self.lexical.refresh()
        return analyse(text, self.statistics)

    def search(
        self,
        question: Question,
        limit: int = 10,
        *,
        scope: Collection[int] | None = None,
        favoured: Collection[int] = (),
        unread: bool = False,
    ) -> list[Hit]:
        """The passages that a question is most likely answered in, best first.

        :param scope: ids of the only documents to look in; None for the whole library.
        :param favoured: ids of documents that win when others are hardly likelier.
        :param unread: whether the encoder is left out, for those who read the hits later.
        :return: at most `limit` hits; none when no word of the question is in the library, and
            no passage has a vector.
        """
        expanded = expansions(question, self.statistics)
        terms = question.query_terms()
        lexical = dict(self.lexical.search(terms, LEXICAL_CANDIDATES, scope, expanded))
        vector = self._vector(question.meant)
        near = self._nearest(vector, scope)
        with self.library.snapshot():
            passages = self.library.passages({**lexical, **near})
            ranked = _favouring(favoured, FAVOUR_AMONG_CANDIDATES, _ranked(passages, lexical, near))
            first = ranked[: max(limit, RERANKED)]
            first += [hit for hit in ranked[len(first) :] if hit.vector_rank is not None]
            hits = self._with_cosines(self._hits(first), vector)
        reranked = self._reranked(question, hits)
        if self.reader is not None and not unread:
            reranked = read_first(self.reader, question, reranked)
        return _not_crowded(_favouring(favoured, FAVOUR, reranked))[:limit]

    def _reranked(self, question: Question, hits: Sequence[Hit]) -> list[Hit]:
        scores = rerank(question, [_candidate(hit) for hit in hits], self.statistics)
        scored = [replace(hit, score=score) for hit, score in zip(hits, scores, strict=True)]
        return _in_order(scored)

    @property
    def statistics(self) -> TermStatistics:
        """Of the library's index terms, for as long as this searcher is open."""
        return TermStatistics(self.lexical.passages, self.lexical.frequency)

    def _vector(self, question: str) -> Vectors | None:
        """Of a question; None where no passage has one to compare with."""
        if self._embedder is None or not self.library.embedded:
            return None
        return self._embedder.embed_question(question)

    def _nearest(self, vector: Vectors | None, scope: Collection[int] | None) -> dict[int, float]:
        """The nearest passages with their cosines, best first."""
        if self.vectors is None or vector is None:
            return {}
        return dict(self.vectors.search(vector, NEAREST, scope))

    def _with_cosines(self, hits: Sequence[Hit], vector: Vectors | None) -> list[Hit]:
        """The hits that BM25 found with their cosines too, where their passages have vectors."""
        if vector is None:
            return list(hits)
        ids, rows = self.library.vectors(hit.passage.id for hit in hits if not hit.vector)
        cosines = dict(zip(ids.tolist(), (rows @ vector).tolist(), strict=True)) if len(ids) else {}
        return [replace(hit, vector=cosines.get(hit.passage.id, hit.vector)) for hit in hits]

    def _hits(self, ranked: Sequence[Hit]) -> list[Hit]:
        titles = self.library.titles({hit.passage.document_id for hit in ranked})
        texts = self.library.texts(hit.passage for hit in ranked)
        return [
            replace(hit, title=titles[hit.passage.document_id], text=texts[hit.passage.id])
            for hit in ranked
        ]


def read_first(
    reader: PassageReader, question: Question, hits: Sequence[Hit], weight: float = READ_WEIGHT
) -> list[Hit]:
    """The hits, the first of them read and ordered by what the encoder thinks of each, too.

    :param weight: of the log odds that a passage holds the answer.
    """
    head, rest = hits[:READ], hits[READ:]
    if not head:
        return []
    texts = [(_above(hit), hit.text[hit.body_start :]) for hit in head]
    readings = reader.read(question.meant, texts)
    most = max(one.best for one in readings)
    lost = [weight * (one.best - most) for one in readings]
    seen = [
        replace(hit, reading=one, score=hit.score + less)
        for hit, one, less in zip(head, readings, lost, strict=True)
    ]
    return _in_order(seen) + [replace(hit, score=hit.score + min(lost)) for hit in rest]


def _above(hit: Hit) -> str:
    """Title and headings, in one line."""
    return " ".join((hit.title, *hit.passage.headings)).replace("_", " ")


def _candidate(hit: Hit) -> RerankCandidate:
    read = tokenise(hit.text[hit.body_start :])
    above = words("\n".join((hit.title, *hit.passage.headings)))
    return RerankCandidate(
        *(read.words, read.first_words, above, hit.title, hit.lexical), hit.vector or None
    )


def _ranked(
    passages: Mapping[int, Passage], lexical: Mapping[int, float], near: Mapping[int, float]
) -> list[Hit]:
    """By BM25, its best scoring 1.

    :param near: cosines of the nearest, best first.
    """
    best = max(lexical.values(), default=1.0)
    lexical_ranks = {id: rank for rank, id in enumerate(lexical, 1)}
    vector_ranks = {id: rank for rank, id in enumerate(near, 1)}
    hits = [
        Hit(
            passage=passage,
            title="",
            text="",
            score=lexical.get(id, 0.0) / best,
            lexical=lexical.get(id, 0.0),
            vector=near.get(id, 0.0),
            lexical_rank=lexical_ranks.get(id),
            vector_rank=vector_ranks.get(id),
        )
        for id, passage in passages.items()
    ]
    return _in_order(hits)


def _favouring(documents: Collection[int], weight: float, hits: Sequence[Hit]) -> list[Hit]:
    """The hits, those of some documents weighing more."""
    return _in_order(
        [
            replace(hit, score=hit.score + weight) if hit.passage.document_id in documents else hit
            for hit in hits
        ]
    )


def _in_order(hits: Sequence[Hit]) -> list[Hit]:
    """Best first; equals, which ids alone would order by when files came, as in their text."""
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage.document_id, hit.passage.start))


def _not_crowded(hits: Sequence[Hit]) -> list[Hit]:
    """The same hits, those beyond a document's share after all others."""
    seen: dict[int, int] = {}
    first: list[Hit] = []
    rest: list[Hit] = []
    for hit in hits:
        document = hit.passage.document_id
        seen[document] = seen.get(document, 0) + 1
        (first if seen[document] <= FROM_ONE_DOCUMENT else rest).append(hit)
    return first + rest


def _embedder(library: Library) -> Embedder | None:
    """The library's own; None when it is the built-in one and its model is not there."""
    try:
        return embedder_for(library.get(EMBEDDER) or BUILTIN)
    except EncoderMissing:
        return None


_OTHER_EMBEDDER = Message(
    "متجهات المكتبة صنعها مُضمِّن آخر، فالبحث بالكلمات وحدها حتى تُجدَّد: shawahid embed",
    "Another embedder made the library's vectors, so only words are searched until they are"
    " made anew: shawahid embed",
)
