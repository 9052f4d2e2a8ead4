"""Tables in plain text, their cells parted by commas, semicolons or tabs (RFC 4180)."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable

from index.errors import FileSkipped, Message
from index.readers.bibliography import stem_title
from index.readers.draft import DocumentDraft
from index.readers.encoding import decode
from index.readers.sheets import Sheet, write_sheet
from index.types import Extraction, ReaderOptions

_DELIMITERS = (",", ";", "\t", "؛", "،", "|")
_SAMPLED = 50
"""Lines by which the delimiter is told."""
_LONGEST_CELL = 10_000_000


def read(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """Take a `.csv` or `.tsv`: a line a row, each with its number as its place.

    :raises FileSkipped: when the bytes are no text, or no table.
    """
    decoded = decode(data)
    delimiter = "\t" if options.path.suffix.lower() == ".tsv" else _delimiter(decoded.text)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        records = list(csv.reader(decoded.text.splitlines(keepends=True), delimiter=delimiter))
    except csv.Error as error:
        raise FileSkipped(
            Message("ليس جدولًا صحيحًا", "no sound table"),
            Message("إن كان نصًّا فأعطه اللاحقة .txt", "if it is text, name it .txt"),
        ) from error
    rows = {at: [" ".join(cell.split()) for cell in row] for at, row in enumerate(records, 1)}
    draft = DocumentDraft()
    write_sheet(draft, Sheet("", {at: row for at, row in rows.items() if any(row)}))
    text, blocks = draft.finish()
    yield Extraction(
        text=text,
        title=stem_title(options.path),
        blocks=blocks,
        anchors=draft.anchors(),
        encoding=decoded.encoding,
        caveats=decoded.caveats_for(text),
        remarks=decoded.remarks,
    )


def _delimiter(text: str) -> str:
    """The sign that parts most lines into the same number of cells, two or more."""
    lines = [line for line in text.splitlines()[: 4 * _SAMPLED] if line.strip()][:_SAMPLED]
    best, chosen = (0, 0), ","
    for sign in _DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign))
        width, times = max(
            ((width, times) for width, times in widths.items() if width > 1),
            key=lambda one: (one[1], one[0]),
            default=(0, 0),
        )
        if (times, width) > best:
            best, chosen = (times, width), sign
    return chosen
