"""Question → ranked hits: BM25 and vectors bring the candidates, a second look orders them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from index.arabic import STEM_MARK, weighed_words, word_terms, words
from index.arabic.tokenised import prose
from index.arabic.variants import Form, variants
from index.errors import Message
from index.retrieval.embedding import BUILTIN, EMBEDDER, FINGERPRINT, Embedder, embedder_for
from index.retrieval.lexical import Instead, LexicalIndex
from index.retrieval.matching import idf
from index.retrieval.reranker import Candidate, rerank
from index.retrieval.spelling import rejoined, respelt
from index.retrieval.vectors import VectorIndex
from index.store.library import Library
from index.types import Hit, Passage

LEXICAL_CANDIDATES = 50
VECTOR_CANDIDATES = 20
RERANKED = 12
"""Candidates that the second look is given; from 10 to 30 the order hardly differs (0.3 points)."""
VECTOR_WEIGHT = 0.1
"""Of the cosine beside BM25 as a share of its best, in choosing the candidates."""
OTHERWISE = 0.9
"""What another way of writing a word weighs beside it: an exact match stays first."""
GUESSED = 2.0
"""Of a word that no passage has, what a stem one slip away weighs: its 4-grams are broken too."""
FAVOUR = 1.5
"""What a favoured document's passages gain in the second look's units. The document that answers
came first for 194 of 204 questions on the seeds, for 200 when it was favoured, and still for 194
when another one was."""
FAVOUR_AMONG_CANDIDATES = 0.1
"""What they gain before it, as a share of the best BM25."""
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
    ) -> None:
        self.library = library
        self.lexical = lexical
        self.vectors = vectors
        self.notice = notice
        """What the user should know of how this searcher answers; None when all is well."""
        self._embedder = embedder

    @classmethod
    def open(cls, library: Library, *, resident: bool = False) -> Searcher:
        """Ready to search; a lexical index that is missing or damaged is made anew first.

        :param resident: for a process that asks many questions: lets Chroma answer, which takes
            a second to load; a single question on a small library scans the vectors exactly.
        """
        lexical = LexicalIndex.open(library)
        embedder = embedder_for(library.get(EMBEDDER) or BUILTIN)
        if embedder.fingerprint != library.get(FINGERPRINT):
            return cls(library, lexical, None, None, _OTHER_EMBEDDER)
        vectors = VectorIndex.open(library, resident=resident)
        return cls(library, lexical, vectors, embedder, None)

    def search(
        self,
        question: str,
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
        terms = query_terms(question)
        instead = self._instead(question, terms)
        lexical = dict(self.lexical.search(terms, LEXICAL_CANDIDATES, scope, instead))
        cosines = self._cosines(question, list(lexical), scope)
        with self.library.snapshot():
            passages = self.library.passages({**lexical, **cosines})
            ranked = _favouring(
                favoured, FAVOUR_AMONG_CANDIDATES, _ranked(passages, lexical, cosines)
            )
            hits = self._hits(ranked[: max(limit, RERANKED)])
        reranked = _favouring(favoured, FAVOUR, self._reranked(question, hits))
        return _not_crowded(reranked)[:limit]

    def _instead(self, question: str, terms: Mapping[str, float]) -> list[Instead]:
        """For the words that may be written otherwise, what else to look for.

        Another way weighs as much as the own one, but no more than its words are worth here.
        """
        self.lexical.renew()
        asked = words(question)
        found: list[Instead] = []
        free = dict(terms)  # of another form so far
        for variant in (*variants(asked), *rejoined(asked, self.frequency)):
            mine = dict.fromkeys(term for word in variant.own for term in word_terms(word))
            own = [term for term in mine if term in free]
            worth = sum(terms[term] * self._idf(term) for term in own)
            ways = [way for form in variant.forms if (way := self._way(form, worth))]
            if own and ways:
                found.append(Instead(own, ways))
                free = {term: free[term] for term in free if term not in mine}
        for term, weight in free.items():
            if term.startswith(STEM_MARK):
                near = respelt(term.removeprefix(STEM_MARK), self.frequency)
                if near:
                    guesses = [{STEM_MARK + name: GUESSED * weight} for name in near]
                    found.append(Instead([term], guesses))
        return found

    def _way(self, form: Form, most: float) -> dict[str, float]:
        """The terms that a passage with a form in words has; none when no passage has them."""
        own = dict.fromkeys(term for word in form for term in word_terms(word))
        grams = dict.fromkeys(term for word in form for term in word_terms(word)[1:])
        if not grams or not all(map(self.frequency, grams)):
            return {}
        worth = min(most, sum(map(self._idf, own)))
        return dict.fromkeys(grams, OTHERWISE * worth / sum(map(self._idf, grams)))

    def _idf(self, term: str) -> float:
        return idf(self.frequency(term), self.passage_count)

    def _reranked(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        scores = rerank(
            question,
            [_candidate(hit) for hit in hits],
            self.lexical.frequency,
            self.passage_count,
        )
        scored = [replace(hit, score=score) for hit, score in zip(hits, scores, strict=True)]
        return _in_order(scored)

    @property
    def passage_count(self) -> int:
        return self.lexical.passages

    def frequency(self, term: str) -> int:
        """In how many passages an index term stands (see `index.arabic.word_terms`)."""
        return self.lexical.frequency(term)

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


def query_terms(question: str) -> dict[str, float]:
    """What the lexical index is asked for, each term with its weight."""
    terms: dict[str, float] = {}
    for word, weight in weighed_words(question).items():
        for term in word_terms(word):
            terms[term] = max(terms.get(term, 0.0), weight)
    return terms


def _candidate(hit: Hit) -> Candidate:
    read = prose(hit.text[hit.body_start :])
    above = words("\n".join((hit.title, *hit.passage.headings)))
    return Candidate(read.words, read.first_words, above, hit.title, hit.lexical)


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
    " renewed: shawahid reindex",
)
