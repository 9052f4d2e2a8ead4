"""Files of cases in somebody's pytest run: an item each, told in our words, a guest to the rest."""

from __future__ import annotations

import importlib
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from assistant import pytest_plugin
from assistant.testing import ENDINGS

pytest_plugins = ["pytester"]

CASES = """
corpus: CORPUS
settings: {top: 1}
defaults: {tags: [مدن]}
tests:
  - description: cairo
    question: متى أُسست القاهرة؟
    assert: [{type: quotes, value: سنة 969م}]
  - description: basra
    question: من بنى البصرة؟
    tags: [ناس]
    assert: [{type: quotes, value: عتبة بن فرقد}]
  - description: known
    question: كم سور القاهرة؟
    xfail: لا يعرف
    assert: [{type: quotes, value: ثلاثة}]
  - description: mended
    question: متى أُسست القاهرة؟
    xfail: كان لا يعرف
    assert: [{type: quotes, value: سنة 969م}]
"""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus and a cache, so that its library is made once for all these tests."""
    folder = tmp_path_factory.mktemp("shared")
    (folder / "corpus").mkdir()
    for name, text in (
        ("القاهرة.txt", "أُسست القاهرة سنة 969م على يد جوهر."),
        ("البصرة.txt", "بنى عتبة بن غزوان البصرة سنة 14 هـ."),
    ):
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def project(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, shared: Path
) -> pytest.Pytester:
    """A folder with four cases: passing, failing, known to fail, and known to fail but mended."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(shared / "cache"))
    monkeypatch.delenv("SHAWAHID_LIBRARY", raising=False)
    monkeypatch.delenv("SHAWAHID_LANG", raising=False)
    # This project's other plugins would only cost time.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    cases = CASES.replace("CORPUS", str(shared / "corpus"))
    (pytester.path / "ق.qa.yaml").write_text(cases, encoding="utf-8")
    return pytester


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """In a process of its own: NumPy cannot be imported twice into one."""
    return project.runpytest_subprocess("-p", "shawahid", *arguments)


