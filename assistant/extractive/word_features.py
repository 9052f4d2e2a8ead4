"""What is known of a question and of each word of a quoted text before spans are weighed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.arabic import STOP_WORDS, Word, stem, word_classes
from index.arabic.idf import corpus_idf
from index.arabic.names import foreignness
from index.arabic.tokenised import tokenise
from index.question import ANSWER_TYPES, QUESTION_TYPES, Question
from index.retrieval.alignment import similarities

Floats = NDArray[np.float32]

_SHAPES = (
    "number", "year", "latin", "article", "joined", "feminine", "plural", "nisba", "verb",
    "past form", "accusative", "purpose", "attached",
)  # fmt: skip
_SHAPES_AFTER = (
    "function",
    "quoted",
    "bracketed",
    "match",
    "idf",
    "focus",
    "letters",
    "foreign",
)
_MARKS = ("comma", "opens", "closes", "quote", "dash", "stop", "percent")
_MARK_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[،,]", r"[(\[{]", r"[)\]}]", r"[\"«»“”'‘’]", r"[-–—:/]", r"\.(?!\S)|[؛;!؟?\n…]", r"[%٪]"
    )
)  # fmt: skip
_PAIRED = re.compile(r"[()\[\]{}«»“”\"]")
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_OLD_YEAR = re.compile(r"[1-9][0-9]{0,3}")
_CONTENT_VERB = re.compile(r"[يت][^\W\d]{3,}")
_PAST_FORM = re.compile(r"[وف]?[^\W\d]{2,}[^اي\W\d](?:ت|وا)")
_PURPOSE = re.compile(r"ل[يتن][^\W\d]{3,}")
_UNSPACED = ("", "-", ".", ":", "'", "’", "_", "ـ", "&", "@")
"""What stands between two words that are written as one: «1037م», «يين-يانج», 4:51."""
_SIMILARITY_NEEDED = 0.5
"""From which a word of the quote repeats one of the question."""


@lru_cache(maxsize=1)
def column_names() -> tuple[str, ...]:
    """The columns of `Text.columns`, in order."""
    return (*word_classes.class_names(), *_SHAPES, *_SHAPES_AFTER)


def mark_names() -> tuple[str, ...]:
    """The columns of `Text.gaps`, in order."""
    return _MARKS


def question_columns() -> tuple[str, ...]:
    """Columns of `question_row`, in order."""
    return (*QUESTION_TYPES, *ANSWER_TYPES, "words", "plural", "naming")


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A quoted text, word by word; equal to none but itself: what is computed of it is kept."""

    words: tuple[Word, ...]
    columns: Floats
    """One row a word, one column for each of `column_names`."""
    gaps: Floats
    """Row `i` has the marks before word `i`; the last row those after the last word."""
    unspaced: NDArray[np.bool_]
    """Whether word `i` is written on to word `i - 1`: no cut between them; one entry more."""
    matched: tuple[int, ...]
    """For each word, 1 + the place in `Question.terms` of its match; 0 without a match."""
    enclosed: NDArray[np.int32]
    """For each word, where the innermost pair of marks around it opens; -1 for none."""


@lru_cache(maxsize=256)
def question_row(question: Question) -> Floats:
    """Features of a question, one number for each of `question_columns`."""
    asked = question.terms[question.focus] if question.focus >= 0 else ""
    row = (
        *(question.question_type == kind for kind in QUESTION_TYPES),
        *(kind in question.answer_types for kind in ANSWER_TYPES),
        len(question.terms),
        asked.endswith(("ات", "ون", "ين", "ان")),
        any(word_classes.classes(word) & word_classes.bit("called") for word in question.terms),
    )
    return np.array(row, dtype=np.float32)


def read_text(question: Question, text: str) -> Text:
    """Each word of a quoted text with its classes, its shape and its tie to the question."""
    read = tokenise(text)
    found = tuple(map(Word, read.words, read.starts, read.ends))
    gaps, unspaced = _gaps(text, found)
    matches = _matches(question, found)
    focus = stem(question.terms[question.focus]) if question.focus >= 0 else ""
    pairs = _enclosures(text)
    around = [[pair for pair in pairs if pair[0] < word.start < pair[1]] for word in found]
    year = column_names().index("year")
    own = len(column_names()) - len(_SHAPES_AFTER)
    columns = np.empty((len(found), len(column_names())), np.float32)
    for at, word in enumerate(found):
        known, weight, stemmed, foreign = _word_facts(word.text)
        previous = found[at - 1].text if at else ""
        following = found[at + 1].text if at + 1 < len(found) else ""
        row = columns[at]
        row[:own] = known
        plain = word.end - word.start == len(word.text)  # «1,250» is no year
        row[year] = (known[year] and plain) or _is_old_year(word.text, previous, following)
        row[own:] = (
            word.text in STOP_WORDS,
            any(mark in _QUOTATION for _, _, mark in around[at]),
            any(mark not in _QUOTATION for _, _, mark in around[at]),
            matches[at][1],
            weight,
            stemmed == focus,
            len(word.text),
            foreign,
        )
    inner = [own[-1][0] if own else -1 for own in around]
    matched = tuple(match[0] for match in matches)
    return Text(found, columns, gaps, unspaced, matched, np.array(inner, np.int32))


