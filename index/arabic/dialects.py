"""Words of the dialects that a question may hold, and what standard Arabic says for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from index.arabic.dialect_verbs import is_dialect_verb, standard_verbs, verb_in_standard
from index.arabic.folding import Form, fold, folded_words
from index.arabic.question_words import question_word

_TABLE = """
اللي يلي يللي يللى: الذي
مش مو? مب موب ماهوش مهوش: ليس
مفيش مافيش فيش فش ماكو ماكوش ماكاينش مكاينش: لا يوجد
كاين كاينه? اكو: يوجد
ايوه ايوا: نعم
عشان علشان مشان منشان كرمال باش?: لأجل
كده كدا هيك هيج? هكي هكا هاكا جذي كذا?: هكذا
دلوقتي دلوقت هلق هلأ هلا? هسه هسا هسع الحين ذلحين هاللحين توا? دابا دروك درك?: الآن
لسه لسا لساتها لساته لساتني بعده?: ما زال
امبارح مبارح البارح: أمس
بكره? بكرا غدوه باجر باكر?: غدا
النهارده انهارده هاليوم ليوم?: اليوم
كمان برضه برضو بردو: أيضا
كتير هوايه وايد واجد بزاف? برشا ياسر? قوي? اوي: كثيرا
شويه شوي اشويه اشوي: قليلا
برا? بره? برات: خارج
جوا? جوه: داخل
فوك?: فوق
ورا?: وراء
قدام كدام جدام: أمام
زي متل كيما: مثل
بلا? بلاش: بدون
حدا حد?: أحد
حاجه? اشي شغله? شغلات: شيء

ده? دا? هاد هادا هدا هاذا هاذ: هذا
هذاك هداك داك هضاك: ذلك
دي? هاي? هادي? هذي هاذي: هذه
هديك هذيك ديك?: تلك
دول? هدول هاذول هذول ذولا هذولا هاذوما هادو: هؤلاء
هنيك هنيكا: هناك
هني? هوني هنايا هناي: هنا
احنا نحنا حنا? احنه: نحن
انتو انتوا: أنتم
هوه هيه?: هو هي

بتاع بتاعه بتاعت بتاعي بتوع تبع? تبعي تبعك تبعت تبعها تبعه تاع تاعي تاعت متاع? متاعي ديال ديالي:
ديالو ديالها ديالهم حق? حقت مال? مالت عم? عمال? عماله قاعد?:

بدي? بدك بدو? بده بدها بدنا بدهم عايز عايزه عاوز عاوزه عايزين عاوزين ابغي ابغا نبغي نبغا: أريد
يبغي يبي تبغي تبي بغيت بغينا بغي? باغي? ودي? ودنا: أريد
لازم? خاص? خاصني خصني لاجم: يجب
ينجم تنجم بيقدر بتقدر يكدر: يستطيع
رح? غادي? بش? حيكون هيكون: سوف

بيحكي بتحكي بيقول بتقول: يقول
بيدي: يعطي
اتوفي اتوفت: توفي
اتولد اتولدت انولد انولدت تزاد? تزادت: ولد
اتبني اتبنت انبني انبنت تبنات: بني
اتعمل اتعملت انعمل انعملت: صنع
اتكتب اتكتبت انكتب انكتبت: كتب
اتفتح اتفتحت انفتح? انفتحت?: افتتح
اتقتل اتقتلت انقتل انقتلت: قتل
اتجوز اتجوزت تجوز? تجوزت: تزوج
اتخرج اتخرجت: تخرج
انصاب انصابو انصابوا اتصاب اتصابو اتصابوا: أصيب
انسرق انسرقت اتسرق اتسرقت: سرق
اتحرق اتحرقت انحرق انحرقت: احترق
اتدفن اندفن: دفن
انوجد انوجدت: وجد
انباع انباعت اتباع? اتباعت: بيع
اتهدم اتهدمت انهدم? انهدمت?: هدم
اتنقل اتنقلت: نقل
انعرف انعرفت اتعرف: عرف
انعلن اتعلن اتعلنت: أعلن
انرفض اترفض اترفضت: رفض
اندفع? اتدفع اتدفعت: دفع
تدار تدارت: أعد
انحط اتحط اتحطت: وضع
انقبض اتقبض اتمسك: قبض
اترمم اترممت: رمم
اتسمي اتسمت? انسمي: سمي
ساكن? عايش?: يسكن
شغال شغاله خدام خدامه: يعمل
ماسك? ماسكه?: يدير
ينفع? بينفع: يجوز
فيني فيكي فيكن: يستطيع
ندير نديرو يديرو: يفعل

