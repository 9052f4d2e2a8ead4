"""The marks that notes in Markdown have beside CommonMark's, as Obsidian keeps them."""

from __future__ import annotations

import re

_FENCED = re.compile(r"(^(?:```|~~~)[^\n]*\n.*?^(?:```|~~~)[ \t]*$)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(`[^`\n]+`)")
_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)
_LINE_MARKS = (
    (re.compile(r"!\[\[[^\[\]\n]*\]\]"), ""),  # what another file holds
    (re.compile(r"\[\[(?:[^\[\]|\n]*\|)([^\[\]|\n]+)\]\]"), r"\1"),
    (re.compile(r"\[\[([^\[\]|\n]+)\]\]"), r"\1"),
    (re.compile(r"==([^=\n]+)=="), r"\1"),
    (re.compile(r"\[\^[^\[\]\s]+\](?!:)"), ""),
    (re.compile(r"^\[\^[^\[\]\s]+\]:[ \t]*", re.MULTILINE), ""),
    (re.compile(r"[ \t]+\^[A-Za-z0-9-]+[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"^((?:[ \t]*>)+)[ \t]*\[![^\]\n]+\][+-]?[ \t]*", re.MULTILINE), r"\1 "),
    (re.compile(r"^([ \t]*(?:[-*+]|[0-9]+[.)])) \[[ xX]\] ", re.MULTILINE), r"\1 "),
    (re.compile(r"(?<![^\s(])#(?=[^\W\d])"), ""),
)
"""Embeds, links, highlights, notes, block ids, callouts, task boxes and tags."""


def as_shown(body: str) -> str:
    """The same in CommonMark, as a reader of the note sees it: comments and embeds gone.

    Code is left as it is.
    """
    if not any(mark in body for mark in ("[", "%%", "==", "^", "#")):
        return body
    return "".join(
        part if fenced % 2 else _outside_fences(part)
        for fenced, part in enumerate(_FENCED.split(body))
    )


def _outside_fences(text: str) -> str:
    text = _COMMENT.sub("", text)
    return "".join(
        part if code % 2 else _unmarked(part) for code, part in enumerate(_CODE.split(text))
    )


def _unmarked(text: str) -> str:
    for mark, shown in _LINE_MARKS:
        text = mark.sub(shown, text)
    return text
