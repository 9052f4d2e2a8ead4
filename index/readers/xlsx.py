"""An Excel file becomes its sheets' tables, each value as the sheet shows it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from index.errors import FileSkipped, Message
from index.readers.bibliography import stem_title
from index.readers.draft import DocumentDraft
from index.readers.office_properties import properties
from index.readers.sheets import Sheet, write_sheet
from index.readers.zipped import damaged, member, open_zip
from index.types import Extraction, ReaderOptions

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

_FORMULA_ALONE = re.compile(rb"<f[ >/][^<]*(?:</f>)?\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_MOST_CELLS = 5_000_000


def read(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """Take the values of an `.xlsx` or `.xlsm`, each row with its place; macros are not looked at.

    Hidden sheets are left out, and formulas whose value the file does not keep.

    :raises FileSkipped: when it is damaged, encrypted, or no workbook, or has too many cells.
    """
    archive = open_zip(data)
    _refuse_entities(archive)
    draft, hidden = DocumentDraft(), 0
    for name, is_shown, rows in _sheets(data):
        if not is_shown:
            hidden += 1
            continue
        write_sheet(draft, Sheet(name, rows))
    text, blocks = draft.finish()
    title, fields, _ = properties(archive)
    yield Extraction(
        text=text,
        title=title or stem_title(options.path),
        blocks=blocks,
        anchors=draft.anchors(),
        metadata=fields,
        encoding="",
        remarks=tuple(_remarks(hidden, _without_value(archive))),
    )


def _refuse_entities(archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in member(archive, name)[:4096]:
            raise damaged()


def _sheets(data: bytes) -> Iterator[tuple[str, bool, dict[int, list[str]]]]:
    """Name, whether it is shown, and rows of each sheet."""
    from openpyxl import load_workbook

    seen = 0
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            rows: dict[int, list[str]] = {}
            is_shown = sheet.sheet_state == "visible"
            for at, row in enumerate(sheet.iter_rows(), 1) if is_shown else ():
                seen += len(row)
                if seen > _MOST_CELLS:
                    raise _too_many()
                cells = [_shown(cell) for cell in row]
                while cells and not cells[-1]:
                    cells.pop()
                if cells:
                    rows[at] = cells
            yield sheet.title, is_shown, rows
    except FileSkipped:
        raise
    except Exception as error:
        raise damaged() from error


def _without_value(archive: zipfile.ZipFile) -> int:
    sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    return sum(len(_FORMULA_ALONE.findall(member(archive, name))) for name in sheets)


def _remarks(hidden: int, formulas: int) -> Iterator[Message]:
    if hidden:
        yield Message(f"أوراق مخفية لم تُدخل في النص: {hidden}", f"hidden sheets left out: {hidden}")
    if formulas:
        yield Message(
            f"صيغ لا قيمة محفوظة لها: {formulas}؛ افتح الملف في برنامجه واحفظه ثم أضفه",
            f"formulas without a kept value: {formulas}; open the file in its program and save it",
        )


def _shown(cell: Cell) -> str:
    """A value as its number format shows it."""
    value, pattern = cell.value, str(cell.number_format or "General")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime, date, time, timedelta)):
        return _moment(value, pattern)
    if isinstance(value, (int, float)):
        return _number(value, pattern)
    return " ".join(str(value).split())


def _moment(value: datetime | date | time | timedelta, pattern: str) -> str:
    """A date in the order that the sheet has it, a time as hours and minutes."""
    if isinstance(value, (time, timedelta)):
        return str(value)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        clock = "" if midnight else value.strftime(" %H:%M")
    else:
        clock = ""
    order = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", pattern.lower())
    day_first = 0 <= order.find("d") < order.find("y")
    month_first = 0 <= order.find("m") < order.find("d")
    if month_first and day_first:
        return value.strftime("%m/%d/%Y") + clock
    return value.strftime("%d/%m/%Y" if day_first else "%Y-%m-%d") + clock


def _number(value: float, pattern: str) -> str:
    """Decimals, thousands and per cent of the format's first section; its literal words, too."""
    section = re.sub(r"\[[^\]]*\]|_.|\*.", "", pattern.split(";")[0])
    before, after = _literals(section)
    bare = re.sub(r'"[^"]*"|\\.', "", section)
    if "%" in bare:
        return f"{before}{value * 100:.{_decimals(bare)}f}%{after}"
    if not re.search(r"[0#]", bare) or "E" in bare.upper():
        shown = (
            str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else f"{value:.10g}"
        )
        return f"{before}{shown}{after}" if bare.strip() not in ("General", "@", "") else shown
    grouped = "," if re.search(r"[#0],[#0]", bare) else ""
    shown = f"{value:{grouped}.{_decimals(bare)}f}"
    padded = re.search(r"0+(?=$|[^0#.,])", bare)
    if padded and not grouped and "." not in bare and float(value).is_integer():
        shown = str(int(value)).zfill(len(padded[0]))
    return f"{before}{shown}{after}"


def _decimals(bare: str) -> int:
    found = re.search(r"\.([0#?]+)", bare)
    return len(found[1]) if found else 0


def _literals(section: str) -> tuple[str, str]:
    """Quoted words before and after the digits: «"دينار" 0»."""
    place = re.search(r"[0#?]", re.sub(r'"[^"]*"', lambda found: " " * len(found[0]), section))
    at = place.start() if place else len(section)
    before = "".join(re.findall(r'"([^"]*)"', section[:at]))
    after = "".join(re.findall(r'"([^"]*)"', section[at:]))
    return before and before.strip() + " ", after and " " + after.strip()


def _too_many() -> FileSkipped:
    return FileSkipped(
        Message(f"خلاياه أكثر من الحد ({_MOST_CELLS:,})", f"more cells than {_MOST_CELLS:,}"),
        Message("قسّمه إلى ملفات أصغر", "split it into smaller files"),
    )
