"""Document → passages: whole sentences, under one heading, of a size that search likes.

Every character but white space lies in exactly one passage, and every offset is exact by
construction: passages are cut from the text, never looked up in it afterwards.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from index.arabic import fold, next_boundary, sentences, trimmed
from index.types import Block, NewPassage, Span

SPLITTING_VERSION = 3
"""Raised whenever the same document would be split in other places."""

PASSAGE_TOKENS = 256
"""Most tokens of `o200k_base` in a passage, about 130 Arabic words: one or two paragraphs.
Counted without tashkeel, which would make the same words weigh twice as much."""

_LONGEST_UNIT = 16 * PASSAGE_TOKENS
"""Code points; what is longer is not worth counting before it is halved."""

_LONGEST_COLUMN_NAMES = 400
"""Code points of a table's heading row that its later passages repeat; whole names alone."""

_CELL_EDGE = " | "
_COUNT = re.compile(r"[-+]?[\d.,٫٬]+ ?[%٪]?")
_YEAR = re.compile(r"[\d]{4}(?:[-/–][\d]{2,4})?")

_ENCODING = "o200k_base"
_ENCODING_FILE = "fb374d419588a4632f3f557e76b4b70aebbca790"
"""The name that tiktoken gives the encoding in a cache: SHA-1 of its address."""
_ENCODING_SHA256 = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
_CHARACTERS_PER_TOKEN = 3.0
"""Of Arabic without tashkeel under `o200k_base`: the estimate where the encoding is missing."""


def split_into_passages(
    text: str, blocks: Sequence[Block] = (), title: str = ""
) -> list[NewPassage]:
    """The passages of a text, in order and not overlapping.

    :param blocks: headings, lists, tables and code; the rest is prose.
    :param title: a heading that only repeats it is left out of the passages' paths.
    """
    passages: list[NewPassage] = []
    path: list[Block] = []
    above = iter(block for block in blocks if block.kind == "heading")
    tables = [block for block in blocks if block.kind == "table"]
    for heading, units in _sections(text, blocks):
        while heading is not None and (not path or path[-1] is not heading):
            nearer = next(above)
            path = [block for block in path if block.level < nearer.level] + [nearer]
        names = (_heading_text(text, block) for block in path)
        headings = tuple(name for name in names if name != title)
        for span in _packed(text, units):
            while tables and tables[0].end <= span.start:
                tables.pop(0)
            columns = column_names(text, tables[0]) if tables and _opens_in(tables[0], span) else ""
            below = (*headings, columns) if columns else headings
            passages.append(NewPassage(span.start, span.end, below))
    return passages


def column_names(text: str, table: Block) -> str:
    """A table's heading row in one line, the last columns left out where it is long.

    Empty where the first row counts something, and so is a row like the others.
    """
    end = text.find("\n", table.start, table.end)
    cells = text[table.start : table.end if end < 0 else end].strip().split(_CELL_EDGE)
    counts = any(_COUNT.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in cells)
    if len(cells) < 2 or counts:
        return ""
    line = _CELL_EDGE.join(cells)
    if len(line) > _LONGEST_COLUMN_NAMES:
        line = line[: line.rfind(_CELL_EDGE, 0, _LONGEST_COLUMN_NAMES + 1) + 1]
    return " ".join(line.split())


