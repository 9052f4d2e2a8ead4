"""What may be meant by a word that no passage has."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arabic import index_terms, stem, word_terms, words
from index.arabic.spelling import MOST_GUESSES, respaced, spelling_corrections

LIBRARY = Counter(index_terms("انتشرت الأنفلونزا في سلطنة عبد الله ثم في فرانكفورت"))


def frequency(term: str) -> int:
    """How often a term stands in a library of one sentence."""
    return LIBRARY[term]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("الأنفولنزا", "انفلونزا"),  # swapped
        ("الأنفلنزا", "انفلونزا"),  # dropped
        ("الأنفللونزا", "انفلونزا"),  # doubled
        ("فرانكفورط", "فرانكفورت"),  # mistaken
    ],
)
def test_one_slip_is_seen_through(asked: str, meant: str) -> None:
    (word,) = words(asked)

    assert spelling_corrections(stem(word), frequency) == [stem(meant)]


@pytest.mark.parametrize(
    "asked",
    [
        "الأنفلونزا",  # the library has it
        "الأنفوليزا",  # two slips
        "سلط",  # too short to tell
        "1984",
        "انتش",  # its letters stand so in a word of the library
        "berlin",
    ],
)
def test_other_words_are_left_alone(asked: str) -> None:
    (word,) = words(asked)

    assert spelling_corrections(stem(word), frequency) == []


def test_of_several_words_the_commonest_are_meant() -> None:
    common = Counter({"_محاسب": 9, "_محاصب": 2, "_مناسب": 5, "_محارب": 5})

    assert spelling_corrections("محاشب", lambda term: common[term]) == ["محاسب", "محارب", "محاصب"]


@pytest.mark.parametrize(
    ("question", "own", "other"),
    [
        ("من حكم سلطنة عبدالله؟", "عبدالله", "عبد الله"),
        ("أين فرانك فورت؟", "فرانك فورت", "فرانكفورت"),
        ("متى انتشرتالأنفلونزا؟", "انتشرتالانفلونزا", "انتشرت الانفلونزا"),
    ],
)
def test_joined_and_parted_words_are_found_as_the_library_has_them(
    question: str, own: str, other: str
) -> None:
    found = respaced(words(question), frequency)

    assert [(" ".join(one.own), [" ".join(form) for form in one.forms]) for one in found] == [
        (own, [other])
    ]


def test_words_that_the_library_has_stay_as_they_are() -> None:
    assert respaced(words("سلطنة عبد الله"), frequency) == []


@given(st.text("ابتسلمنوي", min_size=5, max_size=8), st.data())
def test_a_letter_mistaken_for_one_that_never_stands_there_is_mended(
    meant: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(1, len(meant) - 1))
    damaged = meant[:at] + data.draw(st.sampled_from("ضظغ")) + meant[at + 1 :]
    known = frozenset(("_" + meant, *word_terms(meant)[1:]))

    assert spelling_corrections(damaged, lambda term: int(term in known)) == [meant]


@given(st.text("ابتسلمنوي3a", min_size=1, max_size=8))
def test_where_every_other_word_is_known_guesses_are_few_and_one_slip_away(missing: str) -> None:
    def known(term: str) -> int:
        return int(term.startswith("_") and term != "_" + missing)

    guesses = spelling_corrections(missing, known)

    assert len(guesses) <= MOST_GUESSES
    assert missing not in guesses
    assert all(abs(len(guess) - len(missing)) <= 1 for guess in guesses)
