"""What every assertion is: a form in a file of cases, held against an answer."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    NonNegativeFloat,
    Tag,
    WithJsonSchema,
)

from assistant.answer import Answer
from index.store.library import Library


class Form(BaseModel):
    """A part of a file of cases."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", coerce_numbers_to_str=True, use_attribute_docstrings=True
    )


Text = Annotated[str, WithJsonSchema({"type": ["string", "number"]})]
"""Kept as it is written: `1.40` is not 1.4."""


def _is_list(value: object) -> str:
    return "several" if isinstance(value, list | tuple) else "one"


OneOrMore = Annotated[
    Annotated[Text, Tag("one")] | Annotated[tuple[Text, ...], Field(min_length=1), Tag("several")],
    Discriminator(_is_list),
]
Fold = Literal["none", "ar"]


@dataclass(frozen=True, slots=True)
class Seen:
    """An answer as a case looks at it."""

    answer: Answer
    milliseconds: float
    library: Library

    @property
    def text(self) -> str:
        """The statements without the numbers of their quotes; empty when refused."""
        return " ".join(statement.text for statement in self.answer.statements)


class AssertionForm(Form):
    """What an answer must show."""

    type: str
    weight: NonNegativeFloat = 1
    """Beside the other assertions of its case; one of weight 0 is reported and never fails."""
    tells_right: ClassVar[bool] = False
    """Whether it tells a right answer from a wrong one: a threshold is fitted by such alone."""

    @property
    def name(self) -> str:
        """The type without `not-`."""
        return self.type.removeprefix("not-")

    @property
    def negated(self) -> bool:
        return self.type.startswith("not-")

    @abstractmethod
    def look(self, seen: Seen) -> tuple[bool, str]:
        """Whether the answer shows it, were it not negated, and what it shows."""

    def expected(self, answer: Answer) -> list[tuple[str, str | None]]:
        """Texts that the answer had to quote or to find and did not, each with the name of its
        document where one is named; empty where there is no such text to be looked for.
        """
        return []


@dataclass(frozen=True, slots=True)
class AssertionCheck:
    """Whether an assertion holds."""

    assertion: AssertionForm
    holds: bool
    found: str
    """What the answer shows where the assertion looks, unescaped; may be empty."""


def check_assertion(assertion: AssertionForm, seen: Seen) -> AssertionCheck:
    shown, found = assertion.look(seen)
    return AssertionCheck(assertion, shown != assertion.negated, found)


def one_of(forms: Sequence[type[AssertionForm]]) -> Any:  # noqa: ANN401 - a type, made while running
    """What pydantic tells forms apart by: the type that each names."""
    return Annotated[reduce(or_, forms), Field(discriminator="type")]
