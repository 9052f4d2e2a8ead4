"""The quotes that answer: the right sentence first, whole, and never more than asked."""

from __future__ import annotations

import io
import math
from collections import Counter
from collections.abc import Sequence
from importlib import resources
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.extractive.evidence import Evidence, RetrievedPassage, gather
from assistant.extractive.evidence_selection import (
    LONGEST_QUOTE,
    QuoteCandidate,
    best_runs,
    clause_shares,
    scorer_from,
    select,
    shipped_scorer,
)
from index.arabic import index_terms, is_boundary, words_with_spans
from index.arabic.idf import TermStatistics
from index.question import analyse

BRIDGE = (
    "صمم المهندس سالم جسر الوادي من الحجر الأبيض. افتتح الجسر أمام العربات في ربيع عام 1912. "
    "ويعبر الجسر كل يوم أربعة آلاف مسافر نحو المدينة القديمة."
)
SCRIBE = (
    "تعلم الخطاط ياسر الحلبي فن الثلث على يد أبيه. ولد ياسر في قرية صغيرة قرب مدينة حلب. "
    "وتوفي بعد مرض طويل سنة 1890."
)
SPRING = (
    "كانت قرية النبع مشهورة بزراعة الزيتون والتين. هجر الأهالي القرية لأن عين الماء جفت تماما. "
    "ولم يبق فيها اليوم إلا مسجد قديم."
)
ASTROLABE = (
    "حمل البحارة أدوات كثيرة في رحلاتهم الطويلة عبر المحيط. "
    "الإسطرلاب آلة فلكية تقاس بها مواقع النجوم وارتفاعها. "
    "وقد صنع الحرفيون الإسطرلاب من النحاس الأصفر في دمشق."
)
LIGHTHOUSE = (
    "تقع المنارة عند مدخل الميناء الشرقي منذ قرنين. "
    "يبلغ ارتفاع المنارة ستة وأربعين مترا فوق سطح البحر. "
    "ويحرس المنارة رجلان يتناوبان السهر كل ليلة."
)
LIBRARY = (
    "تضم مكتبة الياسمين عشرين ألف مخطوط نادر من كل فن. "
    "أسسها التاجر عمران بن داود بعد عودته من الحج. "
    "وتغلق المكتبة أبوابها يوم الجمعة وأيام الأعياد فقط."
)
WOOL = (
    "يشتري العمال الصوف من رعاة الجبل في أول الصيف. "
    "يصبغ العمال الصوف بغليه مع قشر الرمان والنيلة. "
    "ثم يغزلونه خيوطا رفيعة تباع في سوق المدينة."
)
SHELF = (BRIDGE, SCRIBE, SPRING, ASTROLABE, LIGHTHOUSE, LIBRARY, WOOL)
FREQUENCY = Counter(term for text in SHELF for term in set(index_terms(text)))
SHELVED = TermStatistics(len(SHELF), FREQUENCY.__getitem__)


def passages(texts: Sequence[str]) -> list[RetrievedPassage]:
    """Texts that search found equally good."""
    share = 1 / max(1, len(texts))
    return [RetrievedPassage(text, "", 1.0, share, place) for place, text in enumerate(texts)]


def candidates(
    question: str, *texts: str, count: int = 3, longest: int = LONGEST_QUOTE
) -> list[QuoteCandidate]:
    evidence = gather(analyse(question, SHELVED), passages(texts), SHELVED)
    return [] if evidence is None else select(evidence, count=count, longest=longest)


def quotes(question: str, *texts: str, longest: int = LONGEST_QUOTE) -> list[str]:
    found = candidates(question, *texts, longest=longest)
    return [texts[one.passage][one.start : one.end] for one in found]


def laid(question: str, *texts: str) -> Evidence:
    evidence = gather(analyse(question, SHELVED), passages(texts), SHELVED)
    assert evidence is not None
    return evidence


