"""Answerability signals: what evidence, search and spans say of the first quote together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields

import numpy as np

from assistant.extractive.evidence import Evidence
from assistant.extractive.evidence_selection import QuoteCandidate
from index.arabic import STOP_WORDS, stem, word_classes, word_terms
from index.arabic.calendar import of_a_date
from index.arabic.idf import TermStatistics
from index.arabic.intents import asks_for_summary
from index.arabic.lexemes import SAME_STEM
from index.arabic.names import foreignness
from index.arabic.tokenised import tokenise
from index.question import Question, named_types
from index.retrieval.alignment import CORRECTED, Floats
from index.types import Hit

_FOREIGN = 0.3
"""Letters this much likelier in a name than in a common word, in nats, make a name."""
_ASKING_TYPES = frozenset(("name", "definition", "reason", "manner"))
"""Words that belong to the asking («اسم», «معنى», «سبب»): documents need not have them."""
_NEAR = 12
"""Words within which the question's words count as standing together."""
_MOST_BM25 = 2.2
"""What tantivy's k1 of 1.2 lets a term weigh at most, in units of its IDF."""
_LEAST_SIMILARITY = 0.5
"""Below it a word of the quote says nothing of a word of the question."""


@dataclass(frozen=True, slots=True)
class Signals:
    """Signals about the first quote, each comparable between libraries of any size."""

    quote_cover: float
    """Share (0–1) of the question's IDF that the quote repeats, similar words in part."""
    quote_cover_exact: float
    """The same, by equal stems only."""
    passage_cover: float
    passage_cover_exact: float
    rarest_in_quote: float
    """How surely (0–1) the question's rarest word is in the quote."""
    rarest_in_passage: float
    second_in_passage: float
    heaviest_missing: float
    """The greatest share of IDF that one word absent from the passage holds."""
    unknown_share: float
    """Share of the question's IDF in words that no passage of the library has."""
    corrected_share: float
    """Share of it in words that are there in another spelling only."""
    gram_cover: float
    """Share of the question's IDF that the passage has by 4-grams of letters."""
    number_missing: float
    """1 when a number of the question is not in the passage."""
    name_missing: float
    """The greatest share of IDF that one foreign-looking word absent from it holds."""
    near_cover: float
    """The greatest share of IDF repeated within a few words of the quote."""
    own_score: float
    """The passage's BM25 over the score that the question would give itself."""
    margin: float
    """(first - second) / first, by BM25."""
    passage_share: float
    """The probability that search gives the passage among those found."""
    quote_share: float
    """The probability that evidence selection gives the quote among those passages."""
    quote_margin: float
    """(first - second) / first, by that probability."""
    short_confidence: float
    """Of the answer span in the quote; 0 without one."""
    type_match: float
    """1 when the quote holds what the question asks for (a time, a number), 0 when it does
    not, 0.5 when the question asks for neither."""
    title_cover: float
    """Share (0–1) of the question's IDF that title and headings repeat."""
    other_title_cover: float
    """The greatest such share of the title of another document that was read."""
    document_cover: float
    """Share of the question's IDF that all read passages under the title have together."""
    agreement: float
    """How many other passages that were read have the answer span; -1 without one."""
    vector_agrees: float
    """1 when no other hit's vector is nearer to the question's, 0.5 when one is, and so on."""
    question_words: float
    question_idf: float
    """Mean over the question's words."""


def signal_names() -> tuple[str, ...]:
    """The signals, in the order of `Signals`."""
    return tuple(field.name for field in fields(Signals))


