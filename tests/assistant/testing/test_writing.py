"""What is written into files of cases, and what is left as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from assistant.answer import Answer, Quote
from assistant.assistant import Assistant
from assistant.conversation.turns import Turn
from assistant.testing.assertions import StableForm
from assistant.testing.loading import load_cases
from assistant.testing.schema import SCHEMA_FILE
from assistant.testing.suite import under_test
from assistant.testing.writing import approve, pin
from index.errors import UserError
from index.ingest import add
from index.store.library import Library

CAIRO = "متى أُسست القاهرة؟"


def approved(path: Path, library: Path) -> int:
    file = load_cases(path)
    with under_test(file, library) as open_file:
        tested = [open_file.test(case) for case in file.cases]
    return approve(file, tested)


def outcomes(path: Path, library: Path) -> list[str]:
    file = load_cases(path)
    with under_test(file, library) as open_file:
        return [open_file.test(case).result.outcome for case in file.cases]


def stable_of(path: Path) -> list[StableForm]:
    return [
        assertion
        for case in load_cases(path).cases
        for turn in case.turns
        for assertion in turn.assertions
        if isinstance(assertion, StableForm)
    ]


def turn(assistant: Assistant, question: str) -> Turn:
    return Turn(question, question, assistant.ask(question, 1))


def test_approving_writes_the_quotes_and_nothing_else(library: Library, here: Path) -> None:
    path = here / "ق.qa.yaml"
    path.write_text(
        "# رأس\n"
        "settings: {top: 1}\n"
        "tests:\n"
        "  # الأولى\n"
        f"  - question: '{CAIRO}'   # سؤال\n"
        "    assert:\n"
        "      - type: stable   # تُعتمد\n"
        "\n"
        "      # وبعدها\n"
        "      - {type: contains, value: 969م}\n",
        encoding="utf-8",
    )

    assert approved(path, here / ".shawahid") == 1

    words = "أُسست القاهرة سنة 969م على يد القائد جوهر الصقلي في عهد الدولة الفاطمية."
    assert path.read_text("utf-8") == (
        "# رأس\n"
        "settings: {top: 1}\n"
        "tests:\n"
        "  # الأولى\n"
        f"  - question: '{CAIRO}'   # سؤال\n"
        "    assert:\n"
        "      - type: stable\n"
        "        value:\n"
        "        - document: القاهرة.txt\n"
        f"          quote: {words}   # تُعتمد\n"
        "\n"
        "      # وبعدها\n"
        "      - {type: contains, value: 969م}\n"
    )
    assert approved(path, here / ".shawahid") == 0


@pytest.mark.parametrize(
    "assertions",
    [
        "[{type: stable}]",
        "\n      - {type: stable}",
        "\n      - type: stable\n        value: [{document: أ, quote: ب}]",
        "\n      - type: stable\n        value:\n          - document: أ\n            quote: |\n"
        "              قديم\n              كثير",
    ],
)
def test_what_was_approved_passes_in_every_style_of_yaml(
    library: Library, here: Path, assertions: str
) -> None:
    path = here / "ق.qa.yaml"
    path.write_text(
        f"tests:\n  - question: {CAIRO}\n    assert: {assertions}\n  - question: متى؟\n",
        encoding="utf-8",
    )

    assert approved(path, here / ".shawahid") == 1

    assert outcomes(path, here / ".shawahid") == ["passed", "passed"]


def test_turns_are_approved_each_by_its_own_quotes(library: Library, here: Path) -> None:
    path = here / "ق.qa.yaml"
    path.write_text(
        "settings: {top: 1}\ntests:\n  - turns:\n"
        f"      - question: {CAIRO}\n        assert: [{{type: stable}}]\n"
        "      - متى بُنيت البصرة؟\n"
        "    assert:\n      - type: stable\n",
        encoding="utf-8",
    )

    approved(path, here / ".shawahid")

    first, last = stable_of(path)
    assert first.value is not None
    assert last.value is not None
    assert [each.document for each in (*first.value, *last.value)] == ["القاهرة.txt", "البصرة.txt"]


def test_jsonl_is_approved_on_its_line(library: Library, here: Path) -> None:
    path = here / "ق.qa.jsonl"
    other = '{"question":   "متى؟"}'
    stable = json.dumps({"question": CAIRO, "assert": [{"type": "stable"}]}, ensure_ascii=False)
    path.write_text(f"{other}\n\n{stable}\n", encoding="utf-8")

    assert approved(path, here / ".shawahid") == 1

    lines = path.read_text("utf-8").splitlines()
    assert lines[:2] == [other, ""]
    assert "969م" in json.loads(lines[2])["assert"][0]["value"][0]["quote"]
    assert outcomes(path, here / ".shawahid") == ["passed", "passed"]


def test_csv_holds_no_quotes(library: Library, here: Path) -> None:
    path = here / "ق.qa.csv"
    path.write_text(f"question,__expected\n{CAIRO},stable\n", encoding="utf-8")

    with pytest.raises(UserError, match="CSV"):
        approved(path, here / ".shawahid")


def test_a_pinned_answer_is_a_case_that_passes(cities: Assistant, here: Path) -> None:
    path, folder = here / "ق.qa.yaml", here / ".shawahid"

    pin([turn(cities, CAIRO)], path, folder)
    pin([turn(cities, "ما عاصمة اليابان؟")], path, folder)

    assert (here / SCHEMA_FILE).is_file()
    held = yaml.safe_load(path.read_text("utf-8"))
    assert held["library"] == ".shawahid"
    assert [case["question"] for case in held["tests"]] == [CAIRO, "ما عاصمة اليابان؟"]
    assert held["tests"][1]["assert"][0]["type"] == "abstains"
    path.write_text(path.read_text("utf-8") + "settings: {top: 1}\n", encoding="utf-8")
    assert outcomes(path, here) == ["passed", "passed"]


def test_a_pinned_conversation_keeps_its_questions(cities: Assistant, here: Path) -> None:
    path = here / "مجلد" / "ق.qa.yaml"

    pin([turn(cities, CAIRO), turn(cities, "متى بُنيت البصرة؟")], path, here / ".shawahid")

    (case,) = load_cases(path).cases
    assert [each.question for each in case.turns] == [CAIRO, "متى بُنيت البصرة؟"]
    assert load_cases(path).head.library == "../.shawahid"


def test_a_case_is_appended_after_the_last_whatever_follows(cities: Assistant, here: Path) -> None:
    path = here / "ق.qa.yaml"
    before = "tests:\n- question: متى؟  # سؤال\n"
    path.write_text(f"{before}# خاتمة\nlibrary: .shawahid\n", encoding="utf-8")

    pin([turn(cities, CAIRO)], path, here)

    text = path.read_text("utf-8")
    assert text.startswith(before[:-10])
    assert text.endswith("# خاتمة\nlibrary: .shawahid\n")
    assert [case.turns[0].question for case in load_cases(path).cases] == ["متى؟", CAIRO]


@pytest.mark.parametrize("text", ["tests: [{question: متى؟}]\n", "tests: []\n", "tests: أ.csv\n"])
def test_a_file_without_a_list_of_lines_is_not_appended_to(
    cities: Assistant, here: Path, text: str
) -> None:
    path = here / "ق.qa.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UserError, match="Nothing can be appended"):
        pin([turn(cities, CAIRO)], path, here)

    assert path.read_text("utf-8") == text


def test_controls_of_a_hostile_document_are_written_as_escapes(here: Path) -> None:
    hostile = "القاهرة \u202eمقلوبة\u2066 \x9b31m - # tests: [x]\n"
    (here / "corpus" / "القاهرة.txt").write_text(hostile, encoding="utf-8")
    path = here / "ق.qa.yaml"
    with Library.create(here / ".shawahid") as library:
        list(add(library, [here / "corpus" / "القاهرة.txt"]))
        document = library.document(library.documents()[0].id)
        quote = Quote(document, 0, len(document.text))
        pin([Turn("ما؟", "ما؟", Answer("ما؟", (), (quote,), (), None))], path, here)

    text = path.read_text("utf-8")
    assert not set("\u202e\u2066\x9b") & set(text)
    (stable,) = stable_of(path)
    assert stable.value is not None
    assert stable.value[0].quote == quote.text
