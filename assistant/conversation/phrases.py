"""The words of a question with their grammar, as far as spelling shows it.

Nothing here is certain: Arabic spelling leaves gender, number and case to the reader. Each guess
only has to be good enough to choose among the few things that a conversation is about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from index.arabic import words_with_spans
from index.arabic.agreement import FEMININE, MASCULINE, MASCULINE_VERBS, Gender
from index.arabic.clitics import WITH_ARTICLE, WITH_OWN_WAW, WITHOUT_ARTICLE
from index.arabic.names import NAME_LINKS
from index.arabic.particles import ENDS_OF_PHRASES
from index.arabic.question_words import QuestionType, question_word
from index.arabic.word_classes import bit, classes
from index.question import named_types

Kind = Literal["person", "place", "time", "thing"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a question."""

    text: str
    """As written, marks included, without a conjunction or preposition written on to it."""
    plain: str
    """The same without marks: `ة` and `أ` as written."""
    folded: str
    start: int
    end: int

    @property
    def is_definite(self) -> bool:
        return (
            self.plain.startswith("ال")
            and len(self.folded) > 3
            and self.folded not in WITHOUT_ARTICLE
        )


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that a later question may stand for."""

    text: str
    words: tuple[Token, ...]
    gender: Gender
    plural: bool
    kind: Kind


def tokens_of(text: str) -> list[Token]:
    """The words of a text."""
    return [
        Token(
            text[word.start : word.end],
            _plain(text[word.start : word.end]),
            word.text,
            word.start,
            word.end,
        )
        for word in words_with_spans(text)
    ]


def _plain(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) != "Mn" and c != "\u0640")


def without_first_letter(token: Token) -> Token:
    """The token without its first letter and the marks on it."""
    at = 1
    while at < len(token.text) and unicodedata.category(token.text[at]) == "Mn":
        at += 1
    return replace(
        token,
        text=token.text[at:],
        plain=token.plain[1:],
        folded=token.folded[1:],
        start=token.start + at,
    )


def asks(word: Token, question_type: QuestionType) -> bool:
    """Whether a word is a question word of one type, of the standard or a dialect."""
    known = question_word(word.folded)
    return known is not None and known.question_type == question_type


def noun_phrases(tokens: Sequence[Token], source: str) -> list[Phrase]:
    """What the words name, likeliest subject first: each run of nouns, then the nouns inside it.

    :param source: what the tokens' offsets count in, for the quotation marks between them.
    """
    found: list[Phrase] = []
    runs = _runs(tokens, source)
    for run in runs:
        inner = [
            at
            for at in range(1, len(run))
            if run[at - 1].folded not in NAME_LINKS
            and not (run[at].is_definite and run[at - 1].is_definite)
            and (run[at].is_definite or at + 1 < len(run) or _takes_a_name(run[at - 1]))
        ]
        found += [phrase(run[at:], source) for at in (0, *inner)]
    pairs = [(a, b) for a, b in pairwise(runs) if source[a[-1].end : b[0].start].strip() == "و"]
    found += [_pair(*pair, source) for pair in pairs]
    return found


def _takes_a_name(head: Token) -> bool:
    """Whether a name may follow: «طول دجلة», «مدينة بابل»."""
    return bool(named_types(head.folded) or classes(head.folded) & _PLACE)


def _runs(tokens: Sequence[Token], source: str) -> list[list[Token]]:
    runs: list[list[Token]] = [[]]
    last_end = None
    for token in tokens:
        between = source[last_end : token.start] if last_end is not None else ""
        last_end = token.end
        opened = re.search(r"[«»\"“”،؛()]", between)
        clitic = next(
            (c for c in WITH_ARTICLE if token.folded.startswith(c) and len(token.folded) > 5), ""
        )
        if clitic:
            token = without_first_letter(token)
            token = _restored(token) if clitic == "لل" else token
        elif (
            token.folded.startswith("و")
            and len(token.folded) > 3
            and token.folded not in WITH_OWN_WAW
            and runs[-1]
        ):
            token, clitic = without_first_letter(token), "و"
        if opened or clitic or (runs[-1] and _begins_another(token, runs[-1][-1])):
            runs.append([])
        if _stops(token) or token.folded[0].isdecimal():
            runs.append([])
            continue
        runs[-1].append(token)
    return [run for run in runs if run]


def _stops(token: Token) -> bool:
    asks = question_word(token.folded)
    return (
        token.folded in ENDS_OF_PHRASES
        or (asks is not None and asks.latest != 0)
        or (is_time(token) and not token.is_definite)
    )


def _begins_another(token: Token, last: Token) -> bool:
    """Whether a noun cannot belong to the one before it: «السيل» with «سوق», «مصر» with «السوق»."""
    if token.is_definite:
        return bool(classes(last.folded) & bit("territory")) and not last.is_definite
    return last.is_definite and not {token.folded, last.folded} & NAME_LINKS


def _restored(token: Token) -> Token:
    """«للمكتبة» without its first ل is «لمكتبة»: the article's ا comes back."""
    return replace(token, text="ا" + token.text, plain="ا" + token.plain, folded="ا" + token.folded)


