"""The one cell that a question asks for: a row and a column that it names, in one of the hits.

A row is named by a question that has every word of one of its cells; the column by its heading, by
a year in it, or by the unit that stands there for what is asked («بكم», «السعر (دينار)»). Either
may name the thing and the other what is asked of it. Nothing is reckoned but the most and the
least of a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.extractive.evidence import Flags
from assistant.extractive.tables import Table, TableAnswer, extreme, tables_in
from index.arabic import STOP_WORDS, fold, stem, word_classes, words
from index.arabic.attributes import attribute_of
from index.arabic.lexemes import BIT, lexeme
from index.arabic.superlatives import is_superlative
from index.arabic.units import asked_measure, unit_measure
from index.question import Question
from index.retrieval.alignment import Floats, similarities
from index.store.library import Library
from index.types import Document, Hit, Span

_TABLES_OF = 3
"""Hits among which the table is looked for that a superlative is reckoned from."""
_NAMED = 0.7
"""Similarity from which a word of a cell is one of the question."""
_ALIKE = 0.5
"""The same for a heading, which may be another form of what is asked: «يصل» for «الوصول»."""
_OPEN = ("WHY", "HOW", "YESNO")
"""Types of questions that no cell answers."""
_NO_NOUN = BIT["VERB"] | BIT["FUNC"] | BIT["TIME"] | BIT["UNIT"] | BIT["NUMWORD"]
_BRACKETS = re.compile(r"\([^()]*\)")
_ONE_WORDED = ("length", "area", "weight", "volume", "heat")
"""Measures whose nouns are not one another: a width is no height, as a price is a cost."""
_PAST = word_classes.bit("past")


@dataclass(frozen=True, slots=True)
class Told:
    """A cell, or a row, that answers by itself."""

    document: Document
    hit: Hit
    """In whose passage the row stands, or its table."""
    answer: TableAnswer


def cell_told(library: Library, question: Question, hits: Sequence[Hit]) -> Told | None:
    """The cell whose row and column the question names; None where there is none, or several."""
    if question.intent != "fact" or question.asks_for_several or question.question_type in _OPEN:
        return None
    best: list[tuple[float, Told]] = []
    named: list[Flags] = []
    for document, hit, table in _tables(library, hits):
        found = _named_cell(question, document, hit, table)
        if found is not None:
            answer, told = found
            best.append((_weight(question, told), Told(document, hit, answer)))
            named.append(told)
    most = max((score for score, _ in best), default=0.0)
    places = [at for at, (score, _) in enumerate(best) if score == most]
    cells = {(best[at][1].document.id, best[at][1].answer.cell) for at in places}
    if len(cells) != 1:
        return None
    found_one = best[places[0]][1]
    untold = _untold(question, found_one.document.text, named[places[0]])
    return None if untold else found_one


def most_told(
    library: Library, question: Question, hits: Sequence[Hit], quoted: str
) -> Told | None:
    """The row that has the most, or the least, of the column that a superlative orders by.

    None where the question has a restriction that the table and its headings do not speak of.

    :param quoted: what would be quoted else; where that has the superlative it says it itself.
    """
    asked = {stem(word) for word in question.words if is_superlative(word)}
    if question.intent != "superlative" or asked & {stem(word) for word in words(quoted)}:
        return None
    best: list[tuple[float, Told]] = []
    for document, hit, table in _tables(library, hits, whole=True):
        found = extreme(question, document, table)
        heading = document.text[table.header.start : table.header.end]
        above = " ".join((hit.title, *hit.passage.headings))
        met = _met(question, words(f"{heading} {above}"))
        if found and met.any() and met[_restrictions(question)].all():
            best.append((float(met.sum()), Told(document, hit, found)))
    most = max((score for score, _ in best), default=0.0)
    told = [one for score, one in best if score == most]
    distinct = {(one.document.id, one.answer.row) for one in told}
    return told[0] if len(distinct) == 1 else None


def absent_from_table(
    library: Library, question: Question, hit: Hit, span: Span
) -> tuple[int, ...]:
    """Places in `question.terms` of what a table and its document lack: a row, a column, a year.

    Empty where the place that is to answer stands in no table.

    :param span: of the place, in code points of the hit's text.
    """
    document = _document(library, hit)
    if document is None or not any("\u0600" <= letter <= "\u06ff" for letter in question.text):
        return ()
    place = Span(hit.passage.start + span.start, hit.passage.start + span.end)
    tables = tables_in(document, place)
    quoted = tables_in(document, place, whole=False)
    if not tables or not quoted:
        return ()
    seen = [document.text[one.start : one.end] for table in tables for one in _lines(table)]
    around = words(" ".join((*seen, hit.title, *hit.passage.headings)))
    there = _met(question, around)
    rows = [row for table in quoted for row in table.cells[1:]]
    above = _met(question, words(" ".join((hit.title, *hit.passage.headings))))
    heads = [_met(question, _words(document.text, cell)) for one in quoted for cell in one.cells[0]]
    other = _named_otherwise(question, document.text, rows, above | np.any(heads, axis=0))
    meant = [
        _meant(question, _words(document.text, cell)) for one in quoted for cell in _heads(one)
    ]
    nameless = _untold_attributes(question, document.text, there | np.any(meant, axis=0))
    return tuple(sorted({*_untold(question, document.text, there), *other, *nameless}))


def _heads(table: Table) -> list[Span | None]:
    """The names of columns and of rows."""
    return [*table.cells[0], *(row[0] for row in table.cells[1:])]


def _lines(table: Table) -> tuple[Span, ...]:
    return (table.header, *table.rows)


def _tables(
    library: Library, hits: Sequence[Hit], *, whole: bool = False
) -> Iterator[tuple[Document, Hit, Table]]:
    """The tables of the best hits, of a long one the rows in the hit alone.

    :param whole: all rows.
    """
    seen = set()
    for hit in hits[:_TABLES_OF] if whole else hits:
        document = _document(library, hit)
        if document is None:
            continue
        place = Span(hit.passage.start, hit.passage.end)
        for table in tables_in(document, place, whole=whole):
            rows = (document.id, table.rows)
            if rows not in seen:
                seen.add(rows)
                yield document, hit, table


def _document(library: Library, hit: Hit) -> Document | None:
    try:
        document = library.document(hit.passage.document_id)
    except KeyError:  # removed since it was found
        return None
    same = document.text[hit.passage.start : hit.passage.end] == hit.text
    return document if same else None


def _named_cell(
    question: Question, document: Document, hit: Hit, table: Table
) -> tuple[TableAnswer, Flags] | None:
    """The cell, and per term whether it names that or stands above; None unless only one does."""
    text = document.text
    headings = [_words(text, cell) for cell in table.cells[0]]
    columns = [_met(question, each) | _meant(question, each) for each in headings]
    scored: list[tuple[float, int, int, Flags]] = []
    for at, row in enumerate(table.cells[1:], 1):
        names = [_names(question, _name(text, cell)) for cell in row]
        own: Flags = np.any(names, axis=0)
        if not own.any():
            continue
        for column, cell in enumerate(row):
            told = columns[column] & ~own
            if cell is not None and told.any() and not names[column].any():
                score = _weight(question, own) + _weight(question, told)
                scored.append((score, at, column, own | told))
    if not scored:
        return None
    most = max(score for score, *_ in scored)
    found = [one for one in scored if one[0] == most]
    _, row_at, column, told = found[0]
    above = _met(question, words(" ".join((hit.title, *hit.passage.headings))))
    if len(found) > 1:
        return None
    answer = TableAnswer(table.header, table.rows[row_at - 1], table.cells[row_at][column], True)
    return answer, told | above


def _untold(question: Question, text: str, told: Flags) -> list[int]:
    """Places of the restrictions that are neither told there nor, but for numbers, in the text."""
    left = [at for at in _restrictions(question) if not told[at]]
    folded = fold(text) if left else ""
    return [
        at
        for at in left
        if question.terms[at].isdecimal() or not _stands(question.terms[at], folded)
    ]


def _stands(term: str, folded: str) -> bool:
    """Whether a text has a term, or its sound plural: «حبّات» of «حبّة»."""
    return stem(term) in folded or (term.endswith("ه") and f"{term[:-1]}ات" in folded)


def _restrictions(question: Question) -> list[int]:
    """Places of the terms that tell which row, which column, which year is meant.

    What is asked for may have another name in a heading («مهنة», «الوظيفة»), unless it is counted.
    """
    asked = {question.focus} if question.focus >= 0 else {question.predicate}
    if question.question_type == "HOWMANY":
        asked = set()
    return [
        at
        for at, (term, weight) in enumerate(zip(question.terms, question.weights, strict=True))
        if term.isdecimal() or (weight == 1 and at not in asked and _is_noun(question, term))
    ]


def _is_noun(question: Question, term: str) -> bool:
    """Whether a term is no verb and has no other words for it: «عرض» in metres is no verb."""
    measure = asked_measure(term)
    if measure or unit_measure(term) or attribute_of(term, question.question_type):
        return measure in _ONE_WORDED and attribute_of(term, question.question_type) is None
    verbal = lexeme(term).kinds & _NO_NOUN or word_classes.classes(term) & _PAST
    shaped = term.startswith("ي") or (term.endswith("ت") and not term.endswith("ات"))
    return not (verbal or shaped or is_superlative(term))


def _met(question: Question, found: Sequence[str], least: float = _ALIKE) -> Flags:
    """Per term whether any of the words is like it."""
    if not found:
        return np.zeros(len(question.terms), bool)
    return np.asarray((_alike(question, list(dict.fromkeys(found))) >= least).any(1))


def _alike(question: Question, found: Sequence[str]) -> Floats:
    """terms × words, each with its article and without it, which hides a short word: «السعة»."""
    bare = [word.removeprefix("ال") or word for word in found]
    return np.maximum(similarities(question, found), similarities(question, bare))


def _names(question: Question, cell: Sequence[str]) -> Flags:
    """The terms that name a cell: none unless the question has each of its words."""
    if not cell or all(word.isdecimal() for word in cell):
        return np.zeros(len(question.terms), bool)
    alike = _alike(question, cell) >= _NAMED
    return np.asarray(alike.any(1) & alike.any(0).all())


def _meant(question: Question, heading: Sequence[str]) -> Flags:
    """The terms that ask for what a heading has in other words: «ثمن» for «السعر», for a currency
    that no noun goes with; not «راتب» for «أجرة الكشف».
    """
    stems = {stem(word) for word in heading}
    nouns = {asked_measure(word) for word in heading} - {None}
    units = {unit_measure(word) for word in heading} - {None} if not nouns else set()
    found = []
    for term in question.terms:
        attribute = attribute_of(term, question.question_type)
        same = attribute is not None and not stems.isdisjoint(map(stem, attribute.asked))
        found.append(same or asked_measure(term) in units)
    return np.array(found, bool)


def _untold_attributes(question: Question, text: str, told: Flags) -> list[int]:
    """Places of prices, wages, … that neither the table nor, by any name, the text speaks of."""
    attributes = [attribute_of(term, question.question_type) for term in question.terms]
    left = [(at, one) for at, one in enumerate(attributes) if one is not None and not told[at]]
    folded = fold(text) if left else ""
    return [at for at, one in left if not any(word in folded for word in one.asked)]


def _named_otherwise(
    question: Question, text: str, rows: Sequence[Sequence[Span | None]], above: Flags
) -> set[int]:
    """Places of terms that stand where the names of all rows that are meant go on otherwise.

    «الفلفل الأخضر» where the row is «الفلفل الحار».

    :param above: the terms that name a column, or stand above the table.
    """
    found: list[set[int]] = []
    for row in rows:
        named = [_name(text, cell) for cell in row]
        if any(_names(question, name).any() for name in named):
            return set()
        met = np.any([_met(question, name, _NAMED) for name in named], axis=0)
        if met.any():
            found.append(
                {
                    at
                    for at in _restrictions(question)
                    if not met[at] and not above[at] and _follows(question, at, met)
                }
            )
    return set.intersection(*found) if found else set()


def _follows(question: Question, at: int, met: Flags) -> bool:
    """Whether a term stands in the question right after one that is met, with the article too."""
    place = question.words.index(question.terms[at]) if question.terms[at] in question.words else 0
    before = question.words[place - 1] if place else ""
    named = before in question.terms and bool(met[question.terms.index(before)])
    return named and before.startswith("ال") == question.terms[at].startswith("ال")


def _weight(question: Question, told: Flags) -> float:
    return float(np.array(question.weights)[told].sum())


def _words(text: str, cell: Span | None) -> list[str]:
    return words(text[cell.start : cell.end]) if cell else []


def _name(text: str, cell: Span | None) -> list[str]:
    """The words that a cell is named by: without the unit in brackets, «السعة (مليون م³)»."""
    written = text[cell.start : cell.end] if cell else ""
    return [word for word in words(_BRACKETS.sub(" ", written)) if word not in STOP_WORDS]
