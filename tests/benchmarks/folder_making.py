"""A folder as people have them: files of every format, and among them what is broken or hostile."""

from __future__ import annotations

import base64
import os
import random
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from zlib import crc32

from tests.index.readers.making import (
    Known,
    csv_of,
    docx_of,
    epub_of,
    pptx_of,
    xlsx_of,
    zip_of,
)
from tests.index.readers.pdf.written import pdf_of

SEEDS = Path(__file__).parents[2] / "seeds" / "corpus"
BAD_SHARE = 0.3
BOMB = 300_000_000
"""Bytes that a bomb inflates to."""

Making = Callable[[Path, str], None]
"""Writes one file at a path from a text that no other file has."""


def make_folder(folder: Path, count: int) -> dict[Path, str]:
    """Fill a folder, 300 of each 1,000 files with what cannot be read or is not for us.

    :return: each file with what should become of it: an outcome, or a reason to be left out.
    """
    texts = [seed.read_text("utf-8") for seed in sorted(SEEDS.iterdir())]
    bad = int(count * BAD_SHARE)
    kinds = [*islice(cycle(GOOD), count - bad), *islice(cycle(BAD), bad)]
    random.Random(14).shuffle(kinds)  # noqa: S311 repeatable, not secret
    wanted: dict[Path, str] = {}
    for number, (name, outcome, making) in enumerate(kinds):
        path = folder / f"{number // 100:02}" / name.format(number=f"{number:04}")
        path.parent.mkdir(parents=True, exist_ok=True)
        making(path, f"{texts[number % len(texts)]}\n\nهذه هي النسخة رقم {number}.\n")
        wanted[path] = outcome
    return wanted


def _known(text: str) -> Known:
    first, *rest = [part for part in text.split("\n\n") if part.strip()]
    table = (("السلعة", "السعر"), ("خيار", "١٢"))
    title = "".join(each for each in first if each.isalpha() or each == " ").strip()[:30]
    return Known(title, [part.replace("\n", " ") for part in rest], table, "حاشية")


def _bytes_of(make: Callable[[str], bytes]) -> Making:
    return lambda path, text: _write(path, make(text))


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _html(text: str) -> bytes:
    return f"<html><body><h1>صفحة</h1><p>{text}</p></body></html>".encode()


def _subtitles(text: str) -> bytes:
    lines = [line for line in text.splitlines() if line.strip()]
    cues = (
        f"{at + 1}\n00:{at // 60:02}:{at % 60:02},000 --> 00:{at // 60:02}:{at % 60:02},900\n{line}"
        for at, line in enumerate(lines)
    )
    return "\n\n".join(cues).encode()


def _letter(text: str) -> bytes:
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = "العقد", "a@example.org", "b@example.org"
    letter.set_content(text)
    return letter.as_bytes()


def _rich_text(text: str) -> bytes:
    words = "".join(f"\\u{ord(each)}?" if ord(each) > 127 else each for each in text)
    return ("{\\rtf1\\ansi " + words.replace("\n", "\\par ") + "}").encode("ascii")


def _pdf(text: str) -> bytes:
    lines = [line.strip("# ")[:50] for line in text.splitlines() if line.strip()]
    return pdf_of(*(lines[at : at + 12] for at in range(0, len(lines), 12)))


def _scan(text: str) -> bytes:
    """A page with an image and no text."""
    image = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
    image += b"/BitsPerComponent 8/Length 1>>stream\n\x80\nendstream"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]/Contents 5 0 R"
    page += b"/Resources<</XObject<</I 4 0 R>>>>>>"
    draw = b"q 600 0 0 400 0 0 cm /I Do Q % " + b"%d" % crc32(text.encode())
    content = b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw)
    return _numbered(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        image,
        content,
    )


def _numbered(*objects: bytes, trailer: bytes = b"") -> bytes:
    data, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(places)
    end = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
    return data + table + end % (len(objects) + 1, trailer, len(data))


def _locked_pdf(text: str) -> bytes:
    """One whose pages only a password opens."""
    lock = b"<</Filter/Standard/V 2/R 3/Length 128/P -4/O<%s>/U<%s>>>" % (b"5a" * 32, b"a5" * 32)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]>>"
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    name = base64.b16encode(str(len(text)).encode())
    trailer = b"/Encrypt 4 0 R/ID[<%s><%s>]" % (name, name)
    return _numbered(b"<</Type/Catalog/Pages 2 0 R>>", pages, page, lock, trailer=trailer)


