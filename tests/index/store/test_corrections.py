"""What the user corrects stays corrected, whatever becomes of the file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.ingest import add
from index.store.corrections import edit, with_corrections
from index.store.library import Library

PAPER = "---\nauthor: مجهول\npublisher: دار\n---\nنص."


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the paper and a library of it, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "رسالة.md").write_text(PAPER, encoding="utf-8")
    with Library.create(folder / "library") as library:
        list(add(library, [folder / "رسالة.md"]))
    return folder


@pytest.fixture
def paper(shelf: Path) -> Path:
    (shelf / "رسالة.md").write_text(PAPER, encoding="utf-8")
    return shelf / "رسالة.md"


@pytest.fixture
def library(shelf: Path, tmp_path: Path) -> Iterator[Library]:
    shutil.copytree(shelf / "library", tmp_path / "library")
    with Library.open(tmp_path / "library") as library:
        yield library


def known(library: Library) -> dict[str, str]:
    summary = library.documents()[0]
    return with_corrections(library, summary.id, summary.metadata)


def test_a_correction_outweighs_the_file_and_an_empty_one_leaves_the_field_out(
    library: Library,
) -> None:
    edit(
        library, library.documents()[0].id, {"author": "الجاحظ", "publisher": "", "المحقق": "هارون"}
    )

    assert known(library) == {"author": "الجاحظ", "editor": "هارون"}


def test_corrections_add_up_and_outlive_a_refresh(library: Library, paper: Path) -> None:
    edit(library, library.documents()[0].id, {"author": "الجاحظ"})
    edit(library, library.documents()[0].id, {"year": "255 هـ"})
    paper.write_text("---\nauthor: غيره\n---\nنص جديد.", encoding="utf-8")
    list(add(library, [paper]))

    assert known(library) == {"author": "الجاحظ", "issued": "255 هـ"}


def test_a_value_that_cannot_be_one_is_refused(library: Library) -> None:
    with pytest.raises(ValueError, match="url"):
        edit(library, library.documents()[0].id, {"url": "javascript:alert(1)"})

    assert known(library) == {"author": "مجهول", "publisher": "دار"}


def test_a_new_sidecar_refreshes_a_file_that_is_itself_unchanged(
    library: Library, paper: Path
) -> None:
    paper.with_suffix(".bib").write_text("@book{k, author={{الجاحظ}}}", encoding="utf-8")

    (result,) = add(library, [paper])

    assert result.outcome == "refreshed"
    assert known(library)["author"] == "الجاحظ"
