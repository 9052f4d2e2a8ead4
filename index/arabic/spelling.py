"""What may be meant by a word that no passage has: words of the library one misspelling away.

Questions and documents are typed by different hands: a letter is dropped, added, swapped or taken
for another, a name comes in more than one spelling, two words are written as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from heapq import nlargest

from index.arabic import STEM_MARK, fold, stem, word_terms
from index.arabic.folding import Form
from index.arabic.idf import NO_LIBRARY, corpus_idf
from index.arabic.variants import Alternative

Frequency = Callable[[str], int]
"""In how many passages an index term stands (see `index.arabic.word_terms`)."""

MOST_GUESSES = 3
_LETTERS = "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_SHORTEST, _LONGEST = 4, 24
"""Letters of a stem: too many others are one letter away from a shorter one, none from a longer."""
_SHORTEST_PART = 3
"""Letters of each word that a joined one is made of."""


def spelling_corrections(missing: str, frequency: Frequency) -> list[str]:
    """Stems of the library that one misspelling makes of a stem that it lacks, the commonest first.

    :param missing: as `index.arabic.stem` gives it; one that the library has is not questioned.
    :return: at most `MOST_GUESSES`.
    """
    if not _SHORTEST - 1 <= len(missing) <= _LONGEST or not "ء" <= missing[0] <= "ي":
        return []
    if frequency(STEM_MARK + missing):
        return []
    if all(frequency(gram) for gram in word_terms(missing)[1:]):
        return []  # letters that stand so in other words are hardly a misspelling
    possible = _near(missing) if len(missing) >= _SHORTEST else _lengthened(missing)
    known = {near: count for near in possible if (count := frequency(STEM_MARK + near))}
    return nlargest(MOST_GUESSES, sorted(known), key=known.__getitem__)


def _near(missing: str) -> Iterator[str]:
    """What a letter added, put for another, dropped or swapped makes of it."""
    for at in range(len(missing) + 1):
        head, tail = missing[:at], missing[at:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


def _lengthened(missing: str) -> Iterator[str]:
    """A long vowel added within: «مدير» for «مدر»."""
    for at in range(1, len(missing)):
        yield from (missing[:at] + vowel + missing[at:] for vowel in _VOWELS)


_VOWELS = "اوي"


def as_held(word: str, frequency: Frequency, *, dialect: bool = False) -> Form | None:
    """How the library writes a folded word that it lacks; None where nothing is near enough.

    «بفندق» is «فندق» behind a preposition, «مااسم» is two words, «جزيرت» ends in another letter and
    «نضام» has one that is said like the right one. What is another letter away otherwise is left to
    `spelling_corrections`, to be weighed less.

    :param dialect: whether the question is: «فخان» is «في خان» there.
    """
    if not "ء" <= word[0] <= "ي" or _holds(word, frequency):
        return None
    for letter in _PREFIXED_IN_DIALECT if dialect else _PREFIXED:
        rest = word.removeprefix(letter)
        if rest != word and len(rest) >= _SHORTEST - dialect and _holds(rest, frequency):
            return (rest,)
    for first in _JOINED:
        rest = word.removeprefix(first)
        if rest != word and len(rest) >= _SHORTEST_PART and _holds(rest, frequency):
            return (first, rest)
    if corpus_idf(stem(word)) < NO_LIBRARY.highest_idf() and not word.endswith(_ENDINGS):
        return None  # a word that others use
    alike = {
        near: frequency(STEM_MARK + stem(near))
        for near in _said_alike(word)
        if all(map(frequency, word_terms(near)))
    }
    return (max(alike, key=alike.__getitem__),) if alike else None


def _holds(word: str, frequency: Frequency) -> bool:
    return frequency(STEM_MARK + stem(word)) > 0


_PREFIXED = ("ب", "ل", "ف", "ك", "و")
_PREFIXED_IN_DIALECT = (*_PREFIXED, "ع", "ه")
_JOINED = tuple(fold("لماذا ماذا متى أين كيف ما كم من هل في عن على إلى لا").split())
"""Words that are written together with the next one."""
_ENDINGS = ("ه", "ت", "ا")
_ALIKE = "ضظ"
"""Letters that are said alike nearly everywhere."""
_LEAST_ALIKE = 4
"""Letters of a word of which one may be another."""


def _said_alike(word: str) -> Iterator[str]:
    """The same word as it sounds: ends in «ة» or «ت» or hamza, «ظ» for «ض»."""
    if word.endswith(_ENDINGS):
        bare = word[:-1]
        yield from (bare + "ت", bare + "ه", word + "ء")
    for at, letter in enumerate(word if len(word) >= _LEAST_ALIKE else ""):
        if letter in _ALIKE:
            yield word[:at] + _ALIKE[letter == _ALIKE[0]] + word[at + 1 :]


def respaced(words: Sequence[str], frequency: Frequency) -> list[Alternative]:
    """Words that the library lacks but has as two, or joined with the next («عبد الله»).

    :param words: folded, as `index.arabic.words` gives them.
    """
    lacking = [not frequency(STEM_MARK + stem(word)) for word in words]
    found = []
    for at, word in enumerate(words):
        both = "".join(words[at : at + 2])
        if both != word and any(lacking[at : at + 2]) and frequency(STEM_MARK + stem(both)):
            found.append(Alternative((word, words[at + 1]), ((both,),)))
        elif lacking[at] and (parts := _parted(word, frequency)):
            found.append(Alternative((word,), (parts,)))
    return found


def _parted(word: str, frequency: Frequency) -> tuple[str, str] | None:
    """The two words that it is most likely made of; the rarer one should be common."""
    best, parts = 0, None
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        first, second = word[:cut], word[cut:]
        rarer = min(frequency(STEM_MARK + stem(first)), frequency(STEM_MARK + stem(second)))
        if rarer > best:
            best, parts = rarer, (first, second)
    return parts
