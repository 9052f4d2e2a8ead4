"""Training learns from questions marked `train` alone, and the shipped weights come of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from index.retrieval.reranker import FEATURES, WEIGHTS_FILE
from tests.training import corpus, reranker, word_tables
from tests.training.corpus import Asked, Paragraph
from tests.training.word_tables import TABLES

DATA = Path(__file__).parents[2].parent / "shared" / "data"

PARAGRAPHS = [
    ("p1", "a1", "جسر_الوادي", "صمم المهندس سالم جسر الوادي. افتتح الجسر في ربيع عام 1912."),
    ("p2", "a1", "جسر_الوادي", "يعبر الجسر كل يوم أربعة آلاف مسافر. وطوله ثمانون مترا."),
    ("p3", "a2", "المنارة", "تقع المنارة عند مدخل الميناء. يبلغ ارتفاعها ستة وأربعين مترا."),
]
PARAGRAPHS += [
    (f"p{at}", "a2", "المنارة", f"في السنة {1800 + at} رأى حارس المنارة {at} سفينة من الوادي.")
    for at in range(4, 4 + reranker.CANDIDATES)
]
HELD_OUT = ("p0", "a9", "جسر_الوادي", "متى افتتح جسر الوادي؟ افتتح جسر الوادي عام 1650.")
QUESTIONS = [
    ("q1", "متى افتتح جسر الوادي؟", "p1", "a1", "في ربيع عام 1912"),
    ("q2", "من صمم جسر الوادي؟", "p1", "a1", "المهندس سالم"),
    ("q3", "كم طول الجسر؟", "p2", "a1", "ثمانون مترا"),
    ("q4", "أين تقع المنارة؟", "p3", "a2", "عند مدخل الميناء"),
]
UNREADABLE = {"split": "test"}
"""Whoever reads on past the word `test` meets a KeyError."""


def question_set(
    folder: Path,
    paragraphs: Iterable[tuple[str, str, str, str]],
    others: Iterable[dict[str, str]] = (),
) -> Path:
    """A folder like those that training is given."""
    texts = {id: text for id, _, _, text in paragraphs}
    asked = [
        {
            "id": id,
            "question": question,
            "doc_id": paragraph,
            "article_id": article,
            "split": "train",
            "answers": [{"text": answer, "start": texts[paragraph].index(answer)}],
        }
        for id, question, paragraph, article, answer in QUESTIONS
    ]
    documents = [
        {"id": id, "article_id": article, "title": title, "text": text}
        for id, article, title, text in paragraphs
    ]
    folder.mkdir()
    for name, rows in (("qa.jsonl", [*others, *asked, *others]), ("docs.jsonl", documents)):
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
        (folder / name).write_text("".join(lines), "utf-8")
    return folder


def test_only_questions_for_training_are_read(tmp_path: Path) -> None:
    folder = question_set(tmp_path / "set", [*PARAGRAPHS, HELD_OUT], [UNREADABLE])

    asked = corpus.training_questions(folder)

    assert [(one.id, one.text, one.paragraph) for one in asked] == [
        (id, question, paragraph) for id, question, paragraph, _, _ in QUESTIONS
    ]
    assert reranker.training_questions(folder) == (
        [question for _, question, _, _, _ in QUESTIONS],
        [paragraph for _, _, paragraph, _, _ in QUESTIONS],
        frozenset({"a1", "a2"}),
    )


def test_an_answer_is_placed_in_its_paragraph(tmp_path: Path) -> None:
    texts = {id: text for id, _, _, text in PARAGRAPHS}

    asked = corpus.training_questions(question_set(tmp_path / "set", PARAGRAPHS))

    assert [_answers(one, texts) for one in asked] == [one.answers for one in asked]


def _answers(asked: Asked, texts: dict[str, str]) -> tuple[str, ...]:
    return tuple(texts[asked.paragraph][start:end] for start, end in asked.spans)


def test_paragraphs_of_articles_without_a_training_question_are_left_out(tmp_path: Path) -> None:
    folder = question_set(tmp_path / "set", [*PARAGRAPHS, HELD_OUT], [UNREADABLE])

    assert corpus.training_paragraphs(folder, corpus.training_questions(folder)) == [
        Paragraph(id, article, title.replace("_", " "), text)
        for id, article, title, text in PARAGRAPHS
    ]


def test_the_weights_are_the_same_without_what_is_held_out(tmp_path: Path) -> None:
    bare = question_set(tmp_path / "bare", PARAGRAPHS)
    whole = question_set(tmp_path / "whole", [HELD_OUT, *PARAGRAPHS], [UNREADABLE])

    assert reranker.train([whole]).tolist() == reranker.train([bare]).tolist()


@pytest.mark.skipif(not (DATA / "arcd").is_dir(), reason=f"the question sets are not in {DATA}")
def test_the_shipped_weights_are_what_training_gives() -> None:
    """Ten seconds: seven thousand readings of fifteen passages, and the fit."""
    shipped = json.loads(WEIGHTS_FILE.read_text("utf-8"))["weights"]

    weights = reranker.train([DATA / "arcd", DATA / "xquad_ar"])

    assert {
        name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)
    } == shipped


@pytest.mark.skipif(not (DATA / "arcd").is_dir(), reason=f"the question sets are not in {DATA}")
def test_the_shipped_word_tables_are_what_training_gives(tmp_path: Path) -> None:
    word_tables.write(DATA, tmp_path)

    assert {file.name: file.read_text("utf-8") for file in tmp_path.iterdir()} == {
        "background.txt": (TABLES / "background.txt").read_text("utf-8"),
        "naming.txt": (TABLES / "naming.txt").read_text("utf-8"),
    }
