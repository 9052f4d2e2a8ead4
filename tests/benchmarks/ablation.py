"""What is each part worth? Figures of `quality.py`, with one part switched off at a time.

    python tests/benchmarks/ablation.py DIR… [--articles] [--split SPLIT|all]

The first row has everything on. Every other row says by how many points the figures change, with
95% intervals from 1,000 bootstrap samples of the questions, both systems on the same ones.
Nothing is trained anew for a row: it tells what today's product owes to a part, which is more
than one trained without it would lose.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[2]))

from assistant.answering import HITS
from assistant.extractive import evidence_selection
from assistant.extractive.evidence import Evidence, gather
from assistant.extractive.reader import passages_of as for_reading
from assistant.extractive.reader import worth_reading
from index import arabic
from index import question as analysis
from index.arabic import idf, sentences, stem, stems, stop_words, word_terms, words
from index.arabic.idf import TermStatistics
from index.question import Question as Analysed
from index.question import analyse
from index.retrieval.search import Searcher
from index.store.library import Library
from index.types import Extraction, Hit
from tests.benchmarks.judging import holds_answer
from tests.benchmarks.quality import passages_of
from tests.benchmarks.scores import SAMPLES, Scores, figure
from tests.benchmarks.sets import Question, Shelf, load
from tests.training import corpus

OVERLAP_PASSAGES = 5
"""The best passages, whose sentences the reader by overlap chooses from."""
MEASURES = ("R@1", "first quote", "any of three", "paragraph given")
WORDS = "words quoted"
WIDTH, INTERVAL = 170, 11
"""Columns of the terminal that two sets need, and an interval."""

Replacement = tuple[object, str, object]
"""A module or class, the name of one of its attributes, and what stands there meanwhile."""


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    """With what takes its place, where that is not nothing."""
    off: tuple[Replacement, ...]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--articles", action="store_true", help="whole articles, splitting at work")
    parser.add_argument("--split", default="test", help="of the questions; all for every one")
    options = parser.parse_args()
    shelves = {
        shelf.name: shelf
        for folder in options.folders
        for shelf in load(folder, options.articles, options.split)
    }
    rows = {}
    for part in (Part("everything on", ()), *parts()):
        with switched(part.off):
            rows[part.name] = [measured(shelf) for shelf in shelves.values()]
        print(part.name, file=sys.stderr)
    show(options.split, shelves, rows)
    return 0


EXPANSION_OFF: tuple[Replacement, ...] = tuple(
    (analysis, name, lambda *given: ())
    for name in ("alternatives", "respaced", "spelling_corrections")
)


def parts() -> list[Part]:
    """Everything that can be switched off."""
    return [
        Part("stems", (*_where_used("stem", str), *_where_used("word_terms", _word_and_grams))),
        Part("4-grams", _where_used("word_terms", lambda word: word_terms(word)[:1])),
        Part("titles", ((corpus, "Extraction", lambda text, title: Extraction(text, "")),)),
        Part("vectors", ((Searcher, "_cosines", lambda *given: {}),)),
        Part("framing words: weigh 1", ((analysis, "FRAMING_WEIGHT", 1.0),)),
        Part("stop words: searched too", ((analysis, "FUNCTION_WORDS", frozenset()),)),
        Part("other forms, slips of the pen", EXPANSION_OFF),
        Part("reranker: BM25's order", ((Searcher, "_reranked", _first_order),)),
        Part("trained selection: overlap", ((evidence_selection, "select", _best_overlap),)),
        Part("question types", ((Searcher, "analyse", _untyped),)),
        Part("shipped frequencies", ((idf, "BACKGROUND_PASSAGES", 0.0),)),
        Part("window: one sentence", ((evidence_selection, "_runs", _sentence_runs),)),
        Part("window: one clause", ((evidence_selection, "_runs", _clause_runs),)),
    ]


def _modules() -> list[ModuleType]:
    return [each for name, each in sys.modules.items() if name.startswith(("index.", "assistant."))]


def _where_used(name: str, instead: object) -> tuple[Replacement, ...]:
    """A function of `index.arabic` replaced in all modules that use it.

    `stem` stays where it is defined and where the list of framing words is made of stems.
    """
    known = getattr(arabic, name)
    users = [module for module in _modules() if getattr(module, name, None) is known]
    kept = (arabic, stems, stop_words) if name == "stem" else ()
    return tuple((user, name, instead) for user in users if user not in kept)


def _word_and_grams(word: str) -> tuple[str, ...]:
    return ("_" + word, *word_terms(word)[1:])


def _untyped(searcher: Searcher, text: str) -> Analysed:
    asked = analyse(text, searcher.statistics)
    return replace(asked, question_type="OTHER", answer_types=frozenset())


_reranked: Callable[[Searcher, Analysed, Sequence[Hit]], list[Hit]] = Searcher._reranked


def _first_order(searcher: Searcher, question: Analysed, hits: Sequence[Hit]) -> list[Hit]:
    """As found; the reranker's scores, falling, because the reader weighs passages by them."""
    scored = _reranked(searcher, question, hits)
    return [replace(hit, score=other.score) for hit, other in zip(hits, scored, strict=True)]


