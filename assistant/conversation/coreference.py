"""Pronouns and demonstratives of a question, and the words that they stand for.

Arabic writes a possessor or an object as an ending, so a pronoun is guessed from the last letters
of a word; it counts as pointing back only when nothing before it in the question agrees with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.conversation.ellipsis import QuestionParts, is_attribute
from assistant.conversation.phrases import (
    Kind,
    Phrase,
    Token,
    gender_of,
    is_name,
    phrase,
)
from assistant.conversation.referents import DialogueContext
from index.arabic.agreement import (
    BEFORE_PRONOUNS,
    ENDING_IN_OWN_TA,
    ENDING_LIKE_PRONOUNS,
    PRONOUN_ENDINGS,
    SAID_OF_PERSONS,
    SAID_OF_PLACES,
    SAID_OF_THINGS,
    Gender,
)
from index.arabic.particles import PREPOSITIONS


@dataclass(frozen=True, slots=True)
class Pronoun:
    """The pronoun at the end of a word."""

    stem: str
    """The word without it, as it stands before a noun."""
    gender: Gender
    plural: bool


def pronoun_of(word: Token, verb: bool = False) -> Pronoun | None:
    """The pronoun that a word ends in, as far as its letters tell.

    :param verb: whether the word stands where a verb does, whose ت is not a noun's ة.
    """
    if word.is_definite or word.folded in ENDING_LIKE_PRONOUNS or word.plain.endswith("ة"):
        return None
    for ending, gender, plural in PRONOUN_ENDINGS:
        stem = word.folded.removesuffix(ending)
        if stem != word.folded and (len(stem) > 1 or stem in BEFORE_PRONOUNS):
            return Pronoun(_without_pronoun(word, len(ending), verb), gender, plural)
    return None


def _without_pronoun(word: Token, ending: int, verb: bool) -> str:
    plain, stem = word.plain[:-ending], word.folded[:-ending]
    if stem in BEFORE_PRONOUNS:
        return BEFORE_PRONOUNS[stem]
    if plain.endswith("ت") and not verb and len(plain) > 2 and stem not in ENDING_IN_OWN_TA:
        return plain[:-1] + "ة"
    if plain.endswith("ا") and len(plain) > 2:
        return plain[:-1] + "ى"
    if plain.endswith(("ؤ", "ئ")):
        return plain[:-1] + "ء"
    return plain


def points_back(question: QuestionParts, at: int, pronoun: Pronoun) -> bool:
    """Whether nothing before a pronoun in the same question is what it stands for.

    :param at: of the pronoun's word, after the question word.
    """
    words = (*question.counted, *question.rest)
    named = [n for n in range(at) if words[n].is_definite]
    if named == [0] and words[1].folded.startswith("بين"):
        return True  # «ما الفرق بينه وبين العود؟»
    if named:
        agreeing = (gender_of([words[n]]) for n in named)
        return not any(
            "either" in (own, pronoun.gender) or own == pronoun.gender for own in agreeing
        )
    first = len(question.counted) + 1
    if question.verbal and first < at:
        return not _may_be_named(words[first])
    return not any(is_name(word) for word in words[:at])


def _may_be_named(word: Token) -> bool:
    """Whether the word after a verb may be its subject: neither «في» nor «طول» nor «أكبر»."""
    elative = word.plain.startswith("أ") and len(word.folded) == 4 and not is_name(word)
    return not (word.folded in PREPOSITIONS or is_attribute(word) or elative)


def in_place_of(stem: str, text: str) -> str:
    """A word and the noun that its pronoun gives way to."""
    if stem == "لـ":
        return "لل" + text[2:] if text.startswith("ال") else "ل" + text
    return "ب" + text if stem == "بـ" else f"{stem} {text}"


def wanted_kind(word: Token) -> Kind | None:
    """Of what kind is that which a verb, or a noun with its owner, is said of."""
    if word.folded in SAID_OF_PERSONS:
        return "person"
    if word.folded in SAID_OF_THINGS:
        return "thing"
    return "place" if word.folded in SAID_OF_PLACES else None


def called(context: DialogueContext, noun: Token) -> Phrase | None:
    """What «هذا» with a noun points to: what was named so, or is of the noun's kind."""
    bare = noun.folded.removeprefix("ال")
    for each in context.referents:
        if any(word.folded.removeprefix("ال") == bare for word in each.phrase.words):
            return each.phrase
    own = phrase([noun], "")
    return context.choose(own.gender, None if own.kind == "thing" else own.kind)
