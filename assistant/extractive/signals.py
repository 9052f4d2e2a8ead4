"""What a quote and its passage give to tell whether they answer the question."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields

from assistant.extractive.word_features import word_likeness
from index.arabic import (
    STOP_WORDS as FUNCTION_WORDS,
)
from index.arabic import (
    stem,
    weighed_words,
    word_classes,
    word_terms,
    words,
    words_with_places,
)
from index.arabic.calendar import of_a_date
from index.arabic.idf import LibraryWords
from index.arabic.names import foreignness
from index.arabic.tokenised import tokenise as prose
from index.arabic.variants import variants, with_own
from index.question import named_types, understand

_FOREIGN = 0.3
"""Letters this much likelier in a name than in a common word, in nats, make a name."""
_ASKING_TYPES = frozenset(("name", "definition", "reason", "manner"))
"""Words that belong to the asking («اسم», «معنى», «سبب»): documents need not have them."""
_NEAR = 12
"""Words within which the question's words count as standing together."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Signals about the first quote, each comparable between libraries of any size."""

    quote_cover: float
    """Share (0–1) of the question's rarity that the quote repeats, akin words in part."""
    quote_cover_exact: float
    """The same, by equal stems only."""
    passage_cover: float
    passage_cover_exact: float
    rarest_in_quote: float
    """How surely (0–1) the question's rarest word is in the quote."""
    rarest_in_passage: float
    second_in_passage: float
    heaviest_missing: float
    """The greatest share of rarity that one word absent from the passage holds."""
    unknown_share: float
    """Share of the question's rarity in words that no passage of the library has."""
    gram_cover: float
    """Share of the question's rarity that the passage has by 4-grams of letters."""
    number_missing: float
    """1 when a number of the question is not in the passage."""
    name_missing: float
    """The greatest share of rarity that one foreign-looking word absent from it holds."""
    near_cover: float
    """The greatest share of rarity repeated within a few words of the quote."""
    own_score: float
    """The passage's BM25 over the score that the question would give itself."""
    margin: float
    """(first - second) / first, by BM25."""
    passage_share: float
    """The probability that search gives the passage among those found."""
    quote_share: float
    """The probability that the reader gives the quote among those passages."""
    quote_margin: float
    """(first - second) / first, by that probability."""
    short_confidence: float
    """Of the short answer in the quote; 0 without one."""
    type_match: float
    """1 when the quote holds what the question asks for (a time, a number), 0 when it does
    not, 0.5 when the question asks for neither."""
    title_cover: float
    """Share (0–1) of the question's rarity that title and headings repeat."""
    other_title_cover: float
    """The greatest such share of the title of another document that was read."""
    document_cover: float
    """Share of the question's rarity that all read passages under the title have together."""
    agreement: float
    """How many other passages that were read have the short answer; -1 without one."""
    vector_agrees: float
    """1 when no other hit's vector is nearer to the question's, 0.5 when one is, and so on."""
    question_words: float
    question_rarity: float
    """Mean over the question's words."""


def evidence_names() -> tuple[str, ...]:
    """The signals, in the order of `Evidence`."""
    return tuple(field.name for field in fields(Evidence))


@dataclass(frozen=True, slots=True)
class Ranking:
    """What search tells of the passage that the quote stands in."""

    score: float
    """BM25 of the passage."""
    next_score: float
    """BM25 of the best other passage, 0 without one."""
    own_score: float
    """BM25 that a passage repeating the question would be given at most."""
    passage_share: float
    """Probability that search gives the passage among those found."""
    quote_share: float
    """Probability that the reader gives the quote among those passages."""
    next_quote_share: float
    """Of the second quote, 0 without one."""
    nearer: int
    """How many other hits' vectors are nearer to the question's."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the quote stands, and what else was read."""

    quote: str
    title: str
    """Title and headings."""
    passage: str
    """Without them."""
    others: tuple[str, ...]
    """The other passages that were read."""
    same_title: tuple[str, ...]
    """Those of `others` that share the document's title."""
    other_titles: frozenset[str]
    """Titles of the others."""
    short: str
    """The short answer in the quote; empty without one."""


