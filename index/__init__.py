"""Documents → a searchable library, and its parts for LlamaIndex programs."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.llamaindex import BuiltinEmbedding, LibraryRetriever, PassageParser
    from index.store.library import Library

__all__ = ["BuiltinEmbedding", "Library", "LibraryRetriever", "PassageParser"]

_MODULES = {
    "BuiltinEmbedding": "index.llamaindex",
    "Library": "index.store.library",
    "LibraryRetriever": "index.llamaindex",
    "PassageParser": "index.llamaindex",
}


def __getattr__(name: str) -> object:
    # LlamaIndex takes over a second to import; `import index` must not pay for it.
    if name not in _MODULES:
        raise AttributeError(name)
    return getattr(import_module(_MODULES[name]), name)
