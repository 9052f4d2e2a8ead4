"""A web page becomes the text that its reader would see, without the frame around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from index.errors import Message
from index.readers import html_metadata, html_page
from index.readers.bibliography import first_title, stem_title
from index.readers.draft import DocumentDraft
from index.readers.encoding import decode
from index.types import Extraction, ReaderOptions

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_BLOCKS_NAMES = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol "
    "option p pre section summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCKS_NAMES.split())
"""Elements that begin and end a line; any other stands inside one."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}

_DECLARED = re.compile(
    rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)
_DECLARED_WITHIN = 4_096


def read(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """Take the text of a page: its `<main>` or `<article>` when most of the text is there.

    What a browser would not show is left out as far as the page itself says so (`hidden`,
    `aria-hidden`, inline styles); style sheets are not read. Lists of links away from the running
    text are left out, and counted in a remark.

    :raises FileSkipped: when the page is nested too deep to be parsed in reasonable time.
    """
    decoded = decode(data, _declared_encoding(data))
    page = html_page.parse(decoded.text)
    title, fields = html_metadata.of(page)
    draft = DocumentDraft()
    menus = _write(page.body, draft) if page.body is not None else 0
    canonical, blocks = draft.finish()
    yield Extraction(
        text=canonical,
        title=title or first_title(canonical, blocks) or stem_title(options.path),
        blocks=blocks,
        metadata=fields,
        encoding=decoded.encoding,
        caveats=decoded.caveats_for(canonical),
        remarks=(*decoded.remarks, *((_left_out(menus),) if menus else ())),
    )


def _left_out(menus: int) -> Message:
    return Message(
        f"قوائم روابط حول النص تُركت: {menus}", f"lists of links around the text left out: {menus}"
    )


def add_html(markup: str, draft: DocumentDraft) -> None:
    """Add the text of a piece of HTML that stands inside another document."""
    body = html_page.parse(markup).body
    if body is not None:
        _write(body, draft)


def _declared_encoding(data: bytes) -> str:
    """The encoding that a page names in its first bytes, empty when it names none."""
    match = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    return match[1].decode("ascii") if match else ""


def _write(body: LexborNode, draft: DocumentDraft) -> int:
    """Add the text to a draft.

    :return: how many menus were passed over.
    """
    layout = html_page.survey(body)
    writer = _Writer(draft, layout.layout_tables)
    for node, entering in html_page.walk(layout.root, layout.kept_forms, layout.menus):
        if node.is_text_node:
            writer.write_text(node.text_content or "")
        elif entering:
            writer.enter(node)
        else:
            writer.leave(node)
    writer.flush()
    return len(layout.menus)


class _Writer:
    """Writes the events of a walk to a draft: words gather until a block begins or ends."""

    def __init__(self, draft: DocumentDraft, layout_tables: frozenset[int]) -> None:
        self._draft = draft
        self._layout_tables = layout_tables
        self._words: list[str] = []
        self._preformatted = 0
        self._numbers: list[int | None] = []
        self._rows: list[list[str]] | None = None
        self._cell: list[str] | None = None

    def write_text(self, text: str) -> None:
        self._words.append(text if self._preformatted else _SPACES.sub(" ", text))

    def enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "br":
            self._words.append("\n")
        if tag not in BLOCKS:
            return
        self.flush()
        if tag == "pre":
            self._preformatted += 1
        elif tag == "table" and node.mem_id not in self._layout_tables:
            self._rows = []
        elif self._rows is not None:
            self._enter_in_table(tag)
        elif tag in {"ul", "ol", "menu"}:
            self._draft.open_list()
            self._numbers.append(_number(node, "start", 1) if tag == "ol" else None)
        elif tag == "li" and self._numbers:
            self._draft.open_item(self._marker(node))

    def leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag not in BLOCKS:
            return
        self.flush(HEADINGS.get(tag, 0), code=tag == "pre")
        if tag == "pre":
            self._preformatted -= 1
        elif self._rows is not None:
            self._leave_in_table(tag)
        elif tag in {"ul", "ol", "menu"}:
            self._numbers.pop()
            self._draft.close_list()

    def flush(self, heading: int = 0, *, code: bool = False) -> None:
        """End the block that was being gathered."""
        text = "".join(self._words)
        self._words.clear()
        if not self._preformatted:
            text = _trimmed(text)
        if self._cell is not None:
            self._cell.append(" ".join(text.split("\n")))
        elif code:
            self._draft.add(text, "code")
        elif heading:
            self._draft.add(" ".join(text.split("\n")), "heading", heading)
        else:
            self._draft.add(text)

    def _enter_in_table(self, tag: str) -> None:
        if tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in {"td", "th"}:
            self._cell = []

    def _leave_in_table(self, tag: str) -> None:
        rows = self._rows or []
        if tag in {"td", "th"} and self._cell is not None:
            rows[-1].append(" ".join(filter(None, self._cell)))
            self._cell = None
        elif tag == "table":
            self._rows = None
            self._draft.add("\n".join(" | ".join(row) for row in rows if any(row)), "table")

    def _marker(self, item: LexborNode) -> str:
        last = self._numbers[-1]
        if last is None:
            return "-"
        number = _number(item, "value", last)
        self._numbers[-1] = number + 1
        return f"{number}."


_SPACES = re.compile("[ \t\n\r\f]+")


def _trimmed(text: str) -> str:
    """Spaces as a browser would show them, and no empty lines."""
    lines = (_SPACES.sub(" ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(filter(None, lines))


def _number(node: LexborNode, attribute: str, default: int) -> int:
    value = node.attributes.get(attribute) or ""
    return int(value) if re.fullmatch("[0-9]{1,9}", value) else default
