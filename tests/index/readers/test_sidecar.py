"""A file beside a document tells who wrote it, when, and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.readers import read_file
from index.readers.sidecar import fields, sidecar_bytes

BIBTEX = r"""
@book{manazir,
  author = {{الحسن بن الهيثم} and Doe, Jane and {Barnes and Noble}},
  editor = {{عبد الحميد صبرة}},
  title = {كتاب {المناظر} \& شرحه},
  year = 1983, publisher = {المجلس الوطني}, address = {الكويت}, volume = 2,
  url = {https://example.org/a_b}, urldate = {2026-01-02}, langid = {arabic},
  file = {/home/someone/manazir.pdf}
}
"""


def test_bibtex_gives_fields_under_csl_names() -> None:
    assert fields(BIBTEX.encode()) == {
        "type": "book",
        "author": "الحسن بن الهيثم; Doe, Jane; Barnes and Noble",
        "editor": "عبد الحميد صبرة",
        "title": "كتاب المناظر & شرحه",
        "issued": "1983",
        "publisher": "المجلس الوطني",
        "publisher-place": "الكويت",
        "volume": "2",
        "URL": "https://example.org/a_b",
        "accessed": "2026-01-02",
        "language": "ar",
    }


def test_csl_json_gives_whole_arabic_names_and_dates() -> None:
    item = {
        "id": "x",
        "type": "book",
        "title": "البيان والتبيين",
        "author": [{"given": "عمرو بن بحر", "family": "الجاحظ"}],
        "editor": [{"literal": "عبد السلام هارون"}],
        "translator": [{"given": "Jane", "family": "Doe"}],
        "issued": {"date-parts": [[1948, 3]]},
        "issued-hijri": {"literal": "١٣٦٧ هـ"},
        "custom": {"anything": 1},
    }

    assert fields(json.dumps([item]).encode()) == {
        "type": "book",
        "title": "البيان والتبيين",
        "author": "عمرو بن بحر الجاحظ",
        "editor": "عبد السلام هارون",
        "translator": "Doe, Jane",
        "issued": "1948-03",
        "issued-hijri": "١٣٦٧ هـ",
    }


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"rows": 3}', b"@book{broken", b"\xff\xfe", b"[" * 9_999, b"[[1]]"],
)
def test_what_is_no_bibliography_says_nothing(content: bytes) -> None:
    assert fields(content) == {}


def test_an_address_that_is_not_on_the_web_is_no_address() -> None:
    assert fields(b'{"type": "book", "URL": "javascript:alert(1)"}') == {"type": "book"}


@pytest.mark.parametrize("name", ["كتاب.txt.bib", "كتاب.bib"])
def test_a_sidecar_lies_beside_the_file_and_outweighs_it(name: str, tmp_path: Path) -> None:
    file = tmp_path / "كتاب.txt"
    file.write_text("نص الكتاب.", encoding="utf-8")
    (tmp_path / name).write_text(BIBTEX, encoding="utf-8")

    extraction = read_file(file)

    assert extraction.title == "كتاب المناظر & شرحه"
    assert extraction.metadata["publisher"] == "المجلس الوطني"
    assert extraction.text == "نص الكتاب."


def test_a_file_without_a_sidecar_has_none(tmp_path: Path) -> None:
    assert sidecar_bytes(tmp_path / "كتاب.txt") == b""
