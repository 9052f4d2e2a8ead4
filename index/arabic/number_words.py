"""Numbers in words: each gender, case and spelling of them, and what each word is worth."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from typing import Literal

from index.arabic.clitics import without_prefix
from index.arabic.folding import Form, fold, folded_forms, folded_words

NumberKind = Literal[
    "digits", "unit", "eleven", "ten", "teen", "tens", "hundreds", "hundred", "scale", "twice",
    "fraction", "parts", "ordinal",
]  # fmt: skip
"""How a word goes together with others: «أحد» (`eleven`) only with «عشر», a `unit` with hundreds,
tens and parts, a `scale` («ألف») multiplies what stands before it, `twice` is a scale's dual."""

_ONES = (
    *("واحد واحدة واحدا", "اثنان اثنين اثنتان اثنتين", "ثلاثة ثلاث", "أربعة أربع", "خمسة خمس"),
    *("ستة ست", "سبعة سبع", "ثمانية ثماني ثمان", "تسعة تسع", "عشرة عشر"),
)
_ONES_OF_TEENS = ("أحد إحدى", "اثنا اثنتا اثني اثنتي", *_ONES[2:9])
"""Beside «عشر» and «عشرة» in turn."""
_TENS = (
    *("عشرون عشرين", "ثلاثون ثلاثين", "أربعون أربعين", "خمسون خمسين", "ستون ستين"),
    *("سبعون سبعين", "ثمانون ثمانين", "تسعون تسعين"),
)
_HUNDREDS = (
    *("مئة مائة", "مئتان مئتين مائتان مائتين", "ثلاثمئة ثلاثمائة", "أربعمئة أربعمائة"),
    *("خمسمئة خمسمائة", "ستمئة ستمائة", "سبعمئة سبعمائة", "ثمانمئة ثمانمائة ثمانيمائة"),
    "تسعمئة تسعمائة",
)
_ORDINALS = (
    *("أول أولى", "ثاني ثانية ثان", "ثالث ثالثة", "رابع رابعة", "خامس خامسة", "سادس سادسة"),
    *("سابع سابعة", "ثامن ثامنة", "تاسع تاسعة", "عاشر عاشرة"),
)
_FIRST_OF_TEENS = "حادي حادية"
_SCALES: Mapping[int, str] = {
    10**3: "ألف ألفا آلاف thousand",
    10**6: "مليون مليونا ملايين million millions",
    10**9: "مليار مليارا مليارات بليون بلايين billion billions",
    10**12: "تريليون ترليون تريليونات trillion trillions",
}
"""What the number before it is multiplied by."""
_TWICE: Mapping[int, str] = {
    10**3: "ألفان ألفين ألفي",
    10**6: "مليونان مليونين مليوني",
    10**9: "ملياران مليارين ملياري",
}
_FRACTIONS: Mapping[Fraction, str] = {
    Fraction(1, 2): "نصف نص",
    Fraction(1, 3): "ثلث",
    Fraction(2, 3): "ثلثان ثلثين ثلثا ثلثي",
    Fraction(1, 4): "ربع",
}
_PARTS: Mapping[int, str] = {
    **{3: "أثلاث", 4: "أرباع", 5: "أخماس", 6: "أسداس", 7: "أسباع", 8: "أثمان", 9: "أتساع"},
    10: "أعشار",
}
"""Fractions of which there are several: «ثلاثة أرباع»."""
_SPOKEN: Mapping[int, str] = {
    **{2: "اتنين تنين اثنينه", 3: "تلاتة تلات تلاته", 8: "تمانية تمنية تمن", 11: "حداشر احداشر"},
    **{12: "اتناشر اطناشر تناشر", 13: "تلتاشر تلطاشر تلاتاشر", 14: "اربعتاشر ارباطاشر"},
    **{15: "خمستاشر خمسطاشر", 16: "ستاشر سطاشر", 17: "سبعتاشر سبعطاشر", 18: "تمنتاشر تمنطاشر"},
    **{19: "تسعتاشر تسعطاشر", 30: "تلاتين", 80: "تمانين", 300: "تلتميه ثلثميه", 400: "ربعميه"},
    **{500: "خمسميه", 600: "ستميه", 700: "سبعميه", 800: "تمنميه ثمنميه", 900: "تسعميه"},
}
"""As dialects say them; search does not take them for the standard forms."""
_CONSTRUCT: Mapping[int, str] = {
    2: "اثنا اثني اثنتا اثنتي",
    200: "مئتا مئتي مائتا مائتي",
    800: "ثمانيمئة",
}
_AMOUNTS = (
    "ألف ألفا ألفان ألفين آلاف مئات عشرات مليون مليونا مليوني ملايين مليار مليارات بليون تريليون "
    "نصف ثلث ثلثي ثلثين ربع أرباع مرتين"
)
"""Words that search takes as telling how many though none is one whole number."""


