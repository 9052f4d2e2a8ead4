"""Letters take the form that their neighbours ask for, and marks do not come between."""

from __future__ import annotations

from unicodedata import name, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.terminal.shaping import shape

LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيپچژگ"


def forms_of(text: str) -> list[str]:
    """`INITIAL`, `MEDIAL`, `FINAL` or `ISOLATED` for each letter that is drawn in such a form."""
    names = [name(glyph) for glyph in shape(text) if glyph]
    return [words.split()[-2] for words in names if words.endswith(" FORM")]


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("بيت", ["INITIAL", "MEDIAL", "FINAL"]),
        ("دار", ["ISOLATED", "ISOLATED", "ISOLATED"]),
        ("باب", ["INITIAL", "FINAL", "ISOLATED"]),
        ("بَيْت", ["INITIAL", "MEDIAL", "FINAL"]),
        ("شيء", ["INITIAL", "FINAL", "ISOLATED"]),
        ("مـ", ["INITIAL"]),
        ("ه\u200d", ["INITIAL"]),
        ("\u200dه", ["FINAL"]),
        ("ب\u200cب", ["ISOLATED", "ISOLATED"]),
        ("بabc", ["ISOLATED"]),
        ("یچگ", ["INITIAL", "MEDIAL", "FINAL"]),
        ("على", ["INITIAL", "MEDIAL", "FINAL"]),
    ],
)
def test_a_letter_joins_on_the_sides_on_which_it_can(word: str, forms: list[str]) -> None:
    assert forms_of(word) == forms


@pytest.mark.parametrize(
    ("word", "ligature"),
    [("لا", "ﻻ"), ("سلا", "ﻼ"), ("لآ", "ﻵ"), ("بلأ", "ﻸ"), ("لإ", "ﻹ"), ("لَا", "ﻻ")],
)
def test_lam_takes_in_the_alef_after_it(word: str, ligature: str) -> None:
    glyphs = shape(word)

    assert glyphs[-1] is None
    assert ligature in glyphs


def test_a_joiner_between_lam_and_alef_keeps_them_apart() -> None:
    assert None not in shape("ل\u200dا")


@given(st.text(LETTERS + "\u200c\u200d a1"))
def test_what_is_drawn_stands_for_the_same_letters(text: str) -> None:
    drawn = "".join(glyph or "" for glyph in shape(text))

    assert normalize("NFKC", drawn) == normalize("NFKC", text)
