"""How much of a PDF's Arabic is read right and in order, beside the readers that people know?

    python -m tests.benchmarks.pdf [--keep FOLDER] [--python PYTHON] [--producers NAME …]

Makes PDFs of known texts with each producer that is installed, in several fonts, and reads them.
PYTHON is an interpreter that has weasyprint, fpdf2 with uharfbuzz and typst, to make, and qalam
and pypdf, to compare: none of them is needed by the product. With --keep the PDFs stay in a folder
and a second run only reads them. Of the two halves the reader was tuned on the first.

Words are runs of letters without marks; «words» is their longest common subsequence with what
the file is known to say, over what it says. «tashkeel» is the same of words with their marks, in
the vocalised files. «numbers» counts those that stand whole anywhere, digits as written.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from unicodedata import category, normalize

import pypdfium2
from rich.console import Console
from rich.table import Table

from index.errors import FileSkipped
from index.readers.formats import READERS
from index.types import ReaderOptions
from tests.benchmarks.pdf_making import PRODUCERS, Made, Producer, make, samples
from tests.benchmarks.pdf_texts import HALVES

GOOD = 0.97
"""Of a file's words, right and in order: the aim for each file."""
SECONDS = 1200
"""For all the files of one peer."""
KASHIDA = "ـ"
_NUMBER = re.compile(r"[0-9٠-٩]+(?:[.,/:٫٬][0-9٠-٩]+)*")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a file."""

    text: str
    """Empty when it was refused or the reader failed."""
    seconds: float


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one file, or of several added up."""

    words: int
    right: int
    """Of its words, in order."""
    vocalised: int
    exact: int
    """Of its vocalised words, in order and with every mark."""
    numbers: int
    whole: int
    files: int
    good: int
    pages: int
    seconds: float

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, key) + getattr(other, key) for key in self.__slots__))


def main() -> int:
    options = arguments()
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(options.keep or aside).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        made = [
            each
            for producer in PRODUCERS
            if not options.producers or producer.name in options.producers
            for each in produced(producer, folder, options.python)
        ]
        scores = {
            reader: [scored(one, got) for one, got in zip(made, readings, strict=True)]
            for reader, readings in read_by_all([each.file for each in made], options.python)
        }
    Console(width=100).print(table(made, scores))
    for one, score in zip(made, scores["shawahid"], strict=True):
        if not score.good:
            told = f"{share(score.right, score.words)} of the words"
            print(f"below {GOOD:.0%}: {one.file.name}, {told}")
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--keep", metavar="FOLDER", help="where the PDFs stay")
    parser.add_argument("--python", default=sys.executable, help="has the makers and the peers")
    names = [producer.name for producer in PRODUCERS]
    parser.add_argument("--producers", nargs="+", choices=names, metavar="NAME", default=[])
    return parser.parse_args()


def produced(producer: Producer, folder: Path, python: str) -> list[Made]:
    """The PDFs of a producer; says on the standard error what it could not make."""
    missing = producer.missing(python)
    if missing:
        print(f"{producer.name} left out: {missing}", file=sys.stderr)
        return []
    wanted = [sample for sample in samples() if sample.kind not in producer.fails_at]
    made = make(producer, wanted, folder, python)
    if len(made) < len(wanted):
        print(f"{producer.name} made {len(made)} of {len(wanted)} files", file=sys.stderr)
    return made


def read_by_all(files: Sequence[Path], python: str) -> Iterable[tuple[str, list[Reading]]]:
    """The reader of ours and each peer that there is, with what it makes of each file."""
    yield "shawahid", timed(ours, files)
    for name, script in PEERS.items():
        try:
            yield name, by_script(script, files, python)
        except subprocess.CalledProcessError as error:
            reason = error.stderr.strip().splitlines()[-1:] or ["it failed"]
            print(f"{name} left out: {reason[0]}", file=sys.stderr)
    yield "pypdfium2", timed(by_pdfium, files)
    try:
        yield "pdftotext", timed(by_pdftotext, files)
    except FileNotFoundError:
        print("pdftotext left out: it is not installed", file=sys.stderr)


def timed(read: Callable[[Path], str], files: Sequence[Path]) -> list[Reading]:
    readings = []
    for file in [*files[:1], *files]:  # the first once more: what it imports is not counted
        start = time.perf_counter()
        text = read(file)
        readings.append(Reading(text, time.perf_counter() - start))
    return readings[1:]


def ours(file: Path) -> str:
    try:
        read = READERS[".pdf"](file.read_bytes(), ReaderOptions(file))
        return "\n".join(each.text for each in read)
    except FileSkipped as refusal:
        print(f"refused: {file.name}: {refusal.message.en}", file=sys.stderr)
        return ""


