"""A question is searched for by its content words."""

from __future__ import annotations

from index.arabic import content_words, weighed_words


def test_questions_lose_the_words_that_carry_no_subject() -> None:
    assert content_words("ما هو عدد سكان مدينة القاهرة؟") == ["عدد", "سكان", "مدينه", "القاهره"]


def test_a_question_of_stop_words_alone_keeps_them() -> None:
    assert content_words("من هو؟") == ["من", "هو"]


def test_words_that_frame_a_question_weigh_less_than_its_subject() -> None:
    assert weighed_words("ما اسم عاصمة مصر؟") == {"اسم": 0.5, "عاصمه": 1.0, "مصر": 1.0}