def chosen(texts: Sequence[str], shares: Sequence[float], count: int = 3) -> list[str]:
    """What is quoted when the clauses of the texts have these shares and words cost little."""
    found = best_runs(
        laid("أين الماء؟", *texts),
        np.array(shares),
        count=count,
        longest=LONGEST_QUOTE,
        prices=(0.001, 0.001),
    )
    return [texts[one.passage][one.start : one.end] for one in found]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("متى افتتح جسر الوادي؟", "افتتح الجسر أمام العربات في ربيع عام 1912."),
        ("من صمم جسر الوادي؟", "صمم المهندس سالم جسر الوادي من الحجر الأبيض."),
        (
            "كم عدد المسافرين الذين يعبرون الجسر؟",
            "ويعبر الجسر كل يوم أربعة آلاف مسافر نحو المدينة القديمة.",
        ),
        ("أين ولد الخطاط ياسر الحلبي؟", "ولد ياسر في قرية صغيرة قرب مدينة حلب."),
        ("متى توفي الخطاط ياسر الحلبي؟", "وتوفي بعد مرض طويل سنة 1890."),
        ("لماذا هجر الأهالي قرية النبع؟", "هجر الأهالي القرية لأن عين الماء جفت تماما."),
        ("بماذا اشتهرت قرية النبع؟", "كانت قرية النبع مشهورة بزراعة الزيتون والتين."),
        ("ما هو الإسطرلاب؟", "الإسطرلاب آلة فلكية تقاس بها مواقع النجوم وارتفاعها."),
        ("مم صنع الحرفيون الإسطرلاب؟", "وقد صنع الحرفيون الإسطرلاب من النحاس الأصفر في دمشق."),
        ("كم يبلغ ارتفاع المنارة؟", "يبلغ ارتفاع المنارة ستة وأربعين مترا فوق سطح البحر."),
        ("أين تقع المنارة؟", "تقع المنارة عند مدخل الميناء الشرقي منذ قرنين."),
        ("من يحرس المنارة؟", "ويحرس المنارة رجلان يتناوبان السهر كل ليلة."),
        ("كم مخطوطا تضم مكتبة الياسمين؟", "تضم مكتبة الياسمين عشرين ألف مخطوط نادر من كل فن."),
        (
            "في أي يوم تغلق مكتبة الياسمين؟",
            "وتغلق المكتبة أبوابها يوم الجمعة وأيام الأعياد فقط.",
        ),
        ("كيف يصبغ العمال الصوف؟", "يصبغ العمال الصوف بغليه مع قشر الرمان والنيلة."),
        ("متى يشتري العمال الصوف؟", "يشتري العمال الصوف من رعاة الجبل في أول الصيف."),
    ],
)
def test_the_sentence_that_answers_comes_first(question: str, answer: str) -> None:
    assert quotes(question, *SHELF, longest=12)[0] == answer


def test_the_spelling_of_a_question_changes_nothing() -> None:
    plain = candidates("متى افتتح جسر الوادي؟", *SHELF)

    assert candidates("مَتَى اُفْتُتِحَ جِـسْـرُ الوَادِي؟", *SHELF) == plain


def test_a_question_in_the_text_hands_its_share_to_the_answer_that_follows() -> None:
    answer = "جواب: افتتح الجسر في ربيع عام 1912 أمام العربات والمشاة."
    first, *_ = candidates("متى افتتح جسر الوادي؟", f"سؤال: متى افتتح جسر الوادي؟\n{answer}")

    assert (first.start, first.end) == (28, 28 + len(answer))
    assert first.score == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "سؤال: متى افتتح جسر الوادي؟\nجواب: افتتح الجسر في ربيع عام 1912.",
            ["جواب: افتتح الجسر في ربيع عام 1912."],
        ),
        ("متى افتتح جسر الوادي؟\n\nوأين يقع الجسر؟", []),
    ],
)
def test_a_question_in_the_text_is_never_quoted(text: str, found: list[str]) -> None:
    assert quotes("متى افتتح جسر الوادي؟", text) == found


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("شرب القوم الماء.\nثم رحلوا إلى الشمال.", "شرب القوم الماء.\nثم رحلوا إلى الشمال."),
        ("شرب القوم الماء.\n\nثم رحلوا إلى الشمال.", "شرب القوم الماء."),
        ("شرب القوم الماء.\n \nثم رحلوا إلى الشمال.", "شرب القوم الماء."),
        ("وفي الوادي:\n\nعين ماء ونخل.", "وفي الوادي:\n\nعين ماء ونخل."),
    ],
)
def test_a_quote_crosses_a_blank_line_only_where_a_colon_leads_over_it(
    text: str, first: str
) -> None:
    assert chosen([text], [0.5, 0.5])[0] == first


