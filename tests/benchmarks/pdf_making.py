"""PDFs of known texts, by the programs that people make theirs with.

A sample is a font with a kind of text; each producer has one way to write a sample down and one
command that makes a PDF of it. What a producer cannot draw is taken out of the sample first.
"""

from __future__ import annotations

import html
import json
import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from itertools import cycle, islice
from pathlib import Path

from tests.benchmarks.pdf_texts import HALVES, KINDS, Half, vocalised

SECONDS = 180  # for one file of a producer, and for all that LibreOffice makes in one start
WORDS = {"prose": 380, "columns": 460, "digits": 260, "tashkeel": 240}
"""In a sample of the kind; a page holds 250 to 400."""
TABLE_ROWS = 9


@dataclass(frozen=True, slots=True)
class Sample:
    """What a PDF is to say, in the order in which people read it."""

    half: str
    font: str
    kind: str
    paragraphs: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table that follows the paragraphs, the heading row first, cells from right to left."""

    @property
    def text(self) -> str:
        return "\n".join((*self.paragraphs, *(" ".join(row) for row in self.rows)))


@dataclass(frozen=True, slots=True)
class Made:
    """A sample and the PDF that a producer made of it."""

    producer: str
    sample: Sample
    file: Path


@dataclass(frozen=True, slots=True)
class Producer:
    name: str
    suffix: str
    """Of what it reads."""
    written: Callable[[Sample], str]
    make: Callable[[Sequence[tuple[Path, Path]], str], None]
    """PDFs of sources; the second argument is the interpreter that has the makers' packages."""
    missing: Callable[[str], str]
    """Why nothing can be made, empty when it can."""
    falls_back: bool = True
    """Whether it takes another font for what the font lacks."""
    fails_at: tuple[str, ...] = ()
    """Kinds of text that it draws otherwise than they read."""


def samples() -> Iterator[Sample]:
    """Every font of both halves with every kind of text; the same at each call."""
    for half in HALVES:
        paragraphs = half.paragraphs()
        for place, font in enumerate(half.fonts):
            if not font_file(font):
                continue
            for kind in KINDS:
                yield _sample(half, font, kind, paragraphs, place)


def make(producer: Producer, wanted: Iterable[Sample], folder: Path, python: str) -> list[Made]:
    """The PDFs of the samples, those that lie in the folder already as they are.

    A file that the producer did not make is left out.
    """
    made, sources = [], []
    for sample in wanted:
        drawn = sample if producer.falls_back else covered(sample)
        source = producer.written(drawn)
        digest = sha256(source.encode()).hexdigest()[:8]
        name = f"{producer.name}-{drawn.font}-{drawn.kind}-{digest}".replace(" ", "_")
        file = folder / f"{name}.pdf"
        made.append(Made(producer.name, drawn, file))
        if not file.exists():
            written = folder / f"{name}{producer.suffix}"
            written.write_text(source, encoding="utf-8")
            sources.append((written, file))
    if sources:
        producer.make(sources, python)
    return [each for each in made if each.file.exists()]


def covered(sample: Sample) -> Sample:
    """The sample without the words and the signs that its font has no glyphs for."""
    known = characters(sample.font)

    def kept(text: str) -> str:
        words = (word for word in text.split() if _drawn(word, known))
        return " ".join(
            clean for word in words if (clean := "".join(c for c in word if ord(c) in known))
        )

    return replace(
        sample,
        paragraphs=tuple(filter(None, map(kept, sample.paragraphs))),
        rows=tuple(tuple(map(kept, row)) for row in sample.rows),
    )


