"""Formats that are known and not read: each is refused with the way out."""

from __future__ import annotations

from collections.abc import Iterable

from index.errors import FileSkipped, Message
from index.types import Extraction, ReaderOptions

_SAVED_AS = {
    **dict.fromkeys((".doc", ".dot", ".wps", ".wpd"), "docx"),
    **dict.fromkeys((".ppt", ".pps"), "pptx"),
    **dict.fromkeys((".xls", ".xlsb"), "xlsx"),
}
APPLE = {".pages": "docx", ".numbers": "xlsx", ".key": "pptx"}
SUFFIXES = (*_SAVED_AS, *APPLE)


def read(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """Refuse a file of an older format, or of a program whose files only it reads.

    :raises FileSkipped: always.
    """
    suffix = options.path.suffix.lower()
    target = _SAVED_AS.get(suffix) or APPLE[suffix]
    program = Message(
        "من برنامجه (File ← Export)" if suffix in APPLE else "من Word أو LibreOffice",
        "in its program (File › Export)" if suffix in APPLE else "in Word or LibreOffice",
    )
    command = "" if suffix in APPLE else f": soffice --headless --convert-to {target}"
    raise FileSkipped(
        Message(f"صيغة {suffix} القديمة لا تُقرأ", f"the {suffix} format is not read"),
        Message(
            f"احفظه بصيغة {target} {program.ar}{command}",
            f"save it as {target} {program.en}{command}",
        ),
    )
