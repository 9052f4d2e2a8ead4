"""What an answer to a question is made of: one fact, a list, steps, reasons, a definition …

«كيف أعرف العسل المغشوش؟» wants to be told what to do, «ما شروط الاشتراك؟» all the conditions,
«من أكبر سد؟» the one row of a table. Told by nouns and verbs of asking, in standard Arabic: words
of dialects are put into it before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, get_args

from index.arabic.clitics import without_prefix
from index.arabic.folding import folded_words
from index.arabic.lexemes import BIT, lexeme
from index.arabic.particles import PRONOUNS, RELATIVES

Intent = Literal[
    "fact",
    "list",
    "reasons",
    "steps",
    "conditions",
    "definition",
    "comparison",
    "yes_no",
    "superlative",
    "summary",
]
INTENTS: tuple[Intent, ...] = get_args(Intent)

_HEAD = 2
"""Content words after the question word among which the noun stands that tells the intent."""
_SUMMARISE = folded_words("لخص لخصي لخصوا لخصلي تلخيص ملخص خلاصة ملخصا موجز")
_DISCUSSES = folded_words(
    "يتحدث تتحدث يتكلم تتكلم يدور تدور يتناول تتناول يحكي تحكي تحدث يحتوي تحتوي يتضمن تتضمن يقول "
    "تقول موضوع مضمون محتوى فكرة الفكرة فحوى خلاصة"
)
_WRITINGS = folded_words(
    "مقال مقالة مقالات نص وثيقة مستند ملف تقرير مذكرة كتاب بحث دراسة خبر قصة حوار مقابلة رسالة عقد "
    "فصل فقرة نظام قانون بيان محضر حكم كتيب نشرة تدوينة صفحة"
)
_COMPARE = folded_words("قارن قارني قارنوا مقارنة الفرق فرق الفروق فروق الاختلاف الفوارق")
_OF_TWO = folded_words("أيهما أيهم")
_DIFFERS = folded_words("يختلف تختلف اختلف اختلفت يفرق تفرق يميز تميز يتميز تتميز")
_FROM = folded_words("عن بين")
_OR = folded_words("أم ولا")
_DEFINE = folded_words(
    "عرف تعريف معنى مقصود المقصود المراد يقصد تقصد يعني تعني مفهوم المفهوم معناه معناها تعريفه "
    "تعريفها"
)
_STEPS = folded_words(
    "خطوة خطوات الخطوات مراحل المراحل طريقة طرق الطريقة كيفية إجراءات الإجراءات آلية وصفة"
)
_CONDITIONS = folded_words(
    "شرط شروط الشروط متطلبات المتطلبات يشترط تشترط المطلوب مطلوب المطلوبة اشتراطات ضوابط مستلزمات"
)
_REASONS = folded_words(
    "سبب أسباب السبب الأسباب سببها سببه دافع دوافع الدافع الدوافع علة مبررات عوامل أدى"
)
_LIST = folded_words("اذكر اذكري اذكروا عدد عددي عددوا سم سمي اسرد هات أعطني اعطيني أعطيني")
"""Verbs that ask for all of something, first in a question."""
_PLURALS = folded_words(
    "أنواع أقسام أجزاء أسماء أطوار أشكال ألوان أركان أعراض أهداف آثار أضرار أحكام أوقات أيام أبواب "
    "أعضاء أعمال أفلام أمثلة أدوات أنشطة أغراض أسعار أنهار أطباق أرقام أحياء أشخاص أشياء أماكن "
    "أصناف "
    "أوجه أدلة أندية ألقاب دول مدن كتب قرى طرق صفات نتائج بنود رسوم حقوق فروع علوم فنون حروب "
    "سدود ملوك "
    "حصون عقود سور مزايا هدايا قضايا وصايا ضحايا روافد موانئ بلدان علماء شعراء وزراء رؤساء "
    "شركاء خبراء الناس أمور مهام مواد مخاطر وجوه عيوب رموز نقاط غايات حالات تعليمات"
)
_BROKEN_PLURAL = re.compile(r"[^ا](?:[^اوي]ا|وا)[^اوي]ي?[^اويه]")
"""«مراحل», «فوائد», «مفاتيح»."""
_SOUND_PLURAL = re.compile(r".{3,}(?:ات|ون|ين)")
_NO_PLURALS = folded_words("القانون قانون بنات عشرين ثلاثين ستين سنين حين قوانين الدين سكان العراق")
_MUST_DO = folded_words("يجب تجب يلزم ينبغي يحتاج احتاج أحتاج نحتاج تحتاج")
_TO_DO = re.compile(r"(?:ا|ن)(?!ل).{2,}")
"""A verb in the first person: «كيف أصنع», «نزرع»."""
_DONE = folded_words("يتم تتم يمكن يمكنني يصنع تصنع يحضر تحضر يزرع تزرع يعمل تعمل يجب يستخدم")
_ELATIVES = folded_words(
    "أكبر أصغر أطول أقصر أقدم أحدث أعلى أدنى أكثر أقل أسرع أبطأ أغلى أرخص أثقل أخف أقوى أضعف "
    "أشهر أهم "
    "أفضل أحسن أسوأ أجمل أبعد أقرب أعمق أوسع أضيق أغنى أفقر أشد أبرد أسخن أحر أكبرها أطولها أقدمها "
    "الأكبر الأصغر الأطول الأقصر الأقدم الأحدث الأعلى الأدنى الأكثر الأقل الأسرع الأغلى الأرخص "
    "الأقوى "
    "الأشهر الأهم الأبعد الأقرب الأعمق الأوسع الأشد كبرى صغرى"
)
_THAN = folded_words("من ممن مما منه منها")


def intent(
    words: Sequence[str], question_type: str, position: int, following: Sequence[str]
) -> Intent:
    """What a question wants, from what is asked.

    :param words: folded, in standard Arabic, courtesy left out.
    :param position: place of the question word, -1 without one.
    :param following: the content words after it.
    """
    first, head = frozenset(words[:1]), frozenset(following[:_HEAD])
    opening = first | frozenset(words[position + 1 : position + 3])
    if _asks_for_summary(words, first):
        return "summary"
    if _compares(words, opening, question_type):
        return "comparison"
    if _asks_for_most(words, question_type):
        return "superlative"
    if question_type == "YESNO":
        return "yes_no"
    if (head | first) & _DEFINE:
        return "definition"
    if question_type == "WHY" or opening & _REASONS:
        return "reasons"
    several = asks_for_several(words, question_type, position)
    if question_type in ("WHATDEF", "WHODEF") and not several:
        return "definition"
    if (opening & _CONDITIONS) or (question_type.startswith("WHAT") and opening & _MUST_DO):
        return "conditions"
    if (opening | head) & _STEPS or _asks_how_to(words, question_type, position):
        return "steps"
    return "list" if several or first & _LIST else "fact"


def is_yes_or_no(words: Sequence[str], marked: bool) -> bool:
    """Whether a question without a question word wants a yes or a no: «يوجد مطعم في الجزيرة؟».

    :param marked: whether it ends in a question mark.
    """
    if len(words) < _SHORTEST_YES_NO or words[0] in _LIST | _SUMMARISE | _COMPARE:
        return False
    first, second = words[:2]
    pairs = set(pairwise(words))
    there_is = first in _THERE and not second.startswith("ال")
    verb = bool(lexeme(first).kinds & BIT["VERB"])
    return bool(
        first in _MAY or pairs & _OR_NOT or (marked and (there_is or verb or first in _NOT))
    )


_SHORTEST_YES_NO = 2
_MAY = folded_words("يوجد توجد يجوز يمكن ممكن يستطيع يستطيعون مسموح يصح يحق أليس ألم هناك")
_THERE = folded_words("في فيه فيها هناك ثمة")
_NOT = folded_words("لا ليس ليست لم لن")
_OR_NOT = frozenset({("ام", "لا"), ("ولا", "لا"), ("لو", "لا"), ("او", "لا"), ("لو", "ماكو")})


def opens_a_request(words: Sequence[str]) -> bool:
    """Whether folded words begin with «اذكر», «لخص», «قارن» or the like."""
    return any(word in _LIST | _SUMMARISE | _COMPARE for word in words[:1])


def asks_for_several(words: Sequence[str], question_type: str, position: int) -> bool:
    """Whether the noun asked about is a plural: «ما فوائد …», «ما هي أطوار …», «اذكر أنواع …»."""
    if question_type not in ("WHATNOUN", "WHATDEF", "WHICH", "WHO", "OTHER"):
        return False
    rest = [word for word in words[position + 1 :] if word not in PRONOUNS]
    if position < 0:
        rest = [] if _FIGURES & {without_prefix(word) for word in rest[:1]} else rest[1:]
    return bool(rest) and _is_plural(rest[0])


_FIGURES = folded_words("عدد مجموع مقدار كمية متوسط معدل نسبة قيمة مبلغ تاريخ موعد مدة عمر سعر")
"""Nouns that ask for one figure, of however many things: «عدد الأهداف»."""


def _is_plural(word: str) -> bool:
    bare = without_prefix(word)
    if _NO_PLURALS & {word, bare}:
        return False
    listed = bool((_PLURALS | _STEPS_OF_MANY) & {word, bare})
    return listed or bool(_BROKEN_PLURAL.fullmatch(bare) or _SOUND_PLURAL.fullmatch(bare))


_STEPS_OF_MANY = folded_words("خطوات مراحل إجراءات شروط متطلبات أسباب دوافع عوامل ضوابط مبررات")


def _asks_for_summary(words: Sequence[str], first: frozenset[str]) -> bool:
    early = frozenset(words[:4])
    about = early & _DISCUSSES and {without_prefix(word) for word in words} & _WRITINGS
    return bool(first & _SUMMARISE or (early & _SUMMARISE and about) or about)


def _compares(words: Sequence[str], opening: frozenset[str], question_type: str) -> bool:
    differs = _DIFFERS & frozenset(words) and _FROM & frozenset(words)
    chooses = question_type in ("WHICH", "WHO") and _OR & frozenset(words)
    return bool(opening & _COMPARE or _OF_TWO & frozenset(words[:2]) or differs or chooses)


def _asks_for_most(words: Sequence[str], question_type: str) -> bool:
    if question_type not in ("WHO", "WHODEF", "WHICH", "WHATNOUN", "WHATDEF", "WHERE", "OTHER"):
        return False
    pairs = zip(words, [*words[1:], ""], strict=False)
    return any(word in _ELATIVES and after not in _THAN for word, after in pairs)


def _asks_how_to(words: Sequence[str], question_type: str, position: int) -> bool:
    after = words[position + 1 : position + 2]
    return question_type == "HOW" and any(
        word in _DONE or _TO_DO.fullmatch(word) for word in after if word not in RELATIVES
    )


def asks_for_summary(word: str) -> bool:
    """Whether a folded word belongs to the asking («لخص», «مقال») and not to what is summarised."""
    return not (_SUMMARISE | _DISCUSSES | _WRITINGS).isdisjoint((word, without_prefix(word)))
