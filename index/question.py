"""What a question asks for: its telling words, its type and the kinds of answer it expects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from index.arabic import fold, words
from index.arabic.clitics import PROCLITICS
from index.arabic.folding import folded_words as folded
from index.arabic.morphology import canonical
from index.arabic.stop_words import EMPTY_WORDS

QUESTION_TYPES = (
    *("WHO", "WHODEF", "WHEN", "WHERE", "HOWMANY", "WHATDEF", "WHATNOUN", "WHATVERB"),
    *("WHICH", "WHY", "HOW", "YESNO", "OTHER"),
)
ANSWER_TYPES = (
    *("time", "place", "person", "number", "rank", "name", "definition", "reason", "manner"),
    *("list", "group", "thing"),
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the readers see it."""

    terms: tuple[str, ...]
    """Distinct folded words that carry its subject, in order; never empty for a worded text."""
    question_type: str
    """One of `QUESTION_TYPES`."""
    answer_types: frozenset[str]
    """Those of `ANSWER_TYPES` that its question word and the noun beside that make one expect."""
    focus: int
    """Place in `terms` of the noun asked about (كم كتابا, في أي مدينة), -1 without one."""
    verb: int
    """Place in `terms` of the word after the question word or the focus, -1 without one."""


_QUESTION_WORDS = (
    ("WHEN", folded("متى ومتى")),
    ("WHERE", folded("أين وأين بأين")),
    ("HOWMANY", folded("كم بكم وكم لكم")),
    ("WHY", folded("لماذا لمادا لما ولماذا")),
    ("HOW", folded("كيف وكيف")),
    ("YESNO", folded("هل وهل أهل")),
    ("WHICH", folded("أي أية بأي لأي أيا أيهما وأي فأي")),
    ("WHATVERB", folded("ماذا بماذا مماذا بم مم مما عم علام فيم الام مادا وماذا")),
    ("WHATNOUN", folded("ماهو ماهي ماهى وماهو ماهم ماهما ماسم")),
    ("WHO", folded("لمن منهو منهي")),
)
_ONLY_EARLY = folded("لما كم أية مما")
"""Question words that are other words when they stand late."""
_LATEST = 3
_WHATIS = folded("ماهو ماهي ماهى وماهو ماهم ماهما")
_NEVER_TERMS = frozenset().union(*(listed for _, listed in _QUESTION_WORDS))
_WHO = folded("من ممن بمن ومن")
_WHAT = folded("ما وما")
_PRONOUNS = folded("هو هي هم هن هما كان كانت يكون تكون الذي التي الذين تم يتم تعتبر يعتبر")
_IS = folded("هو هي هم")
_RELATIVES = folded("الذي التي الذين")
_COUNTING_HEADS = folded("عدد اسم نوع")
"""Nouns that only introduce the one asked about: عدد الكتب."""
_LONGEST_WHO_IS = 4
"""Telling words in «من هو …» that still ask who someone is, not who did something."""
_LONGEST_WHAT_IS = 2
_NAMES_BEGIN = folded("ابن أبو أم بنت")
"""«من هو ابن سينا» asks who bears the name, not whose son somebody is."""
_PRONOUN_IS = folded("هو هي")
_IMPLIED = {
    **{"WHEN": "time", "WHERE": "place", "HOWMANY": "number", "WHY": "reason", "HOW": "manner"},
    **{"WHO": "person", "WHODEF": "definition", "WHATDEF": "definition"},
}
_UNNAMED = {"WHATNOUN": "thing", "WHICH": "thing"}
"""What is asked for when no noun tells."""
_NOUN_WITHIN = {"WHATNOUN": 2, "WHICH": 2, "HOWMANY": 1, "WHO": 1, "WHATVERB": 1, "OTHER": 1}
"""Telling words after the question word among which is the noun that tells the kind of answer."""
_NOUNS_FILE = Path(__file__).parent / "arabic" / "asked_nouns.txt"


@lru_cache(maxsize=256)
def understand(text: str) -> Question:
    """Read a question; any text will do, and a wordless one has no terms."""
    asked = words(_up_to_question_mark(text)) or words(text)
    place, kind = _question_word(asked)
    telling = [word for word in asked if word not in EMPTY_WORDS and word not in _NEVER_TERMS]
    telling = telling or [word for word in asked if word not in EMPTY_WORDS] or asked
    following = [word for word in asked[place + 1 :] if word in telling]
    kind = _type(kind, asked, place, following, len(telling))
    terms = _by_first_use(telling)
    places = {base: at for at, (base, _) in enumerate(terms)}
    focus, verb = _focus_and_verb(kind, following, places)
    return Question(
        terms=tuple(word for _, word in terms),
        question_type=kind,
        answer_types=_answer_types(kind, following),
        focus=focus,
        verb=verb,
    )


