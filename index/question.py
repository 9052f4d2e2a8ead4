"""The question, analysed once: what it is about, what it asks for, what of it is only politeness.

The value is made before the search and handed down to reranker, reader and refusal; nobody else
cuts or folds the user's words again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.arabic import Word, folded_words, stem, word_terms, words_with_spans
from index.arabic.calendar import MONTH_WORDS
from index.arabic.courtesy import courtesies
from index.arabic.dialects import in_standard, is_dialect, spelt
from index.arabic.english import is_english, without_politeness
from index.arabic.folding import Form
from index.arabic.framing import asked
from index.arabic.idf import NO_LIBRARY, TermStatistics
from index.arabic.intents import Intent, asks_for_several, intent, is_yes_or_no
from index.arabic.latin_letters import in_arabic_letters
from index.arabic.morphology import canonical
from index.arabic.question_parts import split_question
from index.arabic.question_types import (
    ANSWER_TYPES,
    QUESTION_TYPES,
    answer_types,
    asking_word,
    focus_and_predicate,
    named_types,
    question_type,
)
from index.arabic.question_words import in_standard_words, is_listed, question_word
from index.arabic.spelling import as_held, respaced, spelling_corrections
from index.arabic.stop_words import FRAMING_STEMS, FUNCTION_WORDS
from index.arabic.variants import Alternative, alternatives

__all__ = [
    "ANSWER_TYPES",
    "FRAMING_WEIGHT",
    "QUESTION_TYPES",
    "Question",
    "analyse",
    "named_types",
]

FRAMING_WEIGHT = 0.5
"""Of a word that frames a question more than it names its subject («ما اسم …», «كم عدد …»); from
0.3 to 0.6 training questions see little difference."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as search, reader and refusal see it."""

    text: str
    """As the user wrote it."""
    core: str
    """The same without address and politeness; names and Arabizi in Latin letters as they are read
    in Arabic ones, a question in English as it is."""
    read_as: str | None
    """What it was read as where that is more than the core: words of dialects in standard Arabic,
    Latin letters in Arabic ones, words as the library spells them. None where nothing was read
    otherwise."""
    words: tuple[str, ...]
    """Folded words of what is asked, in order: address and politeness left out, words of dialects
    put into standard ones."""
    terms: tuple[str, ...]
    """Distinct content words; never empty for a worded text. What follows is in step with them."""
    written: tuple[str, ...]
    """As the user wrote each."""
    weights: tuple[float, ...]
    """1, or `FRAMING_WEIGHT`."""
    corrections: tuple[tuple[str, ...], ...]
    """Stems of the library a misspelling away, the commonest first; empty for a word it has."""
    alternatives: tuple[Alternative, ...]
    """Months, numbers and dates in their other forms; words joined or parted otherwise."""
    question_type: str
    """One of `QUESTION_TYPES`."""
    answer_types: frozenset[str]
    """Those of `ANSWER_TYPES` that its question word and the noun beside that make one expect."""
    intent: Intent
    """What an answer is made of; of a question with several parts, what the first one wants."""
    asks_for_several: bool
    """Whether the noun asked about is a plural: «ما فوائد …», «اذكر أنواع …»."""
    parts: tuple[str, ...]
    """The questions that it consists of, each to be asked by itself; empty when it is one."""
    focus: int
    """Place in `terms` of the noun asked about (كم كتابا, في أي مدينة), -1 without one."""
    predicate: int
    """Place in `terms` of the word after the question word or the focus, -1 without one."""

    @property
    def is_definition(self) -> bool:
        return self.question_type in ("WHATDEF", "WHODEF")

    @property
    def may_be_defined(self) -> bool:
        """Whether it is short and opens as questions for a definition do: «ما هو …»."""
        opening = self.words[:_OPENING_WORDS]
        return len(self.terms) <= _LONGEST_DEFINITION and not _DEFINING.isdisjoint(opening)

    @property
    def wants_list(self) -> bool:
        """Whether a list answers it as a whole."""
        return self.intent in ("list", "steps", "conditions", "reasons")

    @property
    def meant(self) -> str:
        """What the encoder reads: the core in standard Arabic; a question in English as it is."""
        return self.core if self.read_as is None or self.text.isascii() else self.read_as

    def query_terms(self) -> dict[str, float]:
        """What the lexical index is asked for, each index term with its weight."""
        weighed: dict[str, float] = {}
        for word, weight in zip(self.terms, self.weights, strict=True):
            for term in word_terms(word):
                weighed[term] = max(weighed.get(term, 0.0), weight)
        return weighed


