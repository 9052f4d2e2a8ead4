"""A run as HTML, JUnit XML, JSON and Markdown."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.testing.calibration import CalibrationSample, calibrate
from assistant.testing.loading import load_cases
from assistant.testing.reports import Run, write_report
from assistant.testing.suite import under_test
from index.errors import UserError

CASES = """
corpus: corpus
settings: {top: 1}
tests:
  - question: متى أُسست القاهرة؟
    assert: [{type: quotes, value: سنة 969م}]
  - description: <script>alert(1)</script> \u202e
    question: متى بُنيت البصرة؟
    tags: [بناء]
    assert: [{type: quotes, value: أُسست القاهرة سنة 970م}]
  - question: أين قرطبة؟
    xfail: لا يعرف
    assert: [{type: quotes, value: المغرب}]
"""


@pytest.fixture
def run(here: Path) -> Run:
    path = here / "ق.qa.yaml"
    path.write_text(CASES, encoding="utf-8")
    file = load_cases(path)
    with under_test(file, here) as open_file:
        tested = [open_file.test(case) for case in file.cases]
    seen = [CalibrationSample(each / 10, each > 4, each > 4) for each in range(10)]
    return Run(tested, "2026-01-02T03:04:05+00:00", 1.5, calibrate(seen, 0.5))


def report(run: Run, name: str) -> str:
    write_report(Path(name), run, "ar")
    return Path(name).read_text("utf-8")


def test_junit_counts_and_tells_failures(run: Run) -> None:
    (suite,) = ET.fromstring(report(run, "تقرير.xml"))  # noqa: S314 - our own

    counts = [suite.get(name) for name in ("tests", "failures", "errors", "skipped")]
    assert counts == ["3", "1", "0", "1"]
    passed, failed, known = suite
    assert list(passed) == []
    assert failed.get("line") == "7"
    (failure,) = failed
    assert "970م" in str(failure.get("message"))
    assert "موضع المنتظر الآن" in str(failure.text)
    assert known[0].get("message") == "لا يعرف"


def test_json_has_the_names_of_promptfoo(run: Run) -> None:
    results = json.loads(report(run, "تقرير.json"))["results"]

    stats = {name: results["stats"][name] for name in ("successes", "failures", "errors")}
    assert stats == {"successes": 2, "failures": 1, "errors": 0}
    first, second, _ = results["results"]
    assert (first["success"], first["score"], first["error"]) == (True, 1.0, None)
    assert second["metadata"]["tags"] == ["بناء"]
    assert second["place"].endswith("ق.qa.yaml:7")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)


def test_html_is_right_to_left_and_obeys_nothing_in_it(run: Run) -> None:
    text = report(run, "تقرير.html")

    tags = _Tags()
    tags.feed(text)
    assert 'dir="rtl"' in text
    assert "script" not in tags.seen
    assert "\u202e" not in text
    assert "⟨RLO⟩" in text
    assert {"mark", "svg", "polyline"} <= set(tags.seen)


def test_latin_words_and_dates_stand_by_themselves_in_a_right_to_left_page(run: Run) -> None:
    text = report(run, "تقرير.html")

    assert f'<time dir="ltr">{run.at}</time>' in text
    assert "<bdi>quotes</bdi> <bdi>«" in text


def test_markdown_tells_each_case_and_escapes_what_it_quotes(run: Run) -> None:
    text = report(run, "تقرير.md")

    assert "| ✗ | &lt;script>" in text
    assert "| ~ | أين قرطبة؟ |" in text
    assert "\u202e" not in text


def test_reports_are_chosen_by_their_suffix(run: Run) -> None:
    with pytest.raises(UserError, match="No report of this kind"):
        write_report(Path("تقرير.doc"), run, "ar")
    with pytest.raises(UserError, match="Cannot write"):
        write_report(Path("ليس هنا/تقرير.md"), run, "ar")
