"""How good is it? Finding, reading, short answers and refusing, on question sets with gold answers.

    python tests/benchmarks/quality.py DIR… [--articles] [--pool] [--split SPLIT|all] [--sample N]
                                            [--as polite|typo|dialect|english] [--json FILE]
                                            [--fast]

What a DIR holds is told in `sets.py`. Everything goes the way of the product: split, embedded,
indexed, searched, read. Beside it, in the same run, a baseline that anyone can reproduce: bm25s
with the Snowball Arabic stemmer, and the sentence that shares most words with the question. In
brackets: 95% intervals from 1,000 bootstrap samples of the questions. Questions whose answer is
unknown, though its paragraph is not, are only searched for.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from assistant.answering import HITS
from assistant.extractive.answerability import is_sure, shipped_threshold
from assistant.extractive.reader import read_hits
from assistant.grounding import Finding
from index.arabic import sentences, words
from index.question import Question as Analysed
from index.retrieval.encoder import shipped_encoder
from index.retrieval.search import Searcher, read_first
from index.store.library import Library
from index.types import Hit
from tests.benchmarks.judging import exact, holds_answer, is_torn, overlap_f1
from tests.benchmarks.perturbing import WAYS, perturbed
from tests.benchmarks.scores import CUT_WORDS, Scores, area_under_curve, coverage, show, summary
from tests.benchmarks.sets import Question, Shelf, load

SHOWN = 3
"""Quotes of an answer that are looked at."""


def main() -> int:
    options = arguments()
    shelves = list(asked_shelves(options))
    pooled = {id: text for shelf in shelves for id, text in shelf.contents.items()}
    written = []
    for shelf in shelves:
        others = [each for each in shelves if each.contents.keys().isdisjoint(shelf.contents)]
        foreign = [question for other in others for question in other.questions]
        if options.pool:
            shelf.contents, foreign = pooled, []
        systems = {"shawahid": measure(shelf, foreign, fast=options.fast)}
        if not options.no_baseline:
            systems["bm25s + overlap"] = baseline(shelf)
        size = f"{len(shelf.questions)} questions, {len(shelf.contents)} texts"
        way = f" · {options.way}" if options.way else ""
        show(f"{shelf.name} · {options.split}{way} · {size}", systems)
        told = {"set": shelf.name, "split": options.split, "as": options.way}
        counted = {"questions": len(shelf.questions), "texts": len(shelf.contents)}
        written.append({**told, **counted, **summary(systems["shawahid"])})
    if options.json:
        options.json.write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    unit = parser.add_mutually_exclusive_group()
    unit.add_argument("--paragraphs", action="store_true", help="a document each (the default)")
    unit.add_argument("--articles", action="store_true", help="whole articles, splitting at work")
    parser.add_argument("--pool", action="store_true", help="all sets in one library")
    parser.add_argument("--split", default="test", help="of the questions; all for every one")
    parser.add_argument("--sample", type=int, metavar="N", help="so many questions of each set")
    parser.add_argument("--as", dest="way", choices=WAYS, help="put the questions otherwise")
    parser.add_argument("--json", type=Path, metavar="FILE", help="our own figures into it")
    parser.add_argument("--fast", action="store_true", help="without the encoder")
    parser.add_argument("--no-baseline", action="store_true", help="only our own figures")
    return parser.parse_args()


def asked_shelves(options: argparse.Namespace) -> Iterator[Shelf]:
    """Each set, each variety of it apart, its questions put as the options say."""
    for folder in options.folders:
        for shelf in load(folder, options.articles, options.split, options.sample):
            if options.way:
                shelf.questions = perturbed(shelf.questions, options.way, folder)
            yield shelf


def measure(shelf: Shelf, foreign: Sequence[Question], *, fast: bool = False) -> Scores:
    """Our own figures, each question asked of a library made of the texts."""
    scores = Scores()
    with tempfile.TemporaryDirectory() as folder, Library.create(folder) as library:
        shelf.fill(library, fast=fast)
        reader = None if fast else shipped_encoder()
        searcher = Searcher.open(library, fast=fast, reader=reader)
        searcher.search(searcher.analyse("سؤال قبل القياس"))
        start = time.perf_counter()
        answered = [score_question(scores, searcher, shelf, each) for each in shelf.questions]
        scores.seconds = time.perf_counter() - start
        readable = [question for question in shelf.questions if question.answers]
        score_reading_alone(scores, searcher, shelf, readable)
        withheld = [confidence(searcher, shelf, each, True) for each in readable]
        strangers = [confidence(searcher, shelf, each, False) for each in foreign]
    if readable:
        told = [one for one in answered if one]
        score_refusals(scores, told, withheld, strangers, reads=reader is not None)
    return scores


def score_question(
    scores: Scores, searcher: Searcher, shelf: Shelf, question: Question
) -> tuple[float, bool] | None:
    """Adds every measure of one question.

    :return: its confidence and whether it is right; None when its answer is unknown.
    """
    asked = searcher.analyse(question.text)
    hits = searcher.search(asked, limit=HITS)
    found = list(dict.fromkeys(shelf.texts[hit.passage.document_id] for hit in hits))
    score_ranks(scores, found, question)
    if not question.answers:
        return None
    reading = read_hits(asked, hits, searcher.statistics)
    shown = reading.findings[:SHOWN]
    right = [holds_answer(quoted(finding), question.answers) for finding in shown]
    score_quote(scores, quoted(shown[0]) if shown else "", question)
    brief = read_hits(asked, hits, searcher.statistics, 1, longest=CUT_WORDS).findings
    cut = quoted(brief[0]) if brief else ""
    scores.add(f"first quote, at most {CUT_WORDS} words", holds_answer(cut, question.answers))
    scores.add("any of three", any(right))
    for finding in shown:
        scores.add("torn, of three", is_torn(finding.hit.text, finding.span.end))
    score_short(scores, shown[0] if shown else None, question)
    return reading.confidence, bool(right and right[0])


def quoted(finding: Finding) -> str:
    return finding.hit.text[finding.span.start : finding.span.end]


def score_short(scores: Scores, finding: Finding | None, question: Question) -> None:
    """Of the short answer of the first quote; wrong is one that shares no word with the gold."""
    short = finding.short if finding else None
    shown = finding.hit.text[short.start : short.end] if finding and short else ""
    exactly, f1 = exact(shown, question.answers), overlap_f1(shown, question.answers)
    scores.add("short shown", bool(shown))
    scores.add("short EM, all", exactly)
    scores.add("short F1, all", f1)
    if shown:
        scores.add("short EM, shown", exactly)
        scores.add("short F1, shown", f1)
        scores.add("short wrong, shown", f1 == 0)


def score_ranks(scores: Scores, found: Sequence[str], question: Question) -> None:
    rank = next((at for at, id in enumerate(found, 1) if id in question.texts), None)
    for limit in (1, 5, 10):
        scores.add(f"R@{limit}", rank is not None and rank <= limit)
    scores.add("MRR@10", 1 / rank if rank else 0.0)


def score_quote(scores: Scores, quote: str, question: Question) -> None:
    cut = " ".join(quote.split()[:CUT_WORDS])
    scores.add("first quote", holds_answer(quote, question.answers))
    scores.add(f"first quote, its first {CUT_WORDS} words", holds_answer(cut, question.answers))
    scores.add("words quoted", len(quote.split()))


def score_reading_alone(
    scores: Scores, searcher: Searcher, shelf: Shelf, questions: Sequence[Question]
) -> None:
    """The sentence chosen when the right text is given."""
    for question in questions:
        hits = [
            hit for text in sorted(question.texts) for hit in passages_of(searcher, shelf, text)
        ]
        asked = searcher.analyse(question.text)
        reading = read_hits(asked, _read(searcher, asked, hits), searcher.statistics)
        first = quoted(reading.findings[0]) if reading.findings else ""
        scores.add("paragraph given", holds_answer(first, question.answers))


def passages_of(searcher: Searcher, shelf: Shelf, text: str) -> list[Hit]:
    """A text's passages as if they had been found, in order."""
    id = shelf.documents[text]
    library = searcher.library
    return [
        Hit(
            passage=passage,
            title=library.titles([id])[id],
            text=library.text(id, passage.start, passage.end),
            score=1.0,
            lexical=10.0,
            vector=0.5,
            lexical_rank=rank,
            vector_rank=rank,
        )
        for rank, passage in enumerate(library.passages_of(id), 1)
    ]


