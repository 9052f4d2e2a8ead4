"""A file under test over time: what has changed since a case last passed is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering import ANSWERS_FROM
from assistant.testing.environment import last_passing
from assistant.testing.loading import load_cases
from assistant.testing.suite import Examined, under_test
from index.ingest import add
from index.store.library import Library

CASES = """
{head}
tests:
  - question: متى أُسست القاهرة؟
    assert: [{{type: quotes, value: سنة 969م}}]
  - question: متى بُنيت البصرة؟
    assert: [{{type: quotes, value: سنة 14 هـ}}]
"""


def examined(here: Path, head: str) -> list[Examined]:
    path = here / "ق.qa.yaml"
    path.write_text(CASES.format(head=head), encoding="utf-8")
    file = load_cases(path)
    with under_test(file, here / ".shawahid") as open_file:
        return [open_file.test(case) for case in file.cases]


def changed(each: Examined) -> str:
    assert each.change is not None
    return "\n".join(message.en for message in each.change.what)


def spoil(here: Path) -> None:
    (here / "corpus" / "القاهرة.txt").write_text("أُسست القاهرة سنة 970م.", encoding="utf-8")


def test_a_case_that_passes_is_remembered_with_its_circumstances(here: Path) -> None:
    examined(here, "corpus: corpus")

    kept = last_passing(load_cases(here / "ق.qa.yaml"))

    assert set(kept) == {"متى أُسست القاهرة؟", "متى بُنيت البصرة؟"}
    (documents,) = {tuple(sorted(each.documents)) for each in kept.values()}
    assert [Path(source).name for source in documents] == ["البصرة.txt", "القاهرة.txt", "قرطبة.txt"]


def test_results_count_where_nothing_can_be_remembered(
    library: Library, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "ملف").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(here / "ملف"))

    tested = examined(here, "library: .shawahid")

    assert [each.result.outcome for each in tested] == ["passed", "passed"]


def test_a_changed_file_of_a_corpus_is_named(here: Path) -> None:
    examined(here, "corpus: corpus")
    spoil(here)

    cairo, basra = examined(here, "corpus: corpus")

    assert (cairo.result.outcome, basra.result.outcome) == ("failed", "passed")
    assert "a document was changed “القاهرة.txt”" in changed(cairo)


def test_what_the_library_logged_since_is_told_with_its_time(library: Library, here: Path) -> None:
    examined(here, "library: .shawahid")
    spoil(here)
    list(add(library, [here / "corpus"]))

    cairo, _ = examined(here, "library: .shawahid")

    assert library.history()[-1].at in changed(cairo)
    assert "a document was changed “القاهرة”" in changed(cairo)


def test_other_settings_and_another_threshold_are_told(library: Library, here: Path) -> None:
    examined(here, "library: .shawahid")
    with library.writing():
        library.set(ANSWERS_FROM, "1.0")

    cairo, _ = examined(here, "library: .shawahid\nsettings: {top: 2}")

    assert cairo.result.outcome == "failed"
    assert "settings.top: – → 2" in changed(cairo)
    assert "answers_from: None → 1.0" in changed(cairo)


def test_a_case_that_never_passed_has_no_change_to_tell(here: Path) -> None:
    spoil(here)

    cairo, _ = examined(here, "corpus: corpus")

    assert cairo.change is None


def test_a_damaged_memory_is_no_memory(here: Path, tmp_path: Path) -> None:
    examined(here, "corpus: corpus")
    (record,) = (tmp_path / "cache" / "shawahid" / "passed").glob("*.json")
    record.write_text("{", encoding="utf-8")

    assert last_passing(load_cases(here / "ق.qa.yaml")) == {}
    assert examined(here, "corpus: corpus")[0].result.outcome == "passed"
