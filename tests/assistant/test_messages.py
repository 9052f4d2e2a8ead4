"""What is said of every answer alike."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer
from assistant.messages import likelihood


@given(st.floats(0, 1), st.floats(0, 1))
def test_likelihoods_are_whole_percentages_in_the_order_of_their_probabilities(
    one: float, other: float
) -> None:
    shares = []
    for confidence in sorted((one, other)):
        told = likelihood(Answer("متى؟", (), (), (), None, confidence=confidence, likely=True))
        assert told
        shares.append(re.fullmatch(r"Likely \((\d+)%\)", told.en))

    low, high = (int(match[1]) for match in shares if match)
    assert 0 <= low <= high <= 100
