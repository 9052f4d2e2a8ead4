"""`shawahid show … --page-image`, as its user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.cli.main import main
from index.ingest import add
from index.store.library import Library
from tests.index.readers.pdf.written import pdf_of

CAIRO = "أسست القاهرة سنة 969م على يد القائد جوهر الصقلي"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a PDF of one line and its library."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SHAWAHID_LIBRARY", raising=False)
    monkeypatch.setenv("SHAWAHID_LANG", "ar")
    (tmp_path / "cairo.pdf").write_bytes(pdf_of([CAIRO]))
    with Library.create(".shawahid") as library:
        list(add(library, [tmp_path / "cairo.pdf"]))
    return tmp_path


def test_the_page_is_written_and_its_file_named(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "cairo.pdf", "0:12", "--page-image", "صفحة.png"]) == 0

    assert capsys.readouterr().out == "صفحة.png\n"
    assert (here / "صفحة.png").read_bytes().startswith(b"\x89PNG")


def test_nothing_is_written_over(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "mine.png").write_bytes(b"mine")

    assert main(["show", "1", "0:12", "--page-image", "mine.png"]) == 1

    assert (here / "mine.png").read_bytes() == b"mine"
    assert "اختر اسمًا جديدًا في مجلد لك" in capsys.readouterr().err


def test_the_span_must_be_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "1", "--page-image", "page.png"]) == 1

    assert "أي موضع في الصفحة؟" in capsys.readouterr().err
    assert not (here / "page.png").exists()
