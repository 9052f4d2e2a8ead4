"""A question taken apart: what leads into it, its question word, and what it asks that of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.conversation.phrases import Token, asks, tokens_of, without_first_letter
from index.arabic.agreement import COUNTED
from index.arabic.clitics import WITH_OWN_WAW
from index.arabic.courtesy import DISCOURSE_CLOSERS, DISCOURSE_OPENERS
from index.arabic.particles import PREPOSITIONS, PRONOUNS, RELATIVES
from index.arabic.question_words import BEFORE_NOUNS, OF_TWO, is_listed
from index.arabic.word_classes import bit, classes
from index.question import named_types


@dataclass(frozen=True, slots=True)
class QuestionParts:
    """A question's parts; offsets of the words count in `text`."""

    text: str
    joined: bool
    """Whether it begins with «و», «طيب», «ثم» or the like, as what follows on something does."""
    head: tuple[Token, ...]
    """The question word with what belongs to it: «متى», «من هو», «في أي سنة», «كم عدد»; empty when
    there is none."""
    counted: tuple[Token, ...]
    """The noun that «كم» or «أي» asks for: «كتابًا», «سد»."""
    rest: tuple[Token, ...]
    verbal: bool
    """Whether the rest begins with a verb, as far as the question word tells."""

    @property
    def head_text(self) -> str:
        return self._slice(self.head)

    @property
    def clause(self) -> str:
        """What the question word is asked of, fit to follow another one."""
        return " ".join(
            part for part in (self._slice(self.rest), self._slice(self.counted)) if part
        )

    @property
    def body(self) -> str:
        """The question without what leads into it, nor its mark."""
        return self._slice((*self.head, *self.counted, *self.rest))

    def replaced(self, first: Token, last: Token, text: str) -> str:
        """The question with other words in place of those from `first` to `last`."""
        start = (*self.head, *self.counted, *self.rest)[0].start
        return self.text[start : first.start] + text + self.text[last.end :]

    def _slice(self, words: Sequence[Token]) -> str:
        return self.text[words[0].start : words[-1].end] if words else ""


@lru_cache(maxsize=64)
def question_parts(question: str) -> QuestionParts:
    words = tokens_of(question)
    joined = False
    while len(words) > 1 and words[0].folded in DISCOURSE_OPENERS:
        words, joined = words[1:], True
    while len(words) > 1 and words[-1].folded in DISCOURSE_CLOSERS:
        words = words[:-1]
    if words and _opens_with_conjunction(words):
        words, joined = [without_first_letter(words[0]), *words[1:]], True
    size = _head_size(words)
    head, rest = words[:size], words[size:]
    counted = _counted(head, rest)
    rest = rest[counted:]
    return QuestionParts(
        text=question,
        joined=joined,
        head=tuple(head),
        counted=tuple(words[size : size + counted]),
        rest=tuple(rest),
        verbal=_begins_with_verb(head, rest),
    )


def _opens_with_conjunction(words: Sequence[Token]) -> bool:
    """Whether the first word begins with a conjunction."""
    first = words[0].folded
    if first[0] not in "وف" or len(first) < 3 or first in WITH_OWN_WAW:
        return False
    if is_listed(first[1:]) or first[1:] in PREPOSITIONS:
        return True
    return first[0] == "و" and not is_listed(first)


def _head_size(words: Sequence[Token]) -> int:
    at = 0
    if len(words) > 1 and words[0].folded in PREPOSITIONS and is_listed(words[1].folded):
        at = 1
    if at >= len(words) or not is_listed(words[at].folded):
        return 0
    asking = words[at]
    at += 1
    following = words[at].folded if at < len(words) else ""
    if _asks_which(asking) and named_types(following) & _FRAMES:
        return at + 1
    if asks(asking, "HOWMANY") and following in COUNTED:
        return at + 1
    if (asks(asking, "WHATNOUN") or asks(asking, "WHO")) and following in PRONOUNS | RELATIVES:
        at += 1
        following = words[at].folded if at < len(words) else ""
        return at + 1 if following in RELATIVES else at
    return at


def _asks_which(word: Token) -> bool:
    return asks(word, "WHICH") and word.folded not in OF_TWO


def _counted(head: Sequence[Token], rest: Sequence[Token]) -> int:
    """How many words name what «كم» or «أي» asks for."""
    if not head or not rest or rest[0].is_definite:
        return 0
    asking, noun = head[-1], rest[0]
    if _asks_which(asking):
        return 1
    if not asks(asking, "HOWMANY") or named_types(noun.folded) & _MEASURED:
        return 0
    return int(noun.plain.endswith(("ا", "ة")) and not noun.folded.startswith("ي"))


def _begins_with_verb(head: Sequence[Token], rest: Sequence[Token]) -> bool:
    if not head or not rest or head[-1].folded in PRONOUNS | COUNTED | BEFORE_NOUNS:
        return False
    first = rest[0]
    if first.is_definite or first.folded in PREPOSITIONS or first.plain.endswith("ة"):
        return False
    names_answer = named_types(first.folded) and not classes(first.folded) & bit("called")
    return not (names_answer or classes(first.folded) & bit("person"))


def is_attribute(word: Token) -> bool:
    """Whether a noun asks something of the next one: «طول النهر», «سبب الفيضان»."""
    return bool(named_types(word.folded) & _ATTRIBUTES)


def subject_words(question: QuestionParts) -> Sequence[Token]:
    """The words that name what a question is about: without its verb."""
    return question.rest[1:] if question.verbal else question.rest


_MEASURED = frozenset(("number", "rank", "name"))
_ATTRIBUTES = _MEASURED | frozenset(("time", "definition", "reason", "manner", "list"))
_FRAMES = frozenset(("time", "place"))
"""What «في أي» goes together with: «في أي سنة», «في أي مدينة»."""