def _locked_archive(text: str) -> bytes:
    """Its one member says that it is encrypted."""
    data = bytearray(zip_of({"عقد.txt": text.encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _bomb(member: str) -> Callable[[str], bytes]:
    def make(text: str) -> bytes:
        file = BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", text)
            with archive.open(member, "w") as inside:
                for _ in range(BOMB // 1_000_000):
                    inside.write(bytes(1_000_000))
        return file.getvalue()

    return make


def _laughs(text: str) -> bytes:
    """A Word document whose XML would grow without end."""
    entities = '<!ENTITY a0 "ها">' + "".join(
        f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12)
    )
    body = f"<!DOCTYPE w [{entities}]><w>&a11;{text}</w>"
    whole = BytesIO(docx_of(_known(text)))
    file = BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, body if name == "word/document.xml" else old.read(name))
    return file.getvalue()


def _half(make: Callable[[str], bytes]) -> Callable[[str], bytes]:
    def cut(text: str) -> bytes:
        data = make(text)
        return data[: len(data) // 2]

    return cut


def _noise(text: str) -> bytes:
    return random.Random(text).randbytes(4_000)  # noqa: S311 repeatable, not secret


def _link(path: Path, text: str) -> None:
    path.symlink_to(path.with_name("ليس هنا.txt"))


def _queue(path: Path, text: str) -> None:
    os.mkfifo(path)


def _docx(text: str) -> bytes:
    return docx_of(_known(text))


GOOD: Sequence[tuple[str, str, Making]] = (
    ("{number} نص.txt", "added", _bytes_of(str.encode)),
    ("{number} قديم.txt", "added", _bytes_of(lambda text: text.encode("cp1256", "ignore"))),
    ("{number} مذكرة.md", "added", _bytes_of(str.encode)),
    ("{number} صفحة.html", "added", _bytes_of(_html)),
    ("{number} عقد.docx", "added", _bytes_of(_docx)),
    ("{number} كتاب.pdf", "added", _bytes_of(_pdf)),
    ("{number} عرض.pptx", "added", _bytes_of(lambda text: pptx_of(_known(text)))),
    ("{number} جدول.xlsx", "added", _bytes_of(lambda text: xlsx_of(_known(text)))),
    ("{number} أسعار.csv", "added", _bytes_of(lambda text: csv_of(_known(text)) + text.encode())),
    ("{number} كتاب.epub", "added", _bytes_of(lambda text: epub_of("كتاب", "سلمى", {"أ": text}))),
    ("{number} فلم.srt", "added", _bytes_of(_subtitles)),
    ("{number} رسالة.eml", "added", _bytes_of(_letter)),
    ("{number} منسق.rtf", "added", _bytes_of(_rich_text)),
    (
        "{number} أرشيف.zip",
        "added",
        _bytes_of(lambda text: zip_of({"أ.txt": text.encode(), "ب/ج.md": (text + "٢").encode()})),
    ),
    ("{number}" + "ا" * 123 + ".txt", "added", _bytes_of(str.encode)),
)
"""Name, outcome and making of each kind."""

BAD: Sequence[tuple[str, str, Making]] = (
    ("{number} مبتور.docx", "refused", _bytes_of(_half(_docx))),
    ("{number} مبتور.pdf", "refused", _bytes_of(lambda text: _pdf(text)[:200])),
    ("{number} مصور.pdf", "refused", _bytes_of(_scan)),
    ("{number} مقفل.pdf", "refused", _bytes_of(_locked_pdf)),
    ("{number} مقفل.zip", "refused", _bytes_of(_locked_archive)),
    ("{number} قنبلة.docx", "refused", _bytes_of(_bomb("word/document.xml"))),
    ("{number} قنبلة.zip", "refused", _bytes_of(_bomb("نص.txt"))),
    ("{number} ضحك.docx", "refused", _bytes_of(_laughs)),
    ("{number} فارغ.txt", "refused", _bytes_of(lambda text: b" \n")),
    ("{number} صورة.txt", "refused", _bytes_of(lambda text: b"\x89PNG\r\n\x1a\n" + _noise(text))),
    ("{number} ضجيج.pptx", "refused", _bytes_of(_noise)),
    ("{number} قديم.doc", "refused", _bytes_of(lambda text: b"\xd0\xcf\x11\xe0" + _noise(text))),
    ("{number} طابور.txt", "refused", _queue),
    ("{number} صورة.png", "suffix", _bytes_of(_noise)),
    ("{number} بلا لاحقة", "suffix", _bytes_of(_noise)),
    (".{number} خفي.txt", "hidden", _bytes_of(str.encode)),
    ("{number} رابط.txt", "link", _link),
)