def _pair(first: Sequence[Token], second: Sequence[Token], source: str) -> Phrase:
    """«دجلة والفرات»"""
    both = phrase([*first, *second], source)
    return replace(both, gender="either", plural=True)


def phrase(run: Sequence[Token], source: str) -> Phrase:
    """:param source: what the tokens' offsets count in."""
    return Phrase(
        text=run[0].text + source[run[0].end : run[-1].end],
        words=tuple(run),
        gender=gender_of(run),
        plural=_is_plural(run[0]),
        kind=kind_of(run),
    )


def gender_of(run: Sequence[Token]) -> Gender:
    """Of the first word, which the others only add to."""
    head = run[0]
    bare = head.folded.removeprefix("ال")
    if head.folded in MASCULINE or bare in MASCULINE:
        return "m"
    if head.folded in FEMININE or bare in FEMININE:
        return "f"
    if head.plain.endswith("ة") or (bare.endswith("ات") and len(bare) > 4):
        return "f"
    if head.plain.endswith(("ى", "اء", "ا")) and len(bare) > 3:
        return "either"
    if head.folded.endswith("ه") and head.is_definite and len(bare) > 3:
        return "f"
    if _is_broken_plural(bare):
        return "either"
    known = classes(head.folded)
    if len(run) == 1 and known & _CITY and not head.is_definite:
        return "f"
    return "m"


def gender_of_verb(verb: Token) -> Gender:
    """Of the subject that a verb agrees with."""
    if verb.folded in MASCULINE_VERBS:
        return "m"
    if verb.folded.endswith("ت") and len(verb.folded) > 3:
        return "f"
    return "either" if verb.folded.startswith("ت") else "m"


def kind_of(run: Sequence[Token]) -> Kind:
    known = [classes(token.folded) for token in run]
    if known[0] & _PLACE:
        return "place"
    if any(token.folded in NAME_LINKS for token in run) or any(each & _PERSON for each in known):
        return "person"
    return "place" if any(each & _PLACE for each in known) else "thing"


def is_name(word: Token) -> bool:
    """Whether a word is known for the name of a person or a place."""
    return word.folded in NAME_LINKS or bool(classes(word.folded) & _NAMES)


def is_time(word: Token) -> bool:
    """Whether a word names a time, a day of the week or a month."""
    return bool(classes(word.folded) & _TIME)


def _is_plural(head: Token) -> bool:
    bare = head.folded.removeprefix("ال")
    ended = bare.endswith(("ون", "ين", "ات")) and len(bare) > 4
    return ended or _is_broken_plural(bare)


def _is_broken_plural(bare: str) -> bool:
    """أفعال, فعول and مفاعل, by their letters."""
    return bool(re.fullmatch(r"ا..ا.|م.ا.ي?.|.و?ا.ي.|.وا.ي?.", bare)) and len(bare) > 4


_PERSON = bit("person")
_PLACE = bit("place") | bit("territory") | bit("city")
_CITY = bit("city")
_TIME = bit("time") | bit("weekday") | bit("month")
_NAMES = bit("forename") | bit("territory") | bit("city")
