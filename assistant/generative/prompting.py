"""Hits → prompt: the passages' sentences, numbered, so that a model can point instead of quote.

What comes from documents is data: it is escaped, keeps to its line, and has no way out of the
block that holds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from assistant.controls import visible_line
from assistant.generative.templates import filled, prompt_language
from assistant.grounding import Finding
from index.arabic import sentences
from index.splitting import count_tokens_as_written
from index.types import Hit, Span

PROMPT_TOKENS = 4_000
"""Most that the numbered sentences weigh, counted by `o200k_base`. Other tokenizers need up to
half as many again for Arabic; with rules and answer that fits a window of 8,192."""
_TITLE_CHARACTERS = 200
"""Of a document's title with its headings: a file's name can be long, and anyone's words."""
_MOST_SENTENCES_CITED = 5
"""By one statement, where the server can hold the model to it."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked, and what its numbers stand for."""

    question: str
    system: str
    user: str
    sources: tuple[Finding, ...]
    """In the order of their numbers, the first being 1."""

    @property
    def schema(self) -> dict[str, Any]:  # a JSON schema
        """The form of the answer; numbers of sentences that are not there do not fit it."""
        numbers = {"type": "integer", "enum": list(range(1, len(self.sources) + 1))}
        statement = {
            "sentences": {
                "type": "array",
                "items": numbers,
                "minItems": 1,
                "maxItems": _MOST_SENTENCES_CITED,
            },
            "text": {"type": "string"},
        }
        return _object({"statements": {"type": "array", "items": _object(statement)}})


def prompt_for(question: str, hits: Sequence[Hit], budget: int = PROMPT_TOKENS) -> Prompt:
    """The question with as many sentences of the best hits as fit.

    :param budget: tokens of the numbered sentences.
    """
    language = prompt_language(question)
    sources, documents = _packed(_sources(hits), budget)
    values = {"documents": documents, "question": as_data(question)}
    return Prompt(
        question,
        filled("rules", language),
        filled("question", language, values),
        tuple(sources),
    )


def _sources(hits: Iterable[Hit]) -> Iterator[Finding]:
    for hit in hits:
        start = hit.body_start
        for span in sentences(hit.text[start:]):
            yield Finding(hit, Span(start + span.start, start + span.end))


def _packed(sources: Iterable[Finding], budget: int) -> tuple[list[Finding], str]:
    """The first sources that fit together, and how they are shown."""
    packed: list[Finding] = []
    lines: list[str] = []
    for source in sources:
        added = [f"[{len(packed) + 1}] {as_data(source.text)}"]
        if not packed or packed[-1].hit is not source.hit:
            added = [*(["</document>"] if packed else []), _opening(source.hit), *added]
        budget -= count_tokens_as_written("\n".join(added))
        if budget < 0:
            break
        packed.append(source)
        lines += added
    return packed, "\n".join([*lines, "</document>"] if packed else [])


def as_data(text: str) -> str:
    """Words of others on one line, with nothing that a block or a terminal would obey."""
    return escape(visible_line(text), quote=False)


def _opening(hit: Hit) -> str:
    names = " › ".join((hit.title, *hit.passage.headings))
    return f'<document title="{escape(visible_line(names)[:_TITLE_CHARACTERS])}">'


def _object(properties: dict[str, Any]) -> dict[str, Any]:  # JSON schemas
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
