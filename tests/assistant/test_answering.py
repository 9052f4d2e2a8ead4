"""How sure an answer is, and that it says so when it is not."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.answering import ANSWERS_FROM, ask
from index.arabic import index_terms, words, words_with_spans
from index.arabic.tokenised import tokenise
from index.retrieval.search import Searcher
from index.store.library import Library

CLEAR = "في أي مدينة طُبعت الترجمة اللاتينية لكتاب المناظر؟"
BESIDE_THE_POINT = "كم بلغ طول أسوار القاهرة؟"
WITHOUT_WORDS = "؟!؟"


@pytest.fixture
def own(seeds: Path, tmp_path: Path) -> Iterator[Searcher]:
    """The seeds in a library that may be written to."""
    with Library.open(shutil.copytree(seeds, tmp_path / "library")) as library:
        yield Searcher.open(library)


def answer_from(library: Library, probability: float) -> None:
    with library.writing():
        library.set(ANSWERS_FROM, repr(probability))


def test_a_sure_answer_is_given_plainly(searcher: Searcher) -> None:
    answer = ask(searcher, CLEAR)

    assert (answer.status, answer.likely) == ("answered", False)
    assert answer.confidence is not None
    assert 0.6 < answer.confidence <= 1


def test_a_refusal_tells_what_was_too_little(searcher: Searcher) -> None:
    answer = ask(searcher, BESIDE_THE_POINT)

    assert (answer.status, answer.likely) == ("refused", False)
    assert answer.confidence is not None
    assert 0 <= answer.confidence < 0.6


def test_nothing_found_has_no_probability(searcher: Searcher) -> None:
    assert ask(searcher, WITHOUT_WORDS).confidence is None


def test_where_everything_is_answered_what_is_not_sure_is_called_likely(own: Searcher) -> None:
    answer_from(own.library, 0.0)

    clear, beside = ask(own, CLEAR), ask(own, BESIDE_THE_POINT)

    assert (clear.status, clear.likely) == ("answered", False)
    assert (beside.status, beside.likely) == ("answered", True)


def test_where_only_what_is_sure_is_answered_nothing_is_called_likely(own: Searcher) -> None:
    answer_from(own.library, 0.9)

    answers = [ask(own, question) for question in (CLEAR, BESIDE_THE_POINT)]

    assert [(each.status, each.likely) for each in answers] == [
        ("answered", False),
        ("refused", False),
    ]


def test_a_probability_is_no_finer_than_a_hundredth(searcher: Searcher) -> None:
    for question in (CLEAR, BESIDE_THE_POINT):
        confidence = ask(searcher, question).confidence

        assert confidence is not None
        assert confidence == round(confidence, 2)


def test_a_question_is_cut_into_words_once(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counted(cut: Callable[[str], object]) -> Callable[[str], object]:
        def cutting(text: str) -> object:
            read.append(text)
            return cut(text)

        return cutting

    for cut in (words, words_with_spans, tokenise, index_terms):
        for name, module in list(sys.modules.items()):
            ours = name.startswith(("index.", "assistant."))
            if ours and getattr(module, cut.__name__, None) is cut:
                monkeypatch.setattr(module, cut.__name__, counted(cut))

    ask(searcher, CLEAR)

    assert read.count(CLEAR) == 1
