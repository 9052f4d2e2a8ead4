"""A PowerPoint file becomes the words of its slides, in their order, with the speaker's notes.

By ECMA-376 (Office Open XML), part 1, PresentationML.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from index.errors import Message
from index.readers.bibliography import first_title, stem_title
from index.readers.draft import DocumentDraft
from index.readers.office_properties import properties
from index.readers.zipped import damaged, open_zip, xml
from index.types import Extraction, ReaderOptions

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLES = ("title", "ctrTitle")
_FURNITURE = ("dt", "ftr", "sldNum", "hdr", "sldImg")
"""Placeholders that every slide repeats."""
_MOST_NESTED = 40


def read(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """Take the words of a `.pptx`, a slide after the other: title, body, tables, notes.

    :raises FileSkipped: when it is damaged, encrypted, or no presentation.
    """
    archive = open_zip(data)
    root = xml(archive, "ppt/presentation.xml")
    if root is None:
        raise damaged()
    targets = _targets(archive, "ppt/presentation.xml")
    draft, left_out = DocumentDraft(), 0
    for number, one in enumerate(root.iter(f"{_P}sldId"), 1):
        name = targets.get(one.get(f"{_R}id", ""), ("", ""))[0]
        slide = xml(archive, name)
        if slide is None:
            continue
        if slide.get("show") == "0":
            left_out += 1
            continue
        draft.anchor(str(number), "slide")
        _write_slide(slide, draft, 1 if number == 1 else 2)
        for target, kind in _targets(archive, name).values():
            if kind == "notesSlide" and (notes := xml(archive, target)) is not None:
                _write_shapes(notes, draft, 0)
    text, blocks = draft.finish()
    title, fields, _ = properties(archive)
    hidden = Message(
        f"شرائح مخفية لم تُدخل في النص: {left_out}", f"hidden slides left out: {left_out}"
    )
    yield Extraction(
        text=text,
        title=title or first_title(text, blocks) or stem_title(options.path),
        blocks=blocks,
        anchors=draft.anchors(),
        metadata=fields,
        encoding="",
        remarks=(hidden,) if left_out else (),
    )


def _targets(archive: zipfile.ZipFile, name: str) -> dict[str, tuple[str, str]]:
    """What a part refers to inside the archive: relation → (member, kind)."""
    folder, _, own = name.rpartition("/")
    rels = xml(archive, f"{folder}/_rels/{own}.rels")
    found: dict[str, tuple[str, str]] = {}
    for one in () if rels is None else rels.iter(f"{_REL}Relationship"):
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, one.get("Target", "")))
            kind = one.get("Type", "").rpartition("/")[2]
            found[one.get("Id", "")] = (target.lstrip("/"), kind)
    return found


def _write_slide(slide: Element, draft: DocumentDraft, level: int) -> None:
    for shape in slide.iter(f"{_P}sp"):
        if _placeholder(shape) in _TITLES:
            words = " ".join(_paragraph(each) for each in shape.iter(f"{_A}p"))
            draft.add(" ".join(words.split()), "heading", level)
    _write_shapes(slide, draft, 0)


def _write_shapes(holder: Element, draft: DocumentDraft, depth: int) -> None:
    if depth > _MOST_NESTED:
        raise damaged()
    for one in holder:
        if one.tag == f"{_P}sp":
            if _placeholder(one) not in (*_TITLES, *_FURNITURE):
                _write_lines(one, draft)
        elif one.tag == f"{_A}tbl":
            draft.add_table([list(_cells(row)) for row in one.iter(f"{_A}tr")])
        elif one.tag != _FALLBACK:
            _write_shapes(one, draft, depth + 1)


def _placeholder(shape: Element) -> str:
    """The kind of a placeholder; empty for any other shape."""
    found = next(shape.iter(f"{_P}ph"), None)
    return "" if found is None else found.get("type", "body")


def _write_lines(shape: Element, draft: DocumentDraft) -> None:
    """The paragraphs of a shape: several are a list, a line each."""
    lines = [line for line in map(_paragraph, shape.iter(f"{_A}p")) if line.strip()]
    draft.add("\n".join(lines), "list" if len(lines) > 1 else None)


def _cells(row: Element) -> Iterator[str]:
    for cell in row.iter(f"{_A}tc"):
        yield " ".join(filter(None, map(_paragraph, cell.iter(f"{_A}p"))))


def _paragraph(element: Element) -> str:
    pieces = []
    for one in element.iter():
        if one.tag == f"{_A}t":
            pieces.append(one.text or "")
        elif one.tag == f"{_A}br":
            pieces.append(" ")
    return " ".join("".join(pieces).split())
