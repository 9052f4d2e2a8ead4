"""Does it understand what people ask? Questions as they type them, by kind.

    python tests/benchmarks/people.py [--part choose|report|all] [--json FILE] [--misses]

Both folders of sample documents in one library, every question asked with the default settings.
`choose` is for choosing between ways of answering, `report` for saying how good the chosen one is.
Where a question has several parts, as a list has, its first quote is right when it holds one of
them and the quotes together hold all. A headline is right when it says an accepted one and hardly
more; of a question without an accepted one it is wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[2]))

from assistant import Assistant
from index.arabic import words
from tests.benchmarks.judging import holds_answer, holds_verbatim, is_torn

SEEDS = Path(__file__).parents[2] / "seeds"
FOLDERS = (SEEDS / "corpus", SEEDS / "people")
QUESTIONS = FOLDERS[1] / "questions.jsonl"
BINS = 5
SPARE_WORDS = 3
"""That a right headline may have beside twice the accepted ones: a unit, a preposition, a name."""

Part = Literal["choose", "report"]


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    question: str
    kind: str
    part: Part
    answerable: bool
    documents: tuple[str, ...]
    """Files that hold the answer, or tempt to give one."""
    gold: tuple[tuple[str, ...], ...]
    """What has to stand in quotes: every part, each as one of these verbatim snippets."""
    headline: tuple[str, ...] | None
    """Right short answers; None where none should be shown."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question."""

    question: Question
    answered: bool
    quotes: tuple[str, ...]
    """Shown; of a refused question those that would have been."""
    headline: str
    """Empty when none is shown."""
    probability: float
    first: bool
    """Whether the first of these quotes is right, shown or not."""
    shown: bool
    """Whether these quotes hold all that was asked for."""
    torn: int

    @property
    def headline_right(self) -> bool:
        accepted = self.question.headline or ()
        said = len(words(self.headline))
        return any(
            holds_answer(self.headline, [one]) and said <= 2 * len(words(one)) + SPARE_WORDS
            for one in accepted
        )

    @property
    def missed(self) -> bool:
        if not self.question.answerable:
            return self.answered
        return not (self.answered and self.first) or bool(self.headline and not self.headline_right)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--part", choices=["choose", "report", "all"], default="all")
    parser.add_argument("--json", type=Path, metavar="FILE", help="figures and outcomes into it")
    parser.add_argument("--fast", action="store_true", help="without the encoder")
    parser.add_argument("--misses", action="store_true", help="each with what was shown")
    options = parser.parse_args()
    asked = [one for one in read_questions() if options.part in ("all", one.part)]
    outcomes = ask(asked, fast=options.fast)
    rows = {kind: figures(list(own)) for kind, own in groupby(outcomes, lambda o: o.question.kind)}
    rows["total"] = figures(outcomes)
    show(f"questions as people type them · {options.part}", rows)
    show_calibration(outcomes)
    if options.misses:
        for outcome in outcomes:
            if outcome.missed:
                print(told(outcome))
    if options.json:
        found = {"kinds": rows, "questions": [asdict(outcome) for outcome in outcomes]}
        options.json.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def read_questions(path: Path = QUESTIONS) -> list[Question]:
    """In the order of the file, in which those of a kind stand together."""
    with path.open(encoding="utf-8") as lines:
        return [_question(json.loads(line)) for line in lines]


def _question(row: dict[str, Any]) -> Question:  # values as JSON has them
    gold = tuple(map(tuple, row.pop("gold")))
    headline = row.pop("headline")
    documents = tuple(row.pop("documents"))
    return Question(
        **row,
        gold=gold,
        documents=documents,
        headline=None if headline is None else tuple(headline),
    )


def documents() -> list[Path]:
    """The sample documents of both folders, without the questions."""
    return [path for folder in FOLDERS for path in sorted(folder.iterdir()) if path != QUESTIONS]


