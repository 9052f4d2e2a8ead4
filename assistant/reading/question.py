"""What a question asks for: its telling words, its type and the kind of answer it expects."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from assistant.reading.lexemes import canonical
from assistant.reading.lexicon import EMPTY_WORDS, folded
from index.arabic import words

QUESTION_TYPES = (
    *("WHO", "WHODEF", "WHEN", "WHERE", "HOWMANY", "WHATDEF", "WHATNOUN", "WHATVERB"),
    *("WHICH", "WHY", "HOW", "YESNO", "OTHER"),
)
ANSWER_TYPES = (
    *("PERSON", "DATE", "PLACE", "NUMBER", "DEF", "REASON", "MANNER", "NAME", "ORDINAL"),
    "OTHER",
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the reader sees it."""

    terms: tuple[str, ...]
    """Distinct folded words that carry its subject, in order; never empty for a worded text."""
    question_type: str
    """One of `QUESTION_TYPES`."""
    answer_type: str
    """One of `ANSWER_TYPES`."""
    focus: int
    """Place in `terms` of the noun asked about (كم كتابا, في أي مدينة), -1 without one."""
    verb: int
    """Place in `terms` of the word after the question word or the focus, -1 without one."""


_QUESTION_WORDS = (
    ("WHEN", folded("متى متي ومتى")),
    ("WHERE", folded("أين وأين بأين")),
    ("HOWMANY", folded("كم بكم وكم لكم")),
    ("WHY", folded("لماذا لمادا لما ولماذا")),
    ("HOW", folded("كيف وكيف")),
    ("YESNO", folded("هل وهل أهل")),
    ("WHICH", folded("أي أية بأي لأي أيا أيهما وأي فأي")),
    ("WHATVERB", folded("ماذا بماذا مماذا لمن بم مم عم علام فيم الام مادا وماذا")),
    ("WHATNOUN", folded("ماهو ماهي ماهى وماهو ماهم")),
)
_ONLY_EARLY = folded("لما كم أية")
"""Question words that are other words when they stand late."""
_LATEST = 3
_TO_WHOM = folded("لمن")
_WHATIS = _QUESTION_WORDS[-1][1]
_NEVER_TERMS = frozenset().union(*(listed for _, listed in _QUESTION_WORDS))
_WHO = folded("من لمن ممن بمن ومن")
_WHAT = folded("ما وما")
_PRONOUNS = folded("هو هي هم هن هما كان كانت يكون تكون الذي التي الذين تم يتم تعتبر يعتبر")
_IS = folded("هو هي هم")
_RELATIVES = folded("الذي التي الذين")
_COUNTING_HEADS = folded("عدد اسم نوع")
"""Nouns that only introduce the one asked about: عدد الكتب."""
_LONGEST_WHO_IS = 4
"""Telling words in «من هو …» that still ask who someone is, not who did something."""
_LONGEST_WHAT_IS = 2
_ASKED_NOUNS = (
    (
        "DATE",
        "عام سنة تاريخ شهر يوم قرن وقت موعد العام السنة التاريخ فترة الفترة عقد عصر زمن ساعة "
        "العامين الشهر اليوم سنوات الأعوام توقيت",
    ),
    (
        "PLACE",
        "مدينة دولة بلد عاصمة منطقة قارة مكان قرية جزيرة ولاية محافظة مقاطعة شارع موقع إقليم "
        "بلاد نهر بحر محيط المدينة الدولة البلد المنطقة المكان الدول البلدان المدن دول بلدان مدن "
        "حدود الحدود مقر جامعة ميناء مطار حي قلعة مستعمرة ملعب",
    ),
    (
        "NUMBER",
        "عدد نسبة مساحة طول عمر ارتفاع سعر كمية درجة وزن سرعة عرض تكلفة قيمة مدة معدل حجم "
        "المساحة النسبة المدة مبلغ رقم كثافة تعداد العدد المبلغ عمق قطر متوسط الرقم راتب مقدار "
        "المسافة مسافة",
    ),
    ("ORDINAL", "ترتيب مرتبة مركز الترتيب المرتبة المركز"),
    (
        "PERSON",
        "اسم لاعب ملك رئيس والد والدة زوجة زوج ابن مؤسس مؤلف كاتب قائد شخص لقب مخرج ممثل مدرب "
        "عالم أمير خليفة الشخص اللاعب الرئيس القائد المدرب مغني كنية فنان إمام الفنان الملك "
        "مكتشف مخترع وزير",
    ),
    ("REASON", "سبب أسباب السبب الأسباب هدف الهدف غرض الغرض دافع دوافع نتيجة نتائج أهداف"),
    ("MANNER", "طريقة كيفية الطريقة وسيلة طرق"),
    ("DEF", "معنى تعريف المقصود مفهوم يعني تعني يقصد"),
    (
        "NAME",
        "لغة ديانة عملة حزب شركة منظمة معركة حرب فريق كتاب فيلم نوع مصطلح لون مادة مرض صحيفة "
        "قناة النوع المصطلح الاسم اللغة الشركة الحزب الفريق الكتاب الفيلم المنظمة جائزة مهنة "
        "وظيفة منصب قبيلة كلية نادي حركة دين تسمية",
    ),
)
_ASKED = {noun: kind for kind, nouns in reversed(_ASKED_NOUNS) for noun in folded(nouns)}
_PLAIN_ANSWERS = {
    "WHEN": "DATE",
    "WHERE": "PLACE",
    "HOWMANY": "NUMBER",
    "WHY": "REASON",
    "HOW": "MANNER",
}


