"""Words that the reader takes for one another (months, small numbers) or takes no notice of."""

from __future__ import annotations

from index.arabic import FUNCTION_WORDS, fold


def folded(text: str) -> frozenset[str]:
    """The words of a list, folded as search folds them."""
    return frozenset(fold(text).split())


NUMBER_WORDS = folded(
    "واحد واحدة اثنان اثنين اثنتين اثنتان ثلاث ثلاثة أربع أربعة خمس خمسة ست ستة سبع سبعة ثمان "
    "ثمانية ثماني تسع تسعة عشر عشرة عشرين عشرون ثلاثين ثلاثون أربعين أربعون خمسين خمسون ستين "
    "ستون سبعين سبعون ثمانين ثمانون تسعين تسعون مئة مائة مائتين مئتين مئات ألف آلاف ألفين "
    "مليون ملايين مليار مليارات مليوني تريليون بليون نصف ربع ثلث ثلثي ثلثين أرباع عشرات "
    "مرتين مرة"
)
_MONTH_NAMES = (
    "يناير جانفي",
    "فبراير شباط فيفري",
    "مارس آذار",
    "أبريل نيسان إبريل أفريل",
    "مايو أيار ماي",
    "يونيو حزيران جوان",
    "يوليو تموز جويلية",
    "أغسطس آب أوت",
    "سبتمبر أيلول شتنبر",
    "أكتوبر",
    "نوفمبر نونبر",
    "ديسمبر دجنبر",
    "محرم",
    "صفر",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
)
MONTHS = {
    name: f"شهر{number}"
    for number, names in enumerate(_MONTH_NAMES)
    for name in fold(names).split()
}
"""Folded month name to one token a month: شباط and فبراير match."""
_UNITS = (
    "واحد واحدة|اثنان اثنين اثنتان اثنتين|ثلاث ثلاثة|أربع أربعة|خمس خمسة|ست ستة|سبع سبعة|"
    "ثمان ثمانية ثماني|تسع تسعة|عشر عشرة"
)
DIGITS = {
    name: str(number)
    for number, names in enumerate(_UNITS.split("|"), 1)
    for name in fold(names).split()
}
"""Folded number word, one to ten, to its digits: ثلاثة and 3 match."""

EMPTY_WORDS = FUNCTION_WORDS | folded(
    "تم يتم قام قامت يقوم تقوم كانت وكان أيضا عدة أحد إحدى جدا ذات ذو دون أكثر أقل أن بأن أنه "
    "عندما بينما التي الذي وهو كذلك منها وقد وقام لقد تلك بشكل غالبا"
)
"""Folded words that name nothing, in questions and in answers."""
