"""A format from outside is one module and one row: it is chosen, written, verified, overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.cli.main import main
from assistant.conversation.turns import Turn
from assistant.export import FORMATS, Format, export, format_of
from assistant.export.claims import claims
from assistant.export.file import check_file
from assistant.export.transcript import cited, transcript_of
from index.errors import UserError
from index.ingest import add
from index.store.library import Library

CAIRO = "أُسست القاهرة سنة 969م. بناها جوهر الصقلي للفاطميين."
QUOTED = "بناها جوهر الصقلي للفاطميين"
BROKEN = 4


@pytest.fixture(autouse=True)
def row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, "org", Format((".org",), "tests.assistant.export.org_mode"))


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """A quote of a library's document in a file of the new format."""
    (tmp_path / "القاهرة.txt").write_text(CAIRO, "utf-8")
    file = tmp_path / "بحث.org"
    with Library.create(tmp_path / "library") as library:
        list(add(library, [tmp_path / "القاهرة.txt"]))
        document = library.document(library.documents()[0].id)
        start = CAIRO.index(QUOTED)
        answer = cited(document, start, start + len(QUOTED))
        transcript = transcript_of(
            [Turn("", "", answer)],
            library,
            title="بحث",
            created="2026-11-22T18:00:00+00:00",
            language="ar",
        )
    file.write_bytes(export(transcript, format_of(file)))
    return file


def test_what_was_written_is_read_back(exported: Path) -> None:
    (quote,) = claims(exported)

    assert quote.text == CAIRO[quote.start : quote.end] == QUOTED
    assert quote.source.file_name == "القاهرة.txt"


def test_its_quotes_are_verified(
    exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verify = ["--library", str(tmp_path / "library"), "verify", str(exported)]

    assert main(verify) == 0
    assert "سليم: «بناها جوهر الصقلي للفاطميين»" in capsys.readouterr().out

    exported.write_text(exported.read_text("utf-8").replace("جوهر الصقلي", "القائد جوهر"), "utf-8")
    assert main(verify) == BROKEN


def test_it_is_written_over_and_what_is_no_export_is_not(exported: Path, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        check_file(exported, library)
        exported.write_text("* ملاحظاتي\n", "utf-8")
        with pytest.raises(UserError):
            check_file(exported, library)