def confidence(searcher: Searcher, shelf: Shelf, question: Question, withheld: bool) -> float:
    """Of the first quote; with its texts and all others that hold an answer taken out, if asked."""
    asked = searcher.analyse(question.text)
    hits = searcher.search(asked, limit=50 if withheld else HITS, unread=withheld)
    if withheld:
        hits = [
            hit
            for hit in hits
            if shelf.texts[hit.passage.document_id] not in question.texts
            and not holds_answer(hit.text, question.answers)
        ][:HITS]
        hits = _read(searcher, asked, hits)
    return read_hits(asked, hits, searcher.statistics).confidence


def _read(searcher: Searcher, asked: Analysed, hits: list[Hit]) -> list[Hit]:
    return hits if searcher.reader is None else read_first(searcher.reader, asked, hits)


def score_refusals(
    scores: Scores,
    answered: Sequence[tuple[float, bool]],
    withheld: Sequence[float],
    foreign: Sequence[float],
    *,
    reads: bool,
) -> None:
    """Figures over all questions at once; precision is on two answerable to one that is not."""
    answers_from = shipped_threshold(read=reads)

    def share_shown(confidences: Sequence[float]) -> float:
        return sum(one >= answers_from for one in confidences) / max(1, len(confidences))

    answerable = [confidence for confidence, _ in answered]
    mixed = [*answered, *((confidence, False) for confidence in withheld[::2])]
    shown = [(confidence, right) for confidence, right in mixed if confidence >= answers_from]
    figures = {
        "AUROC, paragraph removed": area_under_curve(answerable, withheld),
        "coverage at 90% precision": coverage(mixed, len(answered), 0.9),
        "answered, of answerable": share_shown(answerable),
        "answered, of removed": share_shown(withheld),
        "wrong, of answered": 1 - sum(right for _, right in shown) / max(1, len(shown)),
        **reliability("sure", [one for one in shown if is_sure(one[0], read=reads)], len(shown)),
        **reliability(
            "likely", [one for one in shown if not is_sure(one[0], read=reads)], len(shown)
        ),
    }
    if foreign:
        figures["AUROC, foreign questions"] = area_under_curve(answerable, foreign)
        figures["answered, of foreign"] = share_shown(foreign)
    scores.values.update({measure: [value] for measure, value in figures.items()})


