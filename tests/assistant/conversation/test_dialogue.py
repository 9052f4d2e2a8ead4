"""Follow-ups: what is carried over from earlier turns, and what must not be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Quote, Statement
from assistant.conversation.dialogue import Understood, understand
from assistant.conversation.turns import Turn
from index.types import Document, Span

LEANING = "و من هو هي ما كم متى أين ذلك هذا ـه ها له كتابه المدينة ؟ ولماذا أيهما الفرات عن"


def refused(question: str) -> Turn:
    """A turn whose question the documents do not answer."""
    return Turn(question, question, Answer(question, (), (), (), "not_supported"))


def answered(question: str, quote: str, short: str, document: int = 7) -> Turn:
    """A turn answered by a whole document, with the short answer marked in it."""
    start = quote.index(short)
    source = Document(document, quote, "0" * 64, "كتاب التراجم", ("/a.txt",))
    cited = Quote(source, 0, len(quote), Span(start, start + len(short)))
    answer = Answer(question, (Statement(short, (1,)),), (cited,), (), None)
    return Turn(question, question, answer)


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("من هو ابن الهيثم؟", "متى توفي؟", "متى توفي ابن الهيثم؟"),
        ("من هي مي زيادة؟", "وأين ولدت؟", "أين ولدت مي زيادة؟"),
        ("أين تقع قرطبة؟", "كم عدد سكانها؟", "كم عدد سكان قرطبة؟"),
        ("ما عملة الأردن؟", "وما عاصمته؟", "ما عاصمة الأردن؟"),
        ("متى بدأ المهرجان؟", "وكم مدته؟", "كم مدة المهرجان؟"),
        ("متى بدأ المهرجان؟", "وقديش مدته؟", "قديش مدة المهرجان؟"),
        ("متى بدأ المهرجان؟", "وفين؟", "فين بدأ المهرجان؟"),
        ("متى بدأ المهرجان؟", "وعلاش؟", "علاش بدأ المهرجان؟"),
        ("من هو ابن الهيثم؟", "أين بيته؟", "أين بيت ابن الهيثم؟"),
        ("متى سقطت غرناطة؟", "ولماذا؟", "لماذا سقطت غرناطة؟"),
        ("متى سقطت غرناطة؟", "وكيف حدث ذلك؟", "كيف سقطت غرناطة؟"),
        ("متى سقطت غرناطة؟", "طيب وما السبب؟", "لماذا سقطت غرناطة؟"),
        ("كم بلغ عدد سكان أربيل؟", "وماذا عن السليمانية؟", "كم بلغ عدد سكان السليمانية؟"),
        ("كم بلغت الصادرات عام 2022؟", "ماذا عن عام 2023؟", "كم بلغت الصادرات عام 2023؟"),
        ("كم بلغت الصادرات؟", "ماذا عن عام 2023؟", "كم بلغت الصادرات عام 2023؟"),
        ("ما طول نهر النيل؟", "ونهر الأمازون؟", "ما طول نهر الأمازون؟"),
        ("ماذا قيل في وصف الأندلس؟", "ومن قال ذلك؟", "من قال ذلك (قيل في وصف الأندلس)؟"),
        ("ما أشهر خطبة لطارق بن زياد؟", "ومن رواها؟", "من روى خطبة لطارق بن زياد؟"),
        ("من كتب المقدمة؟", "وأين نُشرت؟", "أين نُشرت المقدمة؟"),
        ("متى بُني الجامع الكبير؟", "ومن بنى هذا الجامع؟", "من بنى الجامع الكبير؟"),
        ("كم عمر الفنار؟", "شو اسم حارسه؟", "شو اسم حارس الفنار؟"),
    ],
)
def test_a_follow_up_is_completed_from_the_question_before_it(
    before: str, question: str, understood: str
) -> None:
    assert understand(question, [refused(before)]).question == understood


@pytest.mark.parametrize(
    "question",
    [
        "من هو ابن الهيثم؟",
        "متى توفي ابن رشد وأين دُفن؟",
        "ما عاصمة السودان؟",
        "لماذا سقطت بغداد سنة 1258؟",
        "كم عدد سور القرآن؟",
        "أين يقع برج إيفل وما ارتفاعه؟",
        "هل زار ابن بطوطة الصين؟",
        "ما الكتاب الذي ألّفه الخوارزمي؟",
        "متى زار أحمد مدينته؟",
        "كيف تُصنع القهوة؟",
        "من أول من وصل إلى القطب الجنوبي؟",
        "ما أهم أسباب التصحر؟",
    ],
)
def test_a_question_that_stands_alone_takes_nothing_over(question: str) -> None:
    before = answered("من فتح الأندلس؟", "فتح الأندلس طارق بن زياد.", "طارق بن زياد")

    assert understand(question, [before]) == Understood(question)


def test_a_first_question_is_never_changed() -> None:
    assert understand("ومتى توفي؟", []) == Understood("ومتى توفي؟")


def test_the_words_carried_over_and_the_documents_last_cited_are_told() -> None:
    before = answered("من فتح الأندلس؟", "فتح الأندلس طارق بن زياد.", "طارق بن زياد", document=3)

    understood = understand("ومتى ولد؟", [before])

    assert understood == Understood("متى ولد طارق بن زياد؟", ("طارق بن زياد",), (3,))


def test_a_pronoun_goes_to_the_noun_that_agrees_with_it() -> None:
    before = answered(
        "من رمّم المكتبة القديمة؟",
        "رمّم المكتبة القديمة المهندس سامي الحداد.",
        "سامي الحداد",
    )

    assert understand("وما عنوانها؟", [before]).question == "ما عنوان المكتبة القديمة؟"
    assert understand("وما شهادته؟", [before]).question == "ما شهادة سامي الحداد؟"


def test_a_title_before_a_name_tells_that_she_is_a_woman() -> None:
    before = answered("من رمّم المبنى؟", "رمّمت المبنى المهندسة المعمارية نور الشامي.", "نور الشامي")

    assert understand("متى ولدت؟", [before]).question == "متى ولدت نور الشامي؟"


def test_a_subject_comes_back_after_a_detour_by_its_kind() -> None:
    turns = [refused("من هو ابن خلدون؟"), refused("كم ارتفاع السد؟")]

    assert understand("وأين ولد؟", turns).question == "أين ولد ابن خلدون؟"


def test_two_subjects_are_compared() -> None:
    turns = [refused("ما طول نهر النيل؟"), refused("ما طول نهر الأمازون؟")]

    understood = understand("أيهما أطول؟", turns)

    assert understood.question == "أيهما أطول، نهر النيل أم نهر الأمازون؟"


def test_what_led_on_but_stands_alone_keeps_only_the_documents() -> None:
    before = answered("من فتح الأندلس؟", "فتح الأندلس طارق بن زياد.", "طارق بن زياد", document=3)

    understood = understand("ومن هو يوسف بن تاشفين؟", [before])

    assert understood == Understood("ومن هو يوسف بن تاشفين؟", (), (3,))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_are_understood_somehow(before: str, question: str) -> None:
    understood = understand(question, [refused(before)])

    assert understood.carried or understood.question == question


@given(
    st.lists(
        st.sampled_from(LEANING.split()),
        max_size=7,
    )
)
def test_any_order_of_such_words_is_understood_somehow(words: list[str]) -> None:
    before = answered("من فتح الأندلس؟", "فتح الأندلس طارق بن زياد.", "طارق بن زياد")

    understood = understand(" ".join(words), [before, refused("كم طول دجلة والفرات؟")])

    assert understood.carried or understood.question == " ".join(words)
