"""`shawahid test` as its user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.cli.main import main
from assistant.testing.loading import load_cases
from index.store.library import Library

RIGHT = "tests:\n  - question: متى أُسست القاهرة؟\n    assert: [{type: quotes, value: سنة 969م}]\n"
WRONG = RIGHT.replace("969", "970")


@pytest.fixture
def cases(library: Library, here: Path) -> Path:
    """An empty file of cases beside a library."""
    return here / "ق.qa.yaml"


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def test_it_ends_with_0_when_all_passed_and_100_when_one_failed(
    cases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(cases, RIGHT)
    assert main(["test", str(cases)]) == 0
    assert "الحالات 1 في" in capsys.readouterr().out

    write(cases, WRONG)
    assert main(["test"]) == 100
    told = capsys.readouterr().out
    assert f"{cases.name}:2" in told
    assert "لم يتحقق: quotes «سنة 970م»" in told
    assert "المنتظر: سنة ⟦970م⟧" in told


def test_it_ends_with_1_for_what_the_user_can_mend(
    cases: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(cases, "tests: [{}]\n")

    assert main(["test", str(cases)]) == 1
    assert main(["test", "لا شيء"]) == 1
    error = capsys.readouterr().err
    assert f"{cases}:1:9" in error
    assert "Traceback" not in error


def test_an_unexpected_pass_is_told_and_fails_only_when_strict(
    cases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(cases, RIGHT + "    xfail: لا يقرأ\n")

    assert main(["test", "--lang", "en", str(cases)]) == 0
    assert "1 passed unexpectedly" in capsys.readouterr().out
    assert main(["test", "--strict", str(cases)]) == 100


def test_a_mark_that_names_what_fails_fails_the_run_when_that_holds(
    cases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(cases, RIGHT + "    xfail: {reason: لا يقرأ, fails: [quotes]}\n")

    assert main(["test", "--lang", "en", str(cases)]) == 100
    assert "Known to fail, and holds: quotes" in capsys.readouterr().out


def test_a_recorded_question_is_asked_shown_and_kept(
    cases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["test", "--record", "متى أُسست القاهرة؟", str(cases)]) == 0
    assert "969" in capsys.readouterr().out

    assert main(["test", str(cases)]) == 0
    assert [case.turns[0].question for case in load_cases(cases).cases] == ["متى أُسست القاهرة؟"]


def test_approving_makes_a_stable_case_pass(cases: Path) -> None:
    write(cases, "tests:\n  - question: متى أُسست القاهرة؟\n    assert:\n      - type: stable\n")

    assert main(["test", str(cases)]) == 100
    main(["test", "--approve", str(cases)])
    assert main(["test", str(cases)]) == 0


def test_reports_are_written_beside_the_table(cases: Path, here: Path) -> None:
    write(cases, WRONG)

    assert main(["test", str(cases), "--report", "ت.xml", "--report", "ت.html"]) == 100

    assert (here / "ت.xml").is_file()
    assert (here / "ت.html").is_file()


@pytest.mark.parametrize("report", ["ت.zzz", "لا مجلد/ت.xml"])
def test_a_report_that_cannot_be_written_is_told_before_the_run(
    cases: Path, report: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(cases, RIGHT)

    assert main(["test", str(cases), "--report", report]) == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("name", "text"), [("ق.qa.yaml", "tests: []\n"), ("ق.qa.csv", ""), ("ق.qa.jsonl", "\n")]
)
def test_a_run_without_cases_is_no_pass(cases: Path, name: str, text: str) -> None:
    write(cases.with_name(name), text)

    assert main(["test", str(cases.with_name(name))]) == 1


ANSWERABLE = [
    ("متى أُسست القاهرة؟", "969م"),
    ("من أسس القاهرة؟", "جوهر"),
    ("من بنى البصرة؟", "عتبة"),
    ("متى بُنيت البصرة؟", "14 هـ"),
    ("من بدأ بناء جامع قرطبة؟", "عبد الرحمن الداخل"),
]
UNANSWERABLE = [
    "ما عاصمة اليابان؟",
    "كم سعر النفط؟",
    "من اخترع الهاتف؟",
    "أين المفتاح؟",
    "كم وزنه؟",
]


def test_a_fitted_threshold_governs_the_library_until_it_is_taken_back(
    cases: Path, library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    tests = [
        f"  - question: {question}\n    assert: [{{type: quotes, value: {value}}}]\n"
        for question, value in ANSWERABLE
    ]
    tests += [
        f"  - question: {question}\n    assert: [{{type: abstains}}]\n" for question in UNANSWERABLE
    ]
    write(cases, "tests:\n" + "".join(tests))

    assert main(["test", "--calibrate", str(cases)]) in (0, 100)

    told = capsys.readouterr().out
    assert "█" in told
    assert library.get("answers_from") is not None
    assert library.history()[-1].event == "calibrate"
    with library.writing():
        library.set("answers_from", "1.0")
    assert main(["ask", "متى أُسست القاهرة؟"]) == 3
    assert main(["test", "--uncalibrate", str(cases)]) == 0
    assert main(["ask", "متى أُسست القاهرة؟"]) == 0


def test_too_few_cases_to_calibrate_by_are_told(
    cases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(cases, RIGHT)

    assert main(["test", "--calibrate", str(cases)]) == 1
    assert "للمعايرة" in capsys.readouterr().err


def test_another_tools_tests_are_imported(
    cases: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here / "أ.json", '[{"input": "متى؟"}, {"أخرى": 1}]')

    assert main(["test", "--import", "أ.json"]) == 0
    assert "1" in capsys.readouterr().out
    assert (here / "أ.qa.yaml").is_file()


def test_the_cases_that_the_readme_shows_hold(here: Path) -> None:
    root = Path(__file__).parents[3]
    shown = (root / "README.md").read_text("utf-8").partition("```yaml\n# cities.qa.yaml\n")[2]
    (here / "books").symlink_to(root / "seeds" / "corpus")
    write(here / "cities.qa.yaml", shown.partition("```")[0])

    assert main(["test", "cities.qa.yaml"]) == 0
