"""The few words that frame an export for people, in both languages."""

from __future__ import annotations

from assistant.controls import visible_line
from assistant.export.transcript import ExportedTurn
from assistant.messages import likelihood, refusal
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


def likely(turn: ExportedTurn, language: Language) -> str:
    """What stands before the words of an answer that is only likely; empty before any other."""
    message = likelihood(turn)
    return f"{message.to(language)}: " if message else ""


def written_by(turn: ExportedTurn, language: Language) -> str:
    """That a model worded the answer, and which; empty when none did."""
    if not turn.writer:
        return ""
    name = visible_line(turn.writer)
    ar, en = ("، ولم يتمّه", " and did not finish it") if turn.incomplete else ("", "")
    return Message(
        f"صاغ الجواب نموذج لغوي ({name}){ar}؛ أما الشواهد فمنقولة من مصادرها بحروفها.",
        f"A language model ({name}) worded the answer{en}; the quotes are cut from their sources.",
    ).to(language)


def refused(turn: ExportedTurn, language: Language) -> str:
    """Why there is no answer."""
    return refusal(turn).to(language)
