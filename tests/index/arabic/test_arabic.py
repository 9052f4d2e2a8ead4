"""Arabic text as search sees it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arabic import (
    fold,
    fold_with_map,
    index_terms,
    is_boundary,
    next_boundary,
    sentences,
    stem,
    words,
    words_with_places,
)

ARABIC = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0600, max_codepoint=0x06FF),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFDFF),
        st.characters(min_codepoint=0xFE70, max_codepoint=0xFEFC),
        st.sampled_from(
            " .،؛؟!\n«»()\u200f\u202e\u2067\u2069\u0640\u064b\u0654e\u0301é3٣۳ﷺ🇪🇬👨‍👩‍👧"
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=80,
)


@pytest.mark.parametrize(
    ("written", "found_as"),
    [
        ("مُحَمَّدٌ", "محمد"),
        ("مـــحـــمـــد", "محمد"),
        ("أحمد إبراهيم آمنة ٱلرحمن", "احمد ابراهيم امنه الرحمن"),
        ("مؤتمر مسئول شاطئ", "موتمر مسيول شاطي"),
        ("مستشفى على", "مستشفي علي"),
        ("ا\u0654حمد", "احمد"),
        ("کتاب ایران", "كتاب ايران"),
        ("ﻣﺤﻤﺪ ﻻ ﷲ", "محمد لا الله"),
        ("١٩٤٨ ۱۹۴۸ 1948", "1948 1948 1948"),
        ("\u202bمصر\u202c\u200f", "مصر"),
        ("Café STRASSE ß", "cafe strasse ss"),
    ],
)
def test_spellings_of_one_word_fold_to_one_form(written: str, found_as: str) -> None:
    assert fold(written) == found_as


@given(ARABIC)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ARABIC)
def test_the_map_gives_the_same_folded_text_and_places_in_order(text: str) -> None:
    folded = fold_with_map(text)

    assert folded.text == fold(text)
    assert len(folded.origins) == len(folded.text)
    assert list(folded.origins) == sorted(folded.origins)


@given(ARABIC, st.data())
def test_a_folded_slice_leads_back_to_the_code_points_it_came_from(
    text: str, data: st.DataObject
) -> None:
    folded = fold_with_map(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))

    span = folded.span(start, end)

    assert folded.text[start:end] in fold(text[span.start : span.end])


def test_a_slice_takes_the_marks_of_its_last_letter_along() -> None:
    text = "قَالَ الشَّاهِدُ."
    folded = fold_with_map(text)
    start = folded.text.index("الشاهد")

    span = folded.span(start, start + len("الشاهد"))

    assert text[span.start : span.end] == "الشَّاهِدُ"


def test_a_slice_outside_the_folded_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="no folded text at 2:9"):
        fold_with_map("نص").span(2, 9)


@given(ARABIC)
def test_words_and_their_places_agree(text: str) -> None:
    placed = words_with_places(text)

    assert [word.text for word in placed] == words(text)
    for word in placed:
        assert word.text in words(text[word.start : word.end])


def test_a_number_is_a_word_of_its_own_beside_arabic_letters() -> None:
    assert words("و12 و١٬٢٥٠ 12كم B12 4G كوفيد19") == [
        *("و", "12", "و", "1250", "12", "كم", "b12", "4g", "كوفيد", "19")
    ]


@pytest.mark.parametrize(
    ("written", "number"),
    [("1,250", "1250"), ("١٬٢٥٠", "1250"), ("٣٫٥", "3.5"), ("3.5", "3.5"), ("٢٠٢٤", "2024")],
)
def test_numbers_are_read_alike_in_every_notation(written: str, number: str) -> None:
    assert words(f"بلغ {written} فقط") == ["بلغ", number, "فقط"]


@pytest.mark.parametrize(
    "family",
    [
        ["كتاب", "الكتاب", "والكتاب", "بالكتاب", "كتابها", "كتابه"],
        ["مدينة", "المدينة", "للمدينة", "مدينتها", "مدينتهم"],
        ["مهندس", "المهندسون", "مهندسين", "مهندسات", "والمهندسات"],
    ],
)
def test_clitics_and_endings_do_not_hide_a_word(family: list[str]) -> None:
    assert len({stem(fold(word)) for word in family}) == 1


def test_a_name_is_the_same_with_ibn_and_bin() -> None:
    assert [stem(word) for word in ("ابن", "بن")] == ["ابن", "ابن"]


def test_short_words_are_not_cut_to_nothing() -> None:
    assert [stem(word) for word in ("وعد", "فهد", "يد", "بنت")] == ["وعد", "فهد", "يد", "بنت"]


def test_a_word_is_indexed_by_its_stem_and_its_four_letter_parts() -> None:
    assert index_terms("المدرسة") == ["_مدرس", "المد", "لمدر", "مدرس", "درسه"]


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


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("بَت", [0, 2, 3]),
        ("لِلّهِ", [0, 2, 4, 6]),
        ("👨‍👩‍👧ا", [0, 5, 6]),
        ("🇪🇬🇸🇦", [0, 2, 4]),
        ("e\u0301", [0, 2]),
    ],
)
def test_a_cut_never_parts_a_letter_from_its_marks(text: str, edges: list[int]) -> None:
    assert [at for at in range(len(text) + 1) if is_boundary(text, at)] == edges


@given(ARABIC, st.integers(0, 90))
def test_the_next_boundary_is_the_first_one_from_there(text: str, position: int) -> None:
    edge = next_boundary(text, position)

    assert is_boundary(text, edge)
    assert edge == len(text) or edge >= position
    assert not any(is_boundary(text, at) for at in range(min(position, len(text)), edge))


def test_floods_of_marks_and_ligatures_are_worked_through() -> None:
    """Half a million of them: a method that takes the square of their number never ends."""
    flood = "ب" + "\u064b" * 500_000
    ligatures = "ﷺ" * 100_000

    assert index_terms(flood) == ["_ب", "ب"]
    assert fold_with_map(flood).span(0, 1).end == len(flood)
    assert next_boundary(flood, 250_000) == len(flood)
    assert len(sentences("." * 500_000)) == len(sentences(flood)) == 1
    assert len(words(ligatures)) == 300_001
