"""The questions as people type them can be judged: each gold snippet stands in its document."""

from __future__ import annotations

from collections import Counter

import pytest

from index.readers import read_file
from tests.benchmarks.judging import holds_verbatim
from tests.benchmarks.people import Question, documents, read_questions

QUESTIONS = read_questions()
TEXTS = {path.name: read_file(path).text for path in documents()}
UNANSWERABLE = {"absent_attribute", "absent_place", "false_premise", "off_topic"}
KINDS = UNANSWERABLE | {
    "plain", "polite", "dialect", "misspelt", "list", "definition", "reasons", "yes_no",
    "two_part", "table", "english", "paraphrase", "disagreeing",
}  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_gold_snippet_stands_verbatim_in_a_document_of_its_question(
    question: Question,
) -> None:
    texts = [TEXTS[name] for name in question.documents]

    for snippet in (one for part in question.gold for one in part):
        assert any(holds_verbatim(text, snippet) for text in texts), snippet


def test_ids_and_questions_are_unique() -> None:
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS)
    assert len({question.question for question in QUESTIONS}) == len(QUESTIONS)


def test_the_kinds_are_known_and_only_answerable_ones_have_gold() -> None:
    assert {question.kind for question in QUESTIONS} == KINDS
    for question in QUESTIONS:
        assert question.answerable == bool(question.gold) == (question.kind not in UNANSWERABLE)
        assert question.answerable or question.headline is None


def test_half_of_each_kind_is_for_choosing_and_half_for_reporting() -> None:
    halves = Counter((question.kind, question.part) for question in QUESTIONS)

    for kind in KINDS:
        assert abs(halves[kind, "choose"] - halves[kind, "report"]) <= 1, kind


def test_each_folder_has_about_half_of_the_questions() -> None:
    folders = {path.name: path.parent.name for path in documents()}
    asked = Counter(folders[question.documents[0]] for question in QUESTIONS if question.documents)

    assert abs(asked["corpus"] - asked["people"]) <= len(QUESTIONS) // 10
