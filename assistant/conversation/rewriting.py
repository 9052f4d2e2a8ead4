"""Query rewriting: a question that depends on the turns before it, made to stand alone.

Several kinds of dependence are known: «وماذا عن …؟» puts something else into the last question;
«ولماذا؟» asks it again with another question word; a pronoun stands for what was named; a verb
lacks its subject. A question of none of these kinds stands as it is.
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
from assistant.conversation.referents import DialogueContext
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
class Rewritten:
    """A follow-up that stands alone."""

    question: str
    carried: tuple[str, ...]
    """What was taken from the earlier turns."""


def rewritten(question: QuestionParts, context: DialogueContext) -> Rewritten | None:
    """The question with its ellipsis and pronouns resolved; None when it has none."""
    for rewrite in (
        _which_of_two,
        _another_topic,
        _another_question_word,
        _another_verb,
        _pronoun_alone,
        _pronoun,
        _missing_subject,
        _bare_noun,
    ):
        found = rewrite(question, context)
        if found is not None:
            return found
    return None


def _which_of_two(question: QuestionParts, context: DialogueContext) -> Rewritten | None:
    """«أيهما أطول؟»"""
    if not question.head or question.head[-1].folded not in OF_TWO or len(question.rest) > 1:
        return None
    latest = [each.phrase.text for each in context.referents if each.rank == 0][:2]
    if len(latest) < 2:
        return None
    second, first = latest
    return Rewritten(f"{question.body}، {first} أم {second}؟", (first, second))


def _another_topic(question: QuestionParts, context: DialogueContext) -> Rewritten | None:
    """«وماذا عن سد حديثة؟», «والفرات؟», «وعنوانه؟»"""
    named = _named(question, context)
    if not named:
        return None
    text, carried = question.text[named[0].start : named[-1].end], []
    for at, word in enumerate(named):
        pronoun = pronoun_of(word)
        found = pronoun and context.choose(pronoun.gender, wanted_kind(word), pronoun.plural)
        if pronoun and found:
            joined = in_place_of(pronoun.stem, found.text)
            text = question.text[named[0].start : word.start] + joined
            text += question.text[word.end : named[-1].end]
            if at == 0:
                lead = "ما" if is_attribute(word) else "ماذا عن"
                return Rewritten(f"{lead} {text}؟", (found.text,))
            carried.append(found.text)
            break
    return _put_in(text, named, context.last, carried)


def _named(question: QuestionParts, context: DialogueContext) -> Sequence[Token]:
    """What is to be put into the last question; empty when this is no question of that kind."""
    words = (*question.head, *question.counted, *question.rest)
    folds = [word.folded for word in words]
    if folds[:1] == ["من"] and question.joined and kind_of(words[1:] or words) == "place":
        # «ومن بيروت؟» goes on from «من» in the sense of "from".
        return words if any(word.folded == "من" for word in context.last.rest) else ()
    for at in range(min(2, len(words))):
        led_in = question.head if at else question.joined
        if (folds[at] in ABOUT and led_in) or (folds[at] in CONCERNING and (led_in or at == 0)):
            return words[at + 1 :]
    if question.joined and len(question.rest) == 1 and _is_ordinal(question.rest[0]):
        return question.rest  # «ومن الثاني؟»
    short = len(words) <= LONGEST_FRAGMENT and question.text.rstrip().endswith(("؟", "?"))
    return words if not question.head and (question.joined or short) else ()


def _put_in(
    text: str, named: Sequence[Token], last: QuestionParts, carried: list[str]
) -> Rewritten:
    slot = None if named[0].folded in CONDITIONS else _slot(named, last)
    if slot is None:
        return Rewritten(f"{last.body} {text}؟", (last.body, *carried))
    start = (*last.head, *last.counted, *last.rest)[0].start
    before, after = last.text[start : slot[0].start], last.text[slot[1].end :]
    kept = " ".join((before + after).replace("؟", " ").split())
    return Rewritten(before + text + after, (kept, *carried))


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


def _another_question_word(question: QuestionParts, context: DialogueContext) -> Rewritten | None:
    """«ولماذا؟», «متى حدث ذلك؟», «وما السبب؟»"""
    words, clause = (*question.counted, *question.rest), context.last.clause
    elided = DEMONSTRATIVES | HAPPENING | CAUSES | PREPOSITIONS
    if not question.head or not clause or any(word.folded not in elided for word in words):
        return None
    if question.head[-1].folded in PRONOUNS:
        return None
    head = "لماذا" if any(word.folded in CAUSES for word in words) else question.head_text
    return Rewritten(f"{head} {clause}؟", (clause,))


def _another_verb(question: QuestionParts, context: DialogueContext) -> Rewritten | None:
    """«كم جنديًا قُتل في الهجوم؟» … «وكم جُرح؟»"""
    last = context.last
    if not question.head or not last.head or not last.counted or question.counted:
        return None
    same = asks(question.head[-1], "HOWMANY") and asks(last.head[-1], "HOWMANY")
    if not (same and question.verbal and len(question.rest) == 1 and last.verbal):
        return None
    counted = " ".join(word.text for word in last.counted)
    rest = last.text[last.rest[0].end : last.rest[-1].end].strip()
    carried = tuple(part for part in (counted, rest) if part)
    return Rewritten(f"{question.head_text} {counted} {question.rest[0].text} {rest}؟", carried)


def _pronoun_alone(question: QuestionParts, context: DialogueContext) -> Rewritten | None:
    """«من هو؟», «وما هي؟»"""
    if (
        not question.head
        or question.rest
        or question.counted
        or question.head[-1].folded not in PRONOUNS
    ):
        return None
    gender: Gender = "f" if question.head[-1].folded == "هي" else "m"
    wanted: Kind | None = "person" if asks(question.head[0], "WHO") else None
    found = context.choose(gender, wanted, plural=question.head[-1].folded in PLURAL_PRONOUNS)
    if found is None or (wanted is None and context.last.counted):
        return _beside(question.head_text, context.last.clause)
    return Rewritten(f"{question.head_text} {found.text}؟", (found.text,))


def _beside(question: str, clause: str) -> Rewritten | None:
    """With what the last question said in brackets, where no noun fits into this one."""
    return Rewritten(f"{question} ({clause})؟", (clause,)) if clause else None


def _pronoun(question: QuestionParts, context: DialogueContext) -> Rewritten | None:
    """«ما عاصمتها؟», «وكم كلّف ذلك؟», «من كتب هذا الكتاب؟»"""
    words = (*question.counted, *question.rest)
    for at, word in enumerate(words):
        bare = without_first_letter(word) if word.folded[0] in "بلك" else word
        if bare.folded in DEMONSTRATIVES:
            following = words[at + 1] if at + 1 < len(words) else None
            return _demonstrated(question, context, bare, following)
        verb = (
            question.verbal and word == question.rest[0] and not asks(question.head[-1], "HOWMANY")
        )
        pronoun = pronoun_of(word, verb)
        if pronoun and points_back(question, at, pronoun):
            found = context.choose(pronoun.gender, wanted_kind(word), pronoun.plural)
            if found is None:
                return _beside(question.body, context.last.clause)
            joined = in_place_of(pronoun.stem, found.text)
            return Rewritten(question.replaced(word, word, joined), (found.text,))
    return None


def _demonstrated(
    question: QuestionParts, context: DialogueContext, word: Token, following: Token | None
) -> Rewritten | None:
    """«هذا الكتاب» by what was named so, «ذلك» by the whole of what was asked and answered."""
    if following is None or not following.is_definite:
        clause, answer = context.last.clause, context.answer
        whole = f"{clause}، {answer}" if answer and clause and answer not in clause else clause
        return _beside(question.body, whole)
    found = called(context, following)
    if found is None:
        return None
    named_so = any(each.folded == following.folded for each in found.words)
    text = found.text if named_so else f"{following.text} ({found.text})"
    return Rewritten(question.replaced(word, following, text), (found.text,))


def _missing_subject(question: QuestionParts, context: DialogueContext) -> Rewritten | None:
    """«أين ولد؟», «وكيف كان يعرف الطريق؟»"""
    if not question.verbal or asks(question.head[-1], "WHO"):
        return None
    verb, following = question.rest[0], question.rest[1] if len(question.rest) > 1 else None
    if following and not _leaves_out_subject(question.joined, verb, following):
        return None
    dual = verb.folded.endswith("ان") and len(verb.folded) > 4
    found = context.choose(gender_of_verb(verb), wanted_kind(verb), dual) or context.subject
    if found is None:
        return None
    return Rewritten(question.replaced(verb, verb, f"{verb.text} {found.text}"), (found.text,))


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


def _bare_noun(question: QuestionParts, context: DialogueContext) -> Rewritten | None:
    """«وكم المساحة؟», «وكم مقعدًا؟»: a noun that does not say whose it is."""
    if question.counted and not question.rest:
        return _beside(question.body, context.last.clause)
    words = [word for word in question.rest if word.folded not in HAPPENING]
    if not question.joined or not question.head or len(words) != 1 or not is_attribute(words[0]):
        return None
    return _beside(question.body, context.subject.text if context.subject else "")
