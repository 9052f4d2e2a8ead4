"""The fields that a Markdown file states above its text, between two lines of `---`."""

from __future__ import annotations

import re

from index.readers.bibliography import csl_name, field, joined, one_line

MAX_LENGTH = 50_000
"""Code points of a front matter: YAML is slow, and fields are few."""

_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields (`title` among them) and the text below; no fields when none are stated.

    What looks like front matter and is not a YAML mapping stays in the text.
    """
    match = _FRONT_MATTER.match(text, 0, MAX_LENGTH)
    stated = _mapping(match[1]) if match else None
    if match is None or stated is None:
        return {}, text
    fields: dict[str, str] = {}
    for name, value in stated.items():
        known = csl_name(str(name))
        words = field(known, _value(value))
        if known and words:
            fields.setdefault(known, words)
    return fields, text[match.end() :]


def _mapping(source: str) -> dict[object, object] | None:
    import yaml

    try:
        # The base loader builds strings, lists and mappings, nothing else: 2024-05-01 stays so.
        loaded = yaml.BaseLoader(source).get_single_data()
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return loaded if isinstance(loaded, dict) else None


def _value(value: object) -> str:
    """A plain value, several joined, or the name that a mapping holds; deeper is not looked."""
    if isinstance(value, list):
        return joined(_person(each) for each in value[:100])
    return _person(value)


def _person(value: object) -> str:
    if isinstance(value, str):
        return one_line(value)
    if not isinstance(value, dict):
        return ""
    parts = (value.get("name"), value.get("given"), value.get("family"))
    return one_line(" ".join(part for part in parts if isinstance(part, str)))
