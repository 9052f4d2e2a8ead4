"""The question, analysed once: what it is about, what it asks for, what of it is only politeness.

The value is made before the search and handed down to reranker, reader and refusal; nobody else
cuts or folds the user's words again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, takewhile
from pathlib import Path

from index.arabic import Word, fold, folded_words, stem, word_terms, words_with_spans
from index.arabic.calendar import MONTH_WORDS
from index.arabic.clitics import PROCLITICS
from index.arabic.courtesy import courtesies
from index.arabic.dialects import in_standard, is_dialect
from index.arabic.english import is_english, without_politeness
from index.arabic.folding import Form
from index.arabic.framing import asked
from index.arabic.idf import NO_LIBRARY, TermStatistics
from index.arabic.intents import Intent, asks_for_several, intent, is_yes_or_no
from index.arabic.latin_letters import in_arabic_letters
from index.arabic.lexemes import BIT, lexeme
from index.arabic.morphology import canonical
from index.arabic.question_parts import question_parts
from index.arabic.question_words import QuestionWord, is_listed, question_phrase, question_word
from index.arabic.spelling import as_held, respaced, spelling_corrections
from index.arabic.stop_words import FRAMING_STEMS, FUNCTION_WORDS
from index.arabic.variants import Alternative, alternatives

QUESTION_TYPES = (
    *("WHO", "WHODEF", "WHEN", "WHERE", "HOWMANY", "WHATDEF", "WHATNOUN", "WHATVERB"),
    *("WHICH", "WHY", "HOW", "YESNO", "OTHER"),
)
ANSWER_TYPES = (
    *("time", "place", "person", "number", "rank", "name", "definition", "reason", "manner"),
    *("list", "group", "thing"),
)
FRAMING_WEIGHT = 0.5
"""Of a word that frames a question more than it names its subject («ما اسم …», «كم عدد …»); from
0.3 to 0.6 training questions see little difference."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as search, reader and refusal see it."""

    text: str
    """As the user wrote it."""
    core: str
    """The same without address and politeness."""
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
    return replace(read, text=text, core=without_politeness(text) if english else read.core)


def _analyse(text: str, statistics: TermStatistics) -> Question:
    kept = _asked(text)
    standard = _in_standard(text, kept, statistics)
    words = tuple(word for word, _ in standard)
    position, kind = _question_word(words)
    content = [at for at, word in enumerate(words) if word not in FUNCTION_WORDS]
    content = [at for at in content if not is_listed(words[at])] or content
    content = content or list(range(len(words)))
    following = [words[at] for at in content if at > position]
    kind = _type(kind, words, position, following, len(content))
    if kind == "OTHER" and is_yes_or_no(words, text.rstrip().endswith(_MARKS)):
        kind = "YESNO"
    distinct = _by_first_use(words, content)
    terms = tuple(words[at] for at in distinct.values())
    focus, predicate = _focus_and_predicate(kind, following, list(distinct))
    return Question(
        text=text,
        core=_core(text, kept),
        words=words,
        terms=terms,
        written=tuple(standard[at][1] for at in distinct.values()),
        weights=_weights(terms),
        corrections=_corrections(terms, statistics),
        alternatives=(*alternatives(words), *respaced(words, statistics.frequency)),
        question_type=kind,
        answer_types=_answer_types(kind, following),
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
    if asking and (len(before) == len(placed) or _question_word([w.text for w in asking])[0] >= 0):
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
    found = question_parts([word.text for word in placed], breaks)
    return tuple(_part(text, [placed[at] for at in part]) for part in found)


def _part(text: str, asked: Sequence[Word]) -> str:
    written = [text[word.start : word.end] for word in asked]
    if asked[0].start > 0 and question_word(asked[0].text.removeprefix("و")):
        written[0] = written[0].removeprefix("و")
    return " ".join(written) + "؟"


def _in_standard(
    text: str, placed: Sequence[Word], statistics: TermStatistics
) -> list[tuple[str, str]]:
    """Each word folded, in standard Arabic and as the library writes it, and as the user does."""
    found: list[tuple[str, str]] = []
    own = [word.text for word in placed]
    dialect = is_dialect(own)
    for word, form in zip(placed, in_standard(own), strict=True):
        written = text[word.start : word.end]
        for meant in (word.text,) if form is None else form:
            held = _as_held(meant, statistics, dialect)
            found += [(each, written) for each in held]
    return found or [(word.text, text[word.start : word.end]) for word in placed]


def _as_held(word: str, statistics: TermStatistics, dialect: bool) -> Form:
    known = not statistics.passages or word in FUNCTION_WORDS or question_word(word)
    return (not known and as_held(word, statistics.frequency, dialect=dialect)) or (word,)


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
_DEFINING = folded_words("هو هي ماهو ماهي تعريف عرف معنى")
_OPENING_WORDS, _LONGEST_DEFINITION = 3, 4
_IMPLIED = {
    **{"WHEN": "time", "WHERE": "place", "HOWMANY": "number", "WHY": "reason", "HOW": "manner"},
    **{"WHO": "person", "WHODEF": "definition", "WHATDEF": "definition"},
}
_UNNAMED = {"WHATNOUN": "thing", "WHICH": "thing"}
"""What is asked for when no noun tells."""
_NOUN_WITHIN = {"WHATNOUN": 2, "WHICH": 2, "HOWMANY": 1, "WHO": 1, "WHATVERB": 1, "OTHER": 1}
"""Content words after the question word among which is the noun that tells the kind of answer."""
_NOUNS_FILE = Path(__file__).parent / "arabic" / "asked_nouns.txt"


def _question_word(words: Sequence[str]) -> tuple[int, str]:
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
    verbal = any(lexeme(each).kinds & BIT["VERB"] for each in following)
    return "WHATVERB" if both and verbal else word.question_type


def _asks_who(words: Sequence[str], position: int) -> bool:
    """Whether a late من is "who" and not "from"."""
    following = words[position + 1 : position + 2]
    return not following or following[0] in _PRONOUNS


def _type(
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


def _answer_types(kind: str, following: Sequence[str]) -> frozenset[str]:
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


def _focus_and_predicate(
    kind: str, following: Sequence[str], distinct: Sequence[str]
) -> tuple[int, int]:
    """:param distinct: canonical forms of the terms, in order."""
    if not following:
        return -1, -1
    positions = [distinct.index(canonical(word)) for word in following]
    if kind not in ("HOWMANY", "WHATNOUN", "WHICH", "WHATDEF"):
        return -1, positions[0]
    at = 1 if following[0] in _COUNTING_HEADS and len(following) > 1 else 0
    return positions[at], positions[at + 1] if at + 1 < len(following) else -1
