"""RIS, read back by rispy."""

from __future__ import annotations

import re

import pytest
import rispy

from assistant.controls import visible_line
from assistant.export import export
from tests.assistant.export.samples import BOOK, HOSTILE, PAGE, SCHOLAR, hostile

LINE = re.compile(r"[A-Z][A-Z0-9]  - .*")


def test_each_quote_is_a_note_of_its_work() -> None:
    book, page = rispy.loads(export(SCHOLAR, "ris").decode())

    assert book["notes"] == [
        "«الضوء يشرق من كل نقطة من الجسم المضيء على سموت خطوط مستقيمة.» — ج ٢، ص ٣٥، الفصل الثاني"
        f" — sha256:{BOOK.sha256}#char=16,76",
        f"«إلا إذا كان بينهما بُعد» — ج ٢ — sha256:{BOOK.sha256}#char=110,133",
    ]
    assert (book["type_of_reference"], book["title"]) == ("BOOK", "كتاب المناظر")
    assert book["authors"] == ["الحسن بن الهيثم"]
    assert book["subsidiary_authors"] == ["Rashed, Roshdi", "فلان بن فلان"]
    assert (book["year"], book["date"]) == ("1983", "1983///١٤٠٣ هـ")
    assert "start_page" not in book
    assert page["urls"] == ["https://example.org/news?id=7&lang=ar"]
    assert page["access_date"] == "2026/11/22"
    assert page["id"] == PAGE.key


def test_the_muhaqqiq_is_an_editor() -> None:
    assert "\nED  - عبد الحميد صبرة\n" in export(SCHOLAR, "ris").decode()


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_one_record_whose_every_line_is_a_tag(words: str) -> None:
    written = export(hostile(words), "ris").decode()

    (record,) = rispy.loads(written)
    assert record["title"] == visible_line(words)
    assert record["authors"] == [part.strip() for part in visible_line(words).split(";")]
    assert all(LINE.fullmatch(line) for line in written.split("\n") if line)
