"""Names and words in Latin letters («Ibn al-Haytham», «el 7areer») as Arabic writes them.

One Latin letter stands for several Arabic ones and short vowels are not written, so what may be
meant is looked up: in the library, letter by letter, and the likeliest word that it has is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from math import log

from index.arabic.folding import fold
from index.arabic.stems import GRAM_LENGTH, STEM_MARK, stem

_SIGNS: tuple[tuple[str, str], ...] = (
    *(("ayy", "ي"), ("iyy", "ي"), ("eyy", "ي"), ("uww", "و"), ("oww", "و")),
    *(("3'", "غ"), ("7'", "خ"), ("sh", "ش"), ("ch", "ش تش"), ("kh", "خ"), ("gh", "غ")),
    *(
        ("th", "ث ذ ت"),
        ("dh", "ذ ظ ض"),
        ("ph", "ف"),
        ("ou", "و عو -"),
        ("oo", "و -"),
        ("uu", "و -"),
    ),
    *(("ee", "ي -"), ("ii", "ي"), ("iy", "ي"), ("ai", "ي اي عي"), ("ay", "ي اي عي"), ("ei", "ي ا")),
    *(
        ("ey", "ي"),
        ("au", "و او"),
        ("aw", "و او"),
        ("ow", "و"),
        ("aa", "ا عا ع -"),
        ("ea", "ا عا ي"),
    ),
    *(("ia", "يا ي"), ("ya", "يا ي"), ("eh", "ه ي")),
    *(("a", "- ا ع"), ("e", "- ي ا ع"), ("i", "- ي ع ا"), ("o", "- و ع"), ("u", "- و ع")),
    *(("b", "ب"), ("p", "ب"), ("t", "ت ط"), ("j", "ج"), ("g", "ج غ ق"), ("h", "ه ح"), ("d", "د ض")),
    *(("r", "ر"), ("z", "ز ظ ذ"), ("s", "س ص"), ("c", "ك س"), ("k", "ك ق"), ("q", "ق"), ("f", "ف")),
    *(("v", "ف"), ("l", "ل"), ("m", "م"), ("n", "ن"), ("w", "و"), ("y", "ي"), ("x", "كس")),
    *(("2", "ا ق"), ("3", "ع"), ("4", "ذ"), ("5", "خ"), ("6", "ط"), ("7", "ح"), ("8", "ق غ")),
    *(("9", "ق ص"), ("'", "ع ا -"), ("’", "ع ا -"), ("`", "ع -")),
)
"""What Latin letters and the digits of chats may stand for, the likelier first; «-» is nothing."""
_AT_START = {
    "a": "ا ع",
    "e": "ا ي ع",
    "i": "ا ع",
    "o": "ا ع و",
    "u": "ا ع",
    "aa": "ا عا",
    "ou": "و عو ا",
}
_AT_END = {
    "a": "ه ا ي -",
    "e": "ه ي -",
    "i": "ي",
    "y": "ي",
    "ah": "ه",
    "eh": "ه",
    "o": "و ه",
    "u": "و",
}
_ARTICLE = re.compile(r"(?:a|e|i)(?:[lrtdnsz]|sh|th|dh)[-']")
_ARTICLES = (
    "al",
    "el",
    "il",
    "ul",
    "ar",
    "as",
    "ash",
    "at",
    "az",
    "an",
    "ad",
    "er",
    "ez",
    "es",
    "en",
    "ed",
)
_AL = "ال"
_OTHER = 1.0
"""What each step down a list of letters costs, in nats."""
_UNWRITTEN = 0.05
"""Of a vowel that is written though it might not be."""
_MOST_TRIED = 3000
_SHORTEST = 2

Frequency = Callable[[str], int]
"""In how many passages an index term stands (see `index.arabic.word_terms`)."""


def transliterated(word: str, frequency: Frequency, known: frozenset[str]) -> str | None:
    """The likeliest Arabic word for one in Latin letters; None when nothing like it is held.

    :param known: folded words that need no library: question words and the like.
    """
    written = word.casefold().strip("-")
    bare = _ARTICLE.sub("", written, count=1)
    article = _AL if bare != written else ""
    best: str | None = None
    cheapest = 0.0
    for found, cost in _possible(bare.replace("-", ""), frequency, _beginnings(known)):
        if len(found) < _SHORTEST:
            continue
        count = frequency(STEM_MARK + stem(found))
        if not count and (article or found not in known):
            continue
        worth = cost - log(1 + count) / 3 - (found in known)
        if best is None or worth < cheapest:
            best, cheapest = article + found, worth
    return best


def is_article(word: str) -> bool:
    """Whether a word in Latin letters is «ال», which belongs to the next one."""
    return word.casefold() in _ARTICLES


@lru_cache(maxsize=2)
def _beginnings(known: frozenset[str]) -> frozenset[str]:
    return frozenset(word[:end] for word in known for end in range(GRAM_LENGTH, len(word) + 1))


def _possible(
    written: str, frequency: Frequency, beginnings: frozenset[str]
) -> Iterator[tuple[str, float]]:
    """What the letters may stand for with what it costs, as far as the library has such words.

    :param beginnings: of words that need no library.
    """
    waiting: list[tuple[int, str, float]] = [(0, "", 0.0)]
    tried = 0
    while waiting and tried < _MOST_TRIED:
        at, found, cost = waiting.pop()
        tried += 1
        if at >= len(written):
            yield fold(found), cost
            continue
        for length, letters, more in _next(written, at):
            longer = found + letters
            plain = fold(longer)
            gram = plain[-GRAM_LENGTH:]
            if len(gram) < GRAM_LENGTH or plain in beginnings or frequency(gram):
                waiting.append((at + length, longer, cost + more))


def _next(written: str, at: int) -> Iterator[tuple[int, str, float]]:
    """How many letters are taken next, what for, and the cost."""
    for length in (3, 2, 1):
        sign = written[at : at + length]
        if len(sign) < length:
            continue
        options = _BY_SIGN.get(sign)
        if at == 0:
            options = _AT_START.get(sign, options)
        if at + length == len(written) and at:
            options = _AT_END.get(sign, options)
        if options is None:
            continue
        step = length
        if sign == written[at + length : at + 2 * length] and sign not in _VOWELS:
            step *= 2  # a doubled consonant is one with shadda
        vowel = sign in _VOWELS
        for rank, option in enumerate(options.split()):
            yield step, option.replace("-", ""), rank * (_UNWRITTEN if vowel else _OTHER)
        if length > 1:
            return


_BY_SIGN = dict(_SIGNS)
_VOWELS = frozenset("aeiou")
