"""What a refusal can say all the same: which thing is there, and what of it is not."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Known
from assistant.extractive.reader import Reading
from index.arabic.intents import asks_for_summary
from index.question import Question

_ASKED = {"WHEN": "متى", "WHERE": "أين", "HOWMANY": "كم", "WHO": "من", "WHY": "لماذا", "HOW": "كيف"}
"""What is not told where every word of the question is there."""


def known(question: Question, reading: Reading) -> Known | None:
    """The thing asked about, the document that tells of it, and what that does not tell.

    None where the nearest document has nothing of the question but its verb, or everything and
    still no answer to a question for a thing.
    """
    if not reading.findings:
        return None
    there = [at for at in reading.there if _names(question, at) and at not in reading.absent]
    lacking = [
        at
        for at in range(len(question.terms))
        if at in reading.absent or (at not in reading.there and question.weights[at] == 1)
    ]
    subject = _longest(_runs(there))
    absent = _longest(_runs(lacking))
    lacks = _written(question, absent) or _ASKED.get(question.question_type, "")
    if not subject or not lacks:
        return None
    return Known(_written(question, subject), reading.findings[0].hit.title, lacks)


def _names(question: Question, at: int) -> bool:
    """Whether a word names what is asked about, rather than what is asked of it."""
    asks = question.intent == "summary" and asks_for_summary(question.terms[at])
    framed = asks or at in (question.predicate, question.focus)
    return question.weights[at] == 1 and not framed


def _runs(places: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _longest(runs: Sequence[list[int]]) -> list[int]:
    """The first of the longest; empty without any."""
    return max(runs, key=len, default=[])


def _written(question: Question, places: Sequence[int]) -> str:
    """As the user wrote it, with the small words between."""
    found = []
    end = 0
    for at, written in enumerate(question.written):
        start = question.text.find(written, end)
        if start < 0:
            start = question.text.find(written)
        if start < 0:
            continue
        end = start + len(written)
        if at in places:
            found.append((start, end))
    return question.text[found[0][0] : found[-1][1]] if found else ""