def analyse(text: str, statistics: TermStatistics = NO_LIBRARY) -> Question:
    """Read a question; any text will do, and a wordless one has no terms.

    :param statistics: of the library's index terms: spelling is corrected only to what it holds.
    """
    meant = in_arabic_letters(text, statistics)
    read = _analyse(meant, statistics)
    if meant == text:
        return read
    english = is_english(text) and read.core
    return replace(
        read,
        text=text,
        core=without_politeness(text) if english else read.core,
        read_as=read.read_as or read.core or None,
    )


def _analyse(text: str, statistics: TermStatistics) -> Question:
    kept = _asked(text)
    standard = _in_standard(text, kept, statistics)
    words = tuple(word.meant for word in standard)
    position, kind = asking_word(words)
    content = [at for at, word in enumerate(words) if word not in FUNCTION_WORDS]
    content = [at for at in content if not _only_asks(words[at])] or content
    content = content or list(range(len(words)))
    following = [words[at] for at in content if at > position]
    kind = question_type(kind, words, position, following, len(content))
    if kind == "OTHER" and is_yes_or_no(words, text.rstrip().endswith(_MARKS)):
        kind = "YESNO"
    distinct = _by_first_use(words, content)
    terms = tuple(words[at] for at in distinct.values())
    focus, predicate = focus_and_predicate(kind, following, list(distinct))
    return Question(
        text=text,
        core=_core(text, kept),
        read_as=_read_as(standard),
        words=words,
        terms=terms,
        written=tuple(standard[at].written for at in distinct.values()),
        weights=_weights(terms),
        corrections=_corrections(terms, statistics),
        alternatives=(*alternatives(words), *respaced(words, statistics.frequency)),
        question_type=kind,
        answer_types=answer_types(kind, following),
        intent=intent(words, kind, position, following),
        asks_for_several=asks_for_several(words, kind, position),
        parts=_parts(text, kept),
        focus=focus,
        predicate=predicate,
    )


def _asked(text: str) -> list[Word]:
    """The words that ask something: address, politeness, what leads up to it and what follows the
    mark left out."""
    placed = words_with_spans(text)
    end = max(text.rfind("؟"), text.rfind("?"))
    before = [word for word in placed if word.end <= end]
    asking = _framed(text, before) if len(before) > 1 else []
    if asking and (len(before) == len(placed) or asking_word([w.text for w in asking])[0] >= 0):
        return asking
    return _framed(text, placed) or asking or placed


def _framed(text: str, placed: Sequence[Word]) -> list[Word]:
    """Without what frames a question; empty when nothing would be left."""
    left = _without_courtesy(_asking(text, placed))
    return _asking(text, left)


def _asking(text: str, placed: Sequence[Word]) -> list[Word]:
    sentences, clauses = (_breaks(text, placed, signs) for signs in (_SENTENCE, _CLAUSE))
    return [placed[at] for at in asked([word.text for word in placed], sentences, clauses)]


def _without_courtesy(placed: Sequence[Word]) -> list[Word]:
    polite = courtesies([word.text for word in placed])
    left = set(range(len(placed))).difference(*(range(*each) for each in polite))
    return [placed[at] for at in sorted(left)]


_MARKS = ("؟", "?")
_SENTENCE = re.compile(r"[.!?؟\n]")
_CLAUSE = re.compile(r"[،,؛;:]")


def _breaks(text: str, placed: Sequence[Word], signs: re.Pattern[str]) -> list[int]:
    """Places of the words before which such a sign stands."""
    return [
        at
        for at, (before, after) in enumerate(pairwise(placed), 1)
        if signs.search(text, before.end, after.start)
    ]


def _core(text: str, asked: Sequence[Word]) -> str:
    """What is asked, as it is written; several words may come of one sign («¼»)."""
    places: list[tuple[int, int]] = []
    for word in asked:
        shared = bool(places) and word.start < places[-1][1]
        start, end = places.pop() if shared else (word.start, word.end)
        places.append((start, max(end, word.end)))
    return " ".join(text[start:end] for start, end in places)


