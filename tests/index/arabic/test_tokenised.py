"""A text read once: its words, their places and its sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arabic import sentences, words, words_with_spans
from index.arabic.tokenised import tokenise
from index.types import Span

COMMON = st.text(
    st.one_of(
        st.sampled_from("ابتدرسمنوهيكةآء 3٣۳abéﬁ.,٫٬،؛؟!\n«»()ـًَّ\u0670\u200c\u200f\u00ad\u06dd½²%٪"),
        st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قَالَ الشَّاهِدُ", ["قال", "الشاهد"]),
        ("مـــصر العربية", ["مصر", "العربيه"]),
        ("سنة ١٩٦٩م", ["سنه", "1969", "م"]),
        ("1,250 دينارا أو ١٬٢٥٠ درهما", ["1250", "دينارا", "او", "1250", "درهما"]),
        ("نسبة 3.5", ["نسبه", "3.5"]),
        ("نسبة ٣٫٥", ["نسبه", "3.5"]),
        ("فرقة Beyonce\u0301s الشهيرة", ["فرقه", "beyonces", "الشهيره"]),
        ("ﻣﺤﻤﺪ रवि", ["محمد", *words("रवि")]),
        ("مي\u200cرود", ["ميرود"]),
        ("", []),
    ],
)
def test_the_words_are_those_that_search_knows(text: str, found: list[str]) -> None:
    assert list(tokenise(text).words) == found == words(text)


def test_each_word_knows_where_it_stands() -> None:
    text = "وُلد سنة 1969م في «طَنْجَة»."

    read = tokenise(text)

    assert [text[a:b] for a, b in zip(read.starts, read.ends, strict=True)] == [
        *("وُلد", "سنة", "1969", "م", "في", "طَنْجَة")
    ]


def test_only_sentences_with_words_are_kept() -> None:
    read = tokenise("* * *.\nبنى المنصور بغداد. … سماها مدينة السلام.")

    assert (read.sentences, read.first_words) == ((Span(7, 25), Span(28, 47)), (0, 3))


@given(COMMON)
def test_the_short_way_finds_the_words_that_the_map_of_folding_finds(text: str) -> None:
    read = tokenise(text)

    assert list(read.words) == words(text)
    for word, start, end in zip(words_with_spans(text), read.starts, read.ends, strict=True):
        assert start <= word.start < word.end <= end  # what folding drops may lean on a word


@given(COMMON)
def test_every_word_is_in_one_sentence(text: str) -> None:
    read = tokenise(text)

    edges = [*read.first_words, len(read.words)]
    for span, first, stop in zip(read.sentences, edges, edges[1:], strict=False):
        assert first < stop
        assert all(span.start <= start < span.end for start in read.starts[first:stop])
    assert set(read.sentences) <= set(sentences(text))
