"""Quotes that a file claims: those of an export, or those approved in a file of cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.answer import KeptQuote, Source
from assistant.export.claims import claims
from assistant.testing import ENDINGS


def claimed_quotes(file: Path) -> list[KeptQuote]:
    """The quotes of an exported file or a file of cases, in its order.

    :raises UserError: when it is neither, or cannot be read.
    """
    return list(_approved(file)) if file.name.endswith(ENDINGS) else claims(file)


def _approved(file: Path) -> Iterator[KeptQuote]:
    """The quotes that somebody approved as what a scripted question must bring."""
    from assistant.testing.assertions import StableForm
    from assistant.testing.loading import load

    for case in load(file).cases:
        for assertion in (each for turn in case.turns for each in turn.assertions):
            if isinstance(assertion, StableForm) and not assertion.negated:
                for quote in assertion.value or ():
                    yield KeptQuote(quote.quote, 0, 0, Source(path=quote.document))
