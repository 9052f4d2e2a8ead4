"""The few words that frame an export for people, in both languages."""

from __future__ import annotations

from assistant.answer import Statement
from assistant.export.transcript import ExportedTurn
from assistant.terminal import refusal
from index.errors import Language, Message

QUESTION = Message("السؤال", "Question")
ANSWER = Message("الجواب", "Answer")
QUOTES = Message("الشواهد", "Quotes")
SOURCES = Message("المصادر", "Sources")
UNDERSTOOD = Message("فُهم السؤال", "Understood as")
NO_LONGER = Message(
    "لم يعد المصدر في المكتبة يقول هذا؛ وهذه ألفاظه حين سُئل.",
    "The source in the library no longer says this; these were its words when asked.",
)
HOW_TO_CHECK = Message(
    "لكل شاهد بصمة تجمع بصمة نص مصدره وموضعه فيه بالمحارف. للتحقق منها كلها:",
    "Each quote has a fingerprint: its source text's sha256 and its place there in code points."
    " To check them all:",
)


def unsupported(statement: Statement) -> str:
    """The mark of a model's claim that its sources do not bear out."""
    return " [؟]" if statement.doubts else ""


def refused(turn: ExportedTurn, language: Language) -> str:
    """Why there is no answer."""
    return refusal(turn).to(language)