def _spelt() -> dict[int, tuple[Form, ...]]:
    spelt = {unit: folded_forms(forms, " ") for unit, forms in enumerate(_ONES, 1)}
    for unit, forms in enumerate(_ONES_OF_TEENS, 11):
        tens = ("عشر", fold("عشرة")) * 2
        ones = folded_forms(forms, " ")
        spelt[unit] = tuple((*one, ten) for one, ten in zip(ones, tens, strict=False))
    for position, forms in enumerate(_TENS, 2):
        spelt[10 * position] = folded_forms(forms, " ")
        for unit in range(1, 10):
            spelt[10 * position + unit] = tuple(
                (*one, "و" + ten) for one, (ten,) in product(spelt[unit], spelt[10 * position])
            )
    for position, forms in enumerate(_HUNDREDS, 1):
        spelt[100 * position] = folded_forms(forms, " ")
    return spelt


NUMBERS: Mapping[int, tuple[Form, ...]] = _spelt()
"""Numbers in words, each gender and case of them: all to a hundred, then the round ones."""
COUNTING_WORDS = folded_words(_AMOUNTS).union(
    *(form for forms in NUMBERS.values() for form in forms if len(form) == 1)
)
"""Single words that tell how many."""
DIGITS = {
    form[0]: str(number) for number, forms in NUMBERS.items() for form in forms if len(form) == 1
}
"""Folded number word to its digits: ثلاثة and 3 match, as do عشرون and 20."""
ORDINALS: Mapping[str, int] = {
    word: value for value, forms in enumerate(_ORDINALS, 1) for word in forms.split()
} | dict.fromkeys(_FIRST_OF_TEENS.split(), 1)
"""Ordinals to the tenth as written, without the article; «حادي» stands beside «عشر» only."""
ROUND_ORDINALS = tuple(" ".join((*_TENS, _HUNDREDS[0])).split())
"""Tens and the hundred as written, which are their own ordinals: «العشرون», «المئة»."""


def _centuries() -> tuple[tuple[Form, ...], ...]:
    firsts = [forms.split()[0] for forms in _ORDINALS]
    teens = [f"ال{first} عشر" for first in (_FIRST_OF_TEENS.split()[0], *firsts[1:9])]
    twenty = _TENS[0].split()
    named = [*(f"ال{first}" for first in firsts), *teens, "|".join(f"ال{ten}" for ten in twenty)]
    named.append("|".join(f"ال{_FIRST_OF_TEENS.split()[0]} وال{ten}" for ten in twenty))
    return tuple(map(folded_forms, named))


CENTURIES = _centuries()
"""The ordinals that name a century, from the first to the twenty-first."""


def is_number(word: str) -> bool:
    """Whether a folded word tells how many, in digits or in letters."""
    return word[0].isdecimal() or without_prefix(word) in COUNTING_WORDS


def _values() -> dict[str, tuple[NumberKind, Fraction]]:
    values: dict[str, tuple[NumberKind, Fraction]] = {}
    cardinals = [
        (value, form[0]) for value, forms in NUMBERS.items() for form in forms if not form[1:]
    ]
    for table in (_SPOKEN, _CONSTRUCT):
        cardinals += [
            (value, word) for value, listed in table.items() for word in fold(listed).split()
        ]
    for value, word in cardinals:
        values[word] = (_kind(value), Fraction(value))
    values |= dict.fromkeys(folded_words("مئات"), ("hundred", Fraction(100)))
    values |= dict.fromkeys(folded_words(_ONES_OF_TEENS[0]), ("eleven", Fraction(1)))
    values |= {fold(word): ("ordinal", Fraction(value)) for word, value in ORDINALS.items()}
    for scale, listed in _SCALES.items():
        values |= dict.fromkeys(folded_words(listed), ("scale", Fraction(scale)))
    for scale, listed in _TWICE.items():
        values |= dict.fromkeys(folded_words(listed), ("twice", Fraction(2 * scale)))
    for part, listed in _FRACTIONS.items():
        values |= dict.fromkeys(folded_words(listed), ("fraction", part))
    for parts, listed in _PARTS.items():
        values |= dict.fromkeys(folded_words(listed), ("parts", Fraction(parts)))
    return values


def _kind(value: int) -> NumberKind:
    if value == 100:
        return "hundred"
    if value > 100:
        return "hundreds"
    if value >= 20:
        return "tens"
    return "teen" if value > 10 else "ten" if value == 10 else "unit"


NUMBER_WORDS: Mapping[str, tuple[NumberKind, Fraction]] = _values()
"""Each single word of a number, folded, with its kind and its value."""
