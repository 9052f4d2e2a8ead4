"""A question that leans on the turns before it, made to stand alone.

Several ways of leaning are known: «وماذا عن …؟» puts something else into the last question;
«ولماذا؟» asks it anew with another question word; a pronoun stands for what was named; a verb
lacks its subject. What leans in none of these ways stands as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.coreference import (
    called,
    in_place_of,
    points_back,
    pronoun_of,
    wanted_kind,
)
from assistant.conversation.ellipsis import QuestionParts, is_attribute, subject_words
from assistant.conversation.phrases import (
    Kind,
    Token,
    asks,
    gender_of_verb,
    is_time,
    kind_of,
    noun_phrases,
    without_first_letter,
)
from assistant.conversation.referents import Past
from index.arabic.agreement import CAUSES, HAPPENING, Gender
from index.arabic.particles import (
    ABOUT,
    AUXILIARIES,
    CONCERNING,
    CONDITIONS,
    DEMONSTRATIVES,
    PLURAL_PRONOUNS,
    PREPOSITIONS,
    PRONOUNS,
)
from index.arabic.question_words import OF_TWO
from index.arabic.word_classes import bit, classes

LONGEST_FRAGMENT = 2
"""Words without a question word that count as a follow-up though no «و» leads them in."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A follow-up that stands alone."""

    question: str
    carried: tuple[str, ...]
    """What was taken from the earlier turns."""


def resolved(asked: QuestionParts, past: Past) -> Resolved | None:
    """The question with what it leaves unsaid; None when it leaves nothing unsaid."""
    for way in (
        _which_of_two,
        _something_else,
        _another_question_word,
        _another_verb,
        _pronoun_alone,
        _pronoun,
        _missing_subject,
        _bare_noun,
    ):
        found = way(asked, past)
        if found is not None:
            return found
    return None


def _which_of_two(asked: QuestionParts, past: Past) -> Resolved | None:
    """«أيهما أطول؟»"""
    if not asked.head or asked.head[-1].folded not in OF_TWO or len(asked.rest) > 1:
        return None
    latest = [each.phrase.text for each in past.referents if each.rank == 0][:2]
    if len(latest) < 2:
        return None
    second, first = latest
    return Resolved(f"{asked.body}، {first} أم {second}؟", (first, second))


def _something_else(asked: QuestionParts, past: Past) -> Resolved | None:
    """«وماذا عن سد حديثة؟», «والفرات؟», «وعنوانه؟»"""
    named = _named(asked, past)
    if not named:
        return None
    text, carried = asked.text[named[0].start : named[-1].end], []
    for at, word in enumerate(named):
        pronoun = pronoun_of(word)
        found = pronoun and past.choose(pronoun.gender, wanted_kind(word), pronoun.plural)
        if pronoun and found:
            joined = in_place_of(pronoun.stem, found.text)
            text = asked.text[named[0].start : word.start] + joined
            text += asked.text[word.end : named[-1].end]
            if at == 0:
                lead = "ما" if is_attribute(word) else "ماذا عن"
                return Resolved(f"{lead} {text}؟", (found.text,))
            carried.append(found.text)
            break
    return _put_in(text, named, past.last, carried)


def _named(asked: QuestionParts, past: Past) -> Sequence[Token]:
    """What is to be put into the last question; empty when this is no question of that kind."""
    words = (*asked.head, *asked.counted, *asked.rest)
    folds = [word.folded for word in words]
    if folds[:1] == ["من"] and asked.joined and kind_of(words[1:] or words) == "place":
        # «ومن بيروت؟» goes on from «من» in the sense of "from".
        return words if any(word.folded == "من" for word in past.last.rest) else ()
    for at in range(min(2, len(words))):
        led_in = asked.head if at else asked.joined
        if (folds[at] in ABOUT and led_in) or (folds[at] in CONCERNING and (led_in or at == 0)):
            return words[at + 1 :]
    if asked.joined and len(asked.rest) == 1 and _is_ordinal(asked.rest[0]):
        return asked.rest  # «ومن الثاني؟»
    short = len(words) <= LONGEST_FRAGMENT and asked.text.rstrip().endswith(("؟", "?"))
    return words if not asked.head and (asked.joined or short) else ()


