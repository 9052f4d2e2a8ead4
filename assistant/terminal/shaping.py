"""The joined forms of Arabic letters, for terminals that draw each letter by itself.

The forms are Unicode's own compatibility decompositions, so there is no table to keep. Of the
ligatures only lam-alef is made, which Arabic writing demands.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple
from unicodedata import category, decomposition

LAM, TATWEEL, ZWJ, ZWNJ = "\u0644", "\u0640", "\u200d", "\u200c"
_BLOCKS = (range(0xFB50, 0xFDD0), range(0xFE70, 0xFEFD))
"""Arabic Presentation Forms A and B."""
_ALEF_MAKSURA, _UIGHUR_INITIAL, _UIGHUR_MEDIAL = "\u0649", "\ufbe8", "\ufbe9"
_ALEFS = "\u0622\u0623\u0625\u0627"


class Forms(NamedTuple):
    """How a letter looks by the sides on which it joins; empty where it has no such form."""

    isolated: str = ""
    final: str = ""
    initial: str = ""
    medial: str = ""


def shape(text: str) -> list[str | None]:
    """What to draw for each code point; None for an alef that its lam has taken in."""
    glyphs: list[str | None] = list(text)
    joining = [at for at, character in enumerate(text) if not is_transparent(character)]
    for position, at in enumerate(joining):
        before = text[joining[position - 1]] if position else ""
        after = text[joining[position + 1]] if position + 1 < len(joining) else ""
        glyphs[at] = _form(before, text[at], after)
    _take_in_alefs(text, joining, glyphs)
    return glyphs


@lru_cache(maxsize=4096)
def is_transparent(character: str) -> bool:
    """Whether letters join across it: marks and invisible controls, but not the two joiners."""
    return category(character) in ("Mn", "Me", "Cf") and character not in (ZWJ, ZWNJ)


@lru_cache(maxsize=4096)
def is_mark(character: str) -> bool:
    """Whether it is drawn over the character before it, as vowel marks are."""
    return category(character) in ("Mn", "Me")


@lru_cache(maxsize=4096)
def _form(before: str, character: str, after: str) -> str:
    forms = _letters().get(character)
    if forms is None:
        return character
    joins_before = bool(forms.final) and _joins_after(before)
    joins_after = bool(forms.initial) and _joins_before(after)
    if joins_before and joins_after:
        return forms.medial or character
    chosen = forms.final if joins_before else forms.initial if joins_after else forms.isolated
    return chosen or character


def _joins_after(character: str) -> bool:
    return character in (TATWEEL, ZWJ) or bool(_letters().get(character, Forms()).initial)


def _joins_before(character: str) -> bool:
    return character in (TATWEEL, ZWJ) or bool(_letters().get(character, Forms()).final)


def _take_in_alefs(text: str, joining: Sequence[int], glyphs: list[str | None]) -> None:
    medial_lam = _letters()[LAM].medial
    for at, following in pairwise(joining):
        if text[at] == LAM and text[following] in _ALEFS:
            ligature = _lam_alefs()[text[following]]
            glyphs[at] = ligature.final if glyphs[at] == medial_lam else ligature.isolated
            glyphs[following] = None


@cache
def _letters() -> dict[str, Forms]:
    letters = {base: forms for base, forms in _decomposed().items() if len(base) == 1}
    # Unicode files these two forms under the Uighur letter that shares the shape.
    letters[_ALEF_MAKSURA] = letters[_ALEF_MAKSURA]._replace(
        initial=_UIGHUR_INITIAL, medial=_UIGHUR_MEDIAL
    )
    return letters


@cache
def _lam_alefs() -> dict[str, Forms]:
    """By the alef."""
    return {alef: _decomposed()[LAM + alef] for alef in _ALEFS}


@cache
def _decomposed() -> dict[str, Forms]:
    """From the letters that a presentation form stands for to all their forms."""
    found: dict[str, Forms] = {}
    for code in (code for block in _BLOCKS for code in block):
        tag, _, letters = decomposition(chr(code)).partition(" ")
        if tag.strip("<>") in Forms._fields:
            base = "".join(chr(int(letter, 16)) for letter in letters.split())
            found[base] = found.get(base, Forms())._replace(**{tag.strip("<>"): chr(code)})
    return found
