"""Months of every calendar are known by each of their names."""

from __future__ import annotations

import pytest

from index.arabic.calendar import MONTHS, Month
from index.arabic.folding import fold


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("غشت", Month("gregorian", 8)),
        ("شتنبر", Month("gregorian", 9)),
        ("يوليوز", Month("gregorian", 7)),
        ("دجنبر", Month("gregorian", 12)),
        ("نونبر", Month("gregorian", 11)),
        ("جانفي", Month("gregorian", 1)),
        ("تشرين الأول", Month("gregorian", 10)),
        ("August", Month("gregorian", 8)),
        ("رمضان", Month("hijri", 9)),
        ("ذي الحجة", Month("hijri", 12)),
        ("برمهات", Month("coptic", 7)),
        ("إسفند", Month("persian", 12)),
    ],
)
def test_a_month_is_known_by_each_of_its_names(name: str, month: Month) -> None:
    assert MONTHS[tuple(fold(name).split())] == month