@cache
def font_file(font: str) -> str:
    """Where the regular face of a font lies, empty when it is not installed."""
    if not shutil.which("fc-list"):
        return ""
    found = subprocess.run(
        ["fc-match", "-f", "%{family}\n%{file}", f"{font}:style=Regular"],
        capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    return found[1] if len(found) == 2 and font in found[0] else ""


@cache
def characters(font: str) -> frozenset[int]:
    """Code points that a font has glyphs for."""
    listed = subprocess.run(
        ["fc-query", "-f", "%{charset}\n", font_file(font)],
        capture_output=True, text=True, check=True,
    ).stdout.splitlines()[0]  # fmt: skip
    ranges = ([int(end, 16) for end in part.split("-")] for part in listed.split())
    return frozenset(point for ends in ranges for point in range(ends[0], ends[-1] + 1))


def _drawn(word: str, known: frozenset[int]) -> bool:
    return all(ord(c) in known for c in word if c.isalnum())


def _sample(half: Half, font: str, kind: str, paragraphs: Sequence[str], place: int) -> Sample:
    rng = random.Random(f"{font} {kind}")  # noqa: S311 - a sample, not a secret
    start = (place * len(KINDS) + KINDS.index(kind)) * 5 % len(paragraphs)
    turned = [*paragraphs[start:], *paragraphs[:start]]
    if kind == "table":
        return Sample(half.name, font, kind, tuple(turned[:1]), _rows(half, turned[1:], rng))
    if kind == "digits":
        sentences = (half.numbers(rng) for _ in iter(int, 1))
        lines = (" ".join(islice(sentences, 3)) for _ in iter(int, 1))
        return Sample(half.name, font, kind, _enough(lines, WORDS[kind]))
    source = cycle(vocalised(half)) if kind == "tashkeel" else iter(turned)
    return Sample(half.name, font, kind, _enough(source, WORDS[kind]))


def _enough(texts: Iterator[str], words: int) -> tuple[str, ...]:
    kept: list[str] = []
    while sum(len(each.split()) for each in kept) < words:
        kept.append(next(texts))
    return tuple(kept)


def _rows(half: Half, paragraphs: Sequence[str], rng: random.Random) -> tuple[tuple[str, ...], ...]:
    """A heading row and rows whose long cells run over several lines."""
    rows = [half.headings]
    for number, text in enumerate(islice(paragraphs, TABLE_ROWS), 1):
        words = text.split()
        note = " ".join(words[: rng.randint(9, 18)])
        name = " ".join(words[-rng.randint(2, 5) :])
        price = f"{rng.randint(1, 99)}.{rng.randint(10, 99)}"
        rows.append((str(number), name, note, price))
    return tuple(rows)


def _page(sample: Sample) -> str:
    """For browsers and WeasyPrint."""
    columns = "column-count:2;column-gap:1cm;" if sample.kind == "columns" else ""
    body = "".join(f"<p>{html.escape(each)}</p>" for each in sample.paragraphs)
    if sample.rows:
        head, *rest = (
            "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in row)
            for tag, row in zip(("th", *("td" for _ in sample.rows)), sample.rows, strict=False)
        )
        body += f"<table><tr>{head}</tr>" + "".join(f"<tr>{row}</tr>" for row in rest) + "</table>"
    return (
        '<!doctype html><html dir="rtl" lang="ar"><meta charset="utf-8"><style>'
        "@page{size:A4;margin:2cm}"
        f"body{{font:14pt '{sample.font}';{columns}}}"
        "table{border-collapse:collapse;width:100%}"
        "td,th{border:1px solid black;padding:4px;vertical-align:top;font-weight:normal}"
        f"</style><body>{body}</body></html>"
    )


def _flat_odt(sample: Sample) -> str:
    paragraphs = "".join(
        f'<text:p text:style-name="P">{html.escape(each)}</text:p>' for each in sample.paragraphs
    )
    if sample.kind == "columns":
        paragraphs = f'<text:section text:style-name="S" text:name="S">{paragraphs}</text:section>'
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell table:style-name="C" office:value-type="string">'
            f'<text:p text:style-name="P">{html.escape(cell)}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in sample.rows
    )
    table = (
        f'<table:table table:name="T" table:style-name="T">'
        f'<table:table-column table:number-columns-repeated="4"/>{rows}</table:table>'
        if rows
        else ""
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
        for name, path in (
            ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"),
            ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
        )
    )  # fmt: skip
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.2"'
        ' office:mimetype="application/vnd.oasis.opendocument.text">'
        '<office:font-face-decls><style:font-face style:name="F"'
        f" svg:font-family=\"'{sample.font}'\"/>"
        "</office:font-face-decls><office:automatic-styles>"
        '<style:style style:name="P" style:family="paragraph">'
        '<style:paragraph-properties style:writing-mode="rl-tb" fo:text-align="start"'
        ' fo:margin-bottom="0.2cm"/>'
        '<style:text-properties style:font-name="F" style:font-name-complex="F"'
        ' fo:font-size="14pt" style:font-size-complex="14pt" style:language-complex="ar"'
        ' style:country-complex="SA"/></style:style>'
        '<style:style style:name="S" style:family="section"><style:section-properties'
        ' style:writing-mode="rl-tb"><style:columns fo:column-count="2" fo:column-gap="1cm"/>'
        "</style:section-properties></style:style>"
        '<style:style style:name="T" style:family="table"><style:table-properties'
        ' style:writing-mode="rl-tb" table:align="margins"/></style:style>'
        '<style:style style:name="C" style:family="table-cell"><style:table-cell-properties'
        ' fo:border="0.05pt solid #000000" fo:padding="0.1cm"/></style:style>'
        "</office:automatic-styles>"
        f"<office:body><office:text>{paragraphs}{table}</office:text></office:body>"
        "</office:document>"
    )


