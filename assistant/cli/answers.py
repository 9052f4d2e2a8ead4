"""An answer on a plain page: its words, then each quote with its place; or why there is none."""

from __future__ import annotations

from assistant.answer import Answer, Quote
from assistant.controls import shortened, visible, visible_line
from assistant.messages import FURTHER, likelihood, refusal, stands
from assistant.terminal.line import isolate
from assistant.terminal.page import TerminalPage
from assistant.terminal.paint import Part
from index.errors import Message
from index.store.library import Library
from index.types import Hit, Span

UNDERSTOOD = Message("فُهم السؤال: ", "Understood as: ")
_INDENT = 4
"""Columns before the place of a quote."""
_NEAREST_SHOWN = 3
_NEAREST_CHARACTERS = 160


def write_answer(page: TerminalPage, answer: Answer, library: Library | None = None) -> None:
    """The answer, then each quote with its place; or the refusal and the nearest passages.

    First comes what the question was read as, where more than politeness was left out. Last comes
    what there is to know of a model's part in it.

    :param library: what the places of the nearest passages are looked up in; their offsets alone
        are told without it.
    """
    if answer.read_as:
        page.line(page.dim(UNDERSTOOD.to(page.language) + visible_line(answer.read_as)))
    if answer.reason:
        page.line(page.bold(visible_line(refusal(answer).to(page.language))))
        _write_nearest(page, answer.nearest, library)
    else:
        _write_statements(page, answer)
    if answer.writing:
        from assistant.generative.notes import writing_notes

        for note in writing_notes(answer.writing):
            page.line(page.dim(visible_line(note.to(page.language))))


def _write_statements(page: TerminalPage, answer: Answer) -> None:
    likely = likelihood(answer)
    before = [isolate(likely.to(page.language)), ": "] if likely else []
    page.line(*before, page.bold(visible_line(answer.text)))
    for number, quote in enumerate(answer.quotes, 1):
        page.line()
        if number == len(answer.quotes) - answer.further + 1:
            page.say(FURTHER)
        page.line(f"[{number}] «", *_emphasised(page, quote), "»")
        page.line(page.dim(locator_line(quote)), indent=_INDENT)


def _emphasised(page: TerminalPage, quote: Quote) -> tuple[str | Part, ...]:
    if quote.short is None:
        return (visible(quote.text),)
    text = quote.document.text
    return (
        visible(text[quote.start : quote.short.start]),
        page.bold(visible(text[quote.short.start : quote.short.end])),
        visible(text[quote.short.end : quote.end]),
    )


def locator_line(quote: Quote) -> str:
    """Where a quote stands: title, file, page or heading, and offsets, on one line."""
    document = quote.document
    where = "" if quote.anchor else " › ".join(quote.headings)
    place = stands(quote.anchor, quote.caveats)
    parts = (document.title, document.sources[0], where, *place, f"{quote.start}:{quote.end}")
    return " — ".join(isolate(visible_line(part)) for part in parts if part)


def _write_nearest(page: TerminalPage, hits: tuple[Hit, ...], library: Library | None) -> None:
    if not hits:
        return
    page.line()
    page.say(Message("أقرب ما فيها:", "The nearest passages:"))
    for hit in hits[:_NEAREST_SHOWN]:
        text = shortened(visible_line(hit.text), _NEAREST_CHARACTERS)
        page.line("- ", text, indent=_INDENT - 2)
        place = _place_of(hit, library) if library else []
        where = " — ".join(isolate(visible_line(part)) for part in (hit.title, *place))
        offsets = f"{hit.passage.start}:{hit.passage.end}"
        page.line(page.dim(f"{where} — {offsets}"), indent=_INDENT)


def _place_of(hit: Hit, library: Library) -> list[str]:
    """Empty too when its document has gone since it was found."""
    passage = hit.passage
    try:
        document = library.document(passage.document_id)
    except KeyError:
        return []
    caveats = document.caveats_in(Span(passage.start, passage.end))
    return stands(document.anchor_at(passage.start), caveats)