def signals(
    evidence: Evidence,
    hits: Sequence[Hit],
    chosen: Sequence[QuoteCandidate],
    statistics: TermStatistics,
    short: str,
    short_confidence: float,
) -> Signals:
    """Signals of whether the first of the chosen candidates answers.

    :param hits: what was retrieved; the evidence's passages are the first of them.
    :param short: the answer span in the first candidate, empty without one.
    """
    hit, own = hits[chosen[0].passage], evidence.place_of(chosen[0].passage)
    quote = chosen[0].tokens(evidence)
    matched = _counted(np.maximum(_by_passage(evidence), evidence.titles))
    question = evidence.question
    return Signals(
        **_cover(evidence, quote, matched[:, own]),
        **_missing(question, evidence.term_idf, matched[:, own], statistics),
        **_of_titles(evidence, hits, own, matched),
        **_of_ranking(hits, chosen),
        gram_cover=float(_share(evidence) @ _gram_cover(evidence, hit, chosen[0].passage)),
        own_score=_own_score(question, hit, statistics),
        passage_share=evidence.passages[chosen[0].passage].share,
        short_confidence=short_confidence,
        type_match=_type_match(question, evidence.tokens[quote]),
        agreement=_agreement(short, evidence, chosen[0].passage),
        question_words=float(len(question.terms)),
        question_idf=float(evidence.term_idf.mean()),
    )


def _share(evidence: Evidence) -> Floats:
    """Of each term in the question's IDF."""
    share: Floats = evidence.term_idf / evidence.term_idf.sum()
    return share


def _cover(evidence: Evidence, quote: slice, there: Floats) -> dict[str, float]:
    """How much of the question the quote and its passage repeat.

    :param there: per term its greatest similarity in the passage.
    """
    share, quoted = _share(evidence), _counted(evidence.similarity[:, quote].max(1))
    order = np.argsort(-share, kind="stable")
    return {
        "quote_cover": float(share @ quoted),
        "quote_cover_exact": float(share @ (quoted >= SAME_STEM)),
        "passage_cover": float(share @ there),
        "passage_cover_exact": float(share @ (there >= SAME_STEM)),
        "rarest_in_quote": float(quoted[order[0]]),
        "rarest_in_passage": float(there[order[0]]),
        "second_in_passage": float(there[order[min(1, len(order) - 1)]]),
        "near_cover": _near_cover(evidence, quote, share),
    }


def _missing(
    question: Question, idf: Floats, there: Floats, statistics: TermStatistics
) -> dict[str, float]:
    """How much of the question the passage, or the library, lacks."""
    share = idf / idf.sum()
    missing = share * (1 - there)
    known = np.array([statistics.holds(stem(term)) for term in question.terms])
    corrected = np.array([bool(stems) for stems in question.corrections])
    number = np.array([term[0].isdecimal() for term in question.terms])
    return {
        "heaviest_missing": float(missing.max()),
        "unknown_share": float(share[~known & ~corrected & (there < SAME_STEM)].sum()),
        "corrected_share": float(share[corrected & (there >= CORRECTED)].sum()),
        "number_missing": float((number & (there < SAME_STEM)).any()),
        "name_missing": float((missing * _like_names(question)).max()),
    }


def _of_titles(
    evidence: Evidence, hits: Sequence[Hit], own: int, matched: Floats
) -> dict[str, float]:
    """What titles repeat, and the passages under the same title together."""
    share, hit = _share(evidence), hits[evidence.source[own]]
    same = np.array([hits[at].title == hit.title for at in evidence.source])
    titles = share @ _counted(evidence.titles)
    return {
        "title_cover": float(titles[own]),
        "other_title_cover": float(titles[~same].max(initial=0.0)),
        "document_cover": float(share @ matched[:, same].max(1)),
    }


def _of_ranking(hits: Sequence[Hit], chosen: Sequence[QuoteCandidate]) -> dict[str, float]:
    """How far passage and quote are ahead of the next."""
    hit, first = hits[chosen[0].passage], chosen[0].score
    others = [other for other in hits if other is not hit]
    return {
        "margin": _margin(hit.lexical, max((other.lexical for other in others), default=0.0)),
        "quote_share": first,
        "quote_margin": _margin(first, chosen[1].score if len(chosen) > 1 else 0.0),
        "vector_agrees": 1 / (1 + sum(other.vector > hit.vector for other in others)),
    }


def _counted(similarity: Floats) -> Floats:
    return np.where(similarity >= _LEAST_SIMILARITY, similarity, 0.0)


