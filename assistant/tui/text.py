"""Text as widgets take it: shown and never obeyed, whoever wrote it.

Nothing reaches Textual as a string that it could read as markup, and no control character
reaches the terminal.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from assistant.controls import visible, visible_line
from assistant.terminal.line import LTR, RTL, isolate
from assistant.terminal.page import isolating_paths
from assistant.tui.content import RtlContent
from index.errors import Language
from index.types import Span


@dataclass(frozen=True, slots=True)
class Name:
    """A title or a file's name: on one line, and not turning round what stands beside it."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What we tell the user: the paths in it do not turn round either."""

    text: str
    style: str = ""


Part = str | tuple[str, str] | Name | Sentence
"""Words, or words with the style that they are shown in."""


def paragraphs(*parts: Part, language: Language | None = None) -> RtlContent:
    """Parts one after another; a line feed in them begins a new paragraph.

    :param language: of our own words, which run as it does whatever they begin with; None lets
        each paragraph run as its first letter does.
    """
    base = None if language is None else RTL if language == "ar" else LTR
    return RtlContent.of(Content.assemble(*(_shown(part) for part in parts)), base)


def quoted(
    before: str, text: str, short: Span | None, after: str, highlighted: bool = True
) -> list[Part]:
    """A quote in its context, with the short answer in it emphasised."""
    quote = "$quote-text on $quote" if highlighted else ""
    spoken: list[Part] = [(text, quote)]
    if short is not None:
        emphasis = "bold $short-text on $short" if highlighted else "bold"
        spoken = [
            (text[: short.start], quote),
            (text[short.start : short.end], emphasis),
            (text[short.end :], quote),
        ]
    return [(before, "$text-muted"), *spoken, (after, "$text-muted")]


def _shown(part: Part) -> tuple[str, str]:
    if isinstance(part, Name):
        return isolate(visible_line(part.text)), part.style
    if isinstance(part, Sentence):
        return isolating_paths(visible(part.text)), part.style
    text, style = (part, "") if isinstance(part, str) else part
    return visible(text).replace("\t", " "), style
