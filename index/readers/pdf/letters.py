"""What the glyphs of a document stand for: letters in their common forms, in logical order."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from index.arabic import fold
from index.readers.pdf.dots import dot_glyphs
from index.readers.pdf.page import ARABIC
from index.readers.pdf.programs import encoded_letter, glyph_letters

if TYPE_CHECKING:
    from playa.cmapdb import ToUnicodeMap
    from playa.font import Font

MAX_UNKNOWN = 6_000
"""Glyphs of a document that nothing tells the letter of, kept apart; further ones are dropped."""
ALEFS = "اأإآ"
KASHIDA = "ـ"
LEAST_AGREEMENT = 0.7
"""Share of a font's letters of which program and map must say the same for the program to count."""
LETTERS = tuple("اأإآبتثجحخدذرزسشصضطظعغفقكلمنهويىةءؤئ")
_DOTLESS = frozenset("ٮڡںٯ\u08bb\u08bc\u08bd")
"""Letters without dots: a font whose glyphs have none of them draws no dots apart."""
LEAST_COMPARED, MOST_BY_CHANCE = 8, 0.3
"""Glyphs of which both must speak, and the share that must differ, for the program not to count."""
_DIRECTION_MARKS = re.compile("[\u200b\u200d-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]")


@dataclass(frozen=True, slots=True)
class Said:
    """What a map says of a glyph that it may have wrong."""

    text: str
    others: tuple[str, ...]
    """What the glyph may stand for instead."""


class Fonts:
    """The fonts of a document, numbered as they are met, and what their glyphs stand for."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._fonts: list[Font] = []
        self._texts: list[dict[int, str]] = []
        self._programs: list[dict[int, str]] = []
        self._dots: dict[int, dict[int, str]] = {}
        self._agreeing: dict[int, tuple[int, int]] = {}
        self.bold: list[bool] = []
        self.whole_clusters: dict[tuple[int, int], str] = {}
        """Marks that the map names by their whole cluster; its letters, until it is first drawn."""
        self.learned: dict[tuple[int, int], str] = {}
        """Letters of glyphs without Unicode, by font and code."""
        self.said: dict[str, Said] = {}
        """What stands for a glyph whose map is in doubt → what the map says, and may mean."""
        self._unknown = 0

    def number(self, font: Font) -> int:
        number = self._numbers.get(id(font))
        if number is None:
            number = self._numbers[id(font)] = len(self._fonts)
            self._fonts.append(font)  # kept alive: its id is its key
            self._texts.append({})
            self._programs.append(glyph_letters(font))
            self.bold.append("bold" in font.fontname.lower() or "black" in font.fontname.lower())
        return number

    def text(self, number: int, code: int, letters: str) -> str:
        """What a glyph stands for, given what the file maps it to; empty when nothing tells."""
        texts = self._texts[number]
        text = texts.get(code)
        if text is None:
            text = texts[code] = self._told(number, code, letters)
        return text

    def _told(self, number: int, code: int, letters: str) -> str:
        font = self._fonts[number]
        if not font.hdisp(code) and not ARABIC.search(letters) and not is_mark(letters):
            if number not in self._dots:
                self._dots[number] = dot_glyphs(font) if self._has_dotless(number) else {}
            if dots := self._dots[number].get(code):
                return dots
        if letters == chr(code) and not _mapped(font, code):
            letters = encoded_letter(font, code)
        text = clean(letters)
        if letters and not text and _DIRECTION_MARKS.sub("", letters).strip("\u200c") == "":
            return ""
        of_program = clean(self._programs[number].get(code, ""))
        if self._is_numbered_anew(number):
            of_program = ""
        if not text:
            return of_program or self._unknown_letter()
        if is_misnamed(text, of_program) and self._agrees(number):
            return of_program
        if is_mark(of_program) and not is_mark(text):
            self.whole_clusters[number, code] = _without_mark(text, of_program)
            return of_program
        letters = parted(text)[0]
        if len(letters) > 1 and not of_program and ARABIC.match(text) and letters != "لا":
            # These may be the letters of its whole cluster, of which other glyphs have their part.
            return self._unknown_letter(Said(text, tuple(text)))
        of_letter = len(of_program) == 1 and ARABIC.match(of_program)
        if of_letter and _contradicts(of_program, text) and self._agrees(number):
            return self._unknown_letter(Said(text, (of_program,)))
        return text

    def _has_dotless(self, number: int) -> bool:
        """Whether a font's program, or the file's map of it, names letters without dots."""
        known: ToUnicodeMap | None = getattr(self._fonts[number], "tounicode", None)
        mapped = known.bytes2unicode.values() if known else ()
        return not (
            _DOTLESS.isdisjoint(self._programs[number].values()) and _DOTLESS.isdisjoint(mapped)
        )

    def _agrees(self, number: int) -> bool:
        """Whether a font's program and the file's map of it say the same of most letters."""
        same, both = self._compared(number)
        return same >= LEAST_AGREEMENT * both > 0

    def _is_numbered_anew(self, number: int) -> bool:
        """Whether a font's program speaks of other glyphs than those that the file draws."""
        same, both = self._compared(number)
        return both >= LEAST_COMPARED and same < MOST_BY_CHANCE * both

    def _compared(self, number: int) -> tuple[int, int]:
        """Of how many glyphs program and map say the same letters, and of how many both speak."""
        if number not in self._agreeing:
            known: ToUnicodeMap | None = getattr(self._fonts[number], "tounicode", None)
            program = self._programs[number]
            both = [
                (clean(letters), clean(program[code]))
                for name, letters in (known.bytes2unicode if known else {}).items()
                if (code := int.from_bytes(name, "big")) in program
            ]
            same = sum(mapped == told for mapped, told in both)
            self._agreeing[number] = same, len(both)
        return self._agreeing[number]

    def doubt(self, number: int, code: int, others: tuple[str, ...]) -> None:
        """Let words tell a glyph that the words on some pages speak against."""
        text = self._texts[number].get(code, "")
        if len(text) == 1 and ARABIC.match(text):
            self._texts[number][code] = self._unknown_letter(Said(text, others))

    def _unknown_letter(self, said: Said | None = None) -> str:
        self._unknown += 1
        if self._unknown >= MAX_UNKNOWN:
            return said.text if said else ""
        letter = chr(0xE000 + self._unknown)
        if said:
            self.said[letter] = said
        return letter


