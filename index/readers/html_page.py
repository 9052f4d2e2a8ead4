"""Which part of a web page is its text, decided by how many letters stand where."""

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

LINKED = 0.8
"""Share of an element's letters that stand in links, from which it is a menu."""

FEWEST_LINKS = 3
"""Of a menu."""

MOST_LEFT_OUT = 2 / 3
"""Share of a page's letters beyond which its lists of links are what it has to say."""

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
    menus: frozenset[int]
    """Elements of hardly anything but links, away from the running text."""


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
    root: LexborNode, kept_forms: Collection[int] | None = None, menus: Collection[int] = ()
) -> Iterator[tuple[LexborNode, bool]]:
    """Enter (True) and leave (False) every visible element, and meet every text once (True).

    :param kept_forms: the forms to enter; None enters all.
    :param menus: elements to pass over.
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
            if child.is_text_node or (
                child.is_element_node
                and not _is_dropped(child, kept_forms)
                and child.mem_id not in menus
            ):
                pending.append((child, True))
            child = child.prev


def survey(body: LexborNode) -> Layout:
    """Weigh the elements of a page by the text in them."""
    letters = 0
    before: dict[int, int] = {}
    weights: list[tuple[int, LexborNode]] = []
    for node, entering in walk(body):
        tag = node.tag
        if node.is_text_node:
            letters += len((node.text_content or "").strip())
        elif tag in _WEIGHED or node.attributes.get("role") == "main":
            if entering:
                before[node.mem_id] = letters
            else:
                weights.append((letters - before[node.mem_id], node))
    heavy = [(weight, node) for weight, node in weights if weight > MOST * letters]
    mains = [(weight, node) for weight, node in heavy if node.tag != "form"]
    root = max(mains, key=lambda each: each[0])[1] if mains else body
    kept_forms = frozenset(node.mem_id for _, node in heavy if node.tag == "form")
    menus = frozenset(_menus(root, kept_forms))
    return Layout(root, kept_forms, frozenset(_layout_tables(root, kept_forms, menus)), menus)


_WEIGHED = frozenset({"main", "article", "form"})


def _layout_tables(
    root: LexborNode, kept_forms: Collection[int], menus: Collection[int]
) -> Iterator[int]:
    tables: list[_Table] = []
    for node, entering in walk(root, kept_forms, menus):
        tag = node.tag or ""
        if tag == "table" and entering:
            if tables:
                tables[-1].meet(tag)
            tables.append(_Table())
        elif tag == "table":
            if tables.pop().places_blocks:
                yield node.mem_id
        elif entering and tables and node.is_element_node:
            tables[-1].meet(tag)


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


@dataclass(slots=True)
class _Element:
    """A container of blocks that is or was open; places count the events of a walk."""

    node: LexborNode
    opened: int
    closed: int = 0
    letters: int = 0
    linked: int = 0
    links: int = 0
    running: int = 0
    """Letters outside links that stand in it or in a paragraph of it."""

    @property
    def is_menu(self) -> bool:
        return self.links >= FEWEST_LINKS and self.linked >= LINKED * self.letters

    def holds(self, other: _Element) -> bool:
        return self.opened <= other.opened and other.closed <= self.closed


_CONTAINER_NAMES = "body main article section div center ul ol dl table tbody tr td th"
_CONTAINERS = frozenset(_CONTAINER_NAMES.split())


def _menus(root: LexborNode, kept_forms: Collection[int]) -> Iterator[int]:
    """The outermost menus, but for those within the element that has most of the running text."""
    found = _measured(root, kept_forms)
    if not found:
        return
    text = max(found, key=lambda one: one.running)
    apart = [one for one in found if one.is_menu and not one.holds(text) and not text.holds(one)]
    outermost: list[_Element] = []
    for one in sorted(apart, key=lambda one: one.opened):
        if not outermost or not outermost[-1].holds(one):
            outermost.append(one)
    if sum(one.letters for one in outermost) <= MOST_LEFT_OUT * max(one.letters for one in found):
        yield from (one.node.mem_id for one in outermost)


def _measured(root: LexborNode, kept_forms: Collection[int]) -> list[_Element]:
    """Each container with what stands in it."""
    found: list[_Element] = []
    opened: list[_Element] = []
    in_links = 0
    for place, (node, entering) in enumerate(walk(root, kept_forms)):
        if node.is_text_node:
            letters = len((node.text_content or "").strip())
            if opened:
                opened[-1].letters += letters
                opened[-1].linked += letters if in_links else 0
                opened[-1].running += 0 if in_links else letters
        elif node.tag == "a":
            in_links += 1 if entering else -1
            if entering and opened:
                opened[-1].links += 1
        elif node.tag in _CONTAINERS and entering:
            opened.append(_Element(node, place))
        elif node.tag in _CONTAINERS:
            own = opened.pop()
            own.closed = place
            found.append(own)
            if opened:
                opened[-1].letters += own.letters
                opened[-1].linked += own.linked
                opened[-1].links += own.links
    return found


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