def _parts(text: str, placed: Sequence[Word]) -> tuple[str, ...]:
    """Each question that it consists of, as it is written, with what it leaves to the first one."""
    breaks = {at for signs in (_SENTENCE, _CLAUSE) for at in _breaks(text, placed, signs)}
    found = split_question([word.text for word in placed], breaks)
    return tuple(_part(text, [placed[at] for at in part]) for part in found)


def _part(text: str, asked: Sequence[Word]) -> str:
    written = [text[word.start : word.end] for word in asked]
    if asked[0].start > 0 and question_word(asked[0].text.removeprefix("و")):
        written[0] = written[0].removeprefix("و")
    return " ".join(written) + "؟"


@dataclass(frozen=True, slots=True)
class _ReadWord:
    meant: str
    """Folded, in standard Arabic, as the library writes it."""
    written: str
    """By the user."""
    shown: str | None
    """What it was read as; None where that is the same, or the same word without a preposition."""


def _in_standard(text: str, placed: Sequence[Word], statistics: TermStatistics) -> list[_ReadWord]:
    found: list[_ReadWord] = []
    own = [word.text for word in placed]
    dialect = is_dialect(own)
    for at, (word, form) in enumerate(zip(placed, in_standard(own), strict=True)):
        written = text[word.start : word.end]
        if at == 0 and word.text.startswith(_BY) and named_types(word.text[1:]):
            form = (word.text[1:],)  # «أخبرني بعدد …»
        verb = at > 0 and _is_before_verb(own[at - 1])
        for meant in (word.text,) if form is None else form:
            for held in (meant,) if verb else _as_held(meant, statistics, dialect):
                same = word.text.endswith(held) and len(held) + 1 >= len(word.text)
                found.append(_ReadWord(held, written, None if same else spelt(held)))
    whole = [_ReadWord(word.text, text[word.start : word.end], None) for word in placed]
    return found or whole


_BY = "ب"
_BEFORE_VERBS = ("WHEN", "WHERE", "WHY", "HOW")


def _is_before_verb(word: str) -> bool:
    """Whether a verb follows most likely, whose ت is no ة."""
    asked = question_word(word)
    return asked is not None and asked.question_type in _BEFORE_VERBS


def _as_held(word: str, statistics: TermStatistics, dialect: bool) -> Form:
    known = not statistics.passages or word in FUNCTION_WORDS or question_word(word)
    return (not known and as_held(word, statistics.frequency, dialect=dialect)) or (word,)


def _read_as(read: Sequence[_ReadWord]) -> str | None:
    """Without the spelling corrections: several guesses, weighed beside the word itself."""
    asking = in_standard_words([word.meant for word in read])
    shown = [
        word.shown if standard is None else standard
        for word, standard in zip(read, asking, strict=True)
    ]
    if all(each is None for each in shown):
        return None
    pairs = zip(shown, read, strict=True)
    return " ".join(word.written if each is None else each for each, word in pairs if each != "")


def _only_asks(word: str) -> bool:
    return is_listed(word) or (word.startswith(("و", "ف")) and question_word(word) is not None)


def _by_first_use(words: Sequence[str], content: Sequence[int]) -> dict[str, int]:
    """Each distinct canonical form with the place of the first content word that has it."""
    first: dict[str, int] = {}
    for at in content:
        first.setdefault(canonical(words[at]), at)
    return first


def _weights(terms: Sequence[str]) -> tuple[float, ...]:
    framing = [stem(term) in FRAMING_STEMS and term not in MONTH_WORDS for term in terms]
    lighter = 1.0 if all(framing) else FRAMING_WEIGHT
    return tuple(lighter if frames else 1.0 for frames in framing)


def _corrections(terms: Sequence[str], statistics: TermStatistics) -> tuple[tuple[str, ...], ...]:
    if not statistics.passages:
        return ((),) * len(terms)
    return tuple(tuple(spelling_corrections(stem(term), statistics.frequency)) for term in terms)


_DEFINING = folded_words("هو هي ماهو ماهي تعريف عرف معنى")
_OPENING_WORDS, _LONGEST_DEFINITION = 3, 4
