"""Words on a plain terminal or in a pipe: what comes from documents is shown, never obeyed."""

from __future__ import annotations

import os
import re
import sys
from shutil import get_terminal_size
from typing import Protocol, TextIO

from assistant.answer import Answer, Quote, RefusalReason
from assistant.terminal.display import Display, choose, printed
from assistant.terminal.line import isolate
from assistant.terminal.paint import Part, in_logical_order, paint
from index.errors import Language, Message, UserError
from index.types import Hit

_BOLD, _DIM = "\x1b[1m", "\x1b[2m"
_INDENT = 4
"""Columns before the place of a quote."""
_NEAREST_SHOWN = 3
_NEAREST_CHARACTERS = 160
_MISSING_NAMED = 5

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_PATH = re.compile(
    r"[^\s«»:،]*/[^\s«»:،]*|(?<![^\s(])\.[a-z]+"
    r"|(?<![A-Za-z] )(?<!\S)--?[a-z][\w-]*(?: [A-Za-z][!-~]*)*"
)
"""Also a bare suffix, such as `.txt`, or an option with its value (`-o FILE`), whose dot or dashes
would change sides."""
_BIDI_NAMES = {
    **{0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO"},
    **{0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI"},
}


SHOWN_CONTROL = re.compile(r"⟨[0-9A-Z]{2,4}⟩|[␀-␟␡]")
"""A control as `visible` shows it."""


def visible(text: str) -> str:
    """The text with every control that a terminal would obey as a visible mark.

    Line feeds and tabs stay; escape becomes `␛`, an override `⟨RLO⟩`, a C1 control `⟨9B⟩`.
    """
    return _CONTROL.sub(_mark, text)


def visible_line(text: str) -> str:
    """The same on one line."""
    return " ".join(visible(text).split())


def shortened(text: str, characters: int) -> str:
    """Its first code points, and that there are more."""
    return text if len(text) <= characters else text[:characters] + "…"


def _mark(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"⟨{_BIDI_NAMES.get(code, format(code, 'X'))}⟩"


class Page:
    """Where one command writes: in the user's language, laid out and emphasised as it can be."""

    def __init__(
        self,
        language: Language,
        output: TextIO | None = None,
        display: Display = Display("logical"),  # noqa: B008 - a frozen value
    ) -> None:
        """
        :param display: of the terminal that is written to.
        """
        self.language = language
        self._output = output or sys.stdout
        self._display = display
        self.styled = self._output.isatty() and "NO_COLOR" not in os.environ

    def line(self, *parts: str | Part, indent: int = 0) -> None:
        """Text of our own, or made visible already.

        :param indent: columns that stay free where the text begins.
        """
        styled = [Part(part) if isinstance(part, str) else part for part in parts]
        if self._display.order == "logical":
            self._output.write(" " * indent + in_logical_order(styled) + "\n")
            return
        lines = paint(styled, get_terminal_size().columns, self._display, indent)
        text = "".join(line + "\n" for line in lines)
        # In one piece, so that nothing can come between and leave the terminal changed.
        self._output.write(self._display.enter + text + self._display.leave)

    def result(self, text: str) -> None:
        """What programs read: never laid out."""
        self._output.write(text + "\n")

    def say(self, message: Message) -> None:
        self.line(isolating_paths(visible(message.to(self.language))))

    def bold(self, text: str) -> Part:
        return Part(text, _BOLD if self.styled else "")

    def dim(self, text: str) -> Part:
        return Part(text, _DIM if self.styled else "")


def open_page(language: Language, asked: str | None = None, output: TextIO | None = None) -> Page:
    """An output of ours: laid out on a terminal, in logical order in a pipe or a file.

    :param asked: the order of the `--display` flag.
    :param output: the standard output when none is given.
    :raises UserError: when the user's settings name an order that there is not.
    """
    output = output or sys.stdout
    if not output.isatty():
        return Page(language, output)
    return Page(language, output, printed(choose(asked, sys.stdin, output)))


def tell(error: UserError, language: Language, asked: str | None = None) -> None:
    """What went wrong, and what to do, on the error stream."""
    try:
        page = open_page(language, asked, sys.stderr)
    except UserError:  # of the settings; the one that is told may be the same
        page = Page(language, sys.stderr)
    for part in (error.message, error.hint):
        page.line(isolating_paths(visible_line(part.to(language))))


def isolating_paths(text: str) -> str:
    """The text with each path and option in it running by itself: every sign where it belongs."""
    return _PATH.sub(lambda path: isolate(path.group()), text)


def write_answer(page: Page, answer: Answer) -> None:
    """The answer, then each quote with its place; or the refusal and the nearest passages.

    Last comes what there is to know of a model's part in it.
    """
    if answer.reason:
        page.line(page.bold(visible_line(refusal(answer).to(page.language))))
        write_nearest(page, answer.nearest)
    else:
        _write_statements(page, answer)
    if answer.writing:
        from assistant.generative.notes import notes

        for note in notes(answer.writing):
            page.line(page.dim(visible_line(note.to(page.language))))


def _write_statements(page: Page, answer: Answer) -> None:
    likely = likelihood(answer)
    before = [isolate(likely.to(page.language)), ": "] if likely else []
    page.line(*before, page.bold(visible_line(answer.text)))
    for number, quote in enumerate(answer.quotes, 1):
        page.line()
        page.line(f"[{number}] «", *_emphasised(page, quote), "»")
        page.line(page.dim(place(quote)), indent=_INDENT)


def _emphasised(page: Page, quote: Quote) -> tuple[str | Part, ...]:
    if quote.short is None:
        return (visible(quote.text),)
    text = quote.document.text
    return (
        visible(text[quote.start : quote.short.start]),
        page.bold(visible(text[quote.short.start : quote.short.end])),
        visible(text[quote.short.end : quote.end]),
    )


def place(quote: Quote) -> str:
    """Where a quote stands: title, file, page or heading, and offsets, on one line."""
    document = quote.document
    where = f"ص {quote.page}" if quote.page else " › ".join(quote.headings)
    parts = (document.title, document.sources[0], where, f"{quote.start}:{quote.end}")
    return " — ".join(isolate(visible_line(part)) for part in parts if part)


class Refused(Protocol):
    """What a refusal is told from: a fresh answer, a saved one or an exported turn."""

    @property
    def reason(self) -> RefusalReason | None: ...

    @property
    def missing(self) -> tuple[str, ...]: ...


def refusal(answer: Refused) -> Message:
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


class Weighed(Protocol):
    """What a likelihood is told from: a fresh answer, a saved one or an exported turn."""

    @property
    def confidence(self) -> float | None: ...

    @property
    def likely(self) -> bool: ...


def likelihood(answer: Weighed) -> Message | None:
    """What stands before the words of an answer that is only likely; None before any other."""
    if not answer.likely or answer.confidence is None:
        return None
    share = f"{answer.confidence:.0%}"
    return Message(f"الأرجح ({share})", f"Likely ({share})")


def write_nearest(page: Page, hits: tuple[Hit, ...]) -> None:
    if not hits:
        return
    page.line()
    page.say(Message("أقرب ما فيها:", "The nearest passages:"))
    for hit in hits[:_NEAREST_SHOWN]:
        text = shortened(visible_line(hit.text), _NEAREST_CHARACTERS)
        page.line("- ", text, indent=_INDENT - 2)
        where = f"{hit.passage.start}:{hit.passage.end}"
        page.line(page.dim(f"{isolate(visible_line(hit.title))} — {where}"), indent=_INDENT)
