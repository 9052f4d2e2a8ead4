"""Bytes become characters here, once, and say how.

Arabic files come in encodings that no header names. Strict UTF-8 is tried first, because
nothing else passes for it by chance; what fails it is decoded in every encoding we know, and
the text that reads most like Arabic wins.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from index.errors import FileSkipped, Message
from index.readers.mending import mend, unshaped
from index.types import Caveat

MARKS_OF_OTHER_FORMATS = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP (docx, epub, …)",
    b"{\\rtf": "RTF",
    b"\xd0\xcf\x11\xe0": "Microsoft Office",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x1f\x8b": "gzip",
    b"\x7fELF": "ELF",
}

BYTE_ORDER_MARKS = (
    # UTF-32 first: its mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

CANDIDATES = (
    *("utf-8", "windows-1256", "iso-8859-6", "mac-arabic", "cp720", "windows-1252"),
    "cp864",
)
"""Tried when strict UTF-8 fails; the first wins a tie (iso-8859-6 is a part of mac-arabic)."""

DECLARABLE = re.compile(r"cp125\d|iso8859-\d+|koi8-\w|mac-\w+|gb\w+|big5|shift_jis|euc_\w+|cp720")
"""Python's names of what a page may declare: no codec that is slow or is not of characters."""

SAMPLE_BYTES = 16_384
"""As much of the lines that are not ASCII is scored."""

SHORT_LETTERS, NEAR = 60, 0.25
"""With fewer Arabic letters, a second best within this score makes the guess an unsure one."""

MAX_CONTROLS = 0.05
"""Share of control characters above which text is taken for binary; random bytes have 0.1."""

MAX_NULS = 0.001
"""Share of the bytes of a text that NULs, strays of a broken disk or program, may make up."""

SURELY = 0.4
"""Plausibility of either part of a file in two encodings; a sentence of Arabic has 0.5 and more."""
FEWEST_LETTERS = 10
"""Arabic letters of either part."""

MAX_TWICE = 0.3
"""Share of the letters that lead a doubly encoded pair; in Arabic ط and ظ make up 0.02."""

