"""Letters that a file has wrong are mended here, where it is sure what they were.

Each mend undoes one known accident: bytes once read in the wrong encoding and saved, lines
saved in the order of the screen, letters saved by their shapes. Where two readings are
possible the text stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.errors import Message
from index.types import Caveat

FEWEST_LETTERS = 20
"""Arabic letters that a file must give before its accented letters are taken for Arabic."""
FEWEST_PAIRS = 2
"""Letters of a line that must come out of doubly encoded UTF-8; by chance not even one does."""
REVERSED_SHARE = 0.9
"""Of the words that tell the direction of a file, how many must tell of the screen's."""
FEWEST_REVERSED = 3
"""Such words in a file."""

Plausibility = Callable[[str], float]
"""How much a text reads like Arabic: `index.readers.encoding.plausibility`."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A text after its mends; the same text when there was nothing sure to mend."""

    text: str
    caveats: tuple[Caveat, ...] = ()
    """The lines whose words were changed."""
    remarks: tuple[Message, ...] = ()
    """What was done, a line each."""


def mend(text: str, plausibility: Plausibility) -> Mended:
    """:param text: its lines end in `\\n`, and are as many afterwards."""
    if text.isascii():
        return Mended(text)
    before = text.split("\n")
    lines, remarks = before, []
    for step in (
        lambda lines: _twice_encoded(lines),
        lambda lines: _misread(lines, plausibility),
        _from_the_screen,
    ):
        lines, told = step(lines)
        remarks += told
    changed = [old != new for old, new in zip(before, lines, strict=True)]
    lines, told = _without_shapes(lines)
    return Mended("\n".join(lines), tuple(_caveats(lines, changed)), (*remarks, *told))


def unshaped(text: str) -> str:
    """Arabic letters in place of their shapes (U+FB50 to U+FEFC); signs such as «ﷺ» stay."""
    return _SHAPES.sub(lambda shape: _letters(shape[0]), text)


_Step = tuple[list[str], list[Message]]
_SHAPES = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]")


def _letters(shape: str) -> str:
    return unicodedata.normalize("NFKC", shape).lstrip(" ")


def _table(encoding: str) -> dict[str, int]:
    """Character → byte; a byte that the code page leaves out is the control of its number."""
    return {bytes([byte]).decode(encoding, "ignore") or chr(byte): byte for byte in range(256)}


_WESTERN, _ARABIC = _table("windows-1252"), _table("windows-1256")
_LATIN_1 = {chr(byte): byte for byte in range(0x80, 0xA0)}
"""What a reader of Latin-1 leaves where Windows-1252 has letters and signs."""


def _bytes(text: str, table: dict[str, int]) -> bytes | None:
    """None when a character is not of the code page."""
    codes = [table.get(character, _LATIN_1.get(character)) for character in text]
    return bytes(code for code in codes if code is not None) if None not in codes else None


def _twice_encoded(lines: list[str]) -> _Step:
    """UTF-8 that was read as a Windows code page and written as UTF-8 again."""
    mended = [_once_encoded(line) for line in lines]
    count = sum(old != new for old, new in zip(lines, mended, strict=True))
    return mended, _told(
        count,
        "قُرئت UTF-8 على أنها Windows ثم حُفظت؛ رُدّت إلى أصلها",
        "UTF-8 once read as a Windows code page and saved; undone",
    )


_LEADS = re.compile("[ØÙÚÛطظعغ][\x80-\uffff]")


def _once_encoded(line: str) -> str:
    if len(_LEADS.findall(line)) < FEWEST_PAIRS:
        return line
    for table in (_WESTERN, _ARABIC):
        data = _bytes(line, table)
        try:
            read = data.decode() if data else ""
        except UnicodeDecodeError:
            continue
        if _arabic_letters(read) >= FEWEST_PAIRS:
            return read
    return line


def _misread(lines: list[str], plausibility: Plausibility) -> _Step:
    """Windows-1256 that was read as Latin-1 and saved, as «ÇáãáÍ»."""
    read = {at: _as_arabic(line) for at, line in enumerate(lines) if _ACCENTED.search(line)}
    sure = {at: line for at, line in read.items() if line}
    together = "\n".join(sure.values())
    if _arabic_letters(together) < FEWEST_LETTERS or plausibility(together) < _SURELY_ARABIC:
        return lines, []
    mended = [sure.get(at, line) for at, line in enumerate(lines)]
    return mended, _told(
        len(sure),
        "قُرئت Windows-1256 على أنها لاتينية ثم حُفظت؛ رُدّت إلى أصلها",
        "Windows-1256 once read as Latin-1 and saved; undone",
    )


