"""A quote's place in its file goes with it into every export, and it is found there again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer, Quote, Statement
from assistant.assistant import Assistant
from assistant.export import FORMATS
from assistant.export.claims import claims
from assistant.verification.verify import verify
from index.types import Caveat, Document
from tests.index.readers.making import Known, docx_of, pptx_of, xlsx_of

WORDS = Known(
    "ميزانية البلدية",
    ("بلغت كلفة الجسر 85 ألف دينار.", "وأُقرّت بالإجماع."),
    (("البند", "المبلغ"), ("الجسر", "85000")),
    "",
)
SRT = "1\n00:01:15,000 --> 00:01:18,000\nبلغت كلفة الجسر 85 ألف دينار.\n"
TEXT = "مقدمة الكتاب.\f" + WORDS.paragraphs[0]
FILES = {
    "كتاب.txt": (TEXT.encode(), WORDS.paragraphs[0], "ص 2"),
    "عرض.pptx": (pptx_of(WORDS), WORDS.paragraphs[0], "الشريحة 1"),
    "جدول.xlsx": (xlsx_of(WORDS), "الجسر | 85000", "الجدول!A2:B2"),
    "جدول.csv": ("البند,المبلغ\nالجسر,85000\n".encode(), "الجسر | 85000", "السطر 2"),
    "فلم.srt": (SRT.encode(), WORDS.paragraphs[0], "00:01:15"),
    "تقرير.docx": (docx_of(WORDS), WORDS.paragraphs[0], "ميزانية البلدية"),
}
"""Name → bytes, the words quoted, and their place as a reference names it."""
MEANS_FOR_PROGRAMS = ("csl-citation", "char-location")
"""Formats in which a reference manager or a checker names the place, not we."""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("وثائق")
    for name, (data, _, _) in FILES.items():
        (folder / name).write_bytes(data)
    with Assistant.open(folder / "library", create=True, fast=True) as assistant:
        list(assistant.add([folder]))
        yield assistant


def quoted(assistant: Assistant, name: str, words: str) -> Answer:
    start = assistant.document(name).text.index(words)
    return assistant.cite(name, start, start + len(words))


def shown(data: bytes) -> str:
    """An export as text; of a Word file the words of its parts."""
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return " ".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("format", FORMATS)
def test_each_export_names_the_place_and_verify_finds_it_in_the_file(
    assistant: Assistant, tmp_path: Path, name: str, format: str
) -> None:
    _, words, place = FILES[name]
    answer = quoted(assistant, name, words)
    file = tmp_path / f"ناتج{FORMATS[format].suffixes[0] if FORMATS[format].suffixes else '.json'}"
    if format == "biblatex":
        file = file.with_suffix(".bib")

    assistant.export(answer, file, format=format)

    if format not in MEANS_FOR_PROGRAMS:
        said = shown(file.read_bytes())
        assert place in said or place.removeprefix("ص ") in said
    if format != "csl-citation":  # its fields are the reference manager's: no fingerprint
        source = Path(assistant.document(name).sources[0])
        (checked,) = verify(str(file), None, [source])
        assert checked.status.holds


def test_the_place_is_read_back_from_an_export_of_lines(
    assistant: Assistant, tmp_path: Path
) -> None:
    answer = quoted(assistant, "جدول.xlsx", "الجسر | 85000")
    file = tmp_path / "ناتج.jsonl"

    assistant.export(answer, file)

    (claim,) = claims(file)
    assert claim.text == "الجسر | 85000"
    assert '"anchor": {"kind": "row", "label": "الجدول!A2:B2"}' in file.read_text("utf-8")


def test_a_quote_of_recognised_letters_says_so_in_every_form(
    assistant: Assistant, tmp_path: Path
) -> None:
    text = "بلغت كلفة الجسر 85 ألف دينار."
    document = Document(1, text, "0" * 64, "مسح", ("/م.pdf",), caveats=(Caveat("ocr", 0, 20),))
    quote = Quote(document, 0, len(text))

    answer = Answer("كم كلفة الجسر؟", (Statement(text, (1,)),), (quote,), (), None)
    assert quote.caveats == ("ocr",)
    for format in FORMATS:
        if format not in MEANS_FOR_PROGRAMS:
            written = assistant.export(answer, format=format)
            assert "مقروء بالتعرّف الضوئي" in shown(written) or '"ocr"' in shown(written), format
