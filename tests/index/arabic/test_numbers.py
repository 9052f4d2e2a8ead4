"""Numbers are the same in words and in digits of any script."""

from __future__ import annotations

import pytest

from index.arabic.numbers import numbers_in


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("سنة ١٩٤٨", {"1948"}),
        ("سنة 1948م", {"1948"}),
        ("22,400 كتاب", {"22400"}),
        ("خمسة وعشرون كتابًا", {"25"}),
        ("ثلاثة عشر", {"13"}),
        ("مئتان وخمسون ألفًا", {"250000"}),
        ("ثلاثة آلاف ومئة", {"3100"}),
        ("مليون وخمسمئة ألف", {"1500000"}),
        ("ألف وتسعمئة وثمانية وأربعون", {"1948"}),
        ("بثلاثة كتب وخمسة أقلام", {"3", "5"}),
        ("أحد الكتب", set()),
        ("لا عدد هنا", set()),
    ],
)
def test_numbers_of_a_text(text: str, numbers: set[str]) -> None:
    assert numbers_in(text) == numbers
