"""The documents read last, whole, for all threads that read the library."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from index.types import Document

CACHED_CHARACTERS = 4_000_000
"""Of all documents kept in memory together: 8 MB of Arabic. The last one stays, however long."""

Key = tuple[int, int]
"""Id and revision."""


class DocumentCache:
    """Safe to use from threads."""

    def __init__(self) -> None:
        self._documents: OrderedDict[Key, Document] = OrderedDict()
        self._characters = 0
        self._lock = Lock()

    def get(self, key: Key) -> Document | None:
        with self._lock:
            if key in self._documents:
                self._documents.move_to_end(key)
            return self._documents.get(key)

    def put(self, key: Key, document: Document) -> None:
        """Keep a document, and let go of those that were not asked for longest."""
        with self._lock:
            if key in self._documents:  # another thread was faster
                return
            self._documents[key] = document
            self._characters += len(document.text)
            while len(self._documents) > 1 and self._characters > CACHED_CHARACTERS:
                _, oldest = self._documents.popitem(last=False)
                self._characters -= len(oldest.text)
