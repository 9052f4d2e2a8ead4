"""Office files: what they show is read, in order, with its place; what harms is refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from index.errors import FileSkipped
from index.readers import extract
from index.types import Extraction
from tests.index.readers.making import (
    Known,
    converted,
    csv_of,
    docx_of,
    pptx_of,
    xlsx_of,
    zip_of,
)

BUDGET = Known(
    "تقريرُ المجلسِ البلديِّ",
    (
        "بَلَغَتِ الكُلفةُ 85,000 دينارٍ في سنة 2023، أي ٣٫٥٪ من الموازنة.",
        "ثم أُقِرَّ المشروعُ بالإجماع (12 صوتًا).",
    ),
    (("الصنف", "السعر", "الكمية"), ("الخيار", "12.5", "5"), ("البندورة", "9", "7")),
    "انظر المحضر رقم 14.",
)
PRICES = [cell for row in BUDGET.table for cell in row]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def words(extraction: Extraction) -> list[str]:
    return extraction.text.replace("|", " ").split()


def changed(data: bytes, members: Mapping[str, bytes]) -> bytes:
    """An archive with some members put in others' place."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    return zip_of({**kept, **members})


def word_document(body: str) -> bytes:
    content = f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()
    return changed(docx_of(BUDGET), {"word/document.xml": content})


def test_a_word_document_is_read_with_its_footnote_and_its_table() -> None:
    extraction = extract(Path("تقرير.docx"), docx_of(BUDGET))

    assert words(extraction) == BUDGET.words
    assert extraction.title == BUDGET.title
    table = next(block for block in extraction.blocks if block.kind == "table")
    assert extraction.text[table.start : table.end].splitlines()[1] == "الخيار | 12.5 | 5"


@pytest.mark.parametrize("form", ["odt", "rtf"])
def test_what_libreoffice_makes_of_it_has_the_same_words(form: str, tmp_path: Path) -> None:
    data = converted(docx_of(BUDGET), ".docx", form, tmp_path)
    if data is None:
        pytest.skip("LibreOffice is not installed")

    assert words(extract(Path(f"تقرير.{form}"), data)) == BUDGET.words


def test_tracked_changes_are_taken_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>مدة العقد </w:t></w:r>"
        "<w:del><w:r><w:delText>سنة</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>سنتان</w:t></w:r></w:ins></w:p>"
    )

    assert extract(Path("عقد.docx"), word_document(body)).text.startswith("مدة العقد سنتان")


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>تنبيه: المسودة سرّية</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = (
        f"<w:p><w:r><w:t>نصّ القرار</w:t></w:r><w:r><mc:AlternateContent {mc}><mc:Choice>{box}"
        f"</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    text = extract(Path("قرار.docx"), word_document(body)).text

    assert text == "نصّ القرار\n\nتنبيه: المسودة سرّية"


def test_hidden_words_are_left_out_and_said_to_be() -> None:
    body = (
        "<w:p><w:r><w:t>ظاهر</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>مخفي</w:t></w:r></w:p>"
    )

    extraction = extract(Path("أ.docx"), word_document(body))

    assert extraction.text == "ظاهر"
    assert [remark.en for remark in extraction.remarks] == ["hidden pieces of text left out: 1"]


def test_the_pages_of_words_last_layout_are_kept_where_they_are_sure() -> None:
    page = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = (
        f"<w:p><w:r><w:t>أول الكلام</w:t></w:r></w:p>"
        f"<w:p>{page}<w:r><w:t>ثاني الصفحات وفيها </w:t></w:r>{page}"
        "<w:r><w:t>ما يليها</w:t></w:r></w:p>"
    )
    said = (
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'extended-properties"><Pages>%d</Pages></Properties>'
    )

    sure = extract(Path("أ.docx"), changed(word_document(body), {"docProps/app.xml": said % 3}))
    unsure = extract(Path("أ.docx"), changed(word_document(body), {"docProps/app.xml": said % 5}))

    begins = {anchor.label: sure.text[anchor.start :].split()[0] for anchor in sure.anchors}
    assert begins == {"1": "أول", "2": "ثاني", "3": "ما"}
    assert unsure.anchors == ()


def test_slides_have_their_numbers_and_the_speakers_notes() -> None:
    extraction = extract(Path("عرض.pptx"), pptx_of(BUDGET))

    assert words(extraction) == BUDGET.words
    assert [(anchor.label, anchor.kind) for anchor in extraction.anchors] == [
        ("1", "slide"),
        ("2", "slide"),
        ("3", "slide"),
    ]
    last = extraction.anchors[-1].start
    assert extraction.text[last:].startswith("الصنف | السعر | الكمية")


def test_each_row_of_a_sheet_has_its_place() -> None:
    extraction = extract(Path("أسعار.xlsx"), xlsx_of(BUDGET))

    placed = {anchor.label: anchor.start for anchor in extraction.anchors}
    assert extraction.text[placed["الجدول!A2:C2"] :].startswith("الخيار | 12.5 | 5")
    assert extraction.text[placed[f"{BUDGET.title}!A1"] :].startswith("بَلَغَتِ الكُلفةُ")


def test_values_are_told_as_the_sheet_shows_them() -> None:
    from datetime import date

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["البند", "النسبة", "المبلغ", "التاريخ", "الرقم"])
    sheet.append(["إيجار", 0.035, 4200.5, date(2023, 6, 4), 7])
    forms = ("General", "0.0%", '#,##0.00 "دينار"', "dd/mm/yyyy", "0000")
    for cell, form in zip(sheet[2], forms, strict=True):
        cell.number_format = form
    file = io.BytesIO()
    book.save(file)

    text = extract(Path("أ.xlsx"), file.getvalue()).text

    assert text.splitlines()[-1] == "إيجار | 3.5% | 4,200.50 دينار | 04/06/2023 | 0007"


