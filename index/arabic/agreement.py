"""Gender, the pronouns that end words, and what verbs and possessed nouns are said of.

Spelling leaves much of this to the reader: these are the words whose letters mislead.
"""

from __future__ import annotations

from typing import Literal

from index.arabic.folding import folded_words

Gender = Literal["m", "f", "either"]

FEMININE = folded_words(
    "أرض شمس نفس حرب دار بئر ريح عين يد أم أخت نار سوق طريق مصر الصين الهند إيران تركيا سوريا "
    "مريم ريم زينب سعاد وداد هند نور إيمان أحلام دمشق بغداد بيروت تونس قطر عمان باريس لندن"
)
"""Feminine nouns without a feminine ending."""
MASCULINE = folded_words(
    "يحيى مصطفى موسى عيسى مرتضى رضا زكريا مقهى مستشفى مبنى معنى مجرى خليفة علامة"
)
"""Masculine nouns that end like feminine ones."""
MASCULINE_VERBS = folded_words("مات بات ثبت نبت سكت فات صمت")
"""Verbs whose last ت is of their root."""
PRONOUN_ENDINGS: tuple[tuple[str, Gender, bool], ...] = (
    ("هما", "either", True),
    ("هم", "m", True),
    ("هن", "f", True),
    ("ها", "f", False),
    ("ه", "m", False),
)
"""Each with its gender, and whether it stands for several."""
ENDING_LIKE_PRONOUNS = folded_words(
    "هذه الله وجه فقه مياه شبه نزيه اتجاه كره جاه فواكه تنبيه توجيه ترفيه تشابه انتباه مها أهم فهم "
    "دراهم وهم سهم مهم درهم أدهم متهم ملهم مساهم تفاهم مبهم ذهن رهن كاهن وهن دهن طه مكروه أيهما "
    "كلاهما كليهما شفاه منبه سفه"
)
"""Words that end in letters of a pronoun and have none."""
ENDING_IN_OWN_TA = folded_words(
    "بيت وقت صوت زيت بنت أخت موت تحت سمت صمت نعت بخت قوت توت حوت زفت كبت بحت"
)
"""Three letters of which the last is a ت of their own, as it is not in «مدته»."""
BEFORE_PRONOUNS = {"علي": "على", "الي": "إلى", "لدي": "لدى", "ل": "لـ", "ب": "بـ"}
"""Folded prepositions as they are cut from a pronoun, and as they are written before a noun."""
SAID_OF_PERSONS = folded_words(
    "ولد ولدت توفي توفيت مات ماتت تزوج تزوجت درس درست تخرج تخرجت عاش عاشت عمره عمرها زوجه زوجته "
    "زوجها والده والدها والدته والدتها أمه أمها أبوه أبوها مهنته مهنتها منصبه منصبها لقبه لقبها "
    "ألف ألفت مؤلفاته مؤلفاتها أصله أصلها جنسيته ابنه ابنها ابنته ابنتها أخوه أخوها أخيه أخيها قال "
    "قالت يعمل تعمل عمل عملت شهادته شهادتها"
)
SAID_OF_THINGS = folded_words(
    "طبع طبعت نشر نشرت صدر صدرت ترجم ترجمت نسخ نسخت بني بنيت بناه بناها شيد شيدت افتتح افتتحت أسس "
    "أسست تأسس تأسست رمم رممت كلف كلفت استغرق استغرقت صنع صنعت شرحه شرحها كتبه كتبها ألفه ألفها "
    "ناسخه ناسخها ثمنه ثمنها سعره سعرها صفحاته أوراقه طوله طولها لونه لونها أعده راجعه"
)
SAID_OF_PLACES = folded_words(
    "عاصمته عاصمتها سكانه سكانها مساحته مساحتها حدوده حدودها تقع يقع موقعه موقعها عملته عملتها"
)
HAPPENING = folded_words("حدث حصل جرى وقع تم كان صار يحدث يحصل حدثت حصلت وقعت كانت جرت صارت")
"""Verbs that name no event of their own: «متى حدث ذلك؟»."""
CAUSES = folded_words("السبب سبب")
COUNTED = folded_words("عدد اسم")
"""Nouns that belong to «كم» and leave open what is counted."""
