"""Plain text and CSV: what a reader, a terminal and a spreadsheet are given."""

from __future__ import annotations

import csv
import io

import pytest

from assistant.controls import visible, visible_line
from assistant.export import export
from assistant.export.table import FORMULA_STARTS
from assistant.export.transcript import Transcript
from tests.assistant.export.samples import BOOK, HOSTILE, SCHOLAR, hostile


def rows(exported: Transcript) -> list[dict[str, str]]:
    text = export(exported, "csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_plain_text_has_question_answer_and_quotes_on_lines_of_their_own() -> None:
    lines = export(SCHOLAR, "text").decode().split("\n")

    assert lines[:4] == [
        "السؤال: كيف يشرق الضوء؟",
        "الجواب: على سموت خطوط مستقيمة [1] [2]",
        "",
        "[1] «الضوء يشرق من كل نقطة من الجسم المضيء على سموت خطوط مستقيمة.» — الحسن بن الهيثم،"
        " كتاب المناظر، تحقيق عبد الحميد صبرة، ترجمة Roshdi Rashed، فلان بن فلان، ط ١ (الكويت،"
        f" المجلس الوطني، ١٤٠٣ هـ/1983)، ج ٢، ص ٣٥، الفصل الثاني — sha256:{BOOK.sha256}#char=16,76",
    ]


def test_plain_text_is_in_english_when_asked() -> None:
    english = Transcript(SCHOLAR.title, SCHOLAR.created, "en", SCHOLAR.turns)

    written = export(english, "text").decode()

    assert written.startswith("Question: ")
    assert "The documents hold no answer" in written


@pytest.mark.parametrize("words", HOSTILE)
def test_plain_text_obeys_no_terminal_control(words: str) -> None:
    written = export(hostile(words), "text").decode()

    assert visible(written) == written
    assert f"السؤال: {visible_line(words)}\n" in written


def test_a_table_has_a_row_for_each_quote_and_each_refusal() -> None:
    first, second, third, refused = rows(SCHOLAR)

    assert [row["number"] for row in (first, second, third)] == ["1", "2", "3"]
    assert first["quote"] == next(SCHOLAR.quotes).text
    assert first["short_answer"] == "على سموت خطوط مستقيمة"
    assert first["place"] == "ج ٢، ص ٣٥، الفصل الثاني"
    assert third["understood"] == "متى افتُتحت المكتبة؟"
    assert (refused["status"], refused["quote"]) == ("refused", "")


@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_is_a_formula_and_every_word_is_there(words: str) -> None:
    (row,) = rows(hostile(words))

    assert not any(value.startswith(FORMULA_STARTS) for value in row.values())
    assert row["quote"].removeprefix("'") == visible(words)
