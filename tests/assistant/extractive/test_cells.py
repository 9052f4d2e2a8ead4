"""A question over a table is told the one cell, its row and the names of its columns."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answer import Answer
from assistant.answering import ask
from index.ingest import add
from index.retrieval.search import Searcher
from index.store.library import Library

PRICES = """# نشرة أسعار سوق الزيتونة

تصدر النشرة كل أحد عن إدارة السوق.

| الصنف | الوحدة | السعر (دينار) | المصدر |
|---|---|---|---|
| الطماطم | صندوق | 14 | وادي الرمان |
| الخيار | صندوق | 12 | بيوت السهل |
| الفلفل الحار | كيس | 19 | وادي الرمان |
| البطاطا | كيس | 21 | المرتفعات |
"""
BUDGET = """<title>موازنة بلدية النخلتين</title><h1>موازنة بلدية النخلتين</h1>
<p>صادق المجلس البلدي على الموازنة بالإجماع.</p><h2>النفقات</h2>
<table><tr><th>البند (بآلاف الدراهم)</th><th>2021</th><th>2022</th></tr>
<tr><td>صيانة الطرق</td><td>1,950</td><td>2,700</td></tr>
<tr><td>الإنارة العامة</td><td>640</td><td>585</td></tr>
<tr><td>المجموع</td><td>2,590</td><td>3,285</td></tr></table>"""
DAMS = """# سدّان على نهر واحد

| | سد المضيق | سد الغدير |
|---|---|---|
| الارتفاع | 74 م | 39 م |
| السعة (مليون م³) | 128 | 212 |
"""
GOODS = "# بضائع متجر النور\n\n| البضاعة | المخزن | السعر (درهم) |\n|---|---|---|\n" + "\n".join(
    f"| {thing} {stuff} {size} | المخزن {side} | {100 + at} |"
    for at, (thing, stuff, size, side) in enumerate(
        (thing, stuff, size, side)
        for thing in ("ثوب", "معطف", "وشاح", "مقعد", "إبريق")
        for stuff in ("قطني", "جلدي", "خشبي", "نحاسي")
        for size, side in (("كبير", "الشرقي"), ("صغير", "الغربي"), ("طويل", "الشرقي"))
    )
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("tables")
    files = {"prices.md": PRICES, "budget.html": BUDGET, "dams.md": DAMS, "goods.md": GOODS}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Library.create(folder / "library") as own:
        list(add(own, [folder / name for name in files]))
        yield own


def asked(library: Library, question: str) -> Answer:
    return ask(Searcher.open(library), question)


def told(answer: Answer) -> tuple[str | None, str | None, list[str]]:
    """The headline, the cell in it, and the first two quotes."""
    cell = answer.quotes[0].short_text if answer.quotes else None
    return answer.headline, cell, [quote.text for quote in answer.quotes[:2]]


def test_the_cell_is_told_with_the_heading_of_its_column_its_row_and_the_heading_row(
    library: Library,
) -> None:
    answer = asked(library, "كم سعر الخيار؟")

    assert told(answer) == (
        "السعر (دينار): 12",
        "12",
        ["الخيار | صندوق | 12 | بيوت السهل", "الصنف | الوحدة | السعر (دينار) | المصدر"],
    )
    assert answer.statements[0].quotes == (1, 2)


@pytest.mark.parametrize(
    ("question", "headline", "row"),
    [
        ("كم ثمن البطاطا بالدينار؟", "السعر (دينار): 21", "البطاطا | كيس | 21 | المرتفعات"),
        ("ما مصدر الطماطم؟", "المصدر: وادي الرمان", "الطماطم | صندوق | 14 | وادي الرمان"),
        (
            "كم أنفقت البلدية على صيانة الطرق سنة 2022؟",
            "2022: 2,700",
            "صيانة الطرق | 1,950 | 2,700",
        ),
        ("كم كانت نفقات الإنارة العامة عام ٢٠٢١؟", "2021: 640", "الإنارة العامة | 640 | 585"),
        ("كم ارتفاع سد الغدير؟", "سد الغدير: 39 م", "الارتفاع | 74 م | 39 م"),
        ("كم سعة سد المضيق؟", "سد المضيق: 128", "السعة (مليون م³) | 128 | 212"),
    ],
)
def test_either_of_row_and_column_may_be_the_thing_and_a_year_names_its_column(
    library: Library, question: str, headline: str, row: str
) -> None:
    found, _, quotes = told(asked(library, question))

    assert (found, quotes[0]) == (headline, row)


def test_the_dearest_is_the_row_with_the_most_in_the_column_of_prices(library: Library) -> None:
    headline, _, quotes = told(asked(library, "ما أغلى صنف في سوق الزيتونة؟"))

    assert (headline, quotes[0]) == ("البطاطا", "البطاطا | كيس | 21 | المرتفعات")


def test_a_total_is_told_where_its_row_is_there(library: Library) -> None:
    headline, _, _ = told(asked(library, "كم مجموع نفقات بلدية النخلتين سنة 2021؟"))

    assert headline == "2021: 2,590"


@pytest.mark.parametrize(
    "question",
    [
        "كم سعر الباذنجان؟",
        "كم سعر الفلفل الأخضر؟",
        "كم وزن صندوق الطماطم؟",
        "كم أنفقت البلدية على صيانة الطرق سنة 2018؟",
        "كم بلغت نفقات الحدائق سنة 2022؟",
        "كم عرض سد الغدير؟",
    ],
)
def test_an_absent_row_column_or_year_is_refused(library: Library, question: str) -> None:
    assert asked(library, question).status == "refused"


@pytest.mark.parametrize("name", ["معطف خشبي صغير", "إبريق نحاسي طويل", "ثوب قطني كبير"])
def test_a_row_far_below_the_heading_row_is_told_with_its_column(
    library: Library, name: str
) -> None:
    row = next(line for line in GOODS.split("\n") if name in line).strip("| ")

    headline, cell, quotes = told(asked(library, f"كم سعر {name}؟"))

    assert headline == f"السعر (درهم): {cell}"
    assert quotes == [row, "البضاعة | المخزن | السعر (درهم)"]
