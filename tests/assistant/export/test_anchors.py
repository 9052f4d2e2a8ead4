"""A quote's place in its file goes with it into every export, and is read back from there."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from assistant.answer import Answer, Quote, Statement
from assistant.assistant import Assistant
from assistant.export.claims import claims
from assistant.verification.verify import verify
from index.types import Anchor, Caveat, Document
from tests.assistant.export.samples import HOSTILE, SUFFIXES
from tests.index.readers.making import Known, docx_of, pptx_of, xlsx_of

BRIDGE = "بلغت كلفة الجسر 85 ألف دينار."
WORDS = Known(
    "ميزانية البلدية",
    (BRIDGE, "وأُقرّت بالإجماع."),
    (("البند", "المبلغ"), ("الجسر", "85000")),
    "",
)
SHEET = "البند,المبلغ\nالجسر,85000\n"


@dataclass(frozen=True, slots=True)
class Placed:
    """A file, words of it, and where they stand in it; a plain report has only its title."""

    data: bytes
    words: str
    anchor: tuple[str, str] | None
    place: str


def zipped(name: str, data: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(name, data)
        archive.writestr("أخرى.txt", "ورقة أخرى في الأرشيف.")
    return written.getvalue()


FILES = {
    "كتاب.txt": Placed(f"مقدمة الكتاب.\f{BRIDGE}".encode(), BRIDGE, ("page", "2"), "ص 2"),
    "عرض.pptx": Placed(pptx_of(WORDS), BRIDGE, ("slide", "1"), "الشريحة 1"),
    "جدول.xlsx": Placed(xlsx_of(WORDS), "الجسر | 85000", ("row", "الجدول!A2:B2"), "الجدول!A2:B2"),
    "جدول.csv": Placed(SHEET.encode(), "الجسر | 85000", ("row", "2"), "السطر 2"),
    "فلم.srt": Placed(
        f"1\n00:01:15,000 --> 00:01:18,000\n{BRIDGE}\n".encode(),
        BRIDGE,
        ("time", "00:01:15"),
        "00:01:15",
    ),
    "تقرير.docx": Placed(
        docx_of(replace(WORDS, title="تقرير الميزانية")), BRIDGE, None, "تقرير الميزانية"
    ),
    "أرشيف.zip/2026/أسعار.csv": Placed(
        zipped("2026/أسعار.csv", SHEET.replace("الجسر", "السور").encode()),
        "السور | 85000",
        ("row", "2"),
        "السطر 2",
    ),
}
"""Path → what it holds; where a zip is on the path, its bytes are the zip's."""
NAMES_NO_PLACE = "char-location"
"""Its fields are an API's: the place stands there as a kind and a label alone."""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("وثائق")
    for name, placed in FILES.items():
        (folder / name.partition("/")[0]).write_bytes(placed.data)
    with Assistant.open(folder / "library", create=True, fast=True) as assistant:
        list(assistant.add([folder]))
        yield assistant


def quoted(assistant: Assistant, name: str) -> Answer:
    words = FILES[name].words
    start = assistant.document(name).text.index(words)
    return assistant.cite(name, start, start + len(words))


def shown(data: bytes) -> str:
    """An export as text; of a Word file the words of its parts."""
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return " ".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())


def exported(answer: Answer, format: str, folder: Path, assistant: Assistant) -> Path:
    file = folder / f"ناتج{SUFFIXES[format]}"
    assistant.export(answer, file, format=format)
    return file


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("format", SUFFIXES)
def test_each_export_tells_the_place_and_reads_it_back(
    assistant: Assistant, tmp_path: Path, name: str, format: str
) -> None:
    file = exported(quoted(assistant, name), format, tmp_path, assistant)

    (claim,) = claims(file)

    expected = FILES[name]
    assert (claim.anchor and (claim.anchor.kind, claim.anchor.label)) == expected.anchor
    assert claim.page == ("2" if expected.place == "ص 2" else None)
    if format != NAMES_NO_PLACE:
        assert expected.place in shown(file.read_bytes()).replace("\\", "")


@pytest.mark.parametrize(
    ("name", "format"),
    [*((name, "jsonl") for name in FILES), *(("جدول.csv", format) for format in SUFFIXES)],
)
def test_verify_finds_the_words_in_the_source_file_alone(
    assistant: Assistant, tmp_path: Path, name: str, format: str
) -> None:
    file = exported(quoted(assistant, name), format, tmp_path, assistant)
    source = Path(assistant.document(name).sources[0])
    given = next(each for each in (source, *source.parents) if each.is_file())

    (checked,) = verify(str(file), None, [given])

    assert checked.status == "intact"
    assert checked.found_in is not None
    assert checked.span is not None
    there = checked.found_in.anchor_at(checked.span.start)
    assert (there and (there.kind, there.label)) == FILES[name].anchor