def _put_in(text: str, named: Sequence[Token], last: QuestionParts, carried: list[str]) -> Resolved:
    slot = None if named[0].folded in CONDITIONS else _slot(named, last)
    if slot is None:
        return Resolved(f"{last.body} {text}؟", (last.body, *carried))
    start = (*last.head, *last.counted, *last.rest)[0].start
    before, after = last.text[start : slot[0].start], last.text[slot[1].end :]
    kept = " ".join((before + after).replace("؟", " ").split())
    return Resolved(before + text + after, (kept, *carried))


def _slot(named: Sequence[Token], last: QuestionParts) -> tuple[Token, Token] | None:
    """The first and the last of the words that give way: those most like the new ones."""
    words = [*last.counted, *last.rest]
    first = named[0]
    for alike in (_is_time, _is_ordinal):
        if alike(first):
            found = [word for word in words if alike(word)]
            return (found[0], found[-1]) if found else None
    if first.folded in PREPOSITIONS or first.folded[0] in "لب":
        led = [word for word in words if _same_preposition(first, word)]
        if led or first.folded in PREPOSITIONS:
            return (led[0], words[-1]) if led else None
    if is_attribute(first) and words and is_attribute(words[0]):
        return words[0], words[0]
    nouns = [each.words for each in noun_phrases(subject_words(last), last.text)]
    same = next((each for each in nouns if each[0].folded == first.folded), None)
    nouns = [each for each in nouns if not is_attribute(each[0]) or len(each) == 1]
    best = same or max(nouns, key=lambda each: _likeness(named, each), default=None)
    return (best[0], best[-1]) if best else None


def _same_preposition(first: Token, word: Token) -> bool:
    if first.folded in PREPOSITIONS:
        return word.folded == first.folded
    return word.folded.startswith({"ل": "لل", "ب": "بال"}[first.folded[0]])


def _is_time(word: Token) -> bool:
    year = word.folded.isdecimal() and len(word.folded) == 4
    return year or is_time(word)


def _is_ordinal(word: Token) -> bool:
    return bool(classes(word.folded) & bit("ordinal"))


def _likeness(named: Sequence[Token], other: Sequence[Token]) -> tuple[bool, bool, int]:
    shape = [word.is_definite for word in named] == [word.is_definite for word in other]
    return kind_of(named) == kind_of(other), shape, -abs(len(named) - len(other))


def _another_question_word(asked: QuestionParts, past: Past) -> Resolved | None:
    """«ولماذا؟», «متى حدث ذلك؟», «وما السبب؟»"""
    words, clause = (*asked.counted, *asked.rest), past.last.clause
    unsaid = DEMONSTRATIVES | HAPPENING | CAUSES | PREPOSITIONS
    if not asked.head or not clause or any(word.folded not in unsaid for word in words):
        return None
    if asked.head[-1].folded in PRONOUNS:
        return None
    head = "لماذا" if any(word.folded in CAUSES for word in words) else asked.head_text
    return Resolved(f"{head} {clause}؟", (clause,))


def _another_verb(asked: QuestionParts, past: Past) -> Resolved | None:
    """«كم جنديًا قُتل في الهجوم؟» … «وكم جُرح؟»"""
    last = past.last
    if not asked.head or not last.head or not last.counted or asked.counted:
        return None
    same = asks(asked.head[-1], "HOWMANY") and asks(last.head[-1], "HOWMANY")
    if not (same and asked.verbal and len(asked.rest) == 1 and last.verbal):
        return None
    counted = " ".join(word.text for word in last.counted)
    rest = last.text[last.rest[0].end : last.rest[-1].end].strip()
    carried = tuple(part for part in (counted, rest) if part)
    return Resolved(f"{asked.head_text} {counted} {asked.rest[0].text} {rest}؟", carried)


