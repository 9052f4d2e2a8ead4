"""Folding: Arabic text as search compares it, with a map back to the code points it came from.

The original is never changed, and this module alone owns the map.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Span

FOLDING_VERSION = 3
"""Raised whenever `index_terms` changes: derived indexes of another version are rebuilt."""

_TATWEEL = "\u0640"
_SAME_LETTER = str.maketrans("ىةٱیکگےہھەۀڤپچژ", "يهايككيهههه" + "فبجز")
"""Letters that one word is spelt with here and there: dotless and Persian forms, loan letters."""

SPELLING_FEATURES = {
    "tashkeel": "[\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06ed]",
    "tatweel": "\u0640",
    "hamza": "[ءأإآؤئٱ\u0653-\u0655]",
    "alef maqsura": "ى",
    "ta marbuta": "[ةۀ]",
    "presentation forms": "[\ufb50-\ufdff\ufe70-\ufefc]",
    "persian letters": "[یکگپچژڤھہے]",
    "digits": r"\d",
    "case": "[A-Z]",
    "invisible": "[\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff\u00ad]",
    "punctuation": r"[^\w\s\u064b-\u065f\u0670]",
}
"""What folding takes away, each with the characters that show it: where those of two texts are not
the same ones, their spellings differ."""


class _FoldTable(dict[int, str]):
    """What each code point becomes, worked out on first sight.

    Compatibility decomposition (UAX #15) undoes presentation forms and ligatures and parts
    letters from hamza and madda; marks, tatweel and invisible controls are dropped; digits of
    every script become 0–9; Latin is case-folded.
    """

    def __missing__(self, code: int) -> str:
        folded = chr(code)
        while (again := "".join(map(self._once, folded))) != folded:
            folded = again
        self[code] = folded
        return folded

    @staticmethod
    def _once(character: str) -> str:
        kept = []
        for part in unicodedata.normalize("NFKD", character).translate(_SAME_LETTER):
            category = unicodedata.category(part)
            if category in ("Mn", "Me", "Cf") or part == _TATWEEL:
                continue
            kept.append(str(unicodedata.digit(part)) if category == "Nd" else part.casefold())
        return "".join(kept)


_FOLD = _FoldTable()


def fold(text: str) -> str:
    """The text as search compares it. Idempotent."""
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that remembers where each of its code points stood."""

    original: str
    text: str
    origins: Sequence[int]
    """For each code point of `text`, the index in `original` of the one that it came from."""

    def span(self, start: int, end: int) -> Span:
        """The original code points behind `text[start:end]`, marks of the last letter included.

        :raises ValueError: when the slice is empty or outside the folded text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no folded text at {start}:{end}")
        stop = self.origins[end - 1] + 1
        while stop < len(self.original) and _belongs_to_previous(self.original[stop]):
            stop += 1
        return Span(self.origins[start], stop)


def composed(text: str) -> str:
    """A text in Unicode's form C: texts that are canonically equal are the same in it."""
    return unicodedata.normalize("NFC", text)


def composed_with_map(text: str) -> Folded:
    """The same text as `composed` gives, with the way back; letters keep their marks.

    Marks are put in order and joined within their letter, which is all that Arabic needs.
    """
    if unicodedata.is_normalized("NFC", text):
        return Folded(text, text, range(len(text)))
    pieces: list[str] = []
    origins: list[int] = []
    end = 0
    for letter in _LETTER_WITH_MARKS.finditer(text):
        pieces += (text[end : letter.start()], composed(letter[0]))
        origins += range(end, letter.start())
        last = letter.end() - 1
        origins += (min(letter.start() + at, last) for at in range(len(pieces[-1])))
        end = letter.end()
    pieces.append(text[end:])
    origins += range(end, len(text))
    return Folded(text, "".join(pieces), tuple(origins))


_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff"
_LETTER_WITH_MARKS = re.compile(f"[^{_MARKS}]?[{_MARKS}]+")


def folded_words(text: str) -> frozenset[str]:
    """The words of a list parted by white space, each folded."""
    return frozenset(fold(text).split())


Form = tuple[str, ...]
"""Folded words that stand side by side in this order."""


def folded_forms(written: str, separator: str = "|") -> tuple[Form, ...]:
    """The forms of a list, each of one word or more, in order."""
    return tuple(tuple(form.split()) for form in fold(written).split(separator))


def fold_with_map(text: str) -> Folded:
    """The same text as `fold` gives, with the way back."""
    pieces: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(text):
        piece = _FOLD[ord(character)]
        pieces.append(piece)
        origins.extend([index] * len(piece))
    return Folded(text, "".join(pieces), tuple(origins))


def _belongs_to_previous(character: str) -> bool:
    return character == _TATWEEL or unicodedata.category(character) in ("Mn", "Me")