def test_a_quote_stays_in_one_passage() -> None:
    assert chosen(["شرب القوم الماء.", "ثم رحلوا إلى الشمال."], [0.5, 0.5]) == [
        *("شرب القوم الماء.", "ثم رحلوا إلى الشمال.")
    ]


def test_a_clause_that_costs_more_than_it_brings_is_left_out() -> None:
    text = "في الوادي عين ماء. وفيه نخل كثير. والعين باردة."

    assert chosen([text], [0.6, 0.3, 0.1], count=1) == [text]
    assert chosen([text], [0.9, 0.0999, 0.0001], count=1) == ["في الوادي عين ماء. وفيه نخل كثير."]


LONG = (
    "بنى الوالي القلعة فوق التل العالي المطل على البحر في سنة لم يذكرها المؤرخون، "
    "ثم حفر حولها خندقا عميقا ملأه من ماء النهر القريب حتى لا يعبره أحد من المهاجمين، "
    "وأقام على بابها الكبير حراسا كثيرين يتناوبون السهر في الليل والنهار من غير انقطاع، "
    "ثم جعل في وسطها خزانا للحبوب يكفي أهلها سنة كاملة إذا ضاق عليهم الحصار واشتد البرد، "
    "وبنى إلى جانبها مسجدا صغيرا وسوقا للتجار القادمين من المدن البعيدة في كل موسم."
)
"""A sentence of more than sixty words."""


def test_a_quote_begins_and_ends_with_whole_sentences() -> None:
    text = "بنى الوالي القلعة فوق التل، ثم حفر حولها خندقا عميقا، وأقام على بابها حراسا كثيرين."

    assert chosen([text], [0.0, 1.0, 0.0], count=1) == [text]


def test_a_clause_is_quoted_only_of_a_sentence_that_is_longer_than_a_quote() -> None:
    found = chosen([LONG], [0.0, 1.0, 0.0, 0.0, 0.0], count=1)

    assert found == [
        "ثم حفر حولها خندقا عميقا ملأه من ماء النهر القريب حتى لا يعبره أحد من المهاجمين"
    ]


def test_a_quote_goes_on_over_the_end_of_a_wrapped_line() -> None:
    text = "افتتح الجسر أمام العربات والمشاة في ربيع عام\n1912 بعد سنين من العمل. وفيه مقهى قديم."

    assert chosen([text], [1.0, 0.0, 0.0], count=1) == [text.removesuffix(" وفيه مقهى قديم.")]


def test_a_quote_never_ends_where_a_list_is_announced() -> None:
    text = "في الوادي ثلاثة أشياء:\nعين ماء باردة.\nونخل كثير."

    assert chosen([text], [1.0, 0.0, 0.0], count=1) == ["في الوادي ثلاثة أشياء:\nعين ماء باردة."]


def test_the_answer_span_is_looked_for_in_the_likeliest_sentence() -> None:
    text = "في الوادي عين ماء. وفيه نخل كثير."
    (found,) = best_runs(
        laid("أين الماء؟", text),
        np.array([0.6, 0.4]),
        count=1,
        longest=LONGEST_QUOTE,
        prices=(0.001, 0.001),
    )

    assert text[found.start : found.end] == text
    assert text[found.core.start : found.core.end] == "في الوادي عين ماء."


def test_equal_clauses_of_two_passages_count_once() -> None:
    twice = laid("متى افتتح الجسر؟", BRIDGE, "في الديوان: " + BRIDGE, SPRING)
    shares = clause_shares(twice, shipped_scorer())
    distinct = dict(zip(twice.keys, shares, strict=True))

    assert shares[1] == shares[4]
    assert math.isclose(sum(distinct.values()), 1.0)


def test_one_sentence_that_stands_in_two_passages_is_quoted_once() -> None:
    found = quotes("متى افتتح جسر الوادي؟", BRIDGE, BRIDGE, longest=12)

    assert found[0] == "افتتح الجسر أمام العربات في ربيع عام 1912."
    assert len(found) == len(set(found)) == 3


def test_no_more_quotes_are_given_than_asked_for() -> None:
    for count in (1, 2, 3):
        assert len(candidates("متى؟", *SHELF, count=count)) == count


