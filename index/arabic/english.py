"""Questions in English: what their words of asking and common attributes are in Arabic."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.arabic.folding import folded_words

_PHRASES = """
how many: كم
how much: كم
how long: كم مدة
how old: كم عمر
how tall: كم ارتفاع
how high: كم ارتفاع
how far: كم مسافة
how big: كم مساحة
how often: كم مرة
how do i: كيف
how to: كيف
who is: من هو
who was: من هو
who are: من هم
what is: ما هو
what are: ما هي
what was: ما هو
what were: ما هي
what does: ماذا
what did: ماذا
what do: ماذا
what kind of: ما نوع
what time: متى
what year: في أي سنة
what happened: ماذا حدث
when: متى
where: أين
who: من
whom: من
whose: لمن
why: لماذا
how: كيف
which: أي
what: ما
is there: هل يوجد
are there: هل توجد
list: اذكر
name: اسم
give me: اذكر
define: ما تعريف
summarize: لخص
summarise: لخص
summary: ملخص
compare: قارن
explain: اشرح
difference between: الفرق بين
meaning of: معنى
meant by: معنى
mean: معنى
die: توفي
died: توفي
death: وفاة
born: ولد
birth: ولادة
built: بني
build: بنى
founded: تأسس
established: تأسس
opened: افتتح
open: يفتح
close: يغلق
closed: أغلق
written: كتب
wrote: كتب
author: مؤلف
cost: كلفة
price: سعر
fee: رسم
fine: غرامة
penalty: غرامة
rent: إيجار
lease: عقد إيجار
contract: عقد
deposit: تأمين
director: مدير
manager: مدير
mayor: رئيس البلدية
president: رئيس
owner: مالك
captain: قبطان
library: مكتبة
museum: متحف
school: مدرسة
university: جامعة
book: كتاب
books: كتب
manuscript: مخطوط
manuscripts: مخطوطات
river: نهر
rivers: نهر
dam: سد
dams: سدود
flood: فيضان
water: ماء
island: جزيرة
tower: برج
city: مدينة
town: بلدة
village: قرية
country: دولة
street: شارع
market: سوق
shop: محل
shops: محلات
house: بيت
houses: بيوت
room: غرفة
rooms: غرف
night: ليلة
day: يوم
days: أيام
month: شهر
year: سنة
years: سنوات
date: تاريخ
hours: ساعات
number: عدد
length: طول
height: ارتفاع
area: مساحة
depth: عمق
temperature: حرارة
percentage: نسبة
percent: نسبة
amount: مبلغ
salary: راتب
people: أشخاص
persons: أشخاص
person: شخص
women: نساء
men: رجال
children: أطفال
students: طلاب
employees: موظفين
reason: سبب
reasons: أسباب
cause: سبب
caused: سبب
causes: أسباب
steps: خطوات
conditions: شروط
requirements: شروط
types: أنواع
kinds: أنواع
parts: أجزاء
advantages: فوائد
benefits: فوائد
honey: عسل
bee: نحل
bees: نحل
beekeeper: نحالة
hives: خلايا نحل
palm: نخلة
dates: تمر
tree: شجرة
soil: تربة
salt: ملح
oud: عود
strings: أوتار
jam: مربى
sugar: سكر
lemon: ليمون
recipe: وصفة
boat: قارب
bridge: جسر
caravan: قافلة
camels: جمال
law: قانون
court: محكمة
judge: قاض
government: حكومة
ministry: وزارة
company: شركة
hospital: مستشفى
doctor: طبيب
disease: مرض
medicine: دواء
treatment: علاج
symptoms: أعراض
war: حرب
king: ملك
poet: شاعر
poem: قصيدة
language: لغة
capital: عاصمة
population: سكان
history: تاريخ
won: فاز
paid: دفع
pay: يدفع
end: ينتهي
ends: ينتهي
start: يبدأ
starts: يبدأ
began: بدأ
begin: بدأ
live: يسكن
lives: يسكن
lived: عاش
work: عمل
works: يعمل
married: تزوج
wife: زوجة
husband: زوج
father: والد
mother: والدة
son: ابن
daughter: ابنة
highest: أعلى
longest: أطول
largest: أكبر
biggest: أكبر
smallest: أصغر
oldest: أقدم
first: أول
last: آخر
near: قرب
under: تحت
before: قبل
after: بعد
and: و
or: أم
"""
"""Words of English, then what Arabic says; of several that fit a place the longest counts."""

_STOP_WORDS = folded_words(
    "a an the of in on at to for from by with about into is are was were be been being am do "
    "does did "
    "done have has had having can could would should will shall may might must it its this that "
    "these those there their his her him he she they them we us our you your i me my mine if then "
    "so as than too very not no please kindly thanks thank hello hi dear sir madam tell know want "
    "like need ask question wonder wondering say says said let get got also just any some "
    "according "
    "text document documents file files attached article help called"
)
"""They carry no subject."""
_TELLING = folded_words(
    "what who whom whose when where why how which is are was were did does do the of can could "
    "would "
    "please list define summarize summarise compare explain"
)
"""Those by one of which a text in Latin letters is known to be English."""
_ASKING = {"is", "are", "was", "were", "does", "do", "did", "can", "has", "have"}
"""Those that ask for yes or no where they are the first word."""
_WHETHER = "هل"
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*|[^\w\s]")
_POLITE = re.compile(
    r"^\W*(?:(?:hello|hi|hey|dear|sir|madam|please|kindly|could you|can you|would you|tell me|"
    r"let me know|"
    r"i would like to know|i want to know|i need to know|do you know|good morning|good evening|"
    r"i wonder|i was wondering)\b[\s,.!]*)+|\W*\b(?:please|thanks|thank you)\b.*$",
    re.IGNORECASE,
)


def is_english(text: str) -> bool:
    """Whether a text in Latin letters is English, by its small words."""
    return any(word.casefold() in _TELLING for word in _WORD.findall(text))


def without_politeness(text: str) -> str:
    """«Could you please tell me who …» from «who …» on."""
    return _POLITE.sub("", text).strip() or text


def in_arabic_words(text: str, name: Callable[[str], str | None]) -> str:
    """An English question with its words of asking in Arabic, its names as they are called there.

    :param name: gives an Arabic name for one in Latin letters, if there is any.
    """
    words = _WORD.findall(without_politeness(text))
    found: list[str] = []
    at = 0
    small = text == text.casefold()
    if words and words[0].casefold() in _ASKING and not _phrase(words, 0)[1]:
        found, at = [_WHETHER], 1
    while at < len(words):
        length, meant = _phrase(words, at)
        word = words[at]
        if meant is None:
            own = word.casefold() in _STOP_WORDS
            named = small or word != word.casefold()
            meant = "" if own else (name(word) if named else None) or word
        elif at and meant.startswith(_WHETHER):
            meant = ""  # «how many … are there»
        found.append(meant)
        at += length
    return " ".join(filter(None, found))


def _phrase(words: list[str], at: int) -> tuple[int, str | None]:
    """How many words from a place on are one of the table, and what they are; None when none is."""
    for length in (_LONGEST, 2, 1):
        meant = _BY_WORDS.get(" ".join(words[at : at + length]).casefold())
        if meant is not None and at + length <= len(words):
            return length, meant
    return 1, None


_BY_WORDS = dict(line.split(": ") for line in _PHRASES.strip().splitlines())
_LONGEST = 3
