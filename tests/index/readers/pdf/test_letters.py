"""Where a file's map and its font's own program disagree, and which of the two is believed."""

from __future__ import annotations

import pytest

from index.readers.pdf.letters import is_misnamed


@pytest.mark.parametrize(
    ("mapped", "of_program"),
    [("5", "٤"), ("7", "١"), ("ر", "٣"), ("ر", "ـ"), ("1", "ـ")],
)
def test_digits_and_kashidas_that_the_map_has_wrong_are_the_programs(
    mapped: str, of_program: str
) -> None:
    assert is_misnamed(mapped, of_program)


@pytest.mark.parametrize(
    ("mapped", "of_program"),
    [("4", "٤"), ("٤", "4"), ("ـ", "ـ"), ("ر", "ز"), ("5", ""), ("لا", "ل")],
)
def test_the_same_digit_of_another_script_and_other_letters_are_the_maps(
    mapped: str, of_program: str
) -> None:
    assert not is_misnamed(mapped, of_program)
