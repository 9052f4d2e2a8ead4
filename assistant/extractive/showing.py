"""What a reading is shown as: quotes made whole, and the short answer above them.

Lists and tables are cut from the document, for they may run past the passage that was read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Quote, Statement
from assistant.extractive.lists import LONGEST_LIST, ends_on_colon, tears_list, whole_list
from assistant.extractive.reader import Reading
from assistant.extractive.tables import Table, TableAnswer, answer_from, extreme, tables_in
from assistant.extractive.verdict import verdict
from assistant.grounding import ground
from index.arabic import sentences, words
from index.arabic.particles import CONCLUSIONS
from index.arabic.superlatives import direction
from index.question import Question
from index.store.library import Library
from index.types import Document, Span

_CONTEXT = 200
"""Code points before a quote that say what it speaks of."""
_EXPLAINS = re.compile(r"ف(?:ال|إن)")
"""How a sentence begins that gives the reason for the one before it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Of one question, or one part of it."""

    quotes: tuple[Quote, ...]
    further: int = 0
    """How many of the last quotes are no evidence, but near."""
    headline: str | None = None
    """The short answer to stand above them; None when none is sure."""
    differing: int = 0
    """How many of the first quotes give figures that differ; 0 where none do."""
    column: str = ""
    """The heading of the column that the short answer stands in; empty for what is no cell, or
    names its row."""


def show(library: Library, question: Question, reading: Reading) -> Shown:
    """The quotes of a reading as a reader of the answer should see them, in order."""
    kept = [
        (at, _surely_read(quote))
        for at, one in enumerate(reading.findings)
        for quote in ground(library, [one])
    ]
    if not kept:
        return Shown(())
    differing = [quote for at, quote in kept if at in reading.differing and quote.short]
    if differing and kept[0][1].short:
        quotes = [kept[0][1], *differing]
        return Shown(tuple(quotes), differing=len(quotes))
    evident = [quote for at, quote in kept if at < reading.evident]
    told = reading.cell
    if told is not None:
        row = told.answer.row
        quote = Quote(told.document, row.start, row.end, None, told.hit.passage.headings)
        first = _of_table(quote, told.answer)
    else:
        first = _told_by_cell(question, evident) or whole(question, kept[0][1])
    others = [_without_colon(quote) for _, quote in kept]
    covered = Span(min(own.start for own in first), max(own.end for own in first))
    shared = first[0].document_id
    apart = [quote for quote in others if not _meets(quote, shared, covered)]
    near = sum(quote in apart for quote in others[len(evident) :])
    headline = _headline(question, first[0])
    if headline != first[0].short_text:
        first[0] = replace(first[0], short=None)
    column = _column(first[0]) if first[0].short and len(first) > 1 else ""
    return Shown((*first, *apart), near, headline, column=column)


def whole(question: Question, quote: Quote) -> list[Quote]:
    """A list with all its items, a row with its header, any other quote as it is."""
    place = Span(quote.start, quote.end)
    all_rows = question.asks_for_several or direction(question.words) != 0
    for table in tables_in(quote.document, place, whole=all_rows):
        found = extreme(question, quote.document, table)
        found = found or answer_from(question, quote.document, table, place)
        if found and question.asks_for_several and found.cell is None:
            return [_whole_table(quote, table)]
        if found:
            return _of_table(quote, found)
    if question.wants_list or tears_list(quote.document.text, place):
        found_list = whole_list(quote.document.text, place)
        if found_list:
            return [_widened(quote, found_list)]
    return [_with_reason(quote) if question.intent == "reasons" else quote]


def _with_reason(quote: Quote) -> Quote:
    """With the sentence before «لذلك …», and the one after that goes on with «فـ…» to explain."""
    text = quote.document.text
    first = text.rfind("\n", 0, quote.start) + 1
    end = len(text) if (end := text.find("\n", quote.end)) < 0 else end
    start, stop = quote.start, quote.end
    if CONCLUSIONS & set(words(quote.text)[:1]) and (before := sentences(text[first:start])):
        start = first + before[-1].start
    after = sentences(text[stop:end])
    if after and _EXPLAINS.match(text, stop + after[0].start):
        stop += after[0].end
    return replace(quote, start=start, end=stop)


def _told_by_cell(question: Question, quotes: Sequence[Quote]) -> list[Quote] | None:
    """The row whose name and whose heading both stand in the question, before any prose."""
    for quote in quotes:
        place = Span(quote.start, quote.end)
        for table in tables_in(quote.document, place, whole=False):
            found = answer_from(question, quote.document, table, place)
            if found and found.is_exact:
                return _of_table(quote, found)
    return None


def _without_colon(quote: Quote) -> Quote:
    """A quote that stops where a list begins goes on to its end."""
    place = Span(quote.start, quote.end)
    if not ends_on_colon(quote.document.text, place):
        return quote
    found = whole_list(quote.document.text, place)
    return _widened(quote, found) if found else quote


def _of_table(quote: Quote, found: TableAnswer) -> list[Quote]:
    """The row, then the names of its columns."""
    row = replace(quote, start=found.row.start, end=found.row.end, short=found.cell)
    return [row, replace(quote, start=found.header.start, end=found.header.end, short=None)]


def _whole_table(quote: Quote, table: Table) -> Quote:
    """As many of its rows as a list may have words."""
    text = quote.document.text
    rows = [
        row for row in table.rows if len(text[table.header.start : row.end].split()) <= LONGEST_LIST
    ]
    last = rows[-1] if rows else table.rows[0]
    return replace(quote, start=table.header.start, end=last.end, short=None)


def _widened(quote: Quote, place: Span) -> Quote:
    """Its short answer was that of one item, or what announces them all."""
    return replace(quote, start=place.start, end=place.end, short=None)


def _meets(quote: Quote, document: int, place: Span) -> bool:
    return quote.document_id == document and Span(quote.start, quote.end).meets(place)


def _column(quote: Quote) -> str:
    """What stands above the short answer of a row; empty above the name of the row."""
    document = quote.document
    for table in tables_in(document, Span(quote.start, quote.end), whole=False):
        for row in table.cells[1:]:
            at = row.index(quote.short) if quote.short in row else 0
            if at and (heading := table.cells[0][at]):
                return " ".join(document.text[heading.start : heading.end].split())
    return ""


def _headline(question: Question, quote: Quote) -> str | None:
    if quote.short and _surely_read(quote).short is None:
        return None
    before = quote.document.text[max(0, quote.start - _CONTEXT) : quote.start]
    decided = verdict(question, quote.text, " ".join((quote.title, *quote.headings, before)))
    if decided is None:
        return None if question.intent == "yes_no" else quote.short_text
    if "unsure" in quote.caveats:
        return None
    arabic = any("\u0600" <= letter <= "\u06ff" for letter in question.text)
    return ("نعم" if decided else "لا") if arabic else ("Yes" if decided else "No")


def _surely_read(quote: Quote) -> Quote:
    """Without a short answer that may be misread, as a number is that an image was read for."""
    said = quote.document.caveats_in(quote.short) if quote.short else ()
    digits = any(map(str.isdigit, quote.short_text or ""))
    doubtful = "unsure" in said or ("ocr" in said and digits)
    return replace(quote, short=None) if doubtful else quote


def statements(shown: Sequence[Shown], parts: int) -> tuple[Statement, ...]:
    """What is said above the quotes, each statement with its quotes' numbers.

    Of several parts either all have their short answer there or none.

    :param parts: of the question, those that are not answered too.
    """
    numbers, said, plain = 1, [], []
    for one in shown:
        if one.differing:
            own = tuple(range(numbers, numbers + one.differing))
            said.append(Statement(_disagreement(one.quotes[: one.differing]), own))
        elif one.headline:
            text = f"{one.column}: {one.headline}" if one.column else one.headline
            said.append(Statement(text, (numbers, numbers + 1) if one.column else (numbers,)))
        plain.append(Statement(one.quotes[0].text, (numbers,)))
        numbers += len(one.quotes)
    told = {statement.text for statement in said}
    return tuple(said if len(said) == len(told) == parts else plain)


def _disagreement(quotes: Sequence[Quote]) -> str:
    told = "، ".join(f"{quote.short_text} ({_source(quote.document)})" for quote in quotes)
    return f"تختلف المصادر: {told}"


def _source(document: Document) -> str:
    """Its title, with its date where it tells one."""
    issued = document.metadata.get("issued", "")
    return f"{document.title}، {issued}" if issued else document.title
