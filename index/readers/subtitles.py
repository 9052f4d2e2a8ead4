"""Subtitles become running text: what is said, each moment findable by its time code."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.errors import FileSkipped, Message
from index.readers.bibliography import stem_title
from index.readers.draft import DocumentDraft
from index.readers.encoding import decode
from index.types import Extraction, ReaderOptions

_TIMES = re.compile(
    r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,]\d{1,3}\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,]"
)
_SPEAKER = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_MARKS = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")
_SILENCE_S = 4
"""Seconds between two cues that part two paragraphs."""
_PARAGRAPH = 700
"""Code points after which a paragraph ends with the next sentence."""
_ENDS = (".", "؟", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    """Seconds from the beginning."""
    end: int
    lines: tuple[str, ...]


def read(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """Take the words of an `.srt` or `.vtt` (WebVTT, W3C): a sentence over cues stays whole.

    :raises FileSkipped: when it holds no cue.
    """
    decoded = decode(data)
    cues = list(_without_repetition(_cues(decoded.text)))
    if not cues:
        raise FileSkipped(
            Message("ليس فيه سطر له وقت", "no line with a time in it"),
            Message("إن كان نصًّا فأعطه اللاحقة .txt", "if it is text, name it .txt"),
        )
    draft = DocumentDraft()
    for paragraph in _paragraphs(cues):
        words = [" ".join(cue.lines) for cue in paragraph]
        at = draft.add(" ".join(words))
        for cue, said in zip(paragraph, words, strict=True):
            draft.anchor_at(at, _time_code(cue.start), "time")
            at += len(said) + 1
    text, blocks = draft.finish()
    yield Extraction(
        text=text,
        title=stem_title(options.path),
        blocks=blocks,
        anchors=draft.anchors(),
        encoding=decoded.encoding,
        caveats=decoded.caveats_for(text),
        remarks=decoded.remarks,
    )


def _cues(text: str) -> Iterator[_Cue]:
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")):
        lines = block.strip().split("\n")
        at = next((at for at, line in enumerate(lines[:3]) if _TIMES.search(line)), None)
        times = None if at is None else _TIMES.search(lines[at])
        if at is None or times is None:
            continue
        shown = tuple(filter(None, map(_shown, lines[at + 1 :])))
        if shown:
            seconds = [int(each or 0) for each in times.groups()]
            start = 3600 * seconds[0] + 60 * seconds[1] + seconds[2]
            yield _Cue(start, 3600 * seconds[3] + 60 * seconds[4] + seconds[5], shown)


def _shown(line: str) -> str:
    named = _SPEAKER.sub(lambda found: f"{found[1].strip()}: ", line)
    return " ".join(html.unescape(_MARKS.sub("", named)).split())


def _without_repetition(cues: Iterable[_Cue]) -> Iterator[_Cue]:
    """Without the lines that a rolling caption shows a second time."""
    before: tuple[str, ...] = ()
    for cue in cues:
        new = list(cue.lines)
        while new and before and new[0] in before:
            new.pop(0)
        before = cue.lines
        if new:
            yield _Cue(cue.start, cue.end, tuple(new))


def _paragraphs(cues: Iterable[_Cue]) -> Iterator[list[_Cue]]:
    paragraph: list[_Cue] = []
    length = 0
    for cue in cues:
        last = paragraph[-1] if paragraph else None
        if last and (cue.start - last.end >= _SILENCE_S or _is_full(last, length)):
            yield paragraph
            paragraph, length = [], 0
        paragraph.append(cue)
        length += sum(map(len, cue.lines))
    if paragraph:
        yield paragraph


def _is_full(last: _Cue, length: int) -> bool:
    return length >= _PARAGRAPH and last.lines[-1].endswith(_ENDS)


def _time_code(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
