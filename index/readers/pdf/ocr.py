"""Pages without text are recognised from their images, by tesseract with its model of Arabic."""

from __future__ import annotations

import os
import shutil
import subprocess
from array import array
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from index.errors import Message
from index.readers.pdf.page import PLACE, Line, Written

MODELS = ("script/Arabic", "Arabic")
"""Names that the model of the Arabic script goes by; `ara` is slower and no better."""
DOTS_PER_INCH = 300
MOST_PIXELS = 40_000_000
"""Of one page; a larger one is recognised in fewer dots per inch."""
TIME_LIMIT_S = 120
"""For one page; a full one takes two to twenty seconds."""
LEAST_CONFIDENCE = 40.0
"""Mean confidence of a page's words, 0 to 100, under which nothing is taken."""
TO_BASELINE = 0.8
"""Of a word's height from its top: where its baseline roughly is."""

HINT = Message(
    "تعرّف صفحاته ضوئيًّا: add --ocr", "have its pages recognised from their images: add --ocr"
)
HOW_TO_INSTALL = Message(
    "ثبّت tesseract ونموذجه العربي "
    "(apt install tesseract-ocr tesseract-ocr-script-arab) ثم add --ocr",
    "install tesseract with its model of Arabic "
    "(apt install tesseract-ocr tesseract-ocr-script-arab), then add --ocr",
)


@lru_cache(maxsize=1)
def model() -> str:
    """The model to recognise with, empty when tesseract or its model is not installed."""
    if shutil.which("tesseract") is None:
        return ""
    try:
        listed = subprocess.run(  # the program that the user installed, no input of a file's
            ["tesseract", "--list-langs"],  # noqa: S607
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    names = {line.strip() for line in (listed.stdout + listed.stderr).splitlines()}
    return next((name for name in MODELS if name in names), "")


def recognised(data: bytes, password: str, page: int) -> tuple[list[Line], float, float]:
    """The lines of a page, none when hardly a word is sure, and its width and height in points.

    :param page: from 0.
    """
    image, scale, width, height = _rendered(data, password, page)
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        found = subprocess.run(  # noqa: S603  # the image on its input is all that it is given
            ["tesseract", "stdin", "stdout", "-l", model(), "--dpi", "300", "tsv"],  # noqa: S607
            input=image,
            capture_output=True,
            timeout=TIME_LIMIT_S,
            check=False,
            env=environment,
        )
    except (OSError, subprocess.TimeoutExpired):
        return [], width, height
    table = found.stdout.decode("utf-8", "replace")
    return list(_lines(table, page, scale)), width, height


def _rendered(data: bytes, password: str, page: int) -> tuple[bytes, float, float, float]:
    """The page as a PGM image, pixels a point, and its width and height in points."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data, password=password or None)
    try:
        shown = document[page]
        width, height = shown.get_size()
        pixels = max(width * height, 1.0)
        scale = min(DOTS_PER_INCH / 72, (MOST_PIXELS / pixels) ** 0.5)
        bitmap = shown.render(scale=scale, grayscale=True)
        grey = bitmap.to_numpy()
        rows, columns = grey.shape[:2]
        return b"P5 %d %d 255\n" % (columns, rows) + grey.tobytes(), scale, width, height
    finally:
        document.close()


def _lines(table: str, page: int, scale: float) -> Iterator[Line]:
    """Lines of tesseract's table: level, page, block, paragraph, line, word, place, sureness."""
    words: dict[tuple[int, int, int], list[tuple[str, list[float]]]] = defaultdict(list)
    sureness: list[float] = []
    for row in table.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) != 12 or not fields[11].strip():
            continue
        key = (int(fields[2]), int(fields[3]), int(fields[4]))
        x, y, width, height = (float(value) / scale for value in fields[6:10])
        place = [x, x + width, y + TO_BASELINE * height, height]
        words[key].append((fields[11].strip(), place))
        sureness.append(float(fields[10]))
    if not sureness or sum(sureness) / len(sureness) < LEAST_CONFIDENCE:
        return
    parts = {key: number for number, key in enumerate(dict.fromkeys(key[:2] for key in words))}
    for key, line in words.items():
        places: array[float] = array("f")
        for number, (word, place) in enumerate(line):
            places.extend(place * (len(word) + (number > 0)))
        text = " ".join(word for word, _ in line)
        x0, x1 = min(places[0::PLACE]), max(places[1::PLACE])
        size = sorted(place[3] for _, place in line)[len(line) // 2]
        y = max(place[2] for _, place in line)
        yield Line(Written(text, places), page, x0, x1, y, size, 0, part=parts[key[:2]], ocr=True)
