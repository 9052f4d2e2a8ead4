"""Questions in Latin letters are read in Arabic ones."""

from __future__ import annotations

from collections import Counter

import pytest

from index.arabic import index_terms
from index.arabic.idf import TermStatistics
from index.question import analyse

PASSAGES = (
    "ولد ابن الهيثم في البصرة وتوفي في القاهرة",
    "ترعى سلمى المرجاوي النحل في مرج الزيتونة",
    "مات الحاكم ونزلت في خان الحرير والليلة بدينار",
)
_HELD = Counter(term for passage in PASSAGES for term in set(index_terms(passage)))
SHELF = TermStatistics(len(PASSAGES), _HELD.__getitem__)


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("متى توفي Ibn al-Haytham؟", "متى توفي ابن الهيثم"),
        ("كم خلية ترعى Salma al-Marjawi؟", "كم خلية ترعى سلمي المرجاوي"),
        ("كم أجرة الليلة في khan el 7areer", "كم أجرة الليلة في خان el حرير"),
        ("wain mat ibn al haytham", "أين مات ابن الهيثم"),
        ("When did Ibn al-Haytham die?", "متى ابن الهيثم توفي"),
        ("Could you please tell me who Salma al-Marjawi is?", "من سلمي المرجاوي"),
        ("Who ruled Damascus in the 8th century?", "من حكم دمشق 8th قرن"),
        ("ljn ,g] hfk hgidel", "متى ولد ابن الهيثم"),
        ("كمممم خلية ترعى سلمى", "كم خلية ترعى سلمى"),
    ],
)
def test_names_english_and_slips_of_the_keyboard_are_read(question: str, read: str) -> None:
    assert analyse(question, SHELF).read_as == read


def test_an_english_question_has_its_type_and_no_stop_words() -> None:
    asked = analyse("How many bridges are there in Khan al-Harir?", SHELF)

    assert (asked.question_type, asked.answer_types) == ("HOWMANY", frozenset({"number"}))
    assert asked.terms == ("bridges", "خان", "الحرير")


def test_a_name_that_nothing_held_is_like_stays() -> None:
    assert analyse("من هو Shakespeare؟", SHELF).terms == ("shakespeare",)
