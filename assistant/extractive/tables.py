"""Answers from a table: the row with its header, the cell asked for, the most and the least.

A table stands in a document's text as rows of one line, the cells parted by « | ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from assistant.extractive.answer_types import expected_kind
from index.arabic import trimmed, word_classes, words
from index.arabic.lexemes import BIT, lexeme
from index.arabic.numbers import read_numbers
from index.arabic.superlatives import direction, is_sum, is_superlative, ordered_measure
from index.arabic.units import asked_measure, unit_measure
from index.question import Question
from index.retrieval.alignment import NO_WORD, Floats, similarities
from index.types import Document, Span

_BETWEEN_CELLS = re.compile(r" ?\| ?|\t+| · ")
_LEAST_LIKE = 0.55
"""Similarity from which a cell has a word of the question."""
_ARTICLE = 3
"""Letters of a word that «ال» alone may begin."""
_TIMES = sum(map(word_classes.bit, ("month", "time", "weekday")))
_IN_TITLE, _TITLED = 0.7, 0.3
"""Similarity from which the title has a word, and what the word is then worth in a cell: it tells
the document from others, and hardly its rows."""
_NUMERIC = 0.6
"""Share of a column's cells that are numbers, from which it can be ordered."""


@dataclass(frozen=True, slots=True)
class Table:
    """Spans of a document's text."""

    header: Span
    rows: tuple[Span, ...]
    """Below the header; at least one."""
    cells: tuple[tuple[Span | None, ...], ...]
    """Of the header, then of each row; None for an empty one."""


@dataclass(frozen=True, slots=True)
class TableAnswer:
    """What a table says to a question."""

    header: Span
    row: Span
    cell: Span | None
    """None where it cannot be told which one."""
    is_exact: bool = False
    """Whether the question names both the row and the column, and asks for a number or a time."""


def tables_in(document: Document, place: Span, *, whole: bool = True) -> list[Table]:
    """The tables of a document that meet a place in it.

    :param whole: whether to read all rows; else the header and those at the place.
    """
    blocks = [Span(one.start, one.end) for one in document.blocks if one.kind == "table"]
    met = [one for one in blocks if one.meets(place)]
    met = met or _unmarked(document.text, place)
    found = [_table(document.text, one, None if whole else place) for one in met]
    return [table for table in found if table]


def answer_from(
    question: Question, document: Document, table: Table, place: Span
) -> TableAnswer | None:
    """The row of a table that a place points to, with the cell that the question asks for.

    :param place: what evidence selection chose: one row, several, or only the header.
    """
    likeness = _likeness(question, document.text, table, document.title)
    own = [at for at, row in enumerate(table.rows, 1) if row.meets(place)]
    rows = [*own, *(at for at in range(1, len(table.rows) + 1) if at not in own)]
    scores = [float(likeness[at].max(0).sum()) for at in rows]
    best = rows[int(np.argmax(scores))]
    if not own and max(scores) == 0:
        return None
    cell = _cell(document.text, question, table, likeness, best)
    column = table.cells[best].index(cell) if cell else 0
    exact = (
        cell is not None
        and expected_kind(question) in ("number", "time")
        and bool(scores[rows.index(best)] and likeness[0][column].any())
        and scores.count(max(scores)) == 1
    )
    return TableAnswer(table.header, table.rows[best - 1], cell, exact)


