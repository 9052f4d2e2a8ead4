"""Words on a plain terminal or in a pipe: what comes from documents is shown, never obeyed."""

from __future__ import annotations

import os
import re
import sys
from typing import TextIO

from assistant.answer import Answer, Quote
from index.errors import Language, Message
from index.types import Hit

_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_NEAREST_SHOWN = 3
_NEAREST_CHARACTERS = 160
_MISSING_NAMED = 5

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_BIDI_NAMES = {
    **{0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO"},
    **{0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI"},
}


def visible(text: str) -> str:
    """The text with every control that a terminal would obey as a visible mark.

    Line feeds and tabs stay; escape becomes `␛`, an override `⟨RLO⟩`, a C1 control `⟨9B⟩`.
    """
    return _CONTROL.sub(_mark, text)


def visible_line(text: str) -> str:
    """The same on one line."""
    return " ".join(visible(text).split())


def _mark(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"⟨{_BIDI_NAMES.get(code, format(code, 'X'))}⟩"


class Page:
    """Where one command writes: in the user's language, emphasised where the output allows."""

    def __init__(self, language: Language, output: TextIO | None = None) -> None:
        self.language = language
        self._output = output or sys.stdout
        self.styled = self._output.isatty() and "NO_COLOR" not in os.environ

    def line(self, text: str = "") -> None:
        """Text of our own, or made visible already."""
        self._output.write(text + "\n")

    def say(self, message: Message) -> None:
        self.line(visible(message.to(self.language)))

    def bold(self, text: str) -> str:
        return f"{_BOLD}{text}{_PLAIN}" if self.styled else text

    def dim(self, text: str) -> str:
        return f"{_DIM}{text}{_PLAIN}" if self.styled else text


def write_answer(page: Page, answer: Answer) -> None:
    """The answer, then each quote with its place; or the refusal and the nearest passages."""
    if answer.reason:
        page.line(page.bold(visible_line(refusal(answer).to(page.language))))
        write_nearest(page, answer.nearest)
        return
    page.line(page.bold(visible_line(answer.text)))
    for number, quote in enumerate(answer.quotes, 1):
        page.line()
        page.line(f"[{number}] «{_emphasised(page, quote)}»")
        page.line(page.dim(f"    {place(quote)}"))


def _emphasised(page: Page, quote: Quote) -> str:
    if quote.short is None:
        return visible(quote.text)
    text = quote.document.text
    return (
        visible(text[quote.start : quote.short.start])
        + page.bold(visible(text[quote.short.start : quote.short.end]))
        + visible(text[quote.short.end : quote.end])
    )


def place(quote: Quote) -> str:
    """Where a quote stands: title, file, page or heading, and offsets, on one line."""
    document = quote.document
    where = f"ص {quote.page}" if quote.page else " › ".join(quote.headings)
    parts = [document.title, document.sources[0], where, f"{quote.start}:{quote.end}"]
    return visible_line(" — ".join(part for part in parts if part))


def refusal(answer: Answer) -> Message:
    """Why there is no answer, naming what the documents lack."""
    if answer.reason == "nothing_found":
        return Message(
            "لم أجد في الوثائق شيئًا يتصل بالسؤال.",
            "Nothing in the documents touches on the question.",
        )
    if answer.missing:
        words = "، ".join(f"«{word}»" for word in answer.missing[:_MISSING_NAMED])
        return Message(
            f"لا يرد في الوثائق جواب: لم أجد فيها {words}.",
            f"The documents hold no answer: they do not mention {words}.",
        )
    return Message(
        "لا يرد في الوثائق جواب عن هذا السؤال.",
        "The documents hold no answer to this question.",
    )


def write_nearest(page: Page, hits: tuple[Hit, ...]) -> None:
    if not hits:
        return
    page.line()
    page.say(Message("أقرب ما فيها:", "The nearest passages:"))
    for hit in hits[:_NEAREST_SHOWN]:
        text = visible_line(hit.text)
        cut = text if len(text) <= _NEAREST_CHARACTERS else text[:_NEAREST_CHARACTERS] + "…"
        page.line(f"  - {cut}")
        page.line(
            page.dim(f"    {visible_line(hit.title)} — {hit.passage.start}:{hit.passage.end}")
        )