def _by_first_use(telling: list[str]) -> list[tuple[str, str]]:
    """Each distinct stem with the first word that has it."""
    first: dict[str, str] = {}
    for word in telling:
        first.setdefault(canonical(word), word)
    return list(first.items())


def _up_to_question_mark(text: str) -> str:
    """The text up to its last question mark, if that leaves a question."""
    end = max(text.rfind("؟"), text.rfind("?"))
    return text[:end] if end > 0 and len(words(text[:end])) > 1 else text


def _question_word(asked: list[str]) -> tuple[int, str]:
    """Place and type of the question word; place -1 when there is none."""
    clear = next(
        (
            (place, kind)
            for place, word in enumerate(asked)
            for kind, listed in _QUESTION_WORDS
            if word in listed and not (word in _ONLY_EARLY and place > _LATEST)
        ),
        None,
    )
    if clear is not None and clear[0] == 0:
        return clear
    for place, word in enumerate(asked[: clear[0] if clear else None]):
        if word in _WHAT and (place <= 1 or clear is None):
            return place, "WHATNOUN"
        if word in _WHO and clear is not None and clear[0] == place + 1:
            return clear  # من أين, من متى
        if word in _WHO and (place == 0 or (clear is None and _asks_who(asked, place))):
            return place, "WHO"
    if clear is None and len(asked) > 1 and asked[1] in _WHO:
        return 1, "WHO"
    return clear or (-1, "OTHER")


def _asks_who(asked: list[str], place: int) -> bool:
    """Whether a late من is "who" and not "from"."""
    following = asked[place + 1 : place + 2]
    return not following or following[0] in _PRONOUNS


def _type(
    kind: str, asked: Sequence[str], place: int, following: Sequence[str], telling: int
) -> str:
    """The question type, from the words that follow the question word."""
    rest = asked[place + 1 :]
    pronouns = list(takewhile(_PRONOUNS.__contains__, rest))
    noun = bool(following) and bool(named_types(following[0]))
    if kind == "WHO" and pronouns and pronouns[0] in _IS and not _RELATIVES & set(rest):
        bears = pronouns[0] in _PRONOUN_IS and bool(following) and following[0] in _NAMES_BEGIN
        return "WHODEF" if (bears or not noun) and telling <= _LONGEST_WHO_IS else "WHO"
    if kind in ("WHATNOUN", "WHICH") and _RELATIVES & set(pronouns):
        return "WHATVERB"
    if kind == "WHATNOUN" and not noun and telling <= _LONGEST_WHAT_IS:
        return "WHATDEF" if pronouns or asked[place] in _WHATIS else kind
    return kind


def _answer_types(kind: str, following: Sequence[str]) -> frozenset[str]:
    within = following[: _NOUN_WITHIN.get(kind, 0)]
    named = next(filter(None, map(named_types, within)), frozenset())
    implied = _IMPLIED.get(kind) or (not named and _UNNAMED.get(kind))
    return named | {implied} if implied else named


def named_types(word: str) -> frozenset[str]:
    """The kinds of answer that a folded noun asks for: «مدينة» a place; empty for most words."""
    nouns = _asked_nouns()
    for proclitic in ("", *PROCLITICS):
        if word.startswith(proclitic) and word[len(proclitic) :] in nouns:
            return nouns[word[len(proclitic) :]]
    return frozenset()


@lru_cache(maxsize=1)
def _asked_nouns() -> dict[str, frozenset[str]]:
    nouns: dict[str, frozenset[str]] = {}
    for line in _NOUNS_FILE.read_text(encoding="utf-8").splitlines()[1:]:
        name, _, listed = line.partition(": ")
        for noun in fold(listed).split():
            nouns[noun] = nouns.get(noun, frozenset()) | {name}
    return nouns


def _focus_and_verb(kind: str, following: Sequence[str], places: dict[str, int]) -> tuple[int, int]:
    if not following:
        return -1, -1
    if kind not in ("HOWMANY", "WHATNOUN", "WHICH", "WHATDEF"):
        return -1, places[canonical(following[0])]
    at = 1 if following[0] in _COUNTING_HEADS and len(following) > 1 else 0
    verb = places[canonical(following[at + 1])] if at + 1 < len(following) else -1
    return places[canonical(following[at])], verb
