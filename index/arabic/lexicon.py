"""Words that the reader takes for one another (months, small numbers) or takes no notice of."""

from __future__ import annotations

from index.arabic import FUNCTION_WORDS, fold
from index.arabic.variants import NUMBERS, SHORT_MONTHS


def folded(text: str) -> frozenset[str]:
    """The words of a list, folded as search folds them."""
    return frozenset(fold(text).split())


MONTHS = {name: f"شهر{number}" for name, number in SHORT_MONTHS.items()}
"""Folded month name to one token a month: شباط and فبراير match."""
DIGITS = {
    form[0]: str(number) for number, forms in NUMBERS.items() for form in forms if len(form) == 1
}
"""Folded number word to its digits: ثلاثة and 3 match, as do عشرون and 20."""

EMPTY_WORDS = FUNCTION_WORDS | folded(
    "تم يتم قام قامت يقوم تقوم كانت وكان أيضا عدة أحد إحدى جدا ذات ذو دون أكثر أقل أن بأن أنه "
    "عندما بينما التي الذي وهو كذلك منها وقد وقام لقد تلك بشكل غالبا"
)
"""Folded words that name nothing, in questions and in answers."""
