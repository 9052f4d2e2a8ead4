"""A model's stream → the statements it drafts, each as soon as it is whole.

The stream is hostile: what is no statement is passed over, and whether the object was closed
tells whether the answer is whole, whatever the connection says.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.llms import errors

STATEMENT_CHARACTERS = 4_000
"""Of one statement with its form; a model that writes more has lost its way."""
ANSWER_CHARACTERS = 100_000
"""Of everything that is written, thoughts included."""
_LIST = re.compile(r'"statements"\s*:\s*\[')
_DIGITS = 9  # of a sentence's number; longer ones are not worth a conversion
_MARKER = re.compile(r"\s*[\[⟦【]\s*\d+(?:\s*[,،\-–]\s*\d+)*\s*[\]⟧】]")
"""A citation written into the text («[3]»), which would read as one of ours."""
_JOINERS = "\u200c\u200d"
"""Invisible, but part of how Persian and emoji are spelt."""

_decoder = json.JSONDecoder(
    parse_int=lambda digits: int(digits) if len(digits) <= _DIGITS else -1, strict=False
)


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """A statement as the model wrote it."""

    sentences: tuple[int, ...]
    """The numbers it cites, those out of range included, none twice."""
    text: str
    """On one line, without controls, invisible characters and citations of its own."""


class DraftReader:
    """Takes a stream in pieces of any length."""

    def __init__(self) -> None:
        self.closed = False
        """Whether the list of statements has been ended by the model itself."""
        self.begun = False
        """Whether the model has begun a list of statements."""
        self._rest = ""
        self._characters = 0

    def feed(self, piece: str) -> list[StatementDraft]:
        """The statements that the piece completes.

        :raises ModelError: when the stream grows beyond any answer.
        """
        self._characters += len(piece)
        self._rest += piece
        if self._characters > ANSWER_CHARACTERS:
            raise errors.too_long()
        if self.closed or not self._begins():
            return []
        # A statement can only end where a brace closes, the list where a bracket does.
        ends = "}" in piece or "]" in piece
        drafts = [draft for value in self._values() for draft in _drafts(value)] if ends else []
        if len(self._rest) > STATEMENT_CHARACTERS:
            raise errors.too_long()
        return drafts

    def _begins(self) -> bool:
        """Whether the list has begun; what stood before it, such as thoughts, is left out."""
        if not self.begun:
            opening = _LIST.search(self._rest)
            self.begun = opening is not None
            self._rest = self._rest[opening.end() if opening else -STATEMENT_CHARACTERS :]
        return self.begun

    def _values(self) -> Iterator[object]:
        """The values of the list that are whole by now."""
        while True:
            rest = self._rest.lstrip(" \t\r\n,")
            if rest.startswith("]"):
                self.closed, self._rest = True, ""
                return
            try:
                value, end = _decoder.raw_decode(rest)
            except (ValueError, RecursionError):
                return
            self._rest = rest[end:]
            yield value


def _drafts(value: object) -> list[StatementDraft]:
    if not isinstance(value, dict):
        return []
    text, cited = value.get("text"), value.get("sentences")
    if not isinstance(text, str) or not isinstance(cited, list):
        return []
    numbers = [each for each in cited if isinstance(each, int) and not isinstance(each, bool)]
    cleaned = _clean(text)
    return [StatementDraft(tuple(dict.fromkeys(numbers)), cleaned)] if cleaned else []


def _clean(text: str) -> str:
    seen = "".join(
        " " if character in "\t\n\r" else character
        for character in text
        if character in _JOINERS
        or character in "\t\n\r"
        or unicodedata.category(character)[0] != "C"
    )
    return " ".join(_MARKER.sub("", seen).split())
