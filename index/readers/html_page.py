"""Which part of a web page is its text, decided by one pass over the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import FileSkipped, Message

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_DROPPED_NAMES = (
    "script style noscript template nav footer aside form button svg iframe head title meta link "
    "select textarea object embed video audio canvas dialog datalist frameset"
)
DROPPED = frozenset(_DROPPED_NAMES.split())
"""Frame, tools and programs; a form that holds most of the text is kept (`Layout`)."""

MOST = 0.5
"""Share of the letters of a page that makes an element its text."""

MAX_DEPTH = 15_000
"""Open elements: the parser takes time in the square of their number, one second for these."""

MAX_ATTRIBUTES = 5_000
"""Of one element, for the same reason."""

_CLOSED_BY_THE_NEXT_NAMES = (
    "p li td th tr dt dd option thead tbody tfoot area base br col embed hr img input link meta "
    "source track wbr html head body"
)
_CLOSED_BY_THE_NEXT = frozenset(_CLOSED_BY_THE_NEXT_NAMES.split())
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_HIDING = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?![.\d]))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a page is built; elements by `mem_id`."""

    root: LexborNode
    """The element whose text is the page's text."""
    kept_forms: frozenset[int]
    """Forms that hold most of the text: some servers wrap every page in one."""
    layout_tables: frozenset[int]
    """Tables that place blocks on the page instead of holding data."""


def parse(markup: str) -> LexborHTMLParser:
    """Parse a page.

    :raises FileSkipped: when it is nested so deep that this would take minutes.
    """
    from selectolax.lexbor import LexborHTMLParser

    if _depth(markup) > MAX_DEPTH or _attributes(markup) > MAX_ATTRIBUTES:
        raise FileSkipped(
            Message("صفحة تداخلت عناصرها تداخلًا مفرطًا", "a page nested beyond measure"),
            Message("احفظ نصها في ملف txt ثم أضفه", "save its text as txt, then add it"),
        )
    return LexborHTMLParser(markup)


def walk(
    root: LexborNode, kept_forms: Collection[int] | None = None
) -> Iterator[tuple[LexborNode, bool]]:
    """Enter (True) and leave (False) every visible element, and meet every text once (True).

    :param kept_forms: the forms to enter; None enters all.
    """
    pending = [(root, True)]
    while pending:
        node, entering = pending.pop()
        yield node, entering
        if not entering or not node.is_element_node:
            continue
        pending.append((node, False))
        child = node.last_child
        while child is not None:
            if child.is_text_node or (child.is_element_node and not _is_dropped(child, kept_forms)):
                pending.append((child, True))
            child = child.prev


def survey(body: LexborNode) -> Layout:
    """Weigh the elements of a page by the text in them."""
    letters = 0
    before: dict[int, int] = {}
    weights: list[tuple[int, LexborNode]] = []
    tables: list[_Table] = []
    layout_tables: set[int] = set()
    for node, entering in walk(body):
        tag = node.tag
        if node.is_text_node:
            letters += len((node.text_content or "").strip())
        elif tag in _WEIGHED or node.attributes.get("role") == "main":
            if entering:
                before[node.mem_id] = letters
            else:
                weights.append((letters - before[node.mem_id], node))
        elif entering and tables:
            tables[-1].meet(tag or "")
        if tag == "table" and entering:
            tables.append(_Table())
        elif tag == "table" and tables.pop().places_blocks:
            layout_tables.add(node.mem_id)
    heavy = [(weight, node) for weight, node in weights if weight > MOST * letters]
    mains = [(weight, node) for weight, node in heavy if node.tag != "form"]
    return Layout(
        root=max(mains, key=lambda each: each[0])[1] if mains else body,
        kept_forms=frozenset(node.mem_id for _, node in heavy if node.tag == "form"),
        layout_tables=frozenset(layout_tables),
    )


_WEIGHED = frozenset({"main", "article", "form"})


@dataclass(slots=True)
class _Table:
    """What an open table was seen to hold."""

    cells: int = 0
    paragraphs: int = 0
    blocks: int = 0

    def meet(self, tag: str) -> None:
        self.cells += tag in {"td", "th"}
        self.paragraphs += tag == "p"
        self.blocks += tag in {"table", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}

    @property
    def places_blocks(self) -> bool:
        return self.blocks > 0 or self.cells < 2 or self.paragraphs > self.cells


def _is_dropped(node: LexborNode, kept_forms: Collection[int] | None) -> bool:
    tag = node.tag
    if tag == "form" and (kept_forms is None or node.mem_id in kept_forms):
        return _is_hidden(node)
    if tag == "header":
        # The header of an article tells its title and author, that of a site its menus.
        parent = node.parent
        if parent is None or parent.tag not in {"article", "main", "section"}:
            return True
    return tag in DROPPED or _is_hidden(node)


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return bool(attributes) and (
        "hidden" in attributes
        or (attributes.get("aria-hidden") or "").strip().lower() == "true"
        or _HIDING.search(attributes.get("style") or "") is not None
    )


def _depth(markup: str) -> int:
    """At most how many elements stand open at once, end tags left out where one may."""
    opened: Counter[str] = Counter()
    depth = deepest = 0
    for match in _TAG.finditer(markup):
        tag = match[2].lower()
        if tag in _CLOSED_BY_THE_NEXT:
            continue
        if not match[1]:
            opened[tag] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif opened[tag]:
            opened[tag] -= 1
            depth -= 1
    return deepest


def _attributes(markup: str) -> int:
    """About how many attributes the largest tag has."""
    largest = 0
    for piece in markup.split(">"):
        if len(piece) > 2 * MAX_ATTRIBUTES and (tag := _TAG.search(piece)):
            largest = max(largest, len(piece[tag.start() :].split()))
    return largest