@lru_cache(maxsize=256)
def understand(text: str) -> Question:
    """Read a question; any text will do, and a wordless one has no terms."""
    asked = words(_up_to_question_mark(text)) or words(text)
    place, kind = _question_word(asked)
    telling = [word for word in asked if word not in EMPTY_WORDS and word not in _NEVER_TERMS]
    telling = telling or [word for word in asked if word not in EMPTY_WORDS] or asked
    kind, answer = _types(kind, asked, place, len(telling))
    terms = _by_first_use(telling)
    places = {base: at for at, (base, _) in enumerate(terms)}
    focus, verb = _focus_and_verb(kind, asked[place + 1 :], set(telling), places)
    return Question(
        terms=tuple(word for _, word in terms),
        question_type=kind,
        answer_type=answer,
        focus=focus,
        verb=verb,
    )


def _by_first_use(telling: list[str]) -> list[tuple[str, str]]:
    """Each distinct stem with the first word that has it."""
    first: dict[str, str] = {}
    for word in telling:
        first.setdefault(canonical(word), word)
    return list(first.items())


def _up_to_question_mark(text: str) -> str:
    """The text up to its last question mark, if that leaves a question."""
    end = max(text.rfind("؟"), text.rfind("?"))
    return text[:end] if end > 0 and len(words(text[:end])) > 1 else text


def _question_word(asked: list[str]) -> tuple[int, str]:
    """Place and type of the question word; place -1 when there is none."""
    clear = next(
        (
            (place, kind)
            for place, word in enumerate(asked)
            for kind, listed in _QUESTION_WORDS
            if word in listed and not (word in _ONLY_EARLY and place > _LATEST)
        ),
        None,
    )
    if clear is not None and clear[0] == 0:
        return clear
    for place, word in enumerate(asked[: clear[0] if clear else None]):
        if word in _WHAT and (place <= 1 or clear is None):
            return place, "WHATNOUN"
        if word in _WHO and clear is not None and clear[0] == place + 1:
            return clear  # من أين, من متى
        if word in _WHO and (place == 0 or (clear is None and _asks_who(asked, place))):
            return place, "WHO"
    if clear is None and len(asked) > 1 and asked[1] in _WHO:
        return 1, "WHO"
    return clear or (-1, "OTHER")


def _asks_who(asked: list[str], place: int) -> bool:
    """Whether a late من is "who" and not "from"."""
    following = place + 1
    return following < len(asked) and (asked[following] in _PRONOUNS or following > len(asked) // 2)


_NAMES_BEGIN = folded("ابن أبو أم بنت")
"""«من هو ابن سينا» asks who bears the name, not whose son somebody is."""


_PRONOUN_IS = folded("هو هي")


def _types(kind: str, asked: list[str], place: int, telling: int) -> tuple[str, str]:
    """Question and answer type, from the words that follow the question word."""
    rest = asked[place + 1 :]
    skipped = next((at for at, word in enumerate(rest) if word not in _PRONOUNS), len(rest))
    pronouns, head = rest[:skipped], rest[skipped] if skipped < len(rest) else ""
    noun = _ASKED.get(head) or (_ASKED.get(head[1:]) if head[:1] in ("ب", "ل") else None)
    if kind == "WHO":
        who_is = bool(pronouns) and pronouns[0] in _IS and not _RELATIVES & set(rest)
        if (
            who_is
            and (noun is None or (head in _NAMES_BEGIN and pronouns[0] in _PRONOUN_IS))
            and telling <= _LONGEST_WHO_IS
        ):
            return "WHODEF", "DEF"
        return "WHO", "PERSON"
    if kind in ("WHATNOUN", "WHICH"):
        if _RELATIVES & set(pronouns):
            return "WHATVERB", "OTHER"
        what_is = bool(pronouns) or asked[place] in _WHATIS
        if noun is None and kind == "WHATNOUN" and what_is and telling <= _LONGEST_WHAT_IS:
            return "WHATDEF", "DEF"
        return kind, noun or "NAME"
    if kind == "WHATVERB":
        if asked[place] in _TO_WHOM:
            return kind, "PERSON"
        return kind, "DEF" if noun == "DEF" else "OTHER"
    return kind, _PLAIN_ANSWERS.get(kind, "OTHER")


def _focus_and_verb(
    kind: str, rest: list[str], telling: set[str], places: dict[str, int]
) -> tuple[int, int]:
    following = [word for word in rest if word in telling]
    if not following:
        return -1, -1
    if kind not in ("HOWMANY", "WHATNOUN", "WHICH", "WHATDEF"):
        return -1, places[canonical(following[0])]
    at = 1 if following[0] in _COUNTING_HEADS and len(following) > 1 else 0
    verb = places[canonical(following[at + 1])] if at + 1 < len(following) else -1
    return places[canonical(following[at])], verb
