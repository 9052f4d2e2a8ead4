"""Which model the user wants, if any; nothing of a model is imported to find that there is none."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from assistant.config import setting

if TYPE_CHECKING:
    from assistant.llms.llm import LanguageModel


class ChosenModel:
    """A model for one question after another: opened once, when first asked for."""

    def __init__(self, model: str | LanguageModel | None) -> None:
        """:param model: or its spec; None when the documents speak for themselves."""
        self._model = model
        self._lock = Lock()

    def get(self) -> LanguageModel | None:
        """:raises UserError: when it cannot be opened."""
        with self._lock:
            if isinstance(self._model, str):
                from assistant.llms.llm import model_for

                self._model = model_for(self._model)
            return self._model


def chosen_spec(spec: str | None = None) -> str | None:
    """The spec of the user's model: the one given, else of `SHAWAHID_MODEL` or of the settings."""
    return spec or setting("model") or None
