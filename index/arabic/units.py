"""Units of measure, and the nouns that ask for each kind: «طول» for metres, «أجرة» for dinars."""

from __future__ import annotations

from typing import Literal

from index.arabic.clitics import without_prefix
from index.arabic.folding import folded_words

Measure = Literal["time", "money", "share", "length", "area", "weight", "volume", "heat"]

_UNITS: dict[Measure, frozenset[str]] = {
    "time": folded_words(
        "ثانية ثوان ثواني دقيقة دقائق دقيقتان دقيقتين ساعة ساعات ساعتان ساعتين يوم يوما أيام "
        "يومان يومين "
        "أسبوع أسبوعا أسابيع أسبوعان أسبوعين شهر شهرا أشهر شهور شهران شهرين سنة سنوات سنين سنتان "
        "سنتين "
        "عام عاما أعوام عامان عامين عقد عقود عقدان عقدين قرن قرنا قرون قرنان قرنين ليلة ليال ليالي"
    ),
    "money": folded_words(
        "دينار دينارا دنانير ديناران دينارين درهم درهما دراهم ريال ريالا ريالات جنيه جنيها جنيهات "
        "ليرة ليرات "
        "دولار دولارا دولارات يورو قرش قرشا قروش فلس فلسا هللة شيكل روبية dollar dollars euro "
        "dinar dinars"
    ),
    "share": folded_words("% ٪ بالمئة بالمائة المئة المائة نصف ثلث ثلثا ثلثي ربع أرباع percent"),
    "length": folded_words(
        "متر مترا أمتار متران مترين كيلومتر كيلومترا كيلومترات كم سنتيمتر سنتيمترا سم مليمتر ملم "
        "مم ميل ميلا "
        "أميال قدم أقدام بوصة ذراع ذراعا ذراعان أذرع شبر"
    ),
    "area": folded_words(
        "دونم دونما دونمات هكتار هكتارا هكتارات فدان فدانا فدادين مربع مربعا مربعة"
    ),
    "weight": folded_words(
        "غرام غراما غرامات ملغ مغ مليغرام مليغراما ملليغرام جرام كيلوغرام كيلوغراما كيلوغرامات "
        "كيلوجرام كغ كجم كيلو طن طنا أطنان رطل رطلا "
        "قنطار"
    ),
    "volume": folded_words(
        "لتر لترا لترات مليلتر مل مكعب مكعبا كوب أكواب ملعقة ملاعق برميل برميلا"
    ),
    "heat": folded_words("درجة درجات مئوية فهرنهايت"),
}
_NOUNS: dict[Measure, frozenset[str]] = {
    "time": folded_words(
        "مدة مدته مدتها فترة مهلة زمن عمر عمره عمرها يستغرق تستغرق استغرق استغرقت"
    ),
    "money": folded_words(
        "سعر ثمن ثمنه ثمنها أجرة أجر راتب كلفة تكلفة تكلف كلف غرامة رسم رسوم مبلغ بدل ميزانية "
        "موازنة ربح "
        "مكافأة تعويض كفالة تأمين اشتراك قرض قسط معونة سعره سعرها"
    ),
    "share": folded_words("نسبة نسبته نسبتها"),
    "length": folded_words(
        "طول طوله طولها ارتفاع ارتفاعه ارتفاعها عرض عمق مسافة المسافة قطر يبعد تبعد"
    ),
    "area": folded_words("مساحة مساحته مساحتها"),
    "weight": folded_words("وزن وزنه وزنها كتلة"),
    "volume": folded_words("سعة حجم"),
    "heat": folded_words("حرارة"),
}
_ALSO: dict[Measure, frozenset[Measure]] = {
    "money": frozenset(("share",)),
    "area": frozenset(("length",)),
    "volume": frozenset(("length",)),
}
"""Measures told in units of another: a fine of 2%, an area in square metres."""
_SIGNS = ("%", "٪")


def unit_measure(word: str) -> Measure | None:
    """What a folded word is a unit of; None for any other word."""
    bare = without_prefix(word)
    return next((kind for kind, units in _UNITS.items() if units & {word, bare}), None)


def asked_measure(word: str) -> Measure | None:
    """What a folded noun asks to be measured; None for any other word."""
    bare = without_prefix(word)
    return next((kind for kind, nouns in _NOUNS.items() if nouns & {word, bare}), None)


def is_told_in(asked: Measure, unit: Measure) -> bool:
    """Whether a measure may be told in the units of another."""
    return unit == asked or unit in _ALSO.get(asked, ())


def has_sign_of_share(text: str) -> bool:
    """Whether a percent sign stands in a text."""
    return any(sign in text for sign in _SIGNS)
