"""Numbers in words: each gender, case and spelling of them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from index.arabic.clitics import without_prefix
from index.arabic.folding import Form, fold, folded_forms, folded_words

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
_AMOUNTS = (
    "ألف ألفا ألفان ألفين آلاف مئات عشرات مليون مليونا مليوني ملايين مليار مليارات بليون تريليون "
    "نصف ثلث ثلثي ثلثين ربع أرباع مرتين"
)
"""Words that tell how many without being one whole number."""
CENTURIES = (
    *("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع"),
    *("العاشر", "الحادي عشر", "الثاني عشر", "الثالث عشر", "الرابع عشر", "الخامس عشر"),
    *("السادس عشر", "السابع عشر", "الثامن عشر", "التاسع عشر", "العشرون|العشرين"),
    "الحادي والعشرون|الحادي والعشرين",
)


def _spelt() -> dict[int, tuple[Form, ...]]:
    spelt = {unit: folded_forms(forms, " ") for unit, forms in enumerate(_ONES, 1)}
    for unit, forms in enumerate(_ONES_OF_TEENS, 11):
        tens = ("عشر", fold("عشرة")) * 2
        spelt[unit] = tuple(
            (*one, ten) for one, ten in zip(folded_forms(forms, " "), tens, strict=False)
        )
    for place, forms in enumerate(_TENS, 2):
        spelt[10 * place] = folded_forms(forms, " ")
        for unit in range(1, 10):
            spelt[10 * place + unit] = tuple(
                (*one, "و" + ten) for one, (ten,) in product(spelt[unit], spelt[10 * place])
            )
    return spelt | {
        100 * place: folded_forms(forms, " ") for place, forms in enumerate(_HUNDREDS, 1)
    }


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


def is_number(word: str) -> bool:
    """Whether a folded word tells how many, in digits or in letters."""
    return word[0].isdecimal() or without_prefix(word) in COUNTING_WORDS
