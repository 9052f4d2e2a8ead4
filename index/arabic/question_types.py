"""What kind of question it is: who, when, how many …, and what kind of thing answers it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from index.arabic.clitics import PROCLITICS
from index.arabic.dialect_verbs import standard_perfects
from index.arabic.folding import fold, folded_words
from index.arabic.lexemes import BIT, lexeme
from index.arabic.morphology import canonical
from index.arabic.question_words import QuestionWord, question_phrase

QUESTION_TYPES = (
    *("WHO", "WHODEF", "WHEN", "WHERE", "HOWMANY", "WHATDEF", "WHATNOUN", "WHATVERB"),
    *("WHICH", "WHY", "HOW", "YESNO", "OTHER"),
)
ANSWER_TYPES = (
    *("time", "place", "person", "number", "rank", "name", "definition", "reason", "manner"),
    *("list", "group", "thing"),
)

_WHATIS = folded_words("ماهو ماهي ماهى وماهو ماهم ماهما")
_PRONOUNS = folded_words("هو هي هم هن هما كان كانت يكون تكون الذي التي الذين تم يتم تعتبر يعتبر")
_IS = folded_words("هو هي هم")
_RELATIVES = folded_words("الذي التي الذين")
_COUNTING_HEADS = folded_words("عدد اسم نوع")
"""Nouns that only introduce the one asked about: عدد الكتب."""
_LONGEST_WHO_IS = 4
"""Content words in «من هو …» that still ask who someone is, not who did something."""
_LONGEST_WHAT_IS = 2
_NAMES_BEGIN = folded_words("ابن أبو أم بنت")
"""«من هو ابن سينا» asks who bears the name, not whose son somebody is."""
_PRONOUN_IS = folded_words("هو هي")
_IMPLIED = {
    **{"WHEN": "time", "WHERE": "place", "HOWMANY": "number", "WHY": "reason", "HOW": "manner"},
    **{"WHO": "person", "WHODEF": "definition", "WHATDEF": "definition"},
}
_UNNAMED = {"WHATNOUN": "thing", "WHICH": "thing"}
"""What is asked for when no noun tells."""
_NOUN_WITHIN = {"WHATNOUN": 2, "WHICH": 2, "HOWMANY": 1, "WHO": 1, "WHATVERB": 1, "OTHER": 1}
"""Content words after the question word among which is the noun that tells the kind of answer."""
_NOUNS_FILE = Path(__file__).parent / "asked_nouns.txt"


def asking_word(words: Sequence[str]) -> tuple[int, str]:
    """Place and type of the question word; place -1 when there is none."""
    clear = next(_clear_question_words(words), None)
    if clear is not None and clear[0] == 0:
        return clear
    for position, word in enumerate(words[: clear[0] if clear else None]):
        if word in _WHAT and (position <= 1 or clear is None):
            return position, "WHATNOUN"
        if word in _WHO and clear is not None and clear[0] == position + 1:
            return clear  # من أين, من متى
        if word in _WHO and (position == 0 or (clear is None and _asks_who(words, position))):
            return position, "WHO"
    if clear is None and len(words) > 1 and words[1] in _WHO:
        return 1, "WHO"
    return clear or (-1, "OTHER")


_WHO = folded_words("من ممن بمن ومن")
_WHAT = folded_words("ما وما")
"""These two are also «from» and «not»: their place tells."""


def _clear_question_words(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The last word of each question word or phrase, with its type."""
    for position, word in enumerate(words):
        found = None if word in _WHO | _WHAT else question_phrase(words, position)
        if found is not None:
            last = position + found[0] - 1
            yield last, _type_of_word(found[1], words[last + 1 : last + 2])


def _type_of_word(word: QuestionWord, following: Sequence[str]) -> str:
    """«شو اسمه» asks after a noun, «شو يصير» after a verb: dialects have one word for both."""
    both = word.question_type == "WHATNOUN" and "standard" not in word.varieties
    verbs = standard_perfects()
    verbal = any(each in verbs or lexeme(each).kinds & BIT["VERB"] for each in following)
    return "WHATVERB" if both and verbal else word.question_type


def _asks_who(words: Sequence[str], position: int) -> bool:
    """Whether a late من is "who" and not "from"."""
    following = words[position + 1 : position + 2]
    return not following or following[0] in _PRONOUNS


def question_type(
    kind: str, words: Sequence[str], position: int, following: Sequence[str], content: int
) -> str:
    """The question type, from the words that follow the question word.

    :param content: how many content words the question has.
    """
    rest = words[position + 1 :]
    pronouns = list(takewhile(_PRONOUNS.__contains__, rest))
    noun = bool(following) and bool(named_types(following[0]))
    if kind == "WHO" and pronouns and pronouns[0] in _IS and not _RELATIVES & set(rest):
        bears = pronouns[0] in _PRONOUN_IS and bool(following) and following[0] in _NAMES_BEGIN
        return "WHODEF" if (bears or not noun) and content <= _LONGEST_WHO_IS else "WHO"
    if kind in ("WHATNOUN", "WHICH") and _RELATIVES & set(pronouns):
        return "WHATVERB"
    if kind == "OTHER" and any(map(named_types, words[:1])):
        return "WHATNOUN"  # «عدد كتب المكتبة»
    if kind == "WHATNOUN" and not noun and content <= _LONGEST_WHAT_IS:
        return "WHATDEF" if pronouns or words[position] in _WHATIS else kind
    return kind


def answer_types(kind: str, following: Sequence[str]) -> frozenset[str]:
    """Those of `ANSWER_TYPES` that a question type and the content words after it make expect."""
    within = following[: _NOUN_WITHIN.get(kind, 0)]
    named = next(filter(None, map(named_types, within)), frozenset())
    implied = _IMPLIED.get(kind) or (not named and _UNNAMED.get(kind))
    return named | {implied} if implied else named


def named_types(word: str) -> frozenset[str]:
    """The kinds of answer that a folded noun asks for: «مدينة» a place; empty for most words."""
    nouns = _asked_nouns()
    for proclitic in ("", *PROCLITICS):
        if word.startswith(proclitic) and word[len(proclitic) :] in nouns:
            return nouns[word[len(proclitic) :]]
    return frozenset()


@lru_cache(maxsize=1)
def _asked_nouns() -> dict[str, frozenset[str]]:
    nouns: dict[str, frozenset[str]] = {}
    for line in _NOUNS_FILE.read_text(encoding="utf-8").splitlines()[1:]:
        name, _, listed = line.partition(": ")
        for noun in fold(listed).split():
            nouns[noun] = nouns.get(noun, frozenset()) | {name}
    return nouns


def focus_and_predicate(
    kind: str, following: Sequence[str], distinct: Sequence[str]
) -> tuple[int, int]:
    """Places among the terms of the noun asked about and of what is said of it; -1 for none.

    :param distinct: canonical forms of the terms, in order.
    """
    if not following:
        return -1, -1
    positions = [distinct.index(canonical(word)) for word in following]
    if kind not in ("HOWMANY", "WHATNOUN", "WHICH", "WHATDEF"):
        return -1, positions[0]
    at = 1 if following[0] in _COUNTING_HEADS and len(following) > 1 else 0
    return positions[at], positions[at + 1] if at + 1 < len(following) else -1