def by_pdfium(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def by_pdftotext(file: Path) -> str:
    command = ["pdftotext", "-enc", "UTF-8", str(file), "-"]
    return subprocess.run(command, capture_output=True, check=False).stdout.decode("utf-8")


_READ_ALL = """
import json, sys, time
files = json.load(sys.stdin)
for file in [*files[:1], *files]:
    start = time.perf_counter()
    try:
        text = read(file)
    except Exception:
        text = ""
    print(json.dumps({"text": text, "seconds": time.perf_counter() - start}))
"""
PEERS = {
    "qalam": "import qalam\ndef read(file): return qalam.extract_text(file)\n" + _READ_ALL,
    "pypdf": (
        "import pypdf\n"
        "def read(file): return '\\n'.join(p.extract_text() for p in pypdf.PdfReader(file).pages)\n"
        + _READ_ALL
    ),
}
"""Readers that another interpreter has; paths come in, texts go out, a JSON object a line."""


def by_script(script: str, files: Sequence[Path], python: str) -> list[Reading]:
    """:raises subprocess.CalledProcessError: when the interpreter does not have the reader."""
    done = subprocess.run(
        [python, "-c", script],
        input=json.dumps([str(file) for file in files]),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=True,
    )
    return [Reading(**json.loads(line)) for line in done.stdout.splitlines()][1:]


def scored(made: Made, reading: Reading) -> Score:
    known = made.sample.text
    words, numbers = bare_words(known), _NUMBER.findall(known)
    right = common(words, bare_words(reading.text))
    vocalised = marked_words(known) if made.sample.kind == "tashkeel" else []
    document = pypdfium2.PdfDocument(made.file)
    pages = len(document)
    document.close()
    return Score(
        words=len(words),
        right=right,
        vocalised=len(vocalised),
        exact=common(vocalised, marked_words(reading.text)) if vocalised else 0,
        numbers=len(numbers),
        whole=(Counter(numbers) & Counter(_NUMBER.findall(reading.text))).total(),
        files=1,
        good=int(right >= GOOD * len(words)),
        pages=pages,
        seconds=reading.seconds,
    )


def bare_words(text: str) -> list[str]:
    """Runs of letters, without marks and kashidas."""
    plain = "".join(c for c in normalize("NFC", text) if category(c) != "Mn" and c != KASHIDA)
    return re.findall(r"[^\W\d_]+", plain)


def marked_words(text: str) -> list[str]:
    """Runs of letters with their marks, in the canonical order."""
    return re.findall(r"(?:[^\W\d_]|[\u064b-\u065f\u0670])+", normalize("NFC", text))


def common(known: Sequence[str], read: Sequence[str]) -> int:
    """Length of the longest common subsequence: a bit for each known word, a row for each read.

    Hyyrö, Bit-parallel LCS-length computation revisited (2004).
    """
    places: dict[str, int] = {}
    for number, word in enumerate(known):
        places[word] = places.get(word, 0) | 1 << number
    every = (1 << len(known)) - 1
    row = every
    for word in read:
        met = row & places.get(word, 0)
        row = (row + met | row - met) & every
    return len(known) - row.bit_count()


def table(made: Sequence[Made], scores: dict[str, list[Score]]) -> Table:
    """A row for each half, producer and reader."""
    drawn = Table(title="Arabic PDFs of known text, read", expand=False)
    for column in ("fonts and texts", "producer", "reader"):
        drawn.add_column(column)
    for column in ("words", "tashkeel", "numbers", f"files ≥ {GOOD:.0%}", "s a page"):
        drawn.add_column(column, justify="right")
    for half in HALVES:
        for name, group in groupby(range(len(made)), lambda place: made[place].producer):
            places = [place for place in group if made[place].sample.half == half.name]
            for reader, every in scores.items() if places else ():
                drawn.add_row(*row(half.name, name, reader, [every[place] for place in places]))
            drawn.add_section()
    return drawn


def row(half: str, producer: str, reader: str, scores: Sequence[Score]) -> tuple[str, ...]:
    total = sum(scores[1:], scores[0])
    return (
        half,
        producer,
        reader,
        share(total.right, total.words),
        share(total.exact, total.vocalised),
        share(total.whole, total.numbers),
        share(total.good, total.files),
        f"{total.seconds / total.pages:.3f}",
    )


def share(part: int, whole: int) -> str:
    """Three decimals; `–` of nothing."""
    return f"{part / whole:.3f}" if whole else "–"


if __name__ == "__main__":
    raise SystemExit(main())
