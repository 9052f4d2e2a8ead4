"""Makes the PDF files beside it: `python -m tests.index.readers.pdf.files.make [NAME…]`.

It takes programs that not every machine has: chromium, soffice, xelatex, and the packages
weasyprint (of the environment) and pypdf.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.index.readers.pdf.drawn import Sheet, pdf
from tests.index.readers.pdf.test_pdf import LAW, lines

HERE = Path(__file__).parent
FONT = "Noto Naskh Arabic"
VOWELLED = (
    "الْكَلَامُ هُوَ اللَّفْظُ الْمُفِيدُ، وَأَقْسَامُهُ ثَلَاثَةٌ: اسْمٌ وَفِعْلٌ وَحَرْفٌ جَاءَ لِمَعْنًى، "
    "وَلِلِاسْمِ عَلَامَاتٌ كَثِيرَةٌ ذَكَرَهَا النُّحَاةُ فِي أَوَّلِ الْكِتَابِ وَلَا خِلَافَ فِيهَا."
)
NUMBERS = (
    "بلغ عدد السكان ٢٬٣٤٥٬٦٧٨ نسمة في عام ٢٠٢٠ (بزيادة ١٢٫٥٪ عن عام 2010)، وصدر القرار رقم (98) "
    "لسنة 1444هـ في 15/03/2023، ونشرته مجلة Nature في عددها 512."
)
ROWS = (
    ("السلعة", "السعر", "ملاحظات"),
    (
        "زيت الزيتون البكر الممتاز المعصور على البارد",
        "120",
        "عبوة زجاجية داكنة تحفظ بعيدا عن الضوء",
    ),
    ("تمر", "18", "من الموسم الماضي"),
)
STYLE = (
    f"<meta charset=utf-8><style>body{{font-family:'{FONT}';font-size:13pt;text-align:justify}}"
    "table{border-collapse:collapse;width:60%}td{border:1px solid}</style>"
)


def page(body: str) -> str:
    return f"<html lang=ar dir=rtl>{STYLE}<body>{body}</body></html>"


TABLE = (
    "<table border=1 width=60%>"
    + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    + "</table>"
)


def by_chromium(body: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.html").write_text(page(body), encoding="utf-8")
        run(
            folder,
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu"),
            *("--no-pdf-header-footer", "--print-to-pdf=page.pdf", "page.html"),
        )
        return (Path(folder) / "page.pdf").read_bytes()


def by_libreoffice(body: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.html").write_text(page(body), encoding="utf-8")
        convert = ("soffice", "--headless", "--convert-to")
        run(folder, *convert, "odt", "--infilter=HTML (StarWriter)", "page.html")
        run(folder, *convert, "pdf", "page.odt")
        return (Path(folder) / "page.pdf").read_bytes()


def by_xelatex(body: str) -> bytes:
    source = (
        r"\documentclass[12pt]{article}\usepackage{fontspec}\usepackage{bidi}"
        rf"\setmainfont[Script=Arabic]{{Amiri}}\begin{{document}}\setRTL {body}\end{{document}}"
    )
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.tex").write_text(source, encoding="utf-8")
        run(folder, "xelatex", "-interaction=batchmode", "page.tex")
        return (Path(folder) / "page.pdf").read_bytes()


def by_weasyprint(body: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.html").write_text(page(body), encoding="utf-8")
        run(folder, "weasyprint", "page.html", "page.pdf")
        return (Path(folder) / "page.pdf").read_bytes()


def scan() -> bytes:
    """A page that is nothing but its image, four bits a pixel."""
    import pypdfium2
    from PIL import Image

    shown = pypdfium2.PdfDocument(by_chromium(f"<p>{' '.join(LAW)}</p>"))[0]
    image = shown.render(scale=150 / 72, grayscale=True).to_pil()
    image = image.crop((0, 0, image.width, image.height // 5))
    out = io.BytesIO()
    Image.Image.convert(image, "1").save(out, "PDF", resolution=150)
    return out.getvalue()


def encrypted() -> bytes:
    from pypdf import PdfReader, PdfWriter  # type: ignore[import-not-found]  # only needed here

    writer = PdfWriter(PdfReader(io.BytesIO(pdf([Sheet(lines(LAW))]))))
    writer.encrypt("shahid", algorithm="AES-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def run(folder: str, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)


MAKERS: dict[str, Callable[[], bytes]] = {
    "chromium": lambda: by_chromium(f"<p>{VOWELLED}</p><p>{NUMBERS}</p>{TABLE}"),
    "libreoffice": lambda: by_libreoffice(f"<p>{VOWELLED}</p><p>{NUMBERS}</p>{TABLE}"),
    "xelatex": lambda: by_xelatex(f"{VOWELLED}\n\n" + NUMBERS.replace("%", r"\%")),
    "weasyprint": lambda: by_weasyprint(f"<p>{VOWELLED}</p><p>{NUMBERS}</p>{TABLE}"),
    "scan": scan,
    "encrypted": encrypted,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or MAKERS:
        (HERE / f"{name}.pdf").write_bytes(MAKERS[name]())