def extreme(question: Question, document: Document, table: Table) -> TableAnswer | None:
    """The row that has the most, or the least, of what a question orders by.

    None where the table has no such column, or several rows share the place.
    """
    wanted = direction(question.words)
    if not wanted:
        return None
    likeness = _likeness(question, document.text, table, document.title)
    values = [[_number(document.text, cell) for cell in row] for row in table.cells]
    measured = _measured(question, document.text, table)
    column = _ordering_column(likeness, values, measured)
    if column is None:
        return None
    meant = _rows_meant(question, likeness)
    found = [
        (wanted * value, at)
        for at, row in enumerate(values[1:], 1)
        if (value := row[column]) is not None and not _sums(document.text, table.cells[at])
        if at in meant
    ]
    top = max(found, default=None)
    if top is None or [value for value, _ in found].count(top[0]) > 1:
        return None
    row = top[1]
    named = _asked_column(question, likeness)
    if named is None:
        named = next((at for at, value in enumerate(values[row]) if value is None), 0)
    shown = column if question.question_type == "HOWMANY" else named
    return TableAnswer(table.header, table.rows[row - 1], table.cells[row][shown])


def is_table_row(text: str) -> bool:
    """Whether words were cut from a table: cells parted by a bar."""
    return " | " in text or text.startswith("| ") or text.endswith(" |")


def _unmarked(text: str, place: Span) -> list[Span]:
    """Lines of cells around a place in a text that marks no tables."""
    start = text.rfind("\n", 0, place.start) + 1
    end = place.end if (end := text.find("\n", place.end)) < 0 else end
    if not all(is_table_row(line) for line in text[start:end].split("\n") if line.strip()):
        return []
    while start and is_table_row(before := text[text.rfind("\n", 0, start - 1) + 1 : start - 1]):
        start -= len(before) + 1
    while end < len(text) and is_table_row(after := text[end + 1 :].split("\n", 1)[0]):
        end += len(after) + 1
    return [Span(start, end)]


def _table(text: str, block: Span, place: Span | None) -> Table | None:
    """None for what has no two rows of two cells.

    :param place: which rows to read below the header; None for all.
    """
    lines = [(line, _cells(text, line)) for line in _lines(text, block, place)]
    read = [
        (own, cells)
        for line, cells in lines
        if len(cells) > 1 and (own := trimmed(text, line.start, line.end))
    ]
    if len(read) < 2:
        return None
    width = max(len(cells) for _, cells in read)
    padded = tuple((*cells, *[None] * (width - len(cells))) for _, cells in read)
    return Table(read[0][0], tuple(row for row, _ in read[1:]), padded)


def _lines(text: str, block: Span, place: Span | None) -> Iterator[Span]:
    """The first line of a block, and the others or those that meet a place."""
    start, end = block.start, block.end
    if place is not None and place.start > start:
        first = text.find("\n", start, end)
        first = end if first < 0 else first
        yield from _lines(text, Span(start, first), None)
        start = max(first + 1, text.rfind("\n", start, place.start) + 1)
    if place is not None and place.end < end:
        end = end if (stop := text.find("\n", place.end, end)) < 0 else stop
    for line in text[start:end].split("\n"):
        if any(map(str.isalnum, line)):
            yield Span(start, start + len(line))
        start += len(line) + 1


def _cells(text: str, row: Span) -> tuple[Span | None, ...]:
    start, end = row.start, row.end
    edges = [start]
    for mark in _BETWEEN_CELLS.finditer(text, start, end):
        edges += [mark.start(), mark.end()]
    edges.append(end)
    return tuple(
        trimmed(text, first, last) for first, last in zip(edges[::2], edges[1::2], strict=True)
    )


def _likeness(question: Question, text: str, table: Table, title: str) -> Floats:
    """Rows (the header first) × columns × terms: how surely a cell has a word of the question."""
    found = [[_words(text, cell) for cell in row] for row in table.cells]
    distinct = list(dict.fromkeys(word for row in found for cell in row for word in cell))
    places = {word: at for at, word in enumerate(distinct)}
    alike = similarities(question, distinct)
    alike[alike < _LEAST_LIKE] = 0.0
    alike[[is_superlative(term) or bool(unit_measure(term)) for term in question.terms]] = 0.0
    alike *= np.array(question.weights)[:, None]
    titled = similarities(question, words(title) or [NO_WORD]).max(1) >= _IN_TITLE
    alike[titled] *= _TITLED
    nothing = np.zeros(len(question.terms))
    return np.array(
        [
            [alike[:, [places[word] for word in cell]].max(1) if cell else nothing for cell in row]
            for row in found
        ]
    )


