"""How much of a file's words is read right and in order, format by format?

    python -m tests.benchmarks.formats

Makes a file of every format from one known text with tashkeel, digits, a table and a note, with
the libraries that write it and, where it is installed, with LibreOffice, and reads it back.
«words» is the longest common subsequence of words with their marks, over the known ones;
«places» tells whether each part stands where its anchor says.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from rich.console import Console
from rich.table import Table

from index.readers.formats import READERS
from index.types import Extraction, ReaderOptions
from tests.benchmarks.formats_text import KNOWN
from tests.index.readers.making import (
    converted,
    csv_of,
    docx_of,
    epub_of,
    pptx_of,
    xlsx_of,
    zip_of,
)

ALL = KNOWN.words
CELLS = [word for row in KNOWN.table for cell in row for word in cell.split()]
PROSE = " ".join(KNOWN.paragraphs).split()
SHEETS = [*KNOWN.title.split(), *PROSE, "الجدول", *CELLS]


@dataclass(frozen=True, slots=True)
class Sample:
    """A file to read."""

    name: str
    suffix: str
    data: bytes
    words: Sequence[str]
    """Known to be in it, in order."""


def samples(folder: Path) -> list[Sample]:
    """Those that can be made on this machine."""
    word, slides, book = docx_of(KNOWN), pptx_of(KNOWN), xlsx_of(KNOWN)
    made = [
        Sample("DOCX", ".docx", word, ALL),
        Sample("PPTX", ".pptx", slides, ALL),
        Sample("XLSX", ".xlsx", book, SHEETS),
        Sample("CSV", ".csv", csv_of(KNOWN), CELLS),
        Sample("CSV, Windows-1256", ".csv", csv_of(KNOWN, ";", "cp1256"), CELLS),
        Sample("EPUB", ".epub", _epub(), [*KNOWN.title.split(), *PROSE]),
        Sample("SRT", ".srt", _srt(), PROSE),
        Sample("VTT", ".vtt", _vtt(), PROSE),
        Sample("EML", ".eml", _eml(), PROSE),
        Sample("MBOX", ".mbox", b"From x\n" + _eml(), PROSE),
        Sample("HTML", ".html", _html(), ALL),
        Sample("MHTML", ".mhtml", _mhtml(), ALL),
        Sample("Markdown", ".md", _markdown(), ALL),
        Sample("ZIP of DOCX", ".zip", zip_of({"تقرير.docx": word}), ALL),
    ]
    text = converted(word, ".docx", "odt", folder) or b""
    turned: list[tuple[str, bytes, str, str, Sequence[str]]] = [
        ("ODT of LibreOffice", word, ".docx", "odt", ALL),
        ("RTF of LibreOffice", word, ".docx", "rtf", ALL),
        ("DOCX of LibreOffice", text, ".odt", "docx", ALL),
        ("ODP of LibreOffice", slides, ".pptx", "odp", ALL),
        ("ODS of LibreOffice", book, ".xlsx", "ods", SHEETS),
    ]
    for name, data, suffix, to, words in turned:
        if data and (new := converted(data, suffix, to, folder)) is not None:
            made.append(Sample(name, f".{to}", new, words))
    return made


def _epub() -> bytes:
    return epub_of("كتاب", "مؤلف", {KNOWN.title: "</p><p>".join(KNOWN.paragraphs)})


def _srt() -> bytes:
    cues = []
    for at in range(0, len(PROSE), 6):
        start, words = at // 6 * 3, " ".join(PROSE[at : at + 6])
        cues.append(f"00:00:{start:02},000 --> 00:00:{start + 2:02},000\n{words}\n")
    return "\n".join(cues).encode()


def _vtt() -> bytes:
    return b"WEBVTT\n\n" + re.sub(rb"(:\d\d),000", rb"\1.000", _srt())


def _eml() -> bytes:
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", KNOWN.title
    message.set_content("\n\n".join(KNOWN.paragraphs))
    return message.as_bytes()


def _html() -> bytes:
    rows = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in KNOWN.table)
    first, *rest = (f"<p>{words}</p>" for words in KNOWN.paragraphs)
    body = f"<h1>{KNOWN.title}</h1>{first}<p>{KNOWN.note}</p>{''.join(rest)}"
    return f"<html><body>{body}<table>{''.join(rows)}</table></body></html>".encode()


def _mhtml() -> bytes:
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"] = KNOWN.title
    message.set_content(_html().decode(), subtype="html")
    return message.as_bytes()


def _markdown() -> bytes:
    first, *rest = KNOWN.paragraphs
    rows = [" | ".join(row) for row in KNOWN.table]
    rule = " | ".join("---" for _ in KNOWN.table[0])
    table = "\n".join(f"| {row} |" for row in (rows[0], rule, *rows[1:]))
    return "\n\n".join((f"# {KNOWN.title}", first, KNOWN.note, *rest, table)).encode()


def main() -> None:
    table = Table("format", "words", "numbers", "places", "ms", title="Files read back")
    with tempfile.TemporaryDirectory() as folder:
        for sample in samples(Path(folder)):
            table.add_row(sample.name, *_scores(sample))
    Console().print(table)


def _scores(sample: Sample) -> tuple[str, str, str, str]:
    started = time.perf_counter()
    options = ReaderOptions(Path(f"ملف{sample.suffix}"))
    read = list(READERS[sample.suffix](sample.data, options))
    taken = time.perf_counter() - started
    text = " ".join(one.text for one in read).replace("|", " ").split()
    matcher = SequenceMatcher(None, list(sample.words), text, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    numbers = [word for word in sample.words if any(map(str.isdecimal, word))]
    found = sum(number in text for number in numbers)
    placed: Callable[[Extraction], bool] = lambda one: all(  # noqa: E731 - said where it is asked
        0 <= each.start < len(one.text) and not one.text[each.start].isspace()
        for each in one.anchors
    )
    return (
        f"{100 * same / len(sample.words):.1f}%",
        f"{found}/{len(numbers)}",
        "yes" if all(map(placed, read)) else "NO",
        f"{1000 * taken:.0f}",
    )


if __name__ == "__main__":
    main()
