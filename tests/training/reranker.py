"""Fit the reranker's weights on the training questions of the given sets.

    python -m tests.training reranker DATA

Questions with another `split` than `train` are never read further than that word. Candidates
are BM25's best among the paragraphs of articles that have a training question, of the set's own
and of all sets together, with titles and without;
the loss is softmax over them (no randomness, so the same data give the same file).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.arabic import word_terms, words
from index.arabic.idf import TermStatistics
from index.arabic.tokenised import tokenise
from index.question import Question, analyse
from index.retrieval.reranker import FEATURES, RerankCandidate, reranking_features

CANDIDATES = 15
K1, B = 1.2, 0.75  # tantivy's
RIDGE = 3.0
ROUNDS = 3000
SETS = ("arcd", "xquad_ar")
FREE = frozenset({"length"})
"""Features whose weight may be negative."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Paragraphs:
    """Paragraphs that are searched together."""

    ids: list[str]
    words: list[Sequence[str]]
    starts: list[Sequence[int]]
    titles: list[list[str]]
    keys: list[str]


def paragraphs_of(
    folders: Sequence[Path], titled: bool, articles: frozenset[str] | None = None
) -> Paragraphs:
    """All paragraphs of the sets, or those of these articles."""
    found = Paragraphs([], [], [], [], [])
    for folder in folders:
        for line in (folder / "docs.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            if articles is not None and row["article_id"] not in articles:
                continue
            read = tokenise(row["text"])
            title = words(row["title"].replace("_", " ")) if titled else []
            found.ids.append(row["id"])
            found.words.append(read.words)
            found.starts.append(read.first_words)
            found.titles.append(title)
            found.keys.append(row["title"] if titled else row["article_id"])
    return found


class Bm25:
    """tantivy's scores over a small corpus."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self.postings: dict[str, list[tuple[int, int]]] = {}
        lengths = []
        for place, (title, text) in enumerate(
            zip(paragraphs.titles, paragraphs.words, strict=True)
        ):
            counts = Counter(term for word in (*title, *text) for term in word_terms(word))
            lengths.append(sum(counts.values()))
            for term, count in counts.items():
                self.postings.setdefault(term, []).append((place, count))
        self.passages = len(lengths)
        self.norms = K1 * (1 - B + B * np.array(lengths) / np.mean(lengths))

    def frequency(self, term: str) -> int:
        return len(self.postings.get(term, ()))

    def scores(self, question: Question) -> Floats:
        scores = np.zeros(self.passages)
        for term, weight in question.query_terms().items():
            df = self.frequency(term)
            idf = np.log(1 + (self.passages - df + 0.5) / (df + 0.5))
            for place, count in self.postings.get(term, ()):
                scores[place] += weight * idf * count * (1 + K1) / (count + self.norms[place])
        return scores


def rows(
    paragraphs: Paragraphs, questions: Sequence[str], candidates: int = CANDIDATES
) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Features of shape (question, candidate, feature) and which paragraphs they are of."""
    index = Bm25(paragraphs)
    values = np.zeros((len(questions), candidates, len(FEATURES)))
    places = np.zeros((len(questions), candidates), np.int64)
    statistics = TermStatistics(index.passages, index.frequency)
    for number, question in enumerate(analyse(text, statistics) for text in questions):
        scores = index.scores(question)
        best = np.argsort(-scores, kind="stable")[:candidates]
        places[number] = best
        values[number] = reranking_features(
            question,
            [
                RerankCandidate(
                    paragraphs.words[place],
                    paragraphs.starts[place],
                    paragraphs.titles[place],
                    paragraphs.keys[place],
                    float(scores[place]),
                )
                for place in best
            ],
            statistics,
        )
    return values, places


def fit(values: Floats, gold: Floats, ridge: float = RIDGE) -> Floats:
    """Weights by projected gradient with momentum: below 0 only for `FREE`.

    :param gold: 1 where the candidate is the question's paragraph; at most one a row.
    """
    answered = gold.sum(1) > 0
    values, gold = values[answered], gold[answered]
    spread = values.reshape(-1, values.shape[-1]).std(0) + 1e-9
    scaled = (values - values.mean(1, keepdims=True)) / spread
    flat = scaled.reshape(-1, scaled.shape[-1])
    wanted = flat.T @ gold.reshape(-1)
    lowest = np.array([-np.inf if name in FREE else 0.0 for name in FEATURES])
    weights = np.full(len(FEATURES), 0.1)
    ahead, momentum = weights, 1.0
    # The softmax's curvature is at most half the features' second moment in a row.
    curvature = np.einsum("qkf,qkg->fg", scaled, scaled, optimize=True) / scaled.shape[1]
    step = 1 / (4 * np.linalg.eigvalsh(curvature)[-1] + 2 * ridge)
    for _ in range(ROUNDS):
        logits = scaled @ ahead
        odds = np.exp(logits - logits.max(1, keepdims=True))
        odds /= odds.sum(1, keepdims=True)
        slope = flat.T @ odds.reshape(-1) - wanted + 2 * ridge * ahead
        after = np.maximum(ahead - step * slope, lowest)
        following = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = after + (momentum - 1) / following * (after - weights)
        if np.abs(after - weights).max() < 1e-6:
            weights = after
            break
        weights, momentum = after, following
    fitted: Floats = weights / spread
    return fitted


def training_questions(folder: Path) -> tuple[list[str], list[str], frozenset[str]]:
    """Questions, their paragraphs, and the articles that these stand in."""
    questions, gold, articles = [], [], set()
    for line in (folder / "qa.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["split"] == "train":
            questions.append(row["question"])
            gold.append(row["doc_id"])
            articles.add(row["article_id"])
    return questions, gold, frozenset(articles)


def train(folders: Sequence[Path]) -> Floats:
    asked = {folder: training_questions(folder) for folder in folders}
    corpora = [[folder] for folder in folders] + ([list(folders)] if len(folders) > 1 else [])
    values, labels = [], []
    for titled in (True, False):
        for corpus in corpora:
            articles = frozenset().union(*(asked[folder][2] for folder in corpus))
            paragraphs = paragraphs_of(corpus, titled, articles)
            questions = [question for folder in corpus for question in asked[folder][0]]
            gold = [identity for folder in corpus for identity in asked[folder][1]]
            found, places = rows(paragraphs, questions)
            values.append(found)
            ids = np.array(paragraphs.ids)[places]
            labels.append((ids == np.array(gold)[:, None]).astype(np.float64))
    return fit(np.concatenate(values), np.concatenate(labels))


def write(folders: Sequence[Path], target: Path) -> None:
    """Write the weights fitted on the sets in these folders."""
    weights = train(folders)
    digest = hashlib.sha256()
    for folder in folders:
        for name in ("docs.jsonl", "qa.jsonl"):
            digest.update((folder / name).read_bytes())
    kept = {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)}
    made = {
        "made_by": "tests/training/reranker.py " + " ".join(folder.name for folder in folders),
        "data_sha256": digest.hexdigest(),
        "weights": kept,
    }
    target.write_text(json.dumps(made, indent=1) + "\n", "utf-8")