def is_misnamed(text: str, of_program: str) -> bool:
    """Whether the map of a file has a digit or a kashida wrong, going by its font's own program.

    Word 2007 writes such maps: ٤٨ on the page is 58 in the text. The same digit of another script
    is what was typed.
    """
    if of_program == KASHIDA:
        return text != KASHIDA
    if len(of_program) != 1 or not of_program.isdecimal():
        return False
    return not (text.isdecimal() and int(text) == int(of_program))


def _contradicts(of_program: str, text: str) -> bool:
    """Whether a map has another letter, or a space, where the font's program has a letter."""
    if text == " ":
        return True
    return len(text) == 1 and bool(ARABIC.match(text)) and fold(text) != fold(of_program)


def _without_mark(text: str, mark: str) -> str:
    """The letters of a cluster that has a mark, without it and other marks on them."""
    bare = unicodedata.normalize("NFD", text)
    for each in mark:
        bare = bare.replace(each, "", 1)
    bare = unicodedata.normalize("NFC", bare)
    return "".join(letter for letter in bare if not is_mark(letter))


def _mapped(font: Font, code: int) -> bool:
    """Whether a font's map has the code; for one that it has not, the parser gives the code."""
    known: ToUnicodeMap | None = getattr(font, "tounicode", None)
    if known is None:
        return True
    widths = set(known.code_lengths) | {1, 2}
    return any(
        code.to_bytes(width, "big") in known.bytes2unicode
        for width in widths
        if code < 1 << (8 * width)
    )


@lru_cache(maxsize=20_000)
def clean(text: str) -> str:
    """The letters of a glyph in their common forms, nothing that does not show.

    A glyph of several letters that has its alef first names them in the order of drawing.
    """
    text = "".join(
        letter
        for letter in text
        if letter == "\t" or unicodedata.category(letter) not in ("Co", "Cn", "Cs", "Cc")
    ).replace("\ufffd", "")
    if _PRESENTATION.search(text):
        text = "".join(
            unicodedata.normalize("NFKC", letter) if "\ufb50" <= letter <= "\ufeff" else letter
            for letter in text
        )
        if text[:1] == " " and is_mark(text[1:]):
            text = text[1:]  # a mark's isolated form is a space with it
    text = _DIRECTION_MARKS.sub("", text)
    if text == "\u200c":
        return ""
    if len(text) == 2 and text[0] in ALEFS and text[1] == "ل":
        text = text[::-1]
    text = re.sub("[\u00a0\t\u2000-\u200a\u202f\u3000]", " ", text)
    return " " if text and not text.strip() else text


@lru_cache(maxsize=20_000)
def is_mark(text: str) -> bool:
    """Whether there is nothing but marks that stand over or under a letter."""
    return bool(text) and all(unicodedata.category(letter) == "Mn" for letter in text)


@lru_cache(maxsize=20_000)
def parted(text: str) -> tuple[str, str]:
    """Letters and marks of a text, apart."""
    decomposed = unicodedata.normalize("NFD", text)
    marks = "".join(each for each in decomposed if unicodedata.category(each) == "Mn")
    return "".join(each for each in decomposed if unicodedata.category(each) != "Mn"), marks
