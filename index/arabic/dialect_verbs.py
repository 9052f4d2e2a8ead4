"""Verbs of the dialects in whatever form a question has them, and the standard ones for them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from index.arabic.folding import fold, folded_words

_TABLE = """
شاف شف | شوف : رأى يرى
لقي? لقا لقيو لقاو | لاقي : وجد يجد
راح? رح? | روح : ذهب يذهب
مشا | : ذهب يذهب
اجا اجي جا? جه ايجا | جي يجي اجي : جاء يأتي
سوي? سو سوا | سوي سو : فعل يفعل
عمل? دار? | دير? : فعل يفعل
حكي? حكا | حكي : قال يقول
گال كال? | گول كول قول : قال يقول
هدر? | هدر هضر : تكلم يتكلم
جاب | جيب : أحضر يحضر
خد? اخد خدا | اخد خد اوخذ وخذ وخد : أخذ يأخذ
عطي? عطا? ادي? ادا? انطي انطا | عطي نطي : أعطى يعطي
حط | حط : وضع يضع
قعد كعد گعد | قعد كعد : جلس يجلس
طلع? | طلع : خرج يخرج
هبط? | هبط : نزل ينزل
خش | خش : دخل يدخل
سكر? قفل? | سكر قفل سد : أغلق يغلق
بلش ابتدي بدي? | بلش بتدي بدا : بدأ يبدأ
خلص | خلص : انتهى ينتهي
اشتغل | شتغل : عمل يعمل
| خدم : عمل يعمل
بعت دز صيفط | بعت دز صيفط : أرسل يرسل
شري شرا اشتري? | شري شتري : اشترى يشتري
كسب? ربح? | : فاز يفوز
طاح | طيح : وقع يقع
تزاد انولد اتولد | تزاد نولد تولد : ولد يولد
زود? | زود : زاد يزيد
| نجم كدر قدر : استطاع يستطيع
بهدل بوظ خرب | بهدل بوظ خرب : أتلف يتلف
رجع | رجع : عاد يعود
| طول : استغرق يستغرق
ضل | ضل : بقي يبقى
حوس | حوس : بحث يبحث
باوع | باوع : نظر ينظر
شال | شيل : حمل يحمل
استني | ستني : انتظر ينتظر
ودي? ودا | ودي : أخذ يأخذ
صار? | صير : أصبح يصبح
ساب? عاف | سيب عوف خلي : ترك يترك
كب زت شمر | كب زت شمر : رمى يرمي
عاز | عوز : احتاج يحتاج
قري? قرا | قرا : قرأ يقرأ
نطر | نطر : انتظر ينتظر
صك | صك : أغلق يغلق
دش طب | دش : دخل يدخل
صاب? | صيب? : وجد يجد
دوز | دوز : قضى يقضي
سيفط | سيفط : أرسل يرسل
| ولي? : أصبح يصبح
سولف | سولف : تحدث يتحدث
فرجي ورجي | فرجي ورجي : أرى يري
مسك? قفش | قفش : أمسك يمسك
زعل | زعل : غضب يغضب
تلفن | تلفن : اتصل يتصل
حوش? | : ادخر يدخر
اتعلم | : تعلم يتعلم
كرا? | كري : استأجر يستأجر
اتجوز تجوز | تجوز : تزوج يتزوج
"""
"""Stems of the perfect and of the imperfect, then what the standard says for both. A stem of the
perfect with «?» is a noun too, or a particle: it is a verb right after a question word only. One of
the imperfect with «?» is standard but for a prefix of the dialects."""

_BEFORE_PERSON = ("ب", "ح", "ه", "ك", "د", "م", "ت", "عم", "رح", "دا")
"""Of the present and the future, before the letter that tells the person."""
_TELL_DIALECT = (
    *(before + person for before in ("ب", "ح", "ه", "ك", "د") for person in ("ي", "ت", "ن")),
    "من",
)
_PERSONS = ("ي", "ت", "ن", "ا")
_SHORT_STEM = 2
"""Letters of a stem that «ن» and «ا» alone may begin a noun with: «نحل», «أسد»."""
_IMPERFECT_ENDINGS = ("وا", "ون", "ين", "و", "ي", "")
_PERFECT_ENDINGS = (
    "يتوا",
    "يتو",
    "ينا",
    "يت",
    "توا",
    "تو",
    "ات",
    "اوا",
    "او",
    "نا",
    "وا",
    "ت",
    "و",
    "",
)
_OBJECTS = ("هالي", "لي", "لو", "لك", "ها", "هم", "ني", "")
_NEGATION = ("ش", "")
_SHORTEST = 3
_NO_VERBS = folded_words("أطول طولها طوله نخدم تجويد")


@lru_cache(maxsize=1 << 12)
def verb_in_standard(word: str, is_asked: bool) -> str | None:
    """What standard Arabic says for a folded verb of a dialect; None for other words.

    «يشوفو», «كنشوفوها» and «بتشوفش» are all «يرى».

    :param is_asked: whether it stands right after a question word or a relative.
    """
    perfects, imperfects = _stems()
    if len(word) < _SHORTEST or word in _NO_VERBS:
        return None
    for core in _without_endings(word, _IMPERFECT_ENDINGS):
        for stem in _without_person(core):
            if stem in imperfects:
                return imperfects[stem]
            if f"{stem}?" in imperfects and word.startswith(_TELL_DIALECT):
                return imperfects[f"{stem}?"]
    for core in _without_endings(word, _PERFECT_ENDINGS):
        if core in perfects and (is_asked or core != word or f"{core}?" not in perfects):
            return perfects[core]
    return None


@lru_cache(maxsize=1)
def standard_perfects() -> frozenset[str]:
    """What the verbs of the table are in the perfect of the standard."""
    return frozenset(_stems()[0].values())


def standard_verbs() -> list[str]:
    """All that verbs are put into, as the standard spells it."""
    lines = (line.rpartition(" : ")[2] for line in _TABLE.strip().splitlines())
    return [verb for line in lines for verb in line.split()]


def is_dialect_verb(word: str) -> bool:
    """Whether a folded verb shows by its prefix that it is no standard one: «بيشوف», «كيدير»."""
    if not word.startswith(_TELL_DIALECT):
        return False
    cores = _without_endings(word[len(_TELL_DIALECT[0]) :], _IMPERFECT_ENDINGS)
    return any({core, f"{core}?"} & _stems()[1].keys() for core in cores)


def _without_endings(word: str, endings: tuple[str, ...]) -> Iterator[str]:
    for negation in _NEGATION:
        if negation and not word.endswith(negation):
            continue
        bare = word.removesuffix(negation)
        for pronoun in _OBJECTS:
            if pronoun and not bare.endswith(pronoun):
                continue
            core = bare.removesuffix(pronoun)
            yield from (core.removesuffix(each) for each in endings if core.endswith(each))


def _without_person(core: str) -> Iterator[str]:
    """What may be the stem of an imperfect."""
    for before in ("", *_BEFORE_PERSON):
        if not core.startswith(before):
            continue
        rest = core.removeprefix(before)
        clear = before or rest.startswith(_PERSONS[:2])
        if rest.startswith(_PERSONS) and (clear or len(rest) > _SHORT_STEM + 1):
            yield rest[1:]
        if before == _BEFORE_PERSON[0] and len(rest) > _SHORT_STEM:
            yield rest  # «بشوف», I see


@lru_cache(maxsize=1)
def _stems() -> tuple[dict[str, str], dict[str, str]]:
    """Of the perfect and of the imperfect; one with «?» stands there with it and without."""
    perfects: dict[str, str] = {}
    imperfects: dict[str, str] = {}
    for line in fold(_TABLE).strip().splitlines():
        stems, _, meant = line.partition(" : ")
        perfect, _, imperfect = stems.partition("|")
        done, does = meant.split()
        for stem in perfect.split():
            perfects |= {stem: done, stem.removesuffix("?"): done}
        imperfects |= dict.fromkeys(imperfect.split(), does)
    return perfects, imperfects
