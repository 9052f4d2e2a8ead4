"""Does a model answer, stream, and follow the form in which it is to cite?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter

from assistant.generative.drafts import DraftReader, StatementDraft
from assistant.generative.prompting import Prompt, prompt_for
from assistant.generative.templates import filled
from assistant.llms.errors import ModelError, Unconstrained
from assistant.llms.llm import LanguageModel
from index.errors import Message
from index.types import Hit, Passage


@dataclass(frozen=True, slots=True)
class ModelCheck:
    """What a model did with a small question."""

    answers: bool
    streams: bool
    """Whether its words came in more than one piece."""
    constrained: bool
    """Whether the server accepted a schema, so that numbers that do not exist cannot be cited."""
    cites: bool
    """Whether it wrote statements in our form, all citing sentences that exist."""
    first_word_s: float | None
    """Seconds until its first words; None when there were none."""
    cause: Message | None
    """Why it failed; None when it did not."""

    @property
    def good(self) -> bool:
        return self.answers and self.streams and self.cites

    def report(self) -> Iterator[Message]:
        """One line for each thing that was looked at."""
        wait_s = f" ({self.first_word_s:.1f} s)" if self.first_word_s else ""
        yield _line(self.answers, "يجيب" + wait_s, "answers" + wait_s)
        yield _line(self.streams, "يجيب شيئًا فشيئًا", "streams")
        yield _line(self.cites, "يلتزم صيغة الإسناد", "follows the form of citing")
        yield _line(
            self.constrained,
            "لا يستطيع أن يسند إلى ما لا وجود له",
            "cannot cite what does not exist",
        )
        if self.cause:
            yield self.cause


def _line(good: bool, ar: str, en: str) -> Message:
    mark = "✓" if good else "✗"
    return Message(f"{mark} {ar}", f"{mark} {en}")


def check_model(model: LanguageModel) -> ModelCheck:
    """Ask the model one question about one text of ours."""
    question, text = filled("check-question", "ar"), filled("check-source", "ar")
    hit = Hit(Passage(1, 1, 0, len(text)), "", text, 0.0, 0.0, 0.0, None, None)
    prompt = prompt_for(question, [hit])
    asked = _ask(model, prompt, constrained=True)
    if isinstance(asked.error, Unconstrained):
        asked = _ask(model, prompt, constrained=False)
    cited = [number for draft in asked.drafts for number in draft.sentences]
    return ModelCheck(
        answers=asked.pieces > 0,
        streams=asked.pieces > 1,
        constrained=asked.constrained and asked.error is None,
        cites=asked.closed and bool(cited) and set(cited) <= set(range(1, len(prompt.sources) + 1)),
        first_word_s=asked.first_word_s,
        cause=asked.error.cause if asked.error else None,
    )


@dataclass(slots=True)
class _Asked:
    """One request and what came of it."""

    constrained: bool
    drafts: list[StatementDraft]
    pieces: int = 0
    closed: bool = False
    first_word_s: float | None = None
    error: ModelError | None = None


def _ask(model: LanguageModel, prompt: Prompt, *, constrained: bool) -> _Asked:
    asked = _Asked(constrained, [])
    reader = DraftReader()
    start = perf_counter()
    try:
        for piece in model.write(
            prompt.system, prompt.user, prompt.schema if constrained else None
        ):
            if not piece:
                continue
            asked.pieces += 1
            asked.first_word_s = asked.first_word_s or perf_counter() - start
            asked.drafts += reader.feed(piece)
    except ModelError as error:
        asked.error = error
    asked.closed = reader.closed
    return asked
