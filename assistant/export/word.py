"""DOCX: right-to-left paragraphs, each quote with a real footnote that names its place.

python-docx writes no footnotes, so their part of the package is made here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from assistant.answer import KeptQuote
from assistant.controls import visible, visible_line
from assistant.export import words
from assistant.export.locators import note
from assistant.export.reading import from_notes
from assistant.export.references import References
from assistant.export.transcript import ExportedTurn, Transcript

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_FONT = "Traditional Arabic"
_BODY_POINTS, _NOTE_POINTS = 14, 10
"""Sizes of letters; Arabic ones are drawn smaller than Latin ones of the same size."""
_TITLE_CHARACTERS = 255  # of a property of the file, which python-docx refuses when it is longer
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_NOT_XML = re.compile("[\ufffe\uffff]")
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/>'
    "</w:r></w:p></w:footnote>"
)
"""The two that Word asks for before any of the writer's own."""


def write(transcript: Transcript, references: References) -> bytes:
    from docx import Document

    document = Document()
    _prepare(document, transcript)
    _add(document, transcript.title or words.QUOTES.to(transcript.language), "Title")
    for turn in transcript.turns:
        _add_turn(document, turn, transcript)
    if transcript.sources:
        _add(document, words.SOURCES.to(transcript.language), "Heading1")
    for source, entry in references.works():
        line = f"{entry} — {visible_line(source.file_name)} — sha256:{source.sha256}"
        _add(document, line, "ListNumber")
    notes = ((each.number, note(each, references.citation(each))) for each in transcript.quotes)
    _add_footnotes(document, notes)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def read(data: bytes) -> Iterator[KeptQuote]:
    from zipfile import ZipFile

    from docx import Document
    from docx.oxml.parser import parse_xml

    with ZipFile(io.BytesIO(data)) as package:
        footnotes = parse_xml(package.read("word/footnotes.xml"))
    paragraphs = [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]
    return from_notes([_words(note).strip() for note in footnotes], paragraphs)


def _words(footnote: BaseOxmlElement) -> str:
    """Of python-docx's own elements `itertext` gives what a paragraph and a run say once more."""
    return "".join(text.text or "" for text in footnote.iter(f"{{{_W}}}t"))


def _prepare(document: Document, transcript: Transcript) -> None:
    """Set what every paragraph inherits: the direction, and a font for Arabic."""
    about = document.core_properties
    about.title = _xml_text(transcript.title)[:_TITLE_CHARACTERS]
    about.language = transcript.language
    about.created = datetime.fromisoformat(transcript.created).replace(tzinfo=None)
    # What python-docx says of itself there is not true of this file.
    about.author = about.comments = ""
    normal = document.styles["Normal"].element
    normal.get_or_add_pPr().append(_element("bidi"))
    properties = normal.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(f"{{{_W}}}{script}", _FONT)
    properties.append(_element("szCs", val=str(2 * _BODY_POINTS)))
    properties.append(_element("rtl"))
    for name in ("Title", "Subtitle", "Quote"):
        # Arabic letters are neither slanted nor set apart.
        font = document.styles[name].font
        font.italic = font.cs_italic = False
        for spacing in font.element.xpath("w:rPr/w:spacing"):
            spacing.getparent().remove(spacing)


def _add_turn(document: Document, turn: ExportedTurn, transcript: Transcript) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    language = transcript.language
    if turn.question:
        _add(document, turn.question, "Heading1")
    if turn.understood != turn.question:
        _add(document, f"{words.UNDERSTOOD.to(language)}: {turn.understood}", "Subtitle")
    if turn.reason:
        _add(document, words.refused(turn, language))
    if turn.statements:
        paragraph = _add(document, words.likely(turn, language))
        for each in turn.statements:
            run = _run(paragraph, f"{each.marked} ")
            run.bold = run.font.cs_bold = True
    if turn.writer:
        _add(document, words.written_by(turn, language))
    for quote in turn.quotes:
        paragraph = _add(document, f"[{quote.number}] {quote.before}", "Quote")
        _run(paragraph, quote.text).font.highlight_color = WD_COLOR_INDEX.YELLOW
        reference = _run(paragraph, "")
        reference.font.superscript = True
        reference._r.append(_element("footnoteReference", id=str(quote.number)))
        _run(paragraph, quote.after)
        if not quote.current:
            _add(document, words.NO_LONGER.to(language))


def _add(document: Document, text: str, style: str | None = None) -> Paragraph:
    """
    :param style: by its id; python-docx takes a millisecond to look one up by its name.
    """
    paragraph = document.add_paragraph()
    paragraph._p.style = style
    if text:
        _run(paragraph, text)
    return paragraph


def _run(paragraph: Paragraph, text: str) -> Run:
    return paragraph.add_run(_xml_text(text))


def _add_footnotes(document: Document, notes: Iterable[tuple[int, str]]) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    footnotes = "".join(_footnote(number, text) for number, text in notes)
    xml = f'<w:footnotes xmlns:w="{_W}">{_SEPARATORS}{footnotes}</w:footnotes>'
    package = document.part.package
    part = Part(PackURI("/word/footnotes.xml"), _CONTENT, xml.encode(), package)
    document.part.relate_to(part, _RELATION)


def _footnote(number: int, text: str) -> str:
    size = f'<w:sz w:val="{2 * _NOTE_POINTS}"/><w:szCs w:val="{2 * _NOTE_POINTS}"/>'
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:bidi/></w:pPr>'
        f'<w:r><w:rPr>{size}<w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:rPr>{size}<w:rtl/></w:rPr><w:t xml:space="preserve"> '
        f"{escape(_xml_text(text))}</w:t></w:r></w:p></w:footnote>"
    )


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    from docx.oxml import OxmlElement

    element = OxmlElement(f"w:{name}")
    for attribute, value in attributes.items():
        element.set(f"{{{_W}}}{attribute}", value)
    return element


def _xml_text(text: str) -> str:
    """XML has no place for two code points that Unicode reserves."""
    return _NOT_XML.sub(lambda match: f"⟨{ord(match.group()):X}⟩", visible(text))
