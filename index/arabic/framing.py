"""What leads up to a question: the sentences told before it, and the verbs that ask to be told.

«أنا طالبة وعندي بحث، وأود أن أعرف كم خلية ترعى سلمى» asks what «كم خلية ترعى سلمى» asks. It is told
by grammar: a verb of telling or knowing in the first or second person before a question word or a
noun, and a sentence that speaks of the writer beside one that asks. What such a sentence names as
its subject («بحث عن النحل») is kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from index.arabic.folding import fold, folded_words
from index.arabic.intents import opens_a_request
from index.arabic.particles import ABOUT, PREPOSITIONS
from index.arabic.question_words import question_phrase
from index.arabic.stems import stem
from index.arabic.stop_words import FRAMING_STEMS, FUNCTION_WORDS

_TELL = fold(
    "خبر|علم|قول|قل|كل|كول|گول|حكي|شرح|وضح|بين|فسر|دل|ساعد|فيد|فد|فهم|جاوب|جيب|جب|ذكر|عرف|عطي|زود|"
    "رشد|ورجي|وري|سمح|عاون|نور|طمن|حدد|لخص|واف|(?<=[اتيبن])(?:عط|كتب|رسل|طلع|بلغ|حيط)"
)
_KNOW = fold("عرف|فهم|سال|سول|سقسي|ستفسر|تاكد|علم|تساءل|ستوضح|ستعلم|دري|لقي|لاقي|بحث|دور|سمع")
_MASDARS = fold(
    ""
    "معرف|افاد|اعلام|اخبار|تزويد|سوال|استفسار|توضيح|شرح|بيان|ارشاد|مساعد|استعلام|اجاب|معلوم|جواب|"
    "تفسير|تفصيل|تفاصيل|بيانات|نبذ|فكر|اطلاع|ابلاغ|موافا|ايضاح|احاط|تعريف|تنوير|اعطاء|اعطاي|ذكر|تحديد"
)
_TELLING = re.compile(
    rf"[وف]?(?:[اتينب]|بت|بي|كت|تت)?(?:{_TELL})(?:تم|ت)?(?:وا|ون|و|ين|ي)?"
    r"(?:(?:ل)?(?P<me>ني|نا|لي|لنا|ليا|لو|هالي|نيها)?)"
)
"""«أخبروني», «تقولولي», «يشرح» (… لي)."""
_KNOWING = re.compile(
    rf"[وف]?ل?(?:[ان]|با|بن|ب|كن|دا|دن)(?:{_KNOW})(?:و|ه|وه|ها|ك|كم|كن|وك|كو|ش|كش)?"
)
"""«أعرف», «نعرف», «لأسألكم», «بعرفش»."""
_MASDAR = re.compile(rf"[وفلب]{{0,2}}(?:ال)?(?:{_MASDARS})(?:ه|ة)?(?:ت?(?P<me>ي|نا)|ات|تكم|تك|كم)?")
_ME = folded_words("لي لنا ليا إلي لينا علي علينا إلنا")
_SOMEBODY = folded_words("حدا حد أحد أحدكم أحدهم واحد شخص مين من منو شكون فيكم منكم فيكن")
_SOMEBODY_KNOWS = folded_words("يعرف بيعرف عارف يعلم يدري بيدري فاهم يتذكر يفيد")
_YOU_KNOW = folded_words(
    "تعرف تعرفون تعرفوا تعرفي بتعرف تعلم تعلمون تدري تدرون بتعرفوا عارف عارفين"
)
_BRIDGES = folded_words(
    "إذا عن في على أن انه هو هي بس لي لنا ليا ممكن يعني سؤال حول بخصوص بشأن بالضبط أنو إنو وين "
    "هالسؤال السؤال هذا بعد الآن كمان أيضا اكثر أكثر شيء شي بالتفصيل باختصار بإيجاز بسرعة بالتحديد "
    "لو إذا سمحت سمحتم سمحتي سمحتوا فضلك فضلكم رجاء لطفا الله يخليك بليز"
)
_MOST_BRIDGES = 5
_FORGOTTEN = folded_words("نسيت نسينا ناسي ناسية أجهل نجهل أتذكر متذكر متذكرة فاكر فاكرة")
"""«نسيت اسم المهندسة», «مش فاكر كم …»: what follows is wanted."""
_BUT = folded_words("بس لكن ولكن")
_WANTS = folded_words(
    "أريد نريد أود نود أرغب أحب أتمنى أرجو نرجو أحتاج نحتاج محتاج محتاجة محتاجين بدي بدنا عايز "
    "عايزة "
    "عاوز عاوزة ابغى نبغى ابي نبي ودي ودنا حاب حابب حابة بغيت باغي نحب خاصني الرجاء رجاء يرجى "
    "برجاء "
    "أطلب نطلب لدي عندي ممكن يمكن بالإمكان اسمحوا اسمح اسمحي ودّي نفسي أحاول حابين يهمني كنت "
    "هدفي "
    "فضول التكرم"
)
_PERSONAL = _WANTS - folded_words("ممكن يمكن بالإمكان") | folded_words(
    "أنا اني احنا إحنا نحن عندنا لدينا معي معنا كنا لست مش_عارف قرأت سمعت زرت زرنا وجدت لقيت "
    "عرفت فهمت "
    "حاولت بحثت نسيت درست ذهبت رحت شفت رأيت اشتريت سافرت كتبت قررت وصلتني وصلني وصلت تعبت احترت "
    "ضعت "
    "قرأنا سمعنا وجدنا بحثنا درسنا سألني سألوني سألتني طلب طلبوا أعمل أعد أدرس أكتب أبحث أحضر "
    "أجهز أقرأ "
    "بقرأ بدرس بكتب بحضر بجهز بعمل نعد نعمل نكتب ندرس نقرأ أعيش أسكن ساكن عايش أفكر بفكر ناوي "
    "ناوية "
    "ابني ابنتي بنتي ولدي والدي والدتي أخي أختي صديقي صديقتي أستاذي أستاذتي معلمي معلمتي مديري "
    "زوجي "
    "زوجتي جدي جدتي خايف خايفة محتار محتارة مستعجل مستعجلة شكرا طالب طالبة باحث باحثة صحفي صحفية "
    "أظن "
    "اعتقد أعتقد أتوقع معلومتي أتذكر متذكر فهمان فاهم أشكركم أشكرك وقتكم وقتك تعبكم تعبك عليكم "
    "عليك لكم "
    "لك حضرتك حضرتكم مساعدتكم مساعدتك ردكم جوابكم إزعاج إجابتكم أجب أجيبوا أجيبي جاوب جاوبوا سؤالي "
    "استفساري سؤالنا بصراحة الصراحة عجبنا عجبني أعجبني أعجبنا"
)
"""Words that speak of who asks, or to whom."""
_ACCORDING = folded_words("حسب بحسب وفق وفقا طبقا استنادا اعتمادا بناء كما من في")
_SOURCES = folded_words(
    "ملف الملف الملفات وثيقة الوثيقة الوثائق مستند المستند المستندات النص النصوص المرفق المرفقة "
    "المرفقات "
    "مرفق المصادر وثائقي ملفاتي مستنداتي"
)
_NOT_WHO = PREPOSITIONS | folded_words("أجل فضلك فضلكم ناحية حيث الممكن لطفك")
"""What stands after «من» where it is no question word."""
_FOR = "ل"
"""What leads in the reason: «أحتاج المعلومة لتقرير»."""
_MOST_OF_TOPIC = 4
_LEAST_OF_SUBJECT = 2
"""Content words that make a question stand without the sentence before it."""


def asked(
    words: Sequence[str], sentences: Collection[int], clauses: Collection[int]
) -> tuple[int, ...]:
    """Places of the folded words that ask something, in order; all of them where nothing frames it.

    :param sentences: places of words that open a sentence.
    :param clauses: those that follow a comma or a colon.
    """
    edges = sorted({0, *sentences, *clauses, len(words)})
    segments = [range(start, end) for start, end in pairwise(edges)]
    asking = [_asking(words, each) for each in segments]
    if not any(asking):
        return tuple(range(len(words)))
    own = [at for each in asking for at in each]
    enough = _subjects(words, own) >= _LEAST_OF_SUBJECT
    kept = list(own)
    for segment, places in zip(segments, asking, strict=True):
        if places:
            continue
        whole = segment.start in {0, *sentences} and segment.stop in {len(words), *sentences}
        personal = any(_is_personal(words[at]) for at in segment) or _names_sources(words, segment)
        if personal and not enough:
            kept += _intended(words, segment)
        else:
            kept += _topics(words, segment) if personal or (whole and enough) else segment
    return tuple(sorted(kept)) if _subjects(words, kept) else tuple(range(len(words)))


def _asking(words: Sequence[str], segment: range) -> Sequence[int]:
    """What of a segment asks; empty when it only tells something."""
    own = words[segment.start : segment.stop]
    start = _after_frame(own)
    if start:
        left = segment[start:]
        if _subjects(words, left) >= _LEAST_OF_SUBJECT:
            return left
        return [*_topics(words, range(segment.start, segment.start + start)), *left]
    asks = any(_asks_at(own, at) for at in range(len(own))) or opens_a_request(own)
    return segment if asks else ()


def _asks_at(words: Sequence[str], at: int) -> bool:
    from_or_who = words[at] == "من" and (not words[at + 1 :] or words[at + 1] in _NOT_WHO)
    if words[at] == "اي" and at and words[at - 1] not in PREPOSITIONS:
        return False  # «ما عندي أي فكرة»
    if words[at] == "ما" and any(each in _PERSONAL for each in words[at + 1 : at + 2]):
        return False
    return words[at] != "لكم" and not from_or_who and question_phrase(words, at) is not None


def _after_frame(words: Sequence[str]) -> int:
    """Where what is asked begins after a verb of telling or knowing; 0 without one."""
    ends = list(_frames(words))
    if not ends:
        return 0
    starts = [
        at
        for at in range(1, len(words))
        if _asks_at(words[at:], 0) and (at in ends or not _is_from(words, at))
    ]
    for end in ends:
        at = _over_bridges(words, end, ends)
        if at in starts:
            return at
        butted = [at for at in starts if at > end and words[at - 1] in _BUT]
        if butted:
            return butted[0]
    for end in () if starts and starts[-1] > ends[0] else ends:
        at = _over_bridges(words, end, ends)
        wanted = any(word in _WANTS | _FORGOTTEN or word[1:] in _WANTS for word in words[:at])
        if (
            words[at : at + 1]
            and not words[at].startswith(_FOR)
            and (wanted or any(map(_is_for_me, words[:at])))
        ):
            return at
    return 0


def _is_from(words: Sequence[str], at: int) -> bool:
    """Whether «من» stands between two nouns: «معلومة دقيقة من العقد»."""
    following = "".join(words[at + 1 : at + 2])
    led_in = words[at - 1] in _BRIDGES | ABOUT | _BUT
    return words[at] == "من" and following.startswith("ال") and not led_in


def _over_bridges(words: Sequence[str], at: int, ends: Collection[int]) -> int:
    """Past the words that join a verb of telling to what is asked, and further such verbs."""
    left = _MOST_BRIDGES
    while at < len(words) and left and not _asks_at(words[at:], 0):
        if at + 1 in ends:
            left = _MOST_BRIDGES
        elif words[at] not in _BRIDGES | ABOUT:
            return _after_about(words, at)
        at, left = at + 1, left - 1
    return at


def _after_about(words: Sequence[str], at: int) -> int:
    """Past what the information wanted is called: «معلومة دقيقة من العقد حول مساحة المحل»."""
    masdar = at > 0 and _MASDAR.fullmatch(words[at - 1])
    if not masdar or masdar["me"]:
        return at
    ahead = range(at, min(at + _MOST_OF_TOPIC, len(words) - 1))
    return next((place + 1 for place in ahead if words[place] in ABOUT), at)


def _frames(words: Sequence[str]) -> Iterator[int]:
    """Where verbs and nouns of telling and knowing end."""
    for at, word in enumerate(words):
        after, before = words[at + 1 : at + 2], words[at - 1] if at else ""
        telling, masdar = _TELLING.fullmatch(word), _MASDAR.fullmatch(word)
        wanted = any(each in _WANTS or each[1:] in _WANTS for each in words[:at])
        knows = word in _YOU_KNOW or (word in _SOMEBODY_KNOWS and before in _SOMEBODY)
        wanted = wanted or any(map(_is_for_me, words[:at]))
        told = bool(telling and telling["me"]) or bool(masdar and (masdar["me"] or wanted))
        told = told or word in _FORGOTTEN
        if told or knows or _KNOWING.fullmatch(word):
            yield at + 1
        elif telling and set(after) & _ME:
            yield at + 2


def _is_for_me(word: str) -> bool:
    found = _TELLING.fullmatch(word) or _MASDAR.fullmatch(word)
    return word in _ME or bool(found and found["me"])


def _is_personal(word: str) -> bool:
    known = word in _PERSONAL or word[1:] in _PERSONAL
    return known or bool(_KNOWING.fullmatch(word)) or (_is_for_me(word) and word not in _ME)


def _names_sources(words: Sequence[str], segment: range) -> bool:
    """«حسب ما هو مكتوب في الملف المرفق»"""
    according = words[segment.start] in _ACCORDING if segment else False
    return according and any(words[at] in _SOURCES for at in segment)


def _topics(words: Sequence[str], segment: range) -> list[int]:
    """What a sentence names as its subject: «بحث عن النحل»."""
    kept: list[int] = []
    for at in segment:
        if words[at] in ABOUT:
            end = at + 1
            while end < segment.stop and end - at <= _MOST_OF_TOPIC and _goes_on(words, end):
                end += 1
            kept += range(at, end) if end > at + 1 else ()
    return kept


def _intended(words: Sequence[str], segment: range) -> list[int]:
    """What the writer wants to do, where the question leans on it: «أبي أرجّع فلوس الباقة، كم يوم
    عندي؟»; else what the sentence names as its subject."""
    if not any(words[at] in _WANTS for at in segment):
        return _topics(words, segment)
    return [
        at
        for at in segment
        if not _is_personal(words[at]) and words[at] not in FUNCTION_WORDS | _BRIDGES
    ]


def _goes_on(words: Sequence[str], at: int) -> bool:
    word = words[at]
    own = word in _PERSONAL or word[1:] in _PERSONAL or word in FUNCTION_WORDS | PREPOSITIONS
    return not own and not _MASDAR.fullmatch(word) and not _KNOWING.fullmatch(word)


def _subjects(words: Sequence[str], places: Collection[int]) -> int:
    """How many words name a subject."""
    return sum(
        words[at] not in FUNCTION_WORDS
        and stem(words[at]) not in FRAMING_STEMS
        and not question_phrase([words[at]], 0)
        and not _is_personal(words[at])
        for at in places
    )