def _pronoun_alone(asked: QuestionParts, past: Past) -> Resolved | None:
    """«من هو؟», «وما هي؟»"""
    if not asked.head or asked.rest or asked.counted or asked.head[-1].folded not in PRONOUNS:
        return None
    gender: Gender = "f" if asked.head[-1].folded == "هي" else "m"
    wanted: Kind | None = "person" if asks(asked.head[0], "WHO") else None
    found = past.choose(gender, wanted, plural=asked.head[-1].folded in PLURAL_PRONOUNS)
    if found is None or (wanted is None and past.last.counted):
        return _beside(asked.head_text, past.last.clause)
    return Resolved(f"{asked.head_text} {found.text}؟", (found.text,))


def _beside(question: str, clause: str) -> Resolved | None:
    """With what the last question said in brackets, where no noun fits into this one."""
    return Resolved(f"{question} ({clause})؟", (clause,)) if clause else None


def _pronoun(asked: QuestionParts, past: Past) -> Resolved | None:
    """«ما عاصمتها؟», «وكم كلّف ذلك؟», «من كتب هذا الكتاب؟»"""
    words = (*asked.counted, *asked.rest)
    for at, word in enumerate(words):
        bare = without_first_letter(word) if word.folded[0] in "بلك" else word
        if bare.folded in DEMONSTRATIVES:
            following = words[at + 1] if at + 1 < len(words) else None
            return _demonstrated(asked, past, bare, following)
        verb = asked.verbal and word == asked.rest[0] and not asks(asked.head[-1], "HOWMANY")
        pronoun = pronoun_of(word, verb)
        if pronoun and points_back(asked, at, pronoun):
            found = past.choose(pronoun.gender, wanted_kind(word), pronoun.plural)
            if found is None:
                return _beside(asked.body, past.last.clause)
            joined = in_place_of(pronoun.stem, found.text)
            return Resolved(asked.with_instead(word, word, joined), (found.text,))
    return None


def _demonstrated(
    asked: QuestionParts, past: Past, word: Token, following: Token | None
) -> Resolved | None:
    """«هذا الكتاب» by what was named so, «ذلك» by the whole of what was asked and answered."""
    if following is None or not following.is_definite:
        clause, answer = past.last.clause, past.answer
        whole = f"{clause}، {answer}" if answer and clause and answer not in clause else clause
        return _beside(asked.body, whole)
    found = called(past, following)
    if found is None:
        return None
    named_so = any(each.folded == following.folded for each in found.words)
    text = found.text if named_so else f"{following.text} ({found.text})"
    return Resolved(asked.with_instead(word, following, text), (found.text,))


def _missing_subject(asked: QuestionParts, past: Past) -> Resolved | None:
    """«أين ولد؟», «وكيف كان يعرف الطريق؟»"""
    if not asked.verbal or asks(asked.head[-1], "WHO"):
        return None
    verb, following = asked.rest[0], asked.rest[1] if len(asked.rest) > 1 else None
    if following and not _leaves_out_subject(asked.joined, verb, following):
        return None
    dual = verb.folded.endswith("ان") and len(verb.folded) > 4
    found = past.choose(gender_of_verb(verb), wanted_kind(verb), dual) or past.subject
    if found is None:
        return None
    return Resolved(asked.with_instead(verb, verb, f"{verb.text} {found.text}"), (found.text,))


def _leaves_out_subject(joined: bool, verb: Token, following: Token) -> bool:
    if verb.folded in AUXILIARIES:
        # After «كان» a verb may stand where the subject would.
        return joined and following.folded[0] in "يت" and not _is_adverbial(following)
    return _is_adverbial(following)


def _is_adverbial(word: Token) -> bool:
    return (
        word.folded in PREPOSITIONS
        or (is_time(word) and not word.is_definite)
        or word.folded[0].isdecimal()
        or (word.folded.startswith(("بال", "لل")) and len(word.folded) > 4)
    )


def _bare_noun(asked: QuestionParts, past: Past) -> Resolved | None:
    """«وكم المساحة؟», «وكم مقعدًا؟»: a noun that does not say whose it is."""
    if asked.counted and not asked.rest:
        return _beside(asked.body, past.last.clause)
    words = [word for word in asked.rest if word.folded not in HAPPENING]
    if not asked.joined or not asked.head or len(words) != 1 or not is_attribute(words[0]):
        return None
    return _beside(asked.body, past.subject.text if past.subject else "")
