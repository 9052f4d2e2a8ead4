"""Answers that look like answers, over the seed documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import QUOTES
from assistant.answering import ask
from assistant.messages import refusal
from index.retrieval.search import Searcher
from index.store.library import Library
from tests.index.shelf import put

STEPS = "اذكر خطوات استصلاح الأرض المالحة"
MOST_HOUSES = "ما الحيّ الذي تضررت فيه بيوت أكثر في تلّ الزعرور؟"


def test_steps_come_all_in_one_quote_and_without_a_headline(searcher: Searcher) -> None:
    answer = ask(searcher, STEPS)

    assert answer.quotes[0].text.startswith("الخطوة الأولى شبكة صرف")
    assert "والرابعة زراعة محصول متحمّل" in answer.quotes[0].text
    assert answer.headline is None


def test_a_superlative_is_answered_by_the_row_that_has_the_most(searcher: Searcher) -> None:
    answer = ask(searcher, MOST_HOUSES)

    assert answer.headline == "حيّ الطواحين"
    assert [quote.text for quote in answer.quotes[:2]] == [
        "حيّ الطواحين | 8 | 21",
        "الحيّ | المحلات المتضررة | البيوت المتضررة",
    ]


def test_a_question_of_two_parts_has_a_quote_and_a_headline_for_each(searcher: Searcher) -> None:
    answer = ask(searcher, "متى أدرجت اليونسكو الأهوار ومتى أدرجت صناعة العود؟")

    assert answer.question == "متى أدرجت اليونسكو الأهوار ومتى أدرجت صناعة العود؟"
    assert [statement.quotes for statement in answer.statements] == [(1,), (2,)]
    assert [statement.text for statement in answer.statements] == ["سنة ٢٠١٦", "سنة 2022"]


def test_yes_and_no_stand_above_the_quote_and_are_no_part_of_it(searcher: Searcher) -> None:
    answer = ask(searcher, "هل يجوز تمديد مدة الإعارة؟")

    assert answer.text == "نعم [1]"
    assert answer.quotes[0].short is None
    assert "ويجوز تمديد المدة مرة واحدة" in answer.quotes[0].text


def test_more_quotes_than_are_evidence_are_told_as_further_passages(searcher: Searcher) -> None:
    few, many = ask(searcher, STEPS), ask(searcher, STEPS, 5)

    assert few.further == 0
    assert len(few.quotes) <= QUOTES
    assert len(many.quotes) > len(few.quotes)
    assert many.further == len(many.quotes) - len(few.quotes)


@pytest.mark.parametrize(
    ("question", "there", "lacking"),
    [
        ("متى افتُتحت المكتبة العامة في تلّ الزعرور؟", "المكتبة العامة", "تلّ الزعرور"),
        ("متى وُلد القبطان كمال البحري؟", "القبطان كمال البحري", "وُلد"),
    ],
)
def test_a_refusal_says_what_is_there_and_what_is_not(
    searcher: Searcher, question: str, there: str, lacking: str
) -> None:
    answer = ask(searcher, question)

    assert answer.status == "refused"
    assert answer.known is not None
    assert (answer.known.subject, answer.known.lacks) == (there, lacking)
    assert f"ذكر “{there}”، ولا يُذكر فيها “{lacking}”" in refusal(answer).ar


@pytest.fixture
def reports(tmp_path: Path) -> Iterator[Searcher]:
    """Two reports of one fire that do not agree."""
    with Library.create(tmp_path) as library:
        with library.writing():
            for name, injured in (("أول", "سبعة"), ("آخر", "اثني عشر")):
                text = f"بلغ عدد المصابين في حريق ميناء الصواري {injured} مصابًا من العمال."
                put(library, f"/{name}.txt", text, title=f"تقرير {name}")
        yield Searcher.open(library)


def test_sources_that_disagree_are_shown_side_by_side(reports: Searcher) -> None:
    answer = ask(reports, "كم عدد المصابين في حريق ميناء الصواري؟")

    assert {quote.title for quote in answer.quotes} == {"تقرير أول", "تقرير آخر"}
    assert answer.headline is not None
    assert answer.headline.startswith("تختلف المصادر: ")
    assert "تقرير أول" in answer.headline
    assert "تقرير آخر" in answer.headline
    assert answer.statements[0].quotes == (1, 2)
