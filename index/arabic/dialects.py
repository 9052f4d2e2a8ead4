"""Words of the dialects that a question may hold, and what standard Arabic says for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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

شاف شافت شافوا: رأى
يشوف تشوف بيشوف بتشوف نشوف اشوف: يرى
لقي? لقا لقوا لقت لقيو لقاو: وجد
يلاقي? بيلاقي بيلاقوا تلاقي? الاقي: يجد
سوي? سوا? دار? عمل?: فعل
يسوي? تسوي? بيعمل بتعمل بيسوي ندير? يديرو: يفعل
راح? راحت راحوا مشا مشات مشاو: ذهب
يروح تروح بيروح بتروح: يذهب
اجا اجي? جا? جه اجت? اجوا جات: جاء
ييجي بييجي بيجي تيجي بتيجي: يأتي
حكي? حكت? كالوا? هدر? گالوا: قال
بيحكي بتحكي يگول يكول بيقول بتقول: يقول
جاب? جابت جابوا: أحضر
يجيب? بيجيب تجيب? بتجيب نجيب?: يحضر
خد? خدت اخد? اخدت اخدوا: أخذ
ياخد بياخد بتاخد ناخد تاخد: يأخذ
عطي? عطا? ادي? عطاه انطي انطا: أعطى
بيدي بيعطي ينطي: يعطي
حط? حطت? حطوا: وضع
يحط? بيحط تحط? بتحط: يضع
قعد? كعد قعدت? گعد: جلس
بيقعد يكعد: يجلس
طلع? طلعت? طلعوا?: خرج
بيطلع بتطلع: يخرج
هبط?: نزل
خش? خشت?: دخل
سكر? سكرت سكروا? قفل? قفلوا?: أغلق
بيسكر بتسكر بيقفل بتقفل: يغلق
بلش بلشت بلشوا ابتدي? ابتدت? بديت?: بدأ
يبلش بيبلش بتبلش بيبتدي بتبتدي بيبدا بتبدا?: يبدأ
خلص? خلصت? خلصوا?: انتهى
بيخلص بتخلص: ينتهي
اتوفي اتوفت: توفي
اتولد اتولدت انولد انولدت تزاد? تزادت: ولد
اتبني اتبنت انبني انبنت تبنات: بني
اتعمل اتعملت انعمل انعملت: صنع
اتكتب اتكتبت انكتب انكتبت: كتب
اتفتح اتفتحت انفتح? انفتحت?: افتتح
اتقتل اتقتلت انقتل انقتلت: قتل
اتجوز اتجوزت تجوز? تجوزت: تزوج
اتخرج اتخرجت: تخرج
اتسمي اتسمت? انسمي: سمي
صار? صارت? جري?: حدث
بيصير بتصير: يحدث
اشتغل? اشتغلت?: عمل
بيشتغل بتشتغل: يعمل
ساكن? عايش?: يسكن
بعت? بعتت صيفط: أرسل
شري شرا? شرات اشتري?: اشترى
كسب? كسبت? ربح? ربحت?: فاز
بيكلف بتكلف: يكلف
طاح? طاحت?: سقط

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
    return [
        _WILL
        if word in _WENT_OR_WILL and _is_present(words[at + 1 : at + 2])
        else _WORDS.get(word, _verb(word, negated=at > 0 and words[at - 1] == "ما"))
        for at, word in enumerate(words)
    ]


def is_dialect(words: Sequence[str]) -> bool:
    """Whether some folded word of a question belongs to the dialects alone."""
    return any(word in _DIALECT_ALONE or _asks_in_dialect(word) for word in words)


def _asks_in_dialect(word: str) -> bool:
    asked = question_word(word)
    return asked is not None and asked.latest is None and "standard" not in asked.varieties


_WENT_OR_WILL = ("راح",)
_WILL = ("سوف",)
"""«راح» before a verb of the present: «راح يكلف», but «وين راح الشيخ»."""
_PRESENT = ("ي", "ت", "ن")


def _is_present(following: Sequence[str]) -> bool:
    return any(len(word) > 3 and word.startswith(_PRESENT) for word in following)


_PREFIXES = ("بي", "بت", "حي", "حت", "هي", "هت")
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
    return (bare,) if bare and bare != word else None


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
