"""Questions in English: what their words of asking and common attributes are in Arabic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from index.arabic.folding import folded_words

FILE = Path(__file__).with_name("english_words.txt")
PHRASES_FILE = FILE.with_name("english_phrases.txt")
HEADER = """\
# English words, then the Arabic ones for them, the most usual first. Made from Arabic WordNet 2
# (Global WordNet Association, CC BY-SA 3.0), Princeton WordNet 3.0 (© 2006 Princeton University)
# and translated sentences (NTREX-128 and XQuAD, CC BY-SA 4.0; TICO-19, CC0) by:
# python -m tests.training english_words DATA. This file is under CC BY-SA 4.0.\
"""

_STOP_WORDS = folded_words(
    "a an the of in on at to for from by with about into is are was were be been being am do "
    "does did "
    "done have has had having can could would should will shall may might must it its this that "
    "these those there their his her him he she they them we us our you your i me my mine if then "
    "so as than too very not no please kindly thanks thank hello hi dear sir madam tell know want "
    "like need ask question wonder wondering say says said let get got also just any some "
    "according "
    "text document documents file files attached article help called"
)
"""They carry no subject."""
_TELLING = folded_words(
    "what who whom whose when where why how which is are was were did does do the of can could "
    "would "
    "please list define summarize summarise compare explain"
)
"""Those by one of which a text in Latin letters is known to be English."""
_ASKING = {"is", "are", "was", "were", "does", "do", "did", "can", "has", "have"}
"""Those that ask for yes or no where they are the first word."""
_WHETHER = "هل"
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*|[^\w\s]")
_POLITE = re.compile(
    r"^\W*(?:(?:hello|hi|hey|dear|sir|madam|please|kindly|could you|can you|would you|tell me|"
    r"let me know|"
    r"i would like to know|i want to know|i need to know|do you know|good morning|good evening|"
    r"i wonder|i was wondering)\b[\s,.!]*)+|\W*\b(?:please|thanks|thank you)\b.*$",
    re.IGNORECASE,
)


def is_english(text: str) -> bool:
    """Whether a text in Latin letters is English, by its small words."""
    return any(word.casefold() in _TELLING for word in _WORD.findall(text))


def without_politeness(text: str) -> str:
    """«Could you please tell me who …» from «who …» on."""
    return _POLITE.sub("", text).strip() or text


def is_small_word(word: str) -> bool:
    """Whether a word in small letters asks, or carries no subject."""
    return word in _STOP_WORDS or word in _TELLING


def bases(word: str) -> Iterator[str]:
    """What a word in small letters may be a form of, itself first (as WordNet's `morphy`)."""
    yield word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 1:
            base = word.removesuffix(ending)
            yield base + instead
            if ending in ("ed", "ing") and base[-1:] == base[-2:-1]:
                yield base[:-1]  # «planned»


def in_arabic_words(
    text: str, name: Callable[[str], str | None], holds: Callable[[str], bool]
) -> str:
    """An English question with its words of asking in Arabic, its names as they are called there.

    :param name: gives an Arabic name for one in Latin letters, if there is any.
    :param holds: whether the library has a folded word: of several Arabic words for an English one
        that which it has is meant.
    """
    words = _WORD.findall(without_politeness(text))
    found: list[str] = []
    at = 0
    small = text == text.casefold()
    if words and words[0].casefold() in _ASKING and not _phrase(words, 0, holds)[1]:
        found, at = [_WHETHER], 1
    while at < len(words):
        length, meant = _phrase(words, at, holds)
        word = words[at]
        if meant is None:
            own = word.casefold() in _STOP_WORDS
            named = small or word != word.casefold()
            meant = (
                "" if own else (name(word) if named else None) or _translated(word, holds) or word
            )
        elif at and meant.startswith(_WHETHER):
            meant = ""  # «how many … are there»
        found.append(meant)
        at += length
    return " ".join(filter(None, found))


def _phrase(words: list[str], at: int, holds: Callable[[str], bool]) -> tuple[int, str | None]:
    """How many words from a place on have a meaning together, and what; None when none has."""
    for length in range(_LONGEST, 0, -1):
        meant = _phrases().get(" ".join(words[at : at + length]).casefold())
        if meant is not None and at + length <= len(words):
            asks = words[at].casefold() in _TELLING
            others = _translations_of(words[at]) if length == 1 and not asks else ()
            held = (each for each in (*meant, *others) if holds(each))
            return length, next(held, meant[0])
    return 1, None


def _translated(word: str, holds: Callable[[str], bool]) -> str | None:
    """The first Arabic word for an English one that the library holds; None where it has none."""
    return next(filter(holds, _translations_of(word)), None)


def _translations_of(word: str) -> tuple[str, ...]:
    table = _translations()
    found = next((table[base] for base in bases(word.casefold()) if base in table), ())
    return table[found[0][1:]] if found and found[0].startswith(_FORM_OF) else found


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[str, ...]]:
    return {english: tuple(arabic.split("/")) for english, arabic in _lines(PHRASES_FILE)}


@lru_cache(maxsize=1)
def _translations() -> dict[str, tuple[str, ...]]:
    """English words in small letters → Arabic ones, or `=` and the word that it is a form of."""
    return {english: tuple(arabic.split()) for english, arabic in _lines(FILE)}


def _lines(file: Path) -> Iterator[tuple[str, str]]:
    for line in file.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            english, _, arabic = line.partition(": ")
            yield english, arabic


_FORM_OF = "="
_ENDINGS = (
    *(("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh")),
    *(("men", "man"), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", "")),
    *(("ing", "e"), ("ing", ""), ("ied", "y"), ("er", ""), ("er", "e"), ("est", ""), ("est", "e")),
)
_LONGEST = 4