def _opens_in(table: Block, span: Span) -> bool:
    """Whether a passage begins within a table, below its first row or in the midst of it."""
    return table.start < span.start < table.end


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is not torn: a sentence, a heading, a whole list or table, or a line of a long one."""

    span: Span
    tokens: int
    opens_paragraph: bool
    is_row: bool = False
    """Of a table too long for one passage, below its first: a passage of its own."""


def _sections(text: str, blocks: Sequence[Block]) -> Iterator[tuple[Block | None, list[_Unit]]]:
    """Each heading with the units under it, itself the first; None for what precedes them all.

    A heading with nothing of its own under it goes along with the next one.
    """
    heading: Block | None = None
    units: list[_Unit] = []
    has_body = False
    position = 0
    for block in blocks:
        prose = list(_prose_units(text, position, block.start))
        has_body = has_body or bool(prose)
        units += prose
        if block.kind == "heading":
            if has_body:
                yield heading, units
                units = []
            heading, has_body = block, False
        else:
            has_body = True
        units.extend(_block_units(text, block))
        position = block.end
    units.extend(_prose_units(text, position, len(text)))
    if units:
        yield heading, units


def _prose_units(text: str, start: int, end: int) -> Iterator[_Unit]:
    last_end = start
    for sentence in sentences(text[start:end]):
        span = Span(start + sentence.start, start + sentence.end)
        new_line = "\n" in text[last_end : span.start]
        yield from _units(text, span, opens_paragraph=new_line)
        last_end = span.end


def _block_units(text: str, block: Block) -> Iterator[_Unit]:
    whole = trimmed(text, block.start, block.end)
    if whole is None:
        return
    if count_tokens(text[whole.start : whole.end]) <= PASSAGE_TOKENS:
        yield from _units(text, whole, opens_paragraph=True)
        return
    start = whole.start
    for line in text[whole.start : whole.end].splitlines(keepends=True):
        span = trimmed(text, start, start + len(line))
        is_row = block.kind == "table" and start > whole.start
        for unit in _units(text, span, opens_paragraph=False) if span else ():
            yield replace(unit, is_row=is_row)
        start += len(line)


def _units(text: str, span: Span, opens_paragraph: bool) -> Iterator[_Unit]:
    """The span as one unit; halved, at white space where there is any, while it is too long."""
    length = span.end - span.start
    tokens = count_tokens(text[span.start : span.end]) if length <= _LONGEST_UNIT else length
    middle = _middle(text, span)
    if tokens <= PASSAGE_TOKENS or middle == span.end:
        yield _Unit(span, tokens, opens_paragraph)
        return
    for half in (trimmed(text, span.start, middle), trimmed(text, middle, span.end)):
        if half is not None:
            yield from _units(text, half, opens_paragraph)
            opens_paragraph = False


def _middle(text: str, span: Span) -> int:
    """White space in the second quarter, else the first cluster's edge past the middle."""
    middle = (span.start + span.end + 1) // 2
    for position in range(middle, (span.start + middle) // 2, -1):
        if text[position - 1].isspace():
            return position
    return min(next_boundary(text, middle), span.end)


def _packed(text: str, units: Sequence[_Unit]) -> Iterator[Span]:
    """Units joined while they fit; a paragraph that does not fit whole begins a new passage."""
    start = end = None
    weight, after_row = 0, False
    for index, unit in enumerate(units):
        full = weight + unit.tokens > PASSAGE_TOKENS or unit.is_row or after_row
        if unit.opens_paragraph and not full and weight > PASSAGE_TOKENS // 2:
            full = weight + _paragraph_weight(units, index) > PASSAGE_TOKENS
        if start is not None and end is not None and full:
            yield Span(start, end)
            start, weight = None, 0
        start = unit.span.start if start is None else start
        end = unit.span.end
        weight += unit.tokens
        after_row = unit.is_row
    if start is not None and end is not None:
        yield Span(start, end)


def _paragraph_weight(units: Sequence[_Unit], first: int) -> int:
    weight = units[first].tokens
    for unit in units[first + 1 :]:
        if unit.opens_paragraph or weight > PASSAGE_TOKENS:
            break
        weight += unit.tokens
    return weight


def _heading_text(text: str, heading: Block) -> str:
    return " ".join(text[heading.start : heading.end].split())


def count_tokens(text: str) -> int:
    """Tokens of `o200k_base` in the text without its tashkeel; special tokens are plain text."""
    return _counter()(fold(text))


def count_tokens_as_written(text: str) -> int:
    """The same with its tashkeel, as a language model is given it."""
    return _counter()(text)


def tokens_are_exact() -> bool:
    """Whether the encoding is on this machine; without it tokens are estimated from length."""
    return _encoding_folder() is not None


@cache
def _counter() -> Callable[[str], int]:
    folder = _encoding_folder()
    if folder is None:
        return lambda text: round(len(text) / _CHARACTERS_PER_TOKEN)
    import tiktoken

    # tiktoken would fetch the encoding unless its cache is where the file already lies.
    before = os.environ.get("TIKTOKEN_CACHE_DIR")
    os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)
    try:
        encoding = tiktoken.get_encoding(_ENCODING)
    finally:
        if before is None:
            del os.environ["TIKTOKEN_CACHE_DIR"]
        else:
            os.environ["TIKTOKEN_CACHE_DIR"] = before
    return lambda text: len(encoding.encode_ordinary(text))


@cache
def _encoding_folder() -> Path | None:
    """Where the encoding lies whole; a damaged one must not reach tiktoken, which deletes it
    and turns to the network.
    """
    import hashlib

    for folder in _encoding_folders():
        file = folder / _ENCODING_FILE
        if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == _ENCODING_SHA256:
            return folder
    return None


def _encoding_folders() -> list[Path]:
    """The cache that llama-index-core ships, found without importing it."""
    from importlib.util import find_spec

    package = find_spec("llama_index.core")
    folders = (package and package.submodule_search_locations) or ()
    return [Path(folder) / "_static" / "tiktoken_cache" for folder in folders]
