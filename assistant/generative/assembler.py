"""What has come of a model's drafts so far: statements with their quotes, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answer import Dropped, Quotation, Quote, Statement, Unsupported
from assistant.generative.drafts import StatementDraft
from assistant.generative.prompting import Prompt
from assistant.generative.quotations import LookedUp, look_up
from assistant.generative.support_checks import unsupported_in
from assistant.grounding import ground
from assistant.llms import errors
from index.arabic import words
from index.store.library import Library
from index.types import Span

REPEATS = 3
"""Statements that only repeat an earlier one, after which a model is stopped."""


class Assembler:
    """Takes drafts one by one; numbers quotes in the order in which they are first cited."""

    def __init__(self, prompt: Prompt, library: Library, strict: bool) -> None:
        self.statements: list[Statement] = []
        self.quotes: list[Quote] = []
        self.quotations: list[Quotation] = []
        self.dropped: list[Dropped] = []
        self._prompt = prompt
        self._library = library
        self._strict = strict
        self._quote_numbers: dict[int, int] = {}
        """Of each source cited so far, by its number in the prompt."""
        self._said: set[tuple[str, ...]] = set()
        self._repeated = 0

    def add(self, draft: StatementDraft) -> Statement | None:
        """The draft as a statement that may be shown; None when it is left out.

        :raises ModelError: when the model keeps repeating itself.
        """
        if self._repeats(draft):
            return None
        sources = self._prompt.sources
        cited = [number for number in draft.sentences if 1 <= number <= len(sources)]
        text, looked_up = look_up(draft.text, cited, sources)
        moved = [n for each in looked_up if each.found for n in each.found.numbers]
        grounded = self._grounded(dict.fromkeys([*cited, *moved]), looked_up)
        unsupported = self._unsupported(text, [number for number, _ in grounded])
        if unsupported and self._strict:
            self.dropped.append(Dropped(text, unsupported))
            return None
        numbers = tuple(self._number(source, quote) for source, quote in grounded)
        self.quotations += [self._quotation(each) for each in looked_up]
        statement = Statement(text, numbers, unsupported)
        self.statements.append(statement)
        return statement

    def _repeats(self, draft: StatementDraft) -> bool:
        said = tuple(words(draft.text))
        if said not in self._said:
            self._said.add(said)
            return False
        self._repeated += 1
        if self._repeated >= REPEATS:
            raise errors.repeating()
        return True

    def _grounded(
        self, numbers: Iterable[int], looked_up: Sequence[LookedUp]
    ) -> list[tuple[int, Quote]]:
        """The sources that still stand in the library, as quotes."""
        found = []
        for number in numbers:
            source = self._prompt.sources[number - 1]
            marked = replace(source, short=_short(number, looked_up))
            quotes = ground(self._library, [marked])
            found += [(number, quote) for quote in quotes]
        return found

    def _unsupported(self, text: str, numbers: Sequence[int]) -> tuple[Unsupported, ...]:
        sources = [self._prompt.sources[number - 1] for number in numbers]
        passages = dict.fromkeys(source.hit for source in sources)
        return unsupported_in(
            text,
            self._prompt.question,
            [source.text for source in sources],
            ["\n".join((hit.title, *hit.passage.headings, hit.text)) for hit in passages],
        )

    def _number(self, source: int, quote: Quote) -> int:
        if source not in self._quote_numbers:
            self.quotes.append(quote)
            self._quote_numbers[source] = len(self.quotes)
        return self._quote_numbers[source]

    def _quotation(self, looked_up: LookedUp) -> Quotation:
        numbers = looked_up.found.numbers if looked_up.found else ()
        number = next((self._quote_numbers.get(source) for source in numbers), None)
        return Quotation(looked_up.written, looked_up.verdict, looked_up.features, number)


def _short(number: int, looked_up: Sequence[LookedUp]) -> Span | None:
    """Quoted words that stand whole in one source: what is emphasised in its quote."""
    for each in looked_up:
        if each.found and each.found.numbers == (number,):
            return each.found.source.span
    return None
