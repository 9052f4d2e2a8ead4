"""Words in quotation marks: exact, spelt otherwise, of another place, or no quotation at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Verdict
from assistant.generative.prompting import prompt_for
from assistant.generative.quotations import look_up
from assistant.grounding import Finding
from index.types import Hit, Passage

ONE = "أنشأ الرشيدُ بيتَ الحكمة سنة ٨٠٠م، ووسّعه المأمون. وكان فيه ٤٠٠ مجلّد."
OTHER = "قال ياقوت: «بغداد أمّ الدنيا». وهي مدينة السلام."


def sources() -> tuple[Finding, ...]:
    hits = [
        Hit(Passage(at, at, 0, len(text)), "كتاب", text, 1.0, 1.0, 0.0, 1, None)
        for at, text in enumerate((ONE, OTHER), 1)
    ]
    return prompt_for("ما بيت الحكمة؟", hits).sources


def looked(text: str, *cited: int) -> tuple[str, list[tuple[Verdict, tuple[str, ...]]]]:
    shown, found = look_up(text, cited, sources())
    return shown, [(each.verdict, each.features) for each in found]


@pytest.mark.parametrize(
    "marks", ["«»", "“”", '""', "„“", "‹›", "「」", "‘’", "''", "``", ("<<", ">>")]
)
def test_exact_words_are_quoted_whatever_the_marks(marks: str | tuple[str, str]) -> None:
    shown, found = looked(f"قيل: {marks[0]}أنشأ الرشيدُ بيتَ الحكمة{marks[1]}.", 1)

    assert shown == "قيل: «أنشأ الرشيدُ بيتَ الحكمة»."
    assert found == [(Verdict.EXACT, ())]


@pytest.mark.parametrize(
    ("written", "features"),
    [
        ("أنشأ الرشيد بيت الحكمة", ("tashkeel",)),
        ("انشأ الرشيدُ بيتَ الحكمة", ("hamza",)),
        ("أنشأ الرشيدُ بيتَ الحكمه", ("ta marbuta",)),
        ("أنشأ الرشيدُ بيتَ الحكمـة", ("tatweel",)),
        ("أنشأ الرشیدُ بيتَ الحكمة", ("persian letters",)),
        ("سنة 800م", ("digits",)),
        ("٨٠٠م ووسّعه", ("punctuation",)),
        ("انشأ الرشيد بيت الحكمه", ("tashkeel", "hamza", "ta marbuta")),
    ],
)
def test_the_same_words_in_other_letters_are_given_as_the_source_has_them(
    written: str, features: tuple[str, ...]
) -> None:
    shown, found = looked(f"قيل: «{written}».", 1)

    assert found == [(Verdict.ORTHOGRAPHIC, features)]
    assert shown.removeprefix("قيل: «").removesuffix("».") in ONE


def test_true_words_of_another_place_are_found_there() -> None:
    shown, found = look_up("قال: «بغداد أم الدنيا»", [1], sources())

    assert shown == "قال: «بغداد أمّ الدنيا»"
    assert found[0].verdict is Verdict.MISATTRIBUTED
    assert found[0].found
    assert found[0].found.numbers == (3,)


@pytest.mark.parametrize(
    "written",
    [
        "أنشأ المأمون بيت الحكمة",
        "أنشأ الرشيد دار الحكمة",
        "أنشأ الرشيد بيت الحكم",
        "سنة ٨٠١م",
        "أنشأ الرشيدُ … ووسّعه المأمون",
        "الحكمة بيت الرشيد أنشأ",
        "مجلّد قال ياقوت",
    ],
)
def test_other_words_lose_their_marks(written: str) -> None:
    shown, found = looked(f"قيل: «{written}».", 1)

    assert shown == f"قيل: {written}."
    assert found == [(Verdict.FABRICATED, ())]


def test_a_quotation_may_run_over_two_sentences() -> None:
    _, found = look_up("«ووسّعه المأمون. وكان فيه ٤٠٠ مجلّد»", [1, 2], sources())

    assert found[0].verdict is Verdict.EXACT
    assert found[0].found
    assert found[0].found.numbers == (1, 2)


def test_apostrophes_are_no_quotation_marks() -> None:
    assert looked("it's the caliph's house, isn't it") == ("it's the caliph's house, isn't it", [])


@given(st.text(st.sampled_from("«»“”\"'‹›<>` .أنشأالرشيدبيتحكمة٨٠\n"), max_size=60))
def test_no_mark_is_left_around_words_that_are_not_the_sources(text: str) -> None:
    shown, _ = look_up(text, [1], sources())

    pieces = shown.split("«")
    for piece in pieces[1:]:
        words, closed, rest = piece.partition("»")
        assert closed
        assert words in ONE + OTHER
        assert "»" not in rest
    assert not set('“”"‹›`') & set(shown)
