"""What the screen keeps of one turn: plain text and cards of evidence, no whole documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answer import Answer, Quote
from assistant.conversation.saved import SavedAnswer, SavedPassage, SavedQuote, SourceState
from assistant.conversation.turns import Turn
from assistant.generative.notes import writing_notes
from assistant.messages import likelihood, refusal, stands
from index.arabic import next_boundary
from index.errors import Message
from index.store.library import Library
from index.types import Anchor, CaveatKind, Hit, Span

CONTEXT_CHARACTERS = 240
"""Of the document on each side of a quote in the panel: four of its lines."""
NEAREST_SHOWN = 5

Stage = Literal["asking", "answered", "refused", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Card:
    """One piece of evidence: a quote of an answer, or a passage near a refused question."""

    number: int
    """As `[n]` in the answer names it, from 1."""
    title: str
    locator: str
    """Page or headings; empty when there is neither."""
    source: str
    document_id: int
    start: int
    end: int
    before: str
    text: str
    after: str
    short: Span | None = None
    """The short answer, in code points of `text`."""
    state: SourceState = "current"

    @property
    def opens(self) -> bool:
        """Whether its document can be read at the place."""
        return self.state == "current"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what has come of it so far; replaced as a whole while it is being answered."""

    question: str
    understood: str | None = None
    """The question with what was carried over into it; None when nothing was."""
    stage: Stage = "asking"
    found: int | None = None
    """Passages found; None until the search has ended."""
    text: str = ""
    """The answer with its `[n]`, as far as it is written."""
    likelihood: Message | None = None
    """What stands before an answer that is only likely."""
    notice: Message | None = None
    """Why there is no answer."""
    cards: tuple[Card, ...] = ()
    notes: tuple[Message, ...] = ()
    """What there is to know of a model's part in the answer."""

    def card(self, number: int) -> Card | None:
        return next((card for card in self.cards if card.number == number), None)


def exchange_of(turn: Turn, library: Library) -> Exchange:
    """A turn that has been answered, now or in an earlier session."""
    answer = turn.answer
    carried = turn.understood if turn.understood != turn.question else None
    understood = answer.read_as or carried
    notes = tuple(writing_notes(answer.writing)) if answer.writing else ()
    if answer.reason is None:
        quotes: Sequence[Quote | SavedQuote] = answer.quotes
        cards = tuple(_quote_card(at, quote, library) for at, quote in enumerate(quotes, 1))
        return Exchange(
            turn.question,
            understood,
            "answered",
            text=answer.text,
            likelihood=likelihood(answer),
            cards=cards,
            notes=notes,
        )
    return Exchange(
        turn.question,
        understood,
        "refused",
        notice=refusal(answer),
        cards=_nearest_cards(answer, library),
        notes=notes,
    )


def _quote_card(number: int, quote: Quote | SavedQuote, library: Library) -> Card:
    before, after = quote.prefix, quote.suffix
    state: SourceState = "current"
    if isinstance(quote, Quote):
        id, source = quote.document.id, quote.document.sources[0]
        title = quote.document.title
        before, after = context(quote.document.text, quote.start, quote.end)
    else:
        id, source, title, state = quote.document_id, quote.source.path, quote.title, quote.state
        if state == "current":
            before, after = context(library.document(id).text, quote.start, quote.end)
    return Card(
        number=number,
        title=title,
        locator=locator_words(quote.anchor, quote.headings, quote.caveats),
        source=source,
        document_id=id,
        start=quote.start,
        end=quote.end,
        before=before,
        text=quote.text,
        after=after,
        short=quote.short and Span(quote.short.start - quote.start, quote.short.end - quote.start),
        state=state,
    )


def _nearest_cards(answer: Answer | SavedAnswer, library: Library) -> tuple[Card, ...]:
    nearest: Sequence[Hit | SavedPassage] = answer.nearest[:NEAREST_SHOWN]
    return tuple(_nearest_card(at, each, library) for at, each in enumerate(nearest, 1))


def _nearest_card(number: int, near: Hit | SavedPassage, library: Library) -> Card:
    if isinstance(near, SavedPassage):
        return Card(
            number=number,
            title=near.title,
            locator=locator_words(near.anchor, near.headings, near.caveats),
            source=near.source or "",
            document_id=near.document_id,
            start=near.start,
            end=near.end,
            before="",
            text=near.text,
            after="",
            state=near.state,
        )
    passage = near.passage
    skipped = near.body_start if near.body_start < len(near.text) else 0
    try:
        document = library.document(passage.document_id)
        place = Span(passage.start + skipped, passage.end)
        source, anchor = document.sources[0], document.anchor_at(place.start)
        caveats = document.caveats_in(place)
        state: SourceState = "current"
    except KeyError:  # removed since it was found
        source, anchor, caveats, state = "", None, (), "gone"
    return Card(
        number=number,
        title=near.title,
        locator=locator_words(anchor, passage.headings, caveats),
        source=source,
        document_id=passage.document_id,
        start=passage.start + skipped,
        end=passage.end,
        before="",
        text=near.text[skipped:],
        after="",
        state=state,
    )


def locator_words(
    anchor: Anchor | None, headings: Sequence[str], caveats: Sequence[CaveatKind] = ()
) -> str:
    """Where in its file something stands: page, slide, …, else the headings; how it was read."""
    where = "" if anchor else " › ".join(headings)
    return "، ".join(filter(None, (where, *stands(anchor, caveats))))


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands right before and after a span, within its lines and cut between words."""
    first = next_boundary(text, max(0, start - CONTEXT_CHARACTERS))
    last = next_boundary(text, min(len(text), end + CONTEXT_CHARACTERS))
    before, after = text[first:start], text[end:last]
    if "\n" in before:
        before = before[before.rindex("\n") + 1 :]
    elif first > 0:
        before = "…" + before[before.find(" ") + 1 :]
    if "\n" in after:
        after = after[: after.index("\n")]
    elif last < len(text) and " " in after:
        after = after[: after.rindex(" ")] + "…"
    return before, after
