"""A document being written: readers add blocks in order, the draft knows where each one lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.types import Anchor, AnchorKind, Block, BlockKind

MAX_INDENT = 8
"""Levels of a list that are shown by indentation; deeper items stand at the last of them."""


class DocumentDraft:
    """Text of blocks with a blank line between them; items of a list stand one a line.

    While a list is open, everything that is added becomes lines of its current item.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._anchors: list[Anchor] = []
        self._waiting: list[tuple[str, AnchorKind]] = []
        self._depth = 0
        self._marker = ""
        self._items: list[str] = []

    def anchor(self, label: str, kind: AnchorKind) -> None:
        """What is written next begins a page, a slide, a chapter, …"""
        self._waiting.append((label, kind))

    def add_table(
        self, rows: Iterable[Sequence[str]], labels: Sequence[str] = (), kind: AnchorKind = "row"
    ) -> None:
        """Append a table, a line a row, the heading row first; empty rows are not written.

        :param labels: where each row stands in the file; none where rows have no place there.
        """
        lines = [" | ".join(" ".join(cell.split()) for cell in row).rstrip(" |") for row in rows]
        named = [(line, at) for at, line in enumerate(lines) if line.strip(" |")]
        start = self.add("\n".join(line for line, _ in named), "table")
        for line, at in named if labels and start >= 0 else ():
            self._anchors.append(Anchor(start, labels[at], kind))
            start += len(line) + 1

    def add(self, text: str, kind: BlockKind | None = None, level: int = 0) -> int:
        """Append a block; one of white space only is not written.

        :param kind: None for running prose.
        :return: where it begins, in code points; -1 when nothing was written, or into a list.
        """
        if not text.strip():
            return -1
        text = text.strip("\n")
        if self._depth:
            self._add_to_item(text)
            return -1
        if self._parts:
            self._write("\n\n")
        start = self._length
        self._write(text)
        if kind:
            self._blocks.append(Block(kind, start, self._length, level))
        self._anchors += [Anchor(start, label, named) for label, named in self._waiting]
        self._waiting.clear()
        return start

    def anchor_at(self, start: int, label: str, kind: AnchorKind) -> None:
        """A part of the file begins amid what was written."""
        self._anchors.append(Anchor(start, label, kind))

    def open_list(self) -> None:
        self._depth += 1

    def open_item(self, marker: str) -> None:
        """Begin an item; its marker is written before the first text that it holds."""
        self._marker = marker + " "

    def close_list(self) -> None:
        """The outermost list, when it ends, is one block."""
        self._depth -= 1
        self._marker = ""
        if not self._depth:
            items, self._items = self._items, []
            self.add("\n".join(items), "list")

    def finish(self) -> tuple[str, tuple[Block, ...]]:
        """The text, without a last line end, and its blocks."""
        return "".join(self._parts), tuple(self._blocks)

    def anchors(self) -> tuple[Anchor, ...]:
        """Where the parts of the file begin, in order."""
        return tuple(sorted(self._anchors, key=lambda one: one.start))

    def _add_to_item(self, text: str) -> None:
        indent = "  " * (min(self._depth, MAX_INDENT) - 1)
        for line in text.split("\n"):
            self._items.append(indent + (self._marker or "  ") + line)
            self._marker = ""

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
