"""The quotes that a file of cases approves, and whether they still stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.answer import KeptQuote, Source
from assistant.verification.status import CheckedClaim
from assistant.verification.verify import verify_quotes
from index.store.library import Library


def verify_approved(
    file: Path, library: Library | None = None, sources: Sequence[Path] = ()
) -> list[CheckedClaim]:
    """Whether the approved quotes of a file of cases still stand: as `verify` of exports.

    :raises UserError: when the file cannot be read, or holds none.
    """
    return verify_quotes(list(approved_quotes(file)), file, library, sources)


def approved_quotes(file: Path) -> Iterator[KeptQuote]:
    """The quotes that somebody approved as what a scripted question must bring."""
    from assistant.testing.assertions import StableForm
    from assistant.testing.loading import load_cases

    for case in load_cases(file).cases:
        for assertion in (each for turn in case.turns for each in turn.assertions):
            if isinstance(assertion, StableForm) and not assertion.negated:
                for quote in assertion.value or ():
                    yield KeptQuote(quote.quote, 0, 0, Source(path=quote.document))
