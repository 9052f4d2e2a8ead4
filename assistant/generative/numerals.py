"""Numbers of a text, whether it writes them in digits or in Arabic words."""

from __future__ import annotations

from collections.abc import Iterator

from index.arabic import fold, words

_ONES = {
    2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي", 3: "ثلاثة ثلاث",
    4: "أربعة أربع", 5: "خمسة خمس", 6: "ستة ست", 7: "سبعة سبع",
    8: "ثمانية ثماني ثمان", 9: "تسعة تسع", 10: "عشرة عشر",
    20: "عشرون عشرين", 30: "ثلاثون ثلاثين", 40: "أربعون أربعين",
    50: "خمسون خمسين", 60: "ستون ستين", 70: "سبعون سبعين", 80: "ثمانون ثمانين",
    90: "تسعون تسعين", 200: "مئتان مئتين مائتان مائتين", 300: "ثلاثمئة ثلاثمائة",
    400: "أربعمئة أربعمائة", 500: "خمسمئة خمسمائة", 600: "ستمئة ستمائة", 700: "سبعمئة سبعمائة",
    800: "ثمانمئة ثمانمائة", 900: "تسعمئة تسعمائة", 2000: "ألفان ألفين",
}  # fmt: skip
_TIMES = {
    100: "مئة مائة مئات",
    1000: "ألف ألفا آلاف",
    1_000_000: "مليون مليونا ملايين",
    1_000_000_000: "مليار مليارا مليارات",
}
_ONE_VALUES = {fold(word): value for value, each in _ONES.items() for word in each.split()}
_TIMES_VALUES = {fold(word): value for value, each in _TIMES.items() for word in each.split()}
_PROCLITICS = "وفبلك"
_HUNDRED = 100


def numbers_in(text: str) -> frozenset[str]:
    """The distinct numbers in digits 0–9: «خمسة وعشرون» and «٢٥» are both `25`."""
    return frozenset(_numbers(words(text)))


def _numbers(found: list[str]) -> Iterator[str]:
    """A run of number words is one number; «واحد» alone is as often a pronoun, so it is none."""
    total = part = 0
    for word in [*found, ""]:
        if word[:1].isdecimal():
            yield word
        bare = _bare(word)
        if bare in _ONE_VALUES:
            part += _ONE_VALUES[bare]
        elif bare in _TIMES_VALUES:
            part = (part or 1) * _TIMES_VALUES[bare]
            if _TIMES_VALUES[bare] > _HUNDRED:
                total, part = total + part, 0
        elif total or part:
            yield str(total + part)
            total = part = 0


def _bare(word: str) -> str:
    """Without the letter that leans on it: «وعشرون», «بثلاثة»."""
    if word in _ONE_VALUES or word in _TIMES_VALUES:
        return word
    return word[1:] if word[:1] in _PROCLITICS else word
