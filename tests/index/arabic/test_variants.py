"""What is written otherwise: months, numbers and dates in all their forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arabic import fold, words
from index.arabic.calendar import of_a_date
from index.arabic.number_words import NUMBERS
from index.arabic.variants import alternatives


def otherwise(question: str) -> dict[str, set[str]]:
    """The words of a question that have other forms, each with them."""
    return {
        " ".join(found.own): {" ".join(form) for form in found.forms}
        for found in alternatives(words(question))
    }


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("أزهر اللوز في شباط", {"شباط": {"فبراير", "فيفري"}}),
        ("أزهر اللوز في كانون الثاني", {"كانون الثاني": {"يناير", "جانفي"}}),
        ("كم يوما في أكتوبر؟", {"اكتوبر": {"تشرين الاول"}}),
        ("متى كان ربيع الآخر؟", {"ربيع الاخر": {"ربيع الثاني"}}),
        ("وصلوا لمكة في ذي الحجة", {"ذي الحجه": {"ذو الحجه"}}),
        ("بنى ٣ قلاع", {"3": {"03", "ثلاثه", "ثلاث"}}),
        ("بنى ثلاث قلاع", {"ثلاث": {"3"}}),
        ("جاء بثلاثة كتب", {"بثلاثه": {"3"}}),
        ("معه خمسة وعشرون فارسا", {"خمسه وعشرون": {"25"}}),
        ("معه إحدى عشرة ناقة", {"احدي عشره": {"11"}}),
        ("معه ١٢ ناقة", {"12": {"اثنا عشر", "اثني عشر", "اثنتا عشره", "اثنتي عشره"}}),
        ("بلغ أربعمائة دينار", {"اربعمايه": {"400"}}),
        ("في القرن التاسع عشر", {"التاسع عشر": {"19"}}),
        ("في القرن ال١٩", {"19": {"التاسع عشر"}}),
    ],
)
def test_a_month_or_number_has_its_other_forms(question: str, found: dict[str, set[str]]) -> None:
    assert otherwise(question) == found


@pytest.mark.parametrize(
    "question",
    [
        "متى مارس ابن سينا الطب؟",
        "من هو أب الجراحة؟",
        "من ألّف كتاب الحيوان؟",
        "من هو أول من دخل الأندلس؟",
        "من جاء في المركز التاسع؟",
        "ماذا حدث سنة 1258؟",
    ],
)
def test_words_that_only_look_like_months_or_numbers_have_none(question: str) -> None:
    assert otherwise(question) == {}


def test_a_name_that_is_a_common_word_is_a_month_beside_a_number() -> None:
    assert otherwise("ماذا حدث في ٤ آب ٢٠٢٠؟")["اب"] >= {"اغسطس", "غشت", "04 08 2020"}
    assert otherwise("ماذا حدث في شهر مارس؟") == {"مارس": {"اذار"}}


def test_a_date_in_words_may_stand_in_digits() -> None:
    assert otherwise("ماذا حدث في 2 فبراير عام 2024؟")["فبراير"] == {
        *("شباط", "فيفري"),
        *("02 02 2024", "2024 02 02", "2 2 2024", "2024 2 2", "02.02.2024", "2.2.2024"),
    }


@pytest.mark.parametrize(
    "date", ["02-02-2024", "٢/٢/٢٠٢٤", "2024-02-02", "2.2.2024", "2024/2/2", "٠٢٫٠٢٫٢٠٢٤"]
)
def test_a_date_in_digits_may_stand_in_words(date: str) -> None:
    (forms,) = otherwise(f"ماذا حدث في {date}؟").values()

    assert forms >= {"2 فبراير 2024", "2 شباط 2024", "2 شباط فبراير 2024"}


def test_a_date_of_an_early_year_is_hijri() -> None:
    assert "1 رمضان 1445" in otherwise("متى 1/9/1445")["1 9 1445"]


@pytest.mark.parametrize("number", ["32-1-2024", "1/13/2024", "3.5", "1.2.3.4", "1-2", "2/2/20245"])
def test_digits_that_are_no_date_are_not_taken_for_one(number: str) -> None:
    assert not any("يناير" in form for forms in otherwise(number).values() for form in forms)


@given(st.sampled_from(sorted(NUMBERS)), st.data())
def test_a_number_in_words_and_in_digits_lead_to_each_other(
    number: int, data: st.DataObject
) -> None:
    spelt = data.draw(st.sampled_from(NUMBERS[number]))

    assert otherwise(" ".join(spelt)) == {" ".join(spelt): {str(number)}}
    assert " ".join(spelt) in otherwise(str(number))[str(number)]


WORDS = st.one_of(
    st.sampled_from(
        fold(
            "في شهر عام سنة القرن ال من شباط آب مارس كانون الثاني تشرين الأول ربيع ذو الحجة والحجة "
            "ثلاثة خمسة وعشرون عشر عشرة التاسع الحادي 0 00 2 02 12 31 2024 1445 2.2.2024 1.5"
        ).split()
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)


@given(st.lists(WORDS, max_size=12))
def test_of_any_words_the_variants_are_a_part_in_order_and_have_other_forms(
    pieces: list[str],
) -> None:
    asked = words(" ".join(pieces))

    rest = asked
    for found in alternatives(asked):
        at = next(
            at for at in range(len(rest)) if tuple(rest[at : at + len(found.own)]) == found.own
        )
        rest = rest[at + len(found.own) :]
        assert found.forms
        assert found.own not in found.forms
        assert len(set(found.forms)) == len(found.forms)
        assert all(words(" ".join(form)) == list(form) for form in found.forms)


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("في 2 شباط/فبراير 2024 أصيب 85 هدفا", ["2", "2024"]),
        ("توفي سنة 430 هـ وترك 96 كتابا", ["430"]),
        ("١٠٤٠م", ["1040"]),
        ("وفي عام 1950 بلغوا 2000 عامل", ["1950"]),
        ("كلف 740 ألف دينار", []),
    ],
)
def test_a_number_of_a_date_is_told_from_one_that_counts(text: str, dated: list[str]) -> None:
    folded = words(text)

    assert [
        word for at, word in enumerate(folded) if word.isdecimal() and of_a_date(folded, at)
    ] == dated
