"""Lists come whole: the announcement and every item, whichever of them was found."""

from __future__ import annotations

import pytest

from assistant.extractive.lists import LONGEST_LIST, ends_on_colon, tears_list, whole_list
from index.types import Span

NUMBERED = "أعلنت البلدية إجراءات:\n١. تعويض المزارعين.\n٢. منع البناء.\n٣. تركيب جهاز إنذار."
LETTERED = "للمؤجر أن يفسخ العقد في الأحوال الآتية:\n(أ) التأخر عن الدفع.\n(ب) تغيير البناء."
DASHED = "وشملت القائمة ما يأتي:\n\n- مقارّ القيادة.\n- مواقع الصواريخ."
ADVERBS = "وأسبابه أربعة:\n\nأولًا: الري بغير صرف. وهو الأشد.\n\nثانيًا: السماد الزائد."
ORDINALS = "الخطوة الأولى شبكة صرف. والثانية الغسل بماء عذب. والثالثة إضافة الجبس."
UNMARKED = "يتألف الفريق من:\nأحمد الخطيب\nسعاد المرعي"
BEFORE, AFTER = "مقدمة قصيرة.\n\n", "\n\nوبقي الجسر على حاله سنين طويلة."


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def whole(text: str, words: str) -> str | None:
    found = whole_list(text, place(text, words))
    return text[found.start : found.end] if found else None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (NUMBERED, "أعلنت البلدية إجراءات:"),
        (NUMBERED, "٢. منع البناء."),
        (LETTERED, "(ب) تغيير البناء."),
        (DASHED, "وشملت القائمة ما يأتي:"),
        (DASHED, "مواقع الصواريخ."),
        (ADVERBS, "وهو الأشد."),
        (ADVERBS, "ثانيًا: السماد الزائد."),
        (ORDINALS, "والثانية الغسل بماء عذب."),
        (UNMARKED, "يتألف الفريق من:"),
    ],
)
def test_any_part_of_a_list_leads_to_all_of_it(text: str, found: str) -> None:
    assert whole(BEFORE + text + AFTER, found) == text


def test_a_paragraph_beside_a_list_is_no_part_of_it() -> None:
    assert whole(BEFORE + NUMBERED + AFTER, "وبقي الجسر على حاله سنين طويلة.") is None


def test_one_numbered_sentence_is_no_list() -> None:
    assert whole("١. أعلنت البلدية إجراءاتها.\nوبقي الجسر.", "أعلنت البلدية إجراءاتها.") is None


def test_a_list_that_is_too_long_ends_with_an_item() -> None:
    items = [f"{number}. {'كلمة ' * 20}أخيرة." for number in range(1, 30)]
    text = "الشروط الآتية:\n" + "\n".join(items)
    found = whole(text, "الشروط الآتية:")

    assert found is not None
    assert found.endswith("أخيرة.")
    assert len(found.split()) <= LONGEST_LIST


def test_a_quote_that_stops_at_a_colon_or_after_one_item_tears_the_list() -> None:
    text = BEFORE + NUMBERED + AFTER

    assert ends_on_colon(text, place(text, "أعلنت البلدية إجراءات:"))
    assert tears_list(text, place(text, "أعلنت البلدية إجراءات:\n١. تعويض المزارعين."))
    assert not tears_list(text, place(text, "٢. منع البناء."))
