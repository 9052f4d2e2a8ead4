"""F11: the page of a PDF with the quote marked, opened by the desktop or kept in a file."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from pathlib import Path

import pytest

from assistant.tui.reader import ReaderScreen
from index.ingest import add
from index.store.library import Library
from index.types import Span
from tests.assistant.tui.conftest import ask, chat_with, until
from tests.index.readers.pdf.written import pdf_of

LINES = ["أسست القاهرة سنة 969م على يد القائد جوهر الصقلي."]
BUILT = "متى أسست القاهرة؟"


@pytest.fixture
def paged(tmp_path: Path) -> Path:
    """A library of one PDF."""
    (tmp_path / "القاهرة.pdf").write_bytes(pdf_of(LINES))
    with Library.create(tmp_path / "library") as library:
        list(add(library, [tmp_path / "القاهرة.pdf"]))
    return tmp_path / "library"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture(autouse=True)
def notices_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine so slow that one would be gone before it is looked for."""
    monkeypatch.setattr("assistant.tui.host.NOTICE_SECONDS", 3600)


def notices(app: object) -> list[str]:
    """Without what lays them out: a long path runs over several lines."""
    said = [notice.message for notice in app._notifications]  # type: ignore[attr-defined]  # Textual's
    return [re.sub(r"[\s\u200e\u200f\u2066-\u2069]", "", each) for each in said]


async def test_without_a_desktop_the_picture_lies_in_a_file_of_the_users_own(
    paged: Path, temporary: Path
) -> None:
    async with chat_with(paged).run_test(size=(120, 36)) as pilot:
        await ask(pilot, BUILT)
        await pilot.press("f11")
        await until(pilot, lambda: any(temporary.glob("shawahid-*.png")))
        (picture,) = temporary.glob("shawahid-*.png")

        await until(pilot, lambda: picture.stat().st_size > 0)
        assert stat.S_IMODE(picture.stat().st_mode) == 0o600
        await until(pilot, lambda: any(picture.name in each for each in notices(pilot.app)))


async def test_on_a_desktop_its_viewer_is_given_the_picture(
    paged: Path, temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = tmp_path / "shown"
    viewer = tmp_path / "bin" / "xdg-open"
    viewer.parent.mkdir()
    viewer.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{shown}.part"; mv "{shown}.part" "{shown}"')
    viewer.chmod(0o700)
    monkeypatch.setenv("PATH", f"{viewer.parent}{os.pathsep}{os.environ['PATH']}")
    async with chat_with(paged).run_test(size=(120, 36)) as pilot:
        monkeypatch.setenv("DISPLAY", ":0")
        await ask(pilot, BUILT)
        await pilot.press("f11")
        await until(pilot, shown.exists)

    assert Path(shown.read_text()).read_bytes().startswith(b"\x89PNG")


async def test_the_reader_shows_the_page_of_what_it_is_at(paged: Path, temporary: Path) -> None:
    with Library.open(paged) as library:
        document = library.document(1)
    async with chat_with(paged).run_test(size=(120, 36)) as pilot:
        await pilot.app.push_screen(ReaderScreen(document, Span(5, 12), "ar"))
        await pilot.press("f11")

        await until(pilot, lambda: any(temporary.glob("shawahid-*.png")))


async def test_a_document_without_pages_says_so(library: Path, temporary: Path) -> None:
    async with chat_with(library).run_test(size=(120, 36)) as pilot:
        await ask(pilot, BUILT)
        await pilot.press("f11")

        await until(pilot, lambda: any("PDF" in each for each in notices(pilot.app)))
    assert not list(temporary.iterdir())