def _latex(sample: Sample) -> str:
    body = "\n\n".join(map(_latex_escaped, sample.paragraphs))
    if sample.kind == "columns":
        body = f"\\begin{{multicols}}{{2}}\n{body}\n\\end{{multicols}}"
    if sample.rows:
        lines = "".join(
            " & ".join(map(_latex_escaped, row)) + r" \\ \hline" + "\n" for row in sample.rows
        )
        body += (
            "\n\n\\noindent\\begin{tabular}{|p{1.2cm}|p{4cm}|p{6cm}|p{2cm}|}\n\\hline\n"
            f"{lines}\\end{{tabular}}"
        )
    return (
        "\\documentclass[14pt]{extarticle}\n\\usepackage[a4paper,margin=2cm]{geometry}\n"
        "\\usepackage{multicol}\n\\usepackage{polyglossia}\n\\setdefaultlanguage{arabic}\n"
        f"\\newfontfamily\\arabicfont[Script=Arabic]{{{sample.font}}}\n"
        # Numbers of sections are what the package turns round, and 1.19 with them.
        "\\renewcommand*{\\DigitsDotDashInterCharToks}{}\n"
        f"\\emergencystretch=3em\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    )


def _latex_escaped(text: str) -> str:
    return re.sub(r"([%&#$_{}])", r"\\\1", text)


def _typst(sample: Sample) -> str:
    body = "\n\n".join(
        f"#text({json.dumps(each, ensure_ascii=False)})" for each in sample.paragraphs
    )
    if sample.kind == "columns":
        body = f"#columns(2)[\n{body}\n]"
    if sample.rows:
        cells = ", ".join(_typst_text(cell) for row in sample.rows for cell in row)
        body += f"\n\n#table(columns: (1fr, 3fr, 4fr, 2fr), {cells})"
    return (
        '#set page(paper: "a4", margin: 2cm)\n'
        f'#set text(font: "{sample.font}", lang: "ar", dir: rtl, size: 14pt)\n{body}\n'
    )


def _typst_text(text: str) -> str:
    return f"text({json.dumps(text, ensure_ascii=False)})"


def _for_fpdf(sample: Sample) -> str:
    return json.dumps(
        {
            "font": font_file(sample.font),
            "paragraphs": sample.paragraphs,
            "rows": sample.rows,
        },
        ensure_ascii=False,
    )


def _by_libreoffice(sources: Sequence[tuple[Path, Path]], python: str) -> None:
    with tempfile.TemporaryDirectory() as profile:
        _run(
            "soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to",
            "pdf", "--outdir", str(sources[0][1].parent), *(str(source) for source, _ in sources),
        )  # fmt: skip


def _by_chromium(sources: Sequence[tuple[Path, Path]], python: str) -> None:
    for source, file in sources:
        _run(
            _browser(), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--print-to-pdf={file}", source.as_uri(),
        )  # fmt: skip


def _by_xelatex(sources: Sequence[tuple[Path, Path]], python: str) -> None:
    for source, file in sources:
        _run("xelatex", "-interaction=batchmode", f"-output-directory={file.parent}", str(source))
        for rest in (".aux", ".log"):
            source.with_suffix(rest).unlink(missing_ok=True)


_TYPST = """
import sys, typst
for source, file in zip(sys.argv[1::2], sys.argv[2::2]): typst.compile(source, output=file)
"""
_WEASY = """
import sys, weasyprint
for source, file in zip(sys.argv[1::2], sys.argv[2::2]): weasyprint.HTML(source).write_pdf(file)
"""
_FPDF2 = """
import json, sys
from fpdf import FPDF
for source, file in zip(sys.argv[1::2], sys.argv[2::2]):
    with open(source, encoding="utf-8") as stream: sample = json.load(stream)
    pdf = FPDF()
    pdf.set_margin(20)
    pdf.add_page()
    pdf.add_font("F", fname=sample["font"])
    pdf.set_font("F", size=14)
    pdf.set_text_shaping(True, direction="rtl", script="arab", language="ara")
    for text in sample["paragraphs"]:
        pdf.multi_cell(0, h=9, text=text, align="R", new_x="LMARGIN", new_y="NEXT")
    if sample["rows"]:
        widths = (2, 4, 3, 1)
        with pdf.table(text_align="RIGHT", col_widths=widths, first_row_as_headings=False) as table:
            for cells in sample["rows"]:
                row = table.row()
                for cell in reversed(cells): row.cell(cell)
    pdf.output(file)
"""


def _by_package(script: str) -> Callable[[Sequence[tuple[Path, Path]], str], None]:
    def make(sources: Sequence[tuple[Path, Path]], python: str) -> None:
        for source, file in sources:
            _run(python, "-c", script, str(source), str(file))

    return make


def _run(*command: str) -> None:
    """Whether it made its file is seen by the file: many complain and make it."""
    subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)


