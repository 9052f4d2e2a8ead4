"""Files of cases as they are read: YAML, JSONL and CSV, and what is told of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.testing import loading
from assistant.testing.assertions import QuotesForm, TextForm
from assistant.testing.case import Case
from assistant.testing.errors import CaseFileWrong
from assistant.testing.loading import MOST_NESTED, find_case_files, load_cases
from index.errors import UserError


def written(here: Path, name: str, text: str) -> Path:
    path = here / name
    path.write_text(text, encoding="utf-8")
    return path


def only_case(path: Path) -> Case:
    (case,) = load_cases(path).cases
    return case


def test_a_case_has_what_its_file_has_by_default(here: Path) -> None:
    path = written(
        here,
        "مدن.qa.yaml",
        """
defaults:
  tags: [مدن]
  repeat: 2
  metadata: {مسؤول: ليلى}
  assert:
    - {type: contains, value: 969م}
tests:
  - description: بناء القاهرة
    question: متى أُسست القاهرة؟
    tags: [تاريخ]
    threshold: 0.5
    metadata: {صعوبة: 1}
    assert:
      - {type: quotes, value: سنة 969م, weight: 2}
""",
    )

    case = only_case(path)

    assert case.name == "بناء القاهرة: متى أُسست القاهرة؟"
    assert case.line == 9
    assert case.tags == ("مدن", "تاريخ")
    assert case.metadata == {"مسؤول": "ليلى", "صعوبة": "1"}
    assert (case.threshold, case.weight, case.repeat, case.pass_rate) == (0.5, 1, 2, 1)
    assert case.turns[0].assertions == (
        TextForm(type="contains", value="969م"),
        QuotesForm(type="quotes", value="سنة 969م", weight=2),
    )


def test_what_is_written_stays_as_it_is_written(here: Path) -> None:
    path = written(
        here,
        "ق.qa.yaml",
        "tests:\n  - question: كم؟\n    assert: [{type: contains, value: 1.40}]\n",
    )

    (assertion,) = only_case(path).turns[0].assertions

    assert assertion == TextForm(type="contains", value="1.40")


def test_turns_are_questions_or_questions_with_assertions_and_the_last_has_the_cases_own(
    here: Path,
) -> None:
    path = written(
        here,
        "ق.qa.yaml",
        """
tests:
  - turns:
      - من بنى البصرة؟
      - question: ومتى؟
        assert: [{type: contains, value: 14}]
    assert: [{type: cites, value: البصرة.txt}]
""",
    )

    case = only_case(path)

    assert [turn.question for turn in case.turns] == ["من بنى البصرة؟", "ومتى؟"]
    assert [[one.type for one in turn.assertions] for turn in case.turns] == [
        [],
        ["contains", "cites"],
    ]


def test_csv_has_promptfoos_columns(here: Path) -> None:
    path = written(
        here,
        "ق.qa.csv",
        "question,__expected1,__expected2,__description,__tags,__metadata:مصدر,xfail\n"
        '"من بنى البصرة؟",quotes:عتبة,levenshtein(3):عتبة,بناء,"مدن, تاريخ",بلاذري,\n'
        "ما لونها؟,abstains,,,,,لا يمتنع\n"
        "متى؟,سنة 969م,,,,,\n",
    )

    first, second, third = load_cases(path).cases

    assert (first.line, second.line, third.line) == (2, 3, 4)
    assert first.name == "بناء: من بنى البصرة؟"
    assert first.tags == ("مدن", "تاريخ")
    assert first.metadata == {"مصدر": "بلاذري"}
    types = [(one.type, one.model_dump().get("threshold")) for one in first.turns[0].assertions]
    assert types == [("quotes", None), ("levenshtein", 3.0)]
    assert (second.turns[0].assertions[0].type, second.xfail) == ("abstains", "لا يمتنع")
    assert third.turns[0].assertions[0].type == "equals"


def test_a_mark_names_the_assertions_that_fail_by_type_and_number(here: Path) -> None:
    path = written(
        here,
        "ق.qa.yaml",
        """
