"""Question → grounded answer, and the rooms where it is asked for."""

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.answer import Answer, Quote, Refusal
    from assistant.assistant import Assistant

__all__ = ["Answer", "Assistant", "Quote", "Refusal"]

_MODULES = {
    "Answer": "assistant.answer",
    "Assistant": "assistant.assistant",
    "Quote": "assistant.answer",
    "Refusal": "assistant.answer",
}


def __getattr__(name: str) -> object:
    # A page of help, and pytest in somebody else's project, import the package alone.
    if name not in _MODULES:
        raise AttributeError(name)
    return getattr(import_module(_MODULES[name]), name)


# Our matrices are small: a second thread of OpenBLAS's costs more to wake than it saves, and
# made reading three times slower. It has to be said before NumPy is imported; in a run of pytest,
# where we may be a plugin of somebody else's tests, it is not ours to say.
if "_pytest" not in sys.modules:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