def _browser() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((name for name in names if shutil.which(name)), "")


def _without_program(name: str) -> Callable[[str], str]:
    return lambda python: "" if shutil.which(name) else f"{name} is not installed"


def _without_package(name: str) -> Callable[[str], str]:
    def missing(python: str) -> str:
        tried = subprocess.run([python, "-c", f"import {name}"], capture_output=True, check=False)
        return "" if tried.returncode == 0 else f"{python} does not have the package {name}"

    return missing


def _without_browser(python: str) -> str:
    return "" if _browser() else "no Chromium is installed"


PRODUCERS = (
    Producer("LibreOffice", ".fodt", _flat_odt, _by_libreoffice, _without_program("soffice")),
    Producer("Chromium", ".html", _page, _by_chromium, _without_browser),
    Producer("XeLaTeX", ".tex", _latex, _by_xelatex, _without_program("xelatex"), False),
    Producer("Typst", ".typ", _typst, _by_package(_TYPST), _without_package("typst")),
    Producer("WeasyPrint", ".html", _page, _by_package(_WEASY), _without_package("weasyprint")),
    Producer(
        "fpdf2",
        ".json",
        _for_fpdf,
        _by_package(_FPDF2),
        _without_package("fpdf"),
        False,
        ("columns",),
    ),
)
