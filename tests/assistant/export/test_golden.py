"""A conversation over the seeds in every format, held against files that a reader has approved.

`python -m tests.assistant.export.test_golden` writes them anew, for `git diff` to show.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote as escaped
from zipfile import ZipFile

import pytest

from assistant.answer import Answer, Quote, RefusalReason, Statement
from assistant.conversation.turns import Turn
from assistant.export import FORMATS, export
from assistant.export.transcript import transcript_of
from index.ingest import add
from index.store.library import Library
from index.types import Document

GOLDEN = Path(__file__).parent / "golden"
SEEDS = Path(__file__).parents[3] / "seeds" / "corpus"
ASKED: Sequence[tuple[str, str, str, Sequence[tuple[str, str]]]] = (
    (
        "متى افتُتحت مكتبة مرج الزيتونة؟",
        "متى افتُتحت مكتبة مرج الزيتونة؟",
        "صباح السبت 2 آذار/مارس 2024",
        [("library-opening.md", "افتُتحت صباح السبت 2 آذار/مارس 2024، الموافق 21 شعبان 1445 هـ")],
    ),
    (
        "وكم كتابًا يُعار فيها؟",
        "كم كتابًا يُعار في مكتبة مرج الزيتونة؟",
        "خمسة كتب، مدة 21 يومًا",
        [("library-regulation.md", "للمستعير أن يأخذ خمسة كتب في المرة الواحدة")],
    ),
    (
        "كيف وصل الماء إلى الأسواق؟",
        "كيف وصل الماء إلى الأسواق؟",
        "بسيل مفاجئ في تلّ الزعرور، وبفيضان النهر في مرج الزيتونة",
        [
            ("flood-tell-zaarour.html", "اجتاح سيل مفاجئ السوق القديم في بلدة تلّ الزعرور"),
            ("flood-marj-zaytouna.txt", "فاض نهر الغزيّل فجر الثلاثاء ٩ كانون الثاني/يناير ٢٠٢٤"),
        ],
    ),
    ("من ملك المريخ؟", "من ملك المريخ؟", "", []),
)


LIKELY = {"خمسة كتب، مدة 21 يومًا": (0.72, True), "صباح السبت 2 آذار/مارس 2024": (0.93, False)}
"""How sure some of the answers are; of the others nothing is known."""


def exports() -> dict[str, str]:
    """Each format as text, the DOCX as its body and footnotes; paths are those of no machine."""
    with TemporaryDirectory() as folder, Library.create(Path(folder) / "library") as library:
        list(add(library, [SEEDS / name for _, _, _, quoted in ASKED for name, _ in quoted]))
        turns = [turn(library, *asked) for asked in ASKED]
        created = "2026-11-22T18:00:00+00:00"
        transcript = transcript_of(
            turns, library, title="حوار عن المرج", created=created, language="ar"
        )
    written = {name: as_text(export(transcript, name)) for name in FORMATS}
    return {
        name: text.replace(str(SEEDS), "/seeds").replace(escaped(str(SEEDS)), "/seeds")
        for name, text in written.items()
    }


def turn(
    library: Library, question: str, understood: str, said: str, quoted: Sequence[tuple[str, str]]
) -> Turn:
    quotes = tuple(quote(library, name, words) for name, words in quoted)
    numbers = tuple(range(1, len(quotes) + 1))
    statements = (Statement(said, numbers),) if said else ()
    missing = () if said else ("المريخ",)
    reason: RefusalReason | None = None if said else "not_supported"
    answer = Answer(understood, statements, quotes, (), reason, missing, *LIKELY.get(said, ()))
    return Turn(question, understood, answer)


def quote(library: Library, name: str, words: str) -> Quote:
    record = next(each for each in library.files() if os.path.basename(each.path) == name)
    document = library.document(record.document_id)
    start = document.text.index(words)
    headings = headings_at(library, document, start)
    return Quote(document, start, start + len(words), None, headings)


def headings_at(library: Library, document: Document, position: int) -> tuple[str, ...]:
    passages = library.passages_of(document.id)
    return next(each.headings for each in passages if each.start <= position < each.end)


def as_text(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return data.decode()
    with ZipFile(io.BytesIO(data)) as package:
        parts = (package.read(f"word/{name}.xml").decode() for name in ("document", "footnotes"))
        return "\n".join(part.replace("><", ">\n<") for part in parts) + "\n"


@pytest.fixture(scope="module")
def exported() -> dict[str, str]:
    return exports()


@pytest.mark.parametrize("format", FORMATS)
def test_a_conversation_over_the_seeds_is_exported_as_approved(
    format: str, exported: dict[str, str]
) -> None:
    # Bytes, for the line ends of the CSV are its own.
    assert exported[format] == (GOLDEN / f"{format}.txt").read_bytes().decode()


if __name__ == "__main__":
    for name, text in exports().items():
        (GOLDEN / f"{name}.txt").write_bytes(text.encode())
