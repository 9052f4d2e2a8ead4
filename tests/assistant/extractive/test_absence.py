"""What a question names and a passage has not: names, numbers, attributes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from assistant.extractive.absence import absent_attribute, absent_from, terms_there
from assistant.extractive.evidence import Evidence, RetrievedPassage, gather
from index.arabic import index_terms
from index.arabic.idf import TermStatistics
from index.question import Question, analyse

LIBRARY = "افتُتحت المكتبة العامة في مرج الزيتونة صباح السبت 2 آذار 2024."
FLOOD = "اجتاح سيل السوق القديم في بلدة تلّ الزعرور سنة 2023."
CAPTAIN = "قال القبطان كمال البحري إن الموج منعه من الإبحار تسعة أيام."
SMUGGLERS = "كان تهريب التبغ عبر الجبل رزق القرية كلها."
SHELF = (LIBRARY, FLOOD, CAPTAIN, SMUGGLERS)
FREQUENCY = Counter(term for text in SHELF for term in set(index_terms(text)))
STATISTICS = TermStatistics(len(SHELF), FREQUENCY.__getitem__)


def laid(asked: str, *texts: str, title: str = "") -> tuple[Question, Evidence]:
    question = analyse(asked, STATISTICS)
    passages = [RetrievedPassage(text, title, 1.0, 1.0, at) for at, text in enumerate(texts)]
    evidence = gather(question, passages, STATISTICS)
    assert evidence is not None
    return question, evidence


def absent(asked: str, text: str, title: str = "") -> Sequence[str]:
    question, evidence = laid(asked, text, title=title)
    return [question.written[at] for at in absent_from(question, evidence, 0, STATISTICS)]


def test_a_place_that_only_another_document_has_is_absent() -> None:
    assert absent("متى افتُتحت المكتبة العامة في تلّ الزعرور؟", LIBRARY) == ["الزعرور"]
    assert absent("متى افتُتحت المكتبة العامة في مرج الزيتونة؟", LIBRARY) == []


def test_what_the_title_names_is_there() -> None:
    asked = "متى افتُتحت المكتبة العامة في تلّ الزعرور؟"

    assert absent(asked, LIBRARY, title="أخبار تلّ الزعرور") == []


def test_what_is_said_of_many_places_names_none() -> None:
    assert absent("ما الذي اجتاح الأسواق العربية؟", FLOOD) == []
    assert absent("ما الذي اجتاح الأسواق السعودية؟", FLOOD) == ["السعودية"]


def test_a_year_that_the_passage_has_not_is_absent() -> None:
    assert absent("ماذا حدث في السوق القديم سنة 1987؟", FLOOD) == ["1987"]


def test_a_name_that_nobody_knows_may_be_a_slip_of_the_pen() -> None:
    assert absent("متى افتتحت المكتبة في مرج الزيتوونة؟", LIBRARY) == []


@pytest.mark.parametrize(
    ("asked", "text", "attribute"),
    [
        ("متى وُلد القبطان كمال البحري؟", CAPTAIN, "وُلد"),
        ("متى وُلد كمال البحري؟", "كمال البحري (1931–2004) قبطان.", None),
        ("متى وُلد كمال البحري؟", "كمال البحري من مواليد 1931.", None),
        ("ما رقم هاتف القبطان؟", CAPTAIN, "هاتف"),
        ("كم ثمن تبغ الجبل؟", SMUGGLERS, "ثمن"),
        ("كم ثمن تبغ الجبل؟", "كان تبغ الجبل يباع بثلاثين قرشًا.", None),
        ("كم ثمن تبغ الجبل؟", "كان لتبغ الجبل عشرون شيكل في السوق.", None),
        ("كم ارتفاع الجبل؟", SMUGGLERS, "ارتفاع"),
        ("كم يومًا منع الموج القبطان؟", CAPTAIN, None),
    ],
)
def test_an_attribute_is_told_in_its_own_words_or_not_at_all(
    asked: str, text: str, attribute: str | None
) -> None:
    question, evidence = laid(asked, text)
    found = absent_attribute(question, evidence, 0)

    assert (None if found is None else question.written[found]) == attribute


def test_a_word_in_another_form_is_there() -> None:
    question, evidence = laid("ماذا كان يهرّب أهل القرية عبر الجبل؟", SMUGGLERS)
    there = {question.written[at] for at in terms_there(evidence, 0)}

    assert "يهرّب" in there
