"""Sentences end where a reader would end them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from index.arabic import sentences
from tests.index.arabic.texts import ARABIC


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ذهب. ثم عاد؟ نعم! انتهى…", ["ذهب.", "ثم عاد؟", "نعم!", "انتهى…"]),
        ("سطر أول\nسطر ثان\n\nثالث", ["سطر أول", "سطر ثان", "ثالث"]),
        ("قال: «ذهبت.» ثم سكت.", ["قال: «ذهبت.»", "ثم سكت."]),
        ("(نعم.) لا.", ["(نعم.)", "لا."]),
        ("قال د. أحمد كلامًا. سكت.", ["قال د. أحمد كلامًا.", "سكت."]),
        ("كتبها أ.د. منى سنة كذا. تم.", ["كتبها أ.د. منى سنة كذا.", "تم."]),
        ("ألّفه ج. ر. ر. تولكين. نشر.", ["ألّفه ج. ر. ر. تولكين.", "نشر."]),
        ("بلغ 3.5 أمتار. وزاد ٤.٥ كغ.", ["بلغ 3.5 أمتار.", "وزاد ٤.٥ كغ."]),
        ("1. أول\n2. ثان", ["1. أول", "2. ثان"]),
        ("عام 1440هـ. ثم عاد", ["عام 1440هـ.", "ثم عاد"]),
        ("انتهت الحرب.وعاد الناس", ["انتهت الحرب.", "وعاد الناس"]),
        ("زر example.com الآن.", ["زر example.com الآن."]),
        ("أولًا؛ ثانيًا", ["أولًا؛", "ثانيًا"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, parts: list[str]) -> None:
    assert [text[span.start : span.end] for span in sentences(text)] == parts


@given(ARABIC)
def test_sentences_cover_all_but_white_space_in_order(text: str) -> None:
    spans = sentences(text)

    assert "".join("".join(text[s.start : s.end] for s in spans).split()) == "".join(text.split())
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] != "" for s in spans)