def test_a_formula_without_a_kept_value_is_told() -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["المجموع", "=SUM(B2:B9)"])
    file = io.BytesIO()
    book.save(file)

    extraction = extract(Path("أ.xlsx"), file.getvalue())

    assert "formulas without a kept value: 1" in extraction.remarks[0].en


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), ("؛", "utf-8"), (",", "cp1256")],
)
def test_a_table_in_plain_text_is_read_whatever_parts_its_cells(
    delimiter: str, encoding: str
) -> None:
    extraction = extract(Path("أسعار.csv"), csv_of(BUDGET, delimiter, encoding))

    assert words(extraction) == PRICES
    assert [anchor.label for anchor in extraction.anchors] == ["1", "2", "3"]


@pytest.mark.parametrize("name", ["قديم.doc", "قديم.ppt", "قديم.xls", "مذكرة.pages"])
def test_an_older_format_is_refused_with_the_way_out(name: str) -> None:
    with pytest.raises(FileSkipped) as refused:
        extract(Path(name), b"\xd0\xcf\x11\xe0 anything")

    assert re.search(r"docx|pptx|xlsx", refused.value.hint.en)


def test_a_document_behind_a_password_is_told_from_a_damaged_one() -> None:
    encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")

    with pytest.raises(FileSkipped, match="password"):
        extract(Path("سرّي.docx"), encrypted)
    with pytest.raises(FileSkipped, match="damaged"):
        extract(Path("مبتور.docx"), docx_of(BUDGET)[:2000])


def test_an_archive_that_would_inflate_beyond_reason_is_refused_before_it_does() -> None:
    bomb = zip_of({"word/document.xml": b" " * 30_000_000})

    with pytest.raises(FileSkipped, match="inflate"):
        extract(Path("قنبلة.docx"), bomb)


def test_entities_are_refused() -> None:
    laughs = (
        '<!DOCTYPE w:document [<!ENTITY a "ها"><!ENTITY b "&a;&a;&a;&a;">]>'
        f"<w:document {W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
    )

    with pytest.raises(FileSkipped, match="damaged"):
        extract(Path("أ.docx"), changed(docx_of(BUDGET), {"word/document.xml": laughs.encode()}))


def test_elements_nested_without_end_are_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 400 + "</w:sdtContent></w:sdt>" * 400

    with pytest.raises(FileSkipped, match="damaged"):
        extract(Path("أ.docx"), word_document(deep))
