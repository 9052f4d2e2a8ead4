"""Question → ranked hits: BM25 and vectors bring the candidates, the reranker orders them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from index.arabic import words
from index.arabic.idf import TermStatistics
from index.arabic.tokenised import tokenise
from index.errors import Message
from index.question import Question, analyse
from index.retrieval.backends import LexicalIndex, VectorIndex
from index.retrieval.chosen import lexical_index, vector_index
from index.retrieval.embedding import BUILTIN, EMBEDDER, FINGERPRINT, Embedder, embedder_for
from index.retrieval.encoder import Encoder
from index.retrieval.expansion import expansions
from index.retrieval.reranker import RerankCandidate, rerank
from index.store.library import Library
from index.types import Hit, Passage

LEXICAL_CANDIDATES = 50
VECTOR_CANDIDATES = 20
RERANKED = 12
"""Candidates that the reranker is given; from 10 to 30 the order hardly differs (0.3 points)."""
VECTOR_WEIGHT = 0.1
"""Of the cosine beside BM25 as a share of its best, in choosing the candidates."""
FAVOUR = 1.5
"""What a favoured document's passages gain in the reranker's units. The document that answers
came first for 194 of 204 questions on the seeds, for 200 when it was favoured, and still for 194
when another one was."""
FAVOUR_AMONG_CANDIDATES = 0.1
"""What they gain before it, as a share of the best BM25."""
READ = 5
"""Of the reranked hits: as many as the encoder reads."""
READ_WEIGHT = 0.3
"""Of the log odds that a passage holds the answer, in the reranker's units."""
FROM_ONE_DOCUMENT = 3
"""Passages of one document that stand before those of others get their turn."""


class Searcher:
    """A library that is open for questions; safe to use from threads."""

    def __init__(
        self,
        library: Library,
        lexical: LexicalIndex,
        vectors: VectorIndex | None,
        embedder: Embedder | None,
        notice: Message | None,
        reader: Encoder | None = None,
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
        cls, library: Library, *, resident: bool = False, reader: Encoder | None = None
    ) -> Searcher:
        """Ready to search; a lexical index that is missing or damaged is rebuilt first.

        :param resident: for a process that asks many questions: lets Chroma answer, which takes
            a second to load; a single question on a small library scans the vectors exactly.
        :param reader: what reads the first hits; None to compare words alone.
        """
        lexical = lexical_index(library).open(library)
        embedder = embedder_for(library.get(EMBEDDER) or BUILTIN)
        if embedder.fingerprint != library.get(FINGERPRINT):
            return cls(library, lexical, None, None, _OTHER_EMBEDDER, reader)
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
    ) -> list[Hit]:
        """The passages that a question is most likely answered in, best first.

        :param scope: ids of the only documents to look in; None for the whole library.
        :param favoured: ids of documents that win when others are hardly likelier.
        :return: at most `limit` hits; none when no word of the question is in the library.
        """
        expanded = expansions(question, self.statistics)
        terms = question.query_terms()
        lexical = dict(self.lexical.search(terms, LEXICAL_CANDIDATES, scope, expanded))
        cosines = self._cosines(question.core, list(lexical), scope)
        with self.library.snapshot():
            passages = self.library.passages({**lexical, **cosines})
            ranked = _favouring(
                favoured, FAVOUR_AMONG_CANDIDATES, _ranked(passages, lexical, cosines)
            )
            hits = self._hits(ranked[: max(limit, RERANKED)])
        reranked = self._reranked(question, hits)
        if self.reader is not None:
            reranked = read(self.reader, question, reranked)
        return _not_crowded(_favouring(favoured, FAVOUR, reranked))[:limit]

    def _reranked(self, question: Question, hits: Sequence[Hit]) -> list[Hit]:
        scores = rerank(question, [_candidate(hit) for hit in hits], self.statistics)
        scored = [replace(hit, score=score) for hit, score in zip(hits, scores, strict=True)]
        return _in_order(scored)

    @property
    def statistics(self) -> TermStatistics:
        """Of the library's index terms, for as long as this searcher is open."""
        return TermStatistics(self.lexical.passages, self.lexical.frequency)

    def _cosines(
        self, question: str, candidates: Sequence[int], scope: Collection[int] | None
    ) -> dict[int, float]:
        """Of the nearest passages, best first, then of the other candidates."""
        if self.vectors is None or self._embedder is None:
            return {}
        vector = self._embedder.embed_question(question)
        cosines = dict(self.vectors.search(vector, VECTOR_CANDIDATES, scope))
        others, matrix = self.library.vectors(id for id in candidates if id not in cosines)
        if len(others):
            cosines.update(zip(others.tolist(), (matrix @ vector).tolist(), strict=True))
        return cosines

    def _hits(self, ranked: Sequence[Hit]) -> list[Hit]:
        titles = self.library.titles({hit.passage.document_id for hit in ranked})
        texts = self.library.texts(hit.passage for hit in ranked)
        return [
            replace(hit, title=titles[hit.passage.document_id], text=texts[hit.passage.id])
            for hit in ranked
        ]


def read(
    reader: Encoder, question: Question, hits: Sequence[Hit], weight: float = READ_WEIGHT
) -> list[Hit]:
    """The hits, the first of them read and ordered by what the encoder thinks of each, too.

    :param weight: of the log odds that a passage holds the answer.
    """
    head, rest = hits[:READ], hits[READ:]
    if not head:
        return []
    texts = [(_above(hit), hit.text[hit.body_start :]) for hit in head]
    readings = reader.read(question.core, texts)
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
    return RerankCandidate(read.words, read.first_words, above, hit.title, hit.lexical)


def _ranked(
    passages: Mapping[int, Passage],
    lexical: Mapping[int, float],
    cosines: Mapping[int, float],
) -> list[Hit]:
    best = max(lexical.values(), default=1.0)
    lexical_ranks = {id: rank for rank, id in enumerate(lexical, 1)}
    near = sorted(cosines, key=lambda id: -cosines[id])[:VECTOR_CANDIDATES]
    vector_ranks = {id: rank for rank, id in enumerate(near, 1)}
    hits = [
        Hit(
            passage=passage,
            title="",
            text="",
            score=lexical.get(id, 0.0) / best + VECTOR_WEIGHT * cosines.get(id, 0.0),
            lexical=lexical.get(id, 0.0),
            vector=cosines.get(id, 0.0),
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


_OTHER_EMBEDDER = Message(
    "متجهات المكتبة صنعها مُضمِّن آخر، فالبحث بالكلمات وحدها حتى تُجدَّد: shawahid reindex",
    "Another embedder made the library's vectors, so only words are searched until they are"
    " rebuilt: shawahid reindex",
)
