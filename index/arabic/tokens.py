"""Words and numbers of a text, folded, with the places where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.arabic.folding import fold, fold_with_map

_WORD = re.compile(
    r"[0-9]+[a-z][0-9a-z]*|[0-9]+(?:[.,٫٬][0-9]+)*|[^\W_0-9]+(?:(?<=[a-z])[0-9a-z]+)?"
)
"""Words and numbers of folded text; a number joins Latin letters («4g», «b12»), never Arabic
ones («و12», «12كم»)."""
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[,٬][0-9]{3})+(?:[.٫][0-9]+)?")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or number of a text, with its place in the original."""

    text: str
    """Folded; a number without thousands separators, its decimals after a point."""
    start: int
    end: int


def words(text: str) -> list[str]:
    """The folded words and numbers of a text, in order."""
    return [_plain_number(word) for word in _WORD.findall(fold(text))]


def words_with_spans(text: str) -> list[Word]:
    """The same words as `words` gives, each with its span in `text`."""
    folded = fold_with_map(text)
    found = []
    for match in _WORD.finditer(folded.text):
        span = folded.span(*match.span())
        found.append(Word(_plain_number(match.group()), span.start, span.end))
    return found


def _plain_number(word: str) -> str:
    if not word[0].isdecimal() or word.isdecimal():
        return word
    if _THOUSANDS.fullmatch(word):
        word = word.replace(",", "").replace("٬", "")
    return word.replace("٫", ".").replace("٬", ",")
