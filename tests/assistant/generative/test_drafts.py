"""A stream of any cut gives the statements that are in it, and says whether it was whole."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.generative.drafts import (
    ANSWER_CHARACTERS,
    STATEMENT_CHARACTERS,
    DraftReader,
    StatementDraft,
)
from assistant.llms.errors import ModelError
from tests.assistant.scripted_server import statements

TEXTS = st.text(st.characters(), max_size=30) | st.sampled_from(
    ['"}]}', "\\", '{"statements": [', "نص", "\u202eنص", "a\n\tb", "👩‍👩‍👧"]
)
PAIRS = st.lists(st.tuples(st.lists(st.integers(-5, 10**12), max_size=4), TEXTS), max_size=5)


def read(*pieces: str) -> tuple[list[StatementDraft], bool]:
    reader = DraftReader()
    drafts = [draft for piece in pieces for draft in reader.feed(piece)]
    return drafts, reader.closed


@given(PAIRS, st.lists(st.integers(0, 400), max_size=8))
def test_it_does_not_matter_where_the_stream_is_cut(
    pairs: list[tuple[list[int], str]], cuts: list[int]
) -> None:
    text = statements(*pairs)
    edges = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    pieces = [text[a:b] for a, b in pairwise(edges)]

    assert read(*pieces) == read(text) == read(*text)
    assert read(text)[1]


@given(PAIRS, st.integers(0, 400))
def test_a_stream_that_ends_early_is_a_beginning_and_not_whole(
    pairs: list[tuple[list[int], str]], cut: int
) -> None:
    text = statements(*pairs)
    drafts, closed = read(text[: min(cut, len(text) - 2)])

    assert drafts == read(text)[0][: len(drafts)]
    assert not closed


@pytest.mark.parametrize(
    "before", ["", "```json\n", "<think>{[أفكر]}</think>\n", "تفضّل الجواب: ", '{"x": 1}\n']
)
@pytest.mark.parametrize("after", ["", "\n```", " وهذا كل شيء.", "]]}}"])
def test_what_stands_around_the_object_is_passed_over(before: str, after: str) -> None:
    drafts, closed = read(before + statements(([1, 2], "نص")) + after)

    assert (drafts, closed) == ([StatementDraft((1, 2), "نص")], True)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("بناها جوهر [1].", "بناها جوهر."),
        ("بناها [1, 2] جوهر [٣]", "بناها جوهر"),
        ("سطر\nثانٍ\t\u200b", "سطر ثانٍ"),
        ("\x1b[31mأحمر\x1b[0m\x07", "[31mأحمر[0m"),
        ("\u202eمقلوب\u202c\ud800", "مقلوب"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_text_is_one_clean_line(written: str, text: str) -> None:
    (draft,), _ = read(json.dumps({"statements": [{"sentences": [1], "text": written}]}))

    assert draft.text == text


def test_numbers_are_whole_numbers_each_once() -> None:
    cited = json.dumps([3, 3, -1, 2.5, "1", None, True, [4], 10**9])
    huge = "9" * 5_000
    (draft,), _ = read(f'{{"statements": [{{"sentences": [{huge}, {cited[1:]}, "text": "نص"}}]}}')

    assert draft.sentences == (-1, 3)


@pytest.mark.parametrize(
    "pieces",
    [
        ["نص" * ANSWER_CHARACTERS],
        ['{"statements": [{"text": "', *["كلام "] * STATEMENT_CHARACTERS],
        ['{"statements": ["', *["x}"] * STATEMENT_CHARACTERS],
    ],
)
def test_a_stream_without_end_is_stopped(pieces: list[str]) -> None:
    with pytest.raises(ModelError, match="did not end"):
        read(*pieces)
