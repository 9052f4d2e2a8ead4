"""Bibliographic fields that the user corrects by hand: they outlive every refresh of the file."""

from __future__ import annotations

import json
from collections.abc import Mapping

from index.readers.bibliography import csl_name, field
from index.store.library import Library


def edit(library: Library, document_id: int, changes: Mapping[str, str]) -> None:
    """Set fields of a document; an empty value leaves the field out, whatever the file says.

    :param changes: by any name that files may use for a field: `author`, `المحقق`, `year`.
    :raises ValueError: naming the field, when its value is no value for it.
    :raises LibraryBusy: when another process writes to the library.
    """
    kept = {}
    for name, value in changes.items():
        known = csl_name(name)
        kept[known] = field(known, value)
        if value.strip() and not kept[known]:
            raise ValueError(name)
    with library.writing():
        edits = _edits(library, document_id) | kept
        library.set(_key(document_id), json.dumps(edits, ensure_ascii=False))


def with_corrections(
    library: Library, document_id: int, metadata: Mapping[str, str]
) -> dict[str, str]:
    """A document's fields as its file states them, with the user's corrections."""
    fields = {**metadata, **_edits(library, document_id)}
    return {name: value for name, value in fields.items() if value}


def _edits(library: Library, document_id: int) -> dict[str, str]:
    edits: dict[str, str] = json.loads(library.get(_key(document_id)) or "{}")
    return edits


def _key(document_id: int) -> str:
    return f"edits:{document_id}"
