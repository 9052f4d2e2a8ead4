"""Arabic text as search sees it: folded, cut into words, stems, 4-grams and sentences.

The original is never changed. Folding for search yields a second text with a map back to
the code points of the first, and this module alone owns that map. All functions are pure
and take time linear in their input.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from index.types import Span

FOLDING_VERSION = 3
"""Raised whenever `index_terms` changes: derived indexes of another version are rebuilt."""

_CACHED_WORDS = 1 << 16
_TATWEEL = "\u0640"
_SAME_LETTER = str.maketrans("ىةٱیکگےہھەۀڤپچژ", "يهايككيهههه" + "فبجز")
"""Letters that one word is spelt with here and there: dotless and Persian forms, loan letters."""


class _FoldTable(dict[int, str]):
    """What each code point becomes, worked out on first sight.

    Compatibility decomposition (UAX #15) undoes presentation forms and ligatures and parts
    letters from hamza and madda; marks, tatweel and invisible controls are dropped; digits of
    every script become 0–9; Latin is case-folded.
    """

    def __missing__(self, code: int) -> str:
        folded = chr(code)
        while (again := "".join(map(self._once, folded))) != folded:
            folded = again
        self[code] = folded
        return folded

    @staticmethod
    def _once(character: str) -> str:
        kept = []
        for part in unicodedata.normalize("NFKD", character).translate(_SAME_LETTER):
            category = unicodedata.category(part)
            if category in ("Mn", "Me", "Cf") or part == _TATWEEL:
                continue
            kept.append(str(unicodedata.digit(part)) if category == "Nd" else part.casefold())
        return "".join(kept)


_FOLD = _FoldTable()


def fold(text: str) -> str:
    """The text as search compares it. Idempotent."""
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that remembers where each of its code points stood."""

    original: str
    text: str
    origins: tuple[int, ...]
    """For each code point of `text`, the index in `original` of the one that it came from."""

    def span(self, start: int, end: int) -> Span:
        """The original code points behind `text[start:end]`, marks of the last letter included.

        :raises ValueError: when the slice is empty or outside the folded text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no folded text at {start}:{end}")
        stop = self.origins[end - 1] + 1
        while stop < len(self.original) and _belongs_to_previous(self.original[stop]):
            stop += 1
        return Span(self.origins[start], stop)


def fold_with_map(text: str) -> Folded:
    """The same text as `fold` gives, with the way back."""
    pieces: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(text):
        piece = _FOLD[ord(character)]
        pieces.append(piece)
        origins.extend([index] * len(piece))
    return Folded(text, "".join(pieces), tuple(origins))


def _belongs_to_previous(character: str) -> bool:
    return character == _TATWEEL or unicodedata.category(character) in ("Mn", "Me")


_WORD = re.compile(
    r"[0-9]+[a-z][0-9a-z]*|[0-9]+(?:[.,٫٬][0-9]+)*|[^\W_0-9]+(?:(?<=[a-z])[0-9a-z]+)?"
)
"""Words and numbers of folded text; a number leans on Latin letters («4g», «b12»), never on Arabic
ones («و12», «12كم»)."""
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[,٬][0-9]{3})+(?:[.٫][0-9]+)?")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or number of a text, with its place in the original."""

    text: str
    """Folded; a number without thousands separators, its decimals after a point."""
    start: int
    end: int


def words(text: str) -> list[str]:
    """The folded words and numbers of a text, in order."""
    return [_plain_number(word) for word in _WORD.findall(fold(text))]


def words_with_places(text: str) -> list[Word]:
    """The same words as `words` gives, each with its span in `text`."""
    folded = fold_with_map(text)
    found = []
    for match in _WORD.finditer(folded.text):
        place = folded.span(*match.span())
        found.append(Word(_plain_number(match.group()), place.start, place.end))
    return found


def _plain_number(word: str) -> str:
    if not word[0].isdecimal() or word.isdecimal():
        return word
    if _THOUSANDS.fullmatch(word):
        word = word.replace(",", "").replace("٬", "")
    return word.replace("٫", ".").replace("٬", ",")


# Clitics are cut longest first, and only when a word of this many letters is left.
_PREFIXES = tuple(
    sorted(
        ("وبال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال", "و", "ف"),
        key=len,
        reverse=True,
    )
)
_SUFFIXES = (
    *("تهما", "تهم", "تها", "هما", "ته"),
    *("كما", "ات", "ون", "ين", "ان", "ها", "هم", "هن", "كم", "نا", "يه", "وا", "ه", "ي"),
)
_SHORTEST_STEM = 3


@lru_cache(maxsize=_CACHED_WORDS)
def without_prefix(word: str) -> str:
    """A folded word without its conjunction and article."""
    if word.startswith(_PREFIXES):
        for prefix in _PREFIXES:
            if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST_STEM:
                return word[len(prefix) :]
    return word


@lru_cache(maxsize=_CACHED_WORDS)
def stem(word: str) -> str:
    """A folded word without its conjunction, article and endings.

    A light stemmer in the manner of light10 (Larkey, Ballesteros and Connell, 2002) with the
    possessive endings added; numbers and words in other scripts stay whole.
    """
    if not ("ء" <= word[0] <= "ي"):
        return word
    if word == "بن":  # «ابن» between two names
        return "ابن"
    word = without_prefix(word)
    for suffix in _SUFFIXES if word.endswith(_SUFFIXES) else ():
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            return word[: -len(suffix)]
    return word


GRAM_LENGTH = 4
STEM_MARK = "_"
"""Stems are told from 4-grams by a leading mark, or a four-letter stem would count as both."""


@lru_cache(maxsize=_CACHED_WORDS)
def word_terms(word: str) -> tuple[str, ...]:
    """What one folded word is found by: its marked stem, then its character 4-grams in order."""
    last = max(len(word) - GRAM_LENGTH, 0)
    grams = (word[at : at + GRAM_LENGTH] for at in range(last + 1))
    return (STEM_MARK + stem(word), *grams)


def index_terms(text: str) -> list[str]:
    """Every term that a text is indexed under, repeats included."""
    return [term for word in words(text) for term in word_terms(word)]


FUNCTION_WORDS = frozenset(
    fold(
        "من ما ماذا متى اين كيف لماذا لم هل كم اي ايه مَن بم مم عم فيم علام إلام لمن منذ "
        "هو هي هم هن هما انت انا نحن هذا هذه ذلك تلك هؤلاء اولئك الذي التي الذين اللذان اللتان "
        "اللواتي اللاتي في على الى عن مع بين عند لدى حتى كان كانت يكون تكون كانوا ليس ليست قد لقد "
        "ان انه انها إن أن لان لكن لكنه او ام ثم بل لا لن و ف ب ك ل به بها فيه فيها منه منها عليه "
        "عليها له لها لهم اليه اليها عنه عنها كما حين حيث اذا اذ لو كل بعض غير سوى هناك هنا ايضا "
        "التى الذى يتم تم وقد وهو وهي ومن وما وفي وعلى والى فهو فهي مما عما بعد قبل خلال حول "
        "ولم ولا وان وكان وكانت بان "
        "ماهو ماهي ماهما ماهم ماهن ماهيه منهو منهي بماذا مماذا عماذا كماذا فماذا وماذا ولماذا باي "
        "باية لاي لايه وكيف ومتى واين فاين وهل بكم وكم ال اللي والتي والذي اللتي عندما اذكر اذكري "
        "اشرح وضح هات اعط اعطي اعطني مين منو لمين فين وين ليه ليش ايش شو وش ازاي امتى ايمتى"
    ).split()
)
"""Folded words that carry no subject: dropped from questions, never from the index."""


def content_words(question: str) -> list[str]:
    """The words of a question that say what it is about; all its words when none does."""
    everything = words(question)
    return [word for word in everything if word not in FUNCTION_WORDS] or everything


LIGHT_WEIGHT = 0.5
"""Of a light word in a question; from 0.3 to 0.6 training questions see little difference."""
_LIGHT_STEMS = frozenset(
    stem(word)
    for word in fold(
        "حدث توجد يوجد وجد ترتيب تعريف مصطلح انواع نوع شخص اشخاص ناس سبب اسباب فرق اثناء تسمى "
        "يسمى سمي سميت تسمية احد احدى واحد بشان اسم اسماء اطلق يطلق يشير تشير نسبه فتره عدد ادى "
        "لقب ضمن اساس اساسي تعني يعني معنى اخر اخرى يعتبر تعتبر قام قامت يقوم تقوم حال حاله اهم "
        "اهميه ذكر اشهر هدف كلمه مره لاول اكثر اقل جزء شكل نطاق اجمالي يجب يمكن ممكن يكن عديد معين "
        "عباره شيء اشياء طريقه طرق كيفيه مدى جهه حول موضوع عنصر حصل يحدث تحدث تم تمت يتم صار اصبح "
        "اصبحت كان يكون لقد بسبب باسم وفقا حسب الى مقارنه يعرف تعرف عرف عرفت يقول تقول يتعلق صف "
        "سمه سمات خاصيه نتيجه بعض غير نفس مثل امثله مثال اجل لاجل عليها حاليا يتكون تتكون مكان "
        "موقع تقع يقع وقع يبلغ تبلغ بلغ بلغت"
    ).split()
)
"""Stems of words that frame a question («ما اسم …», «كم عدد …») more than they name its subject:
the passage that answers often says it without them."""


def weighed_words(question: str) -> dict[str, float]:
    """The distinct content words of a question in order, each with what it weighs there."""
    asked = content_words(question)
    light = [word for word in asked if stem(word) in _LIGHT_STEMS]
    lighter = LIGHT_WEIGHT if len(light) < len(asked) else 1.0
    return {word: lighter if word in light else 1.0 for word in asked}


_TERMINATOR = re.compile(r"[.!?؟؛…\u06D4]+[»”\"'’)\]}›]*|\n+")
_DIRECTIONS = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff"
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«\"“\[])(?:[^\W\d_]\u0640*[\u064B-\u0652]*\.)*[^\W\d_]\u0640*[\u064B-\u0652]*$"
)
_KNOWN_ABBREVIATION = re.compile(
    r"(?:^|[\s(«\"“\[])(?:إلخ|الخ|تحق|مج|ط|etc|vs|Dr|Mr|Mrs|Prof|St|Jr|No|vol|pp?)$"
)
_YEAR_MARK = re.compile(r"[0-9٠-٩۰-۹]\s*(?:هـ?|م)$")
_LIST_NUMBER = re.compile(r"(?:^|\n)[^\S\n]*[0-9٠-٩۰-۹]{1,3}$")
_LOOK_BACK = 24
"""Code points before a full stop that tell whether it ends a sentence."""


