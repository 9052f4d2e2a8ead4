"""Answers from a table: the row, its cell, the most and the least."""

from __future__ import annotations

import pytest

from assistant.extractive.tables import TableAnswer, answer_from, extreme, tables_in
from index.question import analyse
from index.types import Block, Document, Span

DAMAGE = (
    "الحيّ | المحلات المتضررة | البيوت المتضررة\n"
    "السوق القديم | 39 | 6\n"
    "حيّ الطواحين | 8 | 21\n"
    "حيّ البيادر | 0 | 3\n"
    "المجموع | 47 | 30"
)
RIVERS = " | دجلة | الفرات\nالطول التقريبي | ١٩٠٠ كم | ٢٨٠٠ كم\nدول المجرى | العراق | سوريا"
DAMS = (
    "السد | النهر | سنة الإنجاز\nسد الفرات | الفرات | ١٩٧٣\n"
    "سد الموصل | دجلة | ١٩٨٦\nسد أتاتورك | الفرات | ١٩٩٠"
)


def document(table: str) -> Document:
    blocks = (Block("table", 0, len(table)),)
    return Document(1, table + "\n\nنص بعده.", "0" * 64, "وثيقة", ("/a.md",), blocks)


def told(table: str, found: TableAnswer | None) -> tuple[str, str | None] | None:
    """The row and its cell."""
    if found is None:
        return None
    cell = table[found.cell.start : found.cell.end] if found.cell else None
    return table[found.row.start : found.row.end], cell


@pytest.mark.parametrize(
    ("question", "row", "cell"),
    [
        ("ما الحي الذي تضررت فيه بيوت أكثر؟", "حيّ الطواحين | 8 | 21", "حيّ الطواحين"),
        ("أي حي تضررت محلاته أكثر؟", "السوق القديم | 39 | 6", "السوق القديم"),
        ("أي حي أقل بيوتًا متضررة؟", "حيّ البيادر | 0 | 3", "حيّ البيادر"),
    ],
)
def test_the_most_and_the_least_are_reckoned_over_the_column(
    question: str, row: str, cell: str
) -> None:
    own = document(DAMAGE)
    (table,) = tables_in(own, Span(0, 5))

    assert told(DAMAGE, extreme(analyse(question), own, table)) == (row, cell)


def test_only_the_rows_that_are_meant_are_compared() -> None:
    own = document(DAMS)
    (table,) = tables_in(own, Span(0, 5))

    assert told(DAMS, extreme(analyse("ما أقدم سد على دجلة؟"), own, table)) == (
        "سد الموصل | دجلة | ١٩٨٦",
        "سد الموصل",
    )


@pytest.mark.parametrize(
    ("table", "question", "row", "cell"),
    [
        (RIVERS, "كم طول دجلة؟", "الطول التقريبي | ١٩٠٠ كم | ٢٨٠٠ كم", "١٩٠٠ كم"),
        (DAMAGE, "كم عدد البيوت المتضررة في حي البيادر؟", "حيّ البيادر | 0 | 3", "3"),
        (DAMS, "متى أُنجز سد الموصل؟", "سد الموصل | دجلة | ١٩٨٦", "١٩٨٦"),
    ],
)
def test_a_cell_is_found_by_its_row_and_its_column(
    table: str, question: str, row: str, cell: str
) -> None:
    own = document(table)
    (found,) = tables_in(own, Span(0, 5))
    whole = Span(0, len(table))

    assert told(table, answer_from(analyse(question), own, found, whole)) == (row, cell)


def test_prose_is_no_table() -> None:
    assert tables_in(document(DAMAGE), Span(len(DAMAGE) + 2, len(DAMAGE) + 9)) == []


def test_rows_parted_by_bars_are_a_table_in_plain_text_too() -> None:
    text = "قبله.\n\n" + DAMS + "\n\nبعده."
    own = Document(1, text, "0" * 64, "وثيقة", ("/a.txt",))
    (table,) = tables_in(own, Span(text.index("سد الموصل"), text.index("سد الموصل") + 5))

    assert len(table.rows) == 3
