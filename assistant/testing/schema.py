"""What a file of cases may say: one definition, for the loader and for the schema editors read."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, NonNegativeFloat, Tag, model_validator

from assistant.testing.assertion import Form, OneOrMore, Text
from assistant.testing.assertions import Assertion

SCHEMA_FILE = "qa.schema.json"
_MOST_QUOTES = 100


class TurnForm(Form):
    """One question of several, and what its own answer must show."""

    question: Annotated[str, Field(min_length=1)]
    asserts: tuple[Assertion, ...] = Field(default=(), alias="assert")


def _is_text(value: object) -> str:
    return "question" if isinstance(value, str) else "turn"


AnyTurn = Annotated[
    Annotated[str, Field(min_length=1), Tag("question")] | Annotated[TurnForm, Tag("turn")],
    Discriminator(_is_text),
]


class DefaultsForm(Form):
    """What every case of the file has unless it states its own."""

    asserts: tuple[Assertion, ...] = Field(default=(), alias="assert")
    """Before those of the case."""
    tags: tuple[str, ...] = ()
    """Before those of the case."""
    metadata: dict[str, Text] = Field(default={})
    threshold: Annotated[float, Field(ge=0, le=1)] | None = None
    """The least weighted mean of the assertions' scores; without it every one must hold."""
    weight: NonNegativeFloat | None = None
    """Of the case in the run's score; 1 unless given."""
    repeat: Annotated[int, Field(ge=1)] | None = None
    """How often it is asked, for models that answer now so, now so; 1 unless given."""
    pass_rate: Annotated[float, Field(gt=0, le=1)] | None = Field(default=None, alias="pass-rate")
    """The least share of the repeats that pass; 1 unless given."""


class XfailForm(Form):
    """A failure that is known to the last assertion."""

    reason: str
    fails: Annotated[tuple[str, ...], Field(min_length=1)]
    """The assertions that fail, by their types; `quotes 2` is the second `quotes` of the case. The
    run fails when one of them holds, and when any other fails."""


def _is_xfail(value: object) -> str:
    return "reason" if isinstance(value, str) else "mark"


AnyXfail = Annotated[
    Annotated[str, Tag("reason")] | Annotated[XfailForm, Tag("mark")], Discriminator(_is_xfail)
]


class CaseForm(DefaultsForm):
    """One case: a question, or several turns, with what the last answer must show."""

    description: str = ""
    question: Annotated[str, Field(min_length=1)] | None = None
    turns: Annotated[tuple[AnyTurn, ...], Field(min_length=1)] | None = None
    xfail: AnyXfail | None = None
    """Why the case is known to fail, and which of its assertions do; a reason alone forbids
    neither another failure nor a pass."""

    @model_validator(mode="after")
    def _asks_once(self) -> Self:
        if (self.question is None) == (self.turns is None):
            raise ValueError("a case has either `question` or `turns`")
        return self


class SettingsForm(Form):
    """How the questions of a file are asked."""

    top: Annotated[int, Field(ge=1, le=_MOST_QUOTES)] | None = None
    """Most quotes of an answer."""
    scope: tuple[str, ...] | None = None
    """The only documents to look in, named as in `cites`."""
    model: str | None = None
    """What writes the answers, as `ask --model` takes it; none unless given."""


class HeadForm(Form):
    """What a file says once for all its cases."""

    description: str = ""
    library: str | None = None
    """A library's folder, from the file's own."""
    corpus: OneOrMore | None = None
    """Files and folders, from the file's own, that a library is made of for these cases alone."""
    settings: SettingsForm = SettingsForm()
    defaults: DefaultsForm = DefaultsForm()

    @model_validator(mode="after")
    def _has_one_library(self) -> Self:
        if self.library is not None and self.corpus is not None:
            raise ValueError("a file has either `library` or `corpus`")
        return self


class FileForm(HeadForm):
    """A file of cases for Shawahid."""

    tests: str | tuple[CaseForm, ...]
    """The cases, or the file beside this one that holds them: CSV, JSONL or YAML."""


def schema() -> dict[str, Any]:  # whatever JSON Schema holds
    """JSON Schema (2020-12) of a YAML file of cases."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **FileForm.model_json_schema(),
    }