فلوس? مصاري مصريات زلط? لفلوس?: مال
المصاري الفلوس?: المال
دراري: أطفال
مرت? مرته مراته: زوجة
جوز? جوزها: زوج
زلمه زلم: رجل
ست? ستات نسوان حريم?: نساء
عربيه? كرهبه طوموبيل موتر?: سيارة
شنطه: حقيبة
موبايل جوال? تلفون?: هاتف
ميه? مي? موي مويه ماي?: ماء
الميه الميا المي المويه: الماء
اوضه: غرفة
زنقه?: شارع
راجل رجاله زلمي رياجيل: رجل
كرا? الكرا: إيجار
حانوت? دكانه: محل
كاع?: أرض
ولاد عيال? بزران جهال? صغار? وليدات: أطفال
ماكله: طعام
لمون: ليمون
عيش?: خبز
منيح منيحه مليح? كويس كويسه مزيان مزيانه باهي? باهيه زين?: جيد
زغير زغيره صغنن: صغير
زمان?: قديما
نهار?: يوم
سيمانه جمعه?: أسبوع
سخانه: حرارة
فلوكه شختوره لنش: قارب
تمن: ثمن
سوم?: سعر
خدمه? شغل?: عمل
اكو? ماكو?: يوجد
بيها بيه?: فيها
فيهم: فيها
معو معاه: معه
ليها الها: لها
الهم ليهم: لهم
صوردي دراهم?: مال
بندوره قوطه طماط مطيشه: طماطم
كدام: أمام
حكيم?: طبيب
مرا? مراه?: امرأة
ازا: إذا
لانو لانه: لأنه
انو: أنه
احسن: أفضل
اكتر: أكثر
تاني: ثاني
تالت: ثالث

هيدا: هذا
هيدي: هذه
هيدول: هؤلاء
للحين ليلحين لهلق لهلا لدلوقتي: حتى الآن
جاي? الجاي جايه? الجايه: القادم
فايت? الفايت: الماضي
دغري طوالي: مباشرة
بكير: مبكرا
لحد: حتى
حيت: لأن
حوالين: حول
جنب?: بجانب
وياه وياها وياهم: معه
وياي وياك معاي معايا معاك معايه: معي
عندو: عنده
اسمو: اسمه
فيهن: فيها