defaults: {assert: [{type: cites, value: أ}]}
tests:
  - turns: [{question: من؟, assert: [{type: quotes, value: أ}]}, متى؟]
    assert: [{type: quotes, value: ب}, {type: cites, value: ب}]
    xfail: {reason: لا تُقرأ, fails: [quotes 2, cites]}
  - question: أين؟
    xfail: لا تُقرأ
""",
    )

    marked, reason_alone = load_cases(path).cases

    types = [one.type for turn in marked.turns for one in turn.assertions]
    assert types == ["quotes", "cites", "quotes", "cites"]
    assert (marked.xfail, marked.fails) == ("لا تُقرأ", frozenset({1, 2, 3}))
    assert (reason_alone.xfail, reason_alone.fails) == ("لا تُقرأ", frozenset())


def test_a_mark_in_csv_has_a_column_for_what_fails(here: Path) -> None:
    path = written(
        here,
        "ق.qa.csv",
        "question,__expected1,__expected2,xfail,fails\n"
        'متى؟,quotes:أ,cites:ب,لا تُقرأ,"quotes, cites"\n',
    )

    case = only_case(path)

    assert (case.xfail, case.fails) == ("لا تُقرأ", frozenset({0, 1}))


def test_jsonl_has_a_case_a_line(here: Path) -> None:
    path = written(here, "ق.qa.jsonl", '{"question": "من؟"}\n\n{"question": "متى؟", "repeat": 3}\n')

    first, second = load_cases(path).cases

    assert [(first.line, first.repeat), (second.line, second.repeat)] == [(1, 1), (3, 3)]


def test_a_file_may_name_another_that_holds_its_cases(here: Path) -> None:
    written(here, "أسئلة.csv", "question\nمن؟\n")
    path = written(here, "ق.qa.yaml", "corpus: corpus\ntests: file://أسئلة.csv\n")

    file = load_cases(path)

    assert file.head.corpus == "corpus"
    assert [case.name for case in file.cases] == ["من؟"]
    assert file.written_in == here / "أسئلة.csv"


def test_cases_of_one_name_are_told_apart(here: Path) -> None:
    path = written(here, "ق.qa.yaml", "tests:\n  - question: من؟\n  - question: من؟\n")

    assert [case.name for case in load_cases(path).cases] == ["من؟", "من؟ (2)"]


@pytest.mark.parametrize(
    ("name", "text", "place", "said"),
    [
        ("ق.qa.yaml", "tests:\n  - quesion: من؟\n", "2:5", "unknown field: `quesion`"),
        ("ق.qa.yaml", "tests:\n  - {}\n", "2:5", "either `question` or `turns`"),
        ("ق.qa.yaml", "settings: {tops: 3}\ntests: []\n", "1:12", "unknown field: `tops`"),
        ("ق.qa.yaml", "settings: {top: ثلاثة}\ntests: []\n", "1:17", "`top`"),
        ("ق.qa.yaml", "tests: [\n", "2:1", "no YAML"),
        ("ق.qa.yaml", "", "1:1", "it has no `tests`"),
        ("ق.qa.yaml", "tests: {}\n", "1:1", "`tests` is not a list"),
        ("ق.qa.yaml", "tests: []\ntests: []\n", "2:1", "`tests` stands twice"),
        ("ق.qa.yaml", "library: أ\ncorpus: ب\ntests: []\n", "1:1", "`library` or `corpus`"),
        (
            "ق.qa.yaml",
            "tests:\n  - question: من؟\n    assert:\n      - {type: qotes, value: س}\n",
            "4:9",
            "unknown type: qotes",
        ),
        (
            "ق.qa.yaml",
            "tests:\n  - question: من؟\n    assert:\n      - type: regex\n        value: '('\n",
            "5:16",
            "no regular expression",
        ),
        (
            "ق.qa.yaml",
            "tests:\n  - turns:\n      - من؟\n      - question: متى؟\n        asert: []\n",
            "5:9",
            "unknown field: `asert`",
        ),
        ("ق.qa.yaml", "tests:\n  - &a [*a]\n", "2:5", ""),
        (
            "ق.qa.yaml",
            "tests:\n  - question: من؟\n    xfail:\n      reason: س\n      fails: [quotes]\n",
            "5:15",
            "no assertion `quotes`",
        ),
        (
            "ق.qa.yaml",
            "tests:\n  - question: من؟\n    xfail: {reason: س, fails: [abstains 2]}\n"
            "    assert: [{type: abstains}]\n",
            "3:32",
            "no assertion `abstains 2`",
        ),
        ("ق.qa.yaml", "tests: " + "[" * 100_000, "1:39", "nested too deeply"),
        ("ق.qa.yaml", "tests:\n" + "- " * 100_000, "2:63", "nested too deeply"),
        ("ق.qa.yaml", "tests: " + "[" * (MOST_NESTED - 1), "2:1", "no YAML"),
        ("ق.qa.jsonl", "\n" + "[" * 100_000, "2:33", "nested too deeply"),
        ("ق.qa.jsonl", '{"question": "' + "[" * 100 + '", "k": }', "1:123", "no JSON"),
        ("ق.qa.jsonl", '{"question": "من؟"}\n{"question": 3, "k": }\n', "2:22", "no JSON"),
        ("ق.qa.jsonl", '\n{"question": "من؟", "repeat": 0}\n', "2:31", "`repeat`"),
        ("ق.qa.csv", "question,answer\nمن؟,أنا\n", "1:1", "unknown column: `answer`"),
        ("ق.qa.csv", "question\nمن؟,أنا\n", "2:1", "more cells than columns"),
        ("ق.qa.csv", "question,__repeat\nمن؟,مرتين\n", "2:1", "`repeat`"),
    ],
)
def test_what_is_wrong_is_told_with_line_and_column(
    here: Path, name: str, text: str, place: str, said: str
) -> None:
    path = written(here, name, text)

    with pytest.raises(CaseFileWrong) as wrong:
        load_cases(path)

    assert wrong.value.message.en.startswith(f"{path}:{place}: ")
    assert said in wrong.value.message.en


def test_a_parser_that_stops_sooner_than_we_do_changes_nothing_of_what_is_told(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class LooksAhead(yaml.BaseLoader):
        def fetch_flow_sequence_start(self) -> None:
            raise yaml.scanner.ScannerError("", None, "exceeded its own limit", self.get_mark())

    monkeypatch.setattr(loading, "_Loader", LooksAhead)
    deep = written(here, "ق.qa.yaml", "tests: " + "[" * 100)

    with pytest.raises(CaseFileWrong, match=f"{deep}:1:39: .*nested too deeply"):
        load_cases(deep)


def test_bytes_that_are_no_text_are_told(here: Path) -> None:
    path = here / "ق.qa.yaml"
    path.write_bytes(b"tests:\n  - question: \xff\xfe\n")

    with pytest.raises(CaseFileWrong, match="cannot be read"):
        load_cases(path)


def test_files_of_cases_are_found_below_folders_but_not_in_hidden_ones(here: Path) -> None:
    for folder in ("ب", ".خفي"):
        (here / folder).mkdir()
        written(here / folder, "ق.qa.yaml", "tests: []\n")
    written(here, "أ.qa.csv", "question\n")
    written(here, "غيره.yaml", "tests: []\n")

    assert find_case_files([here]) == [here / "أ.qa.csv", here / "ب" / "ق.qa.yaml"]


def test_a_folder_without_cases_is_told(here: Path) -> None:
    with pytest.raises(UserError, match="no files of cases"):
        find_case_files([here / "corpus"])