def reliability(name: str, own: Sequence[tuple[float, bool]], answered: int) -> dict[str, float]:
    """What the answers of one kind promise, and what they keep."""
    promised, right = np.mean(own, axis=0) if own else (np.nan, np.nan)
    return {
        f"{name} answers, of all answers": len(own) / max(1, answered),
        f"{name} answers: probability told": float(promised),
        f"{name} answers: first quote right": float(right),
    }


def baseline(shelf: Shelf) -> Scores:
    """bm25s over Snowball stems of folded words, and the best-overlap sentence of the best text."""
    import bm25s
    import Stemmer

    stem: Callable[[list[str]], list[str]] = Stemmer.Stemmer("arabic").stemWords
    texts = list(shelf.contents.values())
    stems = [stem(words(f"{text.title}\n{text.text}")) for text in texts]
    index = bm25s.BM25()
    index.index(stems, show_progress=False)
    frequency = Counter(word for some in stems for word in set(some))
    scores = Scores()
    for question in shelf.questions:
        start = time.perf_counter()
        asked = stem(words(question.text))
        best, _ = index.retrieve([asked], k=min(10, len(texts)), show_progress=False)
        found = [texts[at] for at in best[0]]
        weights = {word: np.log(1 + len(texts) / (1 + frequency[word])) for word in asked}
        spans = [found[0].text[span.start : span.end] for span in sentences(found[0].text)]
        held = [sum(weights.get(word, 0) for word in set(stem(words(span)))) for span in spans]
        scores.seconds += time.perf_counter() - start
        score_ranks(scores, [text.id for text in found], question)
        if question.answers:
            score_quote(scores, spans[int(np.argmax(held))], question)
    return scores


if __name__ == "__main__":
    sys.exit(main())