def test_each_case_is_an_item_and_failures_are_told_as_the_command_tells_them(
    project: pytest.Pytester,
) -> None:
    result = run(project, "-rX", "--junit-xml=j.xml")

    result.assert_outcomes(passed=1, failed=1, xfailed=1, xpassed=1)
    result.stdout.fnmatch_lines(
        [
            "*ق.qa.yaml:9",
            "لم يتحقق: quotes «عتبة بن فرقد»",
            "المنتظر: عتبة بن ⟦فرقد⟧",
            "XPASS*mended*كان لا يعرف*",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    named = ET.parse(project.path / "j.xml").getroot().iter("testcase")  # noqa: S314 - our own
    assert [str(case.get("name")).partition(":")[0] for case in named] == [
        "cairo",
        "basra",
        "known",
        "mended",
    ]


def test_a_case_has_a_node_id_and_an_unexpected_pass_fails_where_pytest_is_strict(
    project: pytest.Pytester,
) -> None:
    result = run(project, "-o", "xfail_strict=true", "ق.qa.yaml::mended: متى أُسست القاهرة؟")

    result.assert_outcomes(failed=1)


def test_k_chooses_by_name_and_by_tag(project: pytest.Pytester) -> None:
    run(project, "-k", "ناس or cairo").assert_outcomes(passed=1, failed=1)


def test_x_stops_at_the_first_failure_and_lf_begins_with_it(project: pytest.Pytester) -> None:
    run(project, "-x").assert_outcomes(passed=1, failed=1)

    run(project, "--lf").assert_outcomes(failed=1)


def test_workers_share_the_cases(project: pytest.Pytester) -> None:
    result = run(project, "-p", "xdist", "-n2")

    result.assert_outcomes(passed=1, failed=1, xfailed=1, xpassed=1)


def test_a_wrong_file_is_told_with_its_place_and_the_rest_is_collected(
    project: pytest.Pytester,
) -> None:
    (project.path / "خطأ.qa.yaml").write_text("tests: [{}]\n", encoding="utf-8")

    result = run(project, "--continue-on-collection-errors")

    result.assert_outcomes(passed=1, failed=1, xfailed=1, xpassed=1, errors=1)
    result.stdout.fnmatch_lines(["*خطأ.qa.yaml:1:9*"])


def test_a_library_that_is_not_there_is_told_in_two_lines(project: pytest.Pytester) -> None:
    (project.path / "ق.qa.yaml").unlink()
    (project.path / "م.qa.csv").write_text("question\nمتى؟\n", encoding="utf-8")

    result = run(project)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*لا مكتبة في*", "*shawahid add*"])


def test_the_plugin_is_a_quiet_guest_where_there_are_no_cases(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    pytester.makepyfile(
        """
        import os
        import sys

        def test_nothing_of_ours_is_there():
            ours = {name for name in sys.modules if name.split(".")[0] in ("assistant", "index")}
            assert ours == set()
            assert "shawahid_pytest" in sys.modules
            assert not {"yaml", "pydantic", "numpy", "rich", "sqlite3"} & set(sys.modules)
            assert "OPENBLAS_NUM_THREADS" not in os.environ
        """
    )
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    pytester.runpytest_subprocess("-p", "shawahid").assert_outcomes(passed=1)


def test_the_plugin_is_found_by_itself(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_subprocess("--trace-config", "--collect-only")

    result.stdout.fnmatch_lines(["*PLUGIN registered: *shawahid_pytest*"])


@pytest.mark.parametrize("way", ["pytest", "python -m pytest"])
def test_a_project_may_have_an_assistant_and_an_index_of_its_own(
    project: pytest.Pytester, way: str
) -> None:
    for name in ("assistant", "prompts", "seeds", "tests"):
        project.mkpydir(name)
        (project.path / name / "__init__.py").write_text("own = True\n", encoding="utf-8")
    project.makepyfile(index="own = True")
    (project.path / "tests" / "test_own.py").write_text(
        "import assistant, index, prompts, seeds\n\n"
        "def test_own():\n    assert assistant.own and index.own and prompts.own and seeds.own\n",
        encoding="utf-8",
    )
    program = Path(sys.executable).with_name("pytest")
    started = [program] if way == "pytest" else [sys.executable, "-m", "pytest"]

    result = project.run(*started, "-p", "shawahid")

    result.assert_outcomes(passed=2, failed=1, xfailed=1, xpassed=1)


def test_a_case_whose_mark_names_what_fails_is_strict(project: pytest.Pytester) -> None:
    cases = (project.path / "ق.qa.yaml").read_text("utf-8")
    for reason in ("لا يعرف", "كان لا يعرف"):
        cases = cases.replace(
            f"xfail: {reason}\n", f"xfail: {{reason: {reason}, fails: [quotes]}}\n"
        )
    (project.path / "ق.qa.yaml").write_text(cases, encoding="utf-8")

    result = run(project, "-rx")

    result.assert_outcomes(passed=1, failed=2, xfailed=1)
    result.stdout.fnmatch_lines(["عُرف إخفاقه، وقد تحقق: quotes «سنة 969م»", "XFAIL*لا يعرف*"])


def test_the_death_of_the_process_that_answers_is_told(project: pytest.Pytester) -> None:
    project.makeconftest(
        "import shawahid_pytest, sys\n"
        "shawahid_pytest.COMMAND = (sys.executable, '-c', 'raise SystemExit(7)')\n"
    )

    result = run(project)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*shawahid: *ended: 7*"])


def test_what_pytest_loads_is_our_file_under_a_name_of_its_own() -> None:
    loaded = importlib.import_module("shawahid_pytest")

    assert loaded.__file__ is not None
    assert Path(loaded.__file__).read_bytes() == Path(pytest_plugin.__file__).read_bytes()
    assert pytest_plugin.ENDINGS == ENDINGS


def test_files_of_other_names_are_not_ours(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pytester.path / "بيانات.yaml").write_text("tests: []\n", encoding="utf-8")
    Path(pytester.path / "qa.yaml").write_text("tests: []\n", encoding="utf-8")

    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    assert pytester.runpytest_subprocess("-p", "shawahid").parseoutcomes() == {}