_SURELY_ARABIC = 0.5
_ACCENTED = re.compile("[À-ÿ]{2}")
_MIXED = re.compile("[A-Za-z][À-ÿ]|[À-ÿ][A-Za-z]")


def _as_arabic(line: str) -> str:
    """Empty for a line in which accented letters stand beside plain ones, as in French."""
    data = None if _MIXED.search(line) else _bytes(line, _WESTERN)
    read = data.decode("windows-1256", "replace") if data else ""
    return read if _arabic_letters(read) > sum("À" <= each <= "ÿ" for each in read) else ""


def _from_the_screen(lines: list[str]) -> _Step:
    """Lines that were saved in the order in which a screen shows them, left to right."""
    tells = [_direction(line) for line in lines]
    backward = sum(each for each, _ in tells)
    forward = sum(each for _, each in tells)
    if backward < FEWEST_REVERSED or backward < REVERSED_SHARE * (backward + forward):
        return lines, []
    mended = [
        line if there > back else _reversed(line)
        for line, (back, there) in zip(lines, tells, strict=True)
    ]
    count = sum(old != new for old, new in zip(lines, mended, strict=True))
    return mended, _told(
        count,
        "حُفظت بترتيب ظهورها على الشاشة؛ رُدّت إلى ترتيب القراءة",
        "saved in the order of the screen; put back into that of reading",
    )


_WORD = re.compile("[ء-ي\ufb50-\ufbb1\ufbd3-\ufbff\ufe80-\ufefc]{3,}")
_MARK = "ـً-ٰٟ"


def _direction(line: str) -> tuple[int, int]:
    """Words that only the screen's order explains, and those that only reading's does.

    No word begins with ة; a letter in its initial shape ends none.
    """
    bare = re.sub(f"[{_MARK}]", "", line)
    back = there = 0
    for word in _WORD.findall(bare):
        first, last = _position(word[0]), _position(word[-1])
        back += unshaped(word[0]) == "ة" or (last == "initial" and first != "initial")
        there += unshaped(word[-1]) == "ة" or (first == "initial" and last != "initial")
    return back, there


def _position(letter: str) -> str:
    """`initial`, `medial`, `final`, `isolated`; empty for a letter that is no shape."""
    return unicodedata.decomposition(letter).partition(">")[0].lstrip("<")


_LEFT_TO_RIGHT = re.compile(
    r"[A-Za-zÀ-ɏ0-9٠-٩۰-۹](?:[A-Za-zÀ-ɏ0-9٠-٩۰-۹.,:/٫٬@_'’ -]*[A-Za-zÀ-ɏ0-9٠-٩۰-۹])?"
)
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_CLUSTER = re.compile(f".[{_MARK}]*", re.S)


def _reversed(line: str) -> str:
    """Numbers and words in Latin letters keep their order; marks follow their letters."""
    if not re.search("[ء-ي\ufb50-\ufefc]", line):
        return line
    marks_lead = re.search(rf"(?:^|\s)[{_MARK.replace('ـ', '')}]", line)
    pieces = list(line) if marks_lead else _CLUSTER.findall(line)
    turned = "".join(reversed(pieces)).translate(_MIRRORED)
    return _LEFT_TO_RIGHT.sub(_turned_run, turned)


def _turned_run(run: re.Match[str]) -> str:
    return run[0][::-1]


def _without_shapes(lines: list[str]) -> _Step:
    plain = [unshaped(line) for line in lines]
    count = sum(old != new for old, new in zip(lines, plain, strict=True))
    return plain, _told(
        count,
        "حُفظت حروفها بأشكال عرضها؛ رُدّت إلى حروفها",
        "letters saved by their shapes; made letters again",
    )


def _arabic_letters(text: str) -> int:
    return sum("ء" <= character <= "ي" for character in text)


def _told(lines: int, arabic: str, english: str) -> list[Message]:
    return [Message(f"أسطر {arabic}: {lines:,}", f"lines {english}: {lines:,}")] if lines else []


def _caveats(lines: Sequence[str], changed: Sequence[bool]) -> Iterator[Caveat]:
    """Runs of mended lines, one caveat each."""
    start, opened, end = 0, None, 0
    for line, mended in zip(lines, changed, strict=True):
        if mended and opened is None:
            opened = start
        elif not mended and opened is not None:
            yield Caveat("mended", opened, end)
            opened = None
        end = start + len(line)
        start = end + 1
    if opened is not None:
        yield Caveat("mended", opened, end)