_PAIRS = (
    "النتمردسبءفئحعضيقجط يةنارولدمتسهقعثب لمايأعتىسبكدقإلةحفهجونشرغثخ فيرات "
    "منايرلعستوةهحد والرنميبستدفقهعأك ريابةوكتسق هاويمر بيارعلنهو عالدرنيةمبو ديواةرم "
    "نياتهدةسو سيلاتمنوبك أونسكيمر كالريموتنب تيارهحقملوعب قاديرة إلس شريا حديارت خل جام "
    "طورا ضا زي غر صار "
)
COMMON_PAIRS = frozenset(group[0] + second for group in _PAIRS.split() for second in group[1:])
"""The 200 commonest pairs of adjacent letters, by first letter: 0.77 of all pairs.

Counted for this project over the 198 paragraphs of ARCD (MIT licence) whose articles have
no test question, without marks.
"""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters, and the encoding that gave them with the reason when it was not plain."""

    text: str
    """Without a byte order mark; lines end in `\\n`."""
    encoding: str
    caveats: tuple[Caveat, ...] = ()
    """Lines of `text` whose words are not as the file has them."""
    remarks: tuple[Message, ...] = ()
    """What was mended."""

    def caveats_for(self, text: str) -> tuple[Caveat, ...]:
        """Those of a text that was made of this one: all of it, when any line was mended."""
        return (Caveat("mended", 0, len(text)),) if self.caveats and text else ()


def decode(data: bytes, declared: str = "") -> Decoded:
    """Decode a whole file; bytes that fit nothing become U+FFFD and are counted.

    :param declared: the encoding that the file itself names, believed when it decodes cleanly
        into plausible text; empty when it names none.
    :raises FileSkipped: when the bytes are not text, or text in no encoding that we know.
    """
    _refuse_other_formats(data)
    data, remarks = _without_nuls(data)
    decoded = (
        _decode_unicode(data)
        or _decode_declared(data, declared)
        or _decode_two(data)
        or _guess(data)
    )
    _refuse_binary(decoded.text)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    mended = mend(text, _plausibility)
    encoding = decoded.encoding
    if _encoded_twice(mended.text):
        encoding = _noted(encoding, "looks encoded twice")
    told = (*remarks, *decoded.remarks, *mended.remarks)
    return Decoded(mended.text, encoding, mended.caveats, told)


def _without_nuls(data: bytes) -> tuple[bytes, tuple[Message, ...]]:
    """Bytes of text without their few NULs; of UTF-16, UTF-32 and what is binary, as they are."""
    count = data.count(0)
    marked = data.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS[:2] + BYTE_ORDER_MARKS[3:]))
    if not count or marked or count > max(1, MAX_NULS * len(data)) or _utf16_order(data):
        return data, ()
    told = Message(f"محارف NUL حُذفت: {count:,}", f"NUL characters left out: {count:,}")
    return data.replace(b"\0", b""), (told,)


def _refuse_other_formats(data: bytes) -> None:
    for mark, name in MARKS_OF_OTHER_FORMATS.items():
        if data.startswith(mark):
            raise FileSkipped(
                Message(f"ليس نصًّا: محتواه {name}", f"not text: its content is {name}"),
                Message(
                    "حوّله إلى نص (txt أو md أو html) ثم أضفه",
                    "convert it to text (txt, md or html), then add it",
                ),
            )


def _decode_unicode(data: bytes) -> Decoded | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            body = data[len(mark) :]
            bad = _bad_bytes(body, encoding)
            return Decoded(body.decode(encoding, "replace"), _noted(encoding, "BOM", bad))
    if order := _utf16_order(data):
        bad = _bad_bytes(data, order)
        return Decoded(data.decode(order, "replace"), _noted(order, "no BOM", bad))
    if b"\0" in data:
        raise _binary()
    if not _is_utf8(data):
        return None
    return Decoded(data.decode(), "utf-8")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _utf16_order(data: bytes) -> str:
    """The byte order of UTF-16 without a mark, empty for anything else.

    Every high byte of Arabic with spaces is 06 or 00, and hardly a low one is.
    """
    even, odd = Counter(data[:4096:2]), Counter(data[1:4096:2])
    for order, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if high[0] + high[6] > 0.8 * high.total() > 0 and low[0] + low[6] < 0.2 * low.total():
            return order
    return ""


def _encoded_twice(text: str) -> bool:
    """Whether UTF-8 was once read as a Windows code page and written as UTF-8 again."""
    foreign = [character for character in text[:SAMPLE_BYTES] if character > "\x7f"]
    leads = sum(map(foreign.count, "طظØÙ"))
    return len(foreign) > 20 and leads > MAX_TWICE * len(foreign)


def _decode_declared(data: bytes, declared: str) -> Decoded | None:
    try:
        if not DECLARABLE.fullmatch(codecs.lookup(declared).name):
            return None
        text = data.decode(declared)
        sample = _sample(data).decode(declared, "replace")
    except (LookupError, ValueError):
        return None
    if _plausibility(sample) < 0:
        return None
    return Decoded(text, _noted(declared.lower(), "declared"))


def _decode_two(data: bytes) -> Decoded | None:
    """A file whose lines are of two encodings: UTF-8, and one that wins among the others."""
    lines = data.split(b"\n")
    others = [line for line in lines if not _is_utf8(line)]
    unicode = b"\n".join(line for line in lines if not line.isascii() and _is_utf8(line)).decode()
    if not _reads_arabic(unicode):
        return None
    other = b"\n".join(others)
    sample = other[:SAMPLE_BYTES]
    texts = {each: sample.decode(each, "replace") for each in CANDIDATES[1:]}
    best = max(texts, key=lambda each: _plausibility(texts[each]))
    if not _reads_arabic(texts[best]):
        return None
    text = "\n".join(
        line.decode() if _is_utf8(line) else line.decode(best, "replace") for line in lines
    )
    told = Message(
        f"أسطر بترميز {best} في ملف UTF-8: {len(others):,}",
        f"lines of {best} in a file of UTF-8: {len(others):,}",
    )
    bad = _bad_bytes(other, best)
    return Decoded(text, _noted(f"utf-8 + {best}", "guessed", bad), remarks=(told,))


def _reads_arabic(text: str) -> bool:
    return sum(map(_is_arabic, text)) >= FEWEST_LETTERS and _plausibility(text) >= SURELY


def _guess(data: bytes) -> Decoded:
    sample = _sample(data)
    texts = {encoding: unshaped(sample.decode(encoding, "replace")) for encoding in CANDIDATES}
    scores = {encoding: _plausibility(text) for encoding, text in texts.items()}
    best = max(CANDIDATES, key=scores.__getitem__)
    if scores[best] < 0:
        raise FileSkipped(
            Message("ترميز حروفه غير معروف", "the encoding of its letters is not known"),
            Message("احفظه بترميز UTF-8 ثم أضفه", "save it as UTF-8, then add it"),
        )
    rivals = [scores[each] for each in CANDIDATES if texts[each] != texts[best]]
    letters = sum(map(_is_arabic, texts[best]))
    unsure = letters < SHORT_LETTERS and scores[best] - max(rivals, default=-1) < NEAR
    guessed = "" if best == "utf-8" else "guessed, short" if unsure else "guessed"
    return Decoded(data.decode(best, "replace"), _noted(best, guessed, _bad_bytes(data, best)))


def _sample(data: bytes) -> bytes:
    """The first lines that hold more than ASCII."""
    lines = (line for line in data.split(b"\n") if not line.isascii())
    taken: list[bytes] = []
    size = 0
    for line in lines:
        taken.append(line[: SAMPLE_BYTES - size])
        size += len(taken[-1])
        if size >= SAMPLE_BYTES:
            break
    return b"\n".join(taken)


def _plausibility(text: str) -> float:
    """How much the characters beyond ASCII read like Arabic, or like accented Latin.

    About 0.7 for Arabic rightly decoded, near 0 for letters that say nothing, below 0 for
    a wrong decoding.
    """
    text = _MARKS_ON_LETTERS.sub("", text)
    kinds = {character: _kind(character) for character in set(text)}
    letters = sum(kinds[character] in {"arabic", "latin", "broken"} for character in text)
    return sum(_weights(text, kinds)) / letters if letters else 0


_MARKS_ON_LETTERS = re.compile(r"(?<=[ء-يٮ-ۓ])[ـً-ٰٟ]+")


def _weights(text: str, kinds: Mapping[str, str]) -> Iterator[int]:
    yield -sum(kinds[character] == "broken" for character in text)
    for first, second in pairwise(text):
        pair = (kinds[first], kinds[second])
        if pair == ("arabic", "arabic"):
            yield first + second in COMMON_PAIRS
        else:
            yield _WEIGHTS.get(pair, 0)


_WEIGHTS = {
    ("ascii", "latin"): 1,
    ("latin", "ascii"): 1,
    # Words of accented letters only, as in `ÇáÚÑÈíÉ`, are Arabic read as Latin.
    ("latin", "latin"): -1,
    **{
        pair: -1
        for other in ("ascii", "latin", "symbol")
        for pair in (("arabic", other), (other, "arabic"))
    },
}


def _kind(character: str) -> str:
    if character <= "\x7f":
        return "ascii" if character.isalpha() else "plain"
    if _is_arabic(character):
        return "arabic"
    category = unicodedata.category(character)
    if character == "\ufffd" or category in {"Cc", "Co", "Mn"}:
        return "broken"
    if category.startswith("S"):
        return "symbol"
    return "latin" if category.startswith("L") and character < "\u0250" else "plain"


def _is_arabic(character: str) -> bool:
    return "\u0620" <= character <= "\u06d3" and character.isalpha()


def _bad_bytes(data: bytes, encoding: str) -> str:
    """How many bytes the encoding has no character for, in words; empty when none."""
    bad = len(data) - len(data.decode(encoding, "ignore").encode(encoding))
    return f"{bad:,} bad byte{'s' * (bad > 1)}" if bad else ""


def _noted(encoding: str, *notes: str) -> str:
    said = ", ".join(filter(None, notes))
    return f"{encoding} ({said})" if said else encoding


def _refuse_binary(text: str) -> None:
    controls = sum(map(text.count, _CONTROLS))
    if "\0" in text or controls > MAX_CONTROLS * len(text):
        raise _binary()


# Tab, line feed, vertical tab, form feed, return, end of file (1A) and escape occur in text.
_CONTROLS = [chr(code) for code in range(1, 0x20) if code not in {9, 10, 11, 12, 13, 0x1A, 0x1B}]


def _binary() -> FileSkipped:
    return FileSkipped(
        Message("محتواه ثنائي لا نص", "its content is binary, not text"),
        Message("أضف ملفات نصية: txt أو md أو html", "add files of text: txt, md or html"),
    )
