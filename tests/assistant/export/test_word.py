"""DOCX: real footnotes and right-to-left paragraphs, as python-docx, pandoc and LibreOffice see."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from assistant.controls import visible, visible_line
from assistant.export import export
from assistant.export.transcript import Transcript
from tests.assistant.export.parsing import pandoc, program, written
from tests.assistant.export.samples import BOOK, HOSTILE, SCHOLAR, hostile


def footnotes(exported: Transcript) -> list[str]:
    """Of the writer's own, without Word's two separators."""
    with ZipFile(io.BytesIO(export(exported, "docx"))) as package:
        notes = parse_xml(package.read("word/footnotes.xml"))
    return ["".join(note.itertext()).strip() for note in notes][2:]


def test_each_quote_has_a_footnote_that_names_its_place() -> None:
    document = Document(io.BytesIO(export(SCHOLAR, "docx")))

    references = document.element.body.iter(qn("w:footnoteReference"))
    assert [reference.get(qn("w:id")) for reference in references] == ["1", "2", "3"]
    notes = footnotes(SCHOLAR)
    assert len(notes) == 3
    assert notes[1].startswith("«إلا إذا كان بينهما بُعد» — الحسن بن الهيثم، كتاب المناظر")
    assert notes[1].endswith(f"sha256:{BOOK.sha256}#char=110,133")


def test_paragraphs_run_from_right_to_left() -> None:
    document = Document(io.BytesIO(export(SCHOLAR, "docx")))
    normal = document.styles["Normal"].element

    assert normal.pPr.find(qn("w:bidi")) is not None
    assert normal.rPr.find(qn("w:rtl")) is not None
    for name in {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}:
        style = document.styles[str(name)]
        while getattr(style, "base_style", None) is not None:
            style = getattr(style, "base_style")  # noqa: B009 - only paragraph styles have one
        assert style.name == "Normal"


def test_the_file_says_what_it_is_and_not_what_made_it() -> None:
    about = Document(io.BytesIO(export(SCHOLAR, "docx"))).core_properties

    assert (about.title, about.author, about.comments) == ("ضوء ومكتبة", "", "")
    assert about.created is not None
    assert about.created.year == 2026


def test_a_title_of_any_length_can_be_written() -> None:
    assert export(hostile("عنوان طويل " * 60), "docx").startswith(b"PK")


def test_the_quote_stands_marked_inside_its_paragraph() -> None:
    document = Document(io.BytesIO(export(SCHOLAR, "docx")))
    marked = [
        (paragraph.text, run.text)
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color is not None
    ]

    assert [words for _, words in marked] == [quote.text for quote in SCHOLAR.quotes]
    assert marked[1][0].startswith("[2] الضوء يشرق")


@pytest.mark.parametrize("words", [*HOSTILE, "غير محرف: \ufffe\uffff"])
def test_hostile_words_are_text(words: str) -> None:
    document = Document(io.BytesIO(export(hostile(words), "docx")))

    shown = visible_line(words).replace("\ufffe", "⟨FFFE⟩").replace("\uffff", "⟨FFFF⟩")
    assert any(shown in " ".join(paragraph.text.split()) for paragraph in document.paragraphs)
    (note,) = footnotes(hostile(words))
    assert note.startswith(f"«{shown}» — ")
    assert visible(note) == note


def test_pandoc_reads_the_footnotes() -> None:
    assert pandoc(export(SCHOLAR, "docx"), "docx", "markdown").count("[^") == 6


def test_libreoffice_opens_it(tmp_path: Path) -> None:
    file = written(tmp_path, "report.docx", export(SCHOLAR, "docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"

    subprocess.run(
        [program("soffice"), profile, "--headless", "--convert-to", "txt:Text", file.name],
        cwd=tmp_path,
        capture_output=True,
        timeout=600,
        check=True,
    )

    text = (tmp_path / "report.txt").read_text("utf-8")
    assert "الضوء يشرق من كل نقطة" in text
