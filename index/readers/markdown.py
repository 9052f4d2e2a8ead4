"""Markdown becomes the text that a reader of the page would see, block by block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from index.readers import front_matter, openiti
from index.readers.bibliography import first_title, stem_title
from index.readers.draft import DocumentDraft
from index.readers.encoding import decode
from index.readers.obsidian import as_shown
from index.types import Extraction, ReaderOptions

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_NESTING = 200
"""Of quotes and lists. The parser recurses, and drops what is nested deeper."""

MAX_BRACKETS = 1_000
"""`[` in one paragraph: each costs the parser 10 µs and more. With more, markup stays."""


def read(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """Take a Markdown file without its markup; line breaks in a paragraph are kept.

    A file nested beyond `MAX_NESTING` is taken as it stands, for no text may be lost.
    """
    decoded = decode(data)
    if decoded.text.startswith(openiti.MAGIC):
        yield from openiti.read(data, options)
        return
    fields, body = front_matter.split_front_matter(decoded.text)
    body = as_shown(body)
    title = fields.pop("title", "")
    draft = DocumentDraft()
    references: dict[str, object] = {}
    tokens = _block_parser().parse(body, references)
    if any(token.level >= MAX_NESTING - 2 for token in tokens):
        draft.add(body)
    else:
        _Writer(draft, references).write(tokens)
    canonical, blocks = draft.finish()
    yield Extraction(
        text=canonical,
        title=title or first_title(canonical, blocks) or stem_title(options.path),
        blocks=blocks,
        metadata=fields,
        encoding=decoded.encoding,
        caveats=decoded.caveats_for(canonical),
        remarks=decoded.remarks,
    )


def _block_parser() -> MarkdownIt:
    """CommonMark with tables; what is inside a paragraph is left to the writer.

    There the parser's usual nesting must do: with this one it takes quadratic time.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING})
    return parser.enable("table").disable("inline")


class _Writer:
    """Writes a flat stream of tokens to a draft."""

    def __init__(self, draft: DocumentDraft, references: dict[str, object]) -> None:
        from markdown_it import MarkdownIt

        self._draft = draft
        self._parser = MarkdownIt("commonmark")
        self._references = references
        self._heading = 0
        self._row: list[str] | None = None
        self._rows: list[str] = []

    def write(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.type == "inline":
                self._write_inline(self._plain(token.content))
            elif token.type in {"fence", "code_block"}:
                self._draft.add(token.content, "code")
            elif token.type == "html_block":
                self._write_html(token.content)
            elif token.type == "heading_open":
                self._heading = int(token.tag[1])
            elif token.type in {"bullet_list_open", "ordered_list_open"}:
                self._draft.open_list()
            elif token.type in {"bullet_list_close", "ordered_list_close"}:
                self._draft.close_list()
            elif token.type == "list_item_open":
                self._draft.open_item(token.info + token.markup)
            elif token.type in {"tr_open", "tr_close", "table_close"}:
                self._write_table(token.type)

    def _write_inline(self, text: str) -> None:
        if self._row is not None:
            self._row.append(" ".join(text.split("\n")))
        elif self._heading:
            self._draft.add(" ".join(text.split("\n")), "heading", self._heading)
            self._heading = 0
        else:
            self._draft.add(text)

    def _write_table(self, event: str) -> None:
        if event == "tr_open":
            self._row = []
        elif event == "tr_close" and self._row is not None:
            self._rows.append(" | ".join(self._row))
            self._row = None
        elif event == "table_close":
            self._draft.add("\n".join(self._rows), "table")
            self._rows = []

    def _write_html(self, markup: str) -> None:
        from index.readers import html

        html.add_html(markup, self._draft)

    def _plain(self, markup: str) -> str:
        if markup.count("[") > MAX_BRACKETS:
            return markup
        tokens: list[Token] = []
        self._parser.inline.parse(markup, self._parser, self._references, tokens)
        text = "".join(map(_words, tokens))
        return "\n".join(line.strip(" \t") for line in text.split("\n")).strip()


def _words(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    if token.type == "html_inline":
        return "\n" if re.match(r"<br\b", token.content, re.IGNORECASE) else ""
    if token.type == "image":
        return "".join(map(_words, token.children or ()))
    return token.content
