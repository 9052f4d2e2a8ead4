"""Titles and bibliographic fields, as files name them, under the names that CSL gives them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from index.types import Block

MAX_FIELD = 1_000
"""Code points kept of one field; a longer one is no bibliographic datum."""


def one_line(value: str) -> str:
    """The value as one line that encodes to UTF-8, cut at `MAX_FIELD`."""
    value = value[:MAX_FIELD].encode("utf-8", "replace").decode()
    return " ".join(value.replace("\0", " ").split())


def joined(values: Iterable[str]) -> str:
    """Several values of one field, each told once."""
    return one_line("; ".join(dict.fromkeys(filter(None, map(one_line, values)))))


def stem_title(path: Path) -> str:
    """A title made of the file's name."""
    stem = os.fsencode(path.stem).decode("utf-8", "replace")
    return one_line(stem.replace("-", " ").replace("_", " ")) or one_line(stem)


def first_title(text: str, blocks: Sequence[Block]) -> str:
    """The first heading of level 1, empty when there is none."""
    for block in blocks:
        if block.kind == "heading" and block.level == 1:
            return one_line(text[block.start : block.end])
    return ""


def web_address(value: str) -> str:
    """The value if it is an address on the web, else nothing: `javascript:` is no source."""
    return value if value.lower().startswith(("http://", "https://")) else ""
