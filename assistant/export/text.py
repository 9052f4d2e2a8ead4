"""Plain text: questions, answers and quotes, each on a line of its own."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer import KeptQuote
from assistant.controls import visible_line
from assistant.export import words
from assistant.export.locators import note, text_fragment
from assistant.export.reading import after, from_notes
from assistant.export.references import References
from assistant.export.transcript import ExportedTurn, Transcript


def write(transcript: Transcript, references: References) -> str:
    return "\n".join(_lines(transcript, references)) + "\n"


def read(data: bytes) -> Iterator[KeptQuote]:
    lines = data.decode("utf-8-sig").split("\n")
    return from_notes([after(r"\[\d+\] ", line) for line in lines], lines)


def _lines(transcript: Transcript, references: References) -> Iterator[str]:
    for turn in transcript.turns:
        yield from _turn(turn, transcript, references)
    if transcript.sources:
        yield words.SOURCES.to(transcript.language)
    for number, (source, entry) in enumerate(references.works(), 1):
        yield f"{number}. {entry} — {visible_line(source.file_name)} — sha256:{source.sha256}"


def _turn(turn: ExportedTurn, transcript: Transcript, references: References) -> Iterator[str]:
    # Each line begins with a word of ours: what a text says can then not pass for a quote.
    if turn.question:
        yield f"{words.QUESTION.to(transcript.language)}: {visible_line(turn.question)}"
    if turn.understood != turn.question:
        yield f"{words.UNDERSTOOD.to(transcript.language)}: {visible_line(turn.understood)}"
    if turn.reason or turn.statements:
        said = " ".join(visible_line(each.marked) for each in turn.statements)
        refused = words.refused(turn, transcript.language) if turn.reason else ""
        likely = words.likely(turn, transcript.language)
        yield f"{words.ANSWER.to(transcript.language)}: {likely}{said or refused}"
    if turn.writer:
        yield words.written_by(turn, transcript.language)
    yield ""
    for quote in turn.quotes:
        yield f"[{quote.number}] {note(quote, references.citation(quote))}"
        if not quote.current:
            yield f"    {words.NO_LONGER.to(transcript.language)}"
        if quote.source.web_address:
            yield f"    {text_fragment(quote)}"
        yield ""
