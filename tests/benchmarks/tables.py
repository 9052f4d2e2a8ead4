"""Does it find the cell? Questions over small documents with tables, by kind.

    python tests/benchmarks/tables.py [--part choose|report|all] [--fast] [--misses]

Documents and questions stand in the folder beside this file, and those of `people.py` are in the
library too; the measures are the same.
`absent` asks for a row, a column or a year that no table has.
"""

from __future__ import annotations

import argparse
import sys
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks import people

FOLDER = Path(__file__).with_suffix("")
QUESTIONS = FOLDER / "questions.jsonl"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--part", choices=["choose", "report", "all"], default="all")
    parser.add_argument("--fast", action="store_true", help="without the encoder")
    parser.add_argument("--misses", action="store_true", help="each with what was shown")
    options = parser.parse_args()
    read = people.read_questions(QUESTIONS)
    asked = [one for one in read if options.part in ("all", one.part)]
    outcomes = people.ask(asked, [*documents(), *people.documents()], fast=options.fast)
    kinds = groupby(outcomes, lambda outcome: outcome.question.kind)
    rows = {kind: people.figures(list(own)) for kind, own in kinds}
    people.show(
        f"questions over tables · {options.part}", rows | {"total": people.figures(outcomes)}
    )
    for outcome in outcomes if options.misses else ():
        if outcome.missed:
            print(people.told(outcome))
    return 0


def documents() -> list[Path]:
    """Those that the questions are about."""
    return sorted(path for path in FOLDER.iterdir() if path != QUESTIONS)


if __name__ == "__main__":
    sys.exit(main())
