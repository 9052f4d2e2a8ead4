"""Dates say what they say, in the calendar that they name."""

from __future__ import annotations

import pytest

from assistant.export.dates import Dated, dated


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-03-03", Dated((2024, 3, 3))),
        ("2022-05-20T10:00:00Z", Dated((2022, 5, 20))),
        ("2022-05", Dated((2022, 5))),
        ("١٩٨٣", Dated((1983,))),
        ("١٩٨٣م", Dated((1983,))),
        ("2 شباط/فبراير 2024", Dated((2024, 2, 2))),
        ("أيلول/سبتمبر 2022", Dated((2022, 9))),
        ("12 May 1999", Dated((1999, 5, 12))),
        ("5 غشت 2020", Dated((2020, 8, 5))),
        ("١٧ شتنبر ٢٠١٩", Dated((2019, 9, 17))),
        ("1 يوليوز 2011م", Dated((2011, 7, 1))),
        ("30 نونبر 2008", Dated((2008, 11, 30))),
        ("دجنبر 1999", Dated((1999, 12))),
        ("3 إبريل 2001", Dated((2001, 4, 3))),
        ("3 تِشرين الأوّل 2001", Dated((2001, 10, 3))),
        ("١٤٤٣ هـ / ٢٠٢٢م", Dated((2022,), "١٤٤٣ هـ")),
        ("١٤٠٣ هـ", Dated((), "١٤٠٣ هـ")),
        (
            "4 يونيو 2023م، الموافق 15 ذي القعدة 1444 هـ",
            Dated((2023, 6, 4), "15 ذي القعدة 1444 هـ"),
        ),
        ("", Dated()),
    ],
)
def test_what_is_certain_of_a_date(written: str, expected: Dated) -> None:
    assert dated(written) == expected


@pytest.mark.parametrize("written", ["1403", "نحو سنة 300", "2024-13-01", "د.ت", "5 برمهات 1735"])
def test_what_is_not_certain_stays_in_words(written: str) -> None:
    assert dated(written) == Dated(literal=written)


def test_a_hijri_date_may_be_stated_apart() -> None:
    assert dated("1983", "١٤٠٣ هـ").words == "١٤٠٣ هـ / 1983"
