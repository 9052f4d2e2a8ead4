"""BibTeX and biblatex, read back by pybtex, pandoc and biber."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from pybtex.database import parse_string

from assistant.controls import visible_line
from assistant.export import export
from assistant.export.tex import escape_tex, unescape_tex
from assistant.export.transcript import Transcript
from tests.assistant.export.parsing import pandoc_json, program, written
from tests.assistant.export.samples import BOOK, HOSTILE, OPTICS, PAGE, SCHOLAR, hostile


def parsed(format: str, transcript: Transcript = SCHOLAR) -> Any:  # noqa: ANN401 pybtex has no types
    return parse_string(export(transcript, format).decode(), "bibtex")


def test_bibtex_describes_the_work_and_keeps_the_quotes_in_a_note() -> None:
    entry = parsed("bibtex").entries[BOOK.key]

    assert entry.type == "book"
    assert {name: str(value) for name, value in entry.fields.items()} == {
        "title": "{كتاب المناظر}",
        "year": "1983",
        "publisher": "المجلس الوطني",
        "address": "الكويت",
        "volume": "٢",
        "edition": "١",
        "translator": "Rashed, Roshdi and {فلان بن فلان}",
        "language": "ar",
        "isbn": "978-3-16-148410-0",
        "file": "/%D9%83%D8%AA%D8%A8/manazir.txt",
        "annote": (
            "«الضوء يشرق من كل نقطة من الجسم المضيء على سموت خطوط مستقيمة.» — ج ٢، ص ٣٥،"
            rf" الفصل الثاني — sha256:{BOOK.sha256}\#char=16,76"
            " "  # of the blank line, which pybtex does not keep
            rf"«إلا إذا كان بينهما بُعد» — ج ٢ — sha256:{BOOK.sha256}\#char=110,133"
        ),
    }


def test_arabic_names_stay_whole_and_stated_family_names_stay_family_names() -> None:
    entry = parsed("bibtex").entries[BOOK.key]
    people = entry.persons

    assert [person.last_names for person in people["author"]] == [["{الحسن بن الهيثم}"]]
    assert [person.last_names for person in people["editor"]] == [["{عبد الحميد صبرة}"]]
    assert entry.fields["translator"] == "Rashed, Roshdi and {فلان بن فلان}"


def test_biblatex_has_dates_in_iso_and_the_hijri_one_as_written() -> None:
    entries = parsed("biblatex").entries

    assert (entries[BOOK.key].fields["date"], entries[BOOK.key].fields["note"]) == (
        "1983",
        "١٤٠٣ هـ",
    )
    page = entries[PAGE.key]
    assert page.type == "online"
    assert page.fields["date"] == "2024-03-03"
    assert page.fields["urldate"] == "2026-11-22"
    assert page.fields["url"] == "https://example.org/news?id=7&lang=ar"
    assert page.fields["langid"] == "arabic"


def test_no_place_of_a_quote_is_written_into_the_extent_of_the_work() -> None:
    for format in ("bibtex", "biblatex"):
        assert all("pages" not in entry.fields for entry in parsed(format).entries.values())


def test_the_file_tells_how_latex_cites_the_place() -> None:
    assert rf"\autocite[ص ٣٥]{{{BOOK.key}}}" in export(SCHOLAR, "biblatex").decode()


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("format", ["bibtex", "biblatex"])
def test_hostile_words_are_text_in_every_field(format: str, words: str) -> None:
    entries = parsed(format, hostile(words)).entries

    assert len(entries) == 1
    (entry,) = entries.values()
    shown = visible_line(words)
    assert unescape_tex(str(entry.fields["title"]))[1:-1] == shown
    publisher = entry.fields["organization" if format == "biblatex" else "publisher"]
    assert unescape_tex(str(publisher)) == shown
    note = entry.fields.get("annote") or entry.fields["annotation"]
    assert unescape_tex(str(note)).startswith(f"«{shown}» — ")
    # A lone brace or control sequence would be one that TeX obeys.
    assert "\\input" not in str(entry.fields)
    assert "\\write" not in str(entry.fields)


@pytest.mark.parametrize("text", ["{ا}", "}ا{", "\\", "100%", "a_b^c~d", "$x$ & #1", OPTICS])
def test_escapes_come_back(text: str) -> None:
    assert unescape_tex(escape_tex(text)) == visible_line(text)


def test_pandoc_reads_the_names_and_dates() -> None:
    (book, page) = pandoc_json(export(SCHOLAR, "biblatex"), "biblatex", "csljson")

    assert book["author"] == [{"literal": "الحسن بن الهيثم"}]
    assert book["translator"][0] == {"family": "Rashed", "given": "Roshdi"}
    assert book["title"] == "كتاب المناظر"
    assert page["accessed"] == {"date-parts": [[2026, 11, 22]]}


@pytest.mark.parametrize("words", HOSTILE)
def test_pandoc_reads_one_entry_whatever_its_title(words: str) -> None:
    assert len(pandoc_json(export(hostile(words), "bibtex"), "bibtex", "csljson")) == 1


def test_biber_finds_nothing_to_complain_of(tmp_path: Path) -> None:
    file = written(tmp_path, "works.bib", export(SCHOLAR, "biblatex"))

    done = subprocess.run(
        [program("biber"), "--tool", "--validate-datamodel", file.name],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=600,
    )

    assert done.returncode == 0, done.stdout
    assert "WARN" not in done.stdout
    assert "ERROR" not in done.stdout