@lru_cache(maxsize=1 << 14)
def _word_facts(word: str) -> tuple[Floats, float, str, float]:
    """Its classes and shape as in `Text.columns`, its IDF, its stem, how foreign it looks."""
    bits = word_classes.classes(word)
    function = word in STOP_WORDS
    number = word[0].isdecimal()
    unseen = corpus_idf("")
    shape = (
        number,
        _YEAR.fullmatch(word) is not None,
        word[0].isascii() and word[0].isalpha(),
        word.startswith(("ال", "وال", "بال", "لل", "كال", "فال")) and len(word) > 4,
        word[0] in "وف" and len(word) > 3 and not bits,
        word.endswith("ه") and len(word) > 3,
        word.endswith(("ات", "ون", "ين")) and len(word) > 4,
        word.endswith(("ي", "يه")) and len(word) > 4,
        _CONTENT_VERB.fullmatch(word) is not None and not function and not bits,
        _PAST_FORM.fullmatch(word) is not None and not bits,
        word.endswith("ا") and len(word) > 3 and not function and not bits,
        _PURPOSE.fullmatch(word) is not None and not bits,
        word[0] in "بلك"
        and len(word) > 4
        and (word[1:3] == "ال" or corpus_idf(stem(word[1:])) < unseen),
    )
    stemmed = stem(word)
    foreign = 0.0 if function or number else foreignness(word)
    classes = [bits >> position & 1 for position in range(len(word_classes.class_names()))]
    known = np.array([*classes, *shape], np.float32)
    return known, 0.0 if function else corpus_idf(stemmed), stemmed, foreign


def _is_old_year(word: str, previous: str, following: str) -> bool:
    if not _OLD_YEAR.fullmatch(word):
        return False
    return following in ("م", "ه", "هجري", "ميلادي", "هجريه", "ميلاديه", "ق") or previous in (
        "عام", "سنه", "عامي", "العام", "بعام", "لعام", "وعام",
    )  # fmt: skip


def _gaps(text: str, found: tuple[Word, ...]) -> tuple[Floats, NDArray[np.bool_]]:
    gaps = np.zeros((len(found) + 1, len(_MARKS)), np.float32)
    unspaced = np.zeros(len(found) + 1, bool)
    start = 0
    for at in range(len(found) + 1):
        end = found[at].start if at < len(found) else len(text)
        between = text[start:end]
        if not between or not between.isspace():
            gaps[at] = [pattern.search(between) is not None for pattern in _MARK_PATTERNS]
            if between.strip() == "." and 0 < at < len(found) and len(found[at - 1].text) <= 2:
                gaps[at] = 0.0
            unspaced[at] = 0 < at < len(found) and between in _UNSPACED
        if at < len(found):
            start = found[at].end
    return gaps, unspaced


_CLOSING = dict(zip("([{«“", ")]}»”", strict=True)) | {'"': '"'}
_QUOTATION = '«“"'


def _enclosures(text: str) -> list[tuple[int, int, str]]:
    """Where each pair of brackets or quotation marks opens and closes, and its opening mark.

    In the order in which they open. A mark without a partner makes no pair.
    """
    pairs = []
    waiting: list[tuple[int, str]] = []
    for found in _PAIRED.finditer(text):
        mark = found[0]
        partners = [at for at, (_, opening) in enumerate(waiting) if _CLOSING[opening] == mark]
        if partners:
            pairs.append((waiting[partners[-1]][0], found.start(), waiting[partners[-1]][1]))
            del waiting[partners[-1] :]
        elif mark in _CLOSING:
            waiting.append((found.start(), mark))
    return sorted(pairs)


def _matches(question: Question, found: Sequence[Word]) -> list[tuple[int, float]]:
    """Of each word 1 + the place of the term that it repeats, and how surely (0–1); 0 without."""
    distinct = list(dict.fromkeys(word.text for word in found))
    if not distinct or not question.terms:
        return [(0, 0.0)] * len(found)
    similarity = similarities(question, distinct)
    best, most = similarity.argmax(0).tolist(), similarity.max(0).tolist()
    matched = {
        word: (position + 1, like)
        for word, position, like in zip(distinct, best, most, strict=True)
        if like >= _SIMILARITY_NEEDED and word not in STOP_WORDS
    }
    return [matched.get(word.text, (0, 0.0)) for word in found]
