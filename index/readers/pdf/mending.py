"""Wrong letters of a font's map are mended where the words around make it sure.

The words are those of the document itself and of the shipped tables of Arabic.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from index.arabic import STOP_WORDS, fold, stem
from index.arabic.idf import corpus_idf
from index.readers.pdf.legibility import foreign, is_known
from index.readers.pdf.letters import LETTERS, Said
from index.readers.pdf.page import PLACE, UNKNOWN, Table, Written
from index.readers.pdf.reading import PageText
from index.types import Span

LOST = "\ufffd"
"""What is written for a glyph in a number that stays unknown: it may be what parts two numbers."""
_IN_NUMBER = re.compile(r"(?<=\d)[\ue000-\uf8ff](?=\d)")
ALEF_FORMS = ("ا", "أ", "إ", "آ")
CANDIDATES = (*LETTERS, "لا", "لله", "")
"""What glyphs that nothing tells may stand for; forms of alef are told apart afterwards."""
ENOUGH_WORDS = 3
"""Different words that must speak for a letter."""
SURE, AHEAD = 0.5, 2.0
"""Share of the words that the letter makes known, and how many times the next best has of them."""
FEWEST_GAINED, GAINED = 8, 0.5
"""Words that a replaced letter must make known, and their share of those that are not."""
MOST_RUNS = 300
"""Unknown glyphs, or runs of them, that are told; a font has fewer forms of letters."""
MOST_WORDS = 400
"""Different words of one glyph that are looked at."""
_LETTER = "\u0621-\u063a\u0641-\u064a\u064b-\u065f\u0670\u0671-\u06d3"
_WORD = re.compile(f"[{_LETTER}\u0640\ue000-\uf8ff]+")
_RUN = re.compile("[\ue000-\uf8ff]+")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
_SUBSTITUTIONS = (("آ", "ك"), ("ل", "لا"))
_INITIAL = re.compile("[وف]?[بلك]?(?:ال)?")
_MIXED = re.compile("(?=[0-9]*[٠-٩])(?=[٠-٩]*[0-9])[0-9٠-٩]{2,}")
_TO_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_TO_ASCII = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


def mend(pages: Sequence[PageText], doubts: Mapping[str, Said]) -> None:
    """Mend what can be mended; glyphs that stay unknown are left out and counted.

    :param doubts: for unknown glyphs of which the file says something, what it says.
    """
    texts = [written for page in pages for written in page.written]
    whole = Counter(word for text in texts for word in _WORD.findall(_MARKS.sub("", text.text)))
    if any(UNKNOWN.search(word) for word in whole):
        _tell_unknown(pages, whole, doubts)
    if not foreign(" ".join(whole)):
        for wrong, right in _SUBSTITUTIONS:
            _replace_wrong(texts, wrong, right, whole)
    _one_digit_set(texts)
    for page in pages:
        page.items = [item for item in page.items if isinstance(item, Table) or item.text.strip()]


def _tell_unknown(
    pages: Sequence[PageText], words: Counter[str], doubts: Mapping[str, Said]
) -> None:
    said = {letter: doubt.text for letter, doubt in doubts.items()}
    known = {word for word in words if not UNKNOWN.search(word)}
    told = _letters_of_unknown([*words], known, said, doubts)
    given = {**said, **told}
    for page in pages:
        for written in page.written:
            if not UNKNOWN.search(written.text):
                continue
            _rewrite(written, _IN_NUMBER, lambda glyph: given.get(glyph, LOST))
            page.unmapped += sum(
                letter not in given
                for run in _RUN.findall(written.text)
                if run not in given
                for letter in run
            )
            _rewrite(
                written,
                _WORD,
                lambda word: _told_word(word, given, known),
                lambda word: _filled(word, said),
            )


def _filled(word: str, letters: Mapping[str, str]) -> str:
    """The word with runs of unknown glyphs, or single ones, replaced where letters are given."""
    return _RUN.sub(
        lambda match: (
            letters.get(match[0]) or "".join(letters.get(each, each) for each in match[0])
        ),
        word,
    )


def _letters_of_unknown(
    words: Sequence[str],
    known: set[str],
    said: Mapping[str, str],
    doubts: Mapping[str, Said],
) -> dict[str, str]:
    """Unknown glyph, or run of them → letters, for those that the words make sure.

    Those in most words go first; what they tell makes other words clear.
    """
    # A space is no letter of a word: what is mapped to one and is a letter, is that letter.
    told = {run: doubt.others[0] for run, doubt in doubts.items() if doubt.text == " "}
    folded_known = {fold(word) for word in known if len(word) > 2}
    waiting: dict[str, list[str]] = defaultdict(list)
    for word in words:
        runs = _RUN.findall(word)
        for run in {*runs, *"".join(runs)}:
            if len(waiting[run]) < MOST_WORDS:
                waiting[run].append(word)
    for _ in range(2):
        for run in sorted(waiting, key=lambda each: (-len(waiting[each]), each))[:MOST_RUNS]:
            if run in told:
                continue
            others = {key: text for key, text in {**said, **told}.items() if key != run}
            best = _best_letter(run, waiting[run], others, doubts.get(run), folded_known)
            if best is not None:
                told[run] = best
    return told


def _best_letter(
    run: str,
    words: Sequence[str],
    others: Mapping[str, str],
    doubt: Said | None,
    known: set[str],
) -> str | None:
    """What a run stands for, None when that is not sure.

    :param others: what is told of other runs.
    :param doubt: what the file says of this one; then something else must be better.
    """
    clear = []
    for word in words:
        filled = _filled(word, others)
        if run in filled and not UNKNOWN.search(filled.replace(run, "")) and len(filled) > 2:
            clear.append(filled)
    if len(clear) < ENOUGH_WORDS:
        return None
    candidates = (doubt.text, *doubt.others) if doubt else CANDIDATES
    scores = {
        letter: sum(_is_word(word.replace(run, letter), known) for word in clear)
        for letter in candidates
    }
    best = max(scores, key=lambda letter: scores[letter])
    like_best = (fold(best), *("يئ" if fold(best) == "ي" else ()))
    second = max(
        (score for letter, score in scores.items() if letter and fold(letter) not in like_best),
        default=0,
    )
    if doubt:
        few = len(doubt.others) < len(LETTERS)
        enough = scores[best] > second + 1 if few else scores[best] >= AHEAD * max(second, 2)
        return best if best != doubt.text and enough else None
    sure = scores[best] >= SURE * len(clear) and scores[best] >= AHEAD * second
    return best if sure and scores[best] >= max(ENOUGH_WORDS, scores[""]) else None


def _is_word(word: str, known: set[str]) -> bool:
    folded = fold(word)
    return len(folded) > 1 and (is_known(folded) or folded in known)


def _told_word(word: str, told: Mapping[str, str], known: set[str]) -> str:
    """A word with its unknown glyphs told or left out; forms of alef as the document spells it."""
    filled = _filled(word, told)
    filled = unicodedata.normalize("NFC", UNKNOWN.sub("", filled))
    bare = _MARKS.sub("", filled)
    if bare in known or "لا" not in filled:
        return filled
    for form in ALEF_FORMS[1:]:
        if bare.replace("لا", "ل" + form, 1) in known:
            return filled.replace("لا", "ل" + form, 1)
    return filled


def _replace_wrong(texts: Iterable[Written], wrong: str, right: str, words: Counter[str]) -> None:
    """Replace a letter that the map has wrong, where that makes a word or a commoner one.

    Only in a text in which that makes words of most that are none.
    """
    held = [word for word in words if wrong in word and len(word) > 1]
    none = [word for word in held if not is_known(fold(word))]
    gained = [word for word in none if _better(word, wrong, right) != word]
    if len(gained) < FEWEST_GAINED or len(gained) < GAINED * len(none):
        return
    lacking = not any(right in word for word in words)
    better = {word: _better(word, wrong, right, lacking) for word in held}
    for written in texts:
        if wrong in written.text:
            _rewrite(written, _WORD, lambda word: better.get(word, word))


def _better(word: str, wrong: str, right: str, lacking: bool = False) -> str:
    """The commonest of the word and those with the letter replaced, everywhere or once.

    :param lacking: whether the text never has the right letter; then alef madda, which hardly
        stands inside a word, is replaced there wherever that makes a word.
    """
    others = [word.replace(wrong, right)]
    begin = _INITIAL.match(word)
    inside = word[begin.end() + 1 :] if begin else word
    if lacking and wrong == "آ" and wrong in inside and is_known(fold(others[0])):
        return others[0]
    others += [
        word[:at] + right + word[at + 1 :] for at, letter in enumerate(word) if letter == wrong
    ]
    return min([*others, word] if lacking else [word, *others], key=_rarity)


def _rarity(word: str) -> float:
    """In nats; 0 for a function word, infinite for a word that is not known."""
    folded = fold(word)
    if folded in STOP_WORDS:
        return 0.0
    if folded[0] in "وف" and folded[1:] in STOP_WORDS:
        return 0.0
    return corpus_idf(stem(folded)) if is_known(folded) else float("inf")


def _one_digit_set(texts: Sequence[Written]) -> None:
    """A number of ASCII and Arabic digits is written in those that most of the text has."""
    if not any(_MIXED.search(written.text) for written in texts):
        return
    arabic = sum(len(re.findall("[٠-٩]", written.text)) for written in texts)
    ascii_digits = sum(len(re.findall("[0-9]", written.text)) for written in texts)
    table = _TO_ARABIC if arabic >= ascii_digits else _TO_ASCII
    for written in texts:
        if _MIXED.search(written.text):
            _rewrite(written, _MIXED, lambda number: number.translate(table))


def _as_it_is(word: str) -> str:
    return word


def _rewrite(
    written: Written,
    pattern: re.Pattern[str],
    better: Callable[[str], str],
    said: Callable[[str], str] = _as_it_is,
) -> None:
    """Put better words in place; each that is not what the file says is noted.

    Words keep the places that they had.
    """
    parts: list[str] = []
    places: array[float] = array("f")
    mended: list[Span] = []
    at = length = 0
    for match in pattern.finditer(written.text):
        new = better(match[0])
        if new == match[0]:
            continue
        start, end = match.span()
        parts += [written.text[at:start], new]
        places.extend(written.places[PLACE * at : PLACE * start])
        length += start - at
        places.extend(_stretched(written.places[PLACE * start : PLACE * end], len(new)))
        if new and new != said(match[0]):
            mended.append(Span(length, length + len(new)))
        length += len(new)
        at = end
    parts.append(written.text[at:])
    places.extend(written.places[PLACE * at :])
    written.text, written.places = "".join(parts), places
    written.mended = sorted([*written.mended, *mended], key=lambda span: span.start)


def _stretched(places: array[float], length: int) -> array[float]:
    """The places of a word for a word of another length: each letter where it roughly was."""
    old = len(places) // PLACE
    if old == length:
        return places
    new: array[float] = array("f")
    for at in range(length):
        source = min(old - 1, at * old // length)
        new.extend(places[PLACE * source : PLACE * source + PLACE])
    return new
