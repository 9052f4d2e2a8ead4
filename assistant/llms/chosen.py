"""Which model the user wants, if any; nothing of a model is imported to find that there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.config import setting

if TYPE_CHECKING:
    from assistant.llms.llm import Model


class ChosenModel:
    """The user's model for one question after another: opened once, when first asked for."""

    def __init__(self, spec: str | None = None) -> None:
        self._spec = spec
        self._opened: list[Model | None] = []

    def get(self) -> Model | None:
        """:raises UserError: when it cannot be opened."""
        if not self._opened:
            self._opened.append(chosen_model(self._spec))
        return self._opened[0]


def chosen_model(spec: str | None = None) -> Model | None:
    """The model of a spec, else of `SHAWAHID_MODEL`, else of the settings; None when none is named.

    :raises UserError: when it cannot be opened.
    """
    spec = spec or setting("model")
    if not spec:
        return None
    from assistant.llms.llm import model_for

    return model_for(spec)
