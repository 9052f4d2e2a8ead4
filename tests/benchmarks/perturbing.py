"""The questions of a set as people would type them: politely, in a slip, in dialect, in English.

The words stand here and not in the product's tables, which they would measure otherwise.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.sets import Question
from tests.training.corpus import english_questions
from tests.training.misspelling import misspelt

WAYS = ("polite", "typo", "dialect", "english")

OPENINGS = (
    "السلام عليكم، ",
    "مرحبا، عندي سؤال لو سمحت: ",
    "صباح الخير، هل بإمكانك أن تخبرني ",
    "من فضلك ساعدني، أريد أن أعرف ",
    "أعمل على بحث للجامعة وأحتاج إلى جواب دقيق: ",
    "ممكن أحد يفيدني؟ ",
    "بعد إذنكم، ",
    "يا جماعة الخير، ",
    "حسب ما ورد في الملفات التي عندك، ",
    "ابنتي تسأل وأنا لا أعرف الجواب، ",
    "قرأت شيئا عن الموضوع ونسيته، فذكّرني ",
    "لو تكرمت ابحث لي في هذه النصوص: ",
)
CLOSINGS = (
    "",
    " وشكرا جزيلا",
    " جزاك الله خيرا",
    " مع خالص التقدير",
    " أحتاج الجواب اليوم إن أمكن",
    " ولك مني كل الاحترام",
    " الله يعطيك العافية",
    " وأعتذر عن الإزعاج",
)
VARIETIES = ("Egypt", "Levant", "Gulf", "Iraq", "Maghreb")
QUESTION_WORDS = {
    "من هو": ("مين هو", "مين", "منو", "منو", "شكون هو"),
    "من هي": ("مين هي", "مين", "منو", "منو", "شكون هي"),
    "من": ("مين", "مين", "منو", "منو", "شكون"),
    "ما هو": ("إيه هو", "شو هو", "وش هو", "شنو هو", "شنو هو"),
    "ما هي": ("إيه هي", "شو هي", "وش هي", "شنو هي", "شنو هي"),
    "ما": ("إيه", "شو", "وش", "شنو", "شنو"),
    "ماذا": ("إيه", "شو", "وش", "شنو", "أشنو"),
    "بماذا": ("بإيه", "بشو", "بوش", "بشنو", "باش"),
    "متى": ("إمتى", "إيمتى", "متى", "شوكت", "فوقاش"),
    "أين": ("فين", "وين", "وين", "وين", "فين"),
    "كيف": ("إزاي", "كيف", "شلون", "شلون", "كيفاش"),
    "لماذا": ("ليه", "ليش", "ليش", "ليش", "علاش"),
    "كم": ("كام", "قديش", "جم", "شكد", "شحال"),
    "هل": ("هو", "", "", "", "واش"),
    "أي": ("أنهي", "أيا", "أي", "يا", "أشمن"),
    "في أي": ("في أنهي", "بأيا", "في أي", "بيا", "فأشمن"),
}
"""What a question opens with, in each variety."""
PARTICLES = {
    "الذي": ("اللي", "يلي", "اللي", "اللي", "لي"),
    "التي": ("اللي", "يلي", "اللي", "اللي", "لي"),
    "الذين": ("اللي", "يلي", "اللي", "اللي", "لي"),
    "هذا": ("ده", "هاد", "هذا", "هذا", "هاد"),
    "هذه": ("دي", "هاي", "هذي", "هاي", "هاد"),
    "ليس": ("مش", "مو", "مو", "مو", "ماشي"),
    "ليست": ("مش", "مو", "مو", "مو", "ماشي"),
    "الآن": ("دلوقتي", "هلق", "الحين", "هسه", "دابا"),
    "أيضا": ("كمان", "كمان", "بعد", "هم", "حتى"),
    "يوجد": ("فيه", "في", "فيه", "أكو", "كاين"),
    "توجد": ("فيه", "في", "فيه", "أكو", "كاينة"),
    "يريد": ("عايز", "بدو", "يبي", "يريد", "بغا"),
    "لأن": ("عشان", "لأنو", "لأن", "لأن", "حيت"),
}
"""What is replaced wherever it stands."""

_AS_TYPED = {"أ": "[أا]", "ي": "[يى]", "ى": "[يى]", " ": r"\s*"}
"""How letters and spaces of the tables are often written."""


def _pattern(words: Iterable[str]) -> str:
    """Any of these words, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join("".join(_AS_TYPED.get(c, c) for c in word) for word in ordered)


def _plain(word: str) -> str:
    return re.sub(r"\s", "", word).replace("أ", "ا").replace("ى", "ي")


_OPENING_WORD = re.compile(rf"^(\W*)({_pattern(QUESTION_WORDS)})(?!\w)\s*")
_PARTICLE = re.compile(rf"(?<!\w)({_pattern(PARTICLES)})(?!\w)")
_IN_DIALECT = {_plain(word): forms for word, forms in (QUESTION_WORDS | PARTICLES).items()}


def perturbed(questions: Sequence[Question], way: str, folder: Path) -> list[Question]:
    """The questions put otherwise; without those that the set does not have in English.

    :param way: of `WAYS`.
    :raises SystemExit: when none of them is there in English.
    """
    if way == "english":
        english = english_questions(folder)
        found = [replace(one, text=english[one.id]) for one in questions if one.id in english]
        if not found:
            raise SystemExit(f"{folder.name}: no questions in English")
        return found
    put = {"polite": polite, "typo": misspelt, "dialect": dialectal}[way]
    return [replace(one, text=put(one.text, one.id)) for one in questions]


def polite(question: str, seed: str) -> str:
    """With an address or a reason before it, and perhaps thanks after it."""
    rng = random.Random(seed)  # noqa: S311 - a sample, not a secret
    return f"{rng.choice(OPENINGS)}{question.lstrip('- ')}{rng.choice(CLOSINGS)}"


def dialectal(question: str, seed: str) -> str:
    """Its question word and its particles as one of the varieties has them."""
    variety = random.Random(seed).randrange(len(VARIETIES))  # noqa: S311 - a sample, not a secret
    opened = _OPENING_WORD.sub(
        lambda match: f"{match[1]}{_IN_DIALECT[_plain(match[2])][variety]} ".lstrip(), question
    )
    return _PARTICLE.sub(lambda match: _IN_DIALECT[_plain(match[1])][variety], opened)
