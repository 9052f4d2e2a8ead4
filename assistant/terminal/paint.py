"""Emphasised text as lines for a plain terminal, each laid out for an Arabic reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from assistant.terminal.display import Display
from assistant.terminal.line import RTL, Line, paragraph, without_isolates, wrap
from assistant.terminal.orders import arrange, guard, margins

_PLAIN = "\x1b[0m"


class Part(NamedTuple):
    """Some words in one style."""

    text: str
    style: str = ""
    """The terminal's code for it; empty for none."""


def paint(parts: Sequence[Part], width: int, display: Display, indent: int = 0) -> Iterator[str]:
    """The parts, one after another, in lines of at most so many columns.

    :param indent: columns that stay free where each line begins.
    """
    text = "".join(part.text for part in parts)
    styles = [part.style for part in parts for _ in part.text]
    start = 0
    for written in text.split("\n"):
        end = start + len(written)
        room = width - indent - 2 * guard(display.order)
        for line in wrap(paragraph(written), room):
            yield _line(line, styles[start:end], width, display, indent)
        start = end + 1


def in_logical_order(parts: Sequence[Part]) -> str:
    """The parts as they were written, for pipes, files and terminals that see to it all."""
    return "".join(_styled(without_isolates(part.text), part.style) for part in parts)


def _line(line: Line, styles: Sequence[str], width: int, display: Display, indent: int) -> str:
    if not line.row:
        return ""
    left, right = margins(line, width - indent, display.order)
    if line.base != RTL:
        left = " " * indent + left
    arranged = arrange(line.row, display.order, display.marks, lambda cell: styles[cell.start])
    sent = [(text, styles[cell.start]) for text, cell in arranged]
    runs = groupby(sent, key=lambda pair: pair[1])
    row = "".join(_styled("".join(text for text, _ in run), style) for style, run in runs)
    # Blanks after the text would only wrap when the window is made narrower.
    return left + row + right.rstrip(" ")


def _styled(text: str, style: str) -> str:
    return f"{style}{text}{_PLAIN}" if style and text else text
