"""Span extraction: the answer inside a quote, the words that a person would say, and how surely."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from assistant.extractive.answerability import expected_f1
from assistant.extractive.span_features import ends_list
from assistant.extractive.span_scoring import Spans, confidence_row, load_reader, weigh
from assistant.extractive.word_features import Floats, Text, column_names, read_text
from index.arabic import is_boundary, next_boundary
from index.question import Question
from index.types import Span

Kind = Literal["person", "place", "time", "number", "definition", "cause", "list", "name", "other"]

_TRIED = 12
"""Likeliest spans among which the one that fits is looked for."""
_AFTER_NUMBER = re.compile(r"[^\S\n]?[%٪‰°²³]+")


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """Code points `[start, end)` of the text that was read; cuts no word and no letter."""

    start: int
    end: int
    kind: Kind
    confidence: float
    """The F1 (0–1) that the answer may expect against the right one, the text alone given."""


@dataclass(frozen=True, slots=True)
class WeighedText:
    """A text of a sentence or two with the spans in it that may answer, at least one."""

    question: Question
    text: str
    read: Text
    spans: Spans
    numbers: tuple[Floats, Floats, Floats, Floats]
    """Per span its value, choice, chance and expected overlap."""
    best: int

    def likeliest(self) -> AnswerSpan:
        """Whether to show it is for `answerability.shows` to tell."""
        return self._answer(self.best)

    def likeliest_that(self, fits: Callable[[Span], bool]) -> AnswerSpan | None:
        """The likeliest of those that may answer at all; None without one."""
        for at in np.argsort(-self.numbers[3], kind="stable")[:_TRIED].tolist():
            if fits(self._place(at)):
                return self._answer(at)
        return None

    def _place(self, at: int) -> Span:
        first, last = int(self.spans.starts[at]), int(self.spans.ends[at])
        return _place(self.text, self.read, first, last)

    def _answer(self, at: int) -> AnswerSpan:
        row = confidence_row(self.question, self.read, self.spans, self.numbers, at)
        place = self._place(at)
        first, last = int(self.spans.starts[at]), int(self.spans.ends[at])
        kind = _kind(self.question, self.read, first, last)
        return AnswerSpan(place.start, place.end, kind, expected_f1(row))


def weigh_spans(question: Question, text: str) -> WeighedText | None:
    """None without a span that fits: a question for a time, a number, a place or a person is
    answered by nothing else."""
    read = read_text(question, text)
    weighed = weigh(question, read, load_reader())
    return WeighedText(question, text, read, *weighed) if weighed else None


def extract_span(question: Question, text: str) -> AnswerSpan | None:
    """The likeliest answer span in a text of a sentence or two; None without a fitting one."""
    weighed = weigh_spans(question, text)
    return weighed.likeliest() if weighed else None


def _place(text: str, read: Text, first: int, last: int) -> Span:
    """From the first word to the last, with the sign after a number; cuts no letter."""
    start, end = read.words[first].start, read.words[last].end
    if read.words[last].text[0].isdecimal() and (sign := _AFTER_NUMBER.match(text, end)):
        end = sign.end()
    while not is_boundary(text, start):  # «۝» belongs to the number after it
        start -= 1
    return Span(start, next_boundary(text, end))  # and a joiner to the letter before it


def _kind(question: Question, text: Text, first: int, last: int) -> Kind:
    """What the answer is, by what was asked first and by its words second."""
    expects, who = question.answer_types, question.question_type in ("WHO", "WHODEF")
    columns = {name: at for at, name in enumerate(column_names())}
    inside = text.columns[first : last + 1]

    def held(*classes: str) -> bool:
        return bool(np.any(inside[:, [columns[name] for name in classes]] > 0))

    if "reason" in expects:
        return "cause"
    if "time" in expects and held("year", "month", "number", "time"):
        return "time"
    if "number" in expects and held("number", "numword"):
        return "number"
    if ends_list(text, first, last):
        return "list"
    if "place" in expects and not who:
        return "place"
    if "name" in expects:
        return "name"
    if who or "person" in expects:
        return "person"
    return "definition" if "definition" in expects else "other"
