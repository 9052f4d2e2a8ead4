"""Questions as people type them, made by rule from tidy ones."""

from __future__ import annotations

import random
import re

from index.arabic.question_words import question_word
from tests.training.misspelling import misspelt

_OPENINGS = (
    "لو سمحت",
    "من فضلك",
    "السلام عليكم",
    "مرحبا",
    "لو سمحتم",
    "ممكن أعرف",
    "ممكن تخبرني",
    "هل يمكنك أن تخبرني",
    "أريد أن أعرف",
    "أود أن أسأل",
    "عندي سؤال",
    "بدي أعرف",
    "عايز أعرف",
    "أبغى أعرف",
    "بغيت نعرف",
    "ودي أعرف",
    "حابب أعرف",
    "قل لي",
    "قلي",
    "قولي",
    "خبرني",
    "ساعدوني",
    "يا جماعة",
    "يا شباب",
    "أخي الكريم",
    "صباح الخير",
    "حسب النص",
    "حسب الوثيقة",
    "بحسب ما ورد في الملف",
    "أبحث عن معلومة",
    "أحتاج جوابا لبحث المدرسة",
    "عندي واجب وأحتاج أن أعرف",
    "هل تعرف",
    "تعرف",
    "بتعرف",
    "ممكن حدا يقلي",
    "ممكن تقولي",
    "اذا ممكن",
    "ياريت تقولولي",
    "سؤال سريع",
    "بالله عليك",
    "لطفا",
    "أنا طالب وأكتب بحثا، أخبرني",
    "أرجو إفادتي",
    "please",
    "hi",
    "شو رأيك تحكيلي",
    "مش فاهم",
    "نسيت",
    "محتاج اعرف ضروري",
    "في حد يعرف",
)
_CLOSINGS = (
    "لو سمحت",
    "من فضلك",
    "وشكرا",
    "شكرا جزيلا",
    "شكرا لكم",
    "جزاكم الله خيرا",
    "بارك الله فيك",
    "ضروري",
    "بسرعة لو سمحتم",
    "أحتاجه لبحث المدرسة",
    "حسب الوثيقة",
    "بحسب المستند",
    "يا ريت",
    "الله يعطيك العافية",
    "تسلم",
    "مع الشكر",
    "تحياتي",
    "؟؟",
    "ارجو الرد",
    "thanks",
    "لبحثي",
)
_IN_DIALECTS = {
    "WHEN": ("امتى", "إيمتى", "ايمتى", "شوكت", "فوقاش", "وقتاش", "امته", "وقتيش"),
    "WHERE": ("وين", "فين", "فاين", "بأي مكان", "منين"),
    "HOWMANY": ("كام", "قديش", "شكد", "شحال", "قداش", "اديش", "كم واحد من"),
    "WHY": ("ليش", "ليه", "علاش", "لويش", "عشان ايه", "لأي سبب"),
    "HOW": ("شلون", "إزاي", "ازاي", "كيفاش", "كيف", "بأي طريقة"),
    "WHO": ("مين", "منو", "شكون", "من هو اللي", "مين اللي", "منهو"),
    "WHATVERB": ("شو", "ايش", "إيه اللي", "شنو", "وش", "اش", "واش", "آش"),
    "WHATNOUN": ("شو", "ايش", "إيه", "شنو", "وش", "شنهو", "ايه هو", "شو هو"),
    "WHICH": ("أي", "انهي", "أنو", "يا", "ياهو"),
    "YESNO": ("هل", "واش", "هو", ""),
}
"""For each type of question what stands for its word in Egypt, the Levant, the Gulf, Iraq and the
Maghreb, learnt spellings included."""
_WORDS = {
    "الذي": "اللي",
    "التي": "اللي",
    "الذين": "اللي",
    "ليس": "مش",
    "ليست": "مش",
    "الآن": "هلق",
    "يوجد": "في",
    "توجد": "في",
    "هناك": "في",
    "يريد": "بدو",
    "أيضا": "كمان",
    "كثيرا": "كتير",
    "ذهب": "راح",
    "جدا": "كتير",
    "هذا": "هاد",
    "هذه": "هاي",
    "فقط": "بس",
    "لكن": "بس",
    "لأن": "عشان",
    "مثل": "زي",
    "ماذا": "شو",
    "نظر": "شاف",
    "شيء": "شي",
    "نعم": "ايوه",
}
_PREFIXES = ("ب", "عم ", "رح ", "بي", "حي", "كي")
"""What dialects put before a verb that goes on or is to come."""
_BROKEN = str.maketrans("أإآةىؤئ", "اااهيوي")


def as_typed(question: str, rng: random.Random) -> str:
    """One of the ways in which people would type it."""
    draw = rng.random()
    if draw < 0.30:
        question = _polite(question, rng)
    elif draw < 0.50:
        question = _in_dialect(question, rng)
    elif draw < 0.75:
        question = misspelt(question, str(rng.random()))
    elif draw < 0.85:
        question = _polite(_in_dialect(question, rng), rng)
    else:
        question = _polite(misspelt(question, str(rng.random())), rng)
    if rng.random() < 0.3:
        question = question.translate(_BROKEN)
    if rng.random() < 0.3:
        question = question.rstrip(" ؟?")
    return question


def _polite(question: str, rng: random.Random) -> str:
    opening = rng.choice(_OPENINGS) + rng.choice((" ", "، ", " ", ". "))
    closing = " " + rng.choice(_CLOSINGS)
    draw = rng.random()
    before = opening if draw < 0.8 else ""
    after = closing if draw > 0.55 else ""
    if before and rng.random() < 0.3:
        before = rng.choice(_OPENINGS) + "، " + before
    return before + question + after


def _in_dialect(question: str, rng: random.Random) -> str:
    words = re.findall(r"\S+", question)
    typed = []
    asked = False
    for at, word in enumerate(words):
        bare = word.strip("؟?.،,")
        found = None if asked else question_word(bare)
        if found is not None and found.asks_at(at) and found.question_type in _IN_DIALECTS:
            typed.append(rng.choice(_IN_DIALECTS[found.question_type]))
            asked = True
        elif bare in _WORDS:
            typed.append(word.replace(bare, _WORDS[bare]))
        elif bare.startswith("ي") and len(bare) > 3 and rng.random() < 0.25:
            prefix = rng.choice(_PREFIXES) if rng.random() < 0.5 else "ب"
            typed.append(prefix + bare)
        else:
            typed.append(word)
    return " ".join(filter(None, typed))