def test_a_quote_from_an_archive_is_found_by_what_the_export_names(
    assistant: Assistant, tmp_path: Path
) -> None:
    name = "أرشيف.zip/2026/أسعار.csv"
    report = exported(quoted(assistant, name), "html", tmp_path, assistant)

    assert name in report.read_text("utf-8")
    (tmp_path / "أرشيف.zip").write_bytes(FILES[name].data)  # beside the report, and no library
    (checked,) = verify(str(report))
    assert checked.status == "intact"


def test_reference_managers_get_a_locator_of_their_own(
    assistant: Assistant,
) -> None:
    def cited(name: str) -> dict[str, str]:
        (citation,) = json.loads(assistant.export(quoted(assistant, name), format="csl-citation"))
        item = citation["citationItems"][0]
        return {key: item[key] for key in ("locator", "label", "suffix") if key in item}

    assert cited("كتاب.txt") == {"locator": "2", "label": "page"}
    assert cited("فلم.srt") == {"locator": "00:01:15", "label": "timestamp"}
    assert cited("عرض.pptx") == {"suffix": "، الشريحة 1"}
    assert cited("جدول.csv") == {"suffix": "، السطر 2"}


CHAPTER = "الباب الأول، في المياه"
TEXT = f"{CHAPTER}\n\n{BRIDGE}"
BOOK = Document(
    id=1,
    text=TEXT,
    sha256="0" * 64,
    title="مسح",
    sources=("/وثائق/مسح.pdf",),
    anchors=(Anchor(0, CHAPTER, "chapter"),),
    caveats=(Caveat("mended", 26, 30), Caveat("ocr", 30, 45)),
)


def answered(book: Document = BOOK) -> Answer:
    start = book.text.index(BRIDGE)
    quote = Quote(book, start, start + len(BRIDGE), None, (CHAPTER,))
    return Answer("كم كلفة الجسر؟", (Statement(BRIDGE, (1,)),), (quote,), (), None)


@pytest.mark.parametrize("format", SUFFIXES)
def test_a_chapter_and_how_the_words_were_read_are_told_and_read_back(
    assistant: Assistant, tmp_path: Path, format: str
) -> None:
    file = exported(answered(), format, tmp_path, assistant)

    (claim,) = claims(file)

    assert claim.anchor == Anchor(claim.start, CHAPTER, "chapter")
    assert claim.caveats == ("mended", "ocr")
    if format != NAMES_NO_PLACE:
        said = shown(file.read_bytes())
        assert said.count(f"فصل: {CHAPTER}") >= 1
        assert "حروف أُصلحت عند القراءة، مقروء بالتعرّف الضوئي على الحروف" in said


def test_a_reference_manager_is_told_how_the_words_were_read(assistant: Assistant) -> None:
    (citation,) = json.loads(assistant.export(answered(), format="csl-citation"))

    assert citation["citationItems"][0] | {"itemData": None} == {
        "id": "shawahid-000000000000",
        "itemData": None,
        "locator": CHAPTER,
        "label": "chapter",
        "suffix": "، حروف أُصلحت عند القراءة، مقروء بالتعرّف الضوئي على الحروف",
    }


@pytest.mark.parametrize("format", SUFFIXES)
def test_a_hostile_label_is_no_markup_and_no_other_quote(
    assistant: Assistant, tmp_path: Path, format: str
) -> None:
    for hostile in HOSTILE:
        book = replace(BOOK, anchors=(Anchor(0, hostile, "slide"),), caveats=())

        file = exported(answered(book), format, tmp_path, assistant)

        assert [claim.text for claim in claims(file)] == [BRIDGE]
        assert "\u202e" not in shown(file.read_bytes())
        assert format != "html" or "<script>" not in shown(file.read_bytes())


@pytest.mark.parametrize(
    ("labels", "address"),
    [
        (("1", "2"), "%D9%85%D8%B3%D8%AD.pdf#page=2"),
        (("i", "1"), None),  # which page of the file «1» is, nobody can say
        (("7", "8"), None),
    ],
)
def test_a_page_of_a_pdf_beside_the_report_is_opened_from_it(
    assistant: Assistant, labels: tuple[str, str], address: str | None
) -> None:
    start = TEXT.index(BRIDGE)
    anchors = (Anchor(0, labels[0]), Anchor(start, labels[1]))

    report = assistant.export(answered(replace(BOOK, anchors=anchors)), format="html").decode()

    links = LexborHTMLParser(report).css("figcaption a[rel]")
    assert [link.attributes["href"] for link in links] == ([address] if address else [])