زريعه زريعت بزور بزر?: بذور
ضيعه? ضيعتها ضيعته دوار? دشره: قرية
حته: مكان
حتت: قطع
سطوح?: سطح
سبيطار سبيطارات: مستشفى
باص باصات اتوبيس اوتوبيس طوبيس طوبيسات: حافلة
ترينو: قطار
بسكليت بسكليته بسكلات بشكليت سيكل سياكل: دراجة
معاش? شهريه?: راتب
شب? شاب?: شاب
ختيار: عجوز
بابا? ابويا بويا بوي?: والد
ماما? يما: أم
عيله? عيلته عيلتها: عائلة
بوليس: شرطة
بواب?: حارس
خناقه عركه: شجار
حريقه: حريق
مطره: مطر
طنجره طناجر: قدر
كبايه كبايات: كوب
معلقه? معالق: ملعقة
تلاجه: ثلاجة
لحمه?: لحم
فراخ? جاج: دجاج
طبيخ?: طعام
شتا: شتاء
سما: سماء
عشا?: عشاء
صحرا: صحراء
كهربا الضو?: كهرباء
تصليح تصليحات: إصلاح
دوا?: دواء
حمرا: حمراء
خضرا: خضراء
صفرا: صفراء
تلج: ثلج
تلت?: ثلث
توم: ثوم
تقيل: ثقيل
دهب: ذهب
دره?: ذرة
دكر دكور: ذكر
ضهر: ظهر
نضيف نضيفه: نظيف
عضم: عظم
احلي?: أجمل
خوش: جيد
حلو?: جميل
خربان عطلان: معطل
مقفول? مسكر مسكره: مغلق
فاضي فاضيه: فارغ
مليان مليانه: ممتلئ
عيان عيانه: مريض
متجوز مجوز: متزوج
متجوزه مجوزه: متزوجة
اسامي: أسماء
غلط?: خطأ
"""
"""In each line dialect words, then the standard ones; none where the words carry nothing. A word
with «?» is one of standard Arabic too, or a name, in another meaning."""


def in_standard(words: Sequence[str]) -> list[Form | None]:
    """For each folded word of a question what standard Arabic says for it; None: the same word.

    Empty for a word that carries nothing («بتاع»). Where some word shows that the question is in
    dialect, words that the standard has too are taken as the dialect has them, and verbs lose its
    prefixes («بيفتح», «حيفتح», «ماكانش»).
    """
    if not is_dialect(words):
        return [None] * len(words)
    return [_meant(words, at) for at in range(len(words))]


def _meant(words: Sequence[str], at: int) -> Form | None:
    """What one word of a question in dialect is in standard Arabic; None: the same."""
    word, before = words[at], words[at - 1] if at else ""
    if word in _WENT_OR_WILL and _is_present(words[at + 1 : at + 2]):
        return _WILL
    if word in _WORDS:
        return _WORDS[word]
    if question_word(word) is not None:
        return None
    asked = question_word(before) if before else None
    kind = asked.question_type if asked else ""
    if kind == "HOWMANY" and word in _SOMEBODY:
        return ("شخص",)
    if kind == "HOWMANY" and word.endswith(_COSTS) and word.startswith(_PRESENT_OF_COST):
        return ("يكلف",)
    verb = verb_in_standard(word, bool(asked) or _WORDS.get(before) == _WHO_DID)
    if verb == _BECAME and _WORDS.get(before) == _WHO_DID:
        return ("حدث",)
    if verb is not None:
        return (_AFTER.get((kind, verb), verb),)
    return _joined(word) or _verb(word, negated=before == "ما")


_WHO_DID = ("الذي",)
_SOMEBODY = folded_words("واحد وحدة نفر حد حدا")
_BECAME = fold("أصبح")
_COSTS = ("سوي", "سوا")
_PRESENT_OF_COST = ("ي", "ت", "ب", "ك")
_AFTER = {
    **{("HOWMANY", fold("يأخذ")): "يستغرق", ("HOWMANY", fold("أخذ")): "استغرق"},
    **{("HOW", "يفعل"): "يصنع", ("HOW", "فعل"): "صنع"},
    **{
        (kind, fold("أصبح")): "حدث"
        for kind in ("WHATNOUN", "WHATVERB", "WHEN", "WHERE", "WHY", "HOW")
    },
    **{(kind, "يصبح"): "يحدث" for kind in ("WHATNOUN", "WHATVERB", "WHEN", "WHERE", "WHY", "HOW")},
}
"""What some verbs mean after some question words: «قديش بتاخد الرحلة», «شلون يسوون المربى»."""
_JOINED = (
    ("عال", "ال"),
    ("هال", "ال"),
    ("فال", "ال"),
    ("وال", "ال"),
    ("بال", "ال"),
    ("لل", "ال"),
    ("ال", "ال"),
)
"""What is written on to nouns with the article, «ع» and «هذا» of the dialects among it."""
_SHORTEST_NOUN = 3


def _joined(word: str) -> Form | None:
    """«عالطريق», «هالبيت», «بالكاع»: the noun with its article, in standard Arabic."""
    for joined, article in _JOINED:
        bare = word.removeprefix(joined)
        if bare == word or len(bare) < _SHORTEST_NOUN - 1:
            continue
        form = _WORDS.get(bare)
        if form:
            return (article + form[0], *form[1:])
        return (article + bare,) if joined[0] in _DIALECT_JOINS else None
    return None


_DIALECT_JOINS = ("ع", "ه")


def is_dialect(words: Sequence[str]) -> bool:
    """Whether some folded word of a question belongs to the dialects alone."""
    return any(
        word in _DIALECT_ALONE
        or _asks_in_dialect(word)
        or is_dialect_verb(word)
        or (word in _WENT_OR_WILL and _is_present(words[at + 1 : at + 2]))
        for at, word in enumerate(words)
    )


def spelt(word: str) -> str:
    """A folded word that a word of the dialects is put into, with its hamzas."""
    return _SPELT.get(word, word)


def dialect_words() -> frozenset[str]:
    """The folded words of the dialects alone."""
    return frozenset(_DIALECT_ALONE)


def _asks_in_dialect(word: str) -> bool:
    asked = question_word(word)
    return asked is not None and asked.latest is None and "standard" not in asked.varieties


_WENT_OR_WILL = ("راح",)
_WILL = ("سوف",)
"""«راح» before a verb of the present: «راح يكلف», but «وين راح الشيخ»."""
_PRESENT = ("ي", "ت", "ن")


def _is_present(following: Sequence[str]) -> bool:
    return any(len(word) > 3 and word.startswith(_PRESENT) for word in following)


_PREFIXES = ("بي", "بت", "حي", "حت", "هي", "هت", "كي", "كت", "دي", "منت")
"""Of the present and the future in dialects, with the letter that tells the person."""
_NEGATION = ("ما", "ش")
_SHORTEST_VERB = 5
_NO_VERBS = folded_words(
    "بيروت بيضاء بيانات بيئية بيئات بيولوجيا بيولوجي بيولوجية بيتزا بيتهم بيتها بيدرو بيكاسو "
    "بيانو بيلاروسيا بيزنطة بيزنطي بيزنطية بترولية بترول بتونس حياته حياتها حياتهم حيوان حيوانات "
    "حيوية حيثما حتمية هيئات هيكلة هيمنة هيدروجين هيروغليفي هتافات حيازة بيطري بيطرية بيضوي بيسان "
    "بيتنا بتاريخ حياتي حيفاوي هيئته هيئتها بيتكم بينهم بينها بينهما بيننا"
)
"""Nouns that begin like such verbs."""


def _verb(word: str, negated: bool) -> Form | None:
    """A verb without what dialects add to it: «يفتح» for «حيفتح», «كان» for «ماكانش».

    :param negated: whether the negation's first half stands before the word, apart.
    """
    before, after = _NEGATION
    bare = word
    if word.endswith(after) and (negated or word.startswith(before)):
        bare = word.removesuffix(after).removeprefix("" if negated else before)
    if len(bare) >= _SHORTEST_VERB and bare.startswith(_PREFIXES) and bare not in _NO_VERBS:
        bare = bare[1:]
    if bare.startswith(_REFLEXIVE) and len(bare) >= _SHORTEST_VERB and bare not in _NO_REFLEXIVES:
        bare = ("ت" if bare[2:5] in _FIFTH_FORM else "") + bare[2:]
    return (bare,) if bare and bare != word else None


_REFLEXIVE = ("ات", "ان")
_NO_REFLEXIVES = folded_words(
    "انسان اناس اتفاق اتصال اتحاد اتجاه انتاج انتقال انتهاء انهار انواع انفاق اتهام اتمام "
    "اتلاف انذار انشاء انقاذ اتفق اتصل اتجه انتهى انتقل انتظر انتخب انتشر اتخذ اتلف انقذ انتج "
    "انشئ انزل انتم انجز انترنت انسب انقرض انطلق انكسر انخفض انضم انتباه انتظار انطلاق انخفاض "
    "انقاض انثى اناث اتاح اتاحت اتلفت انتجت انقذوا انشات انتهت"
)
_FIFTH_FORM = tuple(
    fold("اخر علم حول عرض وفي خرج لقب اسس غير وقف كون طور كلم زوج وسع راج خصص كسر").split()
)
"""Roots whose verb with «ات» is «ت» in the standard: «اتأخر», «اتعلم»."""


def _entries() -> Iterator[tuple[str, Form]]:
    for line in fold(_TABLE).splitlines():
        words, _, standard = line.partition(":")
        for word in words.split():
            yield word, tuple(standard.split())


_DIALECT_ALONE: Mapping[str, Form] = {
    word: form for word, form in reversed([*_entries()]) if not word.endswith("?")
}
_WORDS: Mapping[str, Form] = {
    word.removesuffix("?"): form for word, form in reversed([*_entries()])
}
"""Of a word in two lines the first one counts."""
_SPELT: Mapping[str, str] = {
    fold(word): word for line in _TABLE.splitlines() for word in line.partition(":")[2].split()
} | {fold(verb): verb for verb in standard_verbs()}
