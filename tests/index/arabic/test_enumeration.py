"""Markers of list items, and what only looks like one."""

from __future__ import annotations

import pytest

from index.arabic.enumeration import announces, list_marker


@pytest.mark.parametrize(
    ("line", "series", "number"),
    [
        ("- مقارّ القيادة", "-", 0),
        ("• مواقع الصواريخ", "•", 0),
        ("١. تعويض المزارعين", "1.", 1),
        ("12) تركيب جهاز", "1)", 12),
        ("(3) تركيب جهاز", "1()", 3),
        ("(أ) التأخر عن الدفع", "أ()", 1),
        ("ب- استعمال المحل", "أ-", 2),
        ("أولًا: الري بغير صرف", "أولا", 1),
        ("ثالثًا، الضخ الجائر", "أولا", 3),
        ("الخطوة الأولى شبكة صرف", "الأول", 1),
        ("والثانية الغسل بماء عذب", "الأول", 2),
        ("أما الرابع فزراعة الشعير", "الأول", 4),
        ("**2.** كتاب آخر", "1.", 2),
    ],
)
def test_an_item_begins_with_its_marker(line: str, series: str, number: int) -> None:
    marker = list_marker(line, 0)

    assert marker is not None
    assert (marker.series, marker.number) == (series, number)


@pytest.mark.parametrize(
    "line",
    ["12.5 دينار", "1990 سنة القحط", "20 - 30 كتابًا", "المادة الثانية: التعريفات", "ورأى المزارع"],
)
def test_other_numbers_and_divisions_of_a_law_mark_no_item(line: str) -> None:
    assert list_marker(line, 0) is None


@pytest.mark.parametrize(
    ("one", "other", "follows"),
    [
        ("١. أول", "٢. ثان", True),
        ("١. أول", "٣. ثالث", False),
        ("(ب) كذا", "(ج) كذا", True),
        ("ب- كذا", "ت- كذا", True),
        ("أولًا: كذا", "ثانيًا: كذا", True),
        ("- كذا", "- كذا", True),
        ("- كذا", "• كذا", False),
        ("١. أول", "٢) ثان", False),
    ],
)
def test_an_item_follows_the_one_before_it(one: str, other: str, follows: bool) -> None:
    first, second = list_marker(one, 0), list_marker(other, 0)

    assert first is not None
    assert second is not None
    assert second.follows(first) is follows


def test_a_list_is_announced_by_a_colon_or_by_words() -> None:
    assert announces("وأهم أسبابه أربعة:")
    assert announces("للتملّح نوعان.")
    assert not announces("وبقي الجسر على حاله.")