def sentences(text: str) -> list[Span]:
    """The sentences of a text in order, without the white space around them.

    A sentence ends at a terminator or a line's end and takes along the quotes and brackets
    that close there. A full stop after an abbreviation, an initial or a list number, or
    inside a number, ends nothing. Every code point but white space is in one sentence.
    """
    cuts = [0]
    for match in _TERMINATOR.finditer(text):
        if _ends_sentence(text, cuts[-1], match):
            cuts.append(match.end())
    spans = (trimmed(text, start, end) for start, end in pairwise([*cuts, len(text)]))
    return [span for span in spans if span is not None]


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    mark = match.group()
    if mark[0] != ".":
        return True
    before = text[max(start, match.start() - _LOOK_BACK) : match.start()]
    after = text[match.end() : match.end() + 1]
    if after and not after.isspace() and after not in _DIRECTIONS:
        # A stop that leans on the next word ends a sentence only between two Arabic words.
        return (
            len(mark) == 1
            and "ء" <= after <= "ي"
            and re.search(r"[ء-ي]{3,}[\u064B-\u0652]*$", before) is not None
        )
    if len(mark) > 1 and mark[1] == ".":
        return True
    if _LIST_NUMBER.search(before) and (start + len(before) == match.start() or "\n" in before):
        return False
    if _YEAR_MARK.search(before):
        return True
    return not (_ABBREVIATION.search(before) or _KNOWN_ABBREVIATION.search(before))


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without the white space at its edges; None when nothing else is in it."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