def gather(
    question: str, place: Place, library: LibraryWords, ranking: Ranking, short_confidence: float
) -> Evidence:
    """The evidence for one quote."""
    asked = understand(question).terms
    stems = list(dict.fromkeys(stem(word) for word in asked))
    weights = [library.rarity(stemmed) for stemmed in stems]
    total = sum(weights) or 1.0
    others = variants(words(question))
    quoted = prose(place.quote).words
    searched = (*words(place.title), *prose(place.passage).words)
    in_quote = [stem(w) for w in with_own(quoted, others) if w not in FUNCTION_WORDS]
    in_passage = {stem(w) for w in with_own(searched, others) if w not in FUNCTION_WORDS}
    quote_likeness = [_nearest(stemmed, in_quote) for stemmed in stems]
    passage_likeness = [_nearest(stemmed, in_passage) for stemmed in stems]
    order = sorted(range(len(stems)), key=lambda at: -weights[at])
    first = order[0] if order else None
    second = order[1] if len(order) > 1 else first
    missing = [w * (1 - like) for w, like in zip(weights, passage_likeness, strict=True)]
    unknown = [
        w for s, w, like in zip(stems, weights, passage_likeness, strict=True)
        if like < 1 and not library.holds(s)
    ]  # fmt: skip

    def cover(*texts: str) -> float:
        held = {stem(w) for one in texts for w in prose(one).words if w not in FUNCTION_WORDS}
        return _dot(weights, [_nearest(stemmed, held) for stemmed in stems]) / total

    return Evidence(
        quote_cover=_dot(weights, quote_likeness) / total,
        quote_cover_exact=_dot(weights, [float(like == 1) for like in quote_likeness]) / total,
        passage_cover=_dot(weights, passage_likeness) / total,
        passage_cover_exact=_dot(weights, [float(x == 1) for x in passage_likeness]) / total,
        rarest_in_quote=quote_likeness[first] if first is not None else 0.0,
        rarest_in_passage=passage_likeness[first] if first is not None else 0.0,
        second_in_passage=passage_likeness[second] if second is not None else 0.0,
        heaviest_missing=max(missing, default=0.0) / total,
        unknown_share=sum(unknown) / total,
        gram_cover=_gram_cover(asked, searched, library) / total,
        number_missing=float(any(s[0].isdecimal() and s not in in_passage for s in stems)),
        name_missing=max(
            (
                m
                for m, s in zip(missing, stems, strict=True)
                if foreignness(s) > _FOREIGN or not s[0] > "\u0600"
            ),
            default=0.0,
        )
        / total,
        near_cover=_near_cover(dict(zip(stems, weights, strict=True)), in_quote) / total,
        own_score=ranking.score / ranking.own_score if ranking.own_score else 0.0,
        margin=_margin(ranking.score, ranking.next_score),
        passage_share=ranking.passage_share,
        quote_share=ranking.quote_share,
        quote_margin=_margin(ranking.quote_share, ranking.next_quote_share),
        short_confidence=short_confidence,
        type_match=_type_match(question, quoted),
        title_cover=cover(place.title),
        other_title_cover=max(map(cover, place.other_titles), default=0.0),
        document_cover=cover(place.passage, *place.same_title),
        agreement=_agreement(place),
        vector_agrees=1 / (1 + ranking.nearer),
        question_words=float(len(stems)),
        question_rarity=total / (len(stems) or 1),
    )


def _nearest(stemmed: str, others: Collection[str]) -> float:
    if stemmed in others:
        return 1.0
    return max((word_likeness(stemmed, other) for other in others), default=0.0)


def _dot(weights: list[float], shares: list[float]) -> float:
    return sum(weight * share for weight, share in zip(weights, shares, strict=True))


def _margin(first: float, second: float) -> float:
    return (first - second) / first if first > 0 else 0.0


def _gram_cover(asked: tuple[str, ...], passage: Sequence[str], library: LibraryWords) -> float:
    """The rarity of the asked words, each by the share of its 4-grams that the passage has."""
    held = {term for word in passage for term in word_terms(word)}
    rarities: dict[str, float] = {}
    for word in asked:
        grams = [term for term in word_terms(word) if term[0] != "_"]
        share = sum(gram in held for gram in grams) / len(grams)
        stemmed = stem(word)
        rarities[stemmed] = max(rarities.get(stemmed, 0.0), share * library.rarity(stemmed))
    return sum(rarities.values())


def _near_cover(weights: dict[str, float], in_quote: list[str]) -> float:
    best = 0.0
    for start in range(max(1, len(in_quote) - _NEAR + 1)):
        best = max(best, sum(weights.get(s, 0.0) for s in set(in_quote[start : start + _NEAR])))
    return best


def _agreement(place: Place) -> float:
    short = " ".join(prose(place.short).words)
    if not short:
        return -1.0
    return float(sum(f" {short} " in f" {' '.join(prose(one).words)} " for one in place.others))


def _type_match(question: str, quoted: Sequence[str]) -> float:
    types = understand(question).answer_types
    time = "time" in types
    if not time and "number" not in types:
        return 0.5
    asked = set(words(question))
    clues = word_classes.bit("month") | word_classes.bit("time") | word_classes.bit("weekday")
    for at, word in enumerate(quoted):
        if word in asked or (not time and of_a_date(quoted, at)):
            continue
        bits = word_classes.classes(word)
        if word[0].isdecimal() or bits & word_classes.bit("numword") or (time and bits & clues):
            return 1.0
    return 0.0


def missing_words(question: str, library: LibraryWords) -> list[str]:
    """The telling words of a question that no passage of the library has, as written, rarest first.

    Words that only frame a question («وقع», «عدد») are named when it has no others; what stands
    there written otherwise («شباط» for «فبراير») is not missing.
    """
    weights = weighed_words(question)
    telling = {word for word, weight in weights.items() if weight == max(weights.values())}
    otherwise = {
        word
        for variant in variants(words(question))
        if any(all(library.holds(stem(each)) for each in form) for form in variant.forms)
        for word in variant.own
    }
    absent = {
        word
        for word in understand(question).terms
        if word in telling
        and word not in FUNCTION_WORDS | otherwise
        and not library.holds(stem(word))
        and not named_types(word) & _ASKING_TYPES
    }
    written = {w.text: question[w.start : w.end] for w in words_with_places(question)}
    ordered = sorted(absent, key=lambda word: (-library.rarity(stem(word)), word))
    return [written[word] for word in ordered]
