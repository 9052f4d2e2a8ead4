"""Questions with a slip of the pen, as people type them: what training and benchmarks try too."""

from __future__ import annotations

import random

from index.arabic import STOP_WORDS, words_with_spans

_SHORTEST = 4
"""Letters of a word that a slip is put into."""
_HEARD_ALIKE = dict(
    zip("ضظذدثتطسصقكهةىيأإا", "ظضدذتثتصسكقةهيىااأ", strict=True)  # as sounds and keys are mixed up
)


def misspelt(question: str, seed: str) -> str:
    """The question with one slip in one of its longer words; itself when it has none.

    A letter dropped, doubled, swapped with the next or taken for one that sounds like it, or two
    words written as one. The same seed gives the same slip.
    """
    rng = random.Random(seed)  # noqa: S311 - a sample, not a secret
    content = [
        word
        for word in words_with_spans(question)
        if word.text not in STOP_WORDS and word.text.isalpha() and len(word.text) >= _SHORTEST
    ]
    if not content:
        return question
    word = rng.choice(content)
    at = rng.randrange(word.start + 1, word.end - 1)
    head, letter, tail = question[:at], question[at], question[at + 1 :]
    slip = rng.choice(("drop", "double", "swap", "alike", "alike", "join"))
    if slip == "drop":
        return head + tail
    if slip == "double":
        return head + letter + letter + tail
    if slip == "swap":
        return head + tail[:1] + letter + tail[1:]
    if slip == "join" and question[word.end : word.end + 1] == " ":
        return question[: word.end] + question[word.end + 1 :]
    places = [i for i in range(word.start, word.end) if question[i] in _HEARD_ALIKE]
    if not places:
        return head + tail
    at = rng.choice(places)
    return question[:at] + _HEARD_ALIKE[question[at]] + question[at + 1 :]
