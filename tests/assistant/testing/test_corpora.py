"""Libraries made for cases alone: made once for a content, and anew for another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.testing import corpora
from assistant.testing.case import CaseFile
from assistant.testing.corpora import KEPT_SECONDS, cache_folder, folder_of, opened
from assistant.testing.loading import load_cases
from index.errors import FileSkipped, LibraryMissing, UserError
from index.store.library import FILE, Library


@pytest.fixture
def cases(here: Path) -> CaseFile:
    path = here / "ق.qa.yaml"
    path.write_text("corpus: corpus\ntests: []\n", encoding="utf-8")
    return load_cases(path)


def test_a_corpus_becomes_a_library_of_its_files(cases: CaseFile, here: Path) -> None:
    with opened(cases, here / ".shawahid") as assistant:
        titles = {document.title for document in assistant.library.documents()}

    assert titles == {"القاهرة", "البصرة", "قرطبة"}
    assert folder_of(cases, here).is_relative_to(cache_folder())
    assert not (here / ".shawahid").exists()


def test_the_same_content_is_not_read_again(cases: CaseFile, here: Path) -> None:
    made = folder_of(cases, here) / FILE
    before = made.stat().st_mtime_ns

    folder_of(cases, here)

    assert made.stat().st_mtime_ns == before


def test_another_content_is_another_library(cases: CaseFile, here: Path) -> None:
    before = folder_of(cases, here)
    (here / "corpus" / "القاهرة.txt").write_text("أُسست القاهرة سنة 970م.", encoding="utf-8")

    after = folder_of(cases, here)

    assert after != before
    with Library.open(after) as library:
        assert any("970" in library.document(each.id).text for each in library.documents())


def test_other_code_of_the_index_makes_another_library(
    cases: CaseFile, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = folder_of(cases, here)
    monkeypatch.setattr(corpora, "program_fingerprint", lambda package: "أخرى")

    assert folder_of(cases, here) != before


def test_a_library_unused_for_long_is_removed_when_another_is_made(
    cases: CaseFile, here: Path
) -> None:
    old = folder_of(cases, here)
    long_ago = old.stat().st_mtime - KEPT_SECONDS - 10
    os.utime(old, (long_ago, long_ago))
    (here / "corpus" / "القاهرة.txt").unlink()

    folder_of(cases, here)

    assert not old.exists()


def test_a_library_half_made_leaves_nothing(cases: CaseFile, here: Path) -> None:
    (here / "corpus" / "فارغ.txt").write_bytes(b"")

    with pytest.raises(FileSkipped, match=r"فارغ\.txt"):
        folder_of(cases, here)

    shelf = cache_folder() / "cases"
    assert not shelf.exists() or not list(shelf.iterdir())


def test_without_a_place_for_it_the_user_is_told(
    cases: CaseFile, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "ملف").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(here / "ملف"))

    with pytest.raises(UserError, match="Cannot make"):
        folder_of(cases, here)


def test_a_file_of_cases_may_name_its_library(library: Library, here: Path) -> None:
    path = here / "ق.qa.yaml"
    path.write_text("library: .shawahid\ntests: []\n", encoding="utf-8")

    with opened(load_cases(path), here / "غيرها") as assistant:
        assert assistant.library.identity == library.identity


def test_without_either_it_is_the_users_library(here: Path) -> None:
    path = here / "ق.qa.csv"
    path.write_text("question\n", encoding="utf-8")

    with pytest.raises(LibraryMissing), opened(load_cases(path), here / ".shawahid"):
        pass
