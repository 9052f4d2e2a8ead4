"""Several questions in one: «كم مدة العقد ومتى ينتهي؟», the second of the first's subject."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from index.arabic.folding import folded_words
from index.arabic.lexemes import BIT, lexeme
from index.arabic.particles import PREPOSITIONS, PRONOUNS, RELATIVES
from index.arabic.question_words import is_listed, question_phrase, question_word
from index.arabic.stop_words import FUNCTION_WORDS

_AND = "و"
_ALSO_LISTED = folded_words("وكم وشلون")
"""Question words whose first letter may be «and»."""
_WHAT_OR_NOT = folded_words("وما")
_WHO_OR_FROM = folded_words("ومن")
"""They ask only where no verb, preposition or name follows."""
_ITS = ("ها", "هم", "هما")
"""What ends a word that points back to a subject."""
_MOST_WITHOUT_SUBJECT = 2
"""Content words of a question that may leave its subject to the one before."""
_COUNTING = folded_words("عدد اسم مقدار قيمة")
_NAMES_ITS_OWN = frozenset(("WHERE", "WHO"))
"""Question types that ask for a definite noun («أين الفنار؟»), not of another subject."""

Part = tuple[int, ...]
"""Places of words in a question: those of the part, then those that it takes from the first one."""


def split_question(words: Sequence[str], breaks: Collection[int]) -> tuple[Part, ...]:
    """The questions that folded words ask; empty when it is one.

    :param breaks: places of words that open a sentence or follow a comma.
    """
    starts = [at for at in range(len(words)) if _opens(words, at, breaks)]
    first = _first_asking(words)
    starts = [at for at in starts if first is not None and at > first]
    if first is None or not starts:
        return ()
    edges = [0, *starts, len(words)]
    ranges = [range(start, end) for start, end in pairwise(edges)]
    rests = [_rest(words, each) for each in ranges]
    subject = _subject(words, next(filter(None, rests), ()))
    return tuple(
        _whole(words, own, rest, subject, rests[at + 1 :])
        for at, (own, rest) in enumerate(zip(ranges, rests, strict=True))
    )


def _first_asking(words: Sequence[str]) -> int | None:
    return next((at for at in range(len(words)) if question_phrase(words, at)), None)


def _opens(words: Sequence[str], at: int, breaks: Collection[int]) -> bool:
    """Whether another question begins at a place."""
    word, after = words[at], words[at + 1 : at + 2]
    if at in breaks:
        asked = question_phrase(words[at:], 0)
        return asked is not None and word not in _WHAT_OR_NOT | _WHO_OR_FROM
    if word in _WHAT_OR_NOT:
        return bool(after) and _is_noun(after[0])
    if word in _WHO_OR_FROM:
        named = BIT["PLACE"] | BIT["PERSON"] | BIT["AL"] | BIT["DIGIT"]
        earlier = "من" in words[1:at]
        return bool(after) and not earlier and not lexeme(after[0]).kinds & named
    if not word.startswith(_AND) or (is_listed(word) and word not in _ALSO_LISTED):
        return False
    return question_word(word[1:]) is not None


def _is_noun(word: str) -> bool:
    other = PREPOSITIONS | RELATIVES | FUNCTION_WORDS - PRONOUNS
    return word not in other and not lexeme(word).kinds & BIT["VERB"]


def _rest(words: Sequence[str], own: range) -> Part:
    """What stands in a part after its question word."""
    for at in own:
        bare = words[own.start :]
        found = question_phrase([bare[0].removeprefix(_AND), *bare[1:]], at - own.start)
        found = found or question_phrase(words, at)
        if found is not None:
            return tuple(range(at + found[0], own.stop))
    return tuple(own[1:])


def _subject(words: Sequence[str], rest: Part) -> Part:
    """What a question is about: all but the verb or the attribute that is asked for."""
    content = [at for at in rest if words[at] not in FUNCTION_WORDS]
    while content and words[content[0]] in _COUNTING and len(content) > 2:
        del content[0]
    if any(words[at] in PRONOUNS for at in rest[:1]):
        return tuple(content)  # «من هو …»
    left = content[1:]
    while left and lexeme(words[left[0]]).kinds & BIT["VERB"]:
        del left[0]
    return tuple(at for at in rest if at >= left[0]) if left else ()


def _whole(
    words: Sequence[str], own: range, rest: Part, subject: Part, later: Sequence[Part]
) -> Part:
    """A part with what it lacks: «متى وأين ولد» shares what follows, «متى ينتهي» has no subject."""
    if not rest:
        return (*own, *next(filter(None, later), ()))
    content = [at for at in rest if words[at] not in FUNCTION_WORDS]
    lacks = own.start > 0 and (not content or _points_back(words, own, content))
    return (*own, *subject) if lacks else tuple(own)


def _points_back(words: Sequence[str], own: range, content: Sequence[int]) -> bool:
    if len(content) > _MOST_WITHOUT_SUBJECT:
        return False
    definite = any(lexeme(words[at]).kinds & BIT["AL"] for at in content)
    if not definite or words[content[-1]].endswith(_ITS):
        return True
    asked = question_word(words[own.start].removeprefix(_AND))
    return len(content) == 1 and asked is not None and asked.question_type not in _NAMES_ITS_OWN
