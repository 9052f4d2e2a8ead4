"""Cases in CSV, under promptfoo's columns: one row a case, its assertions as `type:value`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from assistant.testing.errors import CaseFileWrong
from assistant.testing.schema import ASSERTION_TYPES
from index.errors import Message

_EXPECTED = re.compile(r"__expected[0-9]*")
_TYPED = re.compile(r"(?P<type>[a-z-]+)(?:\((?P<threshold>[0-9.]+)\))?(?::(?P<value>.*))?", re.S)
_METADATA = "__metadata:"
_PLAIN = {"question": "question", "xfail": "xfail"} | {
    f"__{name}": name for name in ("description", "threshold", "weight", "repeat")
}


def rows(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Each case as `form.CaseForm` takes it, with its line.

    :raises CaseFileWrong: for a column that no case has.
    """
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for name in reader.fieldnames or ():
            if not _is_known(name):
                said = Message(f"عمود غير معروف: «{name}»", f"unknown column: `{name}`")
                raise CaseFileWrong(path, 1, 1, said)
        before = reader.line_num
        for row in reader:
            yield before + 1, _case(path, before + 1, row)
            before = reader.line_num
    except csv.Error as error:
        said = Message(f"ليس CSV: {error}", f"no CSV: {error}")
        raise CaseFileWrong(path, reader.line_num, 1, said) from error


def _is_known(name: str) -> bool:
    return (
        name in _PLAIN
        or name in ("__tags", "fails")
        or name.startswith(_METADATA)
        or _EXPECTED.fullmatch(name) is not None
    )


def _case(path: Path, line: int, row: Mapping[str, str | None]) -> Mapping[str, object]:
    if None in row:  # what `DictReader` keeps of cells beyond the last column
        said = Message("خلايا أكثر من الأعمدة", "more cells than columns")
        raise CaseFileWrong(path, line, 1, said)
    cells = {name: cell.strip() for name, cell in row.items() if cell and cell.strip()}
    case: dict[str, object] = {
        field: cells[name] for name, field in _PLAIN.items() if name in cells
    }
    if "fails" in cells:
        fails = [name.strip() for name in cells["fails"].split(",")]
        case["xfail"] = {"reason": cells.get("xfail", ""), "fails": fails}
    case["assert"] = [assertion(cell) for name, cell in cells.items() if _EXPECTED.fullmatch(name)]
    case["tags"] = [tag.strip() for tag in cells.get("__tags", "").split(",") if tag.strip()]
    case["metadata"] = {
        name.removeprefix(_METADATA): cell
        for name, cell in cells.items()
        if name.startswith(_METADATA)
    }
    return case


def assertion(cell: str) -> Mapping[str, object]:
    """`type:value`, `type(threshold):value` or `type`; anything else is what the answer equals."""
    match = _TYPED.fullmatch(cell)
    if match is None or match["type"] not in ASSERTION_TYPES:
        return {"type": "equals", "value": cell}
    given = {name: value for name, value in match.groupdict().items() if value}
    return {name: value.strip() for name, value in given.items()}
