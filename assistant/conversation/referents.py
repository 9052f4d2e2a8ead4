"""What the earlier turns of a conversation leave to be referred to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.conversation.ellipsis import (
    QuestionParts,
    is_attribute,
    question_parts,
    subject_words,
)
from assistant.conversation.phrases import (
    Kind,
    Phrase,
    asks,
    gender_of_verb,
    kind_of,
    noun_phrases,
    phrase,
    tokens_of,
)
from index.arabic.agreement import Gender
from index.arabic.particles import RELATIVES
from index.question import analyse as read_question

if TYPE_CHECKING:
    from assistant.conversation.turns import Turn

REMEMBERED = 6
"""Turns; what was last said longer ago has to be named again."""
_LONGEST_ANSWER = 6  # words; what is longer tells, and names nothing
_LONGEST_TITLE = 4  # words that a title begins with, for them to name its subject
_NAMELESS = frozenset(("time", "number", "reason", "manner", "definition", "rank"))
"""Types of answer that nobody refers to by a pronoun."""


@dataclass(frozen=True, slots=True)
class Referent:
    """Something that a pronoun may stand for."""

    phrase: Phrase
    age: int
    """Turns ago, 0 for the last one."""
    rank: int
    """Within its turn, 0 for the likeliest."""


@dataclass(frozen=True, slots=True)
class DialogueContext:
    """What the earlier turns offer."""

    last: QuestionParts
    """The question that was answered last, as understood."""
    answer: str | None
    """Its short answer."""
    referents: tuple[Referent, ...]
    documents: tuple[int, ...]
    """Ids of the documents last cited."""

    @property
    def subject(self) -> Phrase | None:
        """What the last turn was most likely about."""
        return self.referents[0].phrase if self.referents else None

    def choose(self, gender: Gender, wanted: Kind | None, plural: bool = False) -> Phrase | None:
        """The likeliest referent that agrees."""
        agreeing = [
            each
            for each in self.referents
            if (each.phrase.plural if plural else _agrees(each.phrase, gender))
        ]
        if wanted:
            fitting = [each for each in agreeing if each.phrase.kind == wanted]
            agreeing = fitting or agreeing
        best = min(agreeing, key=lambda each: (each.age, each.rank), default=None)
        return best.phrase if best else None


def _agrees(phrase: Phrase, gender: Gender) -> bool:
    return "either" in (phrase.gender, gender) or phrase.gender == gender


def dialogue_context(turns: Sequence[Turn]) -> DialogueContext:
    """:param turns: oldest first, at least one."""
    referents = [
        referent
        for age, turn in enumerate(reversed(turns[-REMEMBERED:]))
        for referent in _offered(turn, age)
    ]
    last = turns[-1]
    return DialogueContext(
        last=question_parts(last.understood),
        answer=_short_answer(last),
        referents=tuple(referents),
        documents=_cited(turns),
    )


def _offered(turn: Turn, age: int) -> list[Referent]:
    question = question_parts(turn.understood)
    subjects = _subjects(question)
    answer = _answer_phrase(turn)
    if answer and _describes(question):
        subjects = [answer, *subjects[1:]]
    elif question.verbal and asks(question.head[0], "WHO") and not answer:
        subjects = [_who(question), *subjects]
    elif answer and answer.kind == "person" and not any(_is_name(each) for each in subjects[:1]):
        subjects = [answer, *subjects]
    elif answer:
        subjects = [*subjects, answer]
    subjects += _title_phrases(turn)
    return [Referent(each, age, rank) for rank, each in enumerate(subjects)]


def _who(question: QuestionParts) -> Phrase:
    """The person asked for, when the answer gives no name: «من خالف أمر زياد»."""
    words = (*question.head, *question.rest)
    return replace(phrase(words, question.text), gender="m", kind="person")


def _describes(question: QuestionParts) -> bool:
    """Whether what a question names is what its answer names: «من مدير المكتبة؟»."""
    if question.verbal or question.counted or not question.head:
        return False
    # «ما هي مسألة ابن الهيثم؟» asks to explain the name that it gives.
    described = any(word.folded in RELATIVES for word in question.rest)
    return described or len(question.head) == 1 or asks(question.head[0], "WHO")


def _subjects(question: QuestionParts) -> list[Phrase]:
    """What a question names; a noun like «طول» or «سبب» before it is what was asked of it."""
    found = noun_phrases(subject_words(question), question.text)
    found = [_with_its_place(each, found, question.text) for each in found]
    found = [_agreeing(found[0], question), *found[1:]] if found else []
    found += [phrase([word], question.text) for word in question.counted]
    return sorted(found, key=lambda each: is_attribute(each.words[0]) and len(each.words) > 1)


def _agreeing(first: Phrase, question: QuestionParts) -> Phrase:
    """With the gender that «هي» or a verb before it gives away: «من هي مي؟», «متى ولدت مي؟»."""
    said = question.head[-1].folded if question.head else ""
    if said in ("هو", "هي"):
        return replace(first, gender="f" if said == "هي" else "m")
    feminine = question.verbal and gender_of_verb(question.rest[0]) == "f"
    return replace(first, gender="either") if feminine and first.gender == "m" else first


def _with_its_place(named: Phrase, others: Sequence[Phrase], text: str) -> Phrase:
    """«المكتبة العامة» as «المكتبة العامة في مرج الزيتونة», when it stood so."""
    for other in others:
        between = text[named.words[-1].end : other.words[0].start]
        if between.split() == ["في"]:
            return replace(named, text=f"{named.text} في {other.text}")
    return named


def _is_name(subject: Phrase) -> bool:
    """Whether a person is named by more than an office."""
    return subject.kind == "person" and not subject.words[-1].is_definite


def _answer_phrase(turn: Turn) -> Phrase | None:
    text = _short_answer(turn)
    words = tokens_of(text or "")
    if not words or len(words) > _LONGEST_ANSWER:
        return None
    types = read_question(turn.understood).answer_types
    if types & _NAMELESS or words[0].folded[0].isdecimal():
        return None
    named = phrase(words, text or "")
    if "person" in types:
        named = replace(named, kind="person", gender=_gender_in_quote(turn, named))
    return replace(named, kind="place") if "place" in types else named


def _gender_in_quote(turn: Turn, named: Phrase) -> Gender:
    """By the title before a name: «المهندسة المعمارية لبنى الشمّاس», «رئيسة البلدية نجوى»."""
    quote = turn.answer.quotes[0]
    title = tokens_of(quote.text.partition(named.text)[0])[-2:]
    if not title or not title[-1].is_definite:
        return named.gender
    heads_it = not title[0].is_definite and kind_of(title[:1]) == "person"
    feminine = title[0 if heads_it else -1].plain.endswith("ة")
    return "f" if feminine else named.gender


def _title_phrases(turn: Turn) -> list[Phrase]:
    """What the title of the cited document begins with, when that is short enough for a name."""
    title = turn.answer.quotes[0].title if turn.answer.quotes else ""
    return [
        each
        for each in noun_phrases(tokens_of(title), title)[:1]
        if len(each.words) <= _LONGEST_TITLE
    ]


def _short_answer(turn: Turn) -> str | None:
    return turn.answer.quotes[0].short_text if turn.answer.quotes else None


def _cited(turns: Sequence[Turn]) -> tuple[int, ...]:
    """Of the last turn that cites any; a refused question leads away from nothing."""
    for turn in reversed(turns[-REMEMBERED:]):
        if turn.answer.quotes:
            numbers = [n for statement in turn.answer.statements for n in statement.quotes]
            return tuple(dict.fromkeys(turn.answer.quotes[n - 1].document_id for n in numbers))
    return ()
