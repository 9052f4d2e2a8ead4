"""Where a quote stands: Arabic locators, the fingerprint, the address on the web."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

import pytest

from assistant.export.locators import fingerprint, locator, locator_text, note, text_fragment
from tests.assistant.export.samples import BOOK, NEWS, OPTICS, PAGE, quote

LIGHT = quote(1, BOOK, OPTICS, "الضوء يشرق", page="٣٥", headings=("الفصل الثاني: في الضوء",))


def test_the_place_is_told_by_volume_page_and_division() -> None:
    assert locator_text(LIGHT) == "ج ٢، ص ٣٥، الفصل الثاني"


@pytest.mark.parametrize(
    ("heading", "label", "value", "words"),
    [
        ("المادة (3): التعريفات", "article-locator", "3", "المادة 3"),
        ("الفصل الأول: أحكام عامة", "chapter", "الأول", "الفصل الأول"),
        ("الآية ٥", "verse", "٥", "الآية ٥"),
        ("آية ٥", "verse", "٥", "آية ٥"),
        ("باب في الصبر", "part", "في الصبر", "باب في الصبر"),
        ("الورقة 12", "folio", "12", "الورقة 12"),
    ],
)
def test_divisions_of_arabic_works_are_locators(
    heading: str, label: str, value: str, words: str
) -> None:
    place = locator(replace(LIGHT, page=None, headings=(heading,)))

    assert place is not None
    assert (place.label, place.value, place.words) == (label, value, words)


def test_any_other_heading_is_named_in_quotation_marks() -> None:
    other = replace(LIGHT, page=None, headings=("مقدمة", "الأضرار"))

    assert locator(other) is None
    assert locator_text(other) == "ج ٢، «الأضرار»"


def test_the_fingerprint_is_the_text_and_the_span() -> None:
    assert fingerprint(LIGHT) == f"sha256:{BOOK.sha256}#char=16,26"


def test_a_note_is_one_line() -> None:
    assert note(LIGHT) == f"«الضوء يشرق» — ج ٢، ص ٣٥، الفصل الثاني — {fingerprint(LIGHT)}"


def test_a_short_quote_is_named_whole_in_the_address() -> None:
    cited = quote(1, PAGE, NEWS, "بعد تأخير دام سبعة أسابيع")

    assert unquote(text_fragment(cited)) == (
        "https://example.org/news?id=7&lang=ar#:~:text=بعد تأخير دام سبعة أسابيع"
    )


def test_a_long_quote_is_named_by_its_ends_and_whole_words() -> None:
    cited = quote(
        1, PAGE, NEWS, "تُتحت المكتبة صباح السبت 2 آذار/مارس 2024 بعد تأخير دام سبعة أسابي"
    )

    assert unquote(text_fragment(cited)).partition("text=")[2] == (
        "المكتبة صباح السبت 2,بعد تأخير دام سبعة"
    )


def test_what_parts_the_address_is_escaped_inside_a_quote() -> None:
    text = "من 10-20, أو & أكثر"

    assert text_fragment(quote(1, PAGE, text, text)).partition("text=")[2] == (
        "%D9%85%D9%86%2010%2D20%2C%20%D8%A3%D9%88%20%26%20%D8%A3%D9%83%D8%AB%D8%B1"
    )


def test_a_source_that_is_not_on_the_web_has_no_address() -> None:
    assert text_fragment(LIGHT) == ""
