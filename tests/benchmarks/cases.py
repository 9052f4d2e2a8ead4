"""How long a thousand scripted cases take against a warm library.

    python tests/benchmarks/cases.py [CASES]

The seed cases are asked over and over until there are so many; the library of their corpus is
made beforehand, as it is for whoever runs their tests a second time.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from assistant.testing.case import CaseFile
from assistant.testing.loading import find_case_files, load_cases
from assistant.testing.suite import under_test

SEEDS = Path(__file__).parents[2] / "seeds" / "cases"
CASES = 1000
LIMIT_S = 30
"""For a thousand cases on two cores."""


def main(wanted: int) -> None:
    start = perf_counter()
    files = [load_cases(path) for path in find_case_files([SEEDS])]
    print(f"{sum(len(file.cases) for file in files)} cases read in {perf_counter() - start:.2f} s")

    start = perf_counter()
    for file in files:
        with under_test(file, SEEDS):
            pass
    print(f"their library made or found in {perf_counter() - start:.2f} s")

    start = perf_counter()
    outcomes = run(files, wanted)
    taken = perf_counter() - start
    told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
    print(f"{wanted} cases in {taken:.1f} s, {taken / wanted * 1e3:.1f} ms each: {told}")
    print(f"limit {LIMIT_S * wanted / CASES:.1f} s, {os.cpu_count()} cores, one of them used")


def run(files: list[CaseFile], wanted: int) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    for file in cycle(files):
        with under_test(file, SEEDS) as open_file:
            for case in islice(file.cases, wanted - outcomes.total()):
                outcomes[open_file.test(case).result.outcome] += 1
        if outcomes.total() >= wanted:
            break
    return outcomes


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CASES)
