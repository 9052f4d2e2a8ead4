"""The values that flow through the index: what a file holds, what is retrieved, what is found.

Every offset is a count of Unicode code points into one document's canonical text, and
every pair `start`, `end` is half-open: `text[start:end]`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from index.errors import Message

BlockKind = Literal["heading", "list", "table", "code"]
AnchorKind = Literal["page", "slide", "row", "chapter", "time", "message"]
CaveatKind = Literal["mended", "ocr", "unsure"]


@dataclass(frozen=True, slots=True)
class Span:
    """Code points `[start, end)` of one document's canonical text."""

    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document that is not running prose."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """Depth of a heading, 1 (the title) to 6; 0 for the other kinds."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a part of the source that has a name of its own begins in the canonical text."""

    start: int
    label: str
    """As people of the format write it: «12» (a page, a slide), «الأسعار!A4:C4» (a row of a sheet),
    «00:01:15» (a time code), the title of a chapter."""
    kind: AnchorKind = "page"


@dataclass(frozen=True, slots=True)
class Caveat:
    """A stretch of the canonical text that was not simply read, as every quote of it says."""

    kind: CaveatKind
    """`mended`: letters that the file has wrong; `ocr`: recognised from an image; `unsure`: taken
    as the file has it, though words or their order may be wrong."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """What a reader is given beside a file's bytes."""

    path: Path
    """Of the file, which is not opened again; its name is the title where the file has none."""
    password: str = field(default="", repr=False)
    """Of an encrypted file; empty when the user gave none."""
    ocr: bool = False
    """Whether pages without text are to be recognised from their images."""
    progress: Callable[[int, int], None] = lambda done, total: None
    """Called by readers that take long: pages done, of how many."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a reader takes from a file, before it becomes a document; a mailbox holds many."""

    text: str
    """Canonical text: what every offset counts in. Encodes to UTF-8; lines end in `\\n`."""
    title: str
    """Never empty: the file's stem when the file names no title."""
    blocks: tuple[Block, ...] = ()
    """In order, not overlapping."""
    anchors: tuple[Anchor, ...] = ()
    """In order; empty when the format has neither pages nor anything like them."""
    caveats: tuple[Caveat, ...] = ()
    """In order, not overlapping."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    """Bibliographic fields as found, under CSL names where one fits (`author`, `issued`, …)."""
    encoding: str = "utf-8"
    """How the bytes were decoded, and why when it was not plain UTF-8: shown to the user."""
    remarks: tuple[Message, ...] = ()
    """What was mended and what was left out, and why, a line each: shown to the user."""
    member: str = ""
    """The name inside an archive or mailbox, with `/`; empty when the file is the document."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text of the library, with every path that it was read from."""

    id: int
    """Given once by the library, never given again; the same through refreshes."""
    text: str = field(repr=False)
    sha256: str
    """Of the canonical text in UTF-8, hexadecimal."""
    title: str
    sources: tuple[str, ...]
    """Absolute paths, sorted."""
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    anchors: tuple[Anchor, ...] = field(default=(), repr=False)
    caveats: tuple[Caveat, ...] = field(default=(), repr=False)
    metadata: Mapping[str, str] = field(default_factory=dict)

    def page_at(self, position: int) -> str | None:
        """The label of the page that holds this code point, None without pages."""
        found = self._last_anchor(position, "page")
        return found.label if found else None

    def anchor_at(self, position: int) -> Anchor | None:
        """The page, slide, row, … that holds this code point, None without any."""
        return self._last_anchor(position)

    def caveats_in(self, span: Span) -> tuple[CaveatKind, ...]:
        """What there is to say of a span's words, each kind once."""
        met = (each.kind for each in self.caveats if span.meets(Span(each.start, each.end)))
        return tuple(dict.fromkeys(met))

    def _last_anchor(self, position: int, kind: AnchorKind | None = None) -> Anchor | None:
        found = None
        for anchor in self.anchors:
            if anchor.start > position:
                break
            if kind in (None, anchor.kind):
                found = anchor
        return found


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage before the library has given it an id."""

    start: int
    end: int
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice of a document that is retrieved."""

    id: int
    document_id: int
    start: int
    end: int
    headings: tuple[str, ...] = ()
    """The path of headings that the passage stands under, outermost first."""


@dataclass(frozen=True, slots=True)
class PassageReading:
    """How a passage reads as an answer, told for each of its tokens in order."""

    starts: tuple[int, ...]
    """First code points, counted from where a hit's `body_start` is."""
    ends: tuple[int, ...]
    start_scores: tuple[float, ...]
    """Log odds that the answer starts there rather than that the passage has none."""
    end_scores: tuple[float, ...]
    """The same for its end."""
    best: float
    """Of the likeliest answer: the mean of its two log odds; -20 without tokens."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its scores; lists of hits are best first."""

    passage: Passage
    title: str
    """Of the passage's document."""
    text: str = field(repr=False)
    """The passage's words, cut from the canonical text; for reading, never for quoting."""
    score: float
    """Fused; comparable within one search only."""
    lexical: float
    """BM25 of the passage, 0 when the lexical index did not return it."""
    vector: float
    """Cosine with the question, -1 to 1; 0 when no vectors were consulted."""
    lexical_rank: int | None
    """1 is the best; None when the lexical index did not return the passage."""
    vector_rank: int | None
    reading: PassageReading | None = field(default=None, repr=False)
    """None for what the encoder has not read."""

    @property
    def body_start(self) -> int:
        """Where, in `text`, the headings that it begins with end: they name it, and say nothing."""
        names = {" ".join(name.split()) for name in (self.title, *self.passage.headings)}
        start = 0
        while start < len(self.text):
            end = self.text.find("\n", start) + 1 or len(self.text)
            line = " ".join(self.text[start:end].split())
            if line and line not in names:
                break
            start = end
        return start
