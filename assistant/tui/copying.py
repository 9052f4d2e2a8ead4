"""Answers and quotes as plain text to be pasted elsewhere, each quote with where it stands."""

from __future__ import annotations

from assistant.tui.exchange import Card, Exchange
from index.errors import Language


def answer_text(exchange: Exchange | None, language: Language) -> str:
    """The question, the answer and its quotes; empty while there is no answer."""
    if exchange is None or exchange.stage not in ("answered", "refused"):
        return ""
    likely = f"{exchange.likelihood.to(language)}: " if exchange.likelihood else ""
    shown = exchange.notice.to(language) if exchange.notice else likely + exchange.text
    quotes = [f"[{card.number}] {quote_text(card)}" for card in exchange.cards]
    return "\n".join([exchange.question, shown, "", *quotes]).rstrip()


def quote_text(card: Card | None) -> str:
    """«The words» (title, place, file); empty without a card."""
    if card is None or not card.text:
        return ""
    where = "، ".join(part for part in (card.title, card.locator, card.source) if part)
    return f"«{card.text}» ({where})"
