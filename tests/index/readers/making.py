"""Files of every format, made from words that are known."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Known:
    """What a file is made from, in the order in which it should be read."""

    title: str
    paragraphs: Sequence[str]
    table: Sequence[Sequence[str]]
    note: str
    """A footnote of the first paragraph."""

    @property
    def words(self) -> list[str]:
        """All of them, in order, the note after its paragraph."""
        cells = [cell for row in self.table for cell in row]
        first, *rest = self.paragraphs
        return " ".join((self.title, first, self.note, *rest, *cells)).split()


_FOOTNOTES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="1"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote></w:footnotes>"""
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FOOTNOTES_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
)


def docx_of(known: Known) -> bytes:
    """A Word document with a heading, paragraphs, a footnote and a table."""
    from docx import Document
    from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: F401 - the package loads its parts
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = Document()
    document.core_properties.author = ""
    document.add_heading(known.title, 1)
    added = [document.add_paragraph(words) for words in known.paragraphs]
    if known.note:
        content = _FOOTNOTES.format(note=known.note).encode()
        part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, content, document.part.package)
        document.part.relate_to(part, _FOOTNOTES_RELATION)
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), "1")
        added[0].add_run()._r.append(reference)
    if known.table:
        table = document.add_table(len(known.table), len(known.table[0]))
        for row, cells in zip(table.rows, known.table, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    return _saved(document)


def pptx_of(known: Known) -> bytes:
    """Slides: a title and a paragraph each, the note with the speaker, the table on the last."""
    from pptx import Presentation
    from pptx.util import Inches

    presentation = Presentation()
    for at, words in enumerate(known.paragraphs):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = known.title if at == 0 else ""
        slide.placeholders[1].text = words
        if at == 0 and known.note:
            slide.notes_slide.notes_text_frame.text = known.note
    if known.table:
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])
        size = len(known.table), len(known.table[0])
        table = slide.shapes.add_table(*size, *map(Inches, (1, 1, 6, 2))).table
        for row, cells in enumerate(known.table):
            for column, words in enumerate(cells):
                table.cell(row, column).text = words
    return _saved(presentation)


def xlsx_of(known: Known) -> bytes:
    """Two sheets: the words, a cell a paragraph, and the table."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = known.title
    for words in known.paragraphs:
        book.active.append([words])
    sheet = book.create_sheet("الجدول")
    for row in known.table:
        sheet.append(row)
    return _saved(book)


def csv_of(known: Known, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """The table alone."""
    lines = (delimiter.join(f'"{cell}"' for cell in row) for row in known.table)
    return "\r\n".join(lines).encode(encoding)


def converted(data: bytes, suffix: str, to: str, folder: Path) -> bytes | None:
    """What LibreOffice makes of a file in another format; None where it is not installed.

    :param suffix: of the format that the bytes have, with its point; `to` has none.
    """
    program = shutil.which("soffice")
    if program is None:
        return None
    source = folder / f"made{suffix}"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    target = ["--convert-to", to, "--outdir", str(folder), str(source)]
    command = [program, profile, "--headless", *target]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return source.with_suffix(f".{to}").read_bytes()


def epub_of(
    title: str, author: str, chapters: Mapping[str, str], others: Mapping[str, str] | None = None
) -> bytes:
    """A book whose chapters lie in members with spaces and Arabic in their names."""
    names = [f"فصل {number}.xhtml" for number in range(1, len(chapters) + 1)]
    hrefs = [quote(name) for name in names]
    items = "".join(
        f'<item id="c{at}" href="{href}" media-type="application/xhtml+xml"/>'
        for at, href in enumerate(hrefs)
    )
    spine = "".join(f'<itemref idref="c{at}"/>' for at in range(len(hrefs)))
    entries = "".join(
        f'<li><a href="{href}">{chapter}</a></li>'
        for href, chapter in zip(hrefs, chapters, strict=True)
    )
    html = '<html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'
    members = {
        "META-INF/container.xml": "<container "
        'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        "OPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        f"<dc:creator>{author}</dc:creator></metadata><manifest>{items}"
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        f"</manifest><spine>{spine}</spine></package>",
        "OPS/nav.xhtml": html.format(f"<nav><ol>{entries}</ol></nav>"),
        **{
            f"OPS/{name}": html.format(f"<p>{words}</p>")
            for name, words in zip(names, chapters.values(), strict=True)
        },
        **(others or {}),
    }
    return zip_of({name: words.encode() for name, words in members.items()})


def zip_of(members: Mapping[str, bytes]) -> bytes:
    """An archive of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def _saved(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]  # documents of three libraries, untyped
    return file.getvalue()
