"""A format from outside is one function and one row: no other file has to know of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from index.errors import FileSkipped
from index.ingest import add
from index.readers import READERS, extract, find_files
from index.readers.encoding import decode
from index.store.library import Library
from index.types import Anchor, Extraction, ReaderOptions
from tests.index.shelf import hits_of

SCANNED = b"%PDF-1.7\n" + "بنى المنصور بغداد سنة 762م.\fوسماها مدينة السلام.".encode("utf-16-be")
LETTER = "Subject: أخبار القافلة\n\nوصلت القافلة إلى حلب قبيل الفجر.\n"


def read_pdf(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """A format whose bytes are no text, and which has pages."""
    text = data.removeprefix(b"%PDF-1.7\n").decode("utf-16-be").replace("\f", "\n\n")
    second = text.index("وسماها")
    yield Extraction(text, options.path.stem, anchors=(Anchor(0, "١"), Anchor(second, "٢")))


def read_mailbox(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """A format with a document for each letter in it."""
    for letter in decode(data).text.split("\nFrom -\n"):
        head, _, body = letter.partition("\n\n")
        yield Extraction(body, head.removeprefix("Subject: "))


@pytest.fixture(autouse=True)
def rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(READERS, ".pdf", read_pdf)
    monkeypatch.setitem(READERS, ".mbox", read_mailbox)


def test_a_file_of_a_new_format_is_found_read_and_searched(tmp_path: Path) -> None:
    (tmp_path / "كتب").mkdir()
    (tmp_path / "كتب" / "بغداد.PDF").write_bytes(SCANNED)

    with Library.create(tmp_path / "library") as library:
        (result,) = add(library, [tmp_path / "كتب"])
        (hit,) = hits_of(library, "من بنى بغداد؟")
        document = library.document(hit.passage.document_id)

    assert result.outcome == "added"
    assert document.title == "بغداد"
    assert document.page_at(document.text.index("السلام")) == "٢"


def test_a_mailbox_of_one_letter_is_a_document() -> None:
    assert extract(Path("صادر.mbox"), LETTER.encode()) == Extraction(
        "وصلت القافلة إلى حلب قبيل الفجر.\n", "أخبار القافلة"
    )


@pytest.mark.parametrize(
    ("letters", "reason"),
    [([LETTER, LETTER], "it holds more than one document"), (["Subject: فارغة\n\n"], "no text")],
)
def test_a_mailbox_of_several_letters_or_of_none_is_skipped_with_its_reason(
    letters: list[str], reason: str
) -> None:
    with pytest.raises(FileSkipped, match=reason):
        extract(Path("وارد.mbox"), "\nFrom -\n".join(letters).encode())


def test_what_is_unknown_is_told_beside_every_known_suffix() -> None:
    with pytest.raises(FileSkipped, match=r"known: .*\.htm \.html .*\.mbox \.md .*\.pdf"):
        extract(Path("جدول.xyz"), b"PK")


def test_a_folder_gives_its_files_of_every_known_format(tmp_path: Path) -> None:
    for name in ("أ.pdf", "ب.mbox", "ج.xyz"):
        (tmp_path / name).touch()

    assert [file.name for file in find_files([tmp_path])] == ["أ.pdf", "ب.mbox"]
