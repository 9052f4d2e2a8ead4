"""Markdown with footnotes, as pandoc and GitHub read them: a footnote for each quote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answer import KeptQuote
from assistant.controls import visible_line
from assistant.export import words
from assistant.export.locators import note, text_fragment
from assistant.export.reading import after, from_notes
from assistant.export.references import References
from assistant.export.transcript import ExportedQuote, ExportedTurn, Transcript, unsupported

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$^@&\"']|-(?=-)|(?<=-)-|\.(?=\.)")
"""What Markdown, in any of its dialects, may take for mark-up inside a line."""


def write(transcript: Transcript, references: References) -> str:
    return "\n\n".join(_paragraphs(transcript, references)) + "\n"


def read(data: bytes) -> Iterator[KeptQuote]:
    lines = [unescape_markdown(line) for line in data.decode("utf-8-sig").split("\n")]
    notes = (after(r"\[\^\d+\]: ", line) for line in lines)
    return from_notes([re.sub(r" <http[^ ]*>$", "", note) for note in notes], lines)


def escape_markdown(text: str) -> str:
    """The text on one line, where no character of it is mark-up."""
    return _SPECIAL.sub(r"\\\g<0>", visible_line(text))


def unescape_markdown(markup: str) -> str:
    """The way back."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markup)


def _paragraphs(transcript: Transcript, references: References) -> Iterator[str]:
    if transcript.title:
        yield f"# {escape_markdown(transcript.title)}"
    for turn in transcript.turns:
        yield from _turn(turn, transcript)
    if transcript.sources:
        yield f"## {words.SOURCES.to(transcript.language)}"
    for number, (source, entry) in enumerate(references.works(), 1):
        name = f"{escape_markdown(entry)} — {escape_markdown(source.file_name)}"
        yield f"{number}. {name} — sha256:{source.sha256}"
    for quote in transcript.quotes:
        yield _footnote(quote, references.citation(quote))


def _turn(turn: ExportedTurn, transcript: Transcript) -> Iterator[str]:
    if turn.question and turn.question != transcript.title:
        yield f"## {escape_markdown(turn.question)}"
    if turn.understood != turn.question:
        yield f"*{words.UNDERSTOOD.to(transcript.language)}: {escape_markdown(turn.understood)}*"
    if turn.reason:
        yield escape_markdown(words.refused(turn, transcript.language))
    elif turn.statements:
        yield words.likely(turn, transcript.language) + " ".join(
            f"**{escape_markdown(each.text)}**"
            + "".join(f"[^{number}]" for number in each.quotes)
            + unsupported(each)
            for each in turn.statements
        )
    if turn.writer:
        yield f"*{escape_markdown(words.written_by(turn, transcript.language))}*"
    named = {number for each in turn.statements for number in each.quotes}
    for quote in turn.quotes:
        # A note that is referred to twice is printed twice.
        mark = "" if quote.number in named else f"[^{quote.number}]"
        yield f"> «{escape_markdown(quote.text)}»{mark}"
        if not quote.current:
            yield f"*{words.NO_LONGER.to(transcript.language)}*"


def _footnote(quote: ExportedQuote, citation: str) -> str:
    link = f" <{text_fragment(quote)}>" if quote.source.web_address else ""
    line = note(quote, citation)
    place, _, fingerprint = line.rpartition(" — ")
    return f"[^{quote.number}]: {escape_markdown(place)} — {fingerprint}{link}"
