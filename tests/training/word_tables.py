"""Write the word tables: how common words are, and which letters names have.

    python -m tests.training.word_tables DATA_DIR

Counted in the paragraphs of the articles that have training questions; names are the gazetteer's.
The readers learn from these tables, so they are written first.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from index.arabic import fold, stem, words
from index.arabic.names import letter_triples
from tests.training.corpus import SETS, training_paragraphs, training_questions

SEEN_AT_LEAST = 2
NAMED = ("territory", "city", "forename")
SMOOTHING = 0.5
COMMON_FROM = 3
"""Times that a word occurs in the train text to count as common."""

TABLES = Path(__file__).parents[2] / "index" / "arabic"


def write(data: Path, target: Path) -> None:
    """Write the tables to a folder."""
    asked = {name: training_questions(data / name) for name in SETS}
    texts = [p.text for name in SETS for p in training_paragraphs(data / name, asked[name])]
    write_background(texts, target / "background.txt")
    write_naming(texts, target / "naming.txt")


def write_background(texts: Sequence[str], target: Path) -> None:
    """In how many of the texts each stem stands."""
    counts = Counter(s for text in texts for s in sorted({stem(w) for w in words(text)}))
    by_frequency: dict[int, list[str]] = defaultdict(list)
    for stemmed, frequency in counts.items():
        if frequency >= SEEN_AT_LEAST:
            by_frequency[frequency].append(stemmed)
    lines = ["# Passages counted; then frequency and stems. ARCD and XQuAD-ar, train paragraphs."]
    lines.append(str(len(texts)))
    lines += [f"{f} {' '.join(sorted(by_frequency[f]))}" for f in sorted(by_frequency)]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_naming(texts: Sequence[str], target: Path) -> None:
    """How much likelier each letter triple is in a foreign name than in a common word."""
    counted = Counter(word for text in texts for word in words(text))
    named = {fold(name) for name in names()}
    common = {w for w, n in counted.items() if n >= COMMON_FROM and w not in named}
    arabic = re.compile(r"[ء-ي]{3,}")
    yes = Counter(t for w in sorted(named) if arabic.fullmatch(w) for t in letter_triples(w))
    no = Counter(t for w in sorted(common) if arabic.fullmatch(w) for t in letter_triples(w))
    yes_total, no_total = sum(yes.values()), sum(no.values())
    table: dict[int, list[str]] = defaultdict(list)
    for triple in sorted(yes.keys() | no.keys()):
        ratio = math.log((yes[triple] + SMOOTHING) / yes_total) - math.log(
            (no[triple] + SMOOTHING) / no_total
        )
        table[round(ratio * 10) * 10].append(triple)
    lines = ["# Hundredths of a nat, then letter triples. CLDR names against ARCD, XQuAD-ar train."]
    lines += [f"{ratio} {' '.join(table[ratio])}" for ratio in sorted(table)]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def names() -> set[str]:
    """Single words of names, without the article and without explanations."""
    found = set()
    for file in ("gazetteer.txt", "lexicon.txt"):
        for line in (TABLES / file).read_text(encoding="utf-8").splitlines():
            name, _, entries = line.partition(": ")
            if name in NAMED:
                found |= {w for w in words(re.sub(r"\|", " ", entries)) if not w.startswith("ال")}
    return found
