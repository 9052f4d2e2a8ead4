"""Yes and no, only where the quote decides."""

from __future__ import annotations

import pytest

from assistant.extractive.verdict import verdict
from index.question import analyse


@pytest.mark.parametrize(
    ("question", "quote", "decided"),
    [
        ("هل يوجد مطعم في الجزيرة؟", "وليس في الجزيرة مطعم ولا دكان، فاحمل ماءك.", False),
        ("هل يوجد مطعم في الجزيرة؟", "في الجزيرة مطعم واحد يفتح صيفًا.", True),
        ("هل يجوز تمديد مدة الإعارة؟", "ويجوز تمديد مدة الإعارة مرة واحدة.", True),
        ("هل يجوز استعارة المخطوط؟", "لا تُعار المخطوطات خارج المكتبة، ولا يُعار المخطوط.", False),
        ("هل يُسمح بالتدخين في القاعة؟", "يُمنع التدخين في القاعات.", False),
        ("هل تفتح المكتبة يوم الجمعة؟", "وتفتح المكتبة يوم السبت، وتغلق يوم الجمعة.", False),
        ("هل فاز الفريق بالكأس؟", "فاز الفريق بالكأس سنة 1990.", True),
        ("هل يجوز تأجير المحل؟", "لا يجوز تأجير المحل إلا بموافقة كتابية.", False),
        ("هل يشمل الاشتراك التأمين؟", "نعم، يشمل الاشتراك التأمين على الحوادث.", True),
    ],
)
def test_a_quote_that_speaks_of_the_very_thing_decides(
    question: str, quote: str, decided: bool
) -> None:
    assert verdict(analyse(question), quote) is decided


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        pytest.param("هل وُلد سليم في بغداد؟", "وُلد سليم في البصرة.", id="another place"),
        pytest.param("هل تفتح المكتبة السبت؟", "لا تفتح المكتبة إلا السبت.", id="an exception"),
        pytest.param("هل نجح المشروع؟", "ربما نجح المشروع.", id="a doubt"),
        pytest.param("هل نجح المشروع؟", "هل نجح المشروع؟", id="a question"),
        pytest.param("متى نجح المشروع؟", "نجح المشروع سنة 1990.", id="not asked"),
        pytest.param("هل يجوز إدخال الطعام؟", "يُحفظ الطعام في المطبخ.", id="another thing"),
    ],
)
def test_a_quote_that_leaves_it_open_decides_nothing(question: str, quote: str) -> None:
    assert verdict(analyse(question), quote) is None
