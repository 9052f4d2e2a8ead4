"""English words with the Arabic ones for them: by the Arabic WordNet, and by translated sentences.

Arabic WordNet 2 (CC BY-SA 3.0, Global WordNet Association's `omw-data`) numbers its synsets as
WordNet 3.0 does, whose files (Debian's `wordnet-base`) give their English words, and how often
each was found in a sense-tagged corpus. Words of sentences that were translated are aligned by
IBM Model 1 (Brown et al., 1993) in both directions.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from index.arabic import fold, stem, words
from index.arabic.english import HEADER, bases, is_small_word
from index.arabic.stop_words import FUNCTION_WORDS
from tests.training.corpus import SETS, english_questions, read_rows, training_questions

WORDNET = Path("/usr/share/wordnet")
_FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
_MOST = 12
"""Arabic words for one English word; what its rarer senses add only misleads."""
_ROUNDS = 8
_SURE = 0.12
"""The geometric mean of the two directions' probabilities from which two words are one."""
_SEEN = 3
"""Pairs of sentences that two words must share."""


def main(data: Path, target: Path) -> None:
    """Write the table: a line a word, its Arabic words by how usual their senses are."""
    found = _of_synsets(data)
    for word, others in _of_sentences(data).items():
        found[word] = list(dict.fromkeys((*others, *found.get(word, ()))))
    lines = [HEADER, *(f"{word}: {' '.join(found[word][:_MOST])}" for word in sorted(found))]
    lines += [f"{form}: ={base}" for form, base in sorted(_irregular(found).items())]
    target.write_text("\n".join(lines) + "\n", "utf-8")


def _of_synsets(data: Path) -> dict[str, list[str]]:
    arabic = _arabic(data / "omw_arb" / "synsets.jsonl.gz")
    found: dict[str, list[tuple[float, str]]] = {}
    for synset, rank, count, word in _english():
        for place, lemma in enumerate(arabic.get(synset, ())):
            found.setdefault(word, []).append((rank - count / 1e4 + place / 100, lemma))
    return {word: list(dict.fromkeys(each for _, each in sorted(found[word]))) for word in found}


def _of_sentences(data: Path) -> dict[str, list[str]]:
    """English words with the Arabic ones that stand for them in translated sentences."""
    pairs, known = _pairs(data), {word for _, _, _, word in _english()}
    surfaces: Counter[str] = Counter()
    sides: list[tuple[list[str], list[str]]] = []
    for english, arabic in pairs:
        own = [word for word in words(arabic) if word not in FUNCTION_WORDS and word.isalpha()]
        surfaces.update(own)
        sides.append((_lemmas(english, known), [stem(word) for word in own]))
    there, back = _aligned(sides), _aligned([(b, a) for a, b in sides])
    shared = Counter((a, b) for one, other in sides for a in set(one) for b in set(other))
    shown: dict[str, str] = {}
    for word, _ in surfaces.most_common():
        if len(word) < len(shown.get(stem(word), word + " ")):
            shown[stem(word)] = word
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (one, other), seen in shared.items():
        likely = (there[one].get(other, 0.0) * back[other].get(one, 0.0)) ** 0.5
        if seen >= _SEEN and likely >= _SURE and len(other) > 1:
            found[one].append((-likely, shown[other]))
    return {word: [each for _, each in sorted(found[word])] for word in found}


def _pairs(data: Path) -> Iterator[tuple[str, str]]:
    for row in read_rows(data / "sentences_ar" / "sentences.jsonl"):
        if row.get("en"):
            yield row["en"], row["ar"]
    for name in SETS:
        english = english_questions(data / name)
        for asked in training_questions(data / name):
            if asked.id in english:
                yield english[asked.id], asked.text


def _lemmas(text: str, known: set[str]) -> list[str]:
    found = re.findall(r"[a-z]+", text.casefold())
    return [
        next((base for base in bases(word) if base in known), word)
        for word in found
        if len(word) > 1 and not is_small_word(word)
    ]


def _aligned(sides: Sequence[tuple[list[str], list[str]]]) -> Mapping[str, dict[str, float]]:
    """For each word of the first side, how likely each of the second's stands for it."""
    likely: dict[str, dict[str, float]] = {}
    for one, other in sides:
        for word in one:
            likely.setdefault(word, {}).update(dict.fromkeys(other, 1.0))
    for _ in range(_ROUNDS):
        counted: dict[str, dict[str, float]] = {word: defaultdict(float) for word in likely}
        for one, other in sides:
            for word in other:
                total = sum(likely[each][word] for each in one) or 1.0
                for each in one:
                    counted[each][word] += likely[each][word] / total
        for word, counts in counted.items():
            total = sum(counts.values()) or 1.0
            likely[word] = {each: count / total for each, count in counts.items()}
    return likely


def _irregular(found: Mapping[str, object]) -> dict[str, str]:
    """Forms that no rule gives, with the word that each is a form of."""
    forms: dict[str, str] = {}
    for name in _FILES.values():
        for line in (WORDNET / f"{name}.exc").read_text("ascii").splitlines():
            form, base = line.split()[:2]
            if base in found and form not in found and form.isalpha():
                forms.setdefault(form, base)
    return forms


def _arabic(file: Path) -> dict[str, list[str]]:
    """Synset → its single words, folded, in the order of the file."""
    synsets: dict[str, list[str]] = {}
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            words = [fold(lemma) for lemma in row["lemmas"] if not re.search(r"[ _]", lemma)]
            synsets[row["synset"]] = [word for word in dict.fromkeys(words) if word.isalpha()]
    return synsets


def _english() -> Iterator[tuple[str, int, int, str]]:
    """Synsets with their words: the sense's rank for the word, from 1, its count, the word."""
    counts = _counts()
    for letter, name in _FILES.items():
        for line in (WORDNET / f"index.{name}").read_text("ascii").splitlines():
            if line.startswith(" "):
                continue
            fields = line.split()
            word, synsets = fields[0], fields[-int(fields[2]) :]
            if "_" in word or not word.isalpha():
                continue
            for rank, offset in enumerate(synsets, 1):
                yield f"{offset}-{letter}", rank, counts.get((word, name, rank), 0), word


def _counts() -> dict[tuple[str, str, int], int]:
    """How often a word of a part of speech was tagged with its sense of a rank."""
    kinds = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
    found: dict[tuple[str, str, int], int] = {}
    for line in (WORDNET / "cntlist.rev").read_text("ascii").splitlines():
        key, rank, count = line.split()
        word, _, sense = key.partition("%")
        found[word, kinds[sense[0]], int(rank)] = int(count)
    return found
