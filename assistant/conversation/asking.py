"""A conversation that goes on: each question is understood, answered and kept, step by step."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import closing

from assistant.answer import QUOTES, Answer
from assistant.answering import stream
from assistant.conversation.chats import Chats
from assistant.conversation.dialogue import Understood, understand
from assistant.conversation.referents import REMEMBERED
from assistant.conversation.turns import Turn
from assistant.llms.chosen import ChosenModel
from index.retrieval.search import Searcher
from index.types import Hit

__all__ = ["REMEMBERED", "Conversation", "Step"]

Step = Understood | Sequence[Hit] | str | Answer | Turn


class Conversation:
    """Questions in a row over one library; for one thread at a time."""

    def __init__(
        self,
        searcher: Callable[[], Searcher],
        model: ChosenModel,
        chats: Callable[[], Chats] | None = None,
        id: int | None = None,
        turns: Sequence[Turn] = (),
    ) -> None:
        """
        :param chats: where turns are kept; None when they are not.
        :param id: of the saved conversation that goes on; None for a new one.
        :param turns: those that it has had, oldest first; the last few are enough.
        """
        self.id = id
        """Among the saved conversations; None before the first turn is kept."""
        self.turns = list(turns[-REMEMBERED:])
        """The last few, oldest first."""
        self._searcher = searcher
        self._model = model
        self._chats = chats

    def ask(
        self, question: str, quotes: int = QUOTES, *, scope: Collection[int] | None = None
    ) -> Answer:
        """The answer to a question, which may depend on those before it; kept as a turn."""
        for step in self.stream(question, quotes, scope=scope):
            if isinstance(step, Answer):
                answer = step
        return answer

    def stream(
        self,
        question: str,
        quotes: int = QUOTES,
        *,
        scope: Collection[int] | None = None,
        as_it_stands: bool = False,
    ) -> Generator[Step]:
        """The same step by step: how it was understood, the hits, pieces of text, answer, turn.

        Pieces are empty while a model is waited for, also before it is understood. Closed before
        the turn has come, nothing of the question is kept.

        :param as_it_stands: whether nothing is carried over into the question.
        """
        understood = Understood(question)
        if not as_it_stands:
            understood = yield from self._understand(question)
        yield understood
        steps = stream(
            self._searcher(),
            understood.question,
            quotes,
            scope=scope,
            favoured=understood.documents,
            model=self._model.get(),
        )
        with closing(steps):
            for step in steps:
                yield step
                if isinstance(step, Answer):
                    yield self._kept(Turn(question, understood.question, step))

    def _understand(self, question: str) -> Generator[str, None, Understood]:
        """By the model where there is one."""
        model = self._model.get()
        if model is None:
            return understand(question, self.turns)
        from assistant.conversation.model_rewriting import understand_with

        return (yield from understand_with(model, question, self.turns))

    def _kept(self, turn: Turn) -> Turn:
        if self._chats is not None:
            chats = self._chats()
            if self.id is None:
                self.id = chats.create()
            chats.append(self.id, turn, self._searcher().library)
        self.turns = [*self.turns, turn][-REMEMBERED:]
        return turn
