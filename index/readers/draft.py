"""A document being written: readers add blocks in order, the draft knows where each one lies."""

from __future__ import annotations

from index.types import Block, BlockKind

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
        self._depth = 0
        self._marker = ""
        self._items: list[str] = []

    def add(self, text: str, kind: BlockKind | None = None, level: int = 0) -> None:
        """Append a block; one of white space only is not written.

        :param kind: None for running prose.
        """
        if not text.strip():
            return
        text = text.strip("\n")
        if self._depth:
            self._add_to_item(text)
            return
        if self._parts:
            self._write("\n\n")
        start = self._length
        self._write(text)
        if kind:
            self._blocks.append(Block(kind, start, self._length, level))

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

    def _add_to_item(self, text: str) -> None:
        indent = "  " * (min(self._depth, MAX_INDENT) - 1)
        for line in text.split("\n"):
            self._items.append(indent + (self._marker or "  ") + line)
            self._marker = ""

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
