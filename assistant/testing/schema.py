"""What a file of cases may say: one definition, for the loader and for the schema editors read.

Names that promptfoo knows mean here what they mean there; every assertion has a `not-` form.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    NonNegativeFloat,
    Tag,
    WithJsonSchema,
    model_validator,
)

from assistant.answer import RefusalReason
from assistant.answering import HITS

SCHEMA_FILE = "qa.schema.json"
_MOST_QUOTES = 100


class _Form(BaseModel):
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


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from error
    return text


class AssertionForm(_Form):
    """What an answer must show."""

    type: str
    weight: NonNegativeFloat = 1
    """Beside the other assertions of its case; one of weight 0 is told and never fails."""

    @property
    def name(self) -> str:
        """The type without `not-`."""
        return self.type.removeprefix("not-")

    @property
    def negated(self) -> bool:
        return self.type.startswith("not-")


class TextForm(AssertionForm):
    """Of the answer's text: its statements, without the numbers of their quotes."""

    type: Literal[
        "contains",
        "not-contains",
        "icontains",
        "not-icontains",
        "equals",
        "not-equals",
        "starts-with",
        "not-starts-with",
    ]
    value: Text


class RegexForm(AssertionForm):
    """A regular expression that is found in the answer's text."""

    type: Literal["regex", "not-regex"]
    value: Annotated[str, AfterValidator(_pattern)]


class SomeTextsForm(AssertionForm):
    """Any or all of the texts; one text is cut at its commas."""

    type: Literal["contains-any", "not-contains-any", "contains-all", "not-contains-all"]
    value: OneOrMore

    @property
    def texts(self) -> tuple[str, ...]:
        if isinstance(self.value, str):
            return tuple(text.strip() for text in self.value.split(","))
        return self.value


class LevenshteinForm(AssertionForm):
    """At most so many code points to change in the answer's text."""

    type: Literal["levenshtein", "not-levenshtein"]
    value: Text
    threshold: NonNegativeFloat = 5


class LatencyForm(AssertionForm):
    """The answer takes at most so many milliseconds."""

    type: Literal["latency", "not-latency"]
    threshold: NonNegativeFloat


class QuotesForm(AssertionForm):
    """The text, or one of the texts, stands in a quote."""

    type: Literal["quotes", "not-quotes"]
    value: OneOrMore
    fold: Fold = "ar"
    """`ar` compares as search does; `none` letter by letter, tashkeel included."""

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.value,) if isinstance(self.value, str) else self.value


class CitesForm(AssertionForm):
    """A document is quoted; on this page, or over this span."""

    type: Literal["cites", "not-cites"]
    value: str
    """The document: its path, or the last parts of it, or its title."""
    page: Text | None = None
    span: tuple[int, int] | None = None
    """Code points `[start, end)` that one quote must cover."""
    tolerance: Annotated[int, Field(ge=0)] = 0
    """Code points that the quote may lack at either end."""


class ShortAnswerForm(AssertionForm):
    """The short answer, compared by its folded words with one or more acceptable ones."""

    type: Literal["short-answer", "not-short-answer"]
    value: OneOrMore
    threshold: Annotated[float, Field(gt=0, le=1)] = 1
    """The least F1 of words; 1 for the same words."""

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.value,) if isinstance(self.value, str) else self.value


class AbstainsForm(AssertionForm):
    """The question is refused, for this reason when one is given."""

    type: Literal["abstains", "not-abstains"]
    value: RefusalReason | None = None


class RetrievesForm(AssertionForm):
    """A passage of the document, or one that the text stands in, is among the first `k`."""

    type: Literal["retrieves", "not-retrieves"]
    value: str | None = None
    """The document, as in `cites`."""
    passage: str | None = None
    """Words of the passage, compared as search does."""
    k: Annotated[int, Field(ge=1, le=HITS)] = HITS

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if self.value is None and self.passage is None:
            raise ValueError("`retrieves` needs a document as `value`, or a `passage`")
        return self


class ForbidsForm(AssertionForm):
    """No quote is from this document."""

    type: Literal["forbids", "not-forbids"]
    value: str


class ApprovedQuote(_Form):
    """A quote as it was when somebody approved it."""

    document: str
    """Its file's name."""
    quote: str


class StableForm(AssertionForm):
    """The same quotes as approved, in their order; `shawahid test --approve` writes them."""

    type: Literal["stable", "not-stable"]
    value: tuple[ApprovedQuote, ...] | None = None


class GroundedForm(AssertionForm):
    """Every statement rests on quotes that their documents hold; always checked, asked or not."""

    type: Literal["grounded", "not-grounded"]


Assertion = Annotated[
    TextForm
    | RegexForm
    | SomeTextsForm
    | LevenshteinForm
    | LatencyForm
    | QuotesForm
    | CitesForm
    | ShortAnswerForm
    | AbstainsForm
    | RetrievesForm
    | ForbidsForm
    | StableForm
    | GroundedForm,
    Field(discriminator="type"),
]
ASSERTION_TYPES = frozenset(
    name
    for form in get_args(get_args(Assertion)[0])
    for name in get_args(form.model_fields["type"].annotation)
)
"""Every type of assertion, those with `not-` too."""


class TurnForm(_Form):
    """One question of several, and what its own answer must show."""

    question: Annotated[str, Field(min_length=1)]
    asserts: tuple[Assertion, ...] = Field(default=(), alias="assert")


def _is_text(value: object) -> str:
    return "question" if isinstance(value, str) else "turn"


AnyTurn = Annotated[
    Annotated[str, Field(min_length=1), Tag("question")] | Annotated[TurnForm, Tag("turn")],
    Discriminator(_is_text),
]


class DefaultsForm(_Form):
    """What every case of the file has, unless it says otherwise."""

    asserts: tuple[Assertion, ...] = Field(default=(), alias="assert")
    """Before those of the case."""
    tags: tuple[str, ...] = ()
    """Before those of the case."""
    metadata: dict[str, Text] = {}
    threshold: Annotated[float, Field(ge=0, le=1)] | None = None
    """The least weighted mean of the assertions' scores; without it every one must hold."""
    weight: NonNegativeFloat | None = None
    """Of the case in the run's score; 1 unless given."""
    repeat: Annotated[int, Field(ge=1)] | None = None
    """How often it is asked, for models that answer now so, now so; 1 unless given."""
    pass_rate: Annotated[float, Field(gt=0, le=1)] | None = Field(default=None, alias="pass-rate")
    """The least share of the repeats that pass; 1 unless given."""


class XfailForm(_Form):
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


class SettingsForm(_Form):
    """How the questions of a file are asked."""

    top: Annotated[int, Field(ge=1, le=_MOST_QUOTES)] | None = None
    """Most quotes of an answer."""
    scope: tuple[str, ...] | None = None
    """The only documents to look in, named as in `cites`."""
    model: str | None = None
    """What writes the answers, as `ask --model` takes it; none unless given."""


class HeadForm(_Form):
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
