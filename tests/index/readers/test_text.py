"""Plain text stays as it is; only sure headings are marked in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.readers import extract
from index.types import Anchor, Block, Extraction


def headings(text: str) -> list[tuple[int, str]]:
    blocks = extract(Path("ملف.txt"), text.encode()).blocks
    return [(block.level, text[block.start : block.end]) for block in blocks]


def test_a_heading_at_the_very_beginning_is_the_title() -> None:
    text = "دليل الموظف الجديد\n\nيصل الموظف إلى مقر عمله قبل بدء الدوام بربع ساعة.\n"

    assert extract(Path("guide.txt"), text.encode()) == Extraction(
        text=text,
        title="دليل الموظف الجديد",
        blocks=(Block("heading", 0, 18, level=1),),
        encoding="utf-8",
    )


def test_a_headline_over_its_byline_is_the_title() -> None:
    news = "بدأت صباح اليوم أعمال ترميم السور القديم من جهته الشمالية، وقال المهندس إن العمل يطول."

    assert headings(f"ترميم السور القديم\nحلب – مراسلنا\n3 أيار 2024\n\n{news}\n") == [
        (1, "ترميم السور القديم")
    ]


def test_the_first_line_of_wrapped_prose_is_no_title() -> None:
    assert headings("كان في قديم الزمان ملك عادل\nيحبه الناس كلهم.\n\nثم مات.\n") == []


def test_articles_of_a_law_are_headings_by_their_rank() -> None:
    text = """\
الباب الأول
الفصل الثاني: في الإجازات
المادة (3)
يستحق الموظف إجازة سنوية مدتها ثلاثون يومًا.
مادة 4:
لا تُحتسب العطل الرسمية من الإجازة.
المادةُ الحادية عشرة
الفصل الخامس والعشرون - أحكام ختامية
"""

    assert headings(text) == [
        (2, "الباب الأول"),
        (3, "الفصل الثاني: في الإجازات"),
        (4, "المادة (3)"),
        (4, "مادة 4:"),
        (4, "المادةُ الحادية عشرة"),
        (3, "الفصل الخامس والعشرون - أحكام ختامية"),
    ]


def test_a_short_line_between_blank_ones_above_prose_is_a_heading() -> None:
    text = """\
وصلت القافلة مساء.

أسواق المدينة

كان في المدينة ثلاثة أسواق، أكبرها سوق القمح عند الباب الشرقي.
"""

    assert headings(text) == [(2, "أسواق المدينة")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("نص المادة 5 من القانون\nتسري أحكام المادة 5\n", id="an article in prose"),
        pytest.param("قفا نبك من ذكرى حبيب ومنزل\nبسقط اللوى بين الدخول فحومل\n", id="verse"),
        pytest.param("تمهيد أول.\n\nوصلنا!\n\nثم سرنا في الوادي حتى بلغنا القرية.", id="sentences"),
        pytest.param("كلام.\n\n- بند\n\nثم سرنا في الوادي حتى بلغنا القرية.", id="a list"),
        pytest.param("كلام.\n\n* * *\n\nثم سرنا في الوادي حتى بلغنا القرية.", id="ornament"),
        pytest.param("كلام.\n\nخاتمة الكتاب\n", id="nothing below"),
    ],
)
def test_what_may_be_anything_else_is_no_heading(text: str) -> None:
    assert headings(text) == []


def test_form_feeds_number_the_pages() -> None:
    text = "صفحة أولى.\n\fصفحة ثانية.\n\f\fرابعة.\f"

    assert extract(Path("كتاب.txt"), text.encode()) == Extraction(
        text=text,
        title="كتاب",
        anchors=(Anchor(0, "1"), Anchor(12, "2"), Anchor(25, "3"), Anchor(26, "4")),
        encoding="utf-8",
    )
