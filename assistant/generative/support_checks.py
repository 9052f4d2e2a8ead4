"""Support checks by the words alone: what a statement says that its sentences do not.

No model checks here. A number, date, name or negation that does not stand in the cited sentences
is unsupported; so is a statement that has nothing in common with them. Paraphrase is free.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.answer import Unsupported
from index.arabic import STOP_WORDS, stem, word_classes, words, words_with_spans
from index.arabic.morphology import canonical
from index.arabic.names import foreignness
from index.arabic.numbers import numbers_in
from index.arabic.particles import AFFIRMED_WHEN_NEGATED, NEGATIONS
from index.arabic.similarity import similarity

_FOREIGN = 1.0
"""Mean log ratio, name to common word, of a word's letters from which it is taken for a name:
3 in 100 words of the sample documents lie above it, names among them."""
_SHORTEST_FOREIGN = 4
"""Letters; those of shorter words tell too little («ريش», «لون»)."""
_NAMES = ("forename", "territory", "city", "nationality")
_NAME_CUES = ("link", "person")
"""Classes of words that a name follows: «بن», «الملك»."""
_DATES = ("month", "weekday")
_PROCLITICS = "بلكوف"
_SHORTEST_REST = 3
_NEGATED_WITHIN = 3
"""Words after a negation among which what it denies is looked for."""
_CONTRACTION = re.compile(r"n['’]t\b")
_SCRIPTS = {
    "arabic": re.compile(r"[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
    "other": re.compile(r"[^\W\d_A-Za-z\u00c0-\u024f\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]"),
}


def unsupported_in(
    statement: str, question: str, sentences: Sequence[str], passages: Sequence[str]
) -> tuple[Unsupported, ...]:
    """Why the statement does not stand on the sentences that it cites; nothing when it does.

    :param sentences: those cited.
    :param passages: what they were cut from, titles included; a name may stand there, since
        a sentence often says «he» of whom the one before it named.
    """
    if not sentences:
        return (Unsupported.UNSOURCED,)
    said, cited = "\n".join(sentences), "\n".join(passages)
    script = _script(statement)
    found = {
        Unsupported.NUMBER: not numbers_in(statement) <= numbers_in(said),
        Unsupported.NEGATION: _differs_in_negation(statement, sentences),
        Unsupported.LANGUAGE: script not in (None, _script(question), *map(_script, sentences)),
    }
    if script in map(_script, sentences):  # else there are no words to compare
        found[Unsupported.DATE] = any(_absent(statement, said, _is_date))
        found[Unsupported.NAME] = any(_absent(statement, cited, _is_name))
        found[Unsupported.UNRELATED] = not _related(statement, said)
    return tuple(reason for reason in Unsupported if found.get(reason))


def _script(text: str) -> str | None:
    """The script that most letters are of; None without letters."""
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else None


def _absent(statement: str, said: str, kind: _Kind) -> Iterator[bool]:
    """For each word of a kind in the statement, whether no form of it is in what is said."""
    known = {form for word in words(said) for form in _forms(word)}
    before = ""
    for word in words_with_spans(statement):
        if word.text not in STOP_WORDS and kind(word.text, before, statement[word.start]):
            yield known.isdisjoint(_forms(word.text))
        before = word.text


def _forms(word: str) -> set[str]:
    """A word's stem, with and without a preposition written on to it («بالقاهرة», «لبغداد»).

    A month is the same by every name that it has: «شباط» and «فبراير».
    """
    forms = {stem(word), canonical(word)}
    if word[0] in _PROCLITICS and len(word) > _SHORTEST_REST:
        forms.add(stem(word[1:]))
    return forms


_Kind = Callable[[str, str, str], bool]
"""Whether a check is about a word, given the word before it and its first letter as written."""


def _is_date(word: str, before: str, initial: str) -> bool:
    return _of(word, _DATES)


def _is_name(word: str, before: str, initial: str) -> bool:
    if not "ء" <= word[0] <= "ي":
        return bool(before) and initial.isupper()  # the first word of all has a capital anyway
    foreign = len(word) >= _SHORTEST_FOREIGN and foreignness(word) > _FOREIGN
    return foreign or _of(word, _NAMES) or _of(before, _NAME_CUES)


def _of(word: str, classes: Sequence[str]) -> bool:
    return bool(word) and any(
        word_classes.classes(word) & word_classes.bit(name) for name in classes
    )


def _related(statement: str, said: str) -> bool:
    own = [word for word in words(statement) if word not in STOP_WORDS]
    others = {word for word in words(said) if word not in STOP_WORDS}
    return not own or any(similarity(word, other) for word in own for other in others)


def _differs_in_negation(statement: str, sentences: Sequence[str]) -> bool:
    """Whether the statement says no where no sentence does, or yes to what they say no to."""
    own = _split(statement)
    cited = [_split(sentence) for sentence in sentences]
    denied = [word for sentence in cited for word in _denied(sentence)]
    if _denied(own):
        return not denied
    claimed = [word for sentence in cited for word in sentence if word not in denied]
    return any(_matches(no, own) and not _matches(no, claimed) for no in denied)


def _split(text: str) -> list[str]:
    return words(_CONTRACTION.sub(" not", text))


def _denied(sentence: Sequence[str]) -> list[str]:
    """For each negation the first content word after it; itself when none is near."""
    denied = []
    for at, word in enumerate(sentence):
        after = sentence[at + 1 : at + 1 + _NEGATED_WITHIN]
        if word in NEGATIONS and not (after and after[0] in AFFIRMED_WHEN_NEGATED):
            denied.append(next((each for each in after if each not in STOP_WORDS), word))
    return denied


def _matches(word: str, others: Sequence[str]) -> bool:
    return any(similarity(word, other) for other in others)
