"""Other tools' tests, as files of cases that load."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.testing.importing import Imported, import_cases
from assistant.testing.loading import load_cases
from index.errors import UserError


def imported(here: Path, name: str, held: object) -> tuple[Imported, list[tuple[object, ...]]]:
    """What is made of a file, each case as its questions and its assertions."""
    text = held if isinstance(held, str) else json.dumps(held, ensure_ascii=False)
    (here / name).write_text(text, encoding="utf-8")
    made = import_cases(here / name)
    return made, [
        (
            [turn.question for turn in case.turns],
            [
                each.model_dump(exclude_defaults=True, exclude={"weight"})
                for turn in case.turns
                for each in turn.assertions
            ],
        )
        for case in load_cases(made.path).cases
    ]


def test_deepevals_goldens(here: Path) -> None:
    made, cases = imported(
        here,
        "goldens.json",
        [
            {
                "input": "متى أُسست القاهرة؟",
                "expected_output": "سنة 969م",
                "context": ["أُسست القاهرة سنة 969م"],
                "name": "القاهرة",
            },
            {"scenario": "محادثة", "turns": [{"role": "user", "content": "من؟"}]},
        ],
    )

    assert made.path == Path("goldens.qa.yaml")
    assert load_cases(made.path).cases[0].name == "القاهرة: متى أُسست القاهرة؟"
    assert cases == [
        (
            ["متى أُسست القاهرة؟"],
            [
                {"type": "short-answer", "value": "سنة 969م", "threshold": 0.5},
                {"type": "retrieves", "passage": "أُسست القاهرة سنة 969م"},
            ],
        ),
        (["من؟"], []),
    ]


def test_ragas_samples_of_one_turn_and_of_several(here: Path) -> None:
    _, cases = imported(
        here,
        "samples.jsonl",
        '{"user_input": "متى؟", "reference": "969م", "reference_contexts": ["سنة 969م"]}\n'
        '{"user_input": [{"type": "human", "content": "من؟"}, {"type": "ai", "content": "هو"},'
        ' {"type": "human", "content": "ومتى؟"}]}\n',
    )

    assert cases[0][1] == [
        {"type": "short-answer", "value": "969م", "threshold": 0.5},
        {"type": "retrieves", "passage": "سنة 969م"},
    ]
    assert cases[1] == (["من؟", "ومتى؟"], [])


def test_promptfoos_tests_without_what_needs_a_judge(here: Path) -> None:
    made, cases = imported(
        here,
        "promptfooconfig.yaml",
        """
prompts: [p.txt]
defaultTest:
  assert: [{type: latency, threshold: 5000}]
tests:
  - description: القاهرة
    vars: {question: متى أُسست القاهرة؟}
    metadata: {صعب: true}
    assert:
      - {type: contains, value: 969, provider: openai}
      - {type: not-contains, value: لا أعلم}
      - {type: llm-rubric, value: موجز}
  - vars: {سؤال: من بناها؟}
  - vars: {أ: س, ب: ص}
  - vars: {question: كم؟}
    threshold: كثير
""",
    )

    assert dict(made.dropped) == {
        "llm-rubric": 1,
        "tests without a question": 1,
        "tests of another form": 1,
    }
    assert load_cases(made.path).cases[0].metadata == {"صعب": "True"}
    assert cases == [
        (
            ["متى أُسست القاهرة؟"],
            [
                {"type": "latency", "threshold": 5000},
                {"type": "contains", "value": "969"},
                {"type": "not-contains", "value": "لا أعلم"},
            ],
        ),
        (["من بناها؟"], []),
    ]


def test_squad_of_all_versions(here: Path) -> None:
    question = {"question": "متى؟", "answers": [{"text": "969م", "answer_start": 3}] * 2}
    impossible = {"question": "أين؟", "answers": [], "is_impossible": True}

    _, cases = imported(
        here,
        "squad.json",
        {
            "version": "2",
            "data": [{"paragraphs": [{"context": "س", "qas": [question, impossible]}]}],
        },
    )
    _, flat = imported(
        here, "flat.json", {"data": [{"question": "متى؟", "answers": {"text": ["س"]}}]}
    )

    assert cases == [
        (["متى؟"], [{"type": "quotes", "value": ("969م",)}]),
        (["أين؟"], [{"type": "abstains"}]),
    ]
    assert flat == [(["متى؟"], [{"type": "quotes", "value": ("س",)}])]


def test_an_entry_of_no_tools_form_is_left_out_and_counted(here: Path) -> None:
    made, cases = imported(
        here,
        "م.json",
        [
            {"question": "متى؟", "answers": [{"score": 1}]},
            {"paragraphs": 3},
            {"input": "من؟", "metadata": "لا", "assert": ["contains"]},
            {"input": "كم؟", "context": "سنة 969م"},
        ],
    )

    assert dict(made.dropped) == {"tests of another form": 3}
    assert cases == [(["كم؟"], [{"type": "retrieves", "passage": "سنة 969م"}])]


def test_promptfoos_csv(here: Path) -> None:
    _, cases = imported(here, "t.csv", "question,__expected\nمتى؟,icontains:سنة\n")

    assert cases == [(["متى؟"], [{"type": "icontains", "value": "سنة"}])]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("أ.json", "{", "Cannot read"),
        ("أ.json", "[1, 2]", "No questions"),
        ("أ.yaml", "a: [", "Cannot read"),
    ],
)
def test_what_is_no_test_file_is_told(here: Path, name: str, text: str, said: str) -> None:
    (here / name).write_text(text, encoding="utf-8")

    with pytest.raises(UserError, match=said):
        import_cases(here / name)


def test_nothing_is_written_over(here: Path) -> None:
    (here / "أ.qa.yaml").write_text("tests: []\n", encoding="utf-8")
    (here / "أ.json").write_text('[{"input": "متى؟"}]', encoding="utf-8")

    with pytest.raises(UserError, match="there already"):
        import_cases(here / "أ.json")
