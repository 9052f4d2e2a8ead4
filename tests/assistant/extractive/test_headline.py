"""A headline is of the kind that is asked for, or there is none."""

from __future__ import annotations

import pytest

from assistant.extractive.headline import is_headline
from index.question import analyse
from index.types import Span


def stands(question: str, quote: str, short: str) -> bool:
    start = quote.index(short)
    return is_headline(analyse(question), quote, Span(start, start + len(short)))


FINE = "وإذا تأخر القسط أكثر من خمسة عشر يومًا استحقّت عليه غرامة قدرها 2% عن كل شهر تأخير."


@pytest.mark.parametrize(
    ("question", "quote", "short"),
    [
        ("كم تبلغ غرامة تأخر القسط؟", FINE, "2%"),
        ("كم يومًا استمر القياس؟", "واستمر القياس 92 يومًا.", "92 يومًا"),
        ("كم كتابًا في المكتبة؟", "تضم المكتبة 22,400 كتاب.", "22,400 كتاب"),
        ("متى توفيت سلمى؟", "توفيت سلمى سنة 2019.", "سنة 2019"),
        ("من رئيس البلدية؟", "وقال رئيس البلدية كمال الخروبي إن السيل انحسر.", "كمال الخروبي"),
    ],
)
def test_a_short_answer_of_the_kind_asked_for_may_stand_alone(
    question: str, quote: str, short: str
) -> None:
    assert stands(question, quote, short)


@pytest.mark.parametrize(
    ("question", "quote", "short"),
    [
        pytest.param("كم تبلغ غرامة تأخر القسط؟", FINE, "خمسة عشر يومًا", id="days for money"),
        pytest.param("ما نسبة غرامة التأخير؟", FINE, "خمسة عشر يومًا", id="days for a share"),
        pytest.param("كم يومًا مدة العقد؟", "مدة العقد 3 سنوات.", "3 سنوات", id="years for days"),
        pytest.param(
            "كم وترًا في العود؟",
            "في العود أحد عشر وترًا: خمسة أزواج ووتر مفرد.",
            "خمسة أزواج",
            id="another thing counted",
        ),
        pytest.param(
            "متى تولى سليم الرئاسة؟",
            "سليم رجل دولة ولد سنة 1950 في بيروت وتولى الرئاسة بعد أبيه.",
            "سنة 1950",
            id="a birth for an office",
        ),
        pytest.param(
            "ما الحيّ المتضرر؟", "الحيّ | المحلات\nالسوق | 39", "الحيّ | المحلات", id="torn cells"
        ),
        pytest.param(
            "كم سكان البلدة؟", "بلغ سكان البلدة ألفين [1] نسمة.", "1", id="a footnote's mark"
        ),
        pytest.param(
            "اذكر شروط الاشتراك",
            "الشروط الآتية: بلوغ السابعة، وموافقة الأب.",
            "الشروط الآتية",
            id="what announces a list",
        ),
        pytest.param(
            "من أضاف الوتر الخامس؟", "أضاف زرياب وترًا خامسًا.", "وترًا خامسًا", id="the question"
        ),
        pytest.param(
            "كم درجة صعدت؟",
            "صعدت درجاته المئة والاثنتين والثلاثين.",
            "والثلاثين",
            id="half a number",
        ),
        pytest.param(
            "متى نُشر القانون؟", "القانون رقم 9 لسنة 2018 نُشر أمس.", "9 لسنة 2018", id="no date"
        ),
    ],
)
def test_what_is_of_another_kind_never_stands_alone(question: str, quote: str, short: str) -> None:
    assert not stands(question, quote, short)
