"""How the items of a list are numbered by word processors."""

from __future__ import annotations

_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ALPHABET = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LETTERS = {"arabicAbjad": _ABJAD, "arabicAlpha": _ALPHABET, "lowerLetter": _LATIN}


def as_numbered(count: int, kind: str) -> str:
    """A count as a list shows it.

    :param kind: as ECMA-376 names it (`ST_NumberFormat`); of an unknown one decimals are shown.
    """
    if kind == "none":
        return ""
    letters = _LATIN if kind == "upperLetter" else _LETTERS.get(kind, "")
    if letters:
        shown = letters[(count - 1) % len(letters)] * ((count - 1) // len(letters) + 1)
    elif kind in ("lowerRoman", "upperRoman") and count < 4000:
        shown = _roman(count)
    else:
        shown = str(count).zfill(2) if kind == "decimalZero" else str(count)
    return shown.upper() if kind.startswith("upper") else shown


def _roman(count: int) -> str:
    shown = ""
    for value, letters in _ROMAN:
        shown += letters * (count // value)
        count %= value
    return shown
