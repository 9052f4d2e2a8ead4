"""The way back: what an exported file claims to be quoted, and from where.

Formats for programs carry a quote to the letter; those for people carry it as it is shown, on one
line and with controls made visible, which is how `verify` then compares it.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from assistant.answer import KeptQuote
from assistant.export.formats import FORMATS, Format
from index.errors import Message, UserError

MAX_BYTES = 200_000_000
"""Of one exported file."""


def claims(file: Path) -> list[KeptQuote]:
    """The quotes of an exported file, in its order; nothing of them is known to be true.

    :raises UserError: when it cannot be read, or is of no format that carries quotes.
    """
    suffix = file.suffix.lower()
    fitting = [each for each in FORMATS.values() if suffix in (*each.suffixes, *each.also_in)]
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES)
    except OSError as error:
        raise UserError(
            Message(f"تعذّر فتح {file}: {error.strerror}", f"Cannot open {file}: {error.strerror}"),
            Message("راجع المسار", "Check the path"),
        ) from error
    found = _read(data, fitting)
    if found is None:
        known = " ".join(dict.fromkeys(name for each in FORMATS.values() for name in each.suffixes))
        raise UserError(
            Message(f"ليس في {file} شواهد تُقرأ", f"No quotes can be read from {file}"),
            Message(
                f"أعط ملفًّا صدّره شواهد: {known}، أو ملف حالات ‎.qa",
                f"Give a file that shawahid exported: {known}, or a .qa file of cases",
            ),
        )
    return found


def _read(data: bytes, formats: Sequence[Format]) -> list[KeptQuote] | None:
    """The quotes that the first of the formats finds; None when the data is of none of them."""
    nothing: list[KeptQuote] | None = None
    for each in formats:
        try:
            found: list[KeptQuote] = list(import_module(each.module).read(data))
        except Exception:  # noqa: S112 - whatever a parser makes of a file of another format
            continue
        if found:
            return found
        nothing = found
    return nothing