def _by_passage(evidence: Evidence) -> Floats:
    """terms × passages: the greatest similarity in each."""
    best: Floats = np.maximum.reduceat(
        evidence.similarity, evidence.clause_start[evidence.passage_start], axis=1
    )
    return best


def _margin(first: float, second: float) -> float:
    return (first - second) / first if first > 0 else 0.0


def _own_score(question: Question, hit: Hit, statistics: TermStatistics) -> float:
    """The passage's BM25 over the most that a passage could be given."""
    weighed = question.query_terms().items()
    most = _MOST_BM25 * sum(weight * statistics.term_idf(term) for term, weight in weighed)
    return hit.lexical / most if most else 0.0


def _gram_cover(evidence: Evidence, hit: Hit, passage: int) -> Floats:
    """Per term the share of its 4-grams that the passage, its title included, has."""
    read = evidence.tokens[evidence.tokens_of(passage)]
    named = tokenise("\n".join((hit.title, *hit.passage.headings))).words
    held = {term for word in (*named, *read) for term in word_terms(word)}
    grams = [word_terms(term)[1:] for term in evidence.question.terms]
    return np.array([sum(gram in held for gram in each) / len(each) for each in grams])


def _like_names(question: Question) -> Floats:
    """Per term 1 when its letters are those of a foreign name or of another script."""
    stems = [stem(term) for term in question.terms]
    return np.array([float(foreignness(s) > _FOREIGN or not s[0] > "\u0600") for s in stems])


def _near_cover(evidence: Evidence, quote: slice, share: Floats) -> float:
    tokens = evidence.tokens[quote]
    content = [at for at, word in enumerate(tokens) if word not in STOP_WORDS]
    met = (evidence.similarity[:, quote] >= SAME_STEM)[:, content]
    windows = range(max(1, met.shape[1] - _NEAR + 1))
    return max((float(share @ met[:, at : at + _NEAR].any(1)) for at in windows), default=0.0)


def _agreement(short: str, evidence: Evidence, passage: int) -> float:
    span = " ".join(tokenise(short).words)
    if not span:
        return -1.0
    others = [one.text for at, one in enumerate(evidence.passages) if at != passage]
    return float(sum(f" {span} " in f" {' '.join(tokenise(one).words)} " for one in others))


def _type_match(question: Question, quoted: Sequence[str]) -> float:
    time = "time" in question.answer_types
    if not time and "number" not in question.answer_types:
        return 0.5
    clues = word_classes.bit("month") | word_classes.bit("time") | word_classes.bit("weekday")
    for at, word in enumerate(quoted):
        if word in question.words or (not time and of_a_date(quoted, at)):
            continue
        bits = word_classes.classes(word)
        if word[0].isdecimal() or bits & word_classes.bit("numword") or (time and bits & clues):
            return 1.0
    return 0.0


def missing_words(
    question: Question, statistics: TermStatistics, there: Collection[int] = ()
) -> list[str]:
    """The content words of a question that no passage of the library has, as written, rarest first.

    Words that only frame a question («وقع», «عدد») are named when it has no others; what stands
    there in another form («شباط» for «فبراير») or spelling is not missing.

    :param there: places in `question.terms` of words that the nearest passage has in some form.
    """
    expanded = {
        word
        for alternative in question.alternatives
        if any(all(statistics.holds(stem(w)) for w in form) for form in alternative.forms)
        for word in alternative.own
    }
    most = max(question.weights, default=1.0)
    absent = [
        (-statistics.idf(stem(term)), term, written)
        for at, (term, written, weight, near) in enumerate(
            zip(
                *(question.terms, question.written, question.weights, question.corrections),
                strict=True,
            )
        )
        if weight == most
        and at not in there
        and not (question.intent == "summary" and asks_for_summary(term))
        and not near
        and term not in STOP_WORDS | expanded
        and not statistics.holds(stem(term))
        and not named_types(term) & _ASKING_TYPES
    ]
    return [written for _, _, written in sorted(absent)]