def ask(
    questions: Sequence[Question], paths: Sequence[Path] = (), *, fast: bool = False
) -> list[Outcome]:
    """Each question asked of one library.

    :param paths: its documents; the sample documents of both folders by default.
    :param fast: whether to do without the encoder.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        Assistant.open(folder, create=True, fast=fast) as assistant,
    ):
        list(assistant.add(paths or documents()))
        if not fast:
            assistant.embed()
        return [_outcome(assistant, question) for question in questions]


def _outcome(assistant: Assistant, question: Question) -> Outcome:
    answer = assistant.ask(question.question)
    answered = answer.status == "answered"
    probability, otherwise = answer.confidence, answer
    if not answered:
        probability, otherwise = assistant.unrefused(question.question)
    quotes = tuple(quote.text for quote in otherwise.quotes)
    held = [[_holds(quote, part) for part in question.gold] for quote in quotes]
    shown = bool(held and question.gold) and all(map(any, zip(*held, strict=True)))
    return Outcome(
        question=question,
        answered=answered,
        quotes=quotes,
        headline=answer.headline or "",
        probability=probability or 0.0,
        first=shown and any(held[0]),
        shown=shown,
        torn=sum(is_torn(quote.document.text, quote.end) for quote in answer.quotes),
    )


def _holds(quote: str, spellings: Sequence[str]) -> bool:
    return any(holds_verbatim(quote, snippet) for snippet in spellings)


def figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Of the questions of a kind; shares are of 1, and NaN where there is nothing to share."""
    answerable = [outcome for outcome in outcomes if outcome.question.answerable]
    others = [outcome for outcome in outcomes if not outcome.question.answerable]
    answered = [outcome for outcome in outcomes if outcome.answered]
    bold = [outcome for outcome in answered if outcome.headline]
    quotes = sum(len(outcome.quotes) for outcome in answered)
    return {
        "asked": len(outcomes),
        "first": _share(answerable, lambda one: one.answered and one.first),
        "any": _share(answerable, lambda one: one.answered and one.shown),
        "refused": _share(answerable, lambda one: not one.answered),
        "answered": _share(others, lambda one: one.answered),
        "headline": _share(answered, lambda one: bool(one.headline)),
        "right": _share(bold, lambda one: one.headline_right),
        "torn": sum(one.torn for one in answered) / quotes if quotes else float("nan"),
        "quotes": quotes / len(answered) if answered else float("nan"),
    }


def _share(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> float:
    return sum(map(holds, outcomes)) / len(outcomes) if outcomes else float("nan")


COLUMNS = {
    "asked": "asked",
    "first": "first quote\nright",
    "any": "all in the\nquotes",
    "refused": "wrongly\nrefused",
    "answered": "wrongly\nanswered",
    "headline": "headline\nshown",
    "right": "of these\nright",
    "torn": "quotes\ntorn",
    "quotes": "quotes\nshown",
}


def show(title: str, rows: dict[str, dict[str, float]]) -> None:
    table = Table(title=f"{title} · %", title_justify="left")
    table.add_column("kind", no_wrap=True)
    for heading in COLUMNS.values():
        table.add_column(heading, justify="right")
    for kind, row in rows.items():
        if kind == "total":
            table.add_section()
        table.add_row(kind, *(_cell(measure, row[measure]) for measure in COLUMNS))
    Console(width=110).print(table)


def _cell(measure: str, value: float) -> str:
    if value != value:
        return "–"
    return {"asked": f"{value:.0f}", "quotes": f"{value:.1f}"}.get(measure, f"{100 * value:.0f}")


def show_calibration(outcomes: Sequence[Outcome]) -> None:
    """Of all questions, refused and unanswerable ones too: what is promised, and what is kept."""
    table = Table(title="probability of the first quote", title_justify="left")
    for heading in ("from", "to", "questions", "told, %", "right, %"):
        table.add_column(heading, justify="right")
    for low, own in _bins(outcomes):
        told = 100 * sum(one.probability for one in own) / len(own)
        right = 100 * _share(own, lambda one: one.first)
        edges = (f"{low / BINS:.1f}", f"{(low + 1) / BINS:.1f}")
        table.add_row(*edges, str(len(own)), f"{told:.0f}", f"{right:.0f}")
    Console(width=110).print(table)


def _bins(outcomes: Sequence[Outcome]) -> Iterator[tuple[int, list[Outcome]]]:
    def bin_of(outcome: Outcome) -> int:
        return min(BINS - 1, int(outcome.probability * BINS))

    for low, own in groupby(sorted(outcomes, key=bin_of), bin_of):
        yield low, list(own)


def told(outcome: Outcome) -> str:
    """A miss, to be looked at."""
    asked = outcome.question
    lines = [
        f"\n{asked.id} · {asked.question}",
        f"  {'answered' if outcome.answered else 'refused'}, {outcome.probability:.2f}"
        f", first {'right' if outcome.first else 'wrong'}",
    ]
    if outcome.headline:
        lines.append(f"  headline: {outcome.headline} (accepted: {asked.headline})")
    lines += [
        f"  {number}. {' '.join(text.split())}" for number, text in enumerate(outcome.quotes, 1)
    ]
    if asked.answerable:
        lines.append(f"  gold: {' + '.join(' / '.join(part) for part in asked.gold)}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