@pytest.mark.parametrize("texts", [[], [""], ["…\n\n!"]])
def test_where_nothing_has_words_nothing_is_quoted(texts: list[str]) -> None:
    assert quotes("متى افتتح الجسر؟", *texts) == []


def test_a_question_without_words_gets_no_quote() -> None:
    assert quotes("؟!", BRIDGE) == []


def test_a_clause_longer_than_allowed_is_cut_after_its_last_word_that_fits() -> None:
    text = "افتتح جسر الوادي أمام العربات في ربيع عام 1912 بعد سنين من العمل"

    assert quotes("متى افتتح جسر الوادي؟", text, longest=5) == ["افتتح جسر الوادي أمام العربات"]


SHIPPED = resources.files("assistant.extractive").joinpath("evidence_selection.npz").read_bytes()


def test_a_model_file_for_other_columns_is_refused() -> None:
    with np.load(io.BytesIO(SHIPPED)) as file:
        parts = {name: file[name] for name in file.files}
    parts["names"] = parts["names"][::-1]
    other = io.BytesIO()
    np.savez(other, **parts)
    model = scorer_from(other.getvalue())

    with pytest.raises(ValueError, match="belongs to another version of the features"):
        clause_shares(laid("متى افتتح الجسر؟", BRIDGE), model)


WORDED = st.sampled_from(
    (
        *("القاهرة", "بناها", "جَوْهَرٌ", "سنة", "٩٦٩", "3.5", "مـــصر", "حيث", "وكانت", "في", "متى"),
        *("وخرج", "1,250"),
    )
)
BETWEEN = st.sampled_from(
    (
        *(
            " ",
            " ",
            " ",
            "، ",
            ". ",
            "؟ ",
            "! ",
            ": ",
            "؛",
            " – ",
            "\n",
            "\n\n",
            ":\n\n",
            " (",
            ") ",
        ),
        *(" «", "» ", '"', "…", " 👨‍👩‍👧 ", "🇪🇬", "\u200f", "\u00a0"),
    )
)
MARKS = st.sampled_from(["", "", "", "", "\u064b", "\u0651", "\u0670", "\ufe0f", "\u200d"])
TEXTS = st.lists(st.tuples(WORDED, BETWEEN), max_size=60).map(
    lambda parts: "".join(part for pair in parts for part in pair)
)
MARKED = st.lists(st.tuples(WORDED, MARKS, BETWEEN, MARKS), max_size=40).map(
    lambda parts: "".join(part for each in parts for part in each)
)
LONGEST = st.sampled_from([3, 12, LONGEST_QUOTE])


@given(st.lists(TEXTS, max_size=3), LONGEST)
def test_quotes_lie_in_their_texts_and_apart_from_one_another(
    texts: list[str], longest: int
) -> None:
    found = candidates("متى بناها جوهر؟", *texts, longest=longest)

    for one in found:
        text = texts[one.passage]
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        assert 0 <= one.score <= 1
    for one, two in combinations(found, 2):
        assert one.passage != two.passage or one.end <= two.start or two.end <= one.start


@given(st.lists(TEXTS, max_size=3), LONGEST)
def test_a_quote_has_whole_words_and_no_more_than_the_longest(
    texts: list[str], longest: int
) -> None:
    for one in candidates("متى بناها جوهر؟", *texts, longest=longest):
        for word in words_with_spans(texts[one.passage]):
            assert not word.start < one.start < word.end
            assert not word.start < one.end < word.end
        assert 1 <= one.words <= longest


@given(st.lists(TEXTS, max_size=2))
def test_no_quote_holds_a_blank_line_without_a_colon_before_it(texts: list[str]) -> None:
    for text in (text.replace(":\n\n", "\n\n") for text in texts):
        for quote in quotes("متى بناها جوهر؟", text):
            assert "\n\n" not in quote


@given(st.lists(MARKED, min_size=1, max_size=2), LONGEST)
def test_a_quote_parts_no_letter_from_its_marks(texts: list[str], longest: int) -> None:
    for one in candidates("متى بناها جوهر؟", *texts, longest=longest):
        assert is_boundary(texts[one.passage], one.start)
        assert is_boundary(texts[one.passage], one.end)
