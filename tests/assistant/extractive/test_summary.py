"""A summary: the opening of a document and the sentences that stand for the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.extractive.summary import MOST, Summary, summarise
from index.retrieval.search import Searcher
from index.store.library import Library
from tests.index.shelf import put

SALT = (
    "يلاحظ الفلاح بقعًا بيضاء على أطراف الحقل ثم يرى القمح فيها أقصر من سائر الزرع. "
    "تتملّح التربة حين يترك ماء الري أملاحه في الطبقة التي تعيش فيها الجذور. "
    "والأملاح ترفع ضغط محلول التربة فيصعب على الجذور أن تمتص الماء من الأرض. "
    "هل من علاج لهذه الأرض؟ "
    "تُغسل أملاح التربة بماء عذب وافر بعد أن تُحفر للحقل شبكة صرف تحمل الماء بعيدًا. "
    "وصل الباحث إلى القرية ظهر السبت في حافلة قديمة مع رفيقين من أصحابه."
)


@pytest.fixture
def searcher(tmp_path: Path) -> Iterator[Searcher]:
    with Library.create(tmp_path) as library:
        with library.writing():
            put(library, "/salt.txt", SALT, title="تملّح التربة")
            put(library, "/cairo.txt", "أُسست القاهرة سنة 969م.", title="القاهرة")
        yield Searcher.open(library)


def summary(searcher: Searcher, question: str) -> Summary:
    asked = searcher.analyse(question)
    found = summarise(searcher.library, asked, searcher.search(asked))
    assert found is not None
    return found


def test_the_document_that_the_question_names_is_summarised_in_its_own_order(
    searcher: Searcher,
) -> None:
    found = summary(searcher, "لخص مقال تملّح التربة")
    places = [quote.start for quote in found.quotes]

    assert {quote.title for quote in found.quotes} == {"تملّح التربة"}
    assert found.quotes[0].text.startswith("يلاحظ الفلاح")
    assert places == sorted(places)
    assert 1 < len(found.quotes) <= MOST


def test_questions_in_the_text_are_no_part_of_a_summary(searcher: Searcher) -> None:
    found = summary(searcher, "لخص مقال تملّح التربة")

    assert not any("؟" in quote.text for quote in found.quotes)


def test_a_document_that_is_not_named_is_less_sure(searcher: Searcher) -> None:
    named, other = (
        summary(searcher, question).confidence
        for question in ("لخص مقال تملّح التربة", "لخص مقال تربية النحل في التربة")
    )

    assert other < named