_CLUSTER_LOOK_BACK = 512
"""Code points; within one longer cluster of marks the edge that follows is found all the same."""


def is_boundary(text: str, position: int) -> bool:
    """Whether a cut at this position, 0 to the text's length, parts no grapheme cluster."""
    return next_boundary(text, position) == position


def next_boundary(text: str, position: int) -> int:
    """The first place at or after `position` that parts no grapheme cluster (UAX #29)."""
    if position <= 0 or position >= len(text):
        return min(max(position, 0), len(text))
    if _stands_alone(text[position - 1]) and _stands_alone(text[position]):
        return position
    import regex  # large tables: loaded only for the rare cut beside a mark

    start, furthest = position - 1, max(0, position - _CLUSTER_LOOK_BACK)
    while start > furthest and not (_stands_alone(text[start - 1]) and _stands_alone(text[start])):
        start -= 1
    clusters = regex.compile(r"\X").finditer(text, start)
    return next((edge.end() for edge in clusters if edge.end() >= position), len(text))


def _stands_alone(character: str) -> bool:
    """Whether the character joins with neither neighbour: ASCII in print, an Arabic letter."""
    return (
        " " <= character <= "~"
        or "ء" <= character <= "غ"
        or "ف" <= character <= "ي"
        or ("\ufb50" <= character <= "\ufdff" or "\ufe70" <= character <= "\ufefc")
    )
