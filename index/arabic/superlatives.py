"""Words that ask for the most or the least of something, and what a table calls its sums."""

from __future__ import annotations

from collections.abc import Iterable

from index.arabic.clitics import without_prefix
from index.arabic.folding import folded_words
from index.arabic.units import Measure

_MOST = folded_words(
    "أكبر أطول أحدث أعلى أكثر أسرع أغلى أثقل أقوى أشهر أهم أبعد أعمق أوسع أغنى أشد أسخن أحر أضخم "
    "أغزر "
    "أكبرها أطولها أعلاها أكثرها أحدثها أغلاها آخر كبرى طولى عليا most highest largest longest "
    "biggest "
    "latest newest tallest greatest"
)
_LEAST = folded_words(
    "أصغر أقصر أقدم أدنى أقل أبطأ أرخص أخف أضعف أقرب أضيق أفقر أبرد أبكر أصغرها أقصرها أقدمها "
    "أدناها "
    "أقلها أرخصها أول صغرى دنيا least lowest smallest shortest oldest earliest cheapest"
)
_SUMS = folded_words(
    "المجموع مجموع الإجمالي إجمالي الجملة المعدل معدل المتوسط متوسط total sum average"
)
_MEASURES: dict[Measure, frozenset[str]] = {
    "money": folded_words("أغلى أرخص أغلاها أرخصها"),
    "length": folded_words("أطول أقصر أقصرها أعلى أدنى أعمق أبعد أقرب طولى"),
    "weight": folded_words("أثقل أخف"),
    "heat": folded_words("أسخن أحر أبرد"),
}
"""What some of them order by, by themselves."""


def direction(words: Iterable[str]) -> int:
    """1 where folded words ask for the most, -1 for the least, 0 for neither."""
    for word in words:
        bare = without_prefix(word)
        if word in _MOST or bare in _MOST:
            return 1
        if word in _LEAST or bare in _LEAST:
            return -1
    return 0


def is_superlative(word: str) -> bool:
    """Whether a folded word is one of them."""
    return direction((word,)) != 0


def ordered_measure(words: Iterable[str]) -> Measure | None:
    """What folded words order by without naming it: a price by «أغلى»; None where they do not."""
    found = {bare for word in words for bare in (word, without_prefix(word))}
    return next((kind for kind, known in _MEASURES.items() if known & found), None)


def is_sum(words: Iterable[str]) -> bool:
    """Whether a row of a table tells what the others come to."""
    return not _SUMS.isdisjoint(words)
