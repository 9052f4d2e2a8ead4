"""A sheet of cells becomes tables, a line a row, and what stands above them as prose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.readers.draft import DocumentDraft


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet as they are shown."""

    name: str
    """Empty in a file that has only one, without a name."""
    rows: Mapping[int, Sequence[str]]
    """Row number, from 1 → its cells from column A on; empty rows left out."""


def write_sheet(draft: DocumentDraft, sheet: Sheet) -> None:
    """Write a sheet under its name: each stretch of rows without an empty one is a table.

    Rows of one cell above wider ones are a caption, not the heading row.
    """
    if sheet.name and sheet.rows:
        draft.add(sheet.name, "heading", 2)
    for stretch in _stretches(sheet.rows):
        width = max(_filled(sheet.rows[at]) for at in stretch)
        while stretch and width > 1 and _filled(sheet.rows[stretch[0]]) == 1:
            at = stretch.pop(0)
            draft.anchor(_label(sheet, at, 0), "row")
            draft.add(" ".join(filter(None, sheet.rows[at])))
        rows = [list(sheet.rows[at]) for at in stretch]
        first = min((_first(row) for row in rows), default=0)
        labels = [_label(sheet, at, first) for at in stretch]
        draft.add_table([row[first:] for row in rows], labels)


def column_letters(column: int) -> str:
    """The name of a column counted from 0: A, …, Z, AA, …"""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _stretches(rows: Mapping[int, Sequence[str]]) -> Iterator[list[int]]:
    stretch: list[int] = []
    for at in sorted(at for at, row in rows.items() if any(row)):
        if stretch and at != stretch[-1] + 1:
            yield stretch
            stretch = []
        stretch.append(at)
    if stretch:
        yield stretch


def _filled(row: Sequence[str]) -> int:
    return sum(map(bool, row))


def _first(row: Sequence[str]) -> int:
    return next(at for at, cell in enumerate(row) if cell)


def _label(sheet: Sheet, at: int, first: int) -> str:
    """«الأسعار!A4:C4»; a row's number alone where the sheet has no name."""
    if not sheet.name:
        return str(at)
    last = max(column for column, cell in enumerate(sheet.rows[at]) if cell)
    start, end = column_letters(first), column_letters(last)
    return f"{sheet.name}!{start}{at}" + (f":{end}{at}" if last > first else "")
