"""Follow-ups put into words of their own by a model, and by rule where it fails or invents."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Sequence
from contextlib import closing

from assistant.conversation.dialogue import Understood, understand
from assistant.conversation.turns import Turn
from assistant.generative.prompting import as_data
from assistant.generative.support_checks import unsupported_in
from assistant.generative.templates import filled, prompt_language
from assistant.llms.errors import ModelError
from assistant.llms.llm import LanguageModel
from index.arabic import stem, words, words_with_spans
from index.errors import Language

TURNS = 4
"""The last ones that the model sees; what a pronoun stands for is seldom further back."""
QUESTION_CHARACTERS = 300
"""Of a question that a model may make; a longer one is no rephrasing."""
_ANSWER_CHARACTERS = 400
_REPLY_CHARACTERS = 4_000
_SCHEMA = {
    "type": "object",
    "properties": {"question": {"type": "string"}},
    "required": ["question"],
    "additionalProperties": False,
}
_OBJECT = re.compile(r"\{[^{}]*\}")
_SPEAKERS: dict[Language, tuple[str, str]] = {"ar": ("سؤال", "جواب"), "en": ("Q", "A")}


def understand_with(
    model: LanguageModel, question: str, turns: Sequence[Turn]
) -> Generator[str, None, Understood]:
    """As `understand`, by a model; its empty pieces let the caller stop it by closing.

    The rephrased question is for the user to see and mend. One that adds a name, a number or a
    negation which the conversation does not have is not taken.
    """
    by_rule = understand(question, turns)
    if not turns:
        return by_rule
    language = prompt_language(question)
    dialogue = _dialogue(turns[-TURNS:], language)
    values = {"turns": dialogue, "question": as_data(question)}
    reply = ""
    try:
        prompts = filled("follow-up-rules", language), filled("follow-up", language, values)
        with closing(model.write(*prompts, _SCHEMA)) as pieces:
            for piece in pieces:
                reply += piece
                if len(reply) > _REPLY_CHARACTERS or _OBJECT.search(reply):
                    break
                yield ""
    except ModelError:
        return by_rule
    rephrased = _question(reply)
    if rephrased is None or unsupported_in(
        rephrased, question, [question, dialogue], [question, dialogue]
    ):
        return by_rule
    return Understood(rephrased, _carried(question, rephrased), by_rule.documents)


def _dialogue(turns: Sequence[Turn], language: Language) -> str:
    asked, answered = _SPEAKERS[language]
    return "\n".join(
        f"{asked}: {as_data(turn.understood)}\n"
        f"{answered}: {as_data(turn.answer.text[:_ANSWER_CHARACTERS])}"
        for turn in turns
    )


def _question(reply: str) -> str | None:
    """The question in the form that was asked for; None when there is none."""
    found = _OBJECT.search(reply)
    try:
        value = json.loads(found.group(), strict=False) if found else None
    except ValueError:
        return None
    text = value.get("question") if isinstance(value, dict) else None
    if not isinstance(text, str) or not text.isprintable() or len(text) > QUESTION_CHARACTERS:
        return None
    return " ".join(text.split()) or None


def _carried(question: str, rephrased: str) -> tuple[str, ...]:
    """The words that the rephrased question has and the question has not, as written."""
    own = {stem(word) for word in words(question)}
    return tuple(
        rephrased[word.start : word.end]
        for word in words_with_spans(rephrased)
        if stem(word.text) not in own
    )
