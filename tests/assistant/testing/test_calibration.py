"""Where to refuse, learnt from cases that have an answer and cases that have none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.assistant import Assistant
from assistant.testing.calibration import MOST_WRONG, CalibrationSample, calibrate, samples
from assistant.testing.loading import load_cases
from index.errors import UserError

RIGHT = [CalibrationSample(confidence / 10, True, True) for confidence in (5, 6, 7, 8, 9)]
UNANSWERABLE = [CalibrationSample(confidence / 10, False, False) for confidence in (0, 1, 2, 3, 4)]


def test_a_threshold_between_both_kinds_answers_all_and_nothing_wrong() -> None:
    fitted = calibrate([*RIGHT, *UNANSWERABLE], present=0.75).fitted

    assert fitted.threshold == pytest.approx(0.45)
    assert (fitted.answered, fitted.wrong) == (1.0, 0.0)


def test_the_threshold_in_use_is_shown_beside_it() -> None:
    present = calibrate([*RIGHT, *UNANSWERABLE], present=0.75).present

    assert (present.answered, present.wrong) == (0.4, 0.0)


def test_a_wrong_answer_to_an_answerable_question_counts_as_wrong() -> None:
    seen = [*RIGHT, CalibrationSample(0.99, True, False), *UNANSWERABLE]

    lowest = calibrate(seen, present=0.5).points[0]

    assert lowest.answered == 1.0
    assert lowest.wrong == pytest.approx(6 / 11)


def test_where_no_threshold_is_good_the_fewest_are_wrong() -> None:
    seen = [CalibrationSample(each / 10, True, each % 2 == 0) for each in range(8)]
    seen += [CalibrationSample(0.8 + each / 100, False, False) for each in range(5)]

    fitted = calibrate(seen, present=0.5).fitted

    assert fitted.wrong == min(p.wrong for p in calibrate(seen, present=0.5).points)


def test_too_few_cases_of_a_kind_are_told() -> None:
    with pytest.raises(UserError, match="4 unanswerable"):
        calibrate([*RIGHT, *UNANSWERABLE[:4]], present=0.5)


SAMPLES = st.lists(
    st.builds(CalibrationSample, st.floats(0, 1), st.booleans(), st.booleans()),
    min_size=1,
    max_size=30,
)


@given(SAMPLES)
def test_a_higher_threshold_never_answers_more(seen: list[CalibrationSample]) -> None:
    calibration = calibrate([*seen, *RIGHT, *UNANSWERABLE], present=0.5)

    answered = [point.answered for point in calibration.points]
    assert answered == sorted(answered, reverse=True)
    assert calibration.fitted in calibration.points
    good = [p.answered for p in calibration.points if p.wrong <= MOST_WRONG and p.answered]
    if good:
        assert calibration.fitted.answered == max(good)


def test_cases_that_say_what_is_right_or_that_nothing_is_become_samples(
    cities: Assistant, here: Path
) -> None:
    path = here / "ق.qa.yaml"
    path.write_text(
        """
settings: {top: 1}
tests:
  - question: متى أُسست القاهرة؟
    assert: [{type: quotes, value: 969م}]
  - question: متى أُسست القاهرة؟
    assert: [{type: quotes, value: 970م}]
  - question: ما عاصمة اليابان؟
    assert: [{type: abstains}]
  - question: لا تقول هذه شيئًا
    assert: [{type: not-quotes, value: س}]
  - turns: [متى أُسست القاهرة؟, من بنى البصرة؟]
    assert: [{type: quotes, value: عتبة}]
""",
        encoding="utf-8",
    )

    right, wrong, none = samples(cities, load_cases(path))

    assert [(each.answerable, each.right) for each in (right, wrong, none)] == [
        (True, True),
        (True, False),
        (False, False),
    ]
    assert right.confidence > none.confidence
