"""Attributes that a text tells in words of their own or not at all: a birth, a wage, a telephone.

A question for one of them has no answer in a passage without any of the words that tell it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from index.arabic.clitics import without_prefix
from index.arabic.folding import folded_words
from index.arabic.stems import stem
from index.arabic.units import Measure, unit_measure


@dataclass(frozen=True, slots=True)
class Attribute:
    """One of them."""

    asked: frozenset[str]
    """Folded words that ask for it."""
    told: frozenset[str]
    """Stems of the words that tell it, those that ask among them."""
    asked_by: tuple[str, ...] = ()
    """Question types in which alone the words ask for it; empty for all."""
    is_of_life: bool = False
    """Whether the dates behind a name tell it too: «(1935–2019)»."""
    measures: tuple[Measure, ...] = ()
    """Whose units tell it, too."""


def _attribute(
    asked: str,
    told: str = "",
    *asked_by: str,
    is_of_life: bool = False,
    measures: tuple[Measure, ...] = (),
) -> Attribute:
    words = folded_words(asked)
    stems = frozenset(stem(each) for each in words | folded_words(told) if each)
    return Attribute(words, stems, asked_by, is_of_life, measures)


_ATTRIBUTES = (
    _attribute(
        "ولد ولدت ميلاده ميلادها مولده مولدها ميلاد مولد ولادته ولادتها ولادة",
        "مواليد المولود المولودة مولود ولادة ميلاد نشأ نشأت أبصر النور ولدا ولدوا",
        *("WHEN", "WHERE", "WHICH", "WHATNOUN", "WHATDEF"),
        is_of_life=True,
    ),
    _attribute(
        "توفي توفيت مات ماتت وفاة وفاته وفاتها موته موتها",
        "المتوفى المتوفاة رحل رحلت رحيل استشهد قتل اغتيل فارق الحياة مصرع لقي دفن أعدم شيع جنازة",
        is_of_life=True,
    ),
    _attribute(
        "زوج زوجة زوجته زوجها عقيلته تزوج تزوجت زواجه زواجها زواج",
        "متزوج متزوجة زوجان قرينته أرملة أرملته اقترن خطيبته عرس زفاف طلاق مطلقة",
    ),
    _attribute("أمه أمها والدته والدتها والدة", "أمي"),
    _attribute("أبوه أبوها والده والدها والد أبيه أبيها", "ابن بن بنت أب الأب لأب نجل"),
    _attribute(
        "ابن ابنه ابنها ابنة ابنته ابنتها بنت بنته بنتها أخت أخته أختها أخ أخوه أخوها شقيق شقيقه "
        "شقيقته",
        "بن أبناء أولاد نجل نجله كريمته إخوة أخوات أشقاء أخي أخيه شقيقة توأم",
        *("WHATNOUN", "WHO", "WHODEF", "HOWMANY"),
    ),
    _attribute("هاتف جوال هاتفه هاتفها تليفون تلفون موبايل", "اتصال الاتصال محمول"),
    _attribute("بريد إيميل ايميل", "بريدي البريد إلكتروني"),
    _attribute("راتب راتبه راتبها مرتب أجره معاش", "رواتب أجر يتقاضى تتقاضى دخل"),
    _attribute("سكان سكانها سكانه", "نسمة يسكنها ساكن قاطن أهلها عدد يقطنها"),
    _attribute("ديانته ديانتها ديانة", "مسلم مسيحي يهودي اعتنق دين أسلم"),
    _attribute("لون لونه لونها ألوان", "أبيض أسود أحمر أزرق أخضر أصفر بني رمادي بيضاء سوداء حمراء"),
    _attribute("وزن وزنه وزنها يزن تزن", "ثقيل", measures=("weight",)),
    _attribute(
        "عمر عمره عمرها سنه", "عاما سنة عن بلغ يناهز ولد ولدت مواليد", "HOWMANY", "WHATNOUN"
    ),
    _attribute("سعرات سعرة", "حرارية"),
    _attribute(
        "ثمن ثمنه ثمنها سعر سعره سعرها أسعار كلفة تكلفة تكلفته تكلفتها",
        "قيمة مبلغ رسم رسوم أجرة أجر بدل مجانا مجاني فرنك مليون مليار ألف آلاف كلف تكلف يكلف "
        "باع يباع تباع بيع اشترى دفع",
        measures=("money",),
    ),
    _attribute(
        "ارتفاع ارتفاعه ارتفاعها علوه علوها",
        "يرتفع ترتفع يعلو تعلو طابق طوابق م",
        measures=("length",),
    ),
    _attribute("مساحة مساحته مساحتها", "أفدنة كم2 م2", measures=("area", "length")),
    _attribute("سرعة سرعته سرعتها", "عقدة الساعة الثانية سريع سريعة الضوء", measures=("length",)),
)


def attribute_of(word: str, question_type: str) -> Attribute | None:
    """What a folded word of a question asks for; None for other words."""
    bare = without_prefix(word)
    for one in _ATTRIBUTES:
        if one.asked & {word, bare} and (not one.asked_by or question_type in one.asked_by):
            return one
    return None


def is_told(attribute: Attribute, found: Collection[str]) -> bool:
    """Whether any of a text's folded words tells of it."""
    return any(
        stem(word) in attribute.told or unit_measure(word) in attribute.measures for word in found
    )