def _best_overlap(evidence: Evidence) -> list[evidence_selection.QuoteCandidate]:
    """The sentences that share most stems with the question, each weighed by its IDF."""
    question = evidence.question
    weights = dict(zip(map(stem, question.terms), evidence.term_idf.tolist(), strict=True))
    found = []
    for place, passage in enumerate(evidence.passages[:OVERLAP_PASSAGES]):
        for span in sentences(passage.text):
            held = words(passage.text[span.start : span.end])
            shared = sum(weights[base] for base in set(map(stem, held)) & weights.keys())
            found.append(
                evidence_selection.QuoteCandidate(
                    place, span.start, span.end, shared, len(held), 0, span
                )
            )
    return sorted(found, key=lambda sentence: -sentence.score)[:3]


def _sentence_runs(gathered: Evidence, longest: int) -> list[evidence_selection._Run]:
    sizes = gathered.clause_stop - gathered.clause_start
    edges = [*gathered.sentence_start.tolist(), len(sizes)]
    return [evidence_selection._Run(a, b - 1, int(sizes[a:b].sum())) for a, b in pairwise(edges)]


def _clause_runs(gathered: Evidence, longest: int) -> list[evidence_selection._Run]:
    sizes = (gathered.clause_stop - gathered.clause_start).tolist()
    return [evidence_selection._Run(at, at, size) for at, size in enumerate(sizes)]


@contextmanager
def switched(replacements: Sequence[Replacement]) -> Iterator[None]:
    """The replacements made, and nothing remembered from before or kept for after."""
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in replacements]
    _set(replacements)
    try:
        yield
    finally:
        _set(before)


def _set(replacements: Sequence[Replacement]) -> None:
    for owner, name, value in replacements:
        setattr(owner, name, value)
    for module in _modules():
        for value in list(vars(module).values()):
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def measured(shelf: Shelf) -> Scores:
    scores = Scores()
    with tempfile.TemporaryDirectory() as folder, Library.create(folder) as library:
        shelf.fill(library)
        searcher = Searcher.open(library)
        for question in shelf.questions:
            _add(scores, searcher, shelf, question)
    return scores


def _add(scores: Scores, searcher: Searcher, shelf: Shelf, question: Question) -> None:
    asked = searcher.analyse(question.text)
    hits = searcher.search(asked, limit=HITS)
    first = {shelf.texts[hit.passage.document_id] for hit in hits[:1]}
    scores.add("R@1", not first.isdisjoint(question.texts))
    quotes = _quotes(asked, hits, searcher.statistics)
    right = [holds_answer(quote, question.answers) for quote in quotes]
    scores.add("first quote", any(right[:1]))
    scores.add("any of three", any(right))
    scores.add(WORDS, len(words(quotes[0])) if quotes else 0)
    given = [hit for text in sorted(question.texts) for hit in passages_of(searcher, shelf, text)]
    read = _quotes(asked, given, searcher.statistics)
    scores.add("paragraph given", any(holds_answer(one, question.answers) for one in read[:1]))


def _quotes(question: Analysed, hits: Sequence[Hit], statistics: TermStatistics) -> list[str]:
    evidence = gather(question, worth_reading(for_reading(hits)), statistics)
    chosen = [] if evidence is None else evidence_selection.select(evidence)
    bodies = [hit.text[hit.body_start :] for hit in hits]
    return [bodies[one.passage][one.start : one.end] for one in chosen]


def show(split: str, shelves: dict[str, Shelf], rows: dict[str, list[Scores]]) -> None:
    sizes = ", ".join(f"{name} {len(shelf.questions)}" for name, shelf in shelves.items())
    table = Table(title=f"{split} · questions: {sizes}", title_justify="left", show_lines=True)
    table.add_column("switched off: in its place", no_wrap=True)
    for name in shelves:
        for measure in MEASURES:
            table.add_column(f"{name}\n{measure}", justify="right", width=INTERVAL)
        table.add_column(f"{name}\n{WORDS}", justify="right")
    whole = next(iter(rows.values()))
    for part, scores in rows.items():
        pairs = list(zip(whole, scores, strict=True))
        table.add_row(part, *(cell for pair in pairs for cell in _cells(*pair)))
    Console(width=WIDTH).print(table)


def _cells(whole: Scores, scores: Scores) -> Iterator[str]:
    for measure in MEASURES:
        if scores is whole:
            yield figure(measure, whole).replace(" [", "\n").rstrip("]")
        else:
            yield _change(whole.values[measure], scores.values[measure])
    yield f"{np.mean(scores.values[WORDS]):.1f}"


def _change(before: Sequence[float], after: Sequence[float]) -> str:
    changes = 100 * (np.asarray(after, float) - np.asarray(before, float))
    if not changes.any():
        return "0"
    samples = np.random.default_rng(1).choice(changes, (SAMPLES, len(changes))).mean(axis=1)
    low, high = np.percentile(samples, [2.5, 97.5])
    return f"{changes.mean():+.1f}\n{low:+.1f}…{high:+.1f}"


if __name__ == "__main__":
    sys.exit(main())
