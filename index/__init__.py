"""Documents → a searchable library, and its parts for LlamaIndex programs."""

import os
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.llamaindex import BuiltinEmbedding, LibraryRetriever, PassageParser
    from index.store.library import Library

# ONNX Runtime, which Chroma loads too, reports to its maker unless this stands before it is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

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
