"""The one promise: a quote is a slice of its document, and there is no other way to make one."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Quote, Statement
from index.types import Anchor, Document, Span


def document(text: str) -> Document:
    return Document(
        1, text, "0" * 64, "عنوان", ("/كتب/نص.txt",), anchors=(Anchor(0, "١"), Anchor(9, "٢"))
    )


TEXTS = st.text(
    st.one_of(
        st.sampled_from("ابتَُِّ \u0640\u200f👨‍👩‍👧🇪🇬e\u0301"), st.characters(exclude_categories=["Cs"])
    ),
    min_size=1,
    max_size=40,
)


@given(TEXTS, st.integers(-2, 45), st.integers(-2, 45))
def test_a_quote_is_its_documents_words_or_is_not_made(text: str, start: int, end: int) -> None:
    try:
        quote = Quote(document(text), start, end)
    except ValueError:
        return
    assert quote.text == text[start:end] != ""
    assert text.endswith(quote.suffix)
    assert (quote.prefix + quote.text + quote.suffix) in text


def test_a_quote_has_no_words_of_its_own_to_be_given() -> None:
    assert {field.name for field in dataclasses.fields(Quote)} == {
        *("document", "start", "end", "short", "headings")
    }
    with pytest.raises((AttributeError, TypeError)):
        Quote(document("قال كذا"), 0, 3).text = "غيره"  # type: ignore[misc]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 99)])
def test_a_span_outside_the_document_is_no_quote(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="is not in document 1"):
        Quote(document("قال كذا"), start, end)


def test_a_quote_never_parts_a_letter_from_its_marks() -> None:
    with pytest.raises(ValueError, match="cuts a grapheme cluster"):
        Quote(document("كَتَبَ"), 0, 1)


def test_the_short_answer_lies_inside_its_quote() -> None:
    text = "أُسست القاهرة سنة 969م."
    start = text.index("969")

    assert Quote(document(text), 0, len(text), Span(start, start + 3)).short_text == "969"
    with pytest.raises(ValueError, match="short answer"):
        Quote(document(text), 0, start, Span(start, start + 3))


def test_a_quote_knows_its_page() -> None:
    text = "صفحة أولى صفحة ثانية"

    assert [Quote(document(text), at, at + 4).page for at in (0, 10)] == ["١", "٢"]


def test_the_text_of_an_answer_names_its_quotes_by_number() -> None:
    quote = Quote(document("أُسست القاهرة سنة 969م."), 0, 23)
    answer = Answer("متى؟", (Statement("سنة 969م", (1,)),), (quote,), (), None)

    assert (answer.status, answer.text) == ("answered", "سنة 969م [1]")
