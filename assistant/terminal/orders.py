"""The orders in which a row of cells can be sent, since terminals do three different things.

`visual`: the terminal draws what comes, from left to right. `words`: it turns Arabic round
itself, over the whole row, and cannot be stopped. `kitty`: it turns each word with Arabic round,
brackets and digits with it. (`logical`: nothing is done at all; no row is made.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple
from unicodedata import category

from assistant.terminal.bidi import bidi_class
from assistant.terminal.brackets import MIRROR
from assistant.terminal.line import RTL, Cell, Line

Order = Literal["visual", "words", "kitty", "logical"]
ORDERS: tuple[Order, ...] = ("visual", "words", "kitty", "logical")

STRONG_BLANK = "\u2800"
"""Braille pattern blank: seen as a blank, strong left-to-right, so that no word's direction
leaks to its neighbours, into a border or into the next panel."""
_LRM = "\u200e"
_LETTERS = ("R", "AL")
_SIGNS = ("ON", "CS", "ES", "ET", "BN", "S")


class Sent(NamedTuple):
    """The text for one position, from left to right."""

    text: str
    cell: Cell
    """The cell whose style the position has."""


def arrange(
    row: Sequence[Cell],
    order: Order,
    marks: bool = True,
    face: Callable[[Cell], object] = lambda _: None,
) -> list[Sent]:
    """A row from left to right as the texts to send, one for each cell.

    :param marks: False where the terminal puts vowel marks over the wrong letter.
    :param face: what tells the typefaces of cells apart, such as bold: kitty turns each by itself.
    """
    if order == "words":
        sent = list(_words(row))
    elif order == "kitty":
        sent = list(_kitty(row, face))
    else:
        sent = [Sent(cell.text, cell) for cell in row]
    return sent if marks else [Sent(_without_marks(text), cell) for text, cell in sent]


def margins(line: Line, width: int, order: Order) -> tuple[str, str]:
    """The blanks on the left and right of a line in so many columns.

    A right-to-left line stands on the right. See `guard` for what the line itself may take.
    """
    edge = STRONG_BLANK * guard(order)
    free = " " * max(0, width - line.width - 2 * len(edge))
    return (free + edge, edge) if line.base == RTL else (edge, edge + free)


def guard(order: Order) -> int:
    """Columns to keep free on each side of a line for a strong blank."""
    return 1 if order == "words" else 0


def _words(row: Sequence[Cell]) -> Iterator[Sent]:
    """Words from left to right, the letters of each as they are written."""
    at = 0
    while at < len(row):
        end = _letters_end(row, at)
        for position, cell in enumerate(reversed(row[at:end]), at):
            yield Sent(cell.text + _stop(row, position) * (position == end - 1), cell)
        if end == at:
            blank = row[at].text.isspace()
            yield Sent(STRONG_BLANK if blank else row[at].text + _stop(row, at), row[at])
        at = max(end, at + 1)


def _letters_end(row: Sequence[Cell], start: int) -> int:
    """The end of the right-to-left letters that begin here; `start` when none do.

    Signs between two letters go with them, but not brackets, which the terminal would mirror.
    """
    end = start
    for at in range(start, len(row)):
        kind = _class(row[at])
        if kind in _LETTERS:
            end = at + 1
        elif end == start or kind not in _SIGNS or row[at].text[:1] in MIRROR:
            break
    return end


def _stop(row: Sequence[Cell], at: int) -> str:
    """A mark that ends the direction of letters or digits which the next would join."""
    digit = _class(row[at]) == "AN"
    if not digit and _class(row[at]) not in _LETTERS:
        return ""
    if digit and at + 1 < len(row) and _class(row[at + 1]) == "AN":
        return ""
    kinds = (_class(cell) for cell in row[at + 1 :])
    following = next((kind for kind in kinds if kind not in _SIGNS), "")
    return _LRM if following in _LETTERS or following in ("AN", "EN") else ""


def _kitty(row: Sequence[Cell], face: Callable[[Cell], object]) -> Iterator[Sent]:
    runs = groupby(row, key=lambda cell: (cell.text.isspace(), face(cell)))
    for run in (tuple(cells) for _, cells in runs):
        if _is_turned(run):
            texts = [_mirrored(cell.text) for cell in reversed(run)]
        else:
            texts = [cell.text for cell in run]
        yield from (Sent(text, cell) for text, cell in zip(texts, run, strict=True))


def _is_turned(run: Sequence[Cell]) -> bool:
    """Whether kitty, which goes by the first letter that it is sent, will turn it round.

    Of a run that is Arabic on the left and Latin on the right, neither order comes out right.
    """
    strong = [kind for kind in map(_class, run) if kind in ("L", "AN", *_LETTERS)]
    return bool(strong) and strong[-1] != "L"


def _mirrored(text: str) -> str:
    return MIRROR.get(text[:1], text[:1]) + text[1:]


def _class(cell: Cell) -> str:
    """Of a blank it is that of the strong blank that stands for it."""
    if not cell.text or cell.text.isspace():
        return "L" if cell.text else "BN"
    return bidi_class(cell.text[0])


def _without_marks(text: str) -> str:
    return "".join(character for character in text if category(character) not in ("Mn", "Me"))
