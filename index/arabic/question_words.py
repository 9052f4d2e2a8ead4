"""Question words of standard Arabic and of the dialects, each with what it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from index.arabic.folding import Form, fold, folded_words

QuestionType = Literal[
    "WHO", "WHEN", "WHERE", "HOWMANY", "WHATNOUN", "WHATVERB", "WHICH", "WHY", "HOW", "YESNO"
]
Variety = Literal["standard", "egyptian", "levantine", "gulf", "iraqi", "maghrebi"]


@dataclass(frozen=True, slots=True)
class QuestionWord:
    """What one form of a question word asks for."""

    question_type: QuestionType
    """Of a word that asks after a noun and a verb alike («شو اسمه», «شو عمل»): `WHATNOUN`."""
    varieties: frozenset[Variety]
    latest: int | None
    """The last place in a question, counted in words from 0, where it asks; further on it is
    another word: «من» is "from", «كم» is kilometres. None when it always asks."""

    def asks_at(self, position: int) -> bool:
        """Whether it asks where it stands."""
        return self.latest is None or position <= self.latest


_FIRST = 0
_EARLY = 3
_STANDARD: tuple[tuple[QuestionType, int | None, str], ...] = (
    ("WHEN", None, "متى متا أيان"),
    ("WHERE", None, "أين بأين لأين"),
    ("HOWMANY", _EARLY, "كم"),
    ("HOWMANY", None, "وكم بكم"),
    ("HOWMANY", _FIRST, "لكم"),
    ("WHY", None, "لماذا لمادا لماد لمذا لمازا"),
    ("WHY", _EARLY, "لما"),
    ("WHY", _FIRST, "لم"),
    ("HOW", None, "كيف"),
    ("YESNO", None, "هل"),
    ("YESNO", _FIRST, "أهل"),
    ("WHICH", None, "أي بأي لأي أيا أيهما أيهم أيها"),
    ("WHICH", _EARLY, "أية"),  # folds like «إيه» and «آية»
    ("WHATVERB", None, "ماذا بماذا مماذا عماذا كماذا مادا بم مم علام فيم مذا مازا"),
    ("WHATVERB", _FIRST, "عم إلام"),  # the uncle, the mother
    ("WHATVERB", _EARLY, "مما"),
    ("WHATNOUN", None, "ماهو ماهيا ماهوا ماهي ماهم ماهما ماهن ماهيه ماسم"),
    ("WHATNOUN", _FIRST, "ما"),
    ("WHO", None, "لمن منهو منهي"),
    ("WHO", _FIRST, "من ممن بمن عمن"),
)
_DIALECTS: tuple[tuple[QuestionType, Variety, str], ...] = (
    ("WHEN", "egyptian", "امتى امتا"),
    ("WHEN", "levantine", "ايمتى ايمتا وقتيش ايمت امتى وينتا وينتى"),
    ("WHEN", "gulf", "متى امتى شوقت"),
    ("WHEN", "iraqi", "شوكت شوقت يمتى يمته ايمتى"),
    ("WHEN", "maghrebi", "وقتاش فوقاش امتى ايمتى وقتاه امتاش فوقتاش وينتى وينتا"),
    ("WHERE", "egyptian", "فين فينه فينها فينهم منين لفين"),
    ("WHERE", "levantine", "وين وينو وينه وينها وينهم منين لوين"),
    ("WHERE", "gulf", "وين وينه وينها وينهم منين لوين"),
    ("WHERE", "iraqi", "وين وينه وينها وينهم منين لوين"),
    ("WHERE", "maghrebi", "فين فاين وين وينو وينه وينها فينو فينها منين لفين لوين مناين"),
    ("HOWMANY", "egyptian", "كام بكام لكام"),
    ("HOWMANY", "levantine", "قديش بقديش كديش اديش أديه قديه قدي قديشه قديشها اقديش كام بكام اكم"),
    ("HOWMANY", "gulf", "قديش بكم كام بكام"),
    ("HOWMANY", "iraqi", "شكد شقد اشكد اشقد بيش"),
    ("HOWMANY", "maghrebi", "شحال اشحال بشحال لشحال قداش بقداش قداه بقداه قديش"),
    ("WHY", "egyptian", "ليه لية"),
    ("WHY", "levantine", "ليش ليه لشو لإيش"),
    ("WHY", "gulf", "ليش ليه لويش"),
    ("WHY", "iraqi", "ليش لويش علويش"),
    ("WHY", "maghrebi", "علاش علاه عليش لاش لواش لعلاش"),
    ("HOW", "egyptian", "ازاي ازي"),
    ("HOW", "levantine", "كيف شلون"),
    ("HOW", "gulf", "كيف شلون وشلون اشلون"),
    ("HOW", "iraqi", "شلون اشلون شلونه شلونها"),
    ("HOW", "maghrebi", "كيفاش كفاش كيف"),
    ("YESNO", "maghrebi", "واش"),
    ("WHICH", "egyptian", "انهي انهو"),
    ("WHICH", "levantine", "اينا انهي"),
    ("WHICH", "iraqi", "ياهو ياهي"),
    ("WHICH", "maghrebi", "اينا آنهو آنهي اشمن"),
    ("WHATNOUN", "egyptian", "إيه ماله بإيه"),
    ("WHATNOUN", "levantine", "شو ايش شوهو شوهي بشو عشو بإيش"),
    ("WHATNOUN", "gulf", "وش ايش ويش شنو شو اش وشو وشهو وشهي وشي شنهو شنهي بإيش"),
    ("WHATNOUN", "iraqi", "شنو شنهو شنهي شنوه اش شني بشنو علشنو"),
    (
        *("WHATNOUN", "maghrebi"),
        "اش شنو اشنو واشنو شنوا اشنوا شنوه شنية شنيه اشني شنهو شنهي شني وش فاش باش ايش",
    ),
    ("WHATVERB", "iraqi", "شسوى شسوي شيسوي شتسوي شصار شيصير شعمل شكال شدا شدي شدت شراح"),
    ("WHO", "egyptian", "مين لمين بمين"),
    ("WHO", "levantine", "مين لمين مينو مينه بمين"),
    ("WHO", "gulf", "منو مين منهو منهي لمين"),
    ("WHO", "iraqi", "منو منهو منهي ياهو المن"),
    ("WHO", "maghrebi", "شكون اشكون شكونو لشكون مين منو"),
)
_NOT_ALWAYS = {"باش": _FIRST, "ماله": _FIRST, "اكم": _EARLY, "بيش": _EARLY}
"""Of dialect words the last place where they ask: «باش» is mostly "in order to"."""
_PHRASES: tuple[tuple[QuestionType, Variety, str], ...] = (
    ("WHERE", "standard", "من أين|إلى أين"),
    ("WHERE", "levantine", "من وين|لحد وين|على وين"),
    ("WHERE", "egyptian", "من فين|على فين"),
    ("WHEN", "standard", "منذ متى|إلى متى|حتى متى|من متى"),
    ("WHEN", "egyptian", "من امتى|لحد امتى|لغاية امتى"),
    ("WHEN", "levantine", "من ايمتى|لحد ايمتى|أي متى"),
    ("HOWMANY", "egyptian", "قد إيه|أد إيه|بقد إيه"),
    ("HOWMANY", "maghrebi", "اش حال|قد اش"),
    ("HOW", "maghrebi", "كي داير|كيف داير|كي دايره"),
    ("HOWMANY", "gulf", "قد ايش|كد ايش|بكم ريال"),
    ("HOWMANY", "levantine", "قد ايش|قد شو|أد ايش"),
    ("WHY", "egyptian", "عشان إيه|علشان إيه|ليه بقى"),
    ("WHY", "gulf", "عشان ايش|علشان وش|علشان ايش"),
    ("WHY", "levantine", "عشان شو|مشان شو|كرمال شو"),
    ("WHY", "maghrebi", "على اش|على وش"),
    ("HOW", "gulf", "وش لون|ايش لون"),
    ("HOW", "iraqi", "شنو لون"),
    ("WHICH", "egyptian", "أي واحد|أنهي واحد"),
    ("WHO", "maghrebi", "اش كون"),
)
_CONJUNCTIONS = ("و", "ف")

OF_TWO = folded_words("أيهما أيهم أيها")
"""Those that choose among what was named, and take no noun."""
BEFORE_NOUNS = folded_words("ما ماهو ماهي")
"""Those that no verb follows, as one may follow «شو» and «إيه»."""


def question_word(word: str) -> QuestionWord | None:
    """What a folded word asks for, a conjunction before it or not; None for other words.

    «أية», «إيه» and «آية» fold alike: such a word asks for a choice (`WHICH`) early in a question,
    and for the Egyptian "what" see `asks_what`.
    """
    listed = _WORDS.get(word)
    if listed is None and word.startswith(_CONJUNCTIONS):
        listed = _WORDS.get(word[1:])
    return listed


def in_standard_words(words: Sequence[str]) -> list[str | None]:
    """For each folded word what standard Arabic asks by in its place; None: the same.

    Empty for what another word of a phrase says already («قد إيه»).
    """
    meant: list[str | None] = [None] * len(words)
    at = 0
    while at < len(words):
        found = question_phrase(words, at)
        length, word = found or (1, None)
        if word is not None and "standard" not in word.varieties:
            meant[at : at + length] = [_IN_STANDARD[word.question_type], *[""] * (length - 1)]
        at += length
    return meant


_IN_STANDARD: Mapping[str, str] = {
    **{"WHO": "من", "WHEN": "متى", "WHERE": "أين", "HOWMANY": "كم", "WHATNOUN": "ما"},
    **{"WHATVERB": "ماذا", "WHICH": "أي", "WHY": "لماذا", "HOW": "كيف", "YESNO": "هل"},
}


def question_words() -> frozenset[str]:
    """All folded question words of one word."""
    return frozenset(_WORDS)


def is_listed(word: str) -> bool:
    """Whether a folded word is a question word by itself: «وين», but not «وأين»."""
    return word in _WORDS


def question_phrase(words: Sequence[str], at: int) -> tuple[int, QuestionWord] | None:
    """The words that ask from a place on and how many they are: «من أين», «قد إيه», or one word.

    None when nothing that begins there asks.
    """
    for length in range(min(_LONGEST, len(words) - at), 1, -1):
        first, *others = words[at : at + length]
        for form in ((first, *others), (first[1:], *others)):
            if form in _LONGER and (form[0] == first or first.startswith(_CONJUNCTIONS)):
                return length, _LONGER[form]
    word = question_word(words[at])
    if word is not None and asks_what(words, at):
        word = _EGYPTIAN_WHAT
    return (1, word) if word is not None and word.asks_at(at) else None


def asks_what(words: Sequence[str], at: int) -> bool:
    """Whether «ايه» is the Egyptian "what": last («اسمه إيه؟») or before «هو», «هي» or «اللي»."""
    before = words[at][1:] if words[at].startswith(_CONJUNCTIONS) else words[at]
    meant = at > 0 and words[at - 1] in _BEFORE_EH
    return before == _EH and (meant or at + 1 == len(words) or words[at + 1] in _AFTER_EH)


_EH = fold("إيه")
_AFTER_EH = folded_words("هو هي هم اللي ده دي")
_BEFORE_EH = folded_words("يعني بيعمل قصدك معناه")
_EGYPTIAN_WHAT = QuestionWord("WHATNOUN", frozenset(("egyptian",)), None)


def _rows() -> Iterator[tuple[str, QuestionWord]]:
    for question_type, latest, listed in _STANDARD:
        for word in fold(listed).split():
            yield word, QuestionWord(question_type, frozenset(("standard",)), latest)
    for question_type, variety, listed in _DIALECTS:
        for word in fold(listed).split():
            latest = _NOT_ALWAYS.get(word)
            yield word, QuestionWord(question_type, frozenset((variety,)), latest)


def _table() -> Mapping[str, QuestionWord]:
    """Each form once; where varieties differ in its type, the first listed one counts."""
    table: dict[str, QuestionWord] = {}
    for word, words in _rows():
        known = table.setdefault(word, words)
        if known.question_type == words.question_type:
            varieties = known.varieties | words.varieties
            table[word] = QuestionWord(known.question_type, varieties, known.latest)
    return table


_WORDS = _table()
_LONGER: Mapping[Form, QuestionWord] = {
    tuple(phrase.split()): QuestionWord(question_type, frozenset((variety,)), None)
    for question_type, variety, phrases in _PHRASES
    for phrase in fold(phrases).split("|")
}
_LONGEST = max(map(len, _LONGER))