def _words(text: str, cell: Span | None) -> list[str]:
    """Those of a cell, with the article and without it."""
    found = words(text[cell.start : cell.end]) if cell else []
    return found + [word[2:] for word in found if word.startswith("ال") and len(word) > _ARTICLE]


def _rows_meant(question: Question, likeness: Floats) -> set[int]:
    """The rows that have what only some rows have of the question: «على الفرات»."""
    met = likeness.max(1) > _TITLED  # rows × terms
    tells = ~met[0] & met[1:].any(0) & ~met[1:].all(0)
    if question.focus >= 0:
        tells[question.focus] = False
    most = met[1:][:, tells].sum(1)
    return set((np.flatnonzero(most == most.max()) + 1).tolist())


def _cell(text: str, question: Question, table: Table, likeness: Floats, row: int) -> Span | None:
    """The cell under the heading that the question names, unless the cell is what it names.

    Where no heading tells, the only cell of the kind that is asked for.
    """
    fits = [_is_of_kind(text, cell, expected_kind(question)) for cell in table.cells[row]]
    asked = (likeness[row].sum(1) == 0) & np.array(fits)
    scores = np.where(asked, likeness[0].sum(1), -1.0)
    if asked.sum() == 1:
        return table.cells[row][int(np.argmax(asked))]
    best = np.flatnonzero(scores == scores.max())
    return table.cells[row][int(best[0])] if len(best) == 1 and scores.max() > 0 else None


def _is_of_kind(text: str, cell: Span | None, kind: str) -> bool:
    if cell is None:
        return False
    found = words(text[cell.start : cell.end])
    if kind == "time":
        return any(
            word_classes.classes(word) & _TIMES or lexeme(word).kinds & BIT["YEAR"]
            for word in found
        )
    if kind == "number":
        return bool(read_numbers(found)) and not any(
            word_classes.classes(word) & word_classes.bit("month") for word in found
        )
    return True


def _measured(question: Question, text: str, table: Table) -> Floats:
    """Per column 1 where its heading has what a superlative orders by: «أغلى», «السعر (دينار)»."""
    measure = ordered_measure(question.words)
    headings = [_words(text, cell) for cell in table.cells[0]]
    told = [{f(word) for word in one for f in (unit_measure, asked_measure)} for one in headings]
    return np.array([float(measure is not None and measure in one) for one in told])


def _ordering_column(
    likeness: Floats, values: Sequence[Sequence[Fraction | None]], measured: Floats
) -> int | None:
    """The column of numbers whose heading has most of the question; the only one without any."""
    told = np.array([[value is not None for value in row] for row in values[1:]])
    numeric = told.mean(0) >= _NUMERIC
    numeric[0] = False
    if not numeric.any():
        return None
    scores = np.where(numeric, likeness[0].sum(1) + measured, -1.0)
    best = np.flatnonzero(scores == scores.max())
    if len(best) == 1 and (scores.max() > 0 or numeric.sum() == 1):
        return int(best[0])
    return None


def _asked_column(question: Question, likeness: Floats) -> int | None:
    """The column whose heading is the noun asked about."""
    if question.focus < 0:
        return None
    alike = likeness[0][:, question.focus]
    return int(alike.argmax()) if alike.max() > 0 else None


def _sums(text: str, row: Sequence[Span | None]) -> bool:
    first = row[0]
    return first is not None and is_sum(words(text[first.start : first.end]))


def _number(text: str, cell: Span | None) -> Fraction | None:
    if cell is None:
        return None
    numbers = read_numbers(words(text[cell.start : cell.end]))
    return Fraction(numbers[0].digits.replace(",", "")) if numbers else None
